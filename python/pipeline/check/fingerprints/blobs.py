"""Large contents, kept as files that are named by their hash: what both sides have in common is there once, and what they do
not can be compared number by number later."""

import base64
import hashlib
import os
import shutil
import tempfile
from typing import Any, Dict

INLINE = 2_048
LARGEST = 256 << 20
IN_ALL = 4 << 30
SPARED = 1 << 30


class Blobs:
    """A folder of contents. Whoever writes shares one budget; what is beyond it is known by its hash alone."""

    def __init__(self, folder: str, budget: int = IN_ALL):
        self.folder = folder
        self._budget = budget

    def keep(self, data: Any) -> Dict[str, Any]:
        """The hash of some bytes, and where they are: inside of the description, in a file, or nowhere (`bytes` too many)."""
        view = memoryview(data)
        name = hashlib.blake2b(view, digest_size=16).hexdigest()
        kept: Dict[str, Any] = {"hash": name}
        if view.nbytes <= INLINE:
            kept["inline"] = base64.b64encode(view).decode("ascii")
        elif self._write(name, view):
            kept["blob"] = name
        return kept

    def read(self, kept: Dict[str, Any]) -> Any:
        """The bytes again; None where they were not kept."""
        if "inline" in kept:
            return base64.b64decode(kept["inline"])
        if "blob" in kept:
            with open(os.path.join(self.folder, kept["blob"]), "rb") as file:
                return file.read()
        return None

    def _write(self, name: str, view: memoryview) -> bool:
        path = os.path.join(self.folder, name)
        if os.path.exists(path):
            return True
        if view.nbytes > LARGEST or view.nbytes > self._budget or shutil.disk_usage(self.folder).free < SPARED + view.nbytes:
            return False
        self._budget -= view.nbytes
        handle, temporary = tempfile.mkstemp(dir=self.folder)
        with open(handle, "wb") as file:
            file.write(view)
        os.replace(temporary, path)
        return True
