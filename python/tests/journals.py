"""Running scripts in a folder, and reading the journals they leave as strictly as the format is written."""

import json
import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any, Dict, List

PACKAGE = Path(__file__).resolve().parent.parent


class Project:
    """A folder with a ``.trialbook``."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.store = folder / ".trialbook"

    def popen(self, code: str, *args: str, env: Dict[str, str] = {}, **more: Any) -> subprocess.Popen:
        """Start a script, written to ``train.py``, with its output piped."""
        script = self.folder / "train.py"
        text = textwrap.dedent(code)
        if not script.exists() or script.read_text() != text:
            # Not written again under a process that is only just reading it.
            script.write_text(text)
        return subprocess.Popen(
            [sys.executable, str(script), *args],
            cwd=self.folder,
            env={**os.environ, "PYTHONPATH": str(PACKAGE), **env},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
            **more,
        )

    def python(self, code: str, *args: str, env: Dict[str, str] = {}, **more: Any) -> subprocess.CompletedProcess:
        """Run a script to its end."""
        process = self.popen(code, *args, env=env, **more)
        try:
            out, err = process.communicate(timeout=20)
        except subprocess.TimeoutExpired:
            # With its children, which would wait for ever.
            os.killpg(process.pid, signal.SIGKILL)
            raise
        return subprocess.CompletedProcess(process.args, process.returncode, out, err)

    @property
    def journals(self) -> List[List[Dict[str, Any]]]:
        """The records of each part, the parts in the order of their first records' milliseconds."""
        parts = [read_part(path) for path in (self.store / "journal").glob("*.jsonl")]
        return sorted(parts, key=lambda records: (records[0]["time"], records[0]["part"]))

    @property
    def records(self) -> List[Dict[str, Any]]:
        """The records of all journals, one after the other."""
        return [record for journal in self.journals for record in journal]

    def of_type(self, *types: str) -> List[Dict[str, Any]]:
        """The records of some types."""
        return [record for record in self.records if record["type"] in types]

    @property
    def starts(self) -> Dict[str, Dict[str, Any]]:
        """The ``run`` records by the names in them."""
        return {record.get("name"): record for record in self.of_type("run")}

    def points(self, key: str) -> List[Any]:
        """``(step, value)`` of each point, step None where none was given."""
        return [(r.get("step"), r["values"][key]) for r in self.of_type("metrics") if key in r["values"]]

    def of_run(self, run_id: str) -> List[Dict[str, Any]]:
        """The records of all journals of a run."""
        return [record for journal in self.journals if journal[0]["run"] == run_id for record in journal]


def read_part(path: Path) -> List[Dict[str, Any]]:
    """The records of a part, which must be as docs/journal.md says; a last line without a newline is left out."""
    records = []
    for line in path.read_bytes().split(b"\n")[:-1]:
        if line:
            records.append(json.loads(line.decode("utf-8"), parse_constant=_no_constant))
    assert records[0]["type"] == "journal"
    assert all(record["v"] == 1 and isinstance(record["time"], int) for record in records)
    numbers = [record["n"] for record in records]
    assert all(before < after for before, after in zip(numbers, numbers[1:])), "numbers go up"
    return records


def _no_constant(text: str) -> None:
    raise ValueError("%s is not JSON" % text)
