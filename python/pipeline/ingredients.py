"""What a step's result is made from, as far as that can be known before the step runs: its code and its packages."""

import ast
import contextlib
import hashlib
import importlib.metadata
import json
import os
import sys
from typing import Any, Dict, Iterator, List, Set

from steps.shared.tracing import state_of


class DamagedCode(Exception):
    """The code of a step cannot be read; the message says where."""


def digest_of(*parts: Any) -> str:
    """A fingerprint of what JSON can hold."""
    return hashlib.blake2b(json.dumps(parts, sort_keys=True).encode(), digest_size=16).hexdigest()


def read_json(path: str) -> Any:
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def write_json(path: str, value: Any, outlives_power: bool = False) -> None:
    """Write a file that is there as a whole or not at all, whenever this process is killed; or even the machine's power goes."""
    temporary = f"{path}.{os.getpid()}.tmp"
    with open(temporary, "w", encoding="utf-8") as file:
        json.dump(value, file, indent=1)
        file.flush()
        if outlives_power:
            os.fsync(file.fileno())
    os.replace(temporary, path)


class Code:
    """The code of steps: their own files, and what they use of the shared definitions."""

    def __init__(self, definitions: str):
        """`definitions`: the file of the shared definitions, which may not exist. Raises DamagedCode, as all methods do."""
        self._trees: Dict[str, ast.Module] = {}
        shared = self._tree(definitions).body if os.path.exists(definitions) else []
        self._shared = [(_bound_by(statement), statement) for statement in shared]
        self.definitions = {name for names, _ in self._shared for name in names}

    def ingredients(self, step: Any, also: Set[str]) -> Dict[str, str]:
        """A fingerprint for each part of the code. `also`: definitions that inputs are made of, such as the class of an object."""
        # Without places and comments: code that was moved, or a word to the reader, is no other code.
        return {label: digest_of(ast.dump(tree)) for label, tree in self._parts(step, also).items()}

    def imports(self, step: Any, also: Set[str]) -> Set[str]:
        """The top-level modules that are imported."""
        names: List[str] = []
        for node in self._nodes(step, also):
            if isinstance(node, ast.Import):
                names += [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names.append(node.module)
        return {name.partition(".")[0] for name in names}

    def texts(self, step: Any, also: Set[str]) -> Set[str]:
        """The texts in the code, among which are names of files."""
        return {node.value for node in self._nodes(step, also) if isinstance(node, ast.Constant) and isinstance(node.value, str)}

    def _nodes(self, step: Any, also: Set[str]) -> Iterator[ast.AST]:
        for tree in self._parts(step, also).values():
            yield from ast.walk(tree)

    def _parts(self, step: Any, also: Set[str]) -> Dict[str, ast.AST]:
        """The step's file, and the shared statements that it needs directly or through each other."""
        wanted = set(also)
        for node in ast.walk(self._tree(step.file)):
            if isinstance(node, ast.ImportFrom) and (node.module or "").endswith("shared.definitions"):
                wanted.update(alias.name for alias in node.names)
        used: Set[int] = set()
        size = -1
        while wanted and len(used) != size:
            size = len(used)
            for at, (names, statement) in enumerate(self._shared):
                # A statement that binds no name may be about any.
                if at not in used and (names & wanted or not names or "*" in wanted):
                    used.add(at)
                    wanted |= {node.id for node in ast.walk(statement) if isinstance(node, ast.Name)}
        parts: Dict[str, ast.AST] = {"its code": self._tree(step.file)}
        for at in sorted(used):
            names, statement = self._shared[at]
            label = f"{', '.join(sorted(names)) or 'a statement'} in shared/definitions.py"
            parts[f"{label} ({at + 1})" if label in parts else label] = statement
        return parts

    def _tree(self, path: str) -> ast.Module:
        if path not in self._trees:
            try:
                with open(path, "rb") as file:
                    self._trees[path] = ast.parse(file.read(), path)
            except OSError as error:
                raise DamagedCode(f"{path} cannot be read: {error.strerror}. Write the pipeline again.") from error
            except SyntaxError as error:
                raise DamagedCode(f"{path}, line {error.lineno}: {error.msg}") from error
        return self._trees[path]


def _bound_by(statement: ast.stmt) -> Set[str]:
    """The names that a statement binds, if that is all it does."""
    if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        return {statement.name}
    if isinstance(statement, (ast.Import, ast.ImportFrom)):
        return {alias.asname or alias.name.partition(".")[0] for alias in statement.names}
    if isinstance(statement, (ast.Assign, ast.AnnAssign)):
        targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
        nodes = [node for target in targets for node in ast.walk(target)]
        if not any(isinstance(node, (ast.Attribute, ast.Subscript)) for node in nodes):
            return {node.id for node in nodes if isinstance(node, ast.Name)}
    return set()


class Packages:
    """The versions of what is installed, by the names that are imported."""

    def __init__(self, kept: str):
        """`kept`: the file that the names are kept in."""
        self._kept = kept
        self._names: Dict[str, List[str]] = {}

    def versions(self, modules: Set[str]) -> Dict[str, str]:
        versions = {}
        for name in sorted({name for module in modules for name in self._distributions().get(module, [])}):
            with contextlib.suppress(importlib.metadata.PackageNotFoundError):
                versions[f"package {name}"] = importlib.metadata.version(name)
        return versions

    def _distributions(self) -> Dict[str, List[str]]:
        """Module → the distributions that it is of. To look into all takes a while, so it is kept until one is installed."""
        if not self._names:
            state = digest_of([(path, state_of(path)) for path in sys.path[1:]])
            with contextlib.suppress(OSError, ValueError, LookupError, TypeError):
                known = read_json(self._kept)
                if known["state"] == state:
                    self._names = known["names"]
                    return self._names
            for distribution in importlib.metadata.distributions():
                declared = (distribution.read_text("top_level.txt") or "").split()
                files = [path for path in distribution.files or [] if path.suffix in (".py", ".so", ".pyd")] if not declared else []
                name = distribution.metadata["Name"]
                for module in {*declared, *(path.parts[0].partition(".")[0] for path in files)} if name else ():
                    self._names.setdefault(module, []).append(name)
            with contextlib.suppress(OSError):
                write_json(self._kept, {"state": state, "names": self._names})
        return self._names
