"""Datasets of a run: the digest is the same for the same data, and another for other data."""

import pytest

import trialbook as tb


def logged(project, *datasets, **more):
    with tb.start_run():
        for dataset in datasets:
            tb.log_input(dataset, **more)
    return project.of_type("input")


def test_a_file_below_the_store_is_named_relative_to_it(project):
    (project.folder / "data").mkdir()
    (project.folder / "data" / "train.csv").write_text("a,b\n")
    (record,) = logged(project, "data/train.csv", context="training")
    assert (record["name"], record["source"], record["context"]) == ("train.csv", "data/train.csv", "training")
    assert len(record["digest"]) == 64


def test_a_file_elsewhere_is_named_whole(project, tmp_path):
    (tmp_path / "train.csv").write_text("a,b\n")
    (record,) = logged(project, tmp_path / "train.csv")
    assert record["source"] == str(tmp_path / "train.csv")


def test_the_digest_of_a_file_is_that_of_its_content(project, tmp_path):
    for name, text in (("a", "1"), ("b", "1"), ("c", "2")):
        (tmp_path / name).write_text(text)
    a, b, c = logged(project, tmp_path / "a", tmp_path / "b", tmp_path / "c")
    assert a["digest"] == b["digest"] != c["digest"]


def test_a_folder_changes_with_its_files(project, tmp_path):
    folder = tmp_path / "images"
    folder.mkdir()
    (folder / "1.png").write_text("1")
    with tb.start_run():
        tb.log_input(folder)
        tb.log_input(folder)
        (folder / "2.png").write_text("2")
        tb.log_input(folder)
    first, same, grown = project.of_type("input")
    assert first["digest"] == same["digest"] != grown["digest"]
    assert grown["profile"] == {"files": 2, "bytes": 2}


def test_an_address_is_taken_by_its_name(project):
    (record,) = logged(project, "s3://bucket/train.parquet")
    assert (record["name"], record["source"]) == ("train.parquet", "s3://bucket/train.parquet")


def test_a_dataframe(project):
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame({"a": [1, 2], "b": ["x", "y"]})
    other = frame.copy()
    other.loc[1, "b"] = "z"
    first, same, changed = logged(project, frame, frame.copy(), other)
    assert first["digest"] == same["digest"] != changed["digest"]
    assert first["schema"]["a"] == "int64" and first["profile"] == {"rows": 2, "columns": 2}


def test_an_array(project):
    numpy = pytest.importorskip("numpy")
    zeros = numpy.zeros((4, 3))
    first, same, other, shape = logged(project, zeros, zeros.copy(), zeros + 1, zeros.reshape(3, 4), name="features")
    assert first["digest"] == same["digest"]
    assert len({first["digest"], other["digest"], shape["digest"]}) == 3
    assert (first["name"], first["schema"]) == ("features", {"dtype": "float64", "shape": [4, 3]})


def test_a_large_array_is_sampled_and_says_so(project, monkeypatch):
    numpy = pytest.importorskip("numpy")
    from trialbook import datasets

    monkeypatch.setattr(datasets, "SAMPLED_ABOVE", 8 * 1024 * 1024)
    array = numpy.zeros(2 * 1024 * 1024)
    changed = array.copy()
    changed[-1] = 1
    first, other = logged(project, array, changed)
    assert first["profile"]["digest"] == "sampled" and first["digest"] != other["digest"]


def test_what_has_a_name_and_a_digest_is_taken_by_its_word(project):
    class Dataset:
        name, digest, source = "mnist", "abc123", "https://example.org/mnist"

    (record,) = logged(project, Dataset())
    assert (record["name"], record["digest"], record["source"]) == ("mnist", "abc123", "https://example.org/mnist")


@pytest.mark.parametrize("dataset", [3, None, [1, 2], "missing.csv"], ids=str)
def test_what_is_no_dataset_is_a_problem(project, dataset):
    assert logged(project, dataset) == []
    assert [record["code"] for record in project.of_type("problem")] == ["log_input"]


def test_an_address_is_kept_without_what_may_be_secret(project):
    (record,) = logged(project, "https://ana:pw@example.org/data/a.csv?X-Amz-Signature=5e1f#part")
    assert (record["name"], record["source"]) == ("a.csv", "https://example.org/data/a.csv?…")


def test_a_folder_with_a_link_to_nothing(project, tmp_path):
    (tmp_path / "images").mkdir()
    (tmp_path / "images" / "gone").symlink_to("nowhere")
    (record,) = logged(project, tmp_path / "images")
    assert record["profile"]["files"] == 1


def test_a_single_column(project):
    pandas = pytest.importorskip("pandas")
    first, same, other = logged(project, *(pandas.Series(values, name="y") for values in ([1, 2], [1, 2], [1, 3])))
    assert first["schema"] == {"y": "int64"} and first["digest"] == same["digest"] != other["digest"]


def test_a_dataframe_with_lists_in_its_cells(project):
    pandas = pytest.importorskip("pandas")
    first, same, other = logged(project, *(pandas.DataFrame({"a": [[1], [last]]}) for last in (2, 2, 3)))
    assert first["digest"] == same["digest"] != other["digest"]


def test_an_array_of_objects_has_the_digest_of_what_is_in_it(project):
    numpy = pytest.importorskip("numpy")
    texts = (["a" * 50, None], ["".join(["a"] * 50), None], ["b", None])
    first, same, other = logged(project, *(numpy.array(each, dtype=object) for each in texts))
    assert first["digest"] == same["digest"] != other["digest"]


def test_a_large_array_has_the_same_digest_in_any_order_of_memory(project):
    numpy = pytest.importorskip("numpy")
    array = numpy.arange(9_000_000.0).reshape(3000, 3000)
    first, same = logged(project, array, numpy.asfortranarray(array))
    assert first["profile"]["digest"] == "sampled" and first["digest"] == same["digest"]
