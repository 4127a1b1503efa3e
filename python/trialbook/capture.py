"""What is recorded around a run without being asked for: command, code, environment, machine, data files, output."""

import getpass
import os
import sys
import threading
import time
from typing import Any, Callable, Dict, List, Optional

# All that the threads use is imported here: a module that a thread is importing while the program forks stays locked in
# the child for ever.
from .environment import read_environment
from .files import OpenedFiles, unnoticed
from .gitstate import GitState
from .gpu import Gpus
from .modules import ImportedModules
from .run import Run
from .secrets import masked_argv
from .snapshot import Watch
from .system import SystemSampler

#: The user's next line waits at most so long for git, and until what it may change has been read.
GIT_SECONDS = 2.0
#: Seconds to the first look at machine and files, and between later ones.
FIRST_LOOK_SECONDS = 1.0
LOOK_SECONDS = 5.0

#: Called with each run that this process opens: ``python -m trialbook run`` records arguments and output so.
followers: List[Callable[[Run], None]] = []

#: Whether machine and data files are watched here. Not where another process does what the run does, and watches itself.
watching = True


def at_start(run: Run, joined: bool = False) -> None:
    """Record what is around ``run``, from its start to its end. Called by ``start_run``; what may be slow goes on in a
    thread. A process that only joined the run records nothing here: the one that opened it did. But a kernel
    whose run another program has opened (``joined``) is where the work is done: what it opens and needs is the run's."""
    if not run.owner:
        return
    opening = () if joined else (*followers, _record_command, _record_git)
    for part in (*opening, *((_look,) if watching else ())):
        try:
            part(run)
        except Exception as error:
            _give_up(run, error)


def command(notebook: Optional[str] = None) -> Dict[str, Any]:
    """The fields of a ``command`` record. ``argv`` after ``interpreter`` is what starts the same again. ``notebook``: the
    file that stands for the script."""
    try:
        user: Optional[str] = getpass.getuser()
    except Exception:
        # A container's user may have no name.
        user = None
    main = sys.modules.get("__main__")
    spec = getattr(main, "__spec__", None)
    if spec is not None:
        name = spec.name[: -len(".__main__")] if spec.name.endswith(".__main__") else spec.name
        argv = ["-m", name] + masked_argv(sys.argv[1:])
    elif sys.argv and os.path.basename(sys.argv[0]) == "ipykernel_launcher.py":
        # Its arguments name the connection of this very kernel.
        argv = ["-m", "ipykernel_launcher"]
    else:
        argv = masked_argv(sys.argv)
    script = notebook or _script()
    return {"argv": argv, "cwd": _cwd(), "script": script, "user": user, "interpreter": sys.executable or None}


def _record_command(run: Run) -> None:
    run.record("command", **command(run.script))


def _record_git(run: Run) -> None:
    """The state and the files as they are now: the user's next line may change them."""
    script = run.script or _script()
    folder = os.path.dirname(script) if script else _cwd()
    if folder is None:
        return run.record("git", problem="the current folder is gone")
    read = threading.Event()
    watch = Watch(read.set)
    state = GitState(folder, watch)
    record = _WrittenOnce(run, "git")

    def work() -> None:
        with unnoticed():
            fields = state.read(run.store_dir)
        record.write(fields)

    def otherwise() -> None:
        record.write({**state.fields, "problem": "the process ended before its snapshot was taken"})

    run.background(work, "git", otherwise)
    read.wait(GIT_SECONDS)
    watch.went_on_ns = time.time_ns()


def _look(run: Run) -> None:
    """Watch machine, data files and modules while the run is open."""
    workspace = os.path.dirname(run.store_dir)
    files = OpenedFiles(workspace, run.record)
    modules = ImportedModules(workspace, run.record)
    environment = _Environment(run)
    over = threading.Event()

    def end() -> None:
        # Not in a forked child, which leaves the run without having watched it.
        if run.owner:
            over.set()
            files.stop()
            modules.look()
            environment.record()

    run.at_end(end)
    files.start()
    # Not the run's own kind of background work, whose end a process waits for: a sleeping GPU driver may take seconds.
    threading.Thread(target=_keep_looking, args=(run, environment, files, modules, over), name="trialbook-look", daemon=True).start()


def _keep_looking(run: Run, environment: "_Environment", files: OpenedFiles, modules: ImportedModules, over: threading.Event) -> None:
    try:
        sampler = SystemSampler()
        gpus = Gpus.open()
        if not over.is_set():
            environment.record(gpus)
        pause = FIRST_LOOK_SECONDS
        while not over.wait(pause):
            pause = LOOK_SECONDS
            values = sampler.sample()
            if not run.resting:
                if gpus:
                    values.update(gpus.sample())
                if not over.is_set():
                    run.log_metrics(values)
            modules.look()
            files.tick()
    except Exception as error:
        if not over.is_set():
            _give_up(run, error)


def _give_up(run: Run, error: Exception) -> None:
    run.record("problem", code="capture", message="%s: %s" % (type(error).__name__, error))


class _Environment:
    """The ``environment`` record, written once: with the GPUs when the driver has answered, or without at the end."""

    def __init__(self, run: Run):
        self._record = _WrittenOnce(run, "environment")

    def record(self, gpus: Any = None) -> None:
        if not self._record.is_due():
            return
        with unnoticed():
            fields = read_environment(gpus)
        self._record.write(fields)


class _WrittenOnce:
    """A record that a thread writes, or the end of the run or the process."""

    def __init__(self, run: Run, type: str):
        self._run = run
        self._type = type
        self._due: List[bool] = [True]
        self._written = threading.Event()

    def is_due(self) -> bool:
        """Whether it is still to be written; if not, it is written when this returns."""
        if not self._due:
            self._written.wait(0.5)
            return False
        return True

    def write(self, fields: Dict[str, Any]) -> None:
        """Write it, unless it was."""
        try:
            self._due.pop()
        except IndexError:
            # The other side was faster; but it may be a daemon, and the process may end between its taking and its writing.
            self._written.wait(0.5)
            return
        self._run.record(self._type, **fields)
        self._written.set()


def _script() -> Optional[str]:
    """The absolute path of the program that runs, if it is a file."""
    path = getattr(sys.modules.get("__main__"), "__file__", None)
    return os.path.abspath(path) if path else None


def _cwd() -> Optional[str]:
    try:
        return os.getcwd()
    except OSError:
        return None
