"""Which execution an output belongs to: what a kernel publishes names the request that it answers."""

from collections import OrderedDict
from typing import Any, Dict, Optional, Tuple

from .execution import Execution
from .ticker import Ticker

#: Executions, and displays, to which late outputs still find.
REMEMBERED = 200


class Outputs:
    """Gives what is published to the executions that it is of, and sees that it is written in time."""

    def __init__(self) -> None:
        self._executions: "OrderedDict[str, Execution]" = OrderedDict()
        # What can be rewritten, by the id that the program knows: where it is, and what the journal calls it.
        self._displays: "OrderedDict[str, Tuple[Execution, str]]" = OrderedDict()
        self._named = 0
        self._counts: Dict[str, int] = {}
        self._ticker = Ticker(self._tick)
        self.wake = self._ticker.wake
        self.stop = self._ticker.stop

    def expect(self, request: str, execution: Execution) -> None:
        """What answers ``request`` is of ``execution``."""
        self._executions[request] = execution
        while len(self._executions) > REMEMBERED:
            self._executions.popitem(last=False)[1].finish()

    def count_of(self, request: str) -> Optional[int]:
        """The number that the kernel has given to the cell, if it has told it."""
        count = self._counts.get(request)
        self._counts.clear()
        return count

    def take(self, kind: str, content: Dict[str, Any], request: str) -> None:
        """A message of a kernel: its type, its content, and what it answers."""
        if kind == "execute_input":
            self._counts[request] = content["execution_count"]
        elif kind == "update_display_data":
            # Whichever cell or callback asks for it.
            known = self._displays.get((content.get("transient") or {}).get("display_id", ""))
            if known is not None:
                known[0].updated(content.get("data") or {}, known[1])
                self.wake()
        elif request in self._executions:
            self._give(self._executions[request], kind, content)
            self.wake()

    def finish(self) -> None:
        """There will be nothing more: write what waits."""
        for execution in list(self._executions.values()):
            execution.finish()

    def _give(self, execution: Execution, kind: str, content: Dict[str, Any]) -> None:
        if kind == "stream":
            execution.printed("stderr" if content.get("name") == "stderr" else "stdout", content.get("text", ""))
        elif kind == "clear_output":
            execution.cleared(bool(content.get("wait")))
        elif kind == "error":
            execution.failed("\n".join(map(str, content.get("traceback") or [])))
        else:
            display = (content.get("transient") or {}).get("display_id")
            name = self._name_of(display) if display else None
            kept = execution.shown("result" if kind == "execute_result" else "display", content.get("data") or {}, name)
            if kept and display and name:
                self._displays[display] = (execution, name)

    def _name_of(self, display: str) -> str:
        """What a display is called in the journal: not only by its id, because another one may have had it, in an
        execution whose output is to stay as it was."""
        self._displays.pop(display, None)
        while len(self._displays) >= REMEMBERED:
            self._displays.popitem(last=False)
        self._named += 1
        return "%s#%d" % (display, self._named)

    def _tick(self) -> bool:
        return any([execution.tick() for execution in list(self._executions.values())])
