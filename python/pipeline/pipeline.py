#!/usr/bin/env python3
"""Runs the steps of this pipeline, each in a Python process of its own, and only those whose result could be another one.

    python pipeline.py                     run what has changed, and what depends on it
    python pipeline.py --explain           say what would run, and why; run nothing
    python pipeline.py --set lr=0.01       with another parameter than in parameters.json, this time
    python pipeline.py --only train        run this step again, and before it only what it lacks
    python pipeline.py --from train        run this step and all that follow from it again
    python pipeline.py --force             run everything again
    python pipeline.py --list              the steps

A step's result is kept in .cache/<step>/ and used again as long as everything it was made from is as it was: the code of the
step (comments aside) and of the shared definitions it uses, its parameters, the contents of its inputs and of the files it has read,
the versions of the packages it imports, the random state it is given. A step that gives the same as before stops the
matter there: what follows does not run. Files that a step writes are kept too, and put back if they are gone. What an execution
showed is in .runs/<execution>/: report.html for all of it, and a folder a step with what that printed.

Not noticed: environment variables, what comes over the network, files of the system and of packages.

Exit status: 0 done, 1 a step failed, 2 it cannot be run like that, 3 another execution is at work, 130 or 143 stopped.
Needs Python 3.9 or later and nothing else; what the steps need is in requirements.txt.
"""

import argparse
import contextlib
import errno
import json
import os
import queue
import re
import secrets
import shutil
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from typing import Any, Dict, Iterator, List, Optional, Set, Tuple

from steps.shared.caching import Judge, Result, steps_after, steps_before
from steps.shared.ingredients import DamagedCode, digest_of, read_json, write_json
from steps.shared.report import put_together
from steps.shared.tracking import TrackedExecution


@dataclass(frozen=True)
class Step:
    """One step: the function of the same name in steps/<name>.py."""

    name: str
    title: str = ""
    #: variable → the step that makes it
    inputs: Dict[str, str] = field(default_factory=dict)
    #: those of the inputs that may be missing
    optional_inputs: List[str] = field(default_factory=list)
    #: variables that it returns, in this order
    outputs: List[str] = field(default_factory=list)
    #: those of the outputs that may be missing
    uncertain: List[str] = field(default_factory=list)
    #: outputs that share objects, and are stored in one file
    groups: Dict[str, List[str]] = field(default_factory=dict)
    parameters: List[str] = field(default_factory=list)
    #: random generator → the step after which it goes on; None: as a fresh process has it
    random: Dict[str, Optional[str]] = field(default_factory=dict)
    #: steps that must be done before, although no variable comes from them
    after: List[str] = field(default_factory=list)
    #: the notebook's cells that it is made of, counted from 0
    cells: List[int] = field(default_factory=list)

    @property
    def before(self) -> List[str]:
        """The steps that must be done before this one."""
        names = [*self.inputs.values(), *(name for name in self.random.values() if name), *self.after]
        return list(dict.fromkeys(names))

    @property
    def file(self) -> str:
        return os.path.join(FOLDER, "steps", f"{self.name}.py")

    @property
    def stored(self) -> Dict[str, List[str]]:
        """Name of a file → the outputs in it. Some systems take `x` and `X` for one file."""
        grouped = {name for names in self.groups.values() for name in names}
        files: Dict[str, List[str]] = {}
        for stem, names in [*self.groups.items(), *((name, [name]) for name in self.outputs if name not in grouped)]:
            while any(stem.casefold() == other.casefold() for other in files):
                stem += "_"
            files[stem] = names
        return files


# --- steps: begin
NOTEBOOK = "../notebook.ipynb"
WORK = ".."
PARAMETERS = "parameters.json"
SEED_STEPS: Optional[int] = None
STEPS: List[Step] = []
# --- steps: end

FOLDER = os.path.dirname(os.path.abspath(__file__))
#: The notebook's folder, where the steps run.
WORK_FOLDER = os.path.normpath(os.path.join(FOLDER, WORK))
CACHE = os.path.join(FOLDER, ".cache")
RUNS = os.path.join(FOLDER, ".runs")
DEFINITIONS = os.path.join(FOLDER, "steps", "shared", "definitions.py")
BY_NAME = {step.name: step for step in STEPS}

#: A step that is to stop is asked to, and after so long killed.
STOP_SECONDS = 5.0


class Refusal(Exception):
    """The pipeline cannot be run like that; the message says why, and what to do."""

    status = 2


class Busy(Refusal):
    """Another execution is at work."""

    status = 3


class Stopped(BaseException):
    """A signal asks for the end."""

    def __init__(self, number: int):
        super().__init__(number)
        self.number = number


# --- Running


class Console:
    """What the person is told, or with --json another program."""

    def __init__(self, as_json: bool):
        self._json = as_json
        self._lock = threading.Lock()
        #: The beginning of a line whose end has not come, by step and stream.
        self._begun: Dict[Tuple[str, str], bytes] = {}

    def tell(self, event: str, text: str, **fields: Any) -> None:
        """Something happened: `text` for people, `fields` for programs."""
        with self._lock:
            if self._json:
                self._tell_program(event=event, **fields)
            else:
                self._write("stderr", f"{text}\n".encode("utf-8", "replace"))

    def relay(self, step: str, stream: str, data: bytes, alone: bool) -> None:
        """What a step prints: as it is, or whole lines with the step's name once others were at work beside it. No data: its end."""
        with self._lock:
            begun = self._begun.pop((step, stream), b"")
            if self._json:
                if data:
                    self._tell_program(event="output", step=step, stream=stream, text=data.decode("utf-8", "replace"))
            elif alone and not begun:
                self._write(stream, data)
            else:
                *lines, rest = (begun + data).split(b"\n")
                if data:
                    self._begun[step, stream] = rest
                elif rest:
                    lines.append(rest)
                # Of a progress bar, only how it ended.
                lines = [line.rstrip(b"\r").rpartition(b"\r")[2] for line in lines]
                self._write(stream, b"".join(b"%s | %s\n" % (step.encode(), line) for line in lines))

    def _tell_program(self, **fields: Any) -> None:
        self._write("stdout", (json.dumps(fields) + "\n").encode())

    def _write(self, stream: str, data: bytes) -> None:
        # Where nobody reads any more, the steps go on.
        with contextlib.suppress(OSError, ValueError, AttributeError):
            target = getattr(sys, stream)
            target.flush()
            target.buffer.write(data)
            target.buffer.flush()


class Running:
    """A step at work."""

    def __init__(self, step: Step, reason: str, attempt: int, shown: str):
        self.step = step
        self.reason = reason
        self.attempt = attempt
        #: Where its result is made, and where what it shows is kept.
        self.folder = os.path.join(CACHE, step.name, f"tmp-{secrets.token_hex(4)}")
        self.shown = shown
        self.began = time.monotonic()
        self.timed_out = False
        #: Whether no other step was at work at the same time, so far.
        self.alone = True
        self.ingredients: Dict[str, Any] = {}
        self.process: Any = None

    @property
    def seconds(self) -> float:
        return time.monotonic() - self.began


class Execution:
    """Runs what has to run, several steps at once where they do not depend on each other."""

    def __init__(self, options: argparse.Namespace, parameters: Dict[str, Any]):
        self._options = options
        self._parameters = parameters
        self._console = Console(options.json)
        selected, forced = selection(options)
        self._seed = seed_of(options)
        self._judge = Judge(STEPS, FOLDER, WORK_FOLDER, parameters, self._seed, forced)
        self._waiting = [step for step in STEPS if step.name in selected]
        self._running: Dict[str, Running] = {}
        self._ended: "queue.Queue[Running]" = queue.Queue()
        self._failed = False
        #: Steps that ran, so that what they stored is of these packages.
        self._ran: Set[str] = set()
        self._record: Dict[str, Dict[str, Any]] = {}
        self._folder = os.path.join(RUNS, time.strftime("%Y%m%d-%H%M%S-") + secrets.token_hex(2))
        os.makedirs(self._folder)
        self._tracked = TrackedExecution(os.path.basename(FOLDER), NOTEBOOK, parameters)

    def run(self) -> int:
        """Returns the exit status."""
        began = time.monotonic()
        status, code = "failed", 1
        try:
            while (self._waiting and not self._failed) or self._running:
                self._start_what_can()
                if self._running:
                    self._wait_for_one()
            if not self._failed:
                self._judge.put_back(set(BY_NAME), last=True)
                status, code = "done", 0
        except (KeyboardInterrupt, Stopped) as stopped:
            status, code = "stopped", 128 + (stopped.number if isinstance(stopped, Stopped) else int(signal.SIGINT))
        finally:
            self._stop_all()
            self._judge.files.save()
            states = [each["state"] for each in self._record.values()]
            seconds = time.monotonic() - began
            report = self._put_reports_together()
            text = f"{status} in {seconds:.1f} s: {states.count('done')} ran, {states.count('cached')} up to date. What they showed: {near(report)}"
            self._console.tell("end", text, status=status, seconds=seconds, steps=self._record, folder=self._folder, report=report)
            self._write_record(status)
            self._tracked.end({"done": "FINISHED", "failed": "FAILED"}.get(status, "KILLED"), code, report)
        return code

    def _start_what_can(self) -> None:
        """Settle or start the steps whose predecessors are settled."""
        for step in list(self._waiting):
            if self._failed or len(self._running) >= self._options.jobs:
                return
            if all(name in self._judge.results for name in step.before):
                self._waiting.remove(step)
                result, reason = self._judge.decide(step)
                if result is None:
                    self._start(step, reason, 1)
                else:
                    self._use(step, result)

    def _use(self, step: Step, result: Result) -> None:
        self._judge.settle(step, result)
        shown = os.path.join(self._folder, step.name)
        shutil.rmtree(shown, ignore_errors=True)
        with contextlib.suppress(OSError):
            shutil.copytree(os.path.join(result.folder, "shown"), shown)
        self._note(step, "cached", f"{step.name}: up to date")
        self._tracked.cached(step.name, self._parameters_of(step), shown)

    def _start(self, step: Step, reason: str, attempt: int) -> None:
        put_back = self._judge.put_back(steps_before(STEPS, {step.name}))
        if put_back:
            self._console.tell("put-back", f"{step.name}: put back {', '.join(put_back)}", step=step.name, files=put_back)
        running = Running(step, reason, attempt, os.path.join(self._folder, step.name))
        running.ingredients = self._judge.ingredients(step)
        for other in self._running.values():
            running.alone = other.alone = False
        # Of several attempts, the last one is what the step showed.
        shutil.rmtree(running.shown, ignore_errors=True)
        os.makedirs(running.folder)
        os.makedirs(running.shown)
        write_json(os.path.join(running.folder, "job.json"), self._job(running))
        self._note(step, "running", f"{step.name}: runs, {reason}", reason=reason, attempt=attempt)
        command = [sys.executable, os.path.join(FOLDER, "steps", "shared", "process.py"), running.folder]
        group: Dict[str, Any] = {"start_new_session": True} if os.name != "nt" else {"creationflags": 0x200}
        pipe = subprocess.PIPE
        running.process = subprocess.Popen(command, cwd=WORK_FOLDER, env=_environment(), stdin=pipe, stdout=pipe, stderr=pipe, **group)
        self._running[step.name] = running
        threading.Thread(target=self._follow, args=(running,), daemon=True).start()

    def _parameters_of(self, step: Step) -> Dict[str, Any]:
        return {name: self._parameters[name] for name in step.parameters}

    def _job(self, running: Running) -> Dict[str, Any]:
        """What the step's process has to know."""
        step, judge = running.step, self._judge

        def at(name: str, entry: Dict[str, Any]) -> Dict[str, Any]:
            return {**entry, "folder": judge.results[name].folder, "made_by": name}

        texts = judge.code.texts(step, judge.definitions_in_inputs(step))
        texts |= {value for value in self._parameters_of(step).values() if isinstance(value, str)}
        own = [CACHE, RUNS, os.path.join(FOLDER, "steps"), os.path.abspath(__file__)]
        return {
            "work": WORK_FOLDER,
            "notebook": os.path.normpath(os.path.join(FOLDER, NOTEBOOK)),
            # What the pipeline does with its own files is no reading or writing of the step's.
            "own": own if WORK_FOLDER == FOLDER else [FOLDER],
            "step": step.name,
            "title": step.title or step.name,
            "file": step.file,
            "code": [*(each.file for each in STEPS), DEFINITIONS],
            "parameters": self._parameters_of(step),
            "inputs": {variable: at(name, judge.results[name].output(variable)) for variable, name in step.inputs.items()},
            "outputs": step.outputs,
            "stored": step.stored,
            "random": {source: name and at(name, judge.results[name].random[source]) for source, name in step.random.items()},
            "seed": None if self._seed is None else int(digest_of(self._seed, step.name)[:8], 16),
            "mentioned": sorted(text for text in texts if re.search(r"[/\\]|\.\w{1,8}$", text) and len(text) < 300 and text.isprintable()),
            "made": sorted({path for result in judge.results.values() for path in result.writes}),
            "definitions": sorted(judge.code.definitions),
            "shown": running.shown,
            "reason": running.reason,
            "attempt": running.attempt,
            "tracked": self._tracked.on,
        }

    def _follow(self, running: Running) -> None:
        """Pass on what a step prints, until it ends. In a thread of its own."""
        process = running.process
        pairs = (("stdout", process.stdout), ("stderr", process.stderr))
        relays = [threading.Thread(target=self._relay, args=(running, *pair), daemon=True) for pair in pairs]
        for relay in relays:
            relay.start()
        process.wait()
        for relay in relays:
            # What the step has left in the background may keep the pipe open for as long as it likes.
            relay.join(2.0)
        self._ended.put(running)

    def _relay(self, running: Running, stream: str, source: Any) -> None:
        with contextlib.ExitStack() as stack:
            # Where the disk is full, what is printed is at least seen.
            file = None
            with contextlib.suppress(OSError):
                file = stack.enter_context(open(os.path.join(running.shown, f"{stream}.txt"), "ab", buffering=0))
            for piece in iter(lambda: source.read1(65536), b""):
                with contextlib.suppress(OSError):
                    if file is not None:
                        file.write(piece)
                self._console.relay(running.step.name, stream, piece, running.alone)
        self._console.relay(running.step.name, stream, b"", running.alone)

    def _wait_for_one(self) -> None:
        running = None
        while running is None:
            # With a limit, since Windows lets nothing interrupt a wait without one.
            with contextlib.suppress(queue.Empty):
                running = self._ended.get(timeout=0.2)
            self._look_at_the_clock()
        del self._running[running.step.name]
        made, error = None, None
        # Written last of all: where it is whole, the step has ended well, even if its process then did not.
        with contextlib.suppress(OSError, ValueError):
            made = read_json(os.path.join(running.folder, "made.json"))
        try:
            if made is not None:
                self._keep(running, made)
            else:
                error = self._error_of(running)
        except OSError as trouble:
            error = {"kind": "disk", "message": str(trouble)}
        if error is not None:
            shutil.rmtree(running.folder, ignore_errors=True)
            self._fail(running, error)

    def _look_at_the_clock(self) -> None:
        for running in self._running.values():
            if self._options.timeout and not running.timed_out and running.seconds > self._options.timeout:
                running.timed_out = True
                threading.Thread(target=_stop, args=(running.process,), daemon=True).start()

    def _error_of(self, running: Running) -> Dict[str, Any]:
        code = running.process.returncode
        if running.timed_out:
            return {"kind": "time", "message": f"it took longer than {self._options.timeout:g} s"}
        with contextlib.suppress(OSError, ValueError):
            return read_json(os.path.join(running.folder, "error.json"))
        if code < 0:
            more = ", perhaps for want of memory" if -code == getattr(signal, "SIGKILL", 9) else ""
            return {"kind": "process", "message": f"its process was ended by signal {-code}{more}"}
        return {"kind": "process", "message": f"its process ended with status {code}"}

    def _keep(self, running: Running, made: Dict[str, Any]) -> None:
        """Make what the step's process has left its result."""
        step, judge = running.step, self._judge
        data = {**made, "made": time.time(), "reason": running.reason, "ingredients": running.ingredients}
        # What changed while other steps were at work is this one's only if its code names it.
        texts = judge.code.texts(step, set())
        for path, digest in data.pop("unseen").items():
            if running.alone or any(os.path.basename(path) in text for text in texts):
                data["writes"][path] = digest
        before = {name: judge.results[name] for name in step.after}
        data["after"] = {name: result.id for name, result in before.items() if not result.writes.keys() & data["reads"].keys()}
        shutil.copytree(running.shown, os.path.join(running.folder, "shown"))
        for name in ("job.json", "made.json"):
            os.remove(os.path.join(running.folder, name))
        judge.settle(step, Result.keep(running.folder, data))
        self._ran.add(step.name)
        seconds = running.seconds
        self._note(step, "done", f"{step.name}: done in {seconds:.1f} s", seconds=seconds, reason=running.reason)

    def _fail(self, running: Running, error: Dict[str, Any]) -> None:
        step = running.step
        maker = BY_NAME.get(error.get("made_by") or "")
        if error["kind"] == "load" and maker is not None and maker.name not in self._ran:
            # It was stored with other packages, perhaps. What was stored can be made anew.
            del self._judge.results[maker.name]
            self._judge.forced.add(maker.name)
            self._waiting = [each for each in STEPS if each in (*self._waiting, maker, step)]
            text = f"{step.name}: {error['variable']} cannot be read any more ({error['message']}); {maker.name} makes it anew"
            self._note(step, "waiting", text)
        elif running.attempt <= self._options.retries and not self._failed:
            self._note(step, "failed", f"{step.name}: attempt {running.attempt} failed: {error['message']}", attempt=running.attempt)
            self._start(step, running.reason, running.attempt + 1)
        else:
            self._failed = True
            text, fields = explained(step, error)
            self._note(step, "failed", text, **fields)

    def _note(self, step: Step, state: str, text: str, **fields: Any) -> None:
        self._record[step.name] = {"state": state, **fields}
        self._console.tell("step", text, step=step.name, state=state, **fields)
        self._write_record("running")

    def _write_record(self, status: str) -> None:
        record = {"pipeline": os.path.basename(FOLDER), "status": status, "parameters": self._parameters, "steps": self._record}
        with contextlib.suppress(OSError):
            write_json(os.path.join(self._folder, "execution.json"), record)

    def _put_reports_together(self) -> str:
        """Returns the path of the page with all that was shown, in the notebook's order."""
        path = os.path.join(self._folder, "report.html")
        shown = [(step, self._record[step.name]) for step in STEPS if step.name in self._record]
        remarks = {"done": "", "cached": "up to date, as shown before"}
        parts = [(step.title or step.name, remarks.get(noted["state"], noted["state"]), os.path.join(self._folder, step.name, "report.html")) for step, noted in shown]
        with contextlib.suppress(OSError):
            put_together(path, os.path.splitext(os.path.basename(NOTEBOOK))[0], parts)
        return path

    def _stop_all(self) -> None:
        stops = [threading.Thread(target=_stop, args=(running.process,)) for running in self._running.values()]
        for stop in stops:
            stop.start()
        for stop in stops:
            stop.join()
        for running in self._running.values():
            shutil.rmtree(running.folder, ignore_errors=True)
            self._note(running.step, "stopped", f"{running.step.name}: stopped")


def _environment() -> Dict[str, str]:
    """What a step's process is told."""
    environment = {name: value for name, value in os.environ.items() if name not in ("TRIALBOOK_RUN_ID", "TRIALBOOK_RUN_OWNER")}
    # Sets of texts then have the same order each time, and results that hold them the same bytes.
    environment.setdefault("PYTHONHASHSEED", "0")
    environment.update(PYTHONIOENCODING="utf-8:backslashreplace", MPLBACKEND="Agg")
    programs = os.path.dirname(sys.executable)
    if programs not in environment.get("PATH", "").split(os.pathsep):
        environment["PATH"] = os.pathsep.join([programs, environment.get("PATH", "")])
    return environment


def _stop(process: Any) -> None:
    """End a step with all that it has started: first asked, then killed."""
    for ask in (True, False):
        if os.name == "nt":
            subprocess.run(["taskkill", "/T", *([] if ask else ["/F"]), "/PID", str(process.pid)], capture_output=True)
        else:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM if ask else signal.SIGKILL)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(STOP_SECONDS)


def near(path: str) -> str:
    """A path as it is seen from here."""
    try:
        return os.path.relpath(path)
    except ValueError:
        # Windows has no way from one drive to another.
        return path


# --- What went wrong


ADVICE = {
    "step": "Mend it there, and run again: what is done stays done.",
    "disk": "See that there is room on the disk, and run again: what is done stays done.",
    "time": "Give it more with --timeout.",
    "load": "Keep what makes it and what uses it in one step.",
}


def explained(step: Step, error: Dict[str, Any]) -> Tuple[str, Dict[str, Any]]:
    """A failure for people, and its fields for programs: the message, and the cell, line and file of the statement that failed."""
    kind, message = error["kind"], error["message"]
    if kind == "step":
        message = f"{error['type']}: {message}"
    elif kind == "load":
        message = f"`{error['variable']}`, made by {error['made_by']}, cannot be read: {message}"
    lines = [f"{step.name} failed: {message}"]
    fields: Dict[str, Any] = {"kind": kind, "type": error.get("type"), "message": error["message"]}
    for place in error.get("places", []) if kind == "step" else []:
        cell, cell_line = place["cell"], place["cell_line"]
        where = f"cell {cell}{f', line {cell_line}' if cell_line else ''} of {NOTEBOOK}, " if cell else ""
        lines += [f"    at {where}{near(place['file'])}:{place['line']}", f"        {place['source']}"]
        fields = {**place, **fields}
    return "\n".join([*lines, *([ADVICE[kind]] if kind in ADVICE else [])]), fields


# --- The command line


def selection(options: argparse.Namespace) -> Tuple[Set[str], Set[str]]:
    """The steps that are looked at, and of these the ones that run whatever the cache says."""
    if options.only:
        asked = set(options.only)
    elif options.start:
        asked = {options.start} | steps_after(STEPS, {options.start})
    else:
        return set(BY_NAME), set(BY_NAME) if options.force else set()
    return asked | steps_before(STEPS, asked), asked


def seed_of(options: argparse.Namespace) -> Optional[int]:
    return options.seed_steps if options.seed_steps is not None else SEED_STEPS


def parameters_with(settings: List[str]) -> Dict[str, Any]:
    """parameters.json, with what --set says instead. Raises Refusal."""
    path = os.path.join(FOLDER, PARAMETERS)
    needed = {name for step in STEPS for name in step.parameters}
    try:
        parameters = read_json(path) if needed or os.path.exists(path) else {}
    except (OSError, ValueError) as error:
        raise Refusal(f"{path} cannot be read: {error}") from error
    if not isinstance(parameters, dict):
        raise Refusal(f"{path} must hold an object: parameter → value.")
    if needed - set(parameters):
        raise Refusal(f"{path} lacks {', '.join(sorted(needed - set(parameters)))}.")
    for setting in settings:
        name, equals, text = setting.partition("=")
        if not equals or name not in parameters:
            raise Refusal(f"--set {setting}: write NAME=VALUE. Parameters: {', '.join(parameters) or 'none'}.")
        parameters[name] = _value_like(parameters[name], name, text)
    return parameters


def _value_like(old: Any, name: str, text: str) -> Any:
    """A value given as text: JSON, or for a parameter that is text the text itself."""
    if isinstance(old, str):
        return text
    try:
        value = json.loads({"True": "true", "False": "false", "None": "null"}.get(text, text))
    except ValueError as error:
        raise Refusal(f"--set {name}={text}: the value must be JSON, as {json.dumps(old)} is.") from error
    return float(value) if type(old) is float and type(value) is int else value


def explain(options: argparse.Namespace, parameters: Dict[str, Any]) -> Iterator[Dict[str, str]]:
    """For each step whether it would run, and why; if not, when and why it ran."""
    selected, forced = selection(options)
    judge = Judge(STEPS, FOLDER, WORK_FOLDER, parameters, seed_of(options), forced)
    for step in [step for step in STEPS if step.name in selected]:
        unknown = [name for name in step.before if name not in judge.results]
        result, reason = judge.decide(step)
        if result is None:
            yield {"step": step.name, "state": "runs", "reason": reason}
        elif unknown:
            yield {"step": step.name, "state": "perhaps", "reason": f"if {' or '.join(unknown)} gives something else than before"}
        else:
            judge.settle(step, result)
            ran = time.strftime("%Y-%m-%d %H:%M", time.localtime(result.made))
            yield {"step": step.name, "state": "up to date", "reason": reason, "ran": ran, "ran_because": result.reason}


@contextlib.contextmanager
def only_execution() -> Iterator[None]:
    """Keeps other executions of this pipeline out. The system lets go of the lock when this process ends, however it does."""
    os.makedirs(CACHE, exist_ok=True)
    with open(os.path.join(CACHE, "lock"), "a+b") as file:
        try:
            if os.name == "nt":
                import msvcrt

                file.seek(1 << 20)
                msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
            else:
                import fcntl

                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            # Else it is a disk without locks, where two executions at once lose nothing but their time.
            if error.errno in (errno.EAGAIN, errno.EACCES, errno.EDEADLK):
                file.seek(0)
                who = file.read(20).decode("ascii", "replace").strip()
                raise Busy(f"Another execution of this pipeline is at work (process {who}). Wait for its end, or stop it.") from error
        file.seek(0)
        file.truncate()
        file.write(str(os.getpid()).encode())
        file.flush()
        yield


def clean() -> None:
    """Remove what executions that were killed have left unfinished."""
    # A step that was edited twice in a second would be taken for the one that is compiled there.
    for folder in ("steps", os.path.join("steps", "shared")):
        shutil.rmtree(os.path.join(FOLDER, folder, "__pycache__"), ignore_errors=True)
    for name in BY_NAME:
        folder = os.path.join(CACHE, name)
        for entry in os.listdir(folder) if os.path.isdir(folder) else []:
            if entry.startswith("tmp-"):
                shutil.rmtree(os.path.join(folder, entry), ignore_errors=True)


def command_line() -> argparse.ArgumentParser:
    head, _, rest = (__doc__ or "").partition("\n\n")
    parser = argparse.ArgumentParser(description=head, epilog=rest, formatter_class=argparse.RawDescriptionHelpFormatter)
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--only", metavar="STEP", action="append", choices=list(BY_NAME), help="run this step again; may be given several times")
    which.add_argument("--from", metavar="STEP", dest="start", choices=list(BY_NAME), help="run this step and all that follow from it again")
    which.add_argument("--force", action="store_true", help="run all steps again")
    parser.add_argument("--set", metavar="NAME=VALUE", action="append", default=[], help="another value of a parameter, this time")
    parser.add_argument("--jobs", metavar="N", type=int, default=os.cpu_count() or 1, help="at most so many steps at once (%(default)s)")
    parser.add_argument("--retries", metavar="N", type=int, default=0, help="try a step that fails so many times more")
    parser.add_argument("--timeout", metavar="SECONDS", type=float, help="stop a step that takes longer")
    seeds = "seed each step by its name and this number" if SEED_STEPS is not None else argparse.SUPPRESS
    parser.add_argument("--seed-steps", metavar="N", type=int, help=seeds)
    parser.add_argument("--explain", action="store_true", help="say what would run, and why; run nothing")
    parser.add_argument("--list", action="store_true", help="the steps; run nothing")
    parser.add_argument("--json", action="store_true", help="tell everything as lines of JSON on stdout")
    return parser


def main() -> int:
    for at, step in enumerate(STEPS):
        strangers = set(step.before).difference(earlier.name for earlier in STEPS[:at])
        if strangers:
            raise Refusal(f"The table of steps is damaged: {step.name} needs {', '.join(strangers)} before it. Write the pipeline again.")
    for stream in (sys.stdout, sys.stderr):
        # A terminal that lacks a character shows another one in its place.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    options = command_line().parse_args()
    if options.jobs < 1:
        raise Refusal("--jobs must be 1 or more.")
    if options.seed_steps is not None and SEED_STEPS is None:
        raise Refusal("--seed-steps: this pipeline hands the random generators on from step to step. Write it again with seeded steps.")
    parameters = parameters_with(options.set)
    if options.list:
        for step in STEPS:
            cells = [index + 1 for index in step.cells]
            fields = {"step": step.name, "title": step.title, "cells": cells, "before": step.before, "outputs": step.outputs}
            needs = f"  ← {', '.join(step.before)}" if step.before else ""
            print(json.dumps(fields) if options.json else f"{step.name}: {step.title or step.name}{needs}")
        return 0
    if options.explain:
        for told in explain(options, parameters):
            last = f" since it ran on {told['ran']} ({told['ran_because']})" if "ran" in told else ""
            print(json.dumps(told) if options.json else f"{told['step']}: {told['state']}, {told['reason']}{last}")
        return 0
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), _on_signal)
    try:
        with only_execution():
            clean()
            return Execution(options, parameters).run()
    except OSError as error:
        raise Refusal(f"{error.filename or FOLDER}: {error.strerror}.") from error


def _on_signal(number: int, frame: Any) -> None:
    raise Stopped(number)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (Refusal, DamagedCode) as refusal:
        print(refusal, file=sys.stderr)
        sys.exit(getattr(refusal, "status", 2))
    except (KeyboardInterrupt, Stopped):
        sys.exit(130)
