"""Where Trialbook's client is there, an execution is a run, and its steps are the runs inside of it."""

import os

import pytest

import trialbook

from journals import Project
from written import PYTHON


@pytest.fixture
def tracked(pipeline, monkeypatch):
    """A pipeline that can import the client, and records into a store that this test reads."""
    store = pipeline.project / ".trialbook"
    store.mkdir(exist_ok=True)
    del pipeline.env["TRIALBOOK_PIPELINE_UNTRACKED"]
    pipeline.env.update(PYTHONPATH=str(PYTHON), TRIALBOOK_DIR=str(store))
    monkeypatch.setenv("TRIALBOOK_DIR", str(store))
    pipeline.parameters(lr=0.5)
    pipeline.step("load", "def load():\n    rows = [1, 2]\n    print('loss: 0.25')\n    return rows\n", outputs=["rows"])
    return pipeline.step("train", "def train(rows, *, lr):\n    print('rows', rows)\n", inputs={"rows": "load"}, parameters=["lr"])


def recorded():
    """Name → run, of the runs so far."""
    return {run.name: run for run in trialbook.search_runs(output_format="list")}


def test_an_execution_is_a_run_and_its_steps_are_children(tracked):
    assert tracked.run().status == 0
    runs = recorded()
    assert set(runs) == {"pipeline", "load", "train"}
    assert {runs[name].parent_run_id for name in ("load", "train")} == {runs["pipeline"].run_id}
    assert {run.status for run in runs.values()} == {"FINISHED"}
    assert (runs["pipeline"].params, runs["load"].params, runs["train"].params) == ({"lr": "0.5"}, {}, {"lr": "0.5"})


def test_a_steps_run_has_what_it_printed_and_its_report(tracked):
    tracked.run()
    run = trialbook.get_run("load")
    printed = [record for record in Project(tracked.project).of_run(run.run_id) if record["type"] == "output"]
    assert [(record["stream"], record["text"]) for record in printed] == [("stdout", "loss: 0.25\n")]
    assert run.artifacts == ["report.html"]
    assert (run.tags["cached"], run.tags["reason"]) == ("no", "for the first time")


def test_a_step_that_did_not_have_to_run_is_a_run_that_says_so(tracked):
    tracked.run()
    before = {run.run_id for run in trialbook.search_runs(output_format="list")}
    tracked.run()
    new = {run.name: run for run in trialbook.search_runs(output_format="list") if run.run_id not in before}
    assert set(new) == {"pipeline", "load", "train"}
    assert new["train"].tags["cached"] == "yes"
    assert new["train"].parent_run_id == new["pipeline"].run_id
    assert new["train"].artifacts == ["report.html"]


def test_a_step_that_fails_is_a_run_that_failed(tracked):
    tracked.code("train", "def train(rows, *, lr):\n    1 / 0\n")
    tracked.run()
    runs = recorded()
    assert (runs["train"].status, runs["pipeline"].status, runs["load"].status) == ("FAILED", "FAILED", "FINISHED")
    assert "ZeroDivisionError: division by zero" in runs["train"].error


def test_what_a_step_logs_is_in_its_run(tracked):
    tracked.code("train", "import trialbook\n\ndef train(rows, *, lr):\n    trialbook.log_metric('acc', 0.75)\n    with trialbook.start_run(params={'own': 1}):\n        trialbook.log_metric('f1', 0.5)\n")
    assert tracked.run().status == 0
    runs = recorded()
    assert set(runs) == {"pipeline", "load", "train"}
    assert runs["train"].metrics == {"acc": 0.75, "f1": 0.5}
    assert runs["train"].params == {"lr": "0.5", "own": "1"}


def test_the_store_is_no_file_of_a_step(tracked):
    tracked.run()
    assert set(tracked.states().values()) == {"cached"}


def test_nothing_is_recorded_where_that_is_not_wanted(tracked):
    assert tracked.run(env={"TRIALBOOK_PIPELINE_UNTRACKED": "1"}).status == 0
    assert recorded() == {}


def test_a_client_that_is_broken_is_no_matter(tracked):
    broken = tracked.file("broken/trialbook/__init__.py", "raise RuntimeError('broken')\n").parent.parent
    assert tracked.run(env={"PYTHONPATH": str(broken)}).status == 0


def test_a_store_that_cannot_be_written_is_no_matter(tracked):
    blocked = tracked.file("blocked", "a file where the folder should be")
    ended = tracked.run(env={"TRIALBOOK_DIR": os.path.join(str(blocked), ".trialbook")})
    assert ended.status == 0 and ended.out == "loss: 0.25\nrows [1, 2]\n"
