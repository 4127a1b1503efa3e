"""What `ast` and `symtable` say of the globals that a cell reads."""

import ast
import builtins
import symtable

UNNAMED = {"__name__", "display", "_", "__", "Out", "In", "get_ipython"}


def defined_names(cells):
    """Names that imports, functions and classes of the notebook bind: not variables, unless something else binds them too."""
    defined, bound = set(), set()
    for node in (node for cell in cells for node in ast.walk(ast.parse(cell))):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            defined.add(node.name)
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            defined.update((alias.asname or alias.name).split(".")[0] for alias in node.names)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            bound.add(node.id)
    return defined - bound


def functions_of(cells):
    """The globals that each top-level function names, by the function's name; of those of one name the last."""
    found = {}
    for cell in cells:
        for table in symtable.symtable(cell, "cell", "exec").get_children():
            if table.get_type() == "function" and table.get_name() not in ("lambda", "genexpr", "listcomp", "setcomp", "dictcomp"):
                found[table.get_name()] = globals_below(table)
    return found


def globals_below(table):
    own = {symbol.get_name() for symbol in table.get_symbols() if symbol.is_global() and symbol.is_referenced()}
    return own.union(*(globals_below(child) for child in table.get_children()))


def read_globals(cells, index):
    """
    Variables that the cell's top level reads and that the cell has not bound in a statement before, with those that the
    functions it calls by name read, and the functions that these call.
    """
    functions, defined = functions_of(cells[: index + 1]), defined_names(cells)
    bound, read = set(), set()
    for statement in ast.parse(cells[index]).body:
        table = symtable.symtable(ast.unparse(statement), "cell", "exec")
        names = {symbol.get_name() for symbol in table.get_symbols() if symbol.is_referenced()}
        called = [node.func.id for node in ast.walk(statement) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]
        followed = set()
        while called:
            name = called.pop()
            if name in functions and name not in followed:
                followed.add(name)
                names |= functions[name]
                called.extend(functions[name])
        own = bound_names(statement) if isinstance(statement, (ast.For, ast.With, ast.Try, ast.If, ast.Match, ast.While)) else set()
        read |= names - bound - own
        bound |= bound_names(statement)
    return {name for name in read - defined if not hasattr(builtins, name) and name not in UNNAMED}


def bound_names(statement):
    """Names that the statement binds, at the top level."""
    table = symtable.symtable(ast.unparse(statement), "cell", "exec")
    return {symbol.get_name() for symbol in table.get_symbols() if symbol.is_assigned() or symbol.is_imported()}
