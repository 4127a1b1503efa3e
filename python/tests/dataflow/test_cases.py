"""CPython itself on the cases of test/cases/dataflow: what they expect of the analysis is what happens."""

import ast
import importlib.util
import json
import os
from pathlib import Path

import matplotlib.pyplot
import numpy
import pandas
import pytest

from executed_case import ExecutedCase
from named_globals import read_globals

FOLDER = Path(__file__).resolve().parents[3] / "test" / "cases" / "dataflow"
CASES = [(file.stem, case) for file in sorted(FOLDER.glob("*.json")) for case in json.loads(file.read_text(encoding="utf-8"))]


@pytest.fixture(autouse=True)
def settings_end_with_the_case(monkeypatch):
    """What a case sets of options, styles and the environment is not the next one's; its figures are closed."""
    monkeypatch.setenv("MPLBACKEND", "Agg")
    environment = dict(os.environ)
    with matplotlib.rc_context(), numpy.printoptions(), pandas.option_context("display.max_rows", 60):
        yield
    matplotlib.pyplot.close("all")
    os.environ.clear()
    os.environ.update(environment)


def each_case(wanted=lambda case: True):
    return pytest.mark.parametrize("case", [pytest.param(case, id=f"{topic}: {case['name']}") for topic, case in CASES if wanted(case)])


def parses(case):
    return not any(word in problem for word in ("syntax", "python2", "await") for problem in case.get("problems", []))


def runs_anywhere(case):
    """It is no error to run it outside of IPython, and this interpreter has what it imports."""
    if any(problem.startswith("error ") for problem in case.get("problems", [])) or not parses(case):
        return False
    guarded = {name for cell in case["cells"] for node in ast.walk(ast.parse(cell)) if isinstance(node, ast.Try) for name in imported(node)}
    needed = {name for cell in case["cells"] for name in imported(ast.parse(cell))} - guarded
    return all(f"{name}.py" in case.get("files", {}) or importlib.util.find_spec(name) for name in needed)


def imported(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module.split(".")[0]


def test_names_are_said_once():
    names = [case["name"] for _, case in CASES]
    assert sorted(names) == sorted(set(names))


@each_case(parses)
def test_sources_are_python(case):
    for source in case["cells"]:
        ast.parse(source)


@each_case(parses)
def test_reads_are_those_that_the_symbol_table_knows(case):
    for cell, expected in case.get("reads", {}).items():
        assert read_globals(case["cells"], int(cell)) <= set(expected), f"cell {cell}"


@each_case(runs_anywhere)
def test_writes_are_those_that_happen(case, monkeypatch):
    run = ExecutedCase(case, monkeypatch, Path.cwd())
    for cell, writes in case.get("writes", {}).items():
        seen, untold = run.mutated(int(cell))
        for name, how in writes.items():
            if ":" in name:
                continue
            if how == "bind":
                assert run.is_bound(int(cell), name), f"cell {cell} does not bind {name}"
            elif how == "delete":
                assert run.is_deleted(int(cell), name), f"cell {cell} does not delete {name}"
            elif how == "mutate":
                assert name in seen | untold, f"cell {cell} does not change {name}"


@each_case(runs_anywhere)
def test_what_happens_is_among_the_writes(case, monkeypatch):
    run = ExecutedCase(case, monkeypatch, Path.cwd())
    for cell, writes in case.get("writes", {}).items():
        seen, _ = run.mutated(int(cell))
        assert seen <= set(writes), f"cell {cell}"


@each_case(runs_anywhere)
def test_what_must_not_be_written_stays_as_it_was(case, monkeypatch):
    run = ExecutedCase(case, monkeypatch, Path.cwd())
    for cell, names in case.get("not", {}).get("writes", {}).items():
        seen, _ = run.mutated(int(cell))
        assert not seen & set(names), f"cell {cell}"
        assert not [name for name in names if ":" not in name and (name in run.before[int(cell)]) != (name in run.after[int(cell)])]
