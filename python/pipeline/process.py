"""One step in a process of its own: reads its inputs, runs its function, stores what that returns.

Started by pipeline.py with a folder, whose job.json says all. There it leaves the outputs and made.json, or error.json.
"""

import contextlib
import importlib
import json
import mmap
import os
import re
import shutil
import signal
import sys
import threading
import traceback
from typing import Any, Dict, List, Optional, Tuple

HERE = os.path.dirname(os.path.abspath(__file__))
PIPELINE = os.path.dirname(os.path.dirname(HERE))
if __name__ == "__main__":
    sys.path.insert(0, PIPELINE)

from steps.shared import generators, reporting, storing, tracing, tracking  # noqa: E402

#: Larger files are not kept with the result of the step that writes them; if they are gone, the step runs again.
KEPT_FILE_BYTES = 1 << 30
#: A thread that a step has left behind keeps its process alive no longer than this.
END_SECONDS = 10.0


class DiskTrouble(Exception):
    """What a step gives could not be written."""


def run(folder: str) -> int:
    """Returns the exit status: 0 where the step has ended well."""
    with open(os.path.join(folder, "job.json"), encoding="utf-8") as file:
        job = json.load(file)
    _end_with_runner()
    # Modules beside the notebook are found first, as in the notebook.
    sys.path[:] = [job["work"], PIPELINE, *(path for path in sys.path if path not in (HERE, PIPELINE))]
    sys.argv = [job["file"]]
    tracked = tracking.TrackedStep(job)
    reporting.begin(os.path.join(job["shown"], "report.html"), job["title"], job["file"])
    try:
        made = _made(job, folder)
        _write_json(os.path.join(folder, "made.json"), made)
    except BaseException as error:
        # Where the disk is full, this makes room for what follows.
        shutil.rmtree(os.path.join(folder, "outputs"), ignore_errors=True)
        text = _traceback_of(error)
        reporting.finish(text)
        print(text, end="", file=sys.stderr)
        with contextlib.suppress(OSError):
            _write_json(os.path.join(folder, "error.json"), _described(error, job))
        tracked.end(error)
        return 1
    reporting.finish()
    tracked.end(None)
    return 0


def _made(job: Dict[str, Any], folder: str) -> Dict[str, Any]:
    """Run the step. Returns what it has read and written, and where its outputs are stored."""
    trace = tracing.FileTrace(tracing.Project(job["work"], job["own"]), job["mentioned"], job["made"])
    module = importlib.import_module(f"steps.{job['step']}")
    storing.store_by_value(module)
    arguments = {**_loaded(job["inputs"]), **job["parameters"]}
    # After the inputs, which may bring libraries along that the step's module itself does not import.
    reporting.follow_libraries(module)
    if job["seed"] is not None:
        generators.seed_all(job["seed"])
    for source, entry in job["random"].items():
        if entry is not None:
            generators.restore(source, storing.load(entry["folder"], entry)[source])
    returned = getattr(module, job["step"])(**arguments)
    random = {source: generators.state_of(source) for source in job["random"]}
    del arguments
    made: Dict[str, Any] = trace.finish()
    values = _by_name(job["outputs"], returned)
    made["outputs"], made["random"] = {}, {}
    for stem, names in job["stored"].items():
        made["outputs"][stem] = _stored(folder, f"outputs/{stem}", {name: values[name] for name in names}, job["definitions"])
    for source, state in random.items():
        made["random"][source] = _stored(folder, f"random/{source}", {source: state}, [])
    for path, digest in [*made["writes"].items(), *made["unseen"].items()]:
        source = os.path.join(job["work"], path)
        if digest and os.path.getsize(source) <= KEPT_FILE_BYTES:
            os.makedirs(os.path.join(folder, "files"), exist_ok=True)
            shutil.copyfile(source, os.path.join(folder, "files", digest))
    return made


def _by_name(names: List[str], returned: Any) -> Dict[str, Any]:
    """What the step's function has returned. Raises ValueError where it is not what the table of steps says."""
    values = list(returned) if len(names) > 1 and isinstance(returned, tuple) else [returned] * len(names[:1])
    if len(values) != len(names):
        raise ValueError(f"the step must return {', '.join(names)}, as the table in pipeline.py says")
    return dict(zip(names, values))


def _loaded(inputs: Dict[str, Dict[str, Any]]) -> Dict[str, Any]:
    """The inputs by name. Those of one file are read together, so that they share what they shared."""
    files: Dict[str, Dict[str, Any]] = {}
    for name, entry in inputs.items():
        path = os.path.join(entry["folder"], entry["file"])
        try:
            files[path] = files.get(path) or storing.load(entry["folder"], entry)
        except storing.CannotLoad as error:
            error.made_by, error.variable = entry["made_by"], name
            raise
    return {name: files[os.path.join(entry["folder"], entry["file"])][name] for name, entry in inputs.items()}


def _stored(folder: str, stem: str, values: Dict[str, Any], definitions: List[str]) -> Dict[str, Any]:
    try:
        os.makedirs(os.path.join(folder, os.path.dirname(stem)), exist_ok=True)
        entry = storing.save(folder, stem, values)
        path = os.path.join(folder, entry["file"])
        with open(path, "rb+") as file:
            os.fsync(file.fileno())
    except OSError as error:
        raise DiskTrouble(f"{', '.join(values)} cannot be stored: {error}") from error
    with open(path, "rb") as file:
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            # What is stored by its name in the shared definitions is another thing once these have changed.
            refers = data.find(b"steps.shared.definitions") >= 0
            used = [name for name in definitions if refers and data.find(name.encode()) >= 0]
    return {**entry, "digest": tracing.digest_of_file(path), "definitions": used}


def _write_json(path: str, value: Any) -> None:
    with open(path, "w", encoding="utf-8") as file:
        json.dump(value, file)


def _end_with_runner() -> None:
    """Let this process, with what it has started, end when the runner does: then the pipe that is its standard input ends."""
    lifeline = os.dup(0)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)

    def wait() -> None:
        os.read(lifeline, 1)
        if os.name != "nt":
            os.killpg(os.getpgrp(), signal.SIGKILL)
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


# --- What went wrong


def _traceback_of(error: BaseException) -> str:
    """Without the lines of this file, which are not what went wrong."""
    trace = error.__traceback__
    while trace is not None and trace.tb_frame.f_code.co_filename == __file__:
        trace = trace.tb_next
    return "".join(traceback.format_exception(type(error), error, trace))


def _described(error: BaseException, job: Dict[str, Any]) -> Dict[str, Any]:
    """For the runner: of what kind it is, and through which lines of the pipeline it came, outermost first."""
    kinds = {storing.CannotLoad: "load", storing.CannotStore: "store", DiskTrouble: "disk"}
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename in job["code"]]
    return {
        "kind": kinds.get(type(error), "step"),
        "type": type(error).__name__,
        "message": str(error),
        "made_by": getattr(error, "made_by", None),
        "variable": getattr(error, "variable", None),
        "places": [_place(frame.filename, frame.lineno or 0, job["notebook"]) for frame in frames[:5]],
    }


def _place(file: str, line: int, notebook: str) -> Dict[str, Any]:
    """A line, and where it stands in the notebook, as far as that can be found: the cell, and the line there, from 1."""
    cell, text = None, ""
    with contextlib.suppress(OSError), open(file, encoding="utf-8") as source:
        for number, text in enumerate(source, 1):
            marker = re.match(r"\s*# %% cell (\d+)", text)
            cell = int(marker.group(1)) if marker else cell
            if number == line:
                break
    text = text.strip()
    return {"file": file, "line": line, "source": text, "cell": cell, "cell_line": cell and _line_in_cell(notebook, cell, text)}


def _line_in_cell(notebook: str, cell: int, text: str) -> Optional[int]:
    with contextlib.suppress(OSError, ValueError, LookupError, TypeError):
        with open(notebook, encoding="utf-8") as file:
            data = json.load(file)
        cells = data["cells"] if "cells" in data else [each for sheet in data["worksheets"] for each in sheet["cells"]]
        source = "".join(cells[cell - 1].get("source", cells[cell - 1].get("input", "")))
        lines: List[Tuple[int, str]] = list(enumerate(map(str.strip, source.split("\n")), 1))
        # A line that shows a value has become a call.
        return next((at for at, each in lines if each == text), None) or next((at for at, each in lines if each and each in text), None)
    return None


if __name__ == "__main__":
    status = run(sys.argv[1])
    late = threading.Timer(END_SECONDS, os._exit, [status])
    late.daemon = True
    late.start()
    sys.exit(status)
