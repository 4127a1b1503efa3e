"""A notebook and a pipeline written by hand in the form in which pipelines are written, checked by the program itself."""

import json
import re
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any, Dict, List, Optional, Sequence, Tuple

PROGRAMS = Path(__file__).resolve().parents[2] / "pipeline"


class Checked:
    """``cells`` are the notebook's. Steps are added in order; ``sabotage`` then changes what a step does."""

    def __init__(self, folder: Path, *cells: str):
        self.folder = folder
        self.cells = [textwrap.dedent(cell).strip("\n") for cell in cells]
        self.outputs: Dict[int, List[Dict[str, Any]]] = {}
        self.options: Dict[int, Dict[str, Any]] = {}
        self.parameters: List[Dict[str, Any]] = []
        self.chance: Optional[int] = None
        self.events: List[Dict[str, Any]] = []
        # Where the pipeline is, from the notebook's folder, and the notebook's folder from there.
        self.name, self.back = "pipeline", ".."
        self._table: List[str] = []
        self._steps: Dict[str, str] = {}
        self._head = ""
        self._defaults: Dict[str, Any] = {}

    def imports(self, text: str) -> "Checked":
        """What stands at the head of each step's module."""
        self._head = text
        return self

    def defaults(self, **parameters: Any) -> "Checked":
        """parameters.json"""
        self._defaults = parameters
        return self

    def step(
        self,
        name: str,
        cells: Sequence[int],
        names: Sequence[str] = (),
        inputs: Optional[Dict[str, str]] = None,
        outputs: Sequence[str] = (),
        bodies: Optional[Dict[int, str]] = None,
        random: Optional[Dict[str, Optional[str]]] = None,
        after: Sequence[str] = (),
        parameters: Sequence[str] = (),
    ) -> "Checked":
        """Add a step of those cells. ``bodies`` say how a cell is written in it, if not as in the notebook; ``names`` are compared
        after each of the cells, the inputs before the first one."""
        inputs = inputs or {}
        text = "%s\nfrom steps.shared import probe\nfrom steps.shared.reporting import display, shell, end_of_cell\n\n\n" % self._head
        text += "def %s(%s):\n" % (name, ", ".join([*inputs, *(["*", *parameters] if parameters else [])]))
        for cell in cells:
            body = (bodies or {}).get(cell, self.cells[cell])
            text += "    # %%%% cell %d\n    probe.before(%d)\n%s\n" % (cell + 1, cell, textwrap.indent(textwrap.dedent(body), "    "))
            text += "    end_of_cell(%d)\n    probe.after(%d, locals(), %r)\n" % (cell, cell, list(names))
            self.options[cell] = {"step": name, "names": list(names)}
        self.options[cells[0]]["before"] = list(inputs)
        text += "    return %s\n" % (", ".join(outputs) or None)
        self._steps[name] = text
        settings = dict(name=name, inputs=inputs, outputs=list(outputs), random=random or {}, after=list(after), cells=list(cells), parameters=list(parameters))
        self._table.append("Step(%s)" % ", ".join("%s=%r" % setting for setting in settings.items()))
        return self

    def sabotage(self, step: str, old: str, new: str) -> "Checked":
        """Replace a piece of a step's text, which must be there."""
        assert old in self._steps[step]
        self._steps[step] = self._steps[step].replace(old, new)
        return self

    def check(self) -> Dict[str, Any]:
        """The report."""
        (line,) = [line for line in self.told() if "report" in line]
        report: Dict[str, Any] = line["report"]
        return report

    def verdicts(self) -> Dict[int, str]:
        """Of the cells that are not simply the same."""
        return {cell["cell"]: cell["verdict"] for cell in self.check()["cells"] if cell["verdict"] != "same"}

    def told(self) -> List[Dict[str, Any]]:
        """All that the program says; the progress is kept in ``events``."""
        command, request = self.command()
        done = subprocess.run(command, input=json.dumps(request), capture_output=True, text=True, timeout=600)
        lines = [json.loads(line) for line in done.stdout.splitlines()]
        assert lines and ("report" in lines[-1] or "error" in lines[-1]), done.stderr
        self.events = [line for line in lines if "event" in line]
        return lines

    def command(self) -> Tuple[List[str], Dict[str, Any]]:
        """How to start the program, and what it reads."""
        notebook = self.folder / "analysis.ipynb"
        notebook.write_text(json.dumps({"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": [self._cell(index) for index in range(len(self.cells))]}))
        request = {
            "notebook": str(notebook),
            "folder": str(self.folder.with_name(self.folder.name + "-runs")),
            "name": self.name,
            "files": [{"path": path, "text": text} for path, text in self._files().items()],
            "cells": [self._request(index) for index in range(len(self.cells))],
            "parameters": self.parameters,
            "chance": self.chance,
        }
        return [sys.executable, str(PROGRAMS / "check" / "main.py")], request

    def _cell(self, index: int) -> Dict[str, Any]:
        outputs = self.outputs.get(index)
        return {"cell_type": "code", "source": self.cells[index], "metadata": {}, "outputs": outputs or [], "execution_count": None if outputs is None else index}

    def _request(self, index: int) -> Dict[str, Any]:
        plain = {"cell": index, "source": self.cells[index], "tags": [], "names": [], "maybe": [], "before": [], "output": True, "step": None}
        return {**plain, **self.options.get(index, {})}

    def _files(self) -> Dict[str, str]:
        runner = (PROGRAMS / "pipeline.py").read_text()
        table = 'NOTEBOOK = "%s/analysis.ipynb"\nWORK = "%s"\nPARAMETERS = "parameters.json"\nSEED_STEPS = None\nSTEPS = [%s]\n' % (self.back, self.back, ",\n".join(self._table))
        runner = re.sub(r"(?<=# --- steps: begin\n).*?(?=# --- steps: end)", lambda _: table, runner, flags=re.DOTALL)
        verbatim = {name: PROGRAMS / ("%s.py" % name) for name in ("storing", "generators", "reporting", "report", "caching", "ingredients", "process", "tracing", "tracking")}
        verbatim["probe"] = PROGRAMS / "check" / "probe.py"
        return {
            "pipeline.py": runner,
            "parameters.json": json.dumps(self._defaults),
            "steps/__init__.py": "",
            "steps/shared/__init__.py": "",
            **{"steps/shared/%s.py" % name: path.read_text() for name, path in verbatim.items()},
            **{"steps/%s.py" % name: text for name, text in self._steps.items()},
        }
