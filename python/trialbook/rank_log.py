"""What a rank other than the first prints, as a file of the run: in its log all ranks would say the same at once."""

import os
from typing import Any

from .run import Run


class RankLog:
    """``logs/rank-<n>.txt`` among the artifacts of the run, told again as it grows, so that it is known of a rank that is killed."""

    def __init__(self, run: Run):
        self._run = run
        self._path = "logs/rank-%d.txt" % (run.rank or 0)
        self._fd = -1
        self._size = 0
        self._told = 0
        self._failed = False

    def append(self, type: str, /, **fields: Any) -> bool:
        """Take a record of ``OutputRecord``; never has to wait for another thread."""
        if type == "output":
            self._write(fields["text"])
        else:
            self._write("\n[%s]\n" % fields["message"])
        return True

    def close(self) -> None:
        """Nothing more comes."""
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1
        if self._size > self._told:
            self._tell()

    def _write(self, text: str) -> None:
        if self._failed:
            return
        data = text.encode("utf-8", "backslashreplace")
        try:
            if self._fd < 0:
                path = os.path.join(self._run.artifact_dir, *self._path.split("/"))
                os.makedirs(os.path.dirname(path), exist_ok=True)
                self._fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0), 0o666)
                # A launcher that starts its ranks again lets them go on in the file.
                self._size = os.fstat(self._fd).st_size
            os.write(self._fd, data)
        except OSError as error:
            self._failed = True
            self._run.record("problem", code="rank-log", message="%s was not kept whole: %s" % (self._path, error.strerror or error))
            return
        self._size += len(data)
        if self._size >= 2 * self._told:
            self._tell()

    def _tell(self) -> None:
        self._told = self._size
        self._run.record("artifact", path=self._path, size=self._size, kind="text")
