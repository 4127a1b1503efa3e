"""What ``python -m trialbook`` understands."""

import pytest
from workspace import Workspace


@pytest.fixture
def workspace(tmp_path):
    workspace = Workspace(tmp_path)
    workspace.script("import sys; print(sys.argv)")
    return workspace


@pytest.mark.parametrize("arguments", [[], ["--help"], ["-h"], ["run", "--help"], ["run", "--name", "x", "-h"]])
def test_help(workspace, arguments):
    ended = workspace.python("-m", "trialbook", *arguments)
    assert (ended.status, ended.err, ended.out.startswith("usage: python -m trialbook ")) == (0, "", True)
    assert max(map(len, ended.out.splitlines())) <= 100


@pytest.mark.parametrize(
    "arguments, word",
    [
        (["fly"], "'fly'"),
        (["run"], "what is to be run"),
        (["run", "-m"], "what is to be run"),
        (["run", "--name", "x"], "what is to be run"),
        (["run", "--name"], "--name"),
        (["run", "-"], "stdin"),
        (["run", "--nmae", "x", "train.py"], "--nmae"),
        (["run", "--tag", "x", "train.py"], "KEY=VALUE"),
        (["run", "--output", "some", "train.py"], "--output"),
        (["run", "--jobs", "2", "train.py"], "--sweep"),
        (["run", "--sweep", "lr", "train.py"], "NAME=VALUE"),
        (["run", "--sweep", 'lr="a', "train.py"], "trialbook:"),
        (["run", "--sweep", "lr=1", "--sweep", "lr=2", "train.py"], "twice"),
        (["run", "--sweep", "lr=1", "--jobs", "0", "train.py"], "--jobs"),
    ],
)
def test_what_is_not_understood_is_said_in_one_line(workspace, arguments, word):
    ended = workspace.python("-m", "trialbook", *arguments)
    assert (ended.status, ended.out, ended.err.count("\n")) == (2, "", 1)
    assert word in ended.err
    assert workspace.records() == []


def test_what_follows_the_script_is_the_scripts(workspace):
    assert workspace.tracked("--name=a", "train.py", "--name", "b", "--help", "-m", "--").out == "['train.py', '--name', 'b', '--help', '-m', '--']\n"
