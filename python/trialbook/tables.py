"""Tables as files: CSV, TSV, or JSON with ``columns`` and ``data`` as MLflow and pandas (``orient="split"``) have it."""

import csv
import json
import math
import os
from typing import Any, Dict, List, NamedTuple, Optional

from .artifacts import inside, writing
from .run import Run


_DELIMITERS = {".csv": ",", ".tsv": "\t"}


class Table(NamedTuple):
    """Columns and rows."""

    columns: List[str]
    rows: List[List[Any]]


def log_table(run: Run, data: Any, file: str) -> None:
    """See ``Run.log_table``."""
    table = table_of(data)
    file = os.fspath(file)
    ending = os.path.splitext(file)[1].lower()
    if ending not in _DELIMITERS and ending not in (".json", ""):
        run.problem("log_table", "the table %s was kept as %s.json: tables are written as .csv, .tsv or .json" % (file, file))
        file += ".json"
    path = os.path.join(run.artifact_dir, *inside(file).split("/"))
    delimiter = _DELIMITERS.get(ending)
    if os.path.exists(path):
        table = _appended(_read(path, delimiter), table)
    with writing(run, file, "table") as temporary, open(temporary, "w", encoding="utf-8", newline="") as out:
        if delimiter:
            writer = csv.writer(out, lineterminator="\n", delimiter=delimiter)
            writer.writerow(table.columns)
            writer.writerows(table.rows)
        else:
            json.dump({"columns": table.columns, "data": table.rows}, out, ensure_ascii=False, allow_nan=False, default=str)


def table_of(data: Any) -> Table:
    """The table in a DataFrame, a dict of columns, a list of dicts, or another table. Raises TypeError, ValueError."""
    if hasattr(data, "to_dict") and hasattr(data, "columns"):
        data = _with_labels(data)
        columns = _told_apart([str(column) for column in data.columns])
        series = [data.iloc[:, place] if hasattr(data, "iloc") else data[column] for place, column in enumerate(data.columns)]
        lists = [list(each.to_list() if hasattr(each, "to_list") else each) for each in series]
    elif hasattr(data, "items"):
        columns = [str(key) for key, _ in data.items()]
        lists = [value.tolist() if hasattr(value, "tolist") else value for _, value in data.items()]
        # One value stands for all rows.
        count = max([len(value) for value in lists if isinstance(value, (list, tuple))], default=1)
        lists = [list(value) if isinstance(value, (list, tuple)) else [value] * count for value in lists]
    elif isinstance(data, (list, tuple)) and all(hasattr(row, "items") for row in data):
        columns = list(dict.fromkeys(str(key) for row in data for key in row))
        rows = [{str(key): value for key, value in row.items()} for row in data]
        return Table(columns, [[_cell(row.get(column)) for column in columns] for row in rows])
    else:
        raise TypeError("%s is no table: a dict of lists, a list of dicts or a DataFrame is" % type(data).__name__)
    if len({len(column) for column in lists}) > 1:
        raise ValueError("the columns differ in length: %s" % ", ".join(str(len(column)) for column in lists))
    return Table(columns, [[_cell(value) for value in row] for row in zip(*lists)])


def _with_labels(frame: Any) -> Any:
    """A DataFrame of pandas whose rows are called something has that as columns; mere numbers are left out."""
    index = getattr(frame, "index", None)
    if not hasattr(frame, "reset_index") or (not any(index.names) and getattr(index.dtype, "kind", "O") in "iu"):
        return frame
    try:
        return frame.reset_index()
    except ValueError:
        # A column has that name.
        return frame


def _told_apart(columns: List[str]) -> List[str]:
    """Of several columns with one name the later ones are numbered, as pandas does on reading."""
    counts: Dict[str, int] = {}
    names = []
    for column in columns:
        count = counts[column] = counts.get(column, -1) + 1
        names.append("%s.%d" % (column, count) if count else column)
    return names


def _cell(value: Any) -> Any:
    """A value that JSON has; NaN is null as pandas writes it, the infinities are texts."""
    if hasattr(value, "item") and not isinstance(value, (str, bytes)):
        try:
            value = value.item()
        except (TypeError, ValueError):
            return str(value)
    if isinstance(value, float) and not math.isfinite(value):
        return None if math.isnan(value) else str(value)
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    if isinstance(value, (list, tuple)):
        return [_cell(each) for each in value]
    if isinstance(value, dict):
        return {str(key): _cell(each) for key, each in value.items()}
    return str(value)


def _read(path: str, delimiter: Optional[str]) -> Table:
    with open(path, encoding="utf-8", newline="") as file:
        if delimiter:
            rows = list(csv.reader(file, delimiter=delimiter))
            return Table(rows[0] if rows else [], rows[1:])
        held = json.load(file)
    return Table(held["columns"], held["data"])


def _appended(first: Table, second: Table) -> Table:
    columns = list(dict.fromkeys(first.columns + second.columns))
    rows = []
    for table in (first, second):
        place = {column: at for at, column in enumerate(table.columns)}
        rows += [[row[place[column]] if column in place else None for column in columns] for row in table.rows]
    return Table(columns, rows)
