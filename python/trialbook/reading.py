"""Reading what was recorded: the store, and what is still in journals."""

import time
from functools import partial
from typing import Any, Dict, List, Literal, Optional, Sequence, Tuple, overload

from . import inherited, store_dir
from .query.conditions import Exists, Field
from .query.error import QueryError
from .query.parser import ATTRIBUTES, parse
from .recorded import read
from .recorded_run import Point, RecordedRun, Series


@overload
def search_runs(
    experiment_names: Optional[Sequence[str]] = None,
    filter_string: str = "",
    order_by: Optional[Sequence[str]] = None,
    max_results: Optional[int] = None,
    *,
    output_format: Literal["list"],
) -> List[RecordedRun]: ...


@overload
def search_runs(
    experiment_names: Optional[Sequence[str]] = None,
    filter_string: str = "",
    order_by: Optional[Sequence[str]] = None,
    max_results: Optional[int] = None,
    output_format: str = "auto",
) -> Any: ...


def search_runs(
    experiment_names: Optional[Sequence[str]] = None,
    filter_string: str = "",
    order_by: Optional[Sequence[str]] = None,
    max_results: Optional[int] = None,
    output_format: str = "auto",
) -> Any:
    """The runs that a query finds (docs/query.md), newest first.

    ``order_by``: fields of the query language, each with ``DESC`` behind it or not; runs without it come last.
    ``output_format``: ``list`` of RecordedRun, ``pandas``: a DataFrame with a column for each ``metrics.…``, ``params.…``
    and ``tags.…``; ``auto``: pandas where that is installed. Raises ValueError for what cannot be read, of a query
    a QueryError, which says where.
    """
    if output_format not in ("auto", "list", "pandas"):
        raise ValueError("output_format is auto, list or pandas, not %r" % (output_format,))
    now = time.time() * 1000
    condition = parse(filter_string or "", now)
    orders = [_order(text) for text in ([order_by] if isinstance(order_by, str) else order_by or [])]
    wanted = {experiment_names} if isinstance(experiment_names, str) else set(experiment_names or ())
    runs = [
        run
        for run in read(_folder()).runs.values()
        if (not wanted or run.experiment in wanted) and condition.holds(partial(look_up, run, now))
    ]
    runs.sort(key=lambda run: (-run.start_ms, run.run_id))
    for field, descending in reversed(orders):
        # Sorting is stable, so that the last order is applied first.
        _sort(runs, field, descending, now)
    found = runs if max_results is None else runs[:max_results]
    if output_format == "list" or (output_format == "auto" and not _has_pandas()):
        return found
    return _frame(found)


def get_run(run: str) -> RecordedRun:
    """The run with this id, unique beginning of an id, or name. Raises LookupError where there is none, or are several."""
    folder = _folder()
    text = str(run).strip()
    run_id = inherited.run_id_of(text)
    if run_id is not None:
        found = list(read(folder, run_id).runs.values())
    else:
        runs = read(folder).runs.values()
        found = [each for each in runs if each.name == text]
        if not found and len(text) >= 3:
            found = [each for each in runs if each.run_id.startswith(text.lower())]
    if not found:
        raise LookupError("no run %r in %s; it is found by its id, the beginning of its id, or its name" % (text, folder))
    if len(found) > 1:
        found.sort(key=lambda each: -each.start_ms)
        ids = ", ".join("%s (%s)" % (each.run_id[:12], each.name) for each in found[:5])
        raise LookupError("%d runs are meant by %r: %s%s" % (len(found), text, ids, " …" if len(found) > 5 else ""))
    return found[0]


def get_metric_history(run_id: str, key: str) -> List[Point]:
    """The points of a metric, by step and then by time. Empty where the run has no such metric; raises LookupError where
    there is no such run."""
    known = inherited.run_id_of(str(run_id)) or get_run(run_id).run_id
    recorded = read(_folder(), known, key)
    if known not in recorded.runs:
        raise LookupError("no run %s in %s" % (known, _folder()))
    return recorded.points


def look_up(run: RecordedRun, now: float, field: Field) -> Any:
    """What a run has for a field of a query, as ``query.conditions.Lookup`` says."""
    if field.family == "metrics":
        series = run.series.get(field.key)
        return None if series is None else _part(series, field.part)
    if field.family == "params":
        return run.params.get(field.key)
    if field.family == "tags":
        return run.tags.get(field.key)
    if field.key == "started":
        return run.start_ms
    if field.key == "duration":
        return (now if run.end_ms is None else run.end_ms) - run.start_ms
    return getattr(run, field.key)


def _part(series: Series, part: str) -> Optional[float]:
    if series.last is None:
        return None
    if part == "last":
        return series.last.value
    if part == "count":
        return float(series.count)
    extreme = series.min if part == "min" else series.max
    # Of a series that is nothing but NaN.
    return float("nan") if extreme is None else extreme


def _order(text: str) -> Tuple[Field, bool]:
    words = text.split()
    descending = len(words) > 1 and words[-1].lower() == "desc"
    field = text if len(words) < 2 or words[-1].lower() not in ("asc", "desc") else text.rstrip()[: -len(words[-1])]
    try:
        condition = parse(field + " is not missing")
    except QueryError:
        condition = None
    if not isinstance(condition, Exists):
        known = ", ".join(name for name in ATTRIBUTES if name != "file")
        raise ValueError("%r is no field to order by: write metrics.KEY, params.KEY, tags.KEY, or one of %s" % (text, known))
    return condition.field, descending


def _sort(runs: List[RecordedRun], field: Field, descending: bool, now: float) -> None:
    def has(run: RecordedRun) -> bool:
        value = look_up(run, now, field)
        return value is not None and value == value

    with_it = [run for run in runs if has(run)]
    without = [run for run in runs if not has(run)]
    with_it.sort(key=lambda run: _comparable(look_up(run, now, field)), reverse=descending)
    runs[:] = with_it + without


def _comparable(value: Any) -> Tuple[bool, Any]:
    """Params that are numbers in the order of numbers, before those that are texts."""
    from .query.numbers import number_of

    number = number_of(value) if isinstance(value, str) else None
    return (True, value) if isinstance(value, str) and number is None else (False, value if number is None else number)


def _has_pandas() -> bool:
    from importlib.util import find_spec

    return find_spec("pandas") is not None


def _frame(runs: List[RecordedRun]) -> Any:
    import pandas

    columns: Dict[str, Any] = {}
    for name in ("run_id", "name", "experiment", "status", "parent_run_id", "branch", "commit", "command"):
        columns[name] = [getattr(run, name) for run in runs]
    columns["start_time"] = pandas.to_datetime([run.start_ms for run in runs], unit="ms", utc=True)
    columns["end_time"] = pandas.to_datetime([run.end_ms for run in runs], unit="ms", utc=True)
    for family in ("metrics", "params", "tags"):
        tables = [getattr(run, family) for run in runs]
        for key in sorted({key for table in tables for key in table}):
            columns["%s.%s" % (family, key)] = [table.get(key) for table in tables]
    return pandas.DataFrame(columns)


def _folder() -> str:
    return store_dir.find() or store_dir.NAME
