"""``python -m trialbook ls``, ``show`` and ``compare``: what was recorded, for machines without Node."""

import json
import os
import sys
import time
from typing import Any, Callable, Dict, Iterable, List, Optional, Sequence, Set

from .display import Column, age, brief, date, digits_for, duration, fitting, number, printable, sign, size, table
from . import store_dir
from .encode import number_text
from .reading import get_run, search_runs
from .recorded_run import RecordedRun, Series

#: Columns of a list beyond these would only make lines wrap.
MOST_METRICS = 4
MOST_PARAMS = 6
#: Characters shown of one value in a table of runs; of a fact about one run.
WIDEST = 40
LONGEST_FACT = 1000
#: Rows of a section.
MOST_ROWS = 100
#: Files named that a snapshot lacks.
MOST_LEFT_OUT = 5


def ls(query: str, experiment: Optional[str], limit: int, as_json: bool) -> None:
    """Runs as a table, the latest first. ``limit`` 0: all. Raises QueryError, a ValueError, and LookupError without a store."""
    _expect_store()
    found: List[RecordedRun] = search_runs([experiment] if experiment else None, query, output_format="list")
    runs = found[:limit] if limit else found
    if as_json:
        return _print_json([_run_json(run) for run in runs])
    if not runs:
        return _aside("No run is like that." if query or experiment else "No runs yet.")
    now = time.time() * 1000
    counts = _counted(key for run in runs for key in run.series if not _is_system(key))
    metrics = sorted(counts, key=lambda key: (-counts[key], key))[:MOST_METRICS]
    params = [key for key in _keys(runs, lambda run: run.params) if _differs(runs, key)][:MOST_PARAMS]
    columns = [Column("", [sign(run.status) for run in runs]), Column("name", [printable(run.name) for run in runs])]
    if len({run.experiment for run in runs}) > 1:
        columns.append(Column("experiment", [printable(run.experiment) for run in runs]))
    columns += [Column(printable(key), _last_values([run.series.get(key) for run in runs]), True, True) for key in metrics]
    columns += [Column(printable(key), [_cut(run.params.get(key, "")) for run in runs], True, True) for key in params]
    columns.append(Column("age", [age(run.start_ms, now) for run in runs], True))
    columns.append(Column("commit", [_commit(run) for run in runs]))
    columns.append(Column("error", [_cut(run.error or "") for run in runs], False, True))
    shown = fitting(columns)
    _print(table(shown))
    if len(found) > len(runs):
        _aside("%d more: --limit 0 shows all" % (len(found) - len(runs)))
    omitted = [column.title for column in columns if column not in shown and any(column.cells)]
    if omitted:
        _aside("no room for %s: make the terminal wider" % ", ".join(omitted))


def show(reference: str, as_json: bool) -> None:
    """All about one run. Raises LookupError."""
    run = _meant(reference)
    if as_json:
        return _print_json({**_run_json(run), "leftOut": run.left_out or None, "artifacts": run.artifacts, "problems": run.problems})
    now = time.time() * 1000
    when = age(run.start_ms, now)
    took = duration((run.end_ms or now) - run.start_ms) if run.end_ms or run.status == "RUNNING" else "end unknown"
    print("%s %s  %s, %s%s, %s" % (sign(run.status), brief(run.name), run.status.lower(), when, " ago" if when[0].isdigit() else "", took))
    facts = {
        "id": run.run_id,
        "experiment": run.experiment,
        "error": run.error,
        "note": run.note,
        "started": date(run.start_ms),
        "command": run.command,
        "code": "%s@%s%s" % (run.branch or "detached", run.commit[:10], " with uncommitted changes" if run.dirty else "") if run.commit else None,
        "snapshot": run.snapshot[:10] if run.snapshot and run.snapshot != run.commit else None,
        "left out": _left_out(run),
        "host": "@".join(part for part in (run.user, run.host) if part),
        "parent": run.parent_run_id,
        "tags": "  ".join(brief("%s=%s" % pair) for pair in run.tags.items()),
    }
    _print("  %-10s  %s" % (name, brief(value, LONGEST_FACT)) for name, value in facts.items() if value)
    _section("params", _pairs(run.params))
    metrics = sorted((key, series) for key, series in run.series.items() if not _is_system(key) and series.last)
    _section("metrics", _metric_columns(metrics))
    _section("artifacts", [Column("", [brief(path) for path in run.artifacts])])
    _section("problems", [Column("", [brief(text) for text in run.problems])])


def compare(references: Sequence[str], as_json: bool) -> None:
    """What differs between runs, a run a column. Raises LookupError."""
    runs = [_meant(reference) for reference in references]
    if as_json:
        return _print_json([_run_json(run) for run in runs])
    names: List[str] = [""]
    values: List[List[str]] = [[printable(run.name)] for run in runs]

    def add(heading: str, rows: Dict[str, List[str]]) -> None:
        for at, (name, texts) in enumerate(rows.items()):
            if at == 0:
                names.append(heading)
                for column in values:
                    column.append("")
            names.append("  " + printable(name))
            for column, text in zip(values, texts):
                column.append(text)

    keys = [key for key in _keys(runs, lambda run: run.series) if not _is_system(key)]
    add("metrics", {key: _last_values([run.series.get(key) for run in runs]) for key in keys})
    add("params", _different(runs, lambda run: run.params))
    add("tags", _different(runs, lambda run: run.tags))
    add("code", _different(runs, _code))
    _print(table([Column("", names), *(Column("", column, True) for column in values)]))


def _expect_store() -> None:
    folder = store_dir.find()
    if folder is None:
        raise LookupError("no .trialbook folder in %s or above it; it is made by the first run" % os.getcwd())
    if not os.path.isdir(folder):
        raise LookupError("TRIALBOOK_DIR names %s, which is no folder" % folder)


def _differs(runs: Sequence[RecordedRun], key: str) -> bool:
    """Whether runs of one experiment differ in a param."""
    values: Dict[str, Set[Optional[str]]] = {}
    for run in runs:
        values.setdefault(run.experiment, set()).add(run.params.get(key))
    return any(len(those) > 1 for those in values.values())


def _meant(reference: str) -> RecordedRun:
    _expect_store()
    if reference != "@last":
        return get_run(reference)
    newest = search_runs(max_results=1, output_format="list")
    if not newest:
        raise LookupError("there is no run yet")
    return get_run(newest[0].run_id)


def _metric_columns(metrics: Sequence[Any]) -> List[Column]:
    columns: Dict[str, List[str]] = {"last": [], "min": [], "max": [], "points": []}
    for _, series in metrics:
        shown = {"last": series.last.value, "min": series.min, "max": series.max}
        digits = digits_for(shown.values())
        for part, value in shown.items():
            columns[part].append(number(float("nan") if value is None else value, digits))
        columns["points"].append(str(series.count))
    return [Column("", [brief(key) for key, _ in metrics]), *(Column(title, cells, True) for title, cells in columns.items())]


def _last_values(found: Sequence[Optional[Series]]) -> List[str]:
    values = [series.last.value if series and series.last else None for series in found]
    digits = digits_for(values)
    return ["" if value is None else number(value, digits) for value in values]


def _different(runs: Sequence[RecordedRun], of: Callable[[RecordedRun], Dict[str, str]]) -> Dict[str, List[str]]:
    tables = [of(run) for run in runs]
    rows = {key: [table.get(key, "") for table in tables] for key in sorted({key for table in tables for key in table})}
    return {key: [_cut(text) for text in texts] for key, texts in rows.items() if len(set(texts)) > 1}


def _code(run: RecordedRun) -> Dict[str, str]:
    found = {
        "command": run.command,
        "branch": run.branch,
        "commit": run.commit and run.commit[:10],
        "snapshot": run.snapshot and run.snapshot[:10],
        "uncommitted changes": None if run.dirty is None else "yes" if run.dirty else "no",
    }
    return {name: value for name, value in found.items() if value}


def _left_out(run: RecordedRun) -> Optional[str]:
    """What the snapshot lacks, and of it a few by name, with the reasons."""
    files = run.left_out.get("files", ())
    if not files:
        return None
    count = run.left_out["count"]
    named = ", ".join("%s (%s)" % (brief(each["path"]), each["why"]) for each in files[:MOST_LEFT_OUT])
    more = ", and %s more" % format(count - MOST_LEFT_OUT, ",") if count > MOST_LEFT_OUT else ""
    return "%s, %s: %s%s" % ("1 file" if count == 1 else "%s files" % format(count, ","), size(run.left_out["bytes"]), named, more)


def _run_json(run: RecordedRun) -> Dict[str, Any]:
    names = ("name", "experiment", "status", "kind", "error", "starred", "note", "command", "script", "commit", "branch", "dirty", "snapshot", "params", "tags")
    return {
        "runId": run.run_id,
        **{name: getattr(run, name) for name in names},
        "parentRunId": run.parent_run_id,
        "startMs": run.start_ms,
        "endMs": run.end_ms,
        "metrics": {key: _series_json(series) for key, series in run.series.items() if series.last},
    }


def _series_json(series: Any) -> Dict[str, Any]:
    nan = float("nan")
    numbers = {"last": series.last.value, "min": nan if series.min is None else series.min, "max": nan if series.max is None else series.max}
    return {
        "count": series.count,
        "lastStep": series.last.step,
        "lastTimeMs": series.last.time_ms,
        "minStep": series.min_step,
        "maxStep": series.max_step,
        **{name: json.loads(number_text(value)) for name, value in numbers.items()},
    }


def _section(name: str, columns: Sequence[Column]) -> None:
    count = len(columns[0].cells) if columns else 0
    lines = table([column._replace(cells=column.cells[:MOST_ROWS]) for column in columns]) if count else []
    if count > MOST_ROWS:
        lines.append("… %s more, --json has them" % format(count - MOST_ROWS, ","))
    if lines:
        _print(["", name, *("  " + line for line in lines)])


def _pairs(values: Dict[str, str]) -> List[Column]:
    return [Column("", [brief(name) for name in values]), Column("", [brief(value) for value in values.values()])]


def _keys(runs: Iterable[RecordedRun], of: Callable[[RecordedRun], Dict[str, Any]]) -> List[str]:
    return sorted({key for run in runs for key in of(run)})


def _counted(keys: Iterable[str]) -> Dict[str, int]:
    counts: Dict[str, int] = {}
    for key in keys:
        counts[key] = counts.get(key, 0) + 1
    return counts


def _is_system(key: str) -> bool:
    return key.startswith("system/")


def _commit(run: RecordedRun) -> str:
    return printable(run.commit[:7]) + (" ●" if run.dirty else "") if run.commit else ""


def _cut(text: str) -> str:
    text = printable(text)
    return text if len(text) <= WIDEST else text[: WIDEST - 1] + "…"


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        print(line)


def _aside(text: str) -> None:
    print(text, file=sys.stderr)


def _print_json(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False))
