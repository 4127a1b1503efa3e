"""``python -m trialbook run --sweep``."""

import os
import signal

import pytest
from workspace import Workspace, eventually

from trialbook.sweep import arguments_for, combinations, dimension


@pytest.fixture
def workspace(tmp_path):
    return Workspace(tmp_path)


TRAIN = """
    import argparse, sys
    parser = argparse.ArgumentParser(); parser.add_argument("--lr", type=float); parser.add_argument("--C", type=int)
    args = parser.parse_args()
    print("trained", args.lr, args.C)
    sys.exit(3 if args.C == 13 else 0)
"""
# The command line, with a shorter patience.
IMPATIENT = (
    "import sys, trialbook.sweep as sweep; sweep.CTRL_C_SECONDS = sweep.TERMINATE_SECONDS = 0.5;"
    "from trialbook.command_line import main; sys.exit(main(sys.argv[1:]))"
)
WAIT = """
    import sys, time
    print("waiting", flush=True)
    open("waiting" + sys.argv[-1], "w").close()
    time.sleep(60)
"""


def runs(workspace):
    """Name → the fields of its run, with its params by argparse and its end; the parent's name is None."""
    found = {record["run"]: {"parent": record.get("parent"), "kind": record["kind"], "name": record.get("name")} for record in workspace.records("run")}
    for record in workspace.records("params"):
        found[record["run"]][record["source"]] = record["values"]
    for record in workspace.records("end"):
        found[record["run"]].update(status=record["status"], end=record, id=record["run"])
    return {run["name"]: run for run in found.values()}


@pytest.mark.parametrize(
    "text, values",
    [
        ("lr=0.1,0.01", ["0.1", "0.01"]),
        ("lr=0.1", ["0.1"]),
        ("lr=0.1, 0.2", ["0.1", "0.2"]),
        ('layers="8,8",16', ["8,8", "16"]),
        ('text="a ""quoted"" word",b c', ['a "quoted" word', "b c"]),
        ("eq=a=b,c", ["a=b", "c"]),
    ],
)
def test_values_are_read_as_csv(text, values):
    assert dimension(text) == (text.partition("=")[0], values)


@pytest.mark.parametrize("text", ["lr", "=1", "lr=", "--lr=1"])
def test_a_sweep_that_says_nothing(text):
    with pytest.raises(ValueError):
        dimension(text)


def test_a_quote_that_is_not_closed_is_told_of_the_value():
    with pytest.raises(ValueError, match='--sweep layers: a quote is not closed.*"8,8'):
        dimension('layers="8,8')


def test_all_combinations_the_last_name_changing_fastest():
    assert combinations([("a", ["1", "2"]), ("b", ["x", "y"])]) == [
        {"a": "1", "b": "x"},
        {"a": "1", "b": "y"},
        {"a": "2", "b": "x"},
        {"a": "2", "b": "y"},
    ]


@pytest.mark.parametrize(
    "arguments, given",
    [
        ([], ["--lr", "0.1", "--size", "big one"]),
        (["data.csv", "-v"], ["data.csv", "-v", "--lr", "0.1", "--size", "big one"]),
        (["optim.lr={lr}"], ["optim.lr=0.1", "--size", "big one"]),
        (["{size}/{lr}", "{other}"], ["big one/0.1", "{other}"]),
    ],
)
def test_how_a_program_is_given_its_values(arguments, given):
    assert arguments_for(arguments, {"lr": "0.1", "size": "big one"}) == given


def test_a_value_that_begins_with_a_dash_is_not_taken_for_an_option():
    assert arguments_for([], {"shift": "-1"}) == ["--shift=-1"]


def test_a_run_for_every_combination_inside_a_sweep(workspace):
    workspace.script(TRAIN)
    ended = workspace.tracked("--name", "search", "--experiment", "digits", "--sweep", "lr=0.1,0.01", "--sweep", "C=1,10", "train.py")
    assert ended.status == 0
    assert ended.out == "trained 0.1 1\ntrained 0.1 10\ntrained 0.01 1\ntrained 0.01 10\n"
    found = runs(workspace)
    parent = found.pop("search")
    assert (parent["kind"], parent["status"], parent["sweep"]) == ("sweep", "FINISHED", {"lr": "0.1, 0.01", "C": "1, 10"})
    assert {name: run["argparse"] for name, run in found.items()} == {
        "lr=%s C=%s" % (lr, c): {"lr": lr, "C": c} for lr in ("0.1", "0.01") for c in ("1", "10")
    }
    assert {run["parent"] for run in found.values()} == {parent["id"]}
    assert {record.get("experiment") for record in workspace.records("run")} == {"digits"}


def test_the_command_of_a_sweep_starts_it_again(workspace):
    script = workspace.script(TRAIN)
    workspace.tracked("--sweep", "lr=0.1", "train.py", "--C", "1")
    (command,) = (record for record in workspace.records("command") if record["argv"][0] == "-m")
    assert command["argv"] == ["-m", "trialbook", "run", "--sweep", "lr=0.1", "train.py", "--C", "1"]
    assert command["script"] == str(script)


def test_values_that_argparse_never_sees_are_params_too(workspace):
    workspace.script("import sys; print(sys.argv[1:])")
    assert workspace.tracked("--sweep", "lr=0.1,0.2", "train.py", "a={lr}").out == "['a=0.1']\n['a=0.2']\n"
    assert {name: run["sweep"] for name, run in runs(workspace).items() if name} == {"lr=0.1": {"lr": "0.1"}, "lr=0.2": {"lr": "0.2"}}


def test_a_module_can_be_swept(workspace):
    workspace.script(TRAIN, "package/train.py")
    assert workspace.tracked("--sweep", "C=1,2", "-m", "package.train", "--lr", "5").out == "trained 5.0 1\ntrained 5.0 2\n"


def test_a_failure_fails_the_sweep_after_all_have_run(workspace):
    workspace.script(TRAIN)
    ended = workspace.tracked("--sweep", "C=13,1,13", "train.py")
    assert (ended.status, ended.out) == (1, "trained None 13\ntrained None 1\ntrained None 13\n")
    end = runs(workspace)[None]["end"]
    assert (end["status"], end["exit_code"], end["error"]["message"]) == ("FAILED", 1, "2 of 3 runs failed")


def test_what_ended_a_run_is_told_by_its_name(workspace):
    workspace.script("import os, signal; os.kill(os.getpid(), signal.SIGKILL)")
    assert "trialbook: lr=1: ended by SIGKILL\n" in workspace.tracked("--sweep", "lr=1", "train.py").err


def test_several_at_once_say_whose_line_is_whose(workspace):
    workspace.script("import sys, time; print('begin'); time.sleep(0.2); print('\\r1%\\r2%', file=sys.stderr); print('end', end='')")
    ended = workspace.tracked("--sweep", "n=1,2,3", "--jobs", "3", "train.py")
    assert sorted(ended.out.splitlines()) == ["[n=%d] %s" % (n, word) for n in (1, 2, 3) for word in ("begin", "end")]
    assert sorted(line for line in ended.err.splitlines() if line[0] == "[") == ["[n=%d] 2%%" % n for n in (1, 2, 3)]


def test_no_more_than_jobs_at_once(workspace):
    workspace.script(
        """
        import os, time
        here = "running%d" % os.getpid()
        open(here, "w").close()
        time.sleep(0.1)
        print(sum(name.startswith("running") for name in os.listdir()))
        os.unlink(here)
        """
    )
    shown = workspace.tracked("--sweep", "n=1,2,3,4,5", "--jobs", "2", "train.py").out
    assert {line[-1] for line in shown.splitlines()} <= {"1", "2"}


def test_a_given_run_is_the_sweeps_and_not_its_childrens(workspace):
    workspace.script(TRAIN)
    workspace.env["TRIALBOOK_RUN_ID"] = "ab" * 16
    workspace.tracked("--sweep", "C=1,2", "train.py")
    found = runs(workspace)
    assert found[None]["id"] == "ab" * 16
    assert len({run["id"] for run in found.values()}) == 3


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_stops_all(workspace, jobs):
    workspace.script(WAIT)
    terminal = workspace.terminal("-m", "trialbook", "run", "--sweep", "n=1,2,3", "--jobs", jobs, "train.py")
    for number in range(1, int(jobs) + 1):
        eventually((workspace.folder / ("waiting%d" % number)).exists, "run %d" % number)
    terminal.type("\x03")
    ended = terminal.ended()
    assert (ended.status, ended.out.splitlines()[-1]) == (130, "trialbook: stopped; 0 of 3 runs had ended")
    found = runs(workspace)
    assert {name: run["status"] for name, run in found.items()} == {None: "KILLED", **{"n=%d" % n: "KILLED" for n in range(1, int(jobs) + 1)}}


@pytest.mark.parametrize("name, status", [("SIGTERM", 143), ("SIGINT", 130)])
def test_a_signal_to_the_sweep_alone_reaches_its_children(workspace, name, status):
    workspace.script(WAIT)
    process = workspace.started("-c", IMPATIENT, "run", "--sweep", "n=1,2", "train.py")
    eventually((workspace.folder / "waiting1").exists, "the first run")
    process.send_signal(getattr(signal, name))
    process.communicate(timeout=30)
    assert process.returncode == status
    assert {name: run["status"] for name, run in runs(workspace).items()} == {None: "KILLED", "n=1": "KILLED"}


def test_children_that_do_not_listen_are_killed(workspace):
    workspace.script("import signal\nfor n in (2, 15): signal.signal(n, signal.SIG_IGN)\n" + "\n".join(line[4:] for line in WAIT.splitlines()))
    process = workspace.started("-c", IMPATIENT, "run", "--sweep", "n=1,2", "train.py")
    eventually((workspace.folder / "waiting1").exists, "the first run")
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=30)
    (child,) = {record["pid"] for record in workspace.records("run") if record.get("name")}
    assert not os.path.exists("/proc/%d" % child)


def test_a_script_that_is_not_there_begins_no_sweep(workspace):
    assert workspace.tracked("--sweep", "n=1", "nothing.py").status == 2
    assert workspace.records() == []
