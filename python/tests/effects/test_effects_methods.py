"""The tables of methods and attributes say at least what methods and attributes really do."""

import matplotlib.pyplot as plt
import pytest

from attempts import MAKERS, attempts, public
from carefulness import complaints
from kinds_of_values import kind_of
from observing import NotCallable, look, observe

# These would leave the process or ask the network. (To clip at nothing is to do nothing, and nobody does it.)
NOT_TRIED = {"to_clipboard", "to_gbq", "to_iceberg"}
# What has this method is hardly ever of that kind, when its kind is not known.
TAKEN_FOR_ANOTHER = {("random-generator", "sample")}
# Labels that are given as an array, or a name that is a list, are kept as they are. Nobody changes them afterwards.
GIVEN_LABELS = {"set_axis", "set_index", "to_frame"}
# So many calls that fit are looked at for each value. Drawing takes long.
ENOUGH = 6
ENOUGH_DRAWN = 2


def members(wanted):
    found = {}
    for kind, makers in MAKERS.items():
        for make in makers:
            value = make()
            for name in public(value):
                if has(value, name, wanted):
                    found.setdefault((kind, name), []).append(make)
    return [pytest.param(kind, name, makers, id=f"{kind}.{name}") for (kind, name), makers in sorted(found.items(), key=lambda one: one[0])]


def has(value, name, wanted):
    try:
        return callable(getattr(value, name)) == wanted
    except Exception:  # not every value has each attribute of its class
        return False


@pytest.fixture(autouse=True)
def no_figures():
    yield
    plt.close("all")


@pytest.mark.parametrize("kind, name, makers", members(True))
def test_a_method_does_no_more_than_is_told(tables, kind, name, makers):
    found = set()
    tried = 0
    for make in makers:
        fitted = 0
        untouched = look(make())
        for args, keywords in attempts(getattr(make(), name)):
            if name in NOT_TRIED or (name == "clip" and (not args or args[0] is None)):
                continue
            receiver = make()
            try:
                seen = observe(getattr(receiver, name), args, keywords, receiver, untouched)
            except NotCallable:
                continue
            effect = tables.method(kind, name, args, keywords)
            assert effect is not None, "not known"
            if name in GIVEN_LABELS:
                seen.held = set()
            found |= {f"with {args} {keywords}: {complaint}"[:300] for complaint in complaints(effect, seen)}
            if seen.receiver_changed and (kind, name) not in TAKEN_FOR_ANOTHER and not is_careful(tables, name, args, keywords):
                found.add(f"with {args} {keywords}: changes its receiver, also where the kind of that is not known"[:300])
            tried += 1
            fitted += 1
            if fitted == (ENOUGH_DRAWN if kind_of(seen.result) == "axes" else ENOUGH):
                break
    if tried == 0:
        pytest.skip("none of the arguments fits")
    assert not found


def is_careful(tables, name, args, keywords):
    effect = tables.method(None, name, args, keywords, statement=True)
    return effect is None or "receiver" in effect.get("mutates", [])


@pytest.mark.parametrize("kind, name, makers", members(False))
def test_an_attribute_is_no_more_than_is_told(tables, kind, name, makers):
    effect = tables.attribute(kind, name)
    assert effect is not None, "not known"
    for make in makers:
        receiver = make()
        seen = observe(lambda: getattr(receiver, name), (), {}, receiver, look(make()))
        assert complaints(effect, seen) == []
