"""What a snapshot lacks of the work tree, and why."""

from typing import Any, Dict, List, Optional, Tuple

#: Why a file is left out, in the order in which they are listed: what is rare and telling comes first.
REASONS = ("secret", "repository", "submodule", "special", "unreadable", "vanished", "size", "total")
#: Files named in a record. All are counted.
MOST_NAMED = 100


class LeftOut:
    """Gathers it."""

    def __init__(self) -> None:
        self._files: List[Tuple[int, int, bytes]] = []

    def add(self, path: bytes, why: str, size: int = 0) -> None:
        """``why``: one of REASONS. ``size``: its bytes, where they are known."""
        self._files.append((REASONS.index(why), -size, path))

    def fields(self) -> Optional[Dict[str, Any]]:
        """As the journal has it; None where nothing is left out."""
        if not self._files:
            return None
        self._files.sort()
        return {
            "count": len(self._files),
            "bytes": -sum(size for _, size, _ in self._files),
            "files": [{"path": path_text(path), "size": -size, "why": REASONS[why]} for why, size, path in self._files[:MOST_NAMED]],
        }


def path_text(path: bytes) -> str:
    """A path as a record holds it: bytes that are not UTF-8 become ``\\\\xff``."""
    return path.decode("utf-8", "backslashreplace")
