"""A syntax tree as lines of text, as CPython parses it: the twin of test/unit/pipeline/syntax/tree_dump.ts."""

import ast
import json
import struct
import sys
from pathlib import Path

RENAMED = {"comprehension": "Comprehension", "arguments": "Arguments", "arg": "Arg", "keyword": "Keyword", "alias": "Alias",
           "withitem": "WithItem", "match_case": "MatchCase"}
LEFT_OUT = {"kind", "type_comment", "type_ignores"}
SMALL = (ast.expr_context, ast.operator, ast.unaryop, ast.boolop, ast.cmpop)


def dump_tree(source):
    """One line a node: its field in the parent, its type, its place, and what it holds besides nodes."""
    lines = []
    waiting = [(ast.parse(source), "", 0)]
    while waiting:
        node, field, depth = waiting.pop()
        lines.append(" " * depth + " ".join([*([field] if field else []), *describe(node)]))
        waiting.extend((child, name, depth + 1) for name, child in reversed(list(nodes_below(node))))
    return "\n".join(lines) + "\n"


def describe(node):
    yield RENAMED.get(type(node).__name__, type(node).__name__)
    if hasattr(node, "lineno"):
        yield f"{node.lineno}:{node.col_offset}-{node.end_lineno}:{node.end_col_offset}"
    if isinstance(node, ast.Constant):
        yield constant(node.value)
    else:
        yield from sorted(f"{name}={text}" for name, text in plain_fields(node))


def plain_fields(node):
    for name, value in ast.iter_fields(node):
        if name in LEFT_OUT or value is None or value == []:
            continue
        if isinstance(value, SMALL):
            yield name, type(value).__name__
        elif isinstance(value, list) and isinstance(value[0], (str, ast.cmpop)):
            yield name, ",".join(item if isinstance(item, str) else type(item).__name__ for item in value)
        elif not isinstance(value, (list, ast.AST)):
            yield name, value


def constant(value):
    if value is None:
        return "none"
    if value is ...:
        return "ellipsis"
    if isinstance(value, bool):
        return f"bool {str(value).lower()}"
    if isinstance(value, int):
        return f"int {value:x}"
    if isinstance(value, (float, complex)):
        number = value.imag if isinstance(value, complex) else value
        return f"{type(value).__name__} {struct.pack('>d', number).hex()}"
    text = value if isinstance(value, str) else value.decode("latin-1")
    return f"{type(value).__name__} {json.dumps(text)}"


def nodes_below(node):
    for name in node._fields:
        value = getattr(node, name, None)
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, ast.AST) and not isinstance(item, SMALL):
                yield name, item


if __name__ == "__main__":
    sys.stdout.write(dump_tree(Path(sys.argv[1]).read_bytes().decode("utf-8-sig")))
