"""The output of a program in a terminal, recorded with that of its native code and its children."""

import json
import os
import socket
import sys
import termios
import threading
from typing import Any, Dict, List, Optional

from .relay import STDERR_MARK, STDOUT_MARK, Relay, copy_size, order_mark
from .run import Run
from .streams import flush, record_stream

#: How long a program waits for the relay to have passed on what it has printed.
ANSWER_SECONDS = 2.0


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
            if not (os.isatty(1) and sys.stdout.fileno() == 1) or sys.gettrace() is not None:
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
        self._orders, theirs = socket.socketpair()
        self._real = os.dup(1)
        _start_relay(master, self._real, theirs, keep={master, self._real, theirs.fileno()})
        theirs.close()
        self._master = master
        self._slave = slave
        self._number = 0
        self._waiting: Dict[int, threading.Event] = {}
        self._relayed = True
        for fd in self._fds():
            os.dup2(slave, fd)
        if "stderr" in names:
            # Only Python's own stderr can be told from stdout, where both are one terminal.
            record_stream("stderr", around=self._marks)
        os.register_at_fork(after_in_child=self._let_go)
        threading.Thread(target=self._hear, name="trialbook-terminal", daemon=True).start()

    def follow(self, run: Run) -> None:
        """Record into ``run`` until it ends; then again into the run around it."""
        self._order(begin=run.run_id, journal=os.path.join(os.path.abspath(run.store_dir), "journal"))
        run.at_end(lambda: self._order(end=run.run_id))

    def finish(self) -> None:
        """See that all that was printed is on the real terminal, and write there directly from now on."""
        if os.getpid() == self._pid:
            self._order()
            self._return_terminal()

    def _fds(self) -> List[int]:
        return [1, 2][: len(self.names)]

    def _marks(self) -> Any:
        # The program may have pointed its stderr elsewhere, where marks would be seen.
        return (STDERR_MARK, STDOUT_MARK) if self._relayed and self._is_ours(2) else None

    def _is_ours(self, fd: int) -> bool:
        try:
            return os.path.samestat(os.fstat(fd), os.fstat(self._slave))
        except OSError:
            return False

    def _order(self, **order: str) -> None:
        if not self._relayed or os.getpid() != self._pid:
            return
        flush(*self.names)
        self._number += 1
        number = self._number
        done = self._waiting[number] = threading.Event()
        try:
            self._orders.sendall(json.dumps({"n": number, **order}).encode() + b"\n")
            os.write(self._slave, order_mark(number))
            done.wait(ANSWER_SECONDS)
        except OSError:
            # The program has closed what is ours, or the relay is gone.
            pass
        self._waiting.pop(number, None)

    def _hear(self) -> None:
        unread = b""
        while True:
            try:
                received = self._orders.recv(4096)
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
        self._return_terminal()
        for done in list(self._waiting.values()):
            done.set()
        # Children still have the other terminal.
        try:
            os.close(self._slave)
            while True:
                data = os.read(self._master, 65536)
                while data:
                    data = data[os.write(self._real, data) :]
        except OSError:
            pass

    def _return_terminal(self) -> None:
        self._relayed = False
        for fd in self._fds():
            if self._is_ours(fd):
                try:
                    os.dup2(self._real, fd)
                except OSError:
                    pass

    def _let_go(self) -> None:
        """In a forked child: only what it prints to is shared."""
        for fd in (self._master, self._real):
            try:
                os.close(fd)
            except OSError:
                pass
        self._orders.close()


def _start_relay(master: int, terminal: int, orders: socket.socket, keep: "set[int]") -> None:
    """Fork it off as nobody's child, so that the program can wait for all of its own."""
    program = os.getpid()
    child = os.fork()
    if child:
        os.waitpid(child, 0)
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
