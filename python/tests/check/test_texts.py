"""What was shown counts as the same but for what differs between any two runs."""

import pytest
from check.texts import compare_texts, lines_of


def differing(first, second, folders=()):
    compared = compare_texts(lines_of(first, folders), lines_of(second, folders), 1e-6, 1e-9)
    return [(difference.first.strip(), difference.second.strip()) for difference in compared.differences]


SAME = [
    ("loss 0.30000000000000004", "loss 0.3"),
    ("[1.  2.]", "[1. 2.]"),
    ("a  b\n", "a b"),
    ("[1, 2,\n 3]", "[1, 2, 3]"),
    ("-0.0", "0.0"),
    ("<A at 0x7f0011223344>", "<A at 0x7fffffffff10>"),
    ("<__main__.Net object at 0x7f0011223344>", "<steps.shared.definitions.Net object at 0x7fffffffff10>"),
    ("{'__module__': '__main__'}", "{'__module__': 'steps.shared.definitions'}"),
    ("<function __main__.<lambda>(x)>", "<function steps.train.train.<locals>.<lambda>(x)>"),
    ("<function __main__.f(x)>", "<function steps.train.train.<locals>.f(x)>"),
    ("CPU times: user 3 ms, sys: 0 ns, total: 3 ms\nWall time: 3.2 ms\n5", "5"),
    ("12.3 µs ± 45 ns per loop (mean ± std. dev. of 7 runs, 10 loops each)", ""),
    ("\r 50%|█████     | 1/2 [00:01<00:01]\r100%|██████████| 2/2 [00:02<00:00,  1.00it/s]\ndone", "done"),
    ("step 1\rstep 2\rstep 3\n", "step 3\n"),
    ("1/1 [====] - 0s 50ms/step - loss: 0.5", "1/1 [====] - 1s 72ms/step - loss: 0.5"),
    ("\x1b[31mred\x1b[0m", "red"),
    ("nan inf -inf", "nan inf -inf"),
    ("/tmp/x/work/data.csv", "<folder>/data.csv"),
    ("/tmp/x/work/models\n5", "5"),
]


@pytest.mark.parametrize("first, second", SAME, ids=range(len(SAME)))
def test_texts_that_are_the_same(first, second):
    assert differing(first, second, ["/tmp/x/work"]) == []


DIFFERENT = [
    ("loss 0.3", "loss 0.4", [("loss 0.3", "loss 0.4")]),
    ("rows 3", "rows 4", [("rows 3", "rows 4")]),
    ("10000001", "10000002", [("10000001", "10000002")]),
    ("1", "True", [("1", "True")]),
    ("a\nb 1\nc", "a\nb 2\nc", [("b 1", "b 2")]),
    ("a\nb\nc", "a\nc", [("b", "(nothing)")]),
    ("a\nc", "a\nb\nc", [("(nothing)", "b")]),
    ("nan", "0.0", [("nan", "0.0")]),
    ("took 5 s", "took 6 s", [("took 5 s", "took 6 s")]),
    ("x", "", [("x", "(nothing)")]),
]


@pytest.mark.parametrize("first, second, lines", DIFFERENT, ids=range(len(DIFFERENT)))
def test_texts_that_differ_do_so_line_by_line(first, second, lines):
    assert differing(first, second) == lines


def test_numbers_are_counted():
    assert compare_texts(["a 1 b 2.5", "3e-4 x9"], [], 0, 0).numbers == 3
