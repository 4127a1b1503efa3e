"""Runs a notebook's cells in a fresh kernel of this very interpreter, and describes its variables in between."""

import asyncio
import json
import re
import signal
import sys
from pathlib import Path
from typing import Any, Callable, Dict, List, NamedTuple, Optional, Sequence, Tuple

from check import kernel_side

Shown = List[Tuple[str, str]]


class Failure(NamedTuple):
    """Where the notebook stopped: the cell, the line in it as far as known, and the error in one line."""

    cell: Optional[int]
    line: Optional[int]
    message: str


class NotebookRun(NamedTuple):
    """What each cell that ran to its end has shown, and what ended the run early."""

    shown: Dict[int, Shown]
    failure: Optional[Failure]


class Cell(NamedTuple):
    index: int
    source: str
    tags: Sequence[str]


def run_notebook(
    cells: Sequence[Cell],
    folder: Path,
    settings: Path,
    env: Dict[str, str],
    parameters: Dict[int, List[str]],
    tell: Callable[[int], None],
) -> NotebookRun:
    """Run the cells in the order given.

    ``folder`` is the kernel's current folder. ``settings`` names what to describe (see probe.py). ``parameters`` are
    assignments to run behind a cell. ``tell`` is called with a cell's index before it runs.
    """
    if sys.platform == "win32":
        asyncio.set_event_loop_policy(asyncio.WindowsSelectorEventLoopPolicy())
    return asyncio.run(_run(cells, folder, settings, env, parameters, tell))


async def _run(
    cells: Sequence[Cell],
    folder: Path,
    settings: Path,
    env: Dict[str, str],
    parameters: Dict[int, List[str]],
    tell: Callable[[int], None],
) -> NotebookRun:
    import nbformat
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, DeadKernelError

    nodes = [nbformat.v4.new_code_cell(cell.source, metadata={"tags": list(cell.tags)}) for cell in cells]
    scratch = Path(env["IPYTHONDIR"])
    manager = _kernel_manager(scratch)
    client = NotebookClient(nbformat.v4.new_notebook(cells=nodes), km=manager, timeout=None, startup_timeout=300, allow_errors=False, store_widget_state=False)
    _end_with_the_program()
    shown: Dict[int, Shown] = {}
    current: Optional[int] = None
    try:
        await client.async_start_new_kernel(cwd=str(folder), env=env)
        await client.async_start_new_kernel_client()
        await _silently(client, kernel_side.install(str(settings)))
        for place, cell in enumerate(cells):
            current = cell.index
            tell(cell.index)
            await _silently(client, kernel_side.request(cell.index, "before"))
            await client.async_execute_cell(nodes[place], place)
            await _silently(client, "\n".join(parameters.get(cell.index, [])))
            await _silently(client, kernel_side.request(cell.index, "after"))
            shown[cell.index] = shown_in(nodes[place].outputs)
        return NotebookRun(shown, None)
    except CellExecutionError as error:
        message = "%s: %s" % (error.ename, error.evalue) if error.evalue else error.ename
        return NotebookRun(shown, Failure(current, _line(error.traceback), message))
    except (DeadKernelError, _Died):
        return NotebookRun(shown, Failure(current, None, "The kernel died. Perhaps the memory was not enough."))
    finally:
        if client.kc is not None:
            client.kc.stop_channels()
        if manager.has_kernel:
            await manager.shutdown_kernel(now=True)


class _Died(Exception):
    pass


def _kernel_manager(scratch: Path) -> Any:
    from jupyter_client.kernelspec import KernelSpecManager
    from jupyter_client.manager import AsyncKernelManager

    specs = scratch / "kernels"
    (specs / "check").mkdir(parents=True, exist_ok=True)
    spec = {"argv": [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"], "display_name": "check", "language": "python"}
    (specs / "check" / "kernel.json").write_text(json.dumps(spec), encoding="utf-8")
    return AsyncKernelManager(
        kernel_name="check",
        kernel_spec_manager=KernelSpecManager(kernel_dirs=[str(specs)]),
        connection_file=str(scratch / "connection.json"),
    )


async def _silently(client: Any, code: str) -> None:
    """Run code of our own, which leaves no trace in the notebook's history, and wait for it."""
    if not code:
        return
    sent = client.kc.execute(code, silent=True, store_history=False, allow_stdin=False)
    while True:
        if not await client.km.is_alive():
            raise _Died
        try:
            reply = await client.kc.get_shell_msg(timeout=5)
        except Exception as error:
            if type(error).__name__ == "Empty":
                continue
            raise
        if reply["parent_header"].get("msg_id") == sent:
            break
    if reply["content"]["status"] != "ok":
        raise RuntimeError("%(ename)s: %(evalue)s" % {"ename": "", "evalue": "", **reply["content"]})


def _end_with_the_program() -> None:
    task = asyncio.current_task()
    try:
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, lambda: task and task.cancel())
    except (NotImplementedError, RuntimeError):
        # Windows: the kernel sees by itself that its parent is gone.
        pass


def shown_in(outputs: Sequence[Dict[str, Any]]) -> Shown:
    """What a cell's outputs show as text, in order: what was printed and the plain text of what was displayed. Pictures, formulas,
    and what went to the error stream, are left out."""
    shown: Shown = []
    for output in outputs:
        kind = output.get("output_type")
        if kind == "stream" and output.get("name", output.get("stream")) != "stderr":
            shown.append(("stdout", _joined(output.get("text"))))
        elif kind in ("display_data", "execute_result", "pyout"):
            data = output.get("data", output)
            text = _joined(data.get("text/plain", data.get("text")))
            if text and text != "None" and not _is_picture(data, text) and not _is_formula(data):
                shown.append(("display", text))
    return shown


def _is_picture(data: Dict[str, Any], text: str) -> bool:
    # Of a figure in which nothing is drawn there is no image.
    if any(name.startswith("image/") or name in ("png", "jpeg", "svg") for name in data) or re.fullmatch(r"<Figure size .* with \d+ Axes>", text):
        return True
    # matplotlib's backend for moving figures shows them by a program of the page, which draws into an empty element.
    return "application/javascript" in data or re.fullmatch(r"<div id='[^']+'></div>", _joined(data.get("text/html"))) is not None


def _is_formula(data: Dict[str, Any]) -> bool:
    # How a formula looks as text is up to what `sympy.init_printing` has told the kernel.
    return ("text/latex" in data or "latex" in data) and "text/html" not in data and "html" not in data


def _joined(text: Any) -> str:
    return "".join(map(str, text)) if isinstance(text, list) else str(text or "")


def _line(traceback: Any) -> Optional[int]:
    plain = re.sub(r"\x1b\[[0-9;]*m", "", str(traceback))
    found = re.search(r"(?:Cell In\[\d+\]|Input In \[\d+\]|<ipython-input[^>]*>)(?:, line |:)(\d+)", plain) or re.search(r"-+> (\d+) ", plain)
    return int(found.group(1)) if found else None
