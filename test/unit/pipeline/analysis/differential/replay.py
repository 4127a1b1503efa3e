"""Tries what analysis says of notebooks against what CPython does with them.

Reads a list of {"cells", "flow"} and prints, for each, what was found wrong, as a list of sentences. First each notebook is run with
an eye on which names each statement reads, binds and changes. Then it is cut at random places where no bond stands against that,
each piece is run in a namespace of its own that has nothing but what the flow says is needed, stored and loaded in between, and
what it prints is compared.
"""

import contextlib
import io
import json
import pickle
import random
import re
import sys
import warnings

import cloudpickle
import numpy as np

FREE = {"import", "constant", "definition"}
CUTS = 4


class Watched(dict):
    """A namespace that knows which of its values were read before they were replaced, and which were replaced."""

    def begin(self):
        self.start = dict(self)
        self.read, self.bound = set(), set()

    def __getitem__(self, name):
        value = super().__getitem__(name)
        if name in self.start and self.start[name] is value and name not in self.bound:
            self.read.add(name)
        return value

    def __setitem__(self, name, value):
        self.bound.add(name)
        super().__setitem__(name, value)

    def __delitem__(self, name):
        self.bound.add(name)
        super().__delitem__(name)

    def end(self):
        """Names that were bound or deleted, also those by `global`, which do not come by here."""
        gone = {name for name in self.start if name not in self}
        return self.bound | gone | {name for name, value in self.items() if name not in self.start or self.start[name] is not value}


def run(text, space, index):
    """What a statement prints, without addresses."""
    np.random.seed(index)
    out = io.StringIO()
    with contextlib.redirect_stdout(out), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        exec(compile(text, f"<statement {index}>", "exec"), space)
    return re.sub(r"0x[0-9a-f]+", "0x", out.getvalue())


def variables(unit, field):
    return [one for one in unit[field] if ":" not in one["subject"] and one["subject"] != "__name__"]


def watch(texts, units, bonds):
    """Runs a notebook as it is. Gives what each statement printed and what is missing in what was said of it."""
    space, wrong, printed = Watched(__name__="__main__"), [], []
    for index, text in enumerate(texts):
        space.begin()
        space.start.pop("__builtins__", None)
        printed.append(run(text, space, index))
        bound = {name for name in space.end() if not name.startswith("__")}
        unit = units[index]
        uses = {use["subject"] for use in unit["uses"]}
        writes = {write["subject"]: write["how"] for write in unit["writes"]}
        # What a generator reads when it is gone through was noted where it was made, in the same step.
        uses |= {use["subject"] for bond in bonds if bond["to"] == index for use in units[bond["from"]]["uses"]}
        for name in sorted(space.read - uses - {"__builtins__", "__name__"}):
            wrong.append(f"statement {index} reads {name}: {text!r}")
        for name in sorted(bound - {name for name, how in writes.items() if how != "mutate"}):
            wrong.append(f"statement {index} binds {name}: {text!r}")
        for name, how in writes.items():
            if how in ("bind", "delete") and name not in bound:
                wrong.append(f"statement {index} does not {how} {name}: {text!r}")
    return printed, wrong


def cut_and_run(texts, units, flow, rng):
    """Runs a notebook in pieces. Gives what each statement printed."""
    tied = [unit["role"] not in FREE | {"local-definition"} for unit in units]
    allowed = [at for at in range(1, len(units)) if not any(bond["from"] < at <= bond["to"] for bond in flow["bonds"])]
    cuts = sorted(rng.sample(allowed, min(len(allowed), rng.randint(1, 4))))
    starts, ends = [0, *cuts], [*cuts, len(units)]
    store, printed = {}, [""] * len(units)
    for start, end in zip(starts, ends):
        for tracker in (cloudpickle.cloudpickle._DYNAMIC_CLASS_TRACKER_BY_CLASS, cloudpickle.cloudpickle._DYNAMIC_CLASS_TRACKER_BY_ID):
            tracker.clear()
        mine = [index for index in range(start, end) if tied[index]]
        written = {write["subject"] for index in mine for write in variables(units[index], "writes")}
        open_groups = [set(one["subjects"]) for one in flow["together"] if one["from"] < end <= one["to"] and written & set(one["subjects"])]
        needed = needs(units, tied, start, end) | {name for group in open_groups for name in group if name in store}
        space = load(store, needed)
        for index in range(len(units)):
            if units[index]["role"] == "import":
                run(texts[index], space, index)
        for index in range(len(units)):
            if units[index]["role"] in ("constant", "definition"):
                run(texts[index], space, index)
        for index in range(start):
            if units[index]["role"] == "local-definition":
                run(texts[index], space, index)
        for index in range(start, end):
            if units[index]["role"] not in FREE:
                printed[index] = run(texts[index], space, index)
        keep(store, space, written | {name for group in open_groups for name in group if name in space}, open_groups)
    return printed, cuts


def needs(units, tied, start, end):
    """Names whose value a piece needs from before it."""
    given, needed = set(), set()
    for index in range(start, end):
        if not tied[index]:
            continue
        for use in variables(units[index], "uses"):
            name = use["subject"]
            writers = [other for other in range(index) if tied[other] and any(write["subject"] == name for write in units[other]["writes"])]
            if writers and writers[-1] < start and name not in given:
                needed.add(name)
        given |= {write["subject"] for write in units[index]["writes"] if write["how"] == "bind"}
    return needed


def load(store, names):
    space, loaded = {"__name__": "__main__"}, {}
    for name in names:
        if name not in store:
            continue
        blob = store[name]
        if id(blob) not in loaded:
            loaded[id(blob)] = pickle.loads(blob)
        space[name] = loaded[id(blob)][name]
    return space


def keep(store, space, names, groups):
    """Stores names, those of a group in one piece. What is unbound now is no longer there."""
    left = set(names)
    while left:
        block = {left.pop()}
        while more := {name for group in groups if group & block for name in group if name in space} - block:
            block |= more
        left -= block
        try:
            blob = cloudpickle.dumps({name: space[name] for name in block if name in space})
        except Exception:
            blob = None
        for name in block:
            if name in space and blob is not None:
                store[name] = blob
            else:
                store.pop(name, None)


def tried(case, rng):
    texts = [text for cell in case["cells"] for text in cell]
    flow = case["flow"]
    units = flow["units"]
    errors = [problem["message"] for problem in flow["problems"] if problem["severity"] == "error"]
    if errors or len(units) != len(texts):
        return [f"problems: {errors}", f"{len(units)} statements of {len(texts)}"]
    printed, wrong = watch(texts, units, flow["bonds"])
    for _ in range(CUTS):
        cuts = None
        try:
            again, cuts = cut_and_run(texts, units, flow, rng)
        except Exception as error:
            line = next((frame for frame in reversed(error_lines(error)) if "<statement" in frame), "")
            wrong.append(f"{type(error).__name__}: {error} {line}")
            continue
        for index, (one, other) in enumerate(zip(printed, again)):
            if one != other and units[index]["role"] not in FREE | {"nothing"}:
                wrong.append(f"cut at {cuts}: statement {index} prints {other!r} and not {one!r}: {texts[index]!r}")
                break
    return wrong


def error_lines(error):
    import traceback

    return traceback.format_tb(error.__traceback__)


def main():
    cases = json.load(sys.stdin)
    json.dump([tried(case, random.Random(index)) for index, case in enumerate(cases)], sys.stdout)


main()
