"""Runs the pipeline that is checked, by its own runner, as a person would."""

import json
import os
import re
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any, Callable, Dict, List, Optional, Sequence

_KEPT = 2_000


def write_pipeline(folder: Path, files: Sequence[Dict[str, str]]) -> None:
    """Write the files of a pipeline, their paths being relative to its folder."""
    for file in files:
        path = folder / file["path"]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(file["text"], encoding="utf-8", newline="\n")


def run_pipeline(folder: Path, parameters: Sequence[str], out: Path, env: Dict[str, str], tell: Callable[[int], None]) -> Optional[Dict[str, Any]]:
    """Run all steps. Returns why it failed, or None.

    ``parameters`` are `name=value` as the runner reads them; ``tell`` is called with each cell's index when it is done.
    """
    command = [sys.executable, "pipeline.py", "--json"]
    for parameter in parameters:
        command += ["--set", parameter]
    process = subprocess.Popen(
        command, cwd=folder, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=os.name == "posix"
    )
    done = threading.Event()
    watcher = threading.Thread(target=_watch, args=(out, tell, done), daemon=True)
    watcher.start()
    try:
        output, errors = process.communicate()
    except BaseException:
        _end(process)
        raise
    finally:
        done.set()
        watcher.join()
    if process.returncode == 0:
        return None
    return _failure(output.decode("utf-8", "replace"), errors.decode("utf-8", "replace"), process.returncode)


def _watch(out: Path, tell: Callable[[int], None], done: threading.Event) -> None:
    met: List[int] = []
    while True:
        ended = done.wait(0.1)
        for path in sorted(out.glob("cell-*.json")):
            cell = int(path.stem[5:])
            if cell not in met and b'"after"' in path.read_bytes():
                met.append(cell)
                tell(cell)
        if ended:
            return


def _end(process: "subprocess.Popen[bytes]") -> None:
    if os.name == "posix":
        os.killpg(process.pid, signal.SIGTERM)
    else:
        process.terminate()
    try:
        process.wait(5)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL) if os.name == "posix" else process.kill()
        process.wait()


def _failure(output: str, errors: str, status: int) -> Dict[str, Any]:
    for line in output.splitlines():
        try:
            told = json.loads(line)
        except ValueError:
            continue
        if told.get("event") == "step" and told.get("state") == "failed":
            cell = told.get("cell")
            message = "%s: %s" % (told["type"], told["message"]) if told.get("type") else told["message"]
            return {"step": told["step"], "cell": cell - 1 if cell else None, "line": told.get("cell_line"), "message": message}
    lines = [line for line in errors.splitlines() if line.strip()]
    message = lines[-1] if lines else "The pipeline ended with status %d." % status
    return {"step": None, "cell": None, "line": None, "message": re.sub(r"\s+", " ", message)[:_KEPT]}
