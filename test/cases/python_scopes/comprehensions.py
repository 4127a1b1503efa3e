rows = [[1, 2], [3]]
flat = [cell for row in rows for cell in row if cell > limit]
table = {name: [cell + offset for cell in row] for name, row in zip("ab", rows)}
unique = {cell for row in rows for cell in (lambda: row)()}
lazy = (row for row in rows)
print(any((last := cell) > 1 for row in rows for cell in row), last)


def collect(rows, scale):
    found = [scale * (first := row[0]) for row in rows]
    nested = [[(deep := cell) for cell in row] for row in rows]

    def count():
        nonlocal scale
        global total
        [scale := scale + 1 for _ in rows]
        [total := total + 1 for _ in rows]

    return found, first, nested, deep, lambda: [(inside := cell) for cell in rows] + [inside]


async def stream(source):
    return [item async for item in source], {k: v async for k, v in source}, (await item for item in source)


class Holder:
    names = [str(n) for n in rows]
    pairs = [(a, names) for a in rows]
