"""Describing a value leaves it, and the process around it, as it was; and ends in good time."""

import functools
import itertools
import json
import pickle
import random

import numpy as np
import pandas as pd
import pytest
from compared import Comparing
from PIL import Image


@pytest.fixture
def described(tmp_path):
    return Comparing(tmp_path).described


@pytest.mark.parametrize(
    "make",
    [
        lambda: (number for number in range(5)),
        lambda: iter([0, 1, 2, 3, 4]),
        lambda: map(int, "01234"),
        lambda: zip(range(5)),
        lambda: itertools.islice(range(9), 5),
        lambda: pd.DataFrame({"a": range(5)}).itertuples(),
    ],
    ids=["generator", "iterator", "map", "zip", "islice", "itertuples"],
)
def test_an_iterator_gives_all_that_it_had(described, make):
    value = make()
    described([value])
    assert len(list(value)) == 5


def test_a_file_is_read_on_from_where_it_was(described, tmp_path):
    path = tmp_path / "lines.txt"
    path.write_text("first\nsecond\n")
    with open(path) as file:
        file.readline()
        described(file)
        assert file.readline() == "second\n"


def test_a_picture_that_was_only_opened_stays_so(described, tmp_path):
    Image.new("RGB", (4, 3)).save(tmp_path / "dot.png")
    with Image.open(tmp_path / "dot.png") as picture:
        node = described(picture)
        assert picture.fp is not None
    assert [name for name, _ in node["parts"]] == [".size", ".mode"]


def test_no_random_number_is_drawn(described):
    random.seed(1)
    np.random.seed(1)
    generator = np.random.default_rng(1)
    before = random.getstate(), pickle.dumps(np.random.get_state()), generator.bit_generator.state
    described([generator, np.random.mtrand._rand, random.Random(2)])
    assert before == (random.getstate(), pickle.dumps(np.random.get_state()), generator.bit_generator.state)


class Lazy:
    computed = 0

    @property
    def always(self):
        raise AssertionError("was asked for")

    @functools.cached_property
    def once(self):
        Lazy.computed += 1
        return 1

    def __getattr__(self, name):
        raise AssertionError("was asked for " + name)

    def __len__(self):
        raise AssertionError("was asked for")

    def __iter__(self):
        raise AssertionError("was asked for")


def test_nothing_is_computed_for_it(described):
    value = Lazy()
    value.held = 3
    node = described(value)
    assert (Lazy.computed, [name for name, _ in node["parts"]]) == (0, [".held"])


class Loud(list):
    def __iter__(self):
        raise AssertionError("was asked for")

    def __len__(self):
        return 10**9


def test_a_list_that_presents_itself_otherwise_is_read_as_the_list_it_is(described):
    assert described(Loud([1, 2]))["count"] == 2


def test_a_frame_is_left_alone(described):
    frame = pd.DataFrame({"a": [1.0], "b": ["x"]})
    before = pickle.dumps(frame)
    described(frame)
    assert pickle.dumps(frame) == before


def test_a_value_that_cannot_be_read_becomes_a_part_of_the_description(described):
    class Broken(dict):
        @property
        def __dict__(self):
            raise RuntimeError("no")

    node = described({"good": 1, "bad": Broken()})
    assert [part["k"] for _, part in node["items"]] == ["int", "unreadable"]


def test_deep_values_end(described):
    value = []
    for _ in range(5000):
        value = [value]
    assert '"unseen"' in json.dumps(described(value))


def test_very_many_things_are_looked_at_evenly(described):
    node = described([[number] for number in range(300_000)])
    seen = [index for index, _ in node["items"]]
    assert node["count"] == 300_000
    assert len(seen) < 25_000
    assert seen[-1] > 290_000


def test_a_million_plain_values_are_all_told_apart(described):
    first = [float(number) for number in range(1_000_000)]
    second = [*first[:-1], -1.0]
    assert described(first)["hash"] != described(second)["hash"]


def test_paths_of_the_clean_folder_are_not_part_of_a_text(tmp_path):
    from check.fingerprints import Blobs, Fingerprinter

    node = Fingerprinter(Blobs(str(tmp_path)), ["/tmp/check-1/notebook"]).describe(["/tmp/check-1/notebook/data.csv", 1.5, object])
    assert node["items"][0][1]["value"] == "<folder>/data.csv"
