"""Files of a run: whole, recorded, and never outside of its folder."""

import hashlib
import json
import os
import sys

import pytest

import re
import trialbook as tb


@pytest.fixture
def run(project):
    with tb.start_run() as started:
        yield started


def kept(run):
    """The files in the run's folder, and what they hold."""
    return {
        os.path.relpath(os.path.join(folder, name), run.artifact_dir).replace(os.sep, "/"): open(os.path.join(folder, name), "rb").read()
        for folder, _, names in os.walk(run.artifact_dir)
        for name in names
    }


def test_a_file_is_copied_and_recorded(project, run, tmp_path):
    (tmp_path / "model.bin").write_bytes(b"weights")
    tb.log_artifact(tmp_path / "model.bin")
    assert kept(run) == {"model.bin": b"weights"}
    (record,) = project.of_type("artifact")
    assert (record["path"], record["size"], record["kind"]) == ("model.bin", 7, "file")
    assert record["sha256"] == hashlib.sha256(b"weights").hexdigest()


def test_a_file_goes_into_the_folder_asked_for(project, run, tmp_path):
    (tmp_path / "a.txt").write_text("a")
    tb.log_artifact(str(tmp_path / "a.txt"), "notes/today")
    assert list(kept(run)) == ["notes/today/a.txt"]


def test_a_folder_is_copied_with_its_name_or_without(project, run, tmp_path):
    (tmp_path / "out" / "deep").mkdir(parents=True)
    (tmp_path / "out" / "deep" / "a.txt").write_text("a")
    tb.log_artifact(tmp_path / "out")
    tb.log_artifacts(tmp_path / "out", "x")
    assert sorted(kept(run)) == ["out/deep/a.txt", "x/deep/a.txt"]


def test_a_folder_that_holds_the_store_is_copied_without_it(project, run):
    (project.folder / "a.txt").write_text("a")
    tb.log_artifacts(project.folder)
    assert list(kept(run)) == ["a.txt"]


def test_the_same_name_again_replaces_the_file(project, run):
    tb.log_text("one", "a.txt")
    tb.log_text("two", "a.txt")
    assert kept(run) == {"a.txt": b"two"}


def test_a_file_written_into_the_runs_folder_by_hand_is_only_recorded(project, run):
    path = os.path.join(run.artifact_dir, "mine.txt")
    os.makedirs(run.artifact_dir)
    with open(path, "w") as file:
        file.write("mine")
    tb.log_artifact(path)
    assert kept(run) == {"mine.txt": b"mine"}
    assert project.of_type("artifact")[0]["path"] == "mine.txt"


@pytest.mark.parametrize("name", ["../a.txt", "a/../../b.txt", "/etc/a.txt", "\\a.txt", "C:a.txt", "c:\\a.txt", "..\\a.txt", "a\nb.txt", "a\0.txt", "a\x7f.txt", "a\udc80.txt", "", ".", "./", ".."])
def test_a_name_that_leads_out_or_is_none_is_refused(project, run, tmp_path, name, capfd):
    before = sorted(tmp_path.rglob("*.txt"))
    tb.log_text("x", name)
    tb.log_text("x", name)
    assert kept(run) == {} and sorted(tmp_path.rglob("*.txt")) == before
    assert [record["code"] for record in project.of_type("problem")] == ["log_text"] * 2
    assert capfd.readouterr().err.count("was not kept") == 1


@pytest.mark.parametrize("name", ["résumé 🔥.txt", "שלום.txt", "a b/'c'.txt", "...txt", "%2e%2e.txt", "-rf.txt"])
def test_a_name_as_people_give_it_is_kept(project, run, name):
    tb.log_text("x", name)
    assert list(kept(run)) == [name]
    assert project.of_type("artifact")[0]["path"] == name


def test_separators_of_windows_separate(project, run):
    tb.log_text("x", "plots\\a.txt")
    assert list(kept(run)) == ["plots/a.txt"]


def test_a_file_that_is_not_there_is_a_problem(project, run):
    tb.log_artifact("nothing.bin")
    tb.log_artifacts("nothing")
    messages = [record["message"] for record in project.of_type("problem")]
    assert "No such file" in messages[0] and "not a folder" in messages[1]


def test_what_fails_half_way_leaves_nothing(project, run):
    class Figure:
        def savefig(self, path):
            with open(path, "w") as file:
                file.write("half")
            raise RuntimeError("no canvas")

    tb.log_figure(Figure(), "plot.png")
    assert kept(run) == {} and project.of_type("artifact") == []
    assert "no canvas" in project.of_type("problem")[0]["message"]


def test_a_dict_is_kept_as_json(project, run):
    tb.log_dict({"a": [1, float("nan")], 3: {"b": None}}, "config.yaml")
    assert json.loads(kept(run)["config.yaml"]) == {"a": [1, "NaN"], "3": {"b": None}}


def test_a_figure_of_matplotlib(project, run):
    matplotlib = pytest.importorskip("matplotlib")
    matplotlib.use("Agg")
    from matplotlib.figure import Figure

    figure = Figure()
    axes = figure.subplots()
    axes.plot([1, 2])
    tb.log_figure(figure, "plots/a.png")
    tb.log_figure(axes, "plots/a.svg")
    files = kept(run)
    assert files["plots/a.png"].startswith(b"\x89PNG") and b"<svg" in files["plots/a.svg"]
    assert {record["kind"] for record in project.of_type("artifact")} == {"figure"}


def test_a_figure_of_plotly(project, run):
    plotly = pytest.importorskip("plotly.graph_objects")
    tb.log_figure(plotly.Figure(plotly.Scatter(y=[1, 2])), "a.html")
    page = kept(run)["a.html"]
    # The library itself, which the page carries along, has addresses in its texts.
    outside = re.sub(rb"<script[^>]*>.*?</script>", lambda script: script[0].split(b">", 1)[0], page, flags=re.DOTALL)
    assert b"<html>" in page and b"src=" not in outside
    assert project.of_type("artifact")[0]["kind"] == "html"


def test_what_is_no_figure_is_a_problem(project, run):
    tb.log_figure("a plot", "a.png")
    assert "is no figure" in project.of_type("problem")[0]["message"]


def test_bytes_are_kept_as_they_are(project, run):
    tb.log_text(b"\xff\n", "a.bin")
    assert kept(run) == {"a.bin": b"\xff\n"}


@pytest.mark.skipif(sys.platform != "linux", reason="names are texts elsewhere")
def test_files_with_names_that_no_artifact_may_have_are_kept_under_others(project, run, tmp_path):
    (tmp_path / "out").mkdir()
    for name in (b"a\xff.txt", b"b\nc"):
        with open(os.path.join(os.fsencode(tmp_path), b"out", name), "wb") as file:
            file.write(name)
    tb.log_artifact(tmp_path / "out")
    tb.log_artifact(os.fsdecode(os.path.join(os.fsencode(tmp_path), b"out", b"b\nc")))
    assert kept(run) == {"out/a%ff.txt": b"a\xff.txt", "out/b%0ac": b"b\nc", "b%0ac": b"b\nc"}


def test_a_folder_above_is_copied_with_its_name(project, run, tmp_path, monkeypatch):
    (tmp_path / "out" / "deep").mkdir(parents=True)
    (tmp_path / "out" / "a.txt").write_text("a")
    monkeypatch.chdir(tmp_path / "out" / "deep")
    tb.log_artifact("..")
    assert list(kept(run)) == ["out/a.txt"]


def test_what_is_no_file_is_left_out_of_a_folder(project, run, tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "a.txt").write_text("a")
    (tmp_path / "out" / "gone").symlink_to("nowhere")
    os.mkfifo(tmp_path / "out" / "pipe")
    tb.log_artifact(tmp_path / "out")
    assert list(kept(run)) == ["out/a.txt"]
    assert len(project.of_type("problem")) == 2


def test_a_folder_of_which_much_cannot_be_kept_is_told_in_few_words(project, run, tmp_path):
    (tmp_path / "out").mkdir()
    for number in range(100):
        (tmp_path / "out" / str(number)).symlink_to("nowhere")
    tb.log_artifact(tmp_path / "out")
    messages = [record["message"] for record in project.of_type("problem")]
    assert len(messages) == 21 and messages[-1].startswith("80 more files")


def test_a_figure_under_a_name_without_an_ending(project, run):
    matplotlib = pytest.importorskip("matplotlib")
    matplotlib.use("Agg")
    from matplotlib.figure import Figure

    tb.log_figure(Figure(), "curve")
    assert list(kept(run)) == ["curve"]
