"""Handing over what was recorded, a piece at a time, to an editor that does not see this machine's files."""

import base64
import os
from typing import Any, Dict, List, Sequence, Set


class HandOver:
    """Remembers which artifacts it has given; how much of each journal, the editor knows."""

    def __init__(self, store_dir: str):
        self._store_dir = store_dir
        self._given: Set[str] = set()

    def take(self, have: Dict[str, int], limit: int, again: Sequence[str]) -> Dict[str, Any]:
        """See ``trialbook.notebook.take``. Raises OSError where the files can't be read."""
        self._given.difference_update(again)
        left = max(1, limit)
        more = False
        artifacts: List[Dict[str, Any]] = []
        # Before the journals, which tell of them.
        for path in self._artifacts():
            size = os.path.getsize(os.path.join(self._store_dir, "artifacts", *path.split("/")))
            cost = size * 4 // 3 + 4
            if cost > left and (artifacts or left < limit):
                more = True
                break
            artifacts.append(self._artifact(path))
            self._given.add(path)
            left -= cost
        journals: List[Dict[str, Any]] = []
        for name, size in self._journals():
            offset = have.get(name, 0)
            if offset >= size:
                continue
            if more or left <= 0:
                more = True
                break
            piece = self._lines(name, offset, left)
            if piece:
                journals.append({"name": name, "offset": offset, "text": piece.decode("utf-8")})
                left -= len(piece)
                more = more or (left <= 0 and offset + len(piece) < size)
        return {"journals": journals, "artifacts": artifacts, "more": more}

    def _journals(self) -> "List[Any]":
        folder = os.path.join(self._store_dir, "journal")
        names = sorted(name for name in os.listdir(folder) if name.endswith(".jsonl")) if os.path.isdir(folder) else []
        return [(name, os.path.getsize(os.path.join(folder, name))) for name in names]

    def _lines(self, name: str, offset: int, limit: int) -> bytes:
        """Whole lines from ``offset`` on: as many as go into ``limit`` bytes, but at least one."""
        with open(os.path.join(self._store_dir, "journal", name), "rb") as file:
            file.seek(offset)
            text = file.read(limit)
            if b"\n" not in text:
                text += file.readline()
        return text[: text.rfind(b"\n") + 1]

    def _artifacts(self) -> List[str]:
        """Paths not given yet, relative to the folder of all artifacts."""
        top = os.path.join(self._store_dir, "artifacts")
        found: List[str] = []
        for folder, _, names in os.walk(top):
            for name in names:
                # A leading dot: it is being written.
                if not name.startswith("."):
                    found.append(os.path.relpath(os.path.join(folder, name), top).replace(os.sep, "/"))
        return sorted(path for path in found if path not in self._given)

    def _artifact(self, path: str) -> Dict[str, Any]:
        with open(os.path.join(self._store_dir, "artifacts", *path.split("/")), "rb") as file:
            content = file.read()
        return {"path": path, "size": len(content), "base64": base64.b64encode(content).decode("ascii")}
