#!/usr/bin/env python
"""Docstring
over lines."""
import a.b.c as d, e
from ...pkg.mod import (f as g, h,)
from . import *
if x:
    pass
elif y: z = 1; w = 2
else:
    if v: pass

@decorator
@ other.decorator(1)
@(parenthesised)
def function(a, b: int = 1, /, c=2, *args: str, d, e=3, **kwargs) -> None:
    # a comment
    return

async def coroutine():
    async with a as b, c: await d
    async for e in f:
        yield e
    else:
        break_ = [g async for h in i if await j]

@decorator
class Class(Base, metaclass=Meta, **options):
	tab = 1
	def method(self): return 1, *x

for a, b in c, d:
    continue
else:
    pass
while True:
    break
try: pass
except A: pass
except (B, C) as error:
    raise X from error
except:
    raise
else: pass
finally: pass
with (open(a) as b, open(c) as d,): pass
with (a, b) as c, d: pass
with (yield_): pass
assert a, 'message'
assert (b)
global p, q
x = (1 +
     2
)
long = a + \
    b
if a: b; c;
def one(): return lambda: 0
def two():
    nonlocal_ = 1
    def three():
        nonlocal nonlocal_
