"""Answers questions about the Python that runs it: which names a star import binds, which distributions modules come from.

One JSON object on stdin, `{"stars": [...], "modules": [...]}`; one JSON object a line on stdout: first
`{"python", "stdlib", "versions"}`, then one `{"star", "names"}` for each star. What is imported may print, exit or crash: its
output goes nowhere, and what was answered before has been said.

Any Python can at least say that it is too old, so this file has no syntax that an old one would not read.
"""

import json
import os
import sys

OLDEST = (3, 9)


def main():
    # Modules are to be found where a notebook finds them, and not beside this file.
    sys.path.pop(0)
    answers = os.fdopen(os.dup(1), "w")
    if sys.version_info < OLDEST:
        say(answers, {"python": python_version(), "old": True})
        return
    questions = json.loads(sys.stdin.buffer.read().decode("utf-8"))
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)
    say(answers, {"python": python_version(), "stdlib": standard_modules(), "versions": versions(questions["modules"])})
    for module in questions["stars"]:
        say(answers, {"star": module, "names": star_names(module)})
    answers.flush()
    # Threads and exit handlers of what was imported are of no interest.
    os._exit(0)


def say(answers, answer):
    answers.write(json.dumps(answer) + "\n")
    answers.flush()


def python_version():
    return "{}.{}.{}".format(*sys.version_info[:3])


def standard_modules():
    if hasattr(sys, "stdlib_module_names"):
        return sorted(sys.stdlib_module_names)
    import pkgutil

    library = os.path.dirname(os.__file__)
    folders = [library, os.path.join(library, "lib-dynload")]
    return sorted(set(sys.builtin_module_names).union(module.name for module in pkgutil.iter_modules(folders)))


def star_names(module):
    """Those that `from module import *` binds, null where it raises."""
    if not all(part.isidentifier() for part in module.split(".")):
        return None
    names = {}
    try:
        exec("from {} import *".format(module), names)
    except BaseException:
        return None
    return sorted(name for name in names if name != "__builtins__")


def versions(modules):
    """By module (dotted ones too): the distribution that brings it, null where none does or several do."""
    if not modules:
        return {}
    wanted = set(modules)
    found = {module: {} for module in modules}
    for distribution in installed():
        for module, is_whole in modules_of(distribution, wanted).items():
            name = distribution.metadata["Name"]
            # A distribution that is found twice counts where it is found first, as for imports.
            found[module].setdefault(name, {"version": distribution.version, "whole": is_whole})
    return {module: choose(module, candidates) for module, candidates in found.items()}


def installed():
    from importlib import metadata

    for distribution in metadata.distributions():
        try:
            if distribution.metadata["Name"] and distribution.version:
                yield distribution
        except Exception:
            # One broken distribution must not hide the others.
            continue


def modules_of(distribution, wanted):
    """Which of the modules it brings, and whether as a whole: a namespace package is brought in part by many."""
    brought = {}
    try:
        files = [path for path in paths_of(distribution) if path.endswith((".py", ".so", ".pyd"))]
        declared = (distribution.read_text("top_level.txt") or "").split()
    except Exception:
        return brought
    tops = {module.split(".", 1)[0] for module in wanted}
    there = set()
    for path in files:
        top = path.split("/", 1)[0].split(".", 1)[0]
        if top not in tops:
            continue
        there.add(top)
        parts = path.split("/")
        stem = parts[-1].split(".", 1)[0]
        parts = parts[:-1] if stem == "__init__" else parts[:-1] + [stem]
        for length in range(1, len(parts) + 1):
            module = ".".join(parts[:length])
            if module in wanted:
                brought[module] = brought.get(module, False) or length == len(parts)
    for module in declared:
        # All that is known of what is installed for editing.
        if module in wanted:
            brought.setdefault(module, module not in there)
    return brought


def paths_of(distribution):
    """Of its files, with slashes. Its own record is read at once, since there may be ten thousands of them."""
    record = distribution.read_text("RECORD")
    if record is None:
        return [file.as_posix() for file in distribution.files or []]
    return [line.split(",", 1)[0].strip('"') for line in record.splitlines()]


def choose(module, candidates):
    whole = {name: candidate for name, candidate in candidates.items() if candidate["whole"]}
    names = sorted(whole) or (sorted(candidates) if len(candidates) == 1 else [])
    if not names:
        return None
    plain = module.split(".", 1)[0].lower().replace("_", "-")
    name = next((name for name in names if name.lower().replace("_", "-") == plain), names[0])
    return {"distribution": name, "version": candidates[name]["version"]}


if __name__ == "__main__":
    main()
