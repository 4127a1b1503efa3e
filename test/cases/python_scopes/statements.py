import os.path, numpy as np
from math import *
from json import loads as read, dumps
from . import neighbour

with open("a") as file, read() as (left, *right):
    pass

try:
    for index, (a, b) in enumerate([]):
        counter += a
    else:
        done = True
except (OSError, ValueError) as error:
    print(error)
finally:
    del counter

while (chunk := file.read()):
    continue

match chunk:
    case {"kind": str() as kind, **others} if kind in others:
        pass
    case [first, *middle, os.sep]:
        pass
    case np.array(shape=(width, _)) | np.matrix(shape=(_, width)):
        pass
    case _:
        pass

frame.columns, values[0] = 1, 2
label: str = "x"
plain: int
(grouped): int = 1
frame.name: str = "n"
global declared
declared = 1


def worker():
    try:
        pass
    except TypeError as group:
        group.split()
    with lock as held:
        import sys as system
    for held.attribute in values:
        values[held] += 1
    assert plain, f"{label!r:>{width}} {(lambda: held)()}"
    return print


@register(np)
def decorated(argument: os.PathLike = np.pi, *rest: tuple, **named: dict) -> "str":
    inner: list = []
    return inner
