"""A folder with scripts that tests run, in real processes, and what was recorded there."""

import fcntl
import json
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import textwrap
import time
from pathlib import Path
from typing import Any, Dict, List, NamedTuple, Optional

CLIENT = str(Path(__file__).resolve().parent.parent)


class Ended(NamedTuple):
    """What a process printed, and its exit status (negative: the signal that ended it)."""

    out: str
    err: str
    status: int


class Workspace:
    def __init__(self, folder: Path):
        self.folder = folder
        self.store = folder / ".trialbook"
        self.store.mkdir()
        dropped = re.compile(r"TRIALBOOK_.*|PYTHON.*|GIT_.*|RANK|WORLD_SIZE|COLUMNS|LINES")
        self.env = {name: value for name, value in os.environ.items() if not dropped.fullmatch(name)}
        self.env.update(PYTHONPATH=CLIENT, GIT_CONFIG_GLOBAL=os.devnull, GIT_CONFIG_SYSTEM=os.devnull)

    def script(self, text: str, name: str = "train.py") -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(textwrap.dedent(text))
        return path

    def python(self, *arguments: str, **options: Any) -> Ended:
        """``python arguments``, its streams being pipes."""
        options = {"input": "", "env": self.env, **options}
        done = subprocess.run([sys.executable, *arguments], cwd=self.folder, capture_output=True, text=True, timeout=30, **options)
        return Ended(done.stdout, done.stderr, done.returncode)

    def tracked(self, *arguments: str, **options: Any) -> Ended:
        """``python -m trialbook run arguments``, its streams being pipes."""
        return self.python("-m", "trialbook", "run", *arguments, **options)

    def started(self, *arguments: str, **options: Any) -> "subprocess.Popen[str]":
        """``python arguments``, going on."""
        options = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "env": self.env, **options}
        return subprocess.Popen([sys.executable, *arguments], cwd=self.folder, text=True, **options)

    def shell(self, command: str) -> Ended:
        """A command line in which ``python`` is this one."""
        env = {**self.env, "PATH": os.path.dirname(sys.executable) + os.pathsep + self.env.get("PATH", "")}
        done = subprocess.run(["bash", "-c", command], cwd=self.folder, env=env, capture_output=True, text=True, timeout=30)
        return Ended(done.stdout, done.stderr, done.returncode)

    def terminal(self, *arguments: str) -> "Terminal":
        """``python arguments`` in a terminal of 33 lines and 99 columns."""
        return Terminal(self, arguments)

    def records(self, type: Optional[str] = None) -> List[Dict[str, Any]]:
        """All records, journal after journal, in the order in which the journals were begun; each knows its ``run``."""
        journals = []
        for path in (self.store / "journal").glob("*.jsonl"):
            lines = [json.loads(line) for line in path.read_text().splitlines() if line]
            if lines:
                journals.append([{**line, "run": lines[0]["run"], "pid": lines[0]["pid"]} for line in lines])
        journals.sort(key=lambda lines: lines[0]["time"])
        return [line for lines in journals for line in lines if type in (None, line["type"])]

    def record(self, type: str) -> Dict[str, Any]:
        """The one record of that type."""
        (found,) = self.records(type)
        return found

    def log(self, stream: str = "stdout") -> str:
        """The recorded output of a stream."""
        return "".join(record["text"] for record in self.records("output") if record["stream"] == stream)

    def params(self, source: str) -> Dict[str, str]:
        """The recorded params of a source."""
        return {name: value for record in self.records("params") if record["source"] == source for name, value in record["values"].items()}


class Terminal:
    """A process in the foreground of a terminal, and what the terminal was told to show."""

    def __init__(self, workspace: Workspace, arguments: Any):
        self.fd, slave = pty.openpty()
        self.resize(33, 99)

        def in_front() -> None:
            os.setsid()
            fcntl.ioctl(0, termios.TIOCSCTTY, 0)

        self.process = subprocess.Popen(
            [sys.executable, *arguments], cwd=workspace.folder, env=workspace.env, stdin=slave, stdout=slave, stderr=slave, preexec_fn=in_front
        )
        os.close(slave)
        self.shown = ""

    def resize(self, rows: int, columns: int) -> None:
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def type(self, text: str) -> None:
        os.write(self.fd, text.encode())

    def wait_for(self, text: str) -> None:
        """Until the terminal has shown ``text``."""
        while text not in self.shown:
            assert self._read(), "the process ended without showing %r, but %r" % (text, self.shown)

    def ended(self) -> Ended:
        """Wait for the end of the process and of all that it shows."""
        while self._read():
            pass
        os.close(self.fd)
        return Ended(self.shown, "", self.process.wait(timeout=30))

    def _read(self) -> bool:
        ready, _, _ = select.select([self.fd], [], [], 30)
        assert ready, "nothing was shown for 30 s after %r" % self.shown
        try:
            data = os.read(self.fd, 65536)
        except OSError:
            return False
        self.shown += data.decode()
        return bool(data)


def eventually(condition: Any, what: str) -> Any:
    """Wait until ``condition()`` gives something true, and return it."""
    until = time.monotonic() + 30
    while time.monotonic() < until:
        found = condition()
        if found:
            return found
        time.sleep(0.02)
    raise AssertionError("never came: " + what)


