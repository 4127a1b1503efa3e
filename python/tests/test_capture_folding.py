"""Printed text, as a terminal would show it in the end."""

import pytest

from trialbook.folding import LINE_LIMIT, Folder


def shown(*pieces):
    folder = Folder()
    return "".join(folder.feed(piece) for piece in pieces) + folder.finish()


@pytest.mark.parametrize(
    "printed, kept",
    [
        ("a\nb\n", "a\nb\n"),
        ("a\r\nb\r\n", "a\nb\n"),
        ("no newline", "no newline"),
        ("1%\r2%\r100%\n", "100%\n"),
        ("long line\rshort\n", "shortline\n"),
        ("long line\r\x1b[Kshort\n", "short\n"),
        ("long line\x1b[2K\rshort\n", "short\n"),
        ("typo\b\b\b\bword\n", "word\n"),
        ("\x1b[1;31mred\x1b[0m text\n", "red text\n"),
        ("\x1b]0;title\x07shown\n", "shown\n"),
        ("\x1b]8;;http://a\x1b\\link\x1b]8;;\x1b\\\n", "link\n"),
        ("\x1b[?25lhidden cursor\x1b[?25h\n", "hidden cursor\n"),
        ("a\tb\x07\x00\n", "a\tb\n"),
        ("\x1b[5Gcolumn\n", "    column\n"),
        ("", ""),
    ],
)
def test_one_line_at_a_time(printed, kept):
    assert shown(printed) == kept


@pytest.mark.parametrize("printed", ["\x1b[1;31mred\x1b[0m\r\nbar 1\rbar 2\n", "\x1b]0;title\x1b\\x\n", "é\x1b(B\x1b[2Kgone\rx\n"])
def test_pieces_of_any_size_give_the_same(printed):
    assert shown(*printed) == shown(printed)


def test_lines_are_given_away_as_they_end():
    folder = Folder()
    assert [folder.feed(piece) for piece in ("a", "b\nc", "\n", "d")] == ["", "ab\n", "c\n", ""]


def test_several_bars_fold_to_their_last_state():
    pieces = []
    for step in range(100):
        pieces += ["\router %d" % step, "\n", "\rinner %d" % step, "\x1b[A"]
    lines = shown(*pieces, "\n", "\n", "done\n").splitlines()
    assert lines[-3:] == ["outer 99", "inner 99", "done"]
    # The first line had been given away before anybody could know.
    assert len(lines) == 4


def test_a_live_table_folds_to_its_last_state():
    def draw(step):
        return "".join("\x1b[2K row %d: %d\n" % (row, step) for row in range(5))

    lines = shown(draw(0), *("\x1b[5A" + draw(step) for step in range(1, 50))).splitlines()
    assert lines[-5:] == [" row %d: 49" % row for row in range(5)]
    assert len(lines) <= 10


def test_a_line_without_end_is_given_away_in_pieces():
    folder = Folder()
    given = "".join(folder.feed("x" * 1000) for _ in range(200))
    assert len(given) > LINE_LIMIT
    assert given + folder.finish() == "x" * 200000


def test_what_is_left_unfinished_is_not_lost():
    assert shown("text\x1b[3") == "text"


def test_a_line_that_goes_on_after_its_beginning_was_given_away():
    folder = Folder()
    assert folder.feed("loading") == ""
    assert folder.open_line() == "loading"
    assert (folder.has_open_line, folder.open_line()) == (False, "")
    assert folder.feed(" done\nnext") == " done\n"


def test_what_goes_over_a_beginning_that_was_given_away_is_a_new_line():
    folder = Folder()
    folder.feed("10%")
    assert folder.open_line() == "10%"
    assert folder.feed("\r20%") + folder.feed("\r99%\n") == "\n99%\n"


def test_the_end_of_a_line_in_windows_manner_goes_over_nothing():
    folder = Folder()
    folder.feed("loading")
    folder.open_line()
    assert folder.feed(" done\r\n") == " done\n"


def test_a_progress_bar_is_not_given_away_before_its_end():
    folder = Folder()
    folder.feed("\r10%")
    assert (folder.has_open_line, folder.open_line()) == (False, "")
    assert folder.feed("\r20%\n") == "20%\n"
