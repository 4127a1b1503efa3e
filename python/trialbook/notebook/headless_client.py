"""nbclient, with an eye on what comes from the kernel. Imported where nbclient is known to be there."""

import logging
from typing import Any, Callable, Dict, List, Optional

from nbclient import NotebookClient
from nbclient.util import ensure_async
from nbformat.v4 import output_from_msg

#: Pieces of printed text that wait to be put together.
_PIECES = 200


class Client(NotebookClient):  # type: ignore[misc]
    """Executes one cell after the other. ``notice`` is told each message of the cell that runs, before it is an output;
    ``late`` what comes of a cell after its end, as what other programs print may, which belongs to it all the same.

    What is printed in pieces is one output, as the editor has it, and a line that was overwritten is what it was in the
    end: the kernel of a progress bar would fill the notebook.
    """

    def __init__(self, node: Any, manager: Any, notice: Callable[[Dict[str, Any]], None], late: Callable[[Dict[str, Any]], None]):
        quiet = logging.getLogger("trialbook.nbclient")
        quiet.setLevel(logging.CRITICAL + 1)
        super().__init__(node, km=manager, timeout=None, startup_timeout=300, allow_errors=False, log=quiet)
        self._notice = notice
        self._late = late
        #: Cells that were executed, by the id of the request.
        self._executed: Dict[str, Any] = {}
        self._running: Any = None
        self._growing: Any = None
        self._pieces: List[str] = []

    async def execute_one(self, cell: Any, index: int) -> None:
        """Execute a cell, unless it is none to execute. Raises CellExecutionError and DeadKernelError."""
        self._running = cell
        try:
            await self.async_execute_cell(cell, index)
        finally:
            self._put_together()
            self._growing = self._running = None

    def runs(self, cell: Any) -> bool:
        """Whether there is anything to execute in a cell."""
        return cell.cell_type == "code" and bool(cell.source.strip()) and self.skip_cells_with_tag not in cell.metadata.get("tags", [])

    async def async_start_new_kernel_client(self) -> Any:
        client = await super().async_start_new_kernel_client()
        get_msg = client.iopub_channel.get_msg

        async def heard(*args: Any, **more: Any) -> Any:
            msg = await ensure_async(get_msg(*args, **more))
            self._hear(msg)
            return msg

        client.iopub_channel.get_msg = heard
        return client

    def _hear(self, msg: Dict[str, Any]) -> None:
        cell = self._executed.get(msg["parent_header"].get("msg_id", ""))
        if cell is None or cell is self._running or msg["msg_type"] != "stream":
            return
        self._late(msg)
        output = output_from_msg(msg)
        if cell.outputs and cell.outputs[-1].get("name") == output["name"]:
            cell.outputs[-1]["text"] = as_shown(cell.outputs[-1]["text"] + output["text"])
        else:
            cell.outputs.append(output)

    def process_message(self, msg: Dict[str, Any], cell: Any, cell_index: int) -> Any:
        self._executed[msg["parent_header"]["msg_id"]] = cell
        self._notice(msg)
        return super().process_message(msg, cell, cell_index)

    def output(self, outs: List[Any], msg: Dict[str, Any], display_id: Optional[str], cell_index: int) -> Any:
        content = msg["content"]
        taken_elsewhere = self.output_hook_stack[msg["parent_header"].get("msg_id")] or self.clear_before_next_output
        if msg["msg_type"] == "stream" and outs and outs[-1] is self._growing and not taken_elsewhere and self._growing["name"] == content["name"]:
            self._pieces.append(content["text"])
            if len(self._pieces) >= _PIECES:
                self._put_together()
            return self._growing
        self._put_together()
        out = super().output(outs, msg, display_id, cell_index)
        self._growing = out if out is not None and out["output_type"] == "stream" else None
        return out

    def _put_together(self) -> None:
        if self._growing is not None:
            self._growing["text"] = as_shown("".join([self._growing["text"], *self._pieces]))
        self._pieces = []


def as_shown(text: str) -> str:
    """``text`` without what a carriage return has overwritten."""
    if "\r" not in text:
        return text
    return "\n".join(line[line.rfind("\r", 0, len(line.rstrip("\r"))) + 1 :] for line in text.split("\n"))
