"""The check itself: the notebook in one clean copy, the pipeline in another, and then, if anything differs, the notebook again."""

import json
import os
import shutil
import time
from pathlib import Path
from typing import Any, Callable, Dict, List, NamedTuple, Optional, Sequence, Tuple

from check import folders
from check.comparison import CellCompared, Found, Tolerance, compare_shown, compare_values, compare_written
from check.fingerprints import Blobs
from check.refusal import CheckRefused
from check.report import CellOutcome, report_of
from check.run_notebook import Cell, NotebookRun, Shown, run_notebook, shown_in
from check.run_pipeline import run_pipeline, write_pipeline
from check.saved import saved_outputs
from check.sides import Side
from check.values import Difference

Tell = Callable[[Dict[str, Any]], None]

# Numbers that come out equal by chance in two runs seldom do so in four; one of two branches, in ten.
RUNS = 4
RUNS_BY_CHANCE = 10
LOOKED_AT = 5_000


class Request(NamedTuple):
    """``cells`` are the code cells in the order in which they are to run, each with `cell` (its index), `source`, `tags`, `names`
    (variables to compare after it; those in `maybe` need not exist in its step), `before` (those to compare before it),
    `output` (whether to compare what it shows) and `step` (null where the pipeline does not run it as a cell).
    ``chance`` is the cell from which on numbers are drawn of generators that nothing seeds."""

    notebook: Path
    folder: Path
    name: str
    files: Sequence[Dict[str, str]]
    cells: Sequence[Dict[str, Any]]
    parameters: Sequence[Dict[str, Any]]
    rtol: float = Tolerance().rtol
    atol: float = Tolerance().atol
    largest: int = folders.LARGEST
    chance: Optional[int] = None


class _NotebookSide(NamedTuple):
    side: Side
    run: NotebookRun
    wrote: Dict[int, List[str]]


class Check:
    """One check, in ``request.folder``, which is the caller's to remove."""

    def __init__(self, request: Request, tell: Tell):
        self._request = request
        self._tell = tell
        self._source = folders.source_of(request.notebook, [cell["source"] for cell in request.cells])
        self._blobs = Blobs(str(_made(request.folder / "blobs")))
        self._tolerance = Tolerance(request.rtol, request.atol)
        self._seconds: Dict[str, float] = {}

    def run(self) -> Dict[str, Any]:
        """The report. Raises CheckRefused."""
        first = self._notebook("notebook", 0)
        if first.run.failure is not None:
            return self._report(first, None, {}, {"where": "notebook", "step": None, **first.run.failure._asdict()})
        pipeline, failure = self._pipeline()
        compared = self._compared(first, pipeline, failure is None)
        remaining = {cell: found.found for cell, found in compared.items() if found.found}
        again = 1
        while remaining and again < (RUNS_BY_CHANCE if self._by_chance(remaining) else RUNS):
            fresh = self._notebook("again", again)
            if fresh.run.failure is not None:
                return self._report(first, compared, remaining, {"where": "notebook", "step": None, **fresh.run.failure._asdict()})
            itself = self._itself(first, fresh)
            if not self._by_chance(remaining) and not self._uncertain_up_to(remaining, itself):
                break
            remaining = {cell: left for cell in remaining for left in [self._left(remaining[cell], itself[cell])] if left}
            again += 1
        return self._report(first, compared, remaining, {"where": "pipeline", **failure} if failure else None)

    def _notebook(self, run: str, seed: int) -> _NotebookSide:
        """Run the notebook in a copy of its own. Another ``seed`` gives sets another order, and fresh memory other contents."""
        began = time.monotonic()
        name = "notebook" if seed == 0 else "again-%d" % seed
        side, inside, settings, env = self._side(name, seed)
        wrote: Dict[int, List[str]] = {}
        state = {"files": folders.contents(side.root, inside / self._request.name), "cell": None}

        def look(last: bool = False) -> None:
            # In a folder of very many files, only the end tells which were written: by the last cell, as it then seems.
            if len(state["files"]) > LOOKED_AT and not last:
                return
            now = folders.contents(side.root, inside / self._request.name)
            if state["cell"] is not None:
                wrote[state["cell"]] = sorted(path for path in now if now[path] != state["files"].get(path))
            state["files"] = now

        def tell(cell: int) -> None:
            look()
            state["cell"] = cell
            self._tell({"event": "cell", "run": run, "cell": cell})

        cells = [Cell(cell["cell"], cell["source"], cell["tags"]) for cell in self._request.cells]
        assignments: Dict[int, List[str]] = {}
        for parameter in self._request.parameters:
            assignments.setdefault(parameter["cell"], []).append("%s = %r" % (parameter["name"], self._value(parameter)))
        done = run_notebook(cells, inside, settings, env, assignments, tell)
        look(last=True)
        self._seconds[name] = time.monotonic() - began
        return _NotebookSide(side, done, wrote)

    def _value(self, parameter: Dict[str, Any]) -> Any:
        """A parameter's value as the runner reads it: of the type that it has in parameters.json."""
        name, given = parameter["name"], parameter["given"]
        defaults = [json.loads(file["text"]) for file in self._request.files if file["path"] == "parameters.json"]
        old = defaults[0].get(name) if defaults else None
        if isinstance(old, str):
            return given
        try:
            value = json.loads({"True": "true", "False": "false", "None": "null"}.get(given, given))
        except ValueError:
            raise CheckRefused("parameter", "%s=%s: the value must be JSON, as %s is." % (name, given, json.dumps(old))) from None
        return float(value) if type(old) is float and type(value) is int else value

    def _pipeline(self) -> Tuple[Side, Optional[Dict[str, Any]]]:
        began = time.monotonic()
        side, inside, settings, env = self._side("pipeline", 0)
        env["TRIALBOOK_CHECK"] = str(settings)
        folder = inside / self._request.name
        write_pipeline(folder, self._request.files)
        values = ["%s=%s" % (parameter["name"], parameter["given"]) for parameter in self._request.parameters]
        failure = run_pipeline(folder, values, side.out, env, lambda cell: self._tell({"event": "cell", "run": "pipeline", "cell": cell}))
        self._seconds["pipeline"] = time.monotonic() - began
        return side, failure

    def _side(self, name: str, seed: int) -> Tuple[Side, Path, Path, Dict[str, str]]:
        """A clean copy, the notebook's folder in it, the settings of what to describe, and the environment to run in."""
        root = self._request.folder.resolve() / name
        self._tell({"event": "copying", "run": name})
        place = _made(root / "work") / folders.above(self._source, self._request.name)
        inside = folders.copy(self._source, place, Path(self._request.name), self._request.largest)
        out, scratch = _made(root / "out"), _made(root / "scratch")
        places = sorted({str(root / "work"), os.path.realpath(root / "work")}, key=len, reverse=True)
        settings = root / "settings.json"
        content = {
            "fingerprints": str(Path(__file__).resolve().parent / "fingerprints"),
            "blobs": self._blobs.folder,
            "out": str(out),
            "folders": places,
            "names": {str(cell["cell"]): [*cell["names"], *cell["maybe"]] for cell in self._request.cells},
            # Not 0 where free memory is to be filled with that byte.
            "fresh": filling(seed),
            "before": {str(cell["cell"]): cell["before"] for cell in self._request.cells},
        }
        settings.write_text(json.dumps(content), encoding="utf-8")
        env = {
            **os.environ,
            "PYTHONHASHSEED": str(seed),
            "PYTHONDONTWRITEBYTECODE": "1",
            "IPYTHONDIR": str(scratch),
            "JUPYTER_CONFIG_DIR": str(scratch),
            "TRIALBOOK_DIR": str(root / "trialbook"),
            "TRIALBOOK_PIPELINE_UNTRACKED": "1",
            "COLUMNS": "80",
            "LINES": "24",
        }
        if seed > 0:
            # Likewise by glibc, for what numpy does not keep for itself.
            env["MALLOC_PERTURB_"] = str(filling(seed))
        return Side(out, root / "work", places), inside, settings, env

    def _compared(self, first: _NotebookSide, pipeline: Side, ended: bool) -> Dict[int, CellCompared]:
        """``ended``: the pipeline ran to its end, so that each cell of a step must have run."""
        found: Dict[int, CellCompared] = {}
        for cell in self._request.cells:
            index = cell["cell"]
            compared = CellCompared()
            noted = pipeline.cell(index)
            ran = noted is not None and "after" in noted
            shown: Shown = noted["shown"] if noted and ran else []
            if noted and ran:
                self._values(compared, cell, first.side.cell(index) or {}, noted)
            elif cell["step"] is not None:
                if ended:
                    compared.found.append(Found("cell", Difference("the cell", "ran", "did not run")))
                    found[index] = compared
                continue
            if cell["output"]:
                compare_shown(compared, (first.side, pipeline), (first.run.shown[index], shown), self._tolerance)
            compare_written(compared, (first.side, pipeline), self._last_written(first, index), self._tolerance)
            found[index] = compared
        return found

    def _values(self, compared: CellCompared, cell: Dict[str, Any], first: Dict[str, Any], second: Dict[str, Any]) -> None:
        before = " (before the cell)"
        compare_values(compared, first.get("before", {}), second.get("before", {}), cell["before"], self._blobs, self._tolerance, before)
        compare_values(compared, first.get("after", {}), second.get("after", {}), cell["names"], self._blobs, self._tolerance)

    def _itself(self, first: _NotebookSide, again: _NotebookSide) -> Dict[int, CellCompared]:
        """Two runs of the notebook, compared."""
        found: Dict[int, CellCompared] = {}
        for cell in self._request.cells:
            index = cell["cell"]
            compared = found[index] = CellCompared()
            self._values(compared, cell, first.side.cell(index) or {}, again.side.cell(index) or {})
            compare_shown(compared, (first.side, again.side), (first.run.shown[index], again.run.shown[index]), self._tolerance)
            compare_written(compared, (first.side, again.side), self._last_written(first, index), self._tolerance)
        return found

    def _by_chance(self, remaining: Dict[int, List[Found]]) -> bool:
        """Whether one of those cells comes after numbers were drawn that no run can repeat."""
        order = [cell["cell"] for cell in self._request.cells]
        return self._request.chance in order and any(order.index(cell) >= order.index(self._request.chance) for cell in remaining)

    def _uncertain_up_to(self, remaining: Dict[int, List[Found]], itself: Dict[int, CellCompared]) -> bool:
        """Whether the notebook is not its own equal at one of those cells, or before; so that chance may be at work."""
        order = [cell["cell"] for cell in self._request.cells]
        last = max(order.index(cell) for cell in remaining)
        return any(itself[cell].found for cell in order[: last + 1])

    @staticmethod
    def _left(remaining: Sequence[Found], itself: CellCompared) -> List[Found]:
        left = CellCompared()
        left.found = list(remaining)
        return left.uncovered(itself)

    @staticmethod
    def _last_written(first: _NotebookSide, cell: int) -> List[str]:
        """The files that no later cell writes again: only their last contents are there to be compared."""
        order = list(first.wrote)
        later = {name for other in order[order.index(cell) + 1 :] for name in first.wrote[other]} if cell in first.wrote else set()
        return [name for name in first.wrote.get(cell, []) if name not in later]

    def _report(
        self,
        first: _NotebookSide,
        compared: Optional[Dict[int, CellCompared]],
        remaining: Dict[int, Sequence[Found]],
        failure: Optional[Dict[str, Any]],
    ) -> Dict[str, Any]:
        saved = saved_outputs(self._request.notebook)
        outcomes = []
        for cell in self._request.cells:
            index = cell["cell"]
            found = (compared or {}).get(index)
            stale = None
            if cell["output"] and index in saved and index in first.run.shown:
                stale = CellCompared()
                compare_shown(stale, (first.side, first.side), (shown_in(saved[index]), first.run.shown[index]), self._tolerance)
            outcomes.append(CellOutcome(index, found, remaining.get(index, ()), stale))
        return report_of(outcomes, failure, self._seconds)


def filling(seed: int) -> int:
    """The byte that fresh memory is filled with: another in each run, and 0, which leaves it as it is, in the first."""
    return 50 * seed % 255


def _made(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder
