rate = 0.1
history = []


def train(rows, /, epochs=rate, *extra, verbose=len(history), **options):
    global best
    best = max(rows)

    def step(row):
        nonlocal epochs
        epochs -= 1
        seen.append(row)
        return row * rate

    seen = []
    total: float = sum(step(row) for row in rows)
    unset: int
    del verbose
    return total, extra, options, missing


def outer():
    def middle():
        def inner():
            return value
        return inner
    value = 1
    return middle


def shadows():
    global shared
    shared = 1

    def reads():
        return shared

    def own():
        shared = 2
        return lambda: shared

    return reads, own


key = lambda row, *rest, by=rate: (row[by], rest, history)
