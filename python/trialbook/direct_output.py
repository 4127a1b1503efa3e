"""The output of Python's own streams, recorded by the process that prints it."""

import sys
from typing import List, Optional, Sequence, Tuple

from .output_record import OutputRecord
from .rank_log import RankLog
from .run import Run
from .streams import flush_ready, record_stream


class DirectOutput:
    """Records what goes through ``sys.stdout`` and ``sys.stderr``, also in forked workers. What native code and other
    programs write to the same file descriptors passes unseen."""

    def __init__(self, names: Sequence[str]):
        self._open: List[Tuple[Run, OutputRecord]] = []
        self._names = [name for name in names if record_stream(name, lambda data, name=name: self._write(name, data))]

    def follow(self, run: Run) -> None:
        """Record into ``run`` until it ends; then again into the run around it."""
        flush_ready(*self._names)
        encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
        log = None if run.owner else RankLog(run)
        entry = (run, OutputRecord(log.append if log else run.record_soon, encoding))
        self._open.append(entry)
        run.at_end(lambda: self._leave(entry, log))

    def _leave(self, entry: Tuple[Run, OutputRecord], log: Optional[RankLog]) -> None:
        flush_ready(*self._names)
        entry[1].finish()
        self._open.remove(entry)
        if log:
            log.close()

    def _write(self, name: str, data: bytes) -> None:
        if self._open:
            self._open[-1][1].write(name, data)
