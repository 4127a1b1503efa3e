"""Which files below a folder are its user's own, told by their paths."""

import os
import sys

_OTHERS = {"site-packages", "dist-packages", "__pycache__", "node_modules", "venv"}


def is_own(path: str, root: str) -> bool:
    """Whether the file lies below ``root``, and is neither hidden nor of an environment there. Both are absolute, and ``root``
    ends with a separator."""
    if not path.startswith(root):
        return False
    environment = os.path.join(sys.prefix, "")
    # Where the folder itself is one, what is installed there is told by the names below.
    if environment != root and environment.startswith(root) and path.startswith(environment):
        return False
    return not any(part in _OTHERS or part.startswith(".") for part in path[len(root) :].split(os.sep))
