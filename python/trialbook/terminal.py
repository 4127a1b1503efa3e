"""The output of a program in a terminal, recorded with that of its native code and its children."""

import json
import os
import select
import signal
import socket
import sys
import termios
import threading
import time
from typing import Any, Dict, List, Optional

from .descriptors import set_apart
from .relay import FOR_THE_PROGRAM, STDERR_MARK, STDOUT_MARK, Relay, copy_size, order_mark
from .run import Run
from .streams import flush, flush_ready, record_stream

#: How long a program waits for the relay to have passed on what it has printed.
ANSWER_SECONDS = 2.0
#: When the relay has died: a pause in the output, and how long one is waited for.
PAUSE_SECONDS = 0.05
TAKE_OVER_SECONDS = 2.0


class TerminalOutput:
    """Gives this process a terminal of its own in place of the one it writes to; another process, the relay, passes what is
    printed there to the real one and records it. Reading is as before: stdin stays the real terminal.

    If the relay dies, this process takes the real terminal back.
    """

    #: ``stdout``, and ``stderr`` where it is the same terminal.
    names: List[str]

    @staticmethod
    def start() -> "Optional[TerminalOutput]":
        """None where stdout is no terminal, or another one can't be had. To be called before there are threads."""
        try:
            if not (os.isatty(1) and sys.stdout.fileno() == 1) or sys.gettrace() is not None or "pydevd" in sys.modules:
                # Debuggers follow forks.
                return None
            names = ["stdout"]
            if os.isatty(2) and os.fstat(2).st_rdev == os.fstat(1).st_rdev and sys.stderr.fileno() == 2:
                names.append("stderr")
            master, slave = os.openpty()
        except (OSError, AttributeError, ValueError):
            return None
        try:
            return TerminalOutput(names, master, slave)
        except (OSError, termios.error):
            os.close(master)
            os.close(slave)
            return None

    def __init__(self, names: List[str], master: int, slave: int):
        self.names = names
        self._pid = os.getpid()
        flush("stdout", "stderr")
        settings = termios.tcgetattr(1)
        # The real terminal goes on turning newlines into what it needs; twice would be once too often.
        settings[1] &= ~termios.OPOST
        termios.tcsetattr(slave, termios.TCSANOW, settings)
        copy_size(1, slave)
        orders, theirs = socket.socketpair()
        real = os.dup(1)
        _start_relay(master, real, theirs, keep={master, real, theirs.fileno()})
        theirs.close()
        self._orders = _Kept(set_apart(orders.detach()))
        self._master = _Kept(set_apart(master))
        self._real = _Kept(set_apart(real))
        # Opened again, so that marks never wait where the program's own output would.
        self._marked = _Kept(set_apart(os.open(os.ttyname(slave), os.O_WRONLY | os.O_NOCTTY | os.O_NONBLOCK)))
        self._number = 0
        self._waiting: Dict[int, threading.Event] = {}
        self._relayed = True
        self._taken_over = threading.Event()
        for fd in self._fds():
            os.dup2(slave, fd)
        os.close(slave)
        if "stderr" in names:
            # Only Python's own stderr can be told from stdout, where both are one terminal.
            record_stream("stderr", around=self._marks)
        os.register_at_fork(after_in_child=self._let_go)
        threading.Thread(target=self._hear, name="trialbook-terminal", daemon=True).start()

    def follow(self, run: Run) -> None:
        """Record into ``run`` until it ends; then again into the run around it."""
        journal = os.path.join(os.path.abspath(run.store_dir), "journal")
        self._order(0, begin=run.run_id, journal=journal, encoding=sys.stdout.encoding)
        run.at_end(lambda: self._order(ANSWER_SECONDS, end=run.run_id))

    def finish(self) -> None:
        """See that all that was printed is on the real terminal, and write there directly from now on."""
        if os.getpid() == self._pid:
            self._order(ANSWER_SECONDS)
            if self._relayed:
                self._return_terminal()
            else:
                self._taken_over.wait(TAKE_OVER_SECONDS + ANSWER_SECONDS)

    def _fds(self) -> List[int]:
        return [1, 2][: len(self.names)]

    def _marks(self) -> Any:
        # The program may have pointed its stderr elsewhere, where marks would be seen.
        return (STDERR_MARK, STDOUT_MARK) if self._relayed and self._marked.same_as(2) else None

    def _order(self, seconds: float, **order: str) -> None:
        """Tell the relay something about the output from here on, and wait at most so long for it to have got here."""
        if not self._relayed or os.getpid() != self._pid:
            return
        flush_ready(*self.names)
        self._number += 1
        number = self._number
        done = self._waiting[number] = threading.Event()
        try:
            if self._orders.alive() and self._marked.alive():
                self._send(json.dumps({"n": number, **order}).encode() + b"\n")
                self._mark(order_mark(number))
                done.wait(seconds)
        except OSError:
            # The relay is gone, or nobody reads the terminal.
            pass
        self._waiting.pop(number, None)

    def _send(self, order: bytes) -> None:
        while order:
            order = order[os.write(self._orders.fd, order) :]

    def _mark(self, mark: bytes) -> None:
        while mark:
            if not select.select([], [self._marked.fd], [], ANSWER_SECONDS)[1]:
                raise BlockingIOError
            mark = mark[os.write(self._marked.fd, mark) :]

    def _hear(self) -> None:
        unread = b""
        while True:
            try:
                received = os.read(self._orders.fd, 4096)
            except OSError:
                received = b""
            if not received:
                break
            *numbers, unread = (unread + received).split(b"\n")
            for number in numbers:
                done = self._waiting.get(int(number))
                if done:
                    done.set()
        self._take_over()

    def _take_over(self) -> None:
        """Be the relay, without a record: until there is a pause and the real terminal can be taken back with nothing on
        the way to it, then for the children, who still have the other one."""
        self._relayed = False
        for done in list(self._waiting.values()):
            done.set()
        try:
            until = time.monotonic() + TAKE_OVER_SECONDS
            while time.monotonic() < until and self._is_waiting(PAUSE_SECONDS):
                self._pump()
            self._return_terminal()
            while self._is_waiting(0):
                self._pump()
            self._taken_over.set()
            self._marked.close()
            while True:
                self._pump()
        except (OSError, ValueError):
            # Nobody has the other terminal any more, or the program has closed what is ours.
            self._return_terminal()
            self._taken_over.set()

    def _is_waiting(self, seconds: float) -> bool:
        return bool(select.select([self._master.fd], [], [], seconds)[0])

    def _pump(self) -> None:
        if not (self._master.alive() and self._real.alive()):
            raise BrokenPipeError
        data = os.read(self._master.fd, 65536)
        while data:
            data = data[os.write(self._real.fd, data) :]

    def _return_terminal(self) -> None:
        self._relayed = False
        for fd in self._fds():
            try:
                if self._marked.same_as(fd) and self._real.alive():
                    os.dup2(self._real.fd, fd)
            except OSError:
                # Closed in between.
                pass

    def _let_go(self) -> None:
        """In a forked child: only what it prints to is shared."""
        for kept in (self._master, self._real, self._orders):
            kept.close()


class _Kept:
    """A file descriptor of ours. A program may close all that it did not open, and get the number for a file of its
    own, which must not be touched."""

    def __init__(self, fd: int):
        self.fd = fd
        self._stat = os.fstat(fd)

    def alive(self) -> bool:
        return self.same_as(self.fd)

    def same_as(self, fd: int) -> bool:
        """Whether ``fd`` leads to the same."""
        try:
            return os.path.samestat(os.fstat(fd), self._stat)
        except OSError:
            return False

    def close(self) -> None:
        try:
            if self.alive():
                os.close(self.fd)
        except OSError:
            # Closed in between.
            pass


def _start_relay(master: int, terminal: int, orders: socket.socket, keep: "set[int]") -> None:
    """Fork it off as nobody's child, so that the program can wait for all of its own."""
    program = os.getpid()
    # A program may be over, and its terminal with it, before the relay has come to say what it does not listen to.
    before = signal.pthread_sigmask(signal.SIG_BLOCK, FOR_THE_PROGRAM)
    try:
        child = os.fork()
        if child:
            os.waitpid(child, 0)
    finally:
        if os.getpid() == program:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
    if child:
        return
    try:
        if os.fork() == 0:
            nothing = os.open(os.devnull, os.O_RDWR)
            for fd in (0, 1, 2):
                os.dup2(nothing, fd)
            # Whatever else the program was given would stay open with it.
            for fd in _open_fds():
                if fd > 2 and fd not in keep:
                    os.close(fd)
            os.chdir("/")
            Relay(master, terminal, orders, program).run()
    finally:
        os._exit(0)


def _open_fds() -> List[int]:
    found = []
    for fd in map(int, os.listdir("/dev/fd")):
        try:
            os.fstat(fd)
            found.append(fd)
        except OSError:
            # The one through which the folder was listed.
            pass
    return found
