"""Images of any kind become files, and arrays the PNG that others read."""

import io
import os

import pytest

import trialbook as tb

numpy = pytest.importorskip("numpy")
Image = pytest.importorskip("PIL.Image")


@pytest.fixture
def run(project):
    with tb.start_run() as started:
        yield started


def read(run, project):
    """The last image that was kept, as an array."""
    path = project.of_type("artifact")[-1]["path"]
    return numpy.asarray(Image.open(os.path.join(run.artifact_dir, path)))


@pytest.mark.parametrize("shape", [(5, 7), (5, 7, 3), (5, 7, 4), (5, 7, 2), (1, 1, 3)])
def test_bytes_come_back_as_they_were(project, run, shape):
    array = numpy.random.default_rng(1).integers(0, 256, shape, dtype="uint8")
    tb.log_image(array, "a.png")
    assert (read(run, project) == array).all()


def test_one_channel_is_grey(project, run):
    tb.log_image(numpy.full((5, 7, 1), 9, "uint8"), "a.png")
    assert read(run, project).shape == (5, 7)


def test_channels_first_as_tensors_have_them(project, run):
    array = numpy.random.default_rng(1).integers(0, 256, (3, 5, 7), dtype="uint8")
    tb.log_image(array, "a.png")
    assert (read(run, project) == array.transpose(1, 2, 0)).all()


@pytest.mark.parametrize(
    "values, grey",
    [
        (numpy.array([[0.0, 0.5, 1.0]]), [0, 128, 255]),
        (numpy.array([[0.0, 128.0, 300.0]]), [0, 128, 255]),
        (numpy.array([[-5, 7, 300]]), [0, 7, 255]),
        (numpy.array([[False, True, False]]), [0, 255, 0]),
        (numpy.array([[numpy.nan, 0.5, numpy.inf]]), [0, 128, 255]),
        (numpy.array([[0.0, 0.5, 1.0]], dtype="float16"), [0, 128, 255]),
    ],
)
def test_ranges_of_numbers(project, run, values, grey):
    tb.log_image(values, "a.png")
    assert read(run, project).tolist() == [grey]


def test_a_pil_image(project, run):
    tb.log_image(Image.new("RGB", (4, 3), "red"), "a.jpg")
    assert read(run, project).shape == (3, 4, 3)


def test_encoded_bytes_and_paths_are_kept_as_they_are(project, run, tmp_path):
    out = io.BytesIO()
    Image.new("L", (2, 2)).save(out, "GIF")
    (tmp_path / "b.gif").write_bytes(out.getvalue())
    tb.log_image(out.getvalue(), key="a")
    tb.log_image(tmp_path / "b.gif", key="b")
    paths = [record["path"] for record in project.of_type("artifact")]
    assert paths == ["images/a/000000.gif", "images/b/000000.gif"]
    assert {open(os.path.join(run.artifact_dir, path), "rb").read() for path in paths} == {out.getvalue()}


def test_a_series_of_images(project, run):
    for step in (0, 10, 10):
        tb.log_image(numpy.zeros((2, 2)), key="val/pred", step=step)
    records = [(r["path"], r["key"], r["step"], r["kind"]) for r in project.of_type("artifact")]
    assert records == [
        ("images/val%2fpred/000000.png", "val/pred", 0, "image"),
        ("images/val%2fpred/000010.png", "val/pred", 10, "image"),
        ("images/val%2fpred/000010-2.png", "val/pred", 10, "image"),
    ]


def test_a_series_without_steps_counts(project, run):
    for _ in range(3):
        tb.log_image(numpy.zeros((2, 2)), key="x")
    assert [record["step"] for record in project.of_type("artifact")] == [0, 1, 2]


@pytest.mark.parametrize("key", ["..", "../../x", "", "a\0b", "🔥", "/", "k" * 100])
def test_a_key_of_any_kind_stays_inside_the_folder(project, run, key):
    tb.log_image(numpy.zeros((2, 2)), key=key)
    (record,) = project.of_type("artifact")
    assert record["key"] == key
    real = os.path.realpath(os.path.join(run.artifact_dir, record["path"]))
    assert real.startswith(os.path.realpath(run.artifact_dir) + os.sep) and os.path.isfile(real)


@pytest.mark.parametrize("image", [numpy.zeros((2, 2, 5)), numpy.zeros(3), numpy.zeros((0, 2)), numpy.array([["a"]]), b"text", 3, [[1]]], ids=str)
def test_what_is_no_image_is_a_problem(project, run, image):
    tb.log_image(image, "a.png")
    assert project.of_type("artifact") == []
    assert [record["code"] for record in project.of_type("problem")] == ["log_image"]


def test_an_image_needs_a_name_or_a_key(project, run):
    tb.log_image(numpy.zeros((2, 2)))
    assert "a file name or a key" in project.of_type("problem")[0]["message"]


def test_sixteen_bits_are_not_all_white(project, run):
    tb.log_image(numpy.array([[0, 256, 65535]], "uint16"), "a.png")
    assert read(run, project).tolist() == [[0, 1, 255]]
    tb.log_image(numpy.array([[0, 9, 255]], "uint16"), "b.png")
    assert read(run, project).tolist() == [[0, 9, 255]]


def test_a_run_taken_up_again_goes_on_with_its_series(project):
    code = """
        import sys, trialbook as tb
        with tb.start_run(run_id="ab" * 16):
            tb.log_image(b"GIF89a" + sys.argv[1].encode(), key="samples")
            tb.log_image(b"GIF89a" + sys.argv[1].encode(), key="fixed", step=5)
        """
    for content in ("first", "second"):
        project.python(code, content)
    images = project.store / "artifacts" / ("ab" * 16) / "images"
    kept = {str(path.relative_to(images)): path.read_bytes()[6:].decode() for path in images.glob("*/*")}
    assert kept == {"samples/000000.gif": "first", "samples/000001.gif": "second", "fixed/000005.gif": "first", "fixed/000005-2.gif": "second"}
