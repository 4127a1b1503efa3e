"""The results of steps: where they are kept, and whether they can be used again.

A result is a folder, .cache/<step>/<id>/, that is complete from the moment it has its name: result.json says what it was made from, and how
to read what is in outputs/. What a step needs is known in part before it runs (its ingredients: code, parameters, inputs, packages), in
part only afterwards (files that it has read). A result can be used if all of that is as it was.
"""

import contextlib
import json
import os
import re
import secrets
import shutil
import sys
from typing import Any, Dict, List, Optional, Set, Tuple

from steps.shared.ingredients import Code, Packages, digest_of, read_json, write_json
from steps.shared.tracing import Files, listing_of

#: So many results of each step are kept, so that going back to earlier code or parameters costs nothing.
KEPT_RESULTS = 5


class Result:
    """What a step gave once: a folder in .cache/<step>/, which is complete from the moment it has its name."""

    #: When, in seconds since 1970, and why the step ran.
    made: float
    reason: str
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
        write_json(os.path.join(folder, "result.json"), data, outlives_power=True)
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
        #: All that are kept; that of a settled step comes first.
        self._kept = {step.name: Result.all_in(os.path.join(self._cache, step.name)) for step in steps}
        self._before = {step.name: steps_before(steps, {step.name}) for step in steps}

    def settle(self, step: Any, result: Result) -> None:
        self.results[step.name] = result
        self._kept[step.name] = [result, *(other for other in self._kept[step.name] if other.id != result.id)]

    def decide(self, step: Any) -> Tuple[Optional[Result], str]:
        """A result that can be used, or None; and why."""
        # Somebody may have edited it since the last step.
        self.code = Code(self._definitions)
        if step.name in self.forced:
            return None, "asked for"
        reasons = []
        for result in self._kept[step.name]:
            reason = self._against(step, result)
            if reason is None:
                return result, "nothing has changed"
            reasons.append(reason)
        return None, reasons[0] if reasons else "for the first time"

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
        # Of a step that is not settled, what it had last may tell.
        made_by = {variable: [self.results[name]] if name in self.results else self._kept[name][:1] for variable, name in step.inputs.items()}
        return {name for variable, results in made_by.items() for result in results for name in result.output(variable)["definitions"]}

    def _against(self, step: Any, result: Result) -> Optional[str]:
        """Why this result cannot be used; None: it can."""
        made = self.ingredients(step)
        for label in [*(f"input {each}" for each in step.inputs), *(f"the random state of {each}" for each in step.random)]:
            # Of a step that is not settled, it may be the same.
            if label not in made and label in result.ingredients:
                made[label] = result.ingredients[label]
        changes = changes_between(result.ingredients, made)
        if changes:
            return ", ".join(changes)
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
        return now in self._written(path, set(self._kept) - self._before[step.name] - {step.name})

    def _can_be_had(self, path: str, result: Result) -> bool:
        """Whether a file is as the step has written it, or can be put back without loss of what somebody else has written."""
        now = self.files.digest(path)
        if now == result.writes[path]:
            return True
        return now in {None, *self._written(path, set(self._kept))} and (result.writes[path] is None or result.kept(path) is not None)

    def _without_ours(self, step: Any, folder: str, listing: Optional[Dict[str, int]]) -> Optional[Dict[str, int]]:
        """A listing without what this step and later ones write there."""
        later = [result for name, results in self._kept.items() if name not in self._before[step.name] for result in results]
        ours = {path for result in later for path in (*result.writes, *result.folders)}
        return listing and {name: size for name, size in listing.items() if (name if folder == "." else f"{folder}/{name}") not in ours}

    def _written(self, path: str, names: Set[str]) -> Set[Optional[str]]:
        """All that these steps are known to have written to a file."""
        return {result.writes[path] for name in names for result in self._kept[name] if path in result.writes}

    def _settled(self, names: Set[str]) -> List[Result]:
        return [self.results[step.name] for step in self._steps if step.name in names and step.name in self.results]

    def put_back(self, names: Set[str], last: bool = False) -> List[str]:
        """Put back the files that these steps have written, where they are gone or a later step has written over them, and remove again
        what they have removed. At the `last`, what was left there by steps that this execution did not look at stays."""
        wanted: Dict[str, Result] = {}
        for result in self._settled(names):
            for folder in result.folders:
                os.makedirs(os.path.join(self._work, folder), exist_ok=True)
            wanted.update({path: result for path in result.writes})
        others = set(self._kept) - set(self.results) if last else set()
        done = []
        for path, result in wanted.items():
            now, copy, target = self.files.digest(path), result.kept(path), os.path.join(self._work, path)
            if now == result.writes[path] or now in self._written(path, others) - {None} or not self._can_be_had(path, result):
                continue
            if copy is None:
                os.remove(target)
            else:
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
        elif json.dumps(old[label]) != json.dumps(new[label]):
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
