"""The cells of a kernel that does not record itself, as the one who runs them sees them."""

import time
from typing import Any, Dict, Optional, Set, Tuple

from ..run import Run
from .execution import Execution
from .headless_execution import Watcher
from .headless_file import Identity, NotebookFile, tags_of
from .headless_screen import plain
from .ticker import Ticker


class CellsSeen(Watcher):
    """Records executions, their outputs and how they ended. Names of variables, memory and CPU time are not to be seen
    from here."""

    def __init__(self, run: Run, notebook: NotebookFile, language: str):
        self._run = run
        self._notebook = notebook
        self._language = language
        self._number = -1
        self._count: Optional[int] = None
        self._error: Optional[Dict[str, str]] = None
        self._execution: Optional[Execution] = None
        self._displays: Dict[str, Tuple[Execution, str]] = {}
        self._shown = 0
        self._ticker = Ticker(self._tick)
        run.at_end(self._finish)

    def begins(self, cell: Any, identity: Identity) -> None:
        self._number += 1
        self._count = self._error = None
        self._execution = Execution(self._number, self._run.record, self._run.artifact_dir)
        self._run.record(
            "cell",
            execution=self._number,
            source=cell.source,
            by="editor",
            cell=identity.id,
            index=identity.place,
            tags=tags_of(cell) or None,
            notebook=self._notebook.path,
            language=self._language,
        )

    def message(self, message: Dict[str, Any]) -> None:
        try:
            if self._execution is not None:
                self._take(self._execution, message["msg_type"], message["content"])
        except Exception as error:
            self._run.problem("cell-output", "an output of a cell was not recorded (%s: %s)" % (type(error).__name__, error))

    def ends(self, finished: bool) -> None:
        end_ms = time.time_ns() // 1000000
        interrupted = not finished or (self._error is not None and self._error["type"] == "KeyboardInterrupt")
        if self._execution is not None:
            self._execution.finish()
        status = "interrupted" if interrupted else "error" if self._error else "ok"
        self._run.record("cell_end", execution=self._number, status=status, count=self._count, error=self._error, end_ms=end_ms)

    def _take(self, execution: Execution, kind: str, content: Dict[str, Any]) -> None:
        if isinstance(content.get("execution_count"), int):
            self._count = content["execution_count"]
        display = str((content.get("transient") or {}).get("display_id") or "")
        if kind == "stream":
            execution.printed("stderr" if content.get("name") == "stderr" else "stdout", content.get("text", ""))
        elif kind in ("display_data", "execute_result"):
            # Another display may have had the id, and its output is to stay.
            self._shown += 1
            name = "%s#%d" % (display, self._shown) if display else None
            if execution.shown("result" if kind == "execute_result" else "display", content.get("data") or {}, name) and name:
                self._displays[display] = (execution, name)
        elif kind == "update_display_data":
            if display in self._displays:
                shown, name = self._displays[display]
                shown.updated(content.get("data") or {}, name)
        elif kind == "clear_output":
            execution.cleared(bool(content.get("wait")))
        elif kind == "error":
            traceback = "\n".join(map(str, content.get("traceback") or []))
            self._error = {"type": str(content.get("ename")), "message": str(content.get("evalue"))[:10000], "traceback": plain(traceback)[-100000:]}
            execution.failed(traceback)
        self._ticker.wake()

    def _tick(self) -> bool:
        return any([execution.tick() for execution in self._open()])

    def _finish(self) -> None:
        self._ticker.stop()
        for execution in self._open():
            execution.finish()

    def _open(self) -> Set[Execution]:
        """Those that may have something to write: the one that runs, and those whose displays may be rewritten."""
        shown = {execution for execution, _ in list(self._displays.values())}
        return shown if self._execution is None else {self._execution, *shown}
