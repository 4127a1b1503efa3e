"""Runs inside of the notebook's kernel, where the notebook does not see it: describes the notebook's variables into files."""

import json
import os
import sys
from typing import Any

_NAME = "_trialbook_kernel_side"


def install(settings: str) -> str:
    """The code that brings this into a fresh kernel and leaves no name in the notebook's own namespace."""
    source = "import runpy, sys, types\nmodule = types.ModuleType(%r)\nsys.modules[%r] = module\nmodule.__dict__.update(runpy.run_path(%r))\nmodule.start(%r)\n"
    return "exec(%r, {})" % (source % (_NAME, _NAME, os.path.abspath(__file__), settings))


def request(cell: int, when: str) -> str:
    """The code that describes what is wanted ``before`` or ``after`` the cell."""
    return "__import__('sys').modules[%r].take(%d, %r)" % (_NAME, cell, when)


def start(settings: str) -> None:
    import importlib.util

    module = sys.modules[_NAME]
    with open(settings, encoding="utf-8") as file:
        module.settings = json.load(file)  # type: ignore[attr-defined]
    folder = module.settings["fingerprints"]  # type: ignore[attr-defined]
    name = "_trialbook_fingerprints"
    spec = importlib.util.spec_from_file_location(name, os.path.join(folder, "__init__.py"), submodule_search_locations=[folder])
    assert spec is not None and spec.loader is not None
    sys.modules[name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(sys.modules[name])
    module.fingerprints = sys.modules[name]  # type: ignore[attr-defined]
    module.blobs = sys.modules[name].Blobs(module.settings["blobs"])  # type: ignore[attr-defined]


def take(cell: int, when: str) -> None:
    from IPython import get_ipython

    module: Any = sys.modules[_NAME]
    if when == "before" and module.settings["fresh"]:
        _fill_free_memory(module.settings["fresh"])
    names = module.settings["before" if when == "before" else "names"].get(str(cell), [])
    found = module.fingerprints.snapshot(get_ipython().user_ns, names, module.blobs, module.settings["folders"])
    module.fingerprints.keep(os.path.join(module.settings["out"], "cell-%d.json" % cell), {when: found})


def _fill_free_memory(value: int) -> None:
    """What `numpy.empty` shows is what the memory held before. numpy keeps small pieces for itself: let those hold something else."""
    numpy = sys.modules.get("numpy")
    if numpy is not None:
        _ = [numpy.full(size, value, "u1") for size in range(1, 1024) for _ in range(7)]
