"""The cases that hold the snapshots of this client and of the extension together (test/cases/git)."""

import json
import os
from pathlib import Path

import pytest
from repositories import PLAIN, build, picture, tree_of

from trialbook import source_files
from trialbook.gitstate import GitState
from trialbook.secret_files import is_secret_file
from trialbook.source_files import is_source_file

CASES = Path(__file__).resolve().parents[2] / "test" / "cases" / "git"
FILES = [(path.stem, json.loads(path.read_text("utf-8"))) for path in sorted(CASES.glob("*.json"))]
NAMES = dict(FILES)["names"]


@pytest.mark.parametrize("case", [pytest.param(case, id="%s: %s" % (name, case["about"])) for name, file in FILES for case in file.get("cases", ())])
def test_a_snapshot_is_what_the_case_says_and_changes_nothing(case, tmp_path, monkeypatch):
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", PLAIN["GIT_CONFIG_GLOBAL"])
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", PLAIN["GIT_CONFIG_SYSTEM"])
    work = tmp_path / "case" / "work"
    build(work, case["steps"])
    store = tmp_path / "store"
    store.mkdir()
    before = picture(work.parent)

    found = GitState(str(work / case.get("in", "."))).read(str(store))

    assert as_expected(found, work) == case["expect"]
    assert picture(work.parent) == before


def as_expected(found, work):
    """A record's fields as ``expect`` has them."""
    fields = {name: found.get(name) for name in ("commit", "branch", "dirty", "snapshot")}
    fields.update((name, found[name]) for name in ("left_out", "submodules", "operation", "problem", "changed") if name in found)
    if "root" in found:
        fields["root"] = os.path.relpath(found["root"], os.path.realpath(work)).replace(os.sep, "/")
    if found.get("snapshot"):
        fields["tree"] = tree_of(found["root"], found["snapshot"])
    return fields


def test_the_page_lists_the_endings_of_files_that_people_write():
    page = (CASES.parents[2] / "docs" / "git.md").read_text("utf-8")
    (block,) = [block for block in page.split("\n\n") if block.startswith("    py ")]
    assert set(block.split()) == {suffix.decode() for suffix in source_files._SUFFIXES}


@pytest.mark.parametrize("path", NAMES["secret"])
def test_a_name_of_likely_secrets(path):
    assert is_secret_file(path.encode())


@pytest.mark.parametrize("path", NAMES["not_secret"])
def test_a_name_that_is_no_secret(path):
    assert not is_secret_file(path.encode())


@pytest.mark.parametrize("path", NAMES["source"])
def test_a_file_that_people_write(path):
    assert is_source_file(path.encode())


@pytest.mark.parametrize("path", NAMES["not_source"])
def test_a_file_that_comes_later(path):
    assert not is_source_file(path.encode())
