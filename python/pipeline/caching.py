"""The results of steps: what each was made from, where it is kept, and whether it can be used again.

A result is a folder, .cache/<step>/<id>/, that is complete from the moment it has its name: result.json says what it was made from, and how
to read what is in outputs/. What a step needs is known in part before it runs (code, parameters, inputs, packages: its ingredients), in part
only afterwards (files that it has read). A result can be used if all of that is as it was.
"""

import ast
import contextlib
import hashlib
import importlib.metadata
import json
import os
import re
import secrets
import shutil
import sys
import time
from typing import Any, Dict, Iterator, List, Optional, Set, Tuple

from steps.shared.tracing import Files, listing_of, state_of

#: So many results of each step are kept, so that going back to earlier code or parameters costs nothing.
KEPT_RESULTS = 5


class DamagedCode(Exception):
    """The code of a step cannot be read; the message says where."""


def digest_of(*parts: Any) -> str:
    """A fingerprint of what JSON can hold."""
    return hashlib.blake2b(json.dumps(parts, sort_keys=True).encode(), digest_size=16).hexdigest()


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


class Code:
    """The code of steps: their own files, and what they use of the shared definitions."""

    def __init__(self, definitions: str):
        """`definitions`: the file of the shared definitions, which may not exist. Raises DamagedCode, as all methods do."""
        self._trees: Dict[str, ast.Module] = {}
        shared = self._tree(definitions).body if os.path.exists(definitions) else []
        self._shared = [(_bound_by(statement), statement) for statement in shared]
        self.definitions = {name for names, _ in self._shared for name in names}

    def ingredients(self, step: Any, also: Set[str]) -> Dict[str, str]:
        """A fingerprint for each part of the code. `also`: definitions that inputs are made of, such as the class of an object."""
        # Without places and comments: code that was moved, or a word to the reader, is no other code.
        return {label: digest_of(ast.dump(tree)) for label, tree in self._parts(step, also).items()}

    def imports(self, step: Any, also: Set[str]) -> Set[str]:
        """The top-level modules that are imported."""
        names: List[str] = []
        for node in self._nodes(step, also):
            if isinstance(node, ast.Import):
                names += [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names.append(node.module)
        return {name.partition(".")[0] for name in names}

    def texts(self, step: Any, also: Set[str]) -> Set[str]:
        """The texts in the code, among which are names of files."""
        return {node.value for node in self._nodes(step, also) if isinstance(node, ast.Constant) and isinstance(node.value, str)}

    def _nodes(self, step: Any, also: Set[str]) -> Iterator[ast.AST]:
        for tree in self._parts(step, also).values():
            yield from ast.walk(tree)

    def _parts(self, step: Any, also: Set[str]) -> Dict[str, ast.AST]:
        """The step's file, and the shared statements that it needs directly or through each other."""
        wanted = set(also)
        for node in ast.walk(self._tree(step.file)):
            if isinstance(node, ast.ImportFrom) and (node.module or "").endswith("shared.definitions"):
                wanted.update(alias.name for alias in node.names)
        parts: Dict[str, ast.AST] = {"its code": self._tree(step.file)}
        size = 0
        while wanted and len(parts) != size:
            size = len(parts)
            for at, (names, statement) in enumerate(self._shared):
                label = f"{', '.join(sorted(names)) or f'statement {at + 1}'} in shared/definitions.py"
                # A statement that binds no name may be about any.
                if label not in parts and (names & wanted or not names or "*" in wanted):
                    parts[label] = statement
                    wanted |= {node.id for node in ast.walk(statement) if isinstance(node, ast.Name)}
        return parts

    def _tree(self, path: str) -> ast.Module:
        if path not in self._trees:
            try:
                with open(path, "rb") as file:
                    self._trees[path] = ast.parse(file.read(), path)
            except OSError as error:
                raise DamagedCode(f"{path} cannot be read: {error.strerror}. Write the pipeline again.") from error
            except SyntaxError as error:
                raise DamagedCode(f"{path}, line {error.lineno}: {error.msg}") from error
        return self._trees[path]


def _bound_by(statement: ast.stmt) -> Set[str]:
    """The names that a statement binds, if that is all it does."""
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
    """The versions of what is installed, by the names that are imported."""

    def __init__(self, kept: str):
        """`kept`: the file that the names are kept in."""
        self._kept = kept
        self._names: Dict[str, List[str]] = {}

    def versions(self, modules: Set[str]) -> Dict[str, str]:
        versions = {}
        for name in sorted({name for module in modules for name in self._distributions().get(module, [])}):
            with contextlib.suppress(importlib.metadata.PackageNotFoundError):
                versions[f"package {name}"] = importlib.metadata.version(name)
        return versions

    def _distributions(self) -> Dict[str, List[str]]:
        """Module → the distributions that it is of. To look into all takes a while, so it is kept until one is installed."""
        if not self._names:
            state = digest_of([(path, state_of(path)) for path in sys.path[1:]])
            with contextlib.suppress(OSError, ValueError):
                known = read_json(self._kept)
                if known["state"] == state:
                    self._names = known["names"]
                    return self._names
            for distribution in importlib.metadata.distributions():
                declared = (distribution.read_text("top_level.txt") or "").split()
                files = [path for path in distribution.files or [] if path.suffix in (".py", ".so", ".pyd")] if not declared else []
                for module in {*declared, *(path.parts[0].partition(".")[0] for path in files)}:
                    self._names.setdefault(module, []).append(distribution.metadata["Name"])
            with contextlib.suppress(OSError):
                write_json(self._kept, {"state": state, "names": self._names})
        return self._names


class Result:
    """What a step gave once: a folder in .cache/<step>/, which is complete from the moment it has its name."""

    made: float
    #: What it was made from, as far as that is known before the step runs: for people → fingerprint or value.
    ingredients: Dict[str, Any]
    #: Path → fingerprint of what was read; None: there was nothing; "?": it was written over before it could be known.
    reads: Dict[str, Optional[str]]
    #: Folder → what was in it when it was looked into.
    listings: Dict[str, Optional[Dict[str, int]]]
    #: Path → fingerprint of what was written; None: it was removed.
    writes: Dict[str, Optional[str]]
    #: Folders that were made.
    folders: List[str]
    #: Step before this one → the id of its result, where no file tells what came from there.
    after: Dict[str, str]
    #: Name of a file → its description for storing.load, with `digest` and `definitions`.
    outputs: Dict[str, Dict[str, Any]]
    #: Random generator → the description of its state.
    random: Dict[str, Dict[str, Any]]

    def __init__(self, folder: str):
        self.folder = folder
        self.id = os.path.basename(folder)
        data = read_json(os.path.join(folder, "result.json"))
        for name in Result.__annotations__:
            setattr(self, name, data[name])

    def output(self, variable: str) -> Dict[str, Any]:
        """The description of the file that holds a variable."""
        return next(entry for entry in self.outputs.values() if variable in entry["names"])

    def kept(self, path: str) -> Optional[str]:
        """The copy of a file that the step wrote, if there is one."""
        digest = self.writes.get(path)
        copy = os.path.join(self.folder, "files", digest or "")
        return copy if digest and os.path.isfile(copy) else None

    @staticmethod
    def all_in(folder: str) -> List["Result"]:
        """The results in the folder of a step, the newest first."""
        results = []
        for entry in os.listdir(folder) if os.path.isdir(folder) else []:
            # One that is damaged, or of another version of this program, is no result.
            with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
                if not entry.startswith("tmp-"):
                    results.append(Result(os.path.join(folder, entry)))
        return sorted(results, key=lambda result: result.made, reverse=True)

    @staticmethod
    def keep(folder: str, data: Dict[str, Any]) -> "Result":
        """Make a finished folder, which stands beside the results of its step, one of them, and let go of the oldest."""
        write_json(os.path.join(folder, "result.json"), data)
        found = digest_of(*(data[each] for each in ("reads", "listings", "writes", "after", "outputs", "random")))
        final = os.path.join(os.path.dirname(folder), f"{digest_of(data['ingredients'])[:12]}-{found[:8]}")
        if os.path.exists(final):
            # The same once more, because it was asked for.
            aside = os.path.join(os.path.dirname(folder), f"tmp-{secrets.token_hex(4)}")
            os.replace(final, aside)
            shutil.rmtree(aside, ignore_errors=True)
        os.replace(folder, final)
        for old in Result.all_in(os.path.dirname(folder))[KEPT_RESULTS:]:
            shutil.rmtree(old.folder, ignore_errors=True)
        return Result(final)


class Judge:
    """Tells of each step whether a kept result is what running it would give, and if not, why. Steps are settled one after the other, each
    with the result that counts in this execution."""

    def __init__(self, steps: List[Any], folder: str, work: str, parameters: Dict[str, Any], seed: Optional[int], forced: Set[str]):
        """`folder`: the pipeline's. `work`: where the steps run. `forced`: steps that are to run whatever their results."""
        self._steps = steps
        self._folder = folder
        self._work = work
        self._parameters = parameters
        self._seed = seed
        self.forced = forced
        self._definitions = os.path.join(folder, "steps", "shared", "definitions.py")
        self._cache = os.path.join(folder, ".cache")
        self.code = Code(self._definitions)
        self.files = Files(work, os.path.join(self._cache, "digests.json"))
        self._packages = Packages(os.path.join(self._cache, "packages.json"))
        #: The results of the steps that are settled.
        self.results: Dict[str, Result] = {}
        self._newest = {step.name: next(iter(self._kept(step)), None) for step in steps}
        self._before = {step.name: steps_before(steps, {step.name}) for step in steps}

    def _kept(self, step: Any) -> List[Result]:
        return Result.all_in(os.path.join(self._cache, step.name))

    def settle(self, step: Any, result: Result) -> None:
        self.results[step.name] = self._newest[step.name] = result

    def decide(self, step: Any) -> Tuple[Optional[Result], str]:
        """A result that can be used, or None; and why."""
        # Somebody may have edited it since the last step.
        self.code = Code(self._definitions)
        if step.name in self.forced:
            return None, "asked for"
        reasons = []
        for result in self._kept(step):
            reason = self._against(step, result)
            if reason is None:
                return result, "nothing has changed"
            reasons.append(reason)
        return None, reasons[0] if reasons else "it has no result yet"

    def ingredients(self, step: Any) -> Dict[str, Any]:
        """What the result will be made from. Inputs of steps that are not settled are left out."""
        also = self.definitions_in_inputs(step)
        made: Dict[str, Any] = dict(self.code.ingredients(step, also))
        made["what it hands on"] = [step.outputs, step.uncertain, step.groups, sorted(step.random)]
        made.update({f"parameter {name}": self._parameters[name] for name in step.parameters})
        made["Python"] = "%d.%d" % sys.version_info[:2]
        made.update(self._packages.versions(self.code.imports(step, also)))
        if self._seed is not None:
            made["the seed"] = self._seed
        for variable, name in step.inputs.items():
            if name in self.results:
                made[f"input {variable}"] = self.results[name].output(variable)["digest"]
        for source, before in step.random.items():
            if before is None or before in self.results:
                made[f"the random state of {source}"] = before and self.results[before].random[source]["digest"]
        return made

    def definitions_in_inputs(self, step: Any) -> Set[str]:
        """Shared functions and classes that stored inputs refer to by name."""
        known = [self.results[name].output(variable) for variable, name in step.inputs.items() if name in self.results]
        return {name for entry in known for name in entry["definitions"]}

    def _against(self, step: Any, result: Result) -> Optional[str]:
        """Why this result cannot be used; None: it can."""
        made = self.ingredients(step)
        for label in [*(f"input {each}" for each in step.inputs), *(f"the random state of {each}" for each in step.random)]:
            # Of a step that is not settled, it may be the same.
            if label not in made and label in result.ingredients:
                made[label] = result.ingredients[label]
        if made != result.ingredients:
            return ", ".join(changes_between(result.ingredients, made))
        for path, digest in result.reads.items():
            if not self._is_as_it_was(step, path, digest, result):
                return f"{path} {self._what_happened_to(path, digest)}"
        for folder, listing in result.listings.items():
            now = listing_of(os.path.join(self._work, folder))
            if self._without_ours(step, folder, listing) != self._without_ours(step, folder, now):
                return f"the files in {folder} are other ones"
        for path, digest in result.writes.items():
            if not self._can_be_had(path, result):
                return f"{path}, which it writes, {self._what_happened_to(path, digest)}"
        for name, used in result.after.items():
            if name in self.results and self.results[name].id != used:
                return f"{name}, which comes before it, has run anew"
        for entry in (*result.outputs.values(), *result.random.values()):
            path = os.path.join(result.folder, entry["file"])
            if self.files.digest(path) != entry["digest"]:
                return f"its stored result {os.path.relpath(path, self._folder)} was damaged"
        return None

    def _what_happened_to(self, path: str, digest: Optional[str]) -> str:
        return "is gone" if self.files.digest(path) is None else "changed" if digest else "is new"

    def _is_as_it_was(self, step: Any, path: str, digest: Optional[str], result: Result) -> bool:
        """Whether the step would read the same."""
        written = [earlier.writes[path] for earlier in self._settled(self._before[step.name]) if path in earlier.writes]
        if written:
            return written[-1] == digest
        now = self.files.digest(path)
        if now == digest or (path in result.writes and result.writes[path] == now):
            return True
        # A later step of the pipeline may have written over what this one had read.
        return any(path in later.writes and later.writes[path] == now for later in self._later(step))

    def _can_be_had(self, path: str, result: Result) -> bool:
        """Whether a file is as the step has written it, or can be put back without loss of what somebody else has written."""
        now = self.files.digest(path)
        if now == result.writes[path]:
            return True
        ours = {other.writes[path] for other in self._newest.values() if other and path in other.writes}
        return now in {None, *ours} and (result.writes[path] is None or result.kept(path) is not None)

    def _without_ours(self, step: Any, folder: str, listing: Optional[Dict[str, int]]) -> Optional[Dict[str, int]]:
        """A listing without what this step and later ones write there."""
        ours = {path for later in (self._newest[step.name], *self._later(step)) if later for path in (*later.writes, *later.folders)}
        return listing and {name: size for name, size in listing.items() if (name if folder == "." else f"{folder}/{name}") not in ours}

    def _later(self, step: Any) -> List[Result]:
        return [other for name, other in self._newest.items() if other and name != step.name and name not in self._before[step.name]]

    def _settled(self, names: Set[str]) -> List[Result]:
        return [self.results[step.name] for step in self._steps if step.name in names and step.name in self.results]

    def put_back(self, names: Set[str], last: bool = False) -> List[str]:
        """Put back the files that these steps have written, where they are gone or a later step has written over them. At the `last`,
        what was left there by steps that this execution did not look at stays."""
        wanted: Dict[str, Result] = {}
        for result in self._settled(names):
            for folder in result.folders:
                os.makedirs(os.path.join(self._work, folder), exist_ok=True)
            wanted.update({path: result for path in result.writes})
        others = [other for name, other in self._newest.items() if other and name not in self.results] if last else []
        done = []
        for path, result in wanted.items():
            now, copy, target = self.files.digest(path), result.kept(path), os.path.join(self._work, path)
            if copy is None or now == result.writes[path] or not self._can_be_had(path, result):
                continue
            if now is None or not any(other.writes.get(path) == now for other in others):
                os.makedirs(os.path.dirname(target), exist_ok=True)
                shutil.copyfile(copy, f"{target}.tmp-pipeline")
                os.replace(f"{target}.tmp-pipeline", target)
                done.append(path)
        return done


def changes_between(old: Dict[str, Any], new: Dict[str, Any]) -> List[str]:
    """What is different, for people."""
    changes = []
    for label in {**old, **new}:
        if label not in old or label not in new:
            changes.append(f"{label} is {'new' if label in new else 'gone'}")
        elif old[label] != new[label]:
            told = re.match("parameter |package |Python|the seed", label)
            changes.append(f"{label}: {_short(old[label])} → {_short(new[label])}" if told else f"{label} changed")
    return changes


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else f"{text[:57]}…"


def steps_before(steps: List[Any], names: Set[str]) -> Set[str]:
    """All steps that these need, directly or through others."""
    found: Set[str] = set()
    for step in reversed(steps):
        if step.name in names | found:
            found.update(step.before)
    return found


def steps_after(steps: List[Any], names: Set[str]) -> Set[str]:
    """All steps that need one of these, directly or through others."""
    found: Set[str] = set()
    for step in steps:
        if (names | found).intersection(step.before):
            found.add(step.name)
    return found
