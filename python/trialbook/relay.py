"""The process between a program's terminal of its own and the real one: passes on what comes, and records it."""

import errno
import fcntl
import json
import os
import re
import select
import signal
import socket
import termios
from typing import Any, Callable, List, Optional, Tuple

from .journal import Writer
from .output_record import OutputRecord
from .screen import Screen

# Marks in the stream itself say where a change is to happen: they can't be overtaken by what they are about. They are
# of a form that a terminal ignores, should one ever get there.
STDERR_MARK = b"\x1b]8473;e\x07"
STDOUT_MARK = b"\x1b]8473;o\x07"
_MARK = re.compile(rb"\x1b\]8473;(e|o|\d+)\x07")
_BEGINNING_OF_MARK = re.compile(rb"\x1b(\](8(4(7(3(;(\d*|[eo]))?)?)?)?)?)?\Z")
#: How long something that looks like the beginning of a mark waits for its end.
MARK_SECONDS = 0.02

#: Ctrl-C and the like: the relay stays until the program is gone.
FOR_THE_PROGRAM = frozenset(
    (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT, signal.SIGTSTP, signal.SIGTTOU, signal.SIGTTIN, signal.SIGPIPE)
)


def order_mark(number: int) -> bytes:
    """The mark where the order ``number`` applies."""
    return b"\x1b]8473;%d\x07" % number


def copy_size(source: int, target: int) -> None:
    """Give one terminal the size of another."""
    try:
        fcntl.ioctl(target, termios.TIOCSWINSZ, fcntl.ioctl(source, termios.TIOCGWINSZ, b"\0" * 8))
    except OSError:
        pass


class Relay:
    """``run`` begins with the signals of ``FOR_THE_PROGRAM`` blocked, and lives until nobody holds the program's terminal any more, so that what its own children print last passes too.

    Orders come over ``orders`` as lines of JSON, each with a number, and apply where the mark of that number is in the
    stream: ``{"n":1,"begin":<run id>,"journal":<folder>,"encoding":"utf-8"}``, ``{"n":2,"end":<run id>}``, ``{"n":3}``. Each is answered by
    its number.
    """

    def __init__(self, master: int, terminal: int, orders: socket.socket, program: int):
        self._master = master
        self._terminal = terminal
        self._screen = Screen(terminal)
        self._orders: Optional[socket.socket] = orders
        self._program = program
        self._unread = b""
        self._followed = 0
        self._held = b""
        self._stream = "stdout"
        self._open: List[Tuple[str, Writer, OutputRecord]] = []

    def run(self) -> None:
        for number in FOR_THE_PROGRAM:
            signal.signal(number, signal.SIG_IGN)
        signal.signal(signal.SIGWINCH, self._resize)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, FOR_THE_PROGRAM)
        while self._step():
            pass
        for run_id, _, _ in list(self._open):
            self._end(run_id)
        self._screen.finish()

    def _step(self) -> bool:
        late = self._screen.late
        ready, writable, _ = select.select([self._master], [] if late is None else [late], [], MARK_SECONDS if self._held else None)
        if writable:
            self._screen.catch_up()
        if not ready:
            if writable:
                return True
            held, self._held = self._held, b""
            self._pass(held)
            return True
        try:
            data = os.read(self._master, 65536)
        except OSError as error:
            # Linux says EIO where macOS gives nothing.
            return error.errno == errno.EINTR
        if data:
            self._sort(self._held + data)
        return bool(data)

    def _sort(self, data: bytes) -> None:
        unfinished = _BEGINNING_OF_MARK.search(data)
        self._held = unfinished.group() if unfinished else b""
        end = len(data) - len(self._held)
        place = 0
        for mark in _MARK.finditer(data):
            self._pass(data[place : mark.start()])
            place = mark.end()
            name = mark.group(1)
            if name in (b"e", b"o"):
                self._stream = "stderr" if name == b"e" else "stdout"
            else:
                self._follow_orders(int(name))
        self._pass(data[place:end])

    def _pass(self, data: bytes) -> None:
        if not data:
            return
        self._screen.write(data)
        if self._open:
            self._open[-1][2].write(self._stream, data)

    def _follow_orders(self, number: int) -> None:
        # An order that a signal handler gave may have come before the one it interrupted.
        while self._orders is not None and self._followed < number:
            line, newline, rest = self._unread.partition(b"\n")
            if newline:
                self._unread = rest
                order = json.loads(line)
                self._follow(order)
                self._followed = order["n"]
                self._answer(self._followed)
                continue
            received = self._ask(lambda orders: orders.recv(65536))
            if not received:
                self._orders = None
            else:
                self._unread += received

    def _follow(self, order: Any) -> None:
        if "begin" in order:
            writer = Writer(order["journal"], order["begin"])
            self._open.append((order["begin"], writer, OutputRecord(writer.append_soon, order["encoding"], pauses=False)))
        elif "end" in order:
            self._end(order["end"])

    def _answer(self, number: int) -> None:
        if self._ask(lambda orders: orders.send(b"%d\n" % number)) is None:
            self._orders = None

    def _ask(self, talk: Callable[[socket.socket], Any]) -> Any:
        try:
            return talk(self._orders) if self._orders else None
        except OSError:
            return None

    def _end(self, run_id: str) -> None:
        for entry in [each for each in self._open if each[0] == run_id]:
            self._open.remove(entry)
            entry[2].finish()
            if entry[1].used:
                entry[1].append("leave")
            entry[1].close()

    def _resize(self, number: int, frame: Any) -> None:
        copy_size(self._terminal, self._master)
        # The program may have asked before its terminal knew.
        try:
            os.kill(self._program, signal.SIGWINCH)
        except OSError:
            pass
