"""The tables of functions say at least what the functions of Python, numpy, pandas and scipy really do."""

import importlib
import types

import numpy as np
import pytest

from attempts import public
from carefulness import complaints
from function_attempts import LEFT_OUT, MODULES, attempts, takes
from observing import NotCallable, fresh, observe

# So many calls that fit are looked at.
ENOUGH = 7


def functions():
    for module_name in MODULES:
        module = importlib.import_module(module_name)
        for name in sorted(getattr(module, "__all__", public(module))):
            call = getattr(module, name)
            if callable(call) and not isinstance(call, types.ModuleType) and name not in LEFT_OUT.get(module_name, ()) and not name.startswith("read_"):
                yield pytest.param(f"{module_name}.{name}", call, id=f"{module_name}.{name}")


@pytest.mark.parametrize("name, call", functions())
def test_a_function_does_no_more_than_is_told(tables, name, call):
    found = set()
    tried = 0
    for args, keywords in attempts(name.rpartition(".")[0], call):
        try:
            seen = observe(call, args, keywords)
        except NotCallable:
            continue
        effect = tables.function(name, args, keywords)
        found |= {f"with {args} {keywords}: {complaint}"[:300] for complaint in complaints(effect, seen)}
        if tried < 3 and takes(call, "out"):
            found |= {f"with {args} {keywords} and out: {complaint}"[:300] for complaint in complaints_with_out(tables, name, call, args, keywords)}
        tried += 1
        if tried == ENOUGH:
            break
    if tried == 0:
        pytest.skip("none of the arguments fits")
    assert tables.function(name) is not None, "not known"
    assert not found


def complaints_with_out(tables, name, call, args, keywords):
    """What is left out when the result is put where the call says: by keyword and, as people do with numpy's functions, by place."""
    room = call(*map(fresh, args), **keywords)
    if not isinstance(room, np.ndarray):
        return
    room = np.full_like(room, 7)
    calls = [(args, {**keywords, "out": room})]
    if isinstance(call, np.ufunc) and name.startswith("numpy."):
        calls.append(((*args, room), keywords))
    for more_args, more_keywords in calls:
        try:
            seen = observe(call, more_args, more_keywords)
        except NotCallable:
            continue
        yield from complaints(tables.function(name, more_args, more_keywords), seen)
