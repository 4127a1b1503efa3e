"""What ``python -m trialbook run`` makes of the ranks of a distributed training: one run."""

import signal

import pytest
from workspace import Workspace

LAUNCH = {"WORLD_SIZE": "2", "LOCAL_WORLD_SIZE": "2", "MASTER_ADDR": "localhost", "MASTER_PORT": "29500"}


@pytest.fixture
def workspace(tmp_path):
    return Workspace(tmp_path)


def rank(workspace, number):
    return {"env": {**workspace.env, **LAUNCH, "RANK": str(number), "LOCAL_RANK": str(number)}}


def test_ranks_are_one_run_with_the_first_ones_output(workspace):
    workspace.script(
        """
        import os, trialbook
        print("rank", os.environ["RANK"])
        trialbook.log_metric("loss" + os.environ["RANK"], 1)
        """
    )
    for number in (0, 1):
        assert workspace.tracked("train.py", **rank(workspace, number)).out == "rank %d\n" % number
    assert len({record["run"] for record in workspace.records()}) == 1
    assert {key for record in workspace.records("metrics") for key in record["values"]} == {"loss0", "loss1"}
    assert (workspace.log(), len(workspace.records("end")), len(workspace.records("command"))) == ("rank 0\n", 1, 1)


def test_what_another_rank_prints_is_a_file_of_the_run(workspace):
    workspace.script("import os, sys\nprint('rank', os.environ['RANK'], flush=True)\n1/0")
    err = workspace.tracked("train.py", **rank(workspace, 1)).err
    record = workspace.records("artifact")[-1]
    text = (workspace.store / "artifacts" / record["run"] / record["path"]).read_text()
    assert (record["path"], record["kind"], record["size"]) == ("logs/rank-1.txt", "text", len(text))
    assert text == "rank 1\n" + err
    assert workspace.records("output") == []


@pytest.mark.parametrize("tracked", [True, False])
def test_a_run_whose_rank_failed_has_failed_for_its_reason(workspace, tracked):
    workspace.script(
        """
        import os, time, trialbook
        trialbook.start_run()
        print("ready", flush=True)
        if os.environ["RANK"] == "1": raise ValueError("bad batch")
        time.sleep(60)
        """
    )
    command = ("-m", "trialbook", "run", "train.py") if tracked else ("train.py",)
    first = workspace.started(*command, **rank(workspace, 0))
    assert first.stdout.readline() == "ready\n"
    failed = workspace.python(*command, **rank(workspace, 1))
    # As launchers do with the others.
    first.terminate()
    first.communicate()
    end = workspace.record("end")
    assert (end["status"], end["error"]["type"], end["error"]["message"]) == ("FAILED", "ValueError", "rank 1: bad batch")
    assert end["error"]["traceback"].splitlines()[-3:] == failed.err.splitlines()[-3:]
    assert [record["message"] for record in workspace.records("problem")] == ["ValueError: rank 1: bad batch"]


def test_ranks_that_are_all_stopped_were_stopped(workspace):
    workspace.script("import time; print('ready', flush=True); time.sleep(60)")
    processes = [workspace.started("-m", "trialbook", "run", "train.py", **rank(workspace, number)) for number in (1, 0)]
    for process in processes:
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        process.send_signal(signal.SIGINT)
        process.communicate()
    assert (workspace.record("end")["status"], workspace.records("problem")) == ("KILLED", [])
