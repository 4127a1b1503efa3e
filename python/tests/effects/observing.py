"""What a call really does: calls it on values made for that, and looks at them before and after."""

import contextlib
import copy
import io
import random
import warnings
from dataclasses import dataclass, field

import joblib
import numpy as np
import pandas as pd
from kinds_of_values import IMMUTABLE, UNSTORABLE, kind_of


@dataclass
class Seen:
    """What one call did."""

    result: object
    receiver_changed: bool = False
    arguments_changed: set = field(default_factory=set)  # positions and keywords
    is_receiver: bool = False
    hangs_together: bool = False  # changing the receiver (the first argument) changes the result, or the other way round
    held: set = field(default_factory=set)  # the same of the other arguments: their positions and keywords
    moved: set = field(default_factory=set)  # the global generators that were drawn from


class NotCallable(Exception):
    """The call raised: with these arguments there is nothing to see."""


def observe(call, args=(), keywords=None, receiver=None, untouched=None):
    """Calls `call` with copies of these arguments and tells what that did.

    `receiver` is the object whose method it is (None: a function), `untouched` the look of one that is just like it.
    """
    before = {**dict(enumerate(args)), **(keywords or {})}
    given = {place: fresh(value) for place, value in before.items()}
    states = generator_states()
    try:
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            result = call(*(given[place] for place in range(len(args))), **{name: given[name] for name in keywords or {}})
    except (Exception, SystemExit) as error:
        raise NotCallable(type(error).__name__) from error
    seen = Seen(result)
    seen.moved = {name for name, state in generator_states().items() if state != states[name]}
    seen.receiver_changed = receiver is not None and look(receiver) != untouched
    seen.arguments_changed = {place for place, value in given.items() if look(value) != look(before[place])}
    others = list(given.items())
    first = receiver if receiver is not None or not others else others.pop(0)[1]
    if kind_of(result) not in IMMUTABLE | UNSTORABLE:
        seen.is_receiver = result is first
        seen.hangs_together = seen.is_receiver or hang_together(first, result)
        seen.held = {place for place, other in others if other is result or hang_together(other, result)}
    return seen


def hang_together(one, other):
    return pokes_through(one, other) or pokes_through(other, one)


def fresh(value):
    return value if callable(value) else copy.deepcopy(value)


def generator_states():
    kind, keys, position, *rest = np.random.get_state()
    return {"numpy": (kind, keys.tobytes(), position, *rest), "python": random.getstate()}


def look(value):
    """What can be seen of a value, comparable by `==`."""
    if value is np.ma.masked:
        return "masked"
    if isinstance(value, np.ndarray):
        return (value.shape, str(value.dtype), value.flags.writeable, [look(part) for part in value.flat] if value.dtype == object else value.tobytes())
    if isinstance(value, pd.DataFrame):
        return (look(value.columns), look(value.index), [look_values(value.iloc[:, place]) for place in range(value.shape[1])])
    if isinstance(value, pd.Series):
        return (repr(value.name), look(value.index), look_values(value))
    if isinstance(value, pd.Index):
        return (repr(value.names), look_values(value))
    if isinstance(value, (list, tuple)):
        return [type(value).__name__, *map(look, value)]
    if isinstance(value, dict):
        return {repr(key): look(part) for key, part in value.items()}
    if kind_of(value) in ("iterator", "generator"):  # that they are used up is in their nature
        return None
    if kind_of(value) == "groupby":
        return look(value.obj)
    if callable(value) and not hasattr(value, "get_params"):
        return None
    try:
        return joblib.hash(value)
    except Exception:  # it has no state that can be read
        return None


def look_values(values):
    try:
        return (str(values.dtype), repr(values.tolist()))
    except TypeError:  # an index of no dimension, which comes of a wrong argument
        return str(values.dtype)


def pokes_through(poked, watched):
    """Whether a change of the one is seen in the other. Each is left as it then is."""
    before = look(watched)
    return poke(poked) and look(watched) != before


def poke(value):
    """Changes a value in place, as a later line of a notebook might. False where that cannot be done."""
    try:
        if value is np.ma.masked:
            return False
        if isinstance(value, np.ndarray):
            value.flat[0] = not value.flat[0] if value.dtype == bool else value.flat[0] + 1
        elif isinstance(value, pd.DataFrame):
            value.iloc[0, 0] = value.iloc[0, 0] + 1
        elif isinstance(value, pd.Series):
            value.iloc[0] = value.iloc[0] + 1
        elif isinstance(value, pd.Index):
            value.name = "poked"
        elif isinstance(value, list):
            value.append("poked")
        elif isinstance(value, dict):
            value["poked"] = 1
        elif isinstance(value, set):
            value.add("poked")
        elif isinstance(value, tuple):
            return any([poke(part) for part in value])
        else:
            return False
    except Exception:  # read only, empty, of another type
        return False
    return True
