"""A sweep: one run for every combination of values, all children of a run of the kind ``sweep``."""

import csv
import itertools
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from typing import Any, Dict, List, NamedTuple, Optional, Sequence, Tuple

from . import starting
from .folding import Folder
from .program import Program
from .runner import Order

#: After Ctrl-C the children, which got it too, have so long to end before they are told to.
CTRL_C_SECONDS = 3.0
#: After that they are killed.
TERMINATE_SECONDS = 10.0

#: A name and the texts it takes.
Dimension = Tuple[str, List[str]]


class _Stopped(BaseException):
    """A signal asked this process to end."""

    def __init__(self, number: int):
        super().__init__(number)
        self.number = number


class Child(NamedTuple):
    """One combination, and the process that tries it."""

    values: Dict[str, str]
    process: "subprocess.Popen[bytes]"


def dimension(text: str) -> Dimension:
    """``lr=0.1,0.01`` as a name and its values; a value with a comma or quotes is quoted as in CSV. Raises ValueError."""
    name, equals, values = text.partition("=")
    if not equals or not name or name.startswith("-"):
        raise ValueError("--sweep needs NAME=VALUE,VALUE…, not %r" % text)
    try:
        (found,) = list(csv.reader([values], skipinitialspace=True, strict=True)) or [[]]
    except csv.Error:
        raise ValueError("--sweep %s: a quote is not closed, or something follows it: %s" % (name, values)) from None
    if not found:
        raise ValueError("--sweep %s has no values" % name)
    return name, found


def combinations(dimensions: Sequence[Dimension]) -> List[Dict[str, str]]:
    """Every combination, the last dimension changing fastest."""
    names = [name for name, _ in dimensions]
    return [dict(zip(names, values)) for values in itertools.product(*(values for _, values in dimensions))]


def arguments_for(arguments: Sequence[str], values: Dict[str, str]) -> List[str]:
    """The program's arguments with these values: in place of ``{name}`` where that stands, else as ``--name value`` at the end."""
    result = list(arguments)
    rest: List[str] = []
    for name, value in values.items():
        mark = "{%s}" % name
        if any(mark in argument for argument in result):
            result = [argument.replace(mark, value) for argument in result]
        else:
            # What begins with a dash would be taken for another option.
            rest += ["--%s=%s" % (name, value)] if value.startswith("-") else ["--" + name, value]
    return result + rest


class Sweep:
    """Runs ``order`` once for each combination, ``jobs`` at a time."""

    def __init__(self, order: Order, dimensions: Sequence[Dimension], jobs: int, argv: Sequence[str]):
        """``argv``: what follows ``python`` to start this sweep."""
        self._order = order
        self._dimensions = dimensions
        self._combinations = combinations(dimensions)
        self._jobs = jobs
        self._argv = argv
        self._running: List[Child] = []
        self._ended: "queue.Queue[Child]" = queue.Queue()
        self._failed = 0
        self._done = 0
        self._printing = threading.Lock()

    def run(self) -> int:
        """Returns the exit status: 0 if every run succeeded. Raises CannotRun where there is no program."""
        # Store and code are looked for from the program, which itself runs in other processes only.
        experiment = self._order.experiment
        if self._order.is_notebook:
            from .notebook import headless

            headless.stand_for(headless.prepare(self._order._replace(params=self._combinations[0])).notebook)
            experiment = headless.experiment_of(self._order)
        else:
            Program(self._order.target, self._order.is_module, [])
            sys.modules["__main__"].__spec__ = None
        sys.argv = list(self._argv)
        for name in ("SIGTERM", "SIGHUP"):
            number = getattr(signal, name, None)
            if number is not None and signal.getsignal(number) is signal.SIG_DFL:
                signal.signal(number, _stop)
        order = self._order
        run = starting.start(name=order.name, experiment=experiment, tags=order.tags, kind="sweep")
        run.log_params({name: ", ".join(values) for name, values in self._dimensions}, source="sweep")
        try:
            self._try_all()
        except (KeyboardInterrupt, _Stopped) as stopped:
            number = stopped.number if isinstance(stopped, _Stopped) else int(signal.SIGINT)
            self._stop_children(CTRL_C_SECONDS if number == signal.SIGINT else 0)
            self._say("stopped; %d of %d runs had ended" % (self._done, len(self._combinations)))
            run.end("KILLED", exit_code=128 + number)
            return 128 + number
        said = "%d of %d runs failed" % (self._failed, len(self._combinations))
        if self._failed:
            self._say(said)
            run.end("FAILED", exit_code=1, error={"type": "SweepFailed", "message": said, "traceback": ""})
            return 1
        self._say("%d runs" % len(self._combinations))
        run.end("FINISHED", exit_code=0)
        return 0

    def _try_all(self) -> None:
        for number, values in enumerate(self._combinations, 1):
            while len(self._running) >= self._jobs:
                self._wait_for_one()
            self._say("%d/%d  %s" % (number, len(self._combinations), _shown(values)))
            self._start(values)
        while self._running:
            self._wait_for_one()

    def _start(self, values: Dict[str, str]) -> None:
        alone = self._jobs == 1
        environment = {name: value for name, value in os.environ.items() if name not in ("TRIALBOOK_RUN_ID", "TRIALBOOK_RUN_OWNER")}
        if not alone and sys.stdout is not None and sys.stdout.isatty():
            # Somebody looks on; a pipe would hold back what they wait for.
            environment["PYTHONUNBUFFERED"] = "1"
        streams: Dict[str, Any] = {} if alone else {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        process = subprocess.Popen(self._command(values), env=environment, **streams)
        child = Child(values, process)
        self._running.append(child)
        readers = [
            threading.Thread(target=self._pass_on, args=(values, source, target), daemon=True)
            for source, target in ((process.stdout, "stdout"), (process.stderr, "stderr"))
            if source is not None
        ]
        for reader in readers:
            reader.start()

        def wait() -> None:
            process.wait()
            for reader in readers:
                # A grandchild may keep the pipe open for as long as it likes.
                reader.join(1.0)
            self._ended.put(child)

        threading.Thread(target=wait, daemon=True).start()

    def _command(self, values: Dict[str, str]) -> List[str]:
        order = self._order
        command = [sys.executable, *subprocess._args_from_interpreter_flags(), "-m", "trialbook", "run"]  # type: ignore[attr-defined]
        command += ["--name", _shown(values)]
        if not order.is_notebook:
            command += ["--output", order.output]
        if order.experiment:
            command += ["--experiment", order.experiment]
        for option, pairs in (("--tag", order.tags), ("--sweep-value", values)):
            for name, value in pairs.items():
                command += [option, "%s=%s" % (name, value)]
        if order.is_notebook:
            return command + [word for name, value in order.given.items() for word in ("-p", name, value)] + [order.target]
        return command + (["-m"] if order.is_module else []) + [order.target, *arguments_for(order.arguments, values)]

    def _wait_for_one(self) -> None:
        # With a time limit, because Windows lets nothing interrupt a wait without one.
        while True:
            try:
                child = self._ended.get(timeout=1.0)
                break
            except queue.Empty:
                continue
        self._running.remove(child)
        self._done += 1
        if child.process.returncode != 0:
            self._failed += 1
            self._say("%s: %s" % (_shown(child.values), _ending(child.process.returncode)))

    def _stop_children(self, grace: float) -> None:
        for wait, tell in ((grace, "terminate"), (TERMINATE_SECONDS, "kill"), (TERMINATE_SECONDS, "kill")):
            try:
                self._wait_until(time.monotonic() + wait)
            except (KeyboardInterrupt, _Stopped):
                tell = "kill"
            for child in self._running:
                getattr(child.process, tell)()

    def _wait_until(self, deadline: float) -> None:
        while self._running and time.monotonic() < deadline:
            try:
                self._running.remove(self._ended.get(timeout=max(0.0, deadline - time.monotonic())))
            except queue.Empty:
                return

    def _pass_on(self, values: Dict[str, str], source: Any, target: str) -> None:
        """Print what one of several children prints, each line with what it belongs to."""
        folder = Folder()
        prefix = "[%s] " % _shown(values)
        for piece in iter(lambda: source.read1(65536), b""):
            self._print(prefix, folder.feed(piece.decode("utf-8", "replace")), target)
        self._print(prefix, folder.finish(), target)

    def _print(self, prefix: str, text: str, target: str) -> None:
        stream = getattr(sys, target)
        if text and stream is not None:
            with self._printing:
                try:
                    stream.write("".join(prefix + line + "\n" for line in text.rstrip("\n").split("\n")))
                    stream.flush()
                except (OSError, ValueError):
                    # Nobody reads any more; the runs go on.
                    pass

    def _say(self, text: str) -> None:
        self._print("trialbook: ", text, "stderr")


def _shown(values: Dict[str, str]) -> str:
    return " ".join("%s=%s" % pair for pair in values.items())


def _ending(status: int) -> str:
    try:
        return "exit status %d" % status if status > 0 else "ended by %s" % signal.Signals(-status).name
    except ValueError:
        return "ended by signal %d" % -status


def _stop(number: int, frame: Optional[Any]) -> None:
    raise _Stopped(number)
