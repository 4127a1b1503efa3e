"""How much of what is printed is kept."""

import pytest

from trialbook.notebook.stream_text import HEAD, TAIL, StreamText, shortened


def kept(*pieces):
    """The texts that are written while it is printed, and at its end."""
    stream = StreamText()
    written = []
    for piece in pieces:
        stream.feed(piece)
        written.append((stream.due(), 0))
    return [each for each in written + stream.finish() if each != ("", 0)]


def test_lines_can_be_written_as_they_end():
    assert kept("loss ", "0.5\nloss 0.25", "\n") == [("loss 0.5\n", 0), ("loss 0.25\n", 0)]


def test_a_line_that_does_not_end_comes_at_the_end():
    assert kept("loss 0.5") == [("loss 0.5", 0)]


def test_a_line_that_is_rewritten_is_what_it_is_in_the_end():
    assert kept("10 %\r", "50 %\r", "100 %\n") == [("100 %\n", 0)]


def test_what_fits_is_whole():
    text = "".join("%063d\n" % number for number in range((HEAD + TAIL) // 64))
    assert "".join(piece for piece, _ in kept(text)) == text


@pytest.mark.parametrize("size", [1, 1000, 300_000, 5_000_000])
def test_what_does_not_fit_loses_its_middle_whatever_the_pieces(size):
    text = "".join("%063d\n" % number for number in range(100_000))
    pieces = kept(*(text[start : start + size] for start in range(0, len(text), size))) if size > 1 else kept(*text.splitlines(True))
    joined = "".join(piece for piece, _ in pieces)
    assert joined == text[:HEAD] + text[-TAIL:]
    assert [cut for _, cut in pieces if cut] == [len(text) - HEAD - TAIL] and pieces[-1][1]


def test_a_text_is_shortened_in_the_proportion_of_the_two_ends():
    assert shortened("a" * 10 + "b" * 10, 8) == ("aaaaaabb", 12)


def test_nothing_may_be_left_of_a_text():
    assert shortened("abc", 0) == ("", 3)
