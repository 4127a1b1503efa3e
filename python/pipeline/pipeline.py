#!/usr/bin/env python3
"""Runs the steps of this pipeline, each in a Python process of its own, and only those whose result could be another one.

    python pipeline.py                     run what has changed, and what depends on it
    python pipeline.py --explain           say what would run, and why; run nothing
    python pipeline.py --set lr=0.01       with another parameter than in parameters.json, this time
    python pipeline.py --only train        run this step again, and before it only what it lacks
    python pipeline.py --from train        run this step and all that follow from it again
    python pipeline.py --force             run everything again
    python pipeline.py --list              the steps

A step's result is kept in .cache/<step>/ and is used again as long as everything it was made from is as it was: the code of the step
(comments aside) and of the shared definitions it uses, its parameters, the contents of its inputs and of the files it has read, the
versions of the packages it imports, the state of the random generators it is given. A step that runs and gives what it gave
before stops the matter there: what follows does not run. What a step showed is in .runs/<execution>/<step>/: stdout.txt, stderr.txt, report.html.

Not noticed: environment variables, what comes over the network, and files outside of the project (of packages, of the system).

Exit status: 0 done, 1 a step failed, 2 it cannot be run like that, 3 another execution is at work, 130 or 143 stopped.
Needs Python 3.9 or later and nothing else; what the steps need is in requirements.txt.
"""

import argparse
import ast
import contextlib
import errno
import hashlib
import importlib
import importlib.metadata
import json
import mmap
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
import traceback
from dataclasses import dataclass, field
from typing import Any, Dict, Iterator, List, NamedTuple, Optional, Set, Tuple

FOLDER = os.path.dirname(os.path.abspath(__file__))


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
    #: outputs that share objects and are stored in one file
    groups: Dict[str, List[str]] = field(default_factory=dict)
    parameters: List[str] = field(default_factory=list)
    #: random generator → the step after which it goes on; None: as a fresh process has it
    random: Dict[str, Optional[str]] = field(default_factory=dict)
    #: steps that must be done before, although no variable comes from them
    after: List[str] = field(default_factory=list)
    #: it only shows something
    report: bool = False
    #: it uses steps/shared/definitions.py
    shared: bool = False
    #: the notebook's cells it is made of, counted from 0
    cells: List[int] = field(default_factory=list)

    @property
    def before(self) -> List[str]:
        """The steps that must be done before this one."""
        names = [*self.inputs.values(), *(name for name in self.random.values() if name), *self.after]
        return list(dict.fromkeys(names))

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

BY_NAME = {step.name: step for step in STEPS}
WORK_FOLDER = os.path.normpath(os.path.join(FOLDER, WORK))
CACHE = os.path.join(FOLDER, ".cache")
RUNS = os.path.join(FOLDER, ".runs")
DEFINITIONS = os.path.join(FOLDER, "steps", "shared", "definitions.py")
#: So many results of each step are kept, so that going back to earlier code or parameters costs nothing.
KEPT_RESULTS = 5
#: Files that a step writes are kept with its result, to be put back if they go; larger ones are written anew by running the step.
KEPT_FILE_BYTES = 1 << 30
#: In a folder with more files than this, those written by native code are not looked for.
SNAPSHOT_FILES = 10_000
#: How long a step that is to stop has, to do so by itself.
STOP_SECONDS = 5.0

#: Variable, parameter, file … → what it was; two results made from equal ingredients are equal.
Ingredients = Dict[str, Any]


class Refusal(Exception):
    """The pipeline cannot be run like that; the message says why, and what to do."""

    status = 2


class Busy(Refusal):
    """Another execution is at work."""

    status = 3


class Stopped(BaseException):
    """A signal asked for the end."""

    def __init__(self, number: int):
        super().__init__(number)
        self.number = number


def digest_of(*parts: Any) -> str:
    """A fingerprint of what JSON can hold."""
    return hashlib.blake2b(json.dumps(parts, sort_keys=True).encode(), digest_size=16).hexdigest()


def digest_of_file(path: str) -> Optional[str]:
    """A fingerprint of a file's contents; None where there is no such file."""
    digest = hashlib.blake2b(digest_size=16)
    try:
        with open(path, "rb") as file:
            for piece in iter(lambda: file.read(1 << 20), b""):
                digest.update(piece)
    except OSError:
        return None
    return digest.hexdigest()


def read_json(path: str) -> Any:
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def write_json(path: str, value: Any) -> None:
    """Write a file that is there as a whole or not at all, whatever happens meanwhile."""
    temporary = f"{path}.{os.getpid()}.tmp"
    with open(temporary, "w", encoding="utf-8") as file:
        json.dump(value, file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    os.replace(temporary, path)


# --- What a step's result is made from


class Code:
    """What the code of a step amounts to: its own file, and what it uses of the shared definitions."""

    def __init__(self) -> None:
        self._statements: List[Tuple[Set[str], ast.stmt]] = []
        self._trees: Dict[str, ast.Module] = {}
        if os.path.exists(DEFINITIONS):
            self._statements = [(_bound_by(statement), statement) for statement in self._tree(DEFINITIONS).body]
        self.definitions = {name for names, _ in self._statements for name in names}

    def ingredients(self, step: Step, also: Set[str]) -> Ingredients:
        """`also`: definitions that the step's inputs are made of, such as the class of an object."""
        used = self._used(step, also)
        shared = {f"{name} in shared/definitions.py": _digest_of_tree(tree) for name, tree in used}
        return {"its code": _digest_of_tree(self._tree(_file_of(step))), **shared}

    def imports(self, step: Step, also: Set[str]) -> Set[str]:
        """Top-level names of the modules that the step and its definitions import."""
        trees = [self._tree(_file_of(step)), *(tree for _, tree in self._used(step, also))]
        nodes = [node for tree in trees for node in ast.walk(tree)]
        names = [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
        names += [node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module and not node.level]
        return {name.partition(".")[0] for name in names}

    def texts(self, step: Step, also: Set[str]) -> Set[str]:
        """The texts in the code, among which are names of files."""
        trees = [self._tree(_file_of(step)), *(tree for _, tree in self._used(step, also))]
        nodes = (node for tree in trees for node in ast.walk(tree))
        return {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}

    def _used(self, step: Step, also: Set[str]) -> List[Tuple[str, ast.stmt]]:
        """The statements of the shared definitions that the step needs, directly or through each other."""
        wanted = set(also)
        for node in ast.walk(self._tree(_file_of(step))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").endswith("shared.definitions"):
                names = {alias.name for alias in node.names}
                wanted |= self.definitions if "*" in names else names
        if not wanted:
            return []
        used: Dict[int, Tuple[str, ast.stmt]] = {}
        size = -1
        while len(used) != size:
            size = len(used)
            for at, (names, statement) in enumerate(self._statements):
                # A statement that binds no name of its own may be about any.
                if at not in used and (names & wanted or not names):
                    used[at] = (min(names & wanted, default="a statement"), statement)
                    wanted |= {node.id for node in ast.walk(statement) if isinstance(node, ast.Name)}
        return [used[at] for at in sorted(used)]

    def _tree(self, path: str) -> ast.Module:
        if path not in self._trees:
            try:
                with open(path, "rb") as file:
                    self._trees[path] = ast.parse(file.read(), path)
            except OSError as error:
                raise Refusal(f"{path} cannot be read: {error.strerror}. Write the pipeline again.") from error
            except SyntaxError as error:
                raise Refusal(f"{path}, line {error.lineno}: {error.msg}") from error
        return self._trees[path]


def _file_of(step: Step) -> str:
    return os.path.join(FOLDER, "steps", f"{step.name}.py")


def _digest_of_tree(tree: ast.AST) -> str:
    # Without places and comments: moving code, or a word to the reader, is no other code.
    return digest_of(ast.dump(tree))


def _bound_by(statement: ast.stmt) -> Set[str]:
    if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        return {statement.name}
    if isinstance(statement, (ast.Import, ast.ImportFrom)):
        return {alias.asname or alias.name.partition(".")[0] for alias in statement.names}
    if isinstance(statement, (ast.Assign, ast.AnnAssign)):
        targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
        nodes = [node for target in targets for node in ast.walk(target)]
        if not any(isinstance(node, (ast.Attribute, ast.Subscript)) for node in nodes):
            return {node.id for node in nodes if isinstance(node, ast.Name)}
    return set()


class Packages:
    """Versions of what is installed, by the names that are imported."""

    def __init__(self) -> None:
        self._distributions: Optional[Dict[str, List[str]]] = None

    def versions(self, modules: Set[str]) -> Ingredients:
        installed = self._installed()
        names = sorted({name for module in modules for name in installed.get(module, [])})
        versions: Ingredients = {}
        for name in names:
            with contextlib.suppress(importlib.metadata.PackageNotFoundError):
                versions[f"package {name}"] = importlib.metadata.version(name)
        return versions

    def _installed(self) -> Dict[str, List[str]]:
        """Module → the distributions that it is of. To read all of them takes a while, so it is kept until one is installed."""
        if self._distributions is None:
            folders = [path for path in sys.path if os.path.isdir(path) and path != FOLDER]
            state = digest_of([(path, os.stat(path).st_mtime_ns) for path in folders])
            kept = os.path.join(CACHE, "packages.json")
            with contextlib.suppress(OSError, ValueError, KeyError):
                known = read_json(kept)
                if known["state"] == state:
                    self._distributions = known["distributions"]
                    return known["distributions"]
            self._distributions = {}
            for distribution in importlib.metadata.distributions():
                name = distribution.metadata["Name"]
                for module in _modules_of(distribution) if name else ():
                    self._distributions.setdefault(module, []).append(name)
            with contextlib.suppress(OSError):
                write_json(kept, {"state": state, "distributions": self._distributions})
        return self._distributions


def _modules_of(distribution: importlib.metadata.Distribution) -> Set[str]:
    declared = (distribution.read_text("top_level.txt") or "").split()
    files = [] if declared else (distribution.files or [])
    return {*declared, *(path.parts[0].partition(".")[0] for path in files if path.suffix in (".py", ".so", ".pyd"))}


class Files:
    """Contents of files. A file is read again only if its size or time has changed."""

    def __init__(self) -> None:
        self._path = os.path.join(CACHE, "digests.json")
        self._known: Dict[str, List[Any]] = {}
        with contextlib.suppress(OSError, ValueError):
            self._known = read_json(self._path)

    def digest(self, path: str) -> Optional[str]:
        """A fingerprint of the contents of `path` (relative to WORK, or absolute); None where there is no file."""
        path = os.path.join(WORK_FOLDER, path)
        try:
            stat = os.stat(path)
        except OSError:
            return None
        known = self._known.get(path)
        if known and known[:2] == [stat.st_size, stat.st_mtime_ns]:
            return known[2]
        now = time.time()
        digest = digest_of_file(path)
        # A file of this very moment may change once more without a change of its time.
        if now - stat.st_mtime > 2:
            self._known[path] = [stat.st_size, stat.st_mtime_ns, digest]
        return digest

    def save(self) -> None:
        with contextlib.suppress(OSError):
            write_json(self._path, {path: known for path, known in self._known.items() if os.path.exists(path)})


def listing_of(path: str) -> Optional[Dict[str, int]]:
    """The files in a folder with their sizes; -1 stands for a folder. None where there is no folder."""
    try:
        with os.scandir(path) as entries:
            return {entry.name: entry.stat().st_size if entry.is_file() else -1 for entry in entries if _is_listed(entry.name)}
    except OSError:
        return None


def _is_listed(name: str) -> bool:
    return not name.startswith(".") and name != "__pycache__" and not name.endswith(".ipynb")


class Result:
    """What a step gave once: a folder in .cache/<step>/, complete from the moment it has its name."""

    def __init__(self, folder: str):
        self.folder = folder
        self.id = os.path.basename(folder)
        data = read_json(os.path.join(folder, "result.json"))
        self.made: float = data["made"]
        self.seconds: float = data["seconds"]
        self.ingredients: Ingredients = data["ingredients"]
        #: Path → fingerprint of what was read; None: there was no such file; "?": it was written over before it could be known.
        self.reads: Dict[str, Optional[str]] = data["reads"]
        self.listings: Dict[str, Optional[Dict[str, int]]] = data["listings"]
        #: Path → fingerprint of what was written; None: the file was removed.
        self.writes: Dict[str, Optional[str]] = data["writes"]
        self.folders: List[str] = data["folders"]
        #: Step of `after` → its result, where nothing of what this step read tells what it has from there.
        self.after: Dict[str, str] = data["after"]
        #: File name → description for storing.load, with `digest` and `definitions`.
        self.outputs: Dict[str, Dict[str, Any]] = data["outputs"]
        self.random: Dict[str, Dict[str, Any]] = data["random"]

    def output(self, variable: str) -> Dict[str, Any]:
        """The description of the file that holds a variable."""
        return next(entry for entry in self.outputs.values() if variable in entry["names"])

    def kept(self, path: str) -> Optional[str]:
        """The copy of a file that the step wrote, if there is one."""
        copy = os.path.join(self.folder, "files", self.writes.get(path) or "")
        return copy if self.writes.get(path) and os.path.isfile(copy) else None


def results_of(name: str) -> List[Result]:
    """All kept results of a step, the newest first."""
    folder = os.path.join(CACHE, name)
    results = []
    for entry in os.listdir(folder) if os.path.isdir(folder) else []:
        if not entry.startswith("tmp-"):
            # One that is damaged, or of another version of this program, is no result.
            with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
                results.append(Result(os.path.join(folder, entry)))
    return sorted(results, key=lambda result: result.made, reverse=True)


def keep_result(name: str, folder: str, result_id: str) -> Result:
    """Give a finished temporary folder its name, and let go of the oldest results."""
    final = os.path.join(CACHE, name, result_id)
    if os.path.exists(final):
        # The same once more, because it was asked for.
        aside = os.path.join(CACHE, name, f"tmp-{secrets.token_hex(4)}")
        os.replace(final, aside)
        shutil.rmtree(aside, ignore_errors=True)
    os.replace(folder, final)
    for old in results_of(name)[KEPT_RESULTS:]:
        shutil.rmtree(old.folder, ignore_errors=True)
    return Result(final)


# --- Why a step has to run


class Judge:
    """Tells for each step whether a kept result is what running it would give, and if not, why."""

    def __init__(self, parameters: Dict[str, Any], seed: Optional[int], forced: Set[str]):
        self._parameters = parameters
        self._seed = seed
        self.forced = forced
        self.code = Code()
        self.files = Files()
        self._packages = Packages()
        #: The results that count in this execution, of the steps that are settled.
        self.results: Dict[str, Result] = {}
        self._newest = {step.name: next(iter(results_of(step.name)), None) for step in STEPS}
        self._ancestors = {step.name: _before({step.name}) for step in STEPS}

    def settle(self, step: Step, result: Result) -> None:
        self.results[step.name] = self._newest[step.name] = result

    def decide(self, step: Step) -> Tuple[Optional[Result], str]:
        """A result that can be used, or None and the reason. The steps before it must be settled."""
        if step.name in self.forced:
            return None, "asked for"
        reasons = []
        for result in results_of(step.name):
            reason = self.against(step, result)
            if reason is None:
                return result, "nothing has changed"
            reasons.append(reason)
        return None, reasons[0] if reasons else "it has no result yet"

    def ingredients(self, step: Step) -> Ingredients:
        """All that is known before the step runs. Without the inputs from steps that are not settled."""
        made = {**self._own_ingredients(step, self.definitions_in_inputs(step))}
        for variable, name in step.inputs.items():
            if name in self.results:
                made[f"input {variable}"] = self.results[name].output(variable)["digest"]
        for source, name in step.random.items():
            if name is None or name in self.results:
                state = name and self.results[name].random.get(source)
                made[f"the random state of {source}"] = state and state["digest"]
        return made

    def definitions_in_inputs(self, step: Step) -> Set[str]:
        """Shared functions and classes that stored inputs refer to by name."""
        settled = [(variable, self.results[name]) for variable, name in step.inputs.items() if name in self.results]
        return {name for variable, result in settled for name in result.output(variable)["definitions"]}

    def _own_ingredients(self, step: Step, also: Set[str]) -> Ingredients:
        made = self.code.ingredients(step, also)
        made["what it returns"] = [step.outputs, step.uncertain, step.groups, sorted(step.random)]
        made.update({f"parameter {name}": self._parameters[name] for name in step.parameters})
        made["Python"] = "%d.%d" % sys.version_info[:2]
        made.update(self._packages.versions(self.code.imports(step, also)))
        if self._seed is not None:
            made["the seed"] = self._seed
        return made

    def against(self, step: Step, result: Result) -> Optional[str]:
        """Why this result cannot be used; None: it can."""
        made = self.ingredients(step)
        unknown = {f"input {variable}" for variable in step.inputs} | {f"the random state of {source}" for source in step.random}
        made.update({label: result.ingredients[label] for label in unknown - set(made) if label in result.ingredients})
        changes = changes_between(result.ingredients, made)
        if changes:
            return ", ".join(changes)
        for path, digest in result.reads.items():
            if not self._is_as_it_was(step, path, digest, result):
                return f"{path} {self._what_happened(path, digest)}"
        for path, listing in result.listings.items():
            if self._others_files(step, path, listing) != self._others_files(step, path, listing_of(os.path.join(WORK_FOLDER, path))):
                return f"the files in {path} are other ones"
        for path, digest in result.writes.items():
            if not self._can_be_had(path, digest, result):
                return f"{path}, which it writes, {self._what_happened(path, digest)}"
        for name, used in result.after.items():
            if name in self.results and self.results[name].id != used:
                return f"{name}, which comes before it, has run anew"
        for entry in (*result.outputs.values(), *result.random.values()):
            path = os.path.join(result.folder, entry.get("file", ""))
            if "file" in entry and self.files.digest(path) != entry["digest"]:
                return f"its stored result {os.path.relpath(path, FOLDER)} was damaged"
        return None

    def _what_happened(self, path: str, digest: Optional[str]) -> str:
        if self.files.digest(path) is None:
            return "is gone"
        return "changed" if digest else "is new"

    def _is_as_it_was(self, step: Step, path: str, digest: Optional[str], result: Result) -> bool:
        left = [self.results[name].writes for name in self._in_order(self._ancestors[step.name]) if path in self.results[name].writes]
        if left:
            return left[-1][path] == digest
        now = self.files.digest(path)
        if now == digest or (path in result.writes and result.writes[path] == now):
            return True
        # A later step of the pipeline may have written over what this one had read.
        later = [other for name, other in self._newest.items() if other and name != step.name and name not in self._ancestors[step.name]]
        return any(path in other.writes and other.writes[path] == now for other in later)

    def _can_be_had(self, path: str, digest: Optional[str], result: Result) -> bool:
        now = self.files.digest(path)
        if now == digest:
            return True
        ours = {other.writes[path] for other in self._newest.values() if other and path in other.writes}
        return now in {None, *ours} and (digest is None or result.kept(path) is not None)

    def _others_files(self, step: Step, folder: str, listing: Optional[Dict[str, int]]) -> Optional[Dict[str, int]]:
        """A listing without what this step and later ones write there."""
        if listing is None:
            return None
        after = [other for name, other in self._newest.items() if other and name not in self._ancestors[step.name]]
        paths = {path for other in after for path in (*other.writes, *other.folders)}
        return {name: size for name, size in listing.items() if (name if folder == "." else f"{folder}/{name}") not in paths}

    def _in_order(self, names: Set[str]) -> List[str]:
        return [step.name for step in STEPS if step.name in names and step.name in self.results]

    def put_back(self, names: Set[str], last: bool = False) -> List[str]:
        """Put back the files that these steps have written, where they are gone or a later step has written over them; at the
        `last`, what steps have left that were not looked at in this execution is left alone."""
        wanted: Dict[str, Result] = {}
        for name in self._in_order(names):
            result = self.results[name]
            for folder in result.folders:
                os.makedirs(os.path.join(WORK_FOLDER, folder), exist_ok=True)
            wanted.update({path: result for path in result.writes})
        unsettled = [other for name, other in self._newest.items() if other and name not in self.results]
        done = []
        for path, result in wanted.items():
            now, copy, target = self.files.digest(path), result.kept(path), os.path.join(WORK_FOLDER, path)
            if copy is None or now == result.writes[path] or not self._can_be_had(path, result.writes[path], result):
                continue
            if last and now and any(other.writes.get(path) == now for other in unsettled):
                continue
            os.makedirs(os.path.dirname(target), exist_ok=True)
            shutil.copyfile(copy, f"{target}.tmp-pipeline")
            os.replace(f"{target}.tmp-pipeline", target)
            done.append(path)
        return done


def changes_between(old: Ingredients, new: Ingredients) -> List[str]:
    """What is different, for people."""
    changes = []
    for label in {**old, **new}:
        if label not in old:
            changes.append(f"{label} is new")
        elif label not in new:
            changes.append(f"{label} is gone")
        elif old[label] != new[label]:
            told = label.startswith(("parameter ", "package ", "Python", "the seed"))
            changes.append(f"{label}: {_short(old[label])} → {_short(new[label])}" if told else f"{label} changed")
    return changes


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else f"{text[:57]}…"


# --- Inside a step's process


class FileTrace:
    """Which files the process reads and writes, told by Python itself (sys.addaudithook). Files of packages and of the system do not
    count. What native code opens is not told: files that the step's code names count as read, and files that are new
    or changed at the end as written."""

    def __init__(self, mentioned: List[str]):
        self.reads: Dict[str, Optional[str]] = {}
        self.writes: Set[str] = set()
        self.listed: Set[str] = set()
        self.folders: Set[str] = set()
        self._were_there: Set[str] = set()
        self._states: Dict[str, Any] = {}
        self._tracked: Dict[str, bool] = {}
        self._busy = threading.local()
        self._pid = os.getpid()
        self._on = True
        self._mentioned = {path for path in map(self._absolute, mentioned) if path}
        self._before = _snapshot()
        self._mentioned_before = {path: _state_of(path) for path in self._mentioned}
        sys.addaudithook(self._follow)

    def _follow(self, event: str, args: Any) -> None:
        handler = _EVENTS.get(event)
        if handler is None or not self._on or os.getpid() != self._pid or getattr(self._busy, "now", False):
            return
        self._busy.now = True
        try:
            handler(self, *args)
        except Exception:
            # What goes wrong here is no concern of the line that opens a file.
            pass
        finally:
            self._busy.now = False

    def _opened(self, path: Any, mode: Any, flags: int) -> None:
        path = self._absolute(path)
        if path is None:
            return
        writes = bool(flags & (os.O_WRONLY | os.O_RDWR))
        if not writes or (flags & (os.O_RDWR | os.O_APPEND) and not flags & os.O_TRUNC):
            self._read(path)
        if writes:
            self._write(path)

    def _read(self, path: str) -> None:
        if path not in self.writes and path not in self._states:
            self._states[path] = _state_of(path)

    def _write(self, path: str) -> None:
        if path in self._states and path not in self.reads and path not in self.writes:
            # The last moment to know what was read.
            self.reads[path] = digest_of_file(path)
        if path not in self._states and path not in self.writes and os.path.exists(path):
            self._were_there.add(path)
        self.writes.add(path)

    def _renamed(self, source: Any, target: Any, *_: Any) -> None:
        source, target = self._absolute(source), self._absolute(target)
        if source is not None and source not in self.writes:
            self._read(source)
            self._write(source)
        if target is not None:
            self._write(target)

    def _gone(self, path: Any, folder: int = -1) -> None:
        path = self._absolute(path) if folder == -1 else None
        if path is not None:
            self._write(path)

    def _made(self, path: Any, *_: Any) -> None:
        path = self._absolute(path)
        if path is not None:
            self.folders.add(path)

    def _connected(self, path: Any, *_: Any) -> None:
        path = self._absolute(path)
        if path is not None:
            self._read(path)
            self.reads.setdefault(path, digest_of_file(path))

    def _looked(self, path: Any = None) -> None:
        # Python looks for modules by itself, too.
        asked_by = sys._getframe(2).f_code.co_filename
        if not re.search("importlib|pkg_resources|pkgutil", asked_by):
            path = self._absolute("." if path is None else path)
            if path is not None:
                self.listed.add(path)

    def _absolute(self, path: Any) -> Optional[str]:
        """The path, if it is one that counts."""
        if not isinstance(path, (str, bytes, os.PathLike)):
            return None
        path = os.path.abspath(os.fsdecode(path))
        if path not in self._tracked:
            self._tracked[path] = _counts(path)
        return path if self._tracked[path] else None

    def finish(self) -> Dict[str, Any]:
        """What was read and written, with fingerprints. Nothing is followed any more."""
        self._on = False
        for module in list(sys.modules.values()):
            # Python may have read the compiled form of a module beside the notebook.
            path = self._absolute(getattr(module, "__file__", None))
            if path:
                self._read(path)
        after = _snapshot()
        unseen = {path for path in after or {} if self._before is not None and self._before.get(path) != after[path]}
        for path in self._mentioned - self.writes - set(self._states):
            if os.path.isdir(path):
                self.listed.add(path)
            elif _state_of(path) != self._mentioned_before[path]:
                unseen.add(path)
            else:
                self._states[path] = self._mentioned_before[path]
        for path, state in self._states.items():
            if path not in self.reads:
                self.reads[path] = digest_of_file(path) if _state_of(path) == state else "?"
            if _state_of(path) != state:
                self.writes.add(path)
        there = self._were_there.union(path for path, state in self._states.items() if state)
        written = {path: digest_of_file(path) for path in self.writes if os.path.isfile(path) or path in there}
        listings = {}
        for folder in self.listed:
            found = listing_of(folder)
            own = {os.path.basename(path) for path in (*self.writes, *self.folders) if os.path.dirname(path) == folder}
            listings[_portable(folder)] = found and {name: size for name, size in found.items() if name not in own}
        reads = {path: digest for path, digest in self.reads.items() if not os.path.isdir(path)}
        return {
            "reads": {_portable(path): digest for path, digest in sorted(reads.items())},
            "writes": {_portable(path): digest for path, digest in sorted(written.items())},
            "unseen": {_portable(path): digest_of_file(path) for path in sorted(unseen - self.writes)},
            "listings": listings,
            "folders": [_portable(path) for path in sorted(self.folders) if os.path.isdir(path)],
        }


_EVENTS = {
    "open": FileTrace._opened,
    "os.rename": FileTrace._renamed,
    "os.remove": FileTrace._gone,
    "os.mkdir": FileTrace._made,
    "os.listdir": FileTrace._looked,
    "os.scandir": FileTrace._looked,
    "sqlite3.connect": FileTrace._connected,
}


def _counts(path: str) -> bool:
    """Whether a file is one of the project's."""
    if _is_below(path, FOLDER):
        return False
    parts = _portable(path).split("/")
    if {"__pycache__", "site-packages", "dist-packages", "node_modules", ".git", ".trialbook", ".ipynb_checkpoints"}.intersection(parts):
        return False
    if _is_below(path, WORK_FOLDER):
        return not (_is_below(sys.prefix, WORK_FOLDER) and _is_below(path, sys.prefix))
    hidden = any(part.startswith(".") and part != ".." for part in parts)
    return not hidden and not any(_is_below(path, system) for system in _SYSTEM)


_SYSTEM = [path for path in (sys.prefix, sys.base_prefix, os.environ.get("SystemRoot"), os.environ.get("ProgramFiles")) if path]
_SYSTEM = [path for path in _SYSTEM if path not in ("/usr", "/usr/local") and not WORK_FOLDER.startswith(path)]
_SYSTEM += [os.path.dirname(os.__file__), "/bin", "/dev", "/etc", "/lib", "/lib64", "/proc", "/run", "/sys", "/var/lib", "/Library", "/System"]
_SYSTEM += [f"{usr}/{name}" for usr in ("/usr", "/usr/local") for name in ("bin", "include", "lib", "lib64", "share")]


def _is_below(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)


def _portable(path: str) -> str:
    """Relative to WORK, with `/`; as it is where it is on another drive."""
    try:
        return os.path.relpath(path, WORK_FOLDER).replace(os.sep, "/")
    except ValueError:
        return path


def _state_of(path: str) -> Optional[Tuple[int, int]]:
    try:
        stat = os.stat(path)
        return stat.st_size, stat.st_mtime_ns
    except OSError:
        return None


def _snapshot() -> Optional[Dict[str, Tuple[int, int]]]:
    """Sizes and times of the files in WORK, source code and hidden files aside; None where there are very many."""
    states: Dict[str, Tuple[int, int]] = {}
    folders = [WORK_FOLDER]
    seen = 0
    while folders:
        try:
            with os.scandir(folders.pop()) as entries:
                for entry in entries:
                    seen += 1
                    if seen > SNAPSHOT_FILES:
                        return None
                    if entry.name.startswith(".") or entry.path == FOLDER or not _counts(entry.path):
                        continue
                    if entry.is_dir(follow_symlinks=False):
                        if not os.path.exists(os.path.join(entry.path, "pyvenv.cfg")):
                            folders.append(entry.path)
                    elif not entry.name.endswith((".py", ".ipynb", ".md")):
                        stat = entry.stat()
                        states[entry.path] = (stat.st_size, stat.st_mtime_ns)
        except OSError:
            continue
    return states


def work(folder: str) -> int:
    """Run one step, as job.json in `folder` says, and leave its result there, or error.json."""
    job = read_json(os.path.join(folder, "job.json"))
    _end_with_runner()
    step = BY_NAME[job["step"]]
    sys.argv = [_file_of(step)]
    # What stands beside the notebook is found first, as in the notebook; but `steps` is this pipeline's.
    sys.path[0] = FOLDER
    storing, reporting = (importlib.import_module(f"steps.shared.{name}") for name in ("storing", "reporting"))
    sys.path[0] = WORK_FOLDER
    tracked = TrackedStep(job)
    reporting.begin(os.path.join(job["shown"], "report.html"), step.title or step.name, _file_of(step))
    try:
        _run_step(step, job, folder, storing, reporting)
    except BaseException as error:
        text = _traceback_of(error)
        reporting.finish(text)
        print(text, end="", file=sys.stderr)
        write_json(os.path.join(folder, "error.json"), _described(error, storing))
        tracked.end(error)
        return 1
    reporting.finish()
    tracked.end(None)
    return 0


def _run_step(step: Step, job: Dict[str, Any], folder: str, storing: Any, reporting: Any) -> None:
    began = time.perf_counter()
    trace = FileTrace(job["mentioned"])
    module = importlib.import_module(f"steps.{step.name}")
    storing.store_by_value(module)
    reporting.follow_libraries(module)
    arguments = {**_loaded(storing, job["inputs"]), **job["parameters"]}
    if job["seed"] is not None:
        storing.seed_generators(int(digest_of(job["seed"], step.name)[:8], 16))
    for source, entry in job["random"].items():
        storing.restore_generator(source, storing.load(entry["folder"], entry)[source])
    returned = getattr(module, step.name)(**arguments)
    random = {source: storing.generator_state(source) for source in step.random}
    del arguments
    result = {"seconds": time.perf_counter() - began, **trace.finish()}
    values = dict(zip(step.outputs, returned if len(step.outputs) > 1 else [returned]))
    result["outputs"] = {
        stem: _stored(storing, folder, f"outputs/{stem}", {name: values[name] for name in names}, job["definitions"])
        for stem, names in step.stored.items()
    }
    result["random"] = {
        source: _stored(storing, folder, f"random/{source}", {source: state}, []) for source, state in random.items()
    }
    _keep_written(folder, {**result["writes"], **result["unseen"]})
    write_json(os.path.join(folder, "result.json"), result)


def _loaded(storing: Any, inputs: Dict[str, Dict[str, Any]]) -> Dict[str, Any]:
    """The inputs by name. Those of one file are read together, so that they share what they shared."""
    files: Dict[str, Dict[str, Any]] = {}
    for name, entry in inputs.items():
        path = os.path.join(entry["folder"], entry["file"])
        if path not in files:
            try:
                files[path] = storing.load(entry["folder"], entry)
            except storing.CannotLoad as error:
                error.made_by, error.variable = entry["made_by"], name
                raise
    return {name: files[os.path.join(entry["folder"], entry["file"])][name] for name, entry in inputs.items()}


def _stored(storing: Any, folder: str, stem: str, values: Dict[str, Any], definitions: List[str]) -> Dict[str, Any]:
    os.makedirs(os.path.join(folder, os.path.dirname(stem)), exist_ok=True)
    entry = storing.save(folder, stem, values)
    path = os.path.join(folder, entry["file"])
    with open(path, "rb+") as file:
        os.fsync(file.fileno())
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            # What is stored by its name in the shared definitions is another thing once these have changed.
            refers = data.find(b"steps.shared.definitions") >= 0
            used = [name for name in definitions if refers and data.find(name.encode()) >= 0]
    return {**entry, "digest": digest_of_file(path), "definitions": used}


def _keep_written(folder: str, writes: Dict[str, Optional[str]]) -> None:
    """Copy the files that the step has written, so that they can be put back."""
    for path, digest in writes.items():
        source = os.path.join(WORK_FOLDER, path)
        if digest and os.path.getsize(source) <= KEPT_FILE_BYTES:
            os.makedirs(os.path.join(folder, "files"), exist_ok=True)
            shutil.copyfile(source, os.path.join(folder, "files", digest))


def _end_with_runner() -> None:
    """Let this process and what it has started end if the runner is killed: then the pipe that is the standard input ends."""
    lifeline = os.dup(0)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)

    def wait() -> None:
        os.read(lifeline, 1)
        if hasattr(os, "killpg"):
            os.killpg(os.getpgrp(), signal.SIGKILL)
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


def _traceback_of(error: BaseException) -> str:
    """Without what is of this file, which is not what went wrong."""
    trace = error.__traceback__
    while trace is not None and trace.tb_frame.f_code.co_filename == __file__:
        trace = trace.tb_next
    if trace is None:
        return "".join(traceback.format_exception_only(type(error), error))
    return "".join(traceback.format_exception(type(error), error, trace))


def _described(error: BaseException, storing: Any) -> Dict[str, Any]:
    frames = [(frame.filename, frame.lineno) for frame in traceback.extract_tb(error.__traceback__)]
    steps = os.path.join(FOLDER, "steps", "")
    kinds = {storing.CannotLoad: "load", storing.CannotStore: "store"}
    return {
        "kind": kinds.get(type(error), "disk" if getattr(error, "errno", None) in _DISK_FULL else "step"),
        "type": type(error).__name__,
        "message": str(error),
        "made_by": getattr(error, "made_by", None),
        "variable": getattr(error, "variable", None),
        "places": [frame for frame in frames if frame[0].startswith(steps) and "reporting.py" not in frame[0]],
    }


_DISK_FULL = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG)


# --- Trialbook: where it can be imported, an execution is a run, and its steps are the runs inside of it


class TrackedStep:
    """A step as a run, in the step's own process. What goes wrong with it is no concern of the step."""

    def __init__(self, job: Dict[str, Any]):
        self._run: Any = None
        self._report = os.path.join(job["shown"], "report.html")
        if not job["tracked"]:
            return
        with contextlib.suppress(Exception):
            from trialbook import capture, starting
            from trialbook.direct_output import DirectOutput

            capture.followers.append(DirectOutput(["stdout", "stderr"]).follow)
            tags = {"cached": "no", "reason": job["reason"], "attempt": job["attempt"]}
            self._run = starting.start(name=job["step"], params=job["parameters"], tags=tags, lent=True)

    def end(self, error: Optional[BaseException]) -> None:
        with contextlib.suppress(Exception):
            if self._run is not None:
                self._run.log_artifact(self._report)
                self._run.end(**({"status": "FAILED", "exit_code": 1, "error": error} if error else {}))


class TrackedExecution:
    """An execution as a run, in the runner."""

    def __init__(self, parameters: Dict[str, Any]):
        self._run: Any = None
        if os.environ.get("TRIALBOOK_PIPELINE_UNTRACKED", "") not in ("", "0"):
            return
        with contextlib.suppress(Exception):
            import trialbook

            self._run = trialbook.start_run(name=os.path.basename(FOLDER), params=parameters, tags={"pipeline": NOTEBOOK})

    @property
    def on(self) -> bool:
        return self._run is not None

    def cached(self, step: Step, parameters: Dict[str, Any], shown: str) -> None:
        """A step that did not have to run."""
        with contextlib.suppress(Exception):
            if self._run is not None:
                import trialbook

                with trialbook.start_run(name=step.name, nested=True, params=parameters, tags={"cached": "yes"}) as run:
                    run.log_artifact(os.path.join(shown, "report.html"))

    def end(self, status: str, exit_code: int) -> None:
        with contextlib.suppress(Exception):
            if self._run is not None:
                self._run.end(status, exit_code=exit_code)


# --- Running


class Console:
    """What the person is told, or with --json another program."""

    def __init__(self, as_json: bool):
        self._json = as_json
        self._lock = threading.Lock()
        #: The beginning of a line whose end has not come, by step and stream.
        self._open: Dict[Tuple[str, str], bytes] = {}

    def tell(self, event: str, text: str, **fields: Any) -> None:
        """One thing that happened: `text` for people, `fields` for programs."""
        with self._lock:
            if self._json:
                self._write("stdout", (json.dumps({"event": event, **fields}) + "\n").encode())
            else:
                self._write("stderr", (text + "\n").encode("utf-8", "replace"))

    def relay(self, step: str, stream: str, data: bytes, alone: bool) -> None:
        """What a step prints: as it is, or whole lines with the step's name where several are at work. Without data: its end."""
        with self._lock:
            held = self._open.pop((step, stream), b"")
            if self._json:
                if data:
                    text = data.decode("utf-8", "replace")
                    self._write("stdout", (json.dumps({"event": "output", "step": step, "stream": stream, "text": text}) + "\n").encode())
            elif alone and not held:
                self._write(stream, data)
            else:
                *lines, rest = (held + data).split(b"\n")
                if rest and data:
                    self._open[step, stream] = rest
                elif rest:
                    lines.append(rest)
                # Of a progress bar, only how it ended.
                lines = [line.rstrip(b"\r").rpartition(b"\r")[2] for line in lines]
                self._write(stream, b"".join(b"%s | %s\n" % (step.encode(), line) for line in lines))

    def _write(self, stream: str, data: bytes) -> None:
        # Nobody may read any more; the steps go on.
        with contextlib.suppress(OSError, ValueError, AttributeError):
            target = getattr(sys, stream)
            target.flush()
            target.buffer.write(data)
            target.buffer.flush()


class Running:
    """A step at work."""

    def __init__(self, step: Step, reason: str, attempt: int, folder: str, shown: str):
        self.step = step
        self.reason = reason
        self.attempt = attempt
        self.folder = folder
        self.shown = shown
        self.began = time.monotonic()
        self.timed_out = False
        #: Steps that were at work at the same time.
        self.beside: Set[str] = set()
        self.process: Any = None


class Execution:
    """Runs what has to run, several steps at once where they do not depend on each other."""

    def __init__(self, options: argparse.Namespace, parameters: Dict[str, Any], console: Console):
        self._options = options
        self._parameters = parameters
        self._console = console
        self._seed: Optional[int] = options.seed_steps if options.seed_steps is not None else SEED_STEPS
        self._selected, forced = selection(options)
        self._judge = Judge(parameters, self._seed, forced)
        self._waiting = [step for step in STEPS if step.name in self._selected]
        self._running: Dict[str, Running] = {}
        self._ended: "queue.Queue[Running]" = queue.Queue()
        self._record: Dict[str, Any] = {}
        self._failed = False
        self._made_here: Set[str] = set()
        self.id = time.strftime("%Y%m%d-%H%M%S-") + secrets.token_hex(2)
        self._folder = os.path.join(RUNS, self.id)
        self._tracked: Any = None

    def run(self) -> int:
        """Returns the exit status."""
        began = time.monotonic()
        os.makedirs(self._folder)
        self._tracked = TrackedExecution(self._parameters)
        status, code = "failed", 1
        try:
            while (self._waiting and not self._failed) or self._running:
                self._start_what_can()
                if self._running:
                    self._wait_for_one()
            if not self._failed:
                self._judge.put_back(set(self._judge.results), last=True)
                status, code = "done", 0
        except (KeyboardInterrupt, Stopped) as stopped:
            status, code = "stopped", 128 + (stopped.number if isinstance(stopped, Stopped) else int(signal.SIGINT))
        finally:
            self._stop_all()
            self._judge.files.save()
            self._finish(status, code, time.monotonic() - began)
        return code

    def _finish(self, status: str, code: int, seconds: float) -> None:
        ran = sum(1 for each in self._record.values() if each["state"] == "done")
        cached = sum(1 for each in self._record.values() if each["state"] == "cached")
        where = os.path.relpath(self._folder)
        text = f"{status} in {seconds:.1f} s: {ran} ran, {cached} up to date. What they showed is in {where}"
        self._console.tell("end", text, status=status, seconds=seconds, steps=self._record, folder=self._folder)
        self._write_record(status)
        self._tracked.end({"done": "FINISHED", "failed": "FAILED"}.get(status, "KILLED"), code)

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
        with contextlib.suppress(OSError):
            shutil.copytree(os.path.join(result.folder, "shown"), shown)
        self._note(step, "cached", f"{step.name}: up to date")
        self._tracked.cached(step, self._parameters_of(step), shown)

    def _parameters_of(self, step: Step) -> Dict[str, Any]:
        return {name: self._parameters[name] for name in step.parameters}

    def _start(self, step: Step, reason: str, attempt: int) -> None:
        put_back = self._judge.put_back(_before({step.name}))
        if put_back:
            self._console.tell("put-back", f"{step.name}: put back {', '.join(put_back)}", step=step.name, files=put_back)
        folder = os.path.join(CACHE, step.name, f"tmp-{secrets.token_hex(4)}")
        shown = os.path.join(self._folder, step.name)
        os.makedirs(folder)
        os.makedirs(shown, exist_ok=True)
        running = Running(step, reason, attempt, folder, shown)
        running.beside = set(self._running)
        for other in self._running.values():
            other.beside.add(step.name)
        write_json(os.path.join(folder, "job.json"), self._job(running))
        self._note(step, "running", f"{step.name}: runs, {reason}", reason=reason, attempt=attempt)
        command = [sys.executable, os.path.abspath(__file__), "--worker", folder]
        group: Dict[str, Any] = {"start_new_session": True} if os.name != "nt" else {"creationflags": 0x200}
        pipe = subprocess.PIPE
        running.process = subprocess.Popen(command, cwd=WORK_FOLDER, env=_environment(), stdin=pipe, stdout=pipe, stderr=pipe, **group)
        self._running[step.name] = running
        threading.Thread(target=self._follow, args=(running,), daemon=True).start()

    def _job(self, running: Running) -> Dict[str, Any]:
        step, judge = running.step, self._judge
        also = judge.definitions_in_inputs(step)
        texts = judge.code.texts(step, also) | {value for value in self._parameters_of(step).values() if isinstance(value, str)}
        inputs = {}
        for variable, name in step.inputs.items():
            inputs[variable] = {**judge.results[name].output(variable), "folder": judge.results[name].folder, "made_by": name}
        random = {}
        for source, before in step.random.items():
            if before is not None and source in judge.results[before].random:
                random[source] = {**judge.results[before].random[source], "folder": judge.results[before].folder}
        return {
            "step": step.name,
            "reason": running.reason,
            "attempt": running.attempt,
            "parameters": self._parameters_of(step),
            "inputs": inputs,
            "random": random,
            "seed": self._seed,
            "mentioned": sorted(text for text in texts if _looks_like_a_path(text)),
            "definitions": sorted(judge.code.definitions),
            "shown": running.shown,
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
            relay.join(1.0)
        self._ended.put(running)

    def _relay(self, running: Running, stream: str, source: Any) -> None:
        with open(os.path.join(running.shown, f"{stream}.txt"), "ab") as file:
            for piece in iter(lambda: source.read1(65536), b""):
                # Where the disk is full, what is printed is at least seen.
                with contextlib.suppress(OSError):
                    file.write(piece)
                    file.flush()
                self._console.relay(running.step.name, stream, piece, len(self._running) < 2)
        self._console.relay(running.step.name, stream, b"", len(self._running) < 2)

    def _wait_for_one(self) -> None:
        # Windows lets nothing interrupt a wait without a limit.
        while True:
            with contextlib.suppress(queue.Empty):
                running = self._ended.get(timeout=0.2)
                break
            self._look_at_the_clock()
        del self._running[running.step.name]
        error = self._error_of(running)
        if error is None:
            self._keep(running)
        else:
            shutil.rmtree(running.folder, ignore_errors=True)
            self._fail(running, error)

    def _look_at_the_clock(self) -> None:
        for running in self._running.values():
            if self._options.timeout and not running.timed_out and time.monotonic() - running.began > self._options.timeout:
                running.timed_out = True
                threading.Thread(target=_stop, args=(running.process,), daemon=True).start()

    def _error_of(self, running: Running) -> Optional[Dict[str, Any]]:
        code = running.process.returncode
        if code == 0 and os.path.exists(os.path.join(running.folder, "result.json")):
            return None
        if running.timed_out:
            return {"kind": "time", "message": f"it took longer than {self._options.timeout:g} s"}
        with contextlib.suppress(OSError, ValueError):
            return read_json(os.path.join(running.folder, "error.json"))
        if code < 0:
            more = ", perhaps for want of memory" if -code == getattr(signal, "SIGKILL", 9) else ""
            return {"kind": "process", "message": f"its process was ended by signal {-code}{more}"}
        return {"kind": "process", "message": f"its process ended with status {code}"}

    def _keep(self, running: Running) -> None:
        """Make what the step left its result."""
        step, judge = running.step, self._judge
        path = os.path.join(running.folder, "result.json")
        data = read_json(path)
        unseen = data.pop("unseen")
        # Of what changed while several steps were at work, only what this one's code names is taken for its own.
        names = judge.code.texts(step, set()) if running.beside else set()
        own = {path: digest for path, digest in unseen.items() if not running.beside or any(os.path.basename(path) in text for text in names)}
        data["writes"].update(own)
        data["after"] = {}
        for name in step.after:
            written = judge.results[name].writes
            if not written.keys() & data["reads"].keys():
                data["after"][name] = judge.results[name].id
        data["ingredients"] = judge.ingredients(step)
        data["made"] = time.time()
        data["execution"] = self.id
        write_json(path, data)
        os.remove(os.path.join(running.folder, "job.json"))
        shutil.copytree(running.shown, os.path.join(running.folder, "shown"))
        found = digest_of(data["reads"], data["listings"], data["after"], data["writes"], data["outputs"], data["random"])
        judge.settle(step, keep_result(step.name, running.folder, f"{digest_of(data['ingredients'])[:12]}-{found[:8]}"))
        self._made_here.add(step.name)
        seconds = time.monotonic() - running.began
        self._note(step, "done", f"{step.name}: done in {seconds:.1f} s", seconds=seconds, reason=running.reason)

    def _fail(self, running: Running, error: Dict[str, Any]) -> None:
        step = running.step
        maker = BY_NAME.get(error.get("made_by") or "")
        if error["kind"] == "load" and maker is not None and maker.name not in self._made_here:
            # Other versions of packages, perhaps. What was stored can be made anew.
            del self._judge.results[maker.name]
            self._judge.forced.add(maker.name)
            self._waiting = [each for each in STEPS if each in (*self._waiting, maker, step)]
            self._note(step, "waiting", f"{step.name}: {error['variable']} cannot be read any more ({error['message']}); {maker.name} makes it anew")
        elif running.attempt <= self._options.retries:
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
        with contextlib.suppress(OSError):
            record = {"pipeline": os.path.basename(FOLDER), "status": status, "parameters": self._parameters, "steps": self._record}
            write_json(os.path.join(self._folder, "execution.json"), record)

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
            if ask and os.name != "nt":
                # Its children may still be at work.
                continue
            return


def _looks_like_a_path(text: str) -> bool:
    return 0 < len(text) < 300 and "\n" not in text and bool(re.search(r"[/\\]|\.\w{1,8}$", text))


# --- What went wrong


def explained(step: Step, error: Dict[str, Any]) -> Tuple[str, Dict[str, Any]]:
    """A failure for people, and its fields for programs: message, cell, line, file."""
    fields: Dict[str, Any] = {"message": error["message"], "kind": error["kind"], "type": error.get("type")}
    kind, message = error["kind"], error["message"]
    lines = [f"{step.name} failed: {error['type']}: {message}" if kind == "step" else f"{step.name} failed: {message}"]
    for file, line in reversed(error.get("places", []) if kind == "step" else []):
        text, cell, cell_line = place_in_notebook(file, line)
        where = f"cell {cell}" + (f", line {cell_line}" if cell_line else "") + f" of {NOTEBOOK}, " if cell else ""
        lines.append(f"    at {where}{os.path.relpath(file)}:{line}")
        lines.append(f"        {text}")
        if "cell" not in fields:
            fields.update(cell=cell, cell_line=cell_line, file=file, line=line)
    advice = {
        "step": "Mend it there and run again: what is done stays done.",
        "disk": "There is no room left on the disk. Make some and run again: what is done stays done.",
        "time": "Give it more with --timeout.",
        "load": "What was stored cannot be read. Keep what makes it and what uses it in one step.",
    }.get(kind)
    return "\n".join([*lines, *([advice] if advice else [])]), fields


def place_in_notebook(file: str, line: int) -> Tuple[str, Optional[int], Optional[int]]:
    """The text of a line of a step, the notebook's cell it is from, and the line there (counted from 1) where it can be found."""
    cell, text = None, ""
    with contextlib.suppress(OSError), open(file, encoding="utf-8") as source:
        for number, text in enumerate(source, 1):
            marker = re.match(r"\s*# %% cell (\d+)", text)
            cell = int(marker.group(1)) if marker else cell
            if number == line:
                break
    text = text.strip()
    with contextlib.suppress(OSError, ValueError, KeyError, IndexError, TypeError):
        notebook = read_json(os.path.join(FOLDER, NOTEBOOK))
        cells = notebook["cells"] if "cells" in notebook else [each for sheet in notebook["worksheets"] for each in sheet["cells"]]
        found = cells[(cell or 0) - 1]
        source = found.get("source", found.get("input", ""))
        written = [each.strip() for each in "".join(source).split("\n")]
        same = [at for at, each in enumerate(written, 1) if each == text] or [at for at, each in enumerate(written, 1) if each and each in text]
        return text, cell, same[0] if cell and same else None
    return text, cell, None


# --- The command line


def selection(options: argparse.Namespace) -> Tuple[Set[str], Set[str]]:
    """The steps that are looked at, and of those the ones that run whatever the cache says."""
    if options.only:
        forced = set(options.only)
        selected = forced
    elif options.start:
        forced = {options.start} | _after({options.start})
        selected = forced
    else:
        selected = set(BY_NAME)
        forced = selected if options.force else set()
    return selected | _before(selected), forced


def _before(names: Set[str]) -> Set[str]:
    found: Set[str] = set()
    for step in reversed(STEPS):
        if step.name in names | found:
            found.update(step.before)
    return found


def _after(names: Set[str]) -> Set[str]:
    found: Set[str] = set()
    for step in STEPS:
        if (names | found).intersection(step.before):
            found.add(step.name)
    return found


def parameters_with(settings: List[str]) -> Dict[str, Any]:
    """parameters.json, with what --set says instead. Raises Refusal."""
    path = os.path.join(FOLDER, PARAMETERS)
    try:
        parameters = read_json(path) if any(step.parameters for step in STEPS) or os.path.exists(path) else {}
    except (OSError, ValueError) as error:
        raise Refusal(f"{path} cannot be read: {error}") from error
    if not isinstance(parameters, dict):
        raise Refusal(f"{path} must hold an object: parameter → value.")
    for setting in settings:
        name, equals, text = setting.partition("=")
        if not equals or name not in parameters:
            raise Refusal(f"--set {setting}: write NAME=VALUE. Parameters: {', '.join(parameters) or 'none'}.")
        parameters[name] = _value_like(parameters[name], name, text)
    missing = {name for step in STEPS for name in step.parameters if name not in parameters}
    if missing:
        raise Refusal(f"{path} lacks {', '.join(sorted(missing))}.")
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


def explain(options: argparse.Namespace, parameters: Dict[str, Any]) -> List[Dict[str, str]]:
    """For each step whether it would run, and why."""
    selected, forced = selection(options)
    judge = Judge(parameters, options.seed_steps if options.seed_steps is not None else SEED_STEPS, forced)
    told: List[Dict[str, str]] = []
    for step in [step for step in STEPS if step.name in selected]:
        unknown = [name for name in step.before if name not in judge.results]
        result, reason = judge.decide(step)
        if result is None:
            told.append({"step": step.name, "state": "runs", "reason": reason})
        elif unknown:
            told.append({"step": step.name, "state": "perhaps", "reason": f"if {' or '.join(unknown)} gives something else than before"})
        else:
            judge.settle(step, result)
            told.append({"step": step.name, "state": "up to date", "reason": reason})
    return told


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
            if error.errno in (errno.EAGAIN, errno.EACCES, errno.EWOULDBLOCK, errno.EDEADLK):
                file.seek(0)
                who = file.read(100).decode("ascii", "replace").strip()
                raise Busy(f"Another execution of this pipeline is at work{who and f' (process {who})'}. Wait for its end, or stop it.") from error
            # A disk without locks. Nothing is lost by two executions but their time.
        else:
            file.seek(0)
            file.truncate()
            file.write(str(os.getpid()).encode())
            file.flush()
        yield


def clean() -> None:
    """Remove what executions that were killed have left unfinished."""
    for name in BY_NAME:
        folder = os.path.join(CACHE, name)
        for entry in os.listdir(folder) if os.path.isdir(folder) else []:
            if entry.startswith("tmp-"):
                shutil.rmtree(os.path.join(folder, entry), ignore_errors=True)


def arguments() -> argparse.ArgumentParser:
    head, _, rest = (__doc__ or "").partition("\n\n")
    parser = argparse.ArgumentParser(description=head, epilog=rest, formatter_class=argparse.RawDescriptionHelpFormatter)
    some_steps = parser.add_mutually_exclusive_group()
    some_steps.add_argument("--only", metavar="STEP", action="append", choices=list(BY_NAME), help="run this step again; can be given several times")
    some_steps.add_argument("--from", metavar="STEP", dest="start", choices=list(BY_NAME), help="run this step and all that follow from it again")
    some_steps.add_argument("--force", action="store_true", help="run all steps again")
    parser.add_argument("--set", metavar="NAME=VALUE", action="append", default=[], help="another value of a parameter, this time")
    parser.add_argument("--jobs", metavar="N", type=_positive, default=os.cpu_count() or 1, help="at most so many steps at once (default: %(default)s)")
    parser.add_argument("--retries", metavar="N", type=int, default=0, help="try a step that fails so many times more")
    parser.add_argument("--timeout", metavar="SECONDS", type=float, help="stop a step that takes longer")
    parser.add_argument("--seed-steps", metavar="N", type=int, help="seed each step by its name and this number" if SEED_STEPS is not None else argparse.SUPPRESS)
    parser.add_argument("--explain", action="store_true", help="say what would run, and why; run nothing")
    parser.add_argument("--list", action="store_true", help="the steps; run nothing")
    parser.add_argument("--json", action="store_true", help="tell everything as lines of JSON on stdout")
    return parser


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def main() -> int:
    options = arguments().parse_args()
    if options.seed_steps is not None and SEED_STEPS is None:
        raise Refusal("--seed-steps: this pipeline hands the random generators on from step to step. Write it again with seeded steps.")
    parameters = parameters_with(options.set)
    if options.list:
        for step in STEPS:
            cells = [index + 1 for index in step.cells]
            fields = {"step": step.name, "title": step.title, "cells": cells, "inputs": step.inputs, "outputs": step.outputs}
            needs = f"  ← {', '.join(step.before)}" if step.before else ""
            print(json.dumps(fields) if options.json else f"{step.name}: {step.title or step.name}{needs}")
        return 0
    if options.explain:
        for told in explain(options, parameters):
            print(json.dumps(told) if options.json else f"{told['step']}: {told['state']}, {told['reason']}")
        return 0
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), _on_signal)
    with only_execution():
        clean()
        return Execution(options, parameters, Console(options.json)).run()


def _on_signal(number: int, frame: Any) -> None:
    raise Stopped(number)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--worker"]:
        status = work(sys.argv[2])
        # A thread that a step has left behind must not keep its process alive.
        late = threading.Timer(10.0, os._exit, [status])
        late.daemon = True
        late.start()
        sys.exit(status)
    try:
        sys.exit(main())
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        sys.exit(refusal.status)
    except (KeyboardInterrupt, Stopped):
        sys.exit(130)
