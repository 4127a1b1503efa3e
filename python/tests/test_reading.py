"""Reading sees the store and what is still in journals, each point once."""

import json
import math
import shutil
import signal
import subprocess
from pathlib import Path

import pytest

import trialbook as tb
from trialbook.journal import Writer
from trialbook.query.error import QueryError
from trialbook.run_name import name_from_id

ROOT = Path(__file__).resolve().parents[2]
NODE = ROOT / "node_modules" / ".bin" / "node"
CLI = ROOT / "dist" / "cli.js"

needs_store = pytest.mark.skipif(not (NODE.exists() and CLI.exists()), reason="the store is made by the command line: npm run build")


def sync(project):
    """Take what is in the journals into the store, as the editor does."""
    subprocess.run([NODE, CLI, "sync"], cwd=project.folder, check=True, capture_output=True)


def train(name, losses, **more):
    with tb.start_run(name=name, **more) as run:
        for step, loss in enumerate(losses):
            tb.log_metric("loss", loss, step)
    return run.run_id


def names(filter_string="", **more):
    return [run.name for run in tb.search_runs(filter_string=filter_string, output_format="list", **more)]


def values(run, key="loss"):
    return [point.value for point in tb.get_metric_history(run, key)]


def test_nothing_recorded_is_nothing_found(project):
    assert tb.search_runs(output_format="list") == []
    with pytest.raises(LookupError, match="no run 'a'"):
        tb.get_run("a")


def test_a_run_is_found_by_id_by_its_beginning_and_by_name(project):
    run_id = train("svm", [0.5])
    for text in (run_id, run_id[:8], run_id.upper(), "svm"):
        assert tb.get_run(text).run_id == run_id


def test_a_name_that_two_runs_have_is_not_guessed(project):
    train("svm", [])
    train("svm", [])
    with pytest.raises(LookupError, match="2 runs are meant by 'svm'"):
        tb.get_run("svm")


def test_a_run_without_a_name_has_the_one_the_editor_gives(project):
    run_id = train(None, [])
    assert tb.get_run(run_id).name == name_from_id(run_id)
    cases = json.loads((ROOT / "test" / "cases" / "run_names.json").read_text())["names"]
    assert {run_id: name_from_id(run_id) for run_id in cases} == cases


def test_all_of_a_run(project):
    run_id = train("svm", [0.5, 0.25, math.nan], experiment="digits", params={"lr": 0.1}, tags={"keep": "yes"})
    run = tb.get_run(run_id)
    assert (run.experiment, run.status, run.params, run.tags) == ("digits", "FINISHED", {"lr": "0.1"}, {"keep": "yes"})
    series = run.series["loss"]
    assert (series.count, series.min, series.min_step, series.max, series.max_step) == (3, 0.25, 1, 0.5, 0)
    assert math.isnan(run.metrics["loss"])
    assert run.start_ms <= run.end_ms


def test_history_is_in_the_order_of_steps(project):
    with tb.start_run() as run:
        for step in (3, 1, 2):
            tb.log_metric("loss", step * 10, step)
    assert tb.get_metric_history(run.run_id, "loss") == sorted(tb.get_metric_history(run.run_id, "loss"))
    assert values(run.run_id) == [10, 20, 30]
    assert tb.get_metric_history(run.run_id, "acc") == []
    with pytest.raises(LookupError):
        tb.get_metric_history("0" * 32, "loss")


def test_runs_are_found_by_a_query_and_put_in_order(project):
    for name, lr, losses in (("a", "0.1", [3.0]), ("b", "0.02", [1.0, 2.0]), ("c", "auto", [])):
        train(name, losses, params={"lr": lr}, experiment="x" if name == "a" else "y")
    assert sorted(names()) == ["a", "b", "c"]
    assert names("metrics.loss > 2.5") == ["a"]
    assert names("min(metrics.loss) = 1 or params.lr = auto", order_by=["name"]) == ["b", "c"]
    assert names(order_by=["metrics.loss"]) == ["b", "a", "c"]
    assert names(order_by=["metrics.loss DESC"]) == ["a", "b", "c"]
    assert names(order_by="params.lr") == ["b", "a", "c"]
    assert names(order_by=["name desc"], max_results=2) == ["c", "b"]
    assert sorted(names(experiment_names=["y"])) == ["b", "c"]


@pytest.mark.parametrize("wrong", [{"filter_string": "loss > 1"}, {"order_by": ["loss"]}, {"output_format": "polars"}])
def test_what_cannot_be_read_is_an_error(project, wrong):
    with pytest.raises(ValueError):
        tb.search_runs(**wrong)


def test_the_error_of_a_query_says_where(project):
    with pytest.raises(QueryError, match="at character 1 of the query"):
        tb.search_runs(filter_string="loss > 1")


def test_the_error_of_an_order_says_what_there_is_to_order_by(project):
    with pytest.raises(ValueError, match="'start_time DESC' is no field to order by.*started, duration"):
        tb.search_runs(order_by=["start_time DESC"])


def test_a_dataframe_where_pandas_is(project):
    pandas = pytest.importorskip("pandas")
    train("a", [0.5], params={"lr": 0.1})
    train("b", [], tags={"t": 1})
    frame = tb.search_runs(order_by=["name"])
    assert isinstance(frame, pandas.DataFrame)
    assert list(frame["name"]) == ["a", "b"] and frame["params.lr"][0] == "0.1" and frame["metrics.loss"][0] == 0.5
    assert pandas.isna(frame["metrics.loss"][1]) and str(frame["start_time"].dtype).startswith("datetime64")


def test_a_process_that_lives_is_running_and_one_that_was_killed_has_crashed(project):
    process = project.popen("import time, trialbook as tb\ntb.start_run(name='long')\nprint('ready', flush=True)\ntime.sleep(30)")
    process.stdout.readline()
    assert tb.get_run("long").status == "RUNNING"
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert tb.get_run("long").status == "CRASHED"


def test_a_fork_still_logging_keeps_no_run_running(project):
    writer = Writer(str(project.store / "journal"), "1" * 32)
    writer.append("run", kind="script")
    writer.append("end", status="FAILED", error={"type": "ValueError", "message": "no", "traceback": ""})
    writer.close()
    worker = Writer(str(project.store / "journal"), "1" * 32)
    worker.metric("late", "1", 0)
    run = tb.get_run("1" * 32)
    assert (run.status, run.error, run.metrics) == ("FAILED", "ValueError: no", {"late": 1})
    worker.close()


@needs_store
def test_what_is_in_the_store_is_found_without_journals(project):
    run_id = train("svm", [0.5, math.nan, 0.25], params={"lr": 0.1}, tags={"a": "b"})
    before = vars(tb.get_run(run_id))
    sync(project)
    shutil.rmtree(project.store / "journal")
    run = tb.get_run("svm")
    after = vars(run)
    for field in ("run_id", "experiment", "status", "params", "tags", "start_ms", "end_ms", "command", "script", "user", "host", "kind"):
        assert after[field] == before[field], field
    assert [str(value) for value in values(run_id)] == ["0.5", "nan", "0.25"]
    assert names("max(metrics.loss) = 0.5 and params.lr = 0.1") == ["svm"]


@needs_store
def test_what_comes_after_the_store_was_written_is_added_once(project):
    writer = Writer(str(project.store / "journal"), "1" * 32)
    writer.append("run", kind="script", name="svm")
    for step in range(5):
        writer.metric("loss", repr(10.0 - step), step)
    writer.append("params", values={"lr": "0.1"}, source="log")
    sync(project)
    writer.metric("loss", "1.5", 5)
    writer.metric("loss", "2.5", None)
    writer.append("params", values={"lr": "0.2", "C": "1"}, source="log")
    writer.append("tags", values={"late": "yes"})
    assert values("1" * 32) == [10, 9, 8, 7, 6, 1.5, 2.5]
    run = tb.get_run("svm")
    assert (run.status, run.params, run.tags) == ("RUNNING", {"lr": "0.1", "C": "1"}, {"late": "yes"})
    series = run.series["loss"]
    assert (series.count, series.last.step, series.last.value, series.min) == (7, 6, 2.5, 1.5)
    writer.append("end", status="FINISHED")
    writer.close()
    assert tb.get_run("svm").status == "FINISHED"
    sync(project)
    assert values("1" * 32) == [10, 9, 8, 7, 6, 1.5, 2.5]
    assert tb.get_run("svm").status == "FINISHED"


@needs_store
def test_a_process_killed_after_the_store_was_written_has_crashed(project):
    process = project.popen("import time, trialbook as tb\ntb.start_run(name='long')\nprint('ready', flush=True)\ntime.sleep(30)")
    process.stdout.readline()
    sync(project)
    assert tb.get_run("long").status == "RUNNING"
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert tb.get_run("long").status == "CRASHED"


@needs_store
def test_what_is_logged_late_does_not_open_a_run_that_ended(project):
    run = tb.start_run(name="svm")
    run.end()
    sync(project)
    run.log_metric("late", 1)
    found = tb.get_run("svm")
    assert (found.status, found.metrics) == ("FINISHED", {"late": 1})


@needs_store
def test_a_run_taken_up_again_runs_again(project):
    run_id = train("svm", [0.5])
    sync(project)
    with tb.start_run(run_id=run_id):
        assert tb.get_run(run_id).status == "RUNNING"
    assert tb.get_run(run_id).status == "FINISHED"


@needs_store
def test_a_store_that_cannot_be_read_leaves_the_journals(project, capfd):
    train("svm", [0.5])
    (project.store / "trialbook.db").write_bytes(b"this is no database at all" * 100)
    assert names() == ["svm"]
    assert "cannot be read" in capfd.readouterr().err
