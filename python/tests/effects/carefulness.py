"""Whether the tables are at least as careful as the truth."""

from kinds_of_values import UNSTORABLE, kind_of, serves_as


def complaints(effect, seen, settled=False):
    """What the tables leave out of what was seen. An effect that is not known (None) leaves nothing out: it is taken for anything.

    `settled`: all that could draw was told not to.
    """
    if effect is None:
        return []
    told = effect.get("mutates", [])
    found = []
    if seen.receiver_changed and "receiver" not in told:
        found.append("changes its receiver")
    for part in seen.arguments_changed:
        if not is_told(told, part):
            found.append(f"changes its argument {part}")
    for source in seen.moved:
        drawn = effect.get("draws") == source and not (settled and effect.get("drawsThrough"))
        if not drawn and effect.get("seeds") not in (source, "all"):
            found.append(f"draws from the generator of {source}")
    origin = effect.get("from")
    if seen.is_receiver and origin not in ("same", "view", "element"):
        found.append("may be the very thing it was given")
    elif seen.hangs_together and origin not in ("view", "same", "holds", "element"):
        found.append("shares what it was given")
    for part in seen.held:
        # What is given a place to put its result gives that.
        if origin != "holds" and not is_told(told, part):
            found.append(f"keeps its argument {part}")
    # Of something that is part of what was given, the kind is that of the part.
    real = kind_of(seen.result)
    may_differ = origin in ("same", "element", "holds") and effect.get("result") is None and real not in UNSTORABLE
    if not may_differ and "like" not in effect and not serves_as(effect.get("result"), real, parts_of(effect)):
        found.append(f"is {real}, not {effect.get('result')}")
    return found


def parts_of(effect):
    parts = effect.get("items", ())
    return () if isinstance(parts, str) else parts


def is_told(told, part):
    return part in told or {"keyword": part} in told or "all-arguments" in told
