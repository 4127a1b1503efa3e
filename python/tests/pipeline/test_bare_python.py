"""What is written runs with Python 3.9, whichever runs these tests, and with nothing installed."""

import ast
import subprocess
import venv

import pytest

from written import SOURCES

FILES = sorted(SOURCES.rglob("*.py"))


@pytest.mark.parametrize("path", FILES, ids=[str(path.relative_to(SOURCES)) for path in FILES])
def test_it_parses(path):
    ast.parse(path.read_text(encoding="utf-8"), feature_version=(3, 9))


@pytest.mark.parametrize("path", FILES, ids=[str(path.relative_to(SOURCES)) for path in FILES])
def test_its_annotations_can_be_evaluated(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    annotations = [
        annotation
        for node in ast.walk(tree)
        for annotation in (getattr(node, "annotation", None), getattr(node, "returns", None))
        if annotation is not None
    ]
    # `int | None` needs 3.10.
    assert not [ast.unparse(each) for each in annotations if any(isinstance(part, ast.BitOr) for part in ast.walk(each))]


def test_nothing_need_be_installed(pipeline, tmp_path):
    bare = tmp_path / "bare"
    venv.create(bare, with_pip=False, symlinks=True)
    pipeline.definitions("class Point:\n    def __init__(self, x):\n        self.x = x\n")
    pipeline.step("make", "import datetime\nfrom steps.shared.definitions import Point\n\ndef make():\n    when = datetime.date(2026, 1, 2)\n    rows = [{'a': 1}]\n    point = Point({3, 1})\n    return when, rows, point\n", outputs=["when", "rows", "point"])
    code = "from steps.shared.reporting import display, end_of_cell\n\ndef use(when, rows, point):\n    # %% cell 2\n    print(when, rows)\n    display(point.x)\n    end_of_cell(1)\n"
    pipeline.step("use", code, inputs={"when": "make", "rows": "make", "point": "make"})
    (python,) = [*bare.glob("bin/python"), *bare.glob("Scripts/python.exe")]
    done = subprocess.run([python, pipeline.folder / "pipeline.py"], cwd=tmp_path, env=pipeline.env, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "2026-01-02 [{'a': 1}]\n{1, 3}\n"), done.stderr
