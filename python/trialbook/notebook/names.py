"""The variables that a cell bound, unbound and needed."""

import ast
import builtins
import re
from typing import Any, Dict, List, NamedTuple, Optional, Set

from .needed import Needed

#: Names recorded of each kind.
NAME_LIMIT = 1000
#: Pieces of code looked through in one cell: %timeit and its kin run some more.
CODE_LIMIT = 50

# IPython's history of inputs and outputs, and what editors and Python put among the variables.
_UNDERSCORED = re.compile(r"_{1,3}|_i{1,3}|_i?\d+|_[dio]h|__.*__|__vsc_.*|_VSCODE_.*|_exit_code")
_GONE = object()
# Grows by the names that the pattern has found, since IPython binds three for every cell that ever ran.
_not_the_users = {"In", "Out", "exit", "quit", "get_ipython"}


class Found(NamedTuple):
    """Sorted, each name once."""

    defined: List[str]
    read: List[str]
    deleted: List[str]


class Names:
    """Made before a cell runs; holds no object of the user's, only which were there."""

    def __init__(self, shell: Any):
        self._shell = shell
        self._before = _identities(shell)
        self._trees: List[ast.AST] = []

    def code(self, tree: Any) -> None:
        """A piece of code that the cell runs."""
        if isinstance(tree, ast.AST) and len(self._trees) < CODE_LIMIT:
            self._trees.append(tree)

    def found(self, succeeded: bool) -> Optional[Found]:
        """After it ran. An object that was rebound to the very object it was before (a small number, a module) counts as
        bound where the cell has succeeded and does so without a condition."""
        before, after = self._before, _identities(self._shell)
        space: Dict[str, Any] = self._shell.user_ns
        needed = Needed(space)
        for tree in self._trees:
            needed.look_through(tree)
        self._trees = []
        defined = {name for name, identity in after.items() if before.get(name) != identity}
        if succeeded:
            defined |= {name for name in needed.bound if name in after}
        known: Set[str] = set(before) | set(after)
        read = {name for name in needed.names if name in known and (name not in vars(builtins) or name in before)}
        return Found(_listed(defined), _listed(read), _listed(set(before) - set(after)))


def _identities(shell: Any) -> Dict[str, int]:
    hidden = getattr(shell, "user_ns_hidden", {})
    space = shell.user_ns
    # As a list at once, because threads may bind names meanwhile; of names alone, because thousands of pairs would set
    # the garbage collector to work.
    names = [name for name in list(space) if name not in _not_the_users]
    _not_the_users.update([name for name in names if isinstance(name, str) and name[:1] == "_" and _UNDERSCORED.fullmatch(name)])
    found: Dict[str, int] = {}
    for name in names:
        value = space.get(name, _GONE)
        # Not what the shell has put there itself, as long as nobody binds it anew.
        if isinstance(name, str) and name not in _not_the_users and value is not _GONE and hidden.get(name, hidden) is not value:
            found[name] = id(value)
    return found


def _listed(names: Set[str]) -> List[str]:
    return sorted(names)[:NAME_LIMIT]
