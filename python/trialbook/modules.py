"""The modules of the workspace that a program has imported: with its script, the code that it ran."""

import os
import sys
from typing import Any, Callable, Iterator, Optional, Set

from .own_files import is_own

#: Modules recorded of one run.
MODULE_LIMIT = 1000

_CLIENT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "")


class ImportedModules:
    """Finds them below ``root``, and appends a ``file`` record for each. They have no hash: the snapshot holds what was in them."""

    def __init__(self, root: str, append: Callable[..., None]):
        self._root = os.path.join(os.path.abspath(root), "")
        self._append = append
        main = _file_of(sys.modules.get("__main__"))
        self._seen: Set[str] = {os.path.abspath(main)} if main else set()
        self._names: Set[str] = set()
        self._left = MODULE_LIMIT

    def look(self) -> None:
        """Record those that were imported since the last time. It may be called by a signal handler, so it takes no lock."""
        for path in self._new():
            try:
                found = os.stat(path)
            except (OSError, ValueError):
                continue
            self._left -= 1
            if self._left == -1:
                message = "more than %d modules of the workspace were imported; the rest are not recorded" % MODULE_LIMIT
                self._append("problem", code="modules-limit", message=message)
            if self._left < 0:
                return
            name = path[len(self._root) :].replace(os.sep, "/")
            self._append("file", path=name, mode="import", size=found.st_size, mtime_ms=found.st_mtime_ns // 1000000)

    def _new(self) -> Iterator[str]:
        for name in [name for name in list(sys.modules) if name not in self._names]:
            self._names.add(name)
            path = _file_of(sys.modules.get(name))
            if path is None or (os.path.isabs(path) and not path.startswith(self._root)):
                # Nearly all of them.
                continue
            path = os.path.abspath(path)
            if path not in self._seen and is_own(path, self._root) and not path.startswith(_CLIENT):
                self._seen.add(path)
                yield path


def _file_of(module: Any) -> Optional[str]:
    """Its ``__file__``, asked for so that modules that load themselves lazily do not."""
    try:
        path = object.__getattribute__(module, "__dict__").get("__file__")
    except Exception:
        # Anything may stand in sys.modules.
        return None
    return path if type(path) is str else None
