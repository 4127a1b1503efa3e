"""A run as it was recorded, for reading."""

import math
import re
from typing import Any, Dict, List, NamedTuple, Optional

from .journal_parts import is_artifact_path
from .run_name import name_from_id
from .used_files import UsedFiles


class Point(NamedTuple):
    """One point of a metric; ``value`` may be NaN or infinite."""

    step: int
    #: Milliseconds since 1970.
    time_ms: int
    value: float


class Series:
    """What a table shows of a metric: its last value, by step and then by time, the least and the greatest."""

    __slots__ = ("count", "last", "latest_step", "max", "max_step", "min", "min_step")

    def __init__(self) -> None:
        self.count = 0
        self.last: Optional[Point] = None
        #: The step of the point that came last, after which a point without a step goes.
        self.latest_step = -1
        self.min: Optional[float] = None
        self.min_step: Optional[int] = None
        self.max: Optional[float] = None
        self.max_step: Optional[int] = None

    def add(self, step: Optional[int], time_ms: int, value: float) -> Point:
        """Take in a point; the step it has."""
        if step is None:
            step = self.latest_step + 1
        point = Point(step, time_ms, value)
        self.latest_step = step
        self.count += 1
        if self.last is None or point[:2] >= self.last[:2]:
            self.last = point
        if value == value:
            if self.min is None or value < self.min:
                self.min, self.min_step = value, step
            if self.max is None or value > self.max:
                self.max, self.max_step = value, step
        return point


class RecordedRun:
    """A run that was recorded: what was asked, what came out, how it ended."""

    def __init__(self, run_id: str):
        self.run_id = run_id
        self.name = name_from_id(run_id)
        self.experiment = "Default"
        #: RUNNING, FINISHED, FAILED, KILLED, CRASHED or UNKNOWN.
        self.status = "UNKNOWN"
        self.kind: Optional[str] = None
        self.parent_run_id: Optional[str] = None
        #: Milliseconds since 1970.
        self.start_ms = 0
        self.end_ms: Optional[int] = None
        self.params: Dict[str, str] = {}
        self.tags: Dict[str, str] = {}
        self.series: Dict[str, Series] = {}
        #: Paths below ``artifacts/<run id>/``.
        self.artifacts: List[str] = []
        #: Data files it opened and modules of the workspace it imported, relative to the folder that holds the store, else absolute.
        self.files: List[str] = []
        #: The folder that holds the store.
        self.folder = ""
        self.command = ""
        self.script: Optional[str] = None
        self.branch: Optional[str] = None
        self.commit: Optional[str] = None
        self.dirty: Optional[bool] = None
        #: Id of the commit that holds the files it ran with, and what that lacks of them, as the journal has it.
        self.snapshot: Optional[str] = None
        self.left_out: Dict[str, Any] = {}
        self.user: Optional[str] = None
        self.host: Optional[str] = None
        self.note = ""
        self.starred = False
        #: Type and message of the exception, of failed runs.
        self.error: Optional[str] = None
        #: What is in journals beyond the store: text by stream (of a run that was asked for alone), lines that could not
        #: be read, what else was wrong.
        self.output: Dict[str, str] = {}
        self.skipped = 0
        self.problems: List[str] = []
        # What the first record to say it has settled.
        self._settled = {"name": False, "experiment": False}

    def __repr__(self) -> str:
        return "<RecordedRun %s (%s) %s>" % (self.run_id, self.name, self.status)

    @property
    def info(self) -> "RecordedRun":
        """The run itself, as ``data`` is: MLflow's ``run.info.run_id`` and ``run.data.metrics`` are here too."""
        return self

    @property
    def data(self) -> "RecordedRun":
        """See ``info``."""
        return self

    @property
    def metrics(self) -> Dict[str, float]:
        """The last value of each metric."""
        return {key: series.last.value for key, series in self.series.items() if series.last is not None}

    @property
    def file(self) -> UsedFiles:
        """The script, modules and data files, as queries name them."""
        return UsedFiles(self.folder, self.script, self.files)

    def settle(self, name: str, experiment: str) -> None:
        """Take over what the store has; a name it made from the id is none yet."""
        self._settled = {"name": name != name_from_id(self.run_id), "experiment": experiment != "Default"}
        self.name, self.experiment = name, experiment

    def apply(self, record: Dict[str, Any], points: Optional[Dict[str, List[Point]]] = None) -> None:
        """Take in a record, other than how the run ended. Where ``points`` is given, points go there too, and printed text
        is kept."""
        kind = record["type"]
        if kind == "metrics":
            self._metrics(record, points)
        elif kind == "run":
            self._run(record)
        elif kind == "params":
            self._params(record["values"])
        elif kind == "tags":
            for key, value in record["values"].items():
                if value is None:
                    self.tags.pop(key, None)
                else:
                    self.tags[key] = _text(value)
        elif kind == "command":
            argv = [each for each in record.get("argv") or [] if isinstance(each, str)]
            self.command = self.command or " ".join(map(_quoted, argv))
            self.script = self.script or record.get("script")
            self.user = self.user or record.get("user")
        elif kind == "git":
            self.commit = self.commit or record.get("commit")
            self.branch = self.branch or record.get("branch")
            self.dirty = record.get("dirty") if self.dirty is None else self.dirty
            self.snapshot = self.snapshot or record.get("snapshot")
            self.left_out = self.left_out or record.get("left_out") or {}
        elif kind == "artifact":
            self._artifact(record["path"])
        elif kind == "cell_output":
            for path in _files_of(record.get("output")):
                self._artifact(path)
        elif kind == "file":
            if record["path"] not in self.files:
                self.files.append(record["path"])
        elif kind == "output" and points is not None:
            self.output[record["stream"]] = self.output.get(record["stream"], "") + record["text"]
        elif kind == "problem":
            self._problem(str(record.get("message")))

    def _artifact(self, path: str) -> None:
        if path not in self.artifacts:
            self.artifacts.append(path)

    def _run(self, record: Dict[str, Any]) -> None:
        for field in ("name", "experiment"):
            if isinstance(record.get(field), str) and not self._settled[field]:
                setattr(self, field, record[field])
                self._settled[field] = True
        self.parent_run_id = self.parent_run_id or record.get("parent")
        self.kind = self.kind or record.get("kind")

    def _params(self, values: Dict[str, Any]) -> None:
        for key, value in values.items():
            text = _text(value)
            if self.params.setdefault(key, text) != text:
                self._problem("%s stays %s; later it was given as %s" % (key, self.params[key], text))

    def _metrics(self, record: Dict[str, Any], points: Optional[Dict[str, List[Point]]]) -> None:
        step = _step(record.get("step"))
        for key, written in record["values"].items():
            value = _value(written)
            if value is None:
                self._problem("values of the metric %s that are not numbers were left out" % key)
                continue
            series = self.series.get(key)
            if series is None:
                series = self.series[key] = Series()
            point = series.add(step, record["time"], value)
            if points is not None:
                points.setdefault(key, []).append(point)

    def _problem(self, message: str) -> None:
        if message not in self.problems:
            self.problems.append(message)


def _files_of(output: Any) -> List[str]:
    """The paths of the files that an output of a cell has, of which nothing is known yet."""
    artifacts = output.get("artifacts") if isinstance(output, dict) else None
    if not isinstance(artifacts, list):
        return []
    return [each["path"] for each in artifacts if isinstance(each, dict) and is_artifact_path(each.get("path"))]


def _value(written: Any) -> Optional[float]:
    if type(written) is float:
        return written
    if type(written) is int:
        try:
            return float(written)
        except OverflowError:
            return math.inf if written > 0 else -math.inf
    return {"NaN": math.nan, "Infinity": math.inf, "-Infinity": -math.inf}.get(written) if isinstance(written, str) else None


def _step(written: Any) -> Optional[int]:
    if type(written) is float and math.isfinite(written):
        written = math.floor(written)
    return written if type(written) is int and abs(written) < 2**53 else None


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    import json

    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _quoted(argument: str) -> str:
    return argument if re.fullmatch(r"[\w@%+=:,./~-]+", argument, re.ASCII) else "'%s'" % argument.replace("'", "'\\''")
