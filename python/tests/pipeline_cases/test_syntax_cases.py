"""What the editor's side must make of Python source (test/cases/python_*) is what this Python makes of it."""

import json
import re
import sys
from pathlib import Path

import pytest

from scope_dump import dump_scopes
from tree_dump import dump_tree

CASES = Path(__file__).resolve().parents[3] / "test" / "cases"
INLINED = (3, 12)


def cases(folder):
    return [pytest.param(path, id=path.stem) for path in sorted((CASES / folder).glob("*.py"))]


def source_of(path):
    source = path.read_bytes().decode("utf-8-sig")
    needed = re.search(r"^# python >= 3\.(\d+)", source)
    if needed and sys.version_info < (3, int(needed[1])):
        pytest.skip(f"needs Python 3.{needed[1]}")
    return source, needed is not None


@pytest.mark.filterwarnings("ignore::SyntaxWarning", "ignore::DeprecationWarning")
@pytest.mark.parametrize("path", cases("python_trees"))
def test_trees(path):
    assert dump_tree(source_of(path)[0]) == path.with_suffix(".txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", cases("python_scopes"))
def test_scopes(path):
    source, is_new = source_of(path)
    if sys.version_info >= INLINED and not is_new:
        pytest.skip("a Python that runs comprehensions inline lists their names in the scope around them")
    assert dump_scopes(source) == path.with_suffix(".txt").read_text(encoding="utf-8")


SOURCES = json.loads((CASES / "python_syntax" / "sources.json").read_text(encoding="utf-8"))


def compiles(source):
    try:
        compile(source, "source", "exec")
    except (SyntaxError, ValueError):
        return False
    return True


@pytest.mark.filterwarnings("ignore::SyntaxWarning", "ignore::DeprecationWarning")
@pytest.mark.parametrize(("kind", "expected"), [("accepted", True), ("refused", False), ("python2", False)])
def test_sources_are_what_they_are_said_to_be(kind, expected):
    assert [source for source in SOURCES[kind] if compiles(source) is not expected] == []
