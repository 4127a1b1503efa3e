"""What a pipeline's runner costs besides the work of the steps; prints milliseconds of each round as JSON.

``step``: a step more, its process and the storing of a small variable included. ``bare``: the start of a Python that does nothing.
``again``: an execution of ten steps that are all up to date.
"""

import json
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import List

SOURCES = Path(__file__).resolve().parent.parent / "pipeline"
STEPS = 10
ROUNDS = 5


def write(folder: Path) -> None:
    shared = folder / "steps" / "shared"
    shared.mkdir(parents=True)
    for source in SOURCES.glob("*.py"):
        (shared / source.name).write_text(source.read_text())
    rows = []
    for number in range(STEPS):
        before = "x%d" % (number - 1) if number else ""
        (folder / "steps" / ("s%d.py" % number)).write_text("def s%d(%s):\n    x%d = [%d]\n    return x%d\n" % (number, before, number, number, number))
        inputs = {before: "s%d" % (number - 1)} if number else {}
        rows.append("Step('s%d', inputs=%r, outputs=['x%d'])" % (number, inputs, number))
    table = 'NOTEBOOK = "none.ipynb"\nWORK = ".."\nPARAMETERS = "parameters.json"\nSEED_STEPS = None\nSTEPS = [%s]\n' % ", ".join(rows)
    runner = (SOURCES / "pipeline.py").read_text()
    (folder / "pipeline.py").write_text(re.sub(r"(?<=# --- steps: begin\n).*?(?=# --- steps: end)", lambda _: table, runner, flags=re.DOTALL))


def ms(*command: str) -> float:
    begun = time.perf_counter()
    subprocess.run([sys.executable, *command], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return (time.perf_counter() - begun) * 1e3


def measured(runner: str) -> List[List[float]]:
    again = [ms(runner) for _ in range(ROUNDS)]
    forced = [ms(runner, "--force") for _ in range(ROUNDS)]
    bare = [ms("-c", "pass") for _ in range(ROUNDS)]
    return [[(all_run - none_ran) / STEPS for all_run, none_ran in zip(forced, again)], bare, again]


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as project:
        folder = Path(project) / "pipeline"
        write(folder)
        ms(str(folder / "pipeline.py"))
        print(json.dumps(dict(zip(("step", "bare", "again"), measured(str(folder / "pipeline.py"))))))
