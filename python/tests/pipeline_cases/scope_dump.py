"""The scopes of a source as lines of text, as CPython sees them: the twin of test/unit/pipeline/syntax/scope_dump.ts."""

import symtable
import sys
from pathlib import Path

HIDDEN = {"__classdict__", "__conditional_annotations__", "__type_params__"}
LOCAL, GLOBAL_EXPLICIT, GLOBAL_IMPLICIT, FREE, CELL = 1, 2, 3, 4, 5


def dump_scopes(source):
    """One line a scope: its name, then its parameters and what it takes from where. Scopes inside it are sorted, since their order says nothing."""
    return dump(symtable.symtable(source, "source", "exec"), 0)


def dump(table, depth):
    names = {kind: [] for kind in ("parameters", "local", "cell", "free", "module")}
    for symbol in own_symbols(table):
        name, scope = symbol.get_name(), symbol._Symbol__scope
        if symbol.is_parameter():
            names["parameters"].append(name)
        if table.get_type() == "module" or scope in (GLOBAL_EXPLICIT, GLOBAL_IMPLICIT):
            if name != "__class__":
                names["module"].append(name)
        else:
            names[{LOCAL: "local", FREE: "free", CELL: "cell"}[scope]].append(name)
    words = [f"{kind}={','.join(sorted(set(found)))}" for kind, found in names.items() if found]
    line = " " * depth + " ".join([table.get_name() if depth else "module", *words]) + "\n"
    return line + "".join(sorted(dump(child, depth + 1) for child in children(table)))


def own_symbols(table):
    """Those that its text mentions: not what only passes through it to a scope inside, nor what CPython adds for itself."""
    for symbol in table.get_symbols():
        mentioned = symbol.is_referenced() or symbol.is_assigned() or symbol.is_parameter() or symbol.is_annotated()
        declared = symbol.is_declared_global() or symbol.is_nonlocal() or symbol.is_imported() or symbol.is_namespace()
        if (mentioned or declared) and not symbol.get_name().startswith(".") and symbol.get_name() not in HIDDEN:
            yield symbol
    for child in table.get_children():
        if is_bound(child):
            yield from own_symbols(child)


def children(table):
    for child in table.get_children():
        yield from children(child) if is_bound(child) else [child]


def is_bound(table):
    """The bound of a type parameter has a scope of its own, which is of no interest."""
    return str(table.get_type()).lower() in ("typevar bound", "type variable", "symboltabletype.type_variable")


if __name__ == "__main__":
    sys.stdout.write(dump_scopes(Path(sys.argv[1]).read_bytes().decode("utf-8-sig")))
