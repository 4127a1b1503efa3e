"""No verb raises into training code, whatever it is given."""

import os
import subprocess
import sys

import pytest

import trialbook as tb
from journals import PACKAGE


class Hostile:
    """Raises at whatever is asked of it."""

    def _refuse(self, *args, **kwargs):
        raise RuntimeError("no")

    __str__ = __repr__ = __float__ = __int__ = __index__ = __bool__ = __len__ = __iter__ = __eq__ = __hash__ = __fspath__ = _refuse
    __getattr__ = __getitem__ = __contains__ = __call__ = __format__ = _refuse


class HostileDict(dict):
    def items(self):
        raise RuntimeError("no")


VALUES = [None, 0, -1, 1.5, float("nan"), "", "text", "a\0\n", b"bytes", [], [1, [2]], (), {}, {"a": 1}, {1: {2: 3}}, {None: None}, object(), Hostile(), HostileDict(a=1), {"a": Hostile()}, [Hostile()], int, lambda: 1, "\ud800", 10**5000]

VERBS = {
    "start_run": [lambda v: tb.start_run(name=v), lambda v: tb.start_run(experiment=v), lambda v: tb.start_run(params=v), lambda v: tb.start_run(tags=v), lambda v: tb.start_run(run_id=v), lambda v: tb.start_run(nested=v)],
    "end_run": [lambda v: tb.end_run(v)],
    "set_experiment": [lambda v: tb.set_experiment(v)],
    "log_metric": [lambda v: tb.log_metric(v, 1), lambda v: tb.log_metric("x", v), lambda v: tb.log_metric("x", 1, v)],
    "log_metrics": [lambda v: tb.log_metrics(v), lambda v: tb.log_metrics({"x": v}), lambda v: tb.log_metrics({"x": 1}, v)],
    "log_param": [lambda v: tb.log_param(v, 1), lambda v: tb.log_param("x", v)],
    "log_params": [lambda v: tb.log_params(v)],
    "set_tag": [lambda v: tb.set_tag(v, 1), lambda v: tb.set_tag("x", v)],
    "set_tags": [lambda v: tb.set_tags(v)],
    "log_artifact": [lambda v: tb.log_artifact(v), lambda v: tb.log_artifact(__file__, v)],
    "log_artifacts": [lambda v: tb.log_artifacts(v)],
    "log_text": [lambda v: tb.log_text(v, "a.txt"), lambda v: tb.log_text("x", v)],
    "log_dict": [lambda v: tb.log_dict(v, "a.json"), lambda v: tb.log_dict({}, v)],
    "log_figure": [lambda v: tb.log_figure(v, "a.png"), lambda v: tb.log_figure(object(), v)],
    "log_image": [lambda v: tb.log_image(v, "a.png"), lambda v: tb.log_image(b"GIF89a", v), lambda v: tb.log_image(b"GIF89a", key=v), lambda v: tb.log_image(b"GIF89a", key="x", step=v)],
    "log_table": [lambda v: tb.log_table(v, "t.json"), lambda v: tb.log_table({"a": v}, "u.csv"), lambda v: tb.log_table({}, v)],
    "log_input": [lambda v: tb.log_input(v), lambda v: tb.log_input([], v), lambda v: tb.log_input([], name=v)],
}


@pytest.mark.parametrize("verb", VERBS)
def test_whatever_it_is_given(project, verb, capfd):
    for call in VERBS[verb]:
        for value in VALUES:
            call(value)
    tb.log_metric("afterwards", 1)
    assert [value for _, value in project.points("afterwards")] == [1]


def test_every_verb_is_tried():
    reading = {"search_runs", "get_run", "get_metric_history", "active_run", "Run"}
    assert set(tb.__all__) - reading == set(VERBS)


def test_a_console_that_is_gone_is_no_reason_to_raise(project, monkeypatch):
    monkeypatch.setattr(sys, "stderr", None)
    tb.log_metric("x", "no number")


@pytest.mark.parametrize("folder", [None, "relative"])
def test_a_current_folder_that_is_gone_is_no_reason_to_raise(project, folder):
    code = "import os, trialbook as tb; os.rmdir(os.getcwd()); tb.log_metric('x', 1); tb.log_text('x', 'a.txt'); tb.end_run(); print('trained')"
    (project.folder / "gone").mkdir()
    env = {**os.environ, "PYTHONPATH": str(PACKAGE)}
    env.pop("TRIALBOOK_DIR")
    if folder:
        env["TRIALBOOK_DIR"] = folder
    done = subprocess.run([sys.executable, "-c", code], cwd=project.folder / "gone", env=env, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "trained\n"), done.stderr


def test_a_run_that_could_not_be_started_is_not_handed_to_other_processes(project, monkeypatch, capfd):
    from trialbook import store_dir

    with monkeypatch.context() as broken:
        broken.setattr(store_dir, "find_or_make", lambda: 1 / 0)
        run = tb.start_run()
    assert not run.recording and "could not be started" in capfd.readouterr().err
    project.python("import trialbook as tb; tb.start_run(name='another')", env={"TRIALBOOK_DIR": str(project.store)})
    assert list(project.starts) == ["another"] and "parent" not in project.starts["another"]
