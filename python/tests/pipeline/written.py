"""A folder with a notebook and the pipeline made of it, written by hand as the generator writes it, and ways to run it."""

import json
import os
import re
import signal
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any, Dict, List, NamedTuple, Optional

PYTHON = Path(__file__).resolve().parent.parent.parent
SOURCES = PYTHON / "pipeline"
#: What takes so many seconds, on a machine that has much else to do, will never end.
LONG = 180


class Ended(NamedTuple):
    out: str
    err: str
    status: int


class Written:
    """`project/` is the notebook's folder, `project/pipeline/` the pipeline's."""

    def __init__(self, project: Path):
        self.project = project
        self.folder = project / "pipeline"
        shared = self.folder / "steps" / "shared"
        shared.mkdir(parents=True)
        for name in ("storing.py", "generators.py", "reporting.py", "report.py", "tracing.py", "tracking.py", "process.py", "caching.py", "ingredients.py"):
            (shared / name).write_text((SOURCES / name).read_text())
        (shared / "__init__.py").write_text("")
        (self.folder / "steps" / "__init__.py").write_text("")
        (self.folder / "parameters.json").write_text("{}")
        self.env = {name: value for name, value in os.environ.items() if not re.match(r"TRIALBOOK_|PYTHON", name)}
        self.env["TRIALBOOK_PIPELINE_UNTRACKED"] = "1"
        self._table: List[str] = []
        self._head = {"NOTEBOOK": "../notebook.ipynb", "WORK": "..", "PARAMETERS": "parameters.json", "SEED_STEPS": None}
        self._write_runner()

    def step(self, name: str, code: str, **fields: Any) -> "Written":
        """Write steps/<name>.py, and its row of the table with these fields; a step that is there is written again."""
        self.code(name, code)
        row = ", ".join([repr(name), *(f"{field}={value!r}" for field, value in fields.items())])
        self._table = [each for each in self._table if not each.startswith(f"    Step({name!r}")] + [f"    Step({row}),"]
        self._write_runner()
        return self

    def code(self, name: str, code: str) -> None:
        (self.folder / "steps" / f"{name}.py").write_text(textwrap.dedent(code))

    def definitions(self, code: str) -> "Written":
        (self.folder / "steps" / "shared" / "definitions.py").write_text(textwrap.dedent(code))
        return self

    def parameters(self, **values: Any) -> "Written":
        (self.folder / "parameters.json").write_text(json.dumps(values))
        return self

    def head(self, **constants: Any) -> "Written":
        self._head.update(constants)
        self._write_runner()
        return self

    def notebook(self, *cells: str) -> "Written":
        found = [{"cell_type": "code", "source": textwrap.dedent(text).strip().splitlines(keepends=True)} for text in cells]
        (self.project / "notebook.ipynb").write_text(json.dumps({"cells": found, "nbformat": 4, "nbformat_minor": 5, "metadata": {}}))
        return self

    def file(self, path: str, text: str) -> Path:
        target = self.project / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(textwrap.dedent(text))
        return target

    def start(self, *args: str, env: Dict[str, str] = {}) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [sys.executable, str(self.folder / "pipeline.py"), *args],
            cwd=self.project,
            env={**self.env, **env},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            errors="replace",
            start_new_session=True,
        )

    def run(self, *args: str, env: Dict[str, str] = {}) -> Ended:
        process = self.start(*args, env=env)
        try:
            out, err = process.communicate(timeout=LONG)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            raise
        return Ended(out, err, process.returncode)

    def states(self, *args: str, env: Dict[str, str] = {}) -> Dict[str, str]:
        """Run it; for each step how it ended."""
        return {name: each["state"] for name, each in self.told(*args, env=env)["steps"].items()}

    def told(self, *args: str, env: Dict[str, str] = {}) -> Dict[str, Any]:
        """Run it; what was told at the end."""
        ended = self.run("--json", *args, env=env)
        lines = [json.loads(line) for line in ended.out.splitlines()]
        assert lines and lines[-1]["event"] == "end", ended
        return lines[-1]

    def explained(self, *args: str) -> Dict[str, Any]:
        """`--explain`: step → (state, reason)."""
        ended = self.run("--explain", "--json", *args)
        assert ended.status == 0, ended
        return {each["step"]: (each["state"], each["reason"]) for each in map(json.loads, ended.out.splitlines())}

    @property
    def executions(self) -> List[Path]:
        return sorted((self.folder / ".runs").iterdir(), key=lambda path: path.stat().st_mtime)

    def shown(self, step: str, name: str = "stdout.txt", execution: Optional[Path] = None) -> str:
        """What a step showed in the last execution."""
        return ((execution or self.executions[-1]) / step / name).read_text(encoding="utf-8", errors="surrogateescape")

    def output(self, step: str, file: str) -> Path:
        """A stored output of the newest result of a step."""
        found = sorted((self.folder / ".cache" / step).glob(f"*/{file}"), key=lambda path: path.stat().st_mtime)
        return found[-1]

    def _write_runner(self) -> None:
        table = "".join(f"{name} = {value!r}\n" for name, value in self._head.items())
        table += "STEPS = [\n" + "\n".join(self._table) + "\n]\n"
        text = (SOURCES / "pipeline.py").read_text()
        begin, end = "# --- steps: begin\n", "# --- steps: end\n"
        before, rest = text.split(begin)
        (self.folder / "pipeline.py").write_text(before + begin + table + end + rest.split(end)[1])
