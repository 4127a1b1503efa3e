"""The real terminal, when nobody reads it."""

import os
import termios
import tty

import pytest
from trialbook.screen import WAITING_LIMIT, Screen


@pytest.fixture
def terminal():
    """A terminal that takes some thousand bytes until somebody reads them: the reader's end, and that of programs."""
    reader, program = os.openpty()
    tty.setraw(program, termios.TCSANOW)
    yield reader, program
    for fd in (reader, program):
        try:
            os.close(fd)
        except OSError:
            pass


def read_while(reader, screen):
    """What can be read as long as the screen catches up."""
    shown = b""
    os.set_blocking(reader, False)
    while True:
        try:
            shown += os.read(reader, 65536)
        except BlockingIOError:
            if screen.late is None:
                return shown
        screen.catch_up()


def test_what_nobody_reads_holds_up_nobody_and_is_shown_later(terminal):
    reader, program = terminal
    screen = Screen(program, patience=0.05)
    text = b"".join(b"%06d\n" % number for number in range(30000))
    for start in range(0, len(text), 7000):
        screen.write(text[start : start + 7000])
    assert screen.late is not None
    assert read_while(reader, screen) == text


def test_of_much_that_waits_the_last_is_shown(terminal):
    reader, program = terminal
    screen = Screen(program, patience=0.05)
    for number in range(WAITING_LIMIT // 10 * 3):
        screen.write(b"%09d\n" % number)
    shown = read_while(reader, screen)
    assert len(shown) < WAITING_LIMIT * 2
    assert shown.endswith(b"%09d\n" % number)


def test_the_program_keeps_its_own_mode(terminal):
    _, program = terminal
    Screen(program)
    assert os.get_blocking(program)


def test_a_terminal_that_is_gone_takes_everything(terminal):
    reader, program = terminal
    screen = Screen(program, patience=0.05)
    os.close(reader)
    screen.write(b"to nobody")
    assert screen.late is None
