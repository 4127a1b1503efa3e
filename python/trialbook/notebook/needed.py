"""Which variables a piece of code loads that it has not bound itself, also through the functions that it refers to."""

import ast
from typing import Any, Dict, Iterable, List, Set

from .function_names import names_through

_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


class Needed:
    """Walks code in the order in which it runs.

    A body that may not run binds nothing for what comes after it. The body of a function that is only defined loads
    nothing; what it loads counts where the code refers to the function.
    """

    def __init__(self, space: Dict[str, Any]):
        """``space``: the variables after the code ran."""
        self._space = space
        self.names: Set[str] = set()
        #: Bound without a condition.
        self.bound: Set[str] = set()
        self._followed: Set[str] = set()

    def look_through(self, tree: ast.AST) -> None:
        """Code of a module, or an expression."""
        try:
            self._all(ast.iter_child_nodes(tree), self.bound)
        except RecursionError:
            # Code nested that deep is made by programs; what was found counts.
            pass

    def _all(self, nodes: Iterable[ast.AST], bound: Set[str]) -> None:
        for node in nodes:
            self._one(node, bound)

    def _one(self, node: ast.AST, bound: Set[str]) -> None:
        special = getattr(self, "_" + type(node).__name__, None)
        if special is not None:
            special(node, bound)
        elif isinstance(node, _COMPREHENSIONS):
            self._comprehension(node, bound)
        else:
            self._all(ast.iter_child_nodes(node), bound)

    def _Name(self, node: ast.Name, bound: Set[str]) -> None:
        if isinstance(node.ctx, ast.Store):
            bound.add(node.id)
        elif isinstance(node.ctx, ast.Del):
            bound.discard(node.id)
        else:
            self._loaded(node.id, bound)

    def _loaded(self, name: str, bound: Set[str]) -> None:
        if name not in bound:
            self.names.add(name)
        if name not in self._followed:
            self._followed.add(name)
            self.names |= names_through(self._space, name) - bound

    def _Assign(self, node: ast.Assign, bound: Set[str]) -> None:
        self._one(node.value, bound)
        self._all(node.targets, bound)

    def _AugAssign(self, node: ast.AugAssign, bound: Set[str]) -> None:
        if isinstance(node.target, ast.Name):
            self._loaded(node.target.id, bound)
        self._one(node.value, bound)
        self._one(node.target, bound)

    def _AnnAssign(self, node: ast.AnnAssign, bound: Set[str]) -> None:
        self._one(node.annotation, bound)
        if node.value is not None:
            self._one(node.value, bound)
            self._one(node.target, bound)

    def _NamedExpr(self, node: Any, bound: Set[str]) -> None:
        self._one(node.value, bound)
        self._one(node.target, bound)

    def _Import(self, node: Any, bound: Set[str]) -> None:
        bound.update((alias.asname or alias.name.partition(".")[0]) for alias in node.names if alias.name != "*")

    _ImportFrom = _Import

    def _FunctionDef(self, node: Any, bound: Set[str]) -> None:
        self._all(node.decorator_list, bound)
        self._signature(node, bound)
        bound.add(node.name)

    _AsyncFunctionDef = _FunctionDef

    def _signature(self, node: Any, bound: Set[str]) -> None:
        of = node.args
        parameters = [*getattr(of, "posonlyargs", []), *of.args, of.vararg, *of.kwonlyargs, of.kwarg]
        self._all([*of.defaults, *(each for each in of.kw_defaults if each is not None)], bound)
        self._all([each.annotation for each in parameters if each is not None and each.annotation is not None], bound)
        if getattr(node, "returns", None) is not None:
            self._one(node.returns, bound)

    def _ClassDef(self, node: ast.ClassDef, bound: Set[str]) -> None:
        self._all([*node.decorator_list, *node.bases, *node.keywords], bound)
        self._all(node.body, set(bound))
        bound.add(node.name)

    def _Lambda(self, node: ast.Lambda, bound: Set[str]) -> None:
        self._signature(node, bound)
        of = node.args
        parameters = [*getattr(of, "posonlyargs", []), *of.args, of.vararg, *of.kwonlyargs, of.kwarg]
        self._one(node.body, bound | {each.arg for each in parameters if each is not None})

    def _comprehension(self, node: Any, bound: Set[str]) -> None:
        inner = set(bound)
        for generator in node.generators:
            self._one(generator.iter, inner)
            self._one(generator.target, inner)
            self._all(generator.ifs, inner)
        self._all([node.key, node.value] if isinstance(node, ast.DictComp) else [node.elt], inner)

    def _If(self, node: ast.If, bound: Set[str]) -> None:
        self._one(node.test, bound)
        either, other = set(bound), set(bound)
        self._all(node.body, either)
        self._all(node.orelse, other)
        bound |= either & other

    def _IfExp(self, node: ast.IfExp, bound: Set[str]) -> None:
        self._one(node.test, bound)
        self._one(node.body, set(bound))
        self._one(node.orelse, set(bound))

    def _BoolOp(self, node: ast.BoolOp, bound: Set[str]) -> None:
        self._one(node.values[0], bound)
        self._all(node.values[1:], set(bound))

    def _While(self, node: ast.While, bound: Set[str]) -> None:
        self._one(node.test, bound)
        self._all(node.body, set(bound))
        self._all(node.orelse, set(bound))

    def _For(self, node: Any, bound: Set[str]) -> None:
        self._one(node.iter, bound)
        inner = set(bound)
        self._one(node.target, inner)
        self._all(node.body, inner)
        self._all(node.orelse, set(bound))

    _AsyncFor = _For

    def _With(self, node: Any, bound: Set[str]) -> None:
        for item in node.items:
            self._one(item.context_expr, bound)
            if item.optional_vars is not None:
                self._one(item.optional_vars, bound)
        # What it binds may be suppressed with an exception, which is rare enough.
        self._all(node.body, bound)

    _AsyncWith = _With

    def _Try(self, node: Any, bound: Set[str]) -> None:
        whole = set(bound)
        self._all(node.body, whole)
        self._all(node.orelse, whole)
        ways: List[Set[str]] = [whole]
        for handler in node.handlers:
            way = set(bound)
            if handler.type is not None:
                self._one(handler.type, way)
            self._all(handler.body, way | ({handler.name} if handler.name else set()))
            ways.append(way)
        bound |= set.intersection(*ways)
        self._all(node.finalbody, bound)

    _TryStar = _Try

    def _Match(self, node: Any, bound: Set[str]) -> None:
        self._one(node.subject, bound)
        for case in node.cases:
            inner = set(bound)
            for part in ast.walk(case.pattern):
                inner.update(name for name in (getattr(part, "name", None), getattr(part, "rest", None)) if name)
            self._one(case.pattern, inner)
            if case.guard is not None:
                self._one(case.guard, inner)
            self._all(case.body, inner)

    def _Global(self, node: ast.Global, bound: Set[str]) -> None:
        pass
