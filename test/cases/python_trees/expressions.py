x = 1_000 + 0xFF + 0b1_0 + 0o17 + 1e-3 + .5 + 5. + 1_0.0_1j + 10**30 - 0xFFFF_FFFF_FFFF_FFFF_FF
y = not a and b or c if d else (lambda *a, k=1, **kw: (yield))
z = a < b <= c != d is not e not in f
text = 'one' "two" r'\n' u'é' '''three
lines''' 'tab\there' '\x41\u00e9\U0001F600\101'
data = b'bytes\x00\xff' rb'\d'
nothing = None, True, False, ...
calls = f(*args, 1, *more, key=2, **options)(x for x in y)[1:2, ::3, ..., :][*a, b][*a]
sets = {*a, 1}, {**a, 'b': 2}, {}, [], (), (1,), [*a, *b]
walrus = (n := len(x)), print(m := 1), [p := 1, p]
power = -a ** -b @ c // d % e << f >> g & h ^ i | ~j
attribute = a.b.c().d[0].e
first, *rest = [head, (left, right)], other = values
a.b, c[d], (e) = f
(a): int = 1
b: 'str'
c.d: List[int] = []
count += 1; total -= 2; m @= n; q //= 2; r **= 3; s >>= 1; t <<= 1; u &= v; w |= x; y ^= z; a %= b; c *= d; e /= f
nested = [[x for x in row if x if y] for row in rows for z in row], {k: v for k, v in d}, {i for i in j}
del a, (b, c), d[0], e.f
del (g), [h]
1if x else 2
a = b = yield_ = print
match = case = type = _ = 1
match(type)[case] = _
type, match = case, _
print(match, case, type)
