"""The verbs, as a training script uses them."""

import argparse
import asyncio
import dataclasses
import decimal
import threading
import types

import pytest

import trialbook as tb


def logged(project, key="x"):
    return [value for _, value in project.points(key)]


def problems(project):
    return [record["code"] for record in project.of_type("problem")]


def test_logging_without_a_run_opens_one(project):
    tb.log_metric("x", 1)
    assert tb.active_run() is not None
    assert logged(project) == [1]


def test_start_run_records_what_it_was_given(project):
    with tb.start_run(name="a", experiment="e", params={"lr": 0.1}, tags={"t": 1}):
        pass
    (run,) = project.of_type("run")
    assert (run["name"], run["experiment"]) == ("a", "e")
    assert project.of_type("params")[0]["values"] == {"lr": "0.1"}
    assert project.of_type("tags")[0]["values"] == {"t": "1"}


def test_the_experiment_set_holds_for_runs_that_name_none(project):
    tb.set_experiment("digits")
    with tb.start_run(name="a"):
        pass
    with tb.start_run(name="b", experiment="other"):
        pass
    assert {name: run["experiment"] for name, run in project.starts.items()} == {"a": "digits", "b": "other"}


def test_nested_runs_know_their_parent_and_give_way_to_it(project):
    with tb.start_run(name="outer") as outer:
        with tb.start_run(name="inner", nested=True) as inner:
            assert tb.active_run() is inner
        assert tb.active_run() is outer
    assert tb.active_run() is None
    assert {name: run.get("parent") for name, run in project.starts.items()} == {"outer": None, "inner": outer.run_id}


def test_a_nested_run_belongs_to_the_experiment_of_its_parent(project):
    with tb.start_run(name="outer", experiment="digits"):
        with tb.start_run(name="inner", nested=True):
            pass
    assert {name: run.get("experiment") for name, run in project.starts.items()} == {"outer": "digits", "inner": "digits"}


def test_a_run_still_open_is_ended_by_the_next(project, capfd):
    first = tb.start_run()
    second = tb.start_run()
    assert first.ended and not second.ended and second.parent is None
    assert "still open" in capfd.readouterr().err


def test_a_run_is_taken_up_again_by_its_id(project):
    with tb.start_run(name="first") as first:
        pass
    with tb.start_run(name="again", run_id=first.run_id) as again:
        pass
    assert again.run_id == first.run_id
    assert {name: run.get("resumed") for name, run in project.starts.items()} == {"first": None, "again": True}


def test_an_id_that_is_none_starts_a_new_run_and_says_so(project, capfd):
    with tb.start_run(run_id="latest") as run:
        assert len(run.run_id) == 32
    assert "'latest' is not the id of a run" in capfd.readouterr().err


def test_end_run_without_a_run_does_nothing(project):
    tb.end_run()
    assert not project.store.exists()


def test_end_run_takes_a_status(project):
    tb.start_run()
    tb.end_run(status="FAILED")
    assert project.of_type("end")[0]["status"] == "FAILED"


def test_a_status_that_is_none_is_a_problem_and_not_an_exception(project):
    tb.start_run()
    tb.end_run(status="DONE")
    assert project.of_type("end")[0]["status"] == "FINISHED"
    assert problems(project) == ["status"]


class Scalar:
    """What numpy scalars, 0-d arrays and tensors of any library have in common."""

    def __init__(self, value):
        self.value = value

    def item(self):
        return self.value


@pytest.mark.parametrize(
    "value, text",
    [
        (1, 1),
        (0.1, 0.1),
        (True, 1),
        (-0.0, 0.0),
        (5e-324, 5e-324),
        (float("nan"), "NaN"),
        (float("inf"), "Infinity"),
        (float("-inf"), "-Infinity"),
        (2**60, 2.0**60),
        (10**400, "Infinity"),
        (-(10**400), "-Infinity"),
        (decimal.Decimal("0.5"), 0.5),
        (Scalar(0.25), 0.25),
        (Scalar(True), 1),
        (Scalar(float("nan")), "NaN"),
    ],
)
@pytest.mark.parametrize("verb", [lambda value: tb.log_metric("x", value, 0), lambda value: tb.log_metrics({"x": value}, 0)], ids=["one", "many"])
def test_numbers_of_any_kind(project, value, text, verb):
    verb(value)
    assert logged(project) == [text]


class Sulking:
    def __repr__(self):
        raise RuntimeError

    __str__ = __float__ = __index__ = __repr__


@pytest.mark.parametrize("value", ["0.5", None, [1], {"a": 1}, 1j, Scalar("x"), object(), Sulking(), b"1"], ids=lambda value: type(value).__name__)
@pytest.mark.parametrize("verb", [lambda value: tb.log_metric("x", value), lambda value: tb.log_metrics({"x": value, "y": 1})], ids=["one", "many"])
def test_what_is_no_number_is_a_problem_and_not_an_exception(project, value, verb):
    verb(value)
    assert logged(project) == []
    assert problems(project) == ["not-a-number"]


def test_what_numpy_masks_is_nan(project):
    numpy = pytest.importorskip("numpy")
    tb.log_metric("x", numpy.ma.array([1.0, 2.0], mask=True).mean())
    assert logged(project) == ["NaN"]


def test_the_user_is_told_of_each_metric_that_gets_no_number(project, capfd):
    for step in range(3):
        tb.log_metric("loss", "text %d" % step)
        tb.log_metric("acc", None)
    told = capfd.readouterr().err
    assert (told.count("'loss'"), told.count("'acc'")) == (1, 1)


def test_a_flood_of_troubles_is_only_noted_in_the_run(project, capfd):
    for number in range(100):
        tb.log_metric("x%d" % number, None)
    assert capfd.readouterr().err.count("\n") < 20
    assert len(problems(project)) == 100


def test_the_user_is_told_once(project, capfd):
    for _ in range(3):
        tb.log_metric("x", "a")
    assert capfd.readouterr().err.count("is not a number") == 1


def test_one_bad_value_does_not_cost_the_others(project):
    tb.log_metrics({"a": 1, "b": "x", "c": 3}, step=5)
    assert project.of_type("metrics")[0]["values"] == {"a": 1, "c": 3}


@pytest.mark.parametrize("step, recorded", [(3, 3), (2.9, 2), (-0.5, -1), (True, 1), (Scalar(7), 7), (None, None)])
def test_steps(project, step, recorded):
    tb.log_metric("x", 1, step)
    assert project.points("x") == [(recorded, 1)]


@pytest.mark.parametrize("step", ["one", float("nan"), 2**63, object(), Sulking()], ids=lambda step: type(step).__name__)
def test_a_step_that_is_none_costs_the_step_and_not_the_point(project, step):
    tb.log_metric("x", 1, step)
    tb.log_metrics({"x": 2}, step)
    assert project.points("x") == [(None, 1), (None, 2)]
    assert problems(project) == ["step", "step"]


def test_keys_that_are_no_text_become_text(project):
    tb.log_metric(3, 1)
    tb.log_metrics({("a", 1): 2})
    tb.log_param(None, 1)
    assert [list(record["values"]) for record in project.of_type("metrics", "params")] == [["3"], ["('a', 1)"], ["None"]]


def test_params_are_kept_as_python_prints_them(project):
    tb.log_params({"a": 1e-4, "b": None, "c": [1, "x"], "d": True})
    assert project.of_type("params")[0]["values"] == {"a": "0.0001", "b": "None", "c": "[1, 'x']", "d": "True"}


def test_log_param_gives_the_value_back(project):
    assert tb.log_param("lr", 0.1) == 0.1


def test_values_that_cannot_be_printed_do_not_raise(project):
    tb.log_param("a", Sulking())
    tb.set_tag("a", Sulking())
    assert project.of_type("params")[0]["values"] == {"a": "<no text: RuntimeError>"}


@pytest.mark.parametrize("verb", ["log_params", "log_metrics", "set_tags"])
def test_what_is_no_dict_is_a_problem(project, verb):
    getattr(tb, verb)([("a", 1)])
    assert problems(project) == ["not-a-dict"]


def test_a_tag_set_to_none_is_removed(project):
    tb.set_tags({"a": 1, "b": None})
    assert project.of_type("tags")[0]["values"] == {"a": "1", "b": None}


def test_a_thread_logs_into_the_run_of_the_main_thread(project):
    with tb.start_run() as run:
        thread = threading.Thread(target=lambda: tb.log_metric("x", 1))
        thread.start()
        thread.join()
    assert {journal[0]["run"] for journal in project.journals} == {run.run_id}
    assert logged(project) == [1]


def test_threads_that_each_start_a_run_stay_apart(project):
    both_open = threading.Barrier(2, timeout=10)

    def trial(number):
        with tb.start_run(name=str(number)):
            both_open.wait()
            for _ in range(50):
                tb.log_metric("x", number)
            both_open.wait()

    threads = [threading.Thread(target=trial, args=(n,)) for n in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for journal in project.journals:
        assert {r["values"]["x"] for r in journal if r["type"] == "metrics" and "x" in r["values"]} == {int(journal[1]["name"])}
        assert "parent" not in journal[1]


def test_a_run_started_in_a_thread_inside_the_main_threads_run_is_its_child(project):
    with tb.start_run() as outer:
        thread = threading.Thread(target=lambda: tb.start_run(name="inner").end())
        thread.start()
        thread.join()
        assert not outer.ended
    assert project.starts["inner"]["parent"] == outer.run_id


def test_asyncio_tasks_that_each_start_a_run_stay_apart(project):
    async def trial(number):
        with tb.start_run(name=str(number), nested=True):
            await asyncio.sleep(0)
            tb.log_metric("x", number)
            await asyncio.sleep(0)

    async def both():
        await asyncio.gather(trial(0), trial(1))

    with tb.start_run():
        asyncio.run(both())
    by_name = {journal[1].get("name"): [r["values"]["x"] for r in journal if "x" in r.get("values", {})] for journal in project.journals}
    assert by_name == {None: [], "0": [0], "1": [1]}


def test_every_verb_of_the_package_can_be_had_from_it():
    assert [name for name in tb.__all__ if not callable(getattr(tb, name))] == []
    with pytest.raises(AttributeError, match="no attribute 'log_metrik'"):
        tb.log_metrik


@dataclasses.dataclass
class Config:
    lr: float = 0.1
    layers: tuple = (1, 2)


@pytest.mark.parametrize("params", [Config(), argparse.Namespace(lr=0.1, layers=(1, 2)), types.SimpleNamespace(lr=0.1, layers=(1, 2))], ids=lambda params: type(params).__name__)
def test_params_are_taken_as_programs_hold_them(project, params):
    tb.start_run(params=params)
    assert project.of_type("params")[0]["values"] == {"lr": "0.1", "layers": "(1, 2)"}


def test_a_param_given_again_with_another_value_is_told_to_the_user(project, capfd):
    for lr in (0.1, 0.1, 0.2):
        tb.log_param("lr", lr)
    assert "param 'lr' keeps its first value, '0.1'; it was given '0.2' later" in capfd.readouterr().err


def test_names_that_mlflow_gives_its_arguments_are_known(project, tmp_path):
    (tmp_path / "a.txt").write_text("a")
    with tb.start_run(run_name="base") as run:
        tb.log_artifact(local_path=tmp_path / "a.txt")
        tb.log_artifacts(local_dir=tmp_path, artifact_path="all")
        tb.log_text(text="x", artifact_file="b.txt")
        tb.log_dict(dictionary={}, artifact_file="c.json")
        tb.log_table(data={"a": [1]}, artifact_file="d.json")
        tb.log_image(image=b"GIF89a", artifact_file="e.gif")
    assert run.info.run_id == project.of_type("journal")[0]["run"]
    assert project.of_type("run")[0]["name"] == "base"
    assert {"a.txt", "all/a.txt", "b.txt", "c.json", "d.json", "e.gif"} <= {record["path"] for record in project.of_type("artifact")}
    found = tb.get_run("base")
    assert (found.info.run_id, found.data.params) == (run.run_id, {})
