"""The files that a run used, as queries name them."""

import os
from typing import Iterable, List, Optional


class UsedFiles(List[str]):
    """Paths of the script, the modules and the data files of a run, relative to the folder that holds ``.trialbook``, with ``/``; absolute
    where a file is elsewhere. ``in`` takes an absolute path for any of them."""

    def __init__(self, folder: str, script: Optional[str], files: Iterable[str]):
        self._folder = folder
        super().__init__(self._named(path) for path in [script, *files] if path)

    def __contains__(self, path: object) -> bool:
        return isinstance(path, str) and super().__contains__(self._named(path))

    def _named(self, path: str) -> str:
        path = os.path.normpath(path)
        if os.path.isabs(path):
            below = os.path.join(self._folder, "")
            path = path[len(below) :] if path.startswith(below) and path != below else path
        return path.replace(os.sep, "/")
