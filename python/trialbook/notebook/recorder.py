"""Records the cells that an IPython shell runs, by its events and by what its kernel publishes."""

import os
import threading
import time
from typing import Any, Callable, Dict, List, NamedTuple, Optional, Tuple, TypeVar, cast

from .. import active, capture, lifecycle
from ..run import Run
from ..system import process_memory
from ..warn import warn_once
from . import failure, session, whereabouts
from .execution import Execution
from .hand_over import HandOver
from .names import Names
from .outputs import Outputs
from .tap import KernelTap
from .terminal_streams import TerminalStreams

#: Code that starts so is an editor's or a tool's own, and no cell.
HIDDEN = "# trialbook: hidden"

_Hook = TypeVar("_Hook", bound=Callable[..., None])


def _guarded(hook: _Hook) -> _Hook:
    """What a hook raises never reaches the cell; a forked child's cells are not a kernel's."""

    def guarded(self: "Recorder", *args: Any) -> None:
        if os.getpid() != self.pid:
            return
        try:
            hook(self, *args)
        except Exception as error:
            warn_once("cells", "something of a cell was not recorded (%s: %s)" % (type(error).__name__, error))

    guarded.__name__ = hook.__name__
    return cast(_Hook, guarded)


class _Running(NamedTuple):
    """A cell that runs."""

    execution: Execution
    beside: Optional[int]
    names: Names
    cpu: float


class Recorder:
    """The hooks of one shell, which record into ``run``."""

    def __init__(self, shell: Any, run: Run, notebook: Optional[str]):
        self.run = run
        #: Set by the first ``take``.
        self.hand_over: Optional[HandOver] = None
        self.pid = os.getpid()
        self._shell = shell
        self._notebook = notebook
        self._number = 0
        # Of each thread the cells that run in one another, as below %%capture; None for what is not recorded.
        # With the id of the request that each answers.
        self._running: Dict[int, List[Tuple[str, Optional[_Running]]]] = {}
        self._outputs = Outputs()
        # A terminal has no kernel, and some kernels publish in a way of their own.
        kernel = getattr(shell, "kernel", None)
        publishes = callable(getattr(getattr(kernel, "session", None), "send", None))
        self._tap: Any = KernelTap(kernel, self._published) if publishes else TerminalStreams(self._printed)

    def install(self) -> None:
        """Put the hooks in. Where a cell runs already (``%load_ext`` is in it), it is recorded too."""
        self._shell.events.register("pre_run_cell", self._before)
        self._shell.events.register("post_run_cell", self._after)
        self._shell.ast_transformers.append(self)
        capture.followers.append(self._run_opened)
        self.run.at_end(self._finish)
        self.run.resting = True
        self._tap.open()

    def remove(self) -> None:
        """Take them out again."""
        for event, hook in (("pre_run_cell", self._before), ("post_run_cell", self._after)):
            try:
                self._shell.events.unregister(event, hook)
            except ValueError:
                pass
        self._shell.ast_transformers[:] = [each for each in self._shell.ast_transformers if each is not self]
        capture.followers[:] = [each for each in capture.followers if each != self._run_opened]
        self._tap.close()
        self._outputs.stop()

    def began_before(self, source: str) -> None:
        """The cell that runs now has begun before the hooks were in; its code is ``source``."""
        self._begin(source, None)

    # IPython's events.

    @_guarded
    def _before(self, info: Any) -> None:
        stack = self._stack()
        while stack and stack[-1][0] != self._request():
            # Its end was never told.
            self._end(stack.pop()[1], "interrupted", None)
        source = info.raw_cell or ""
        if stack or info.silent or not info.store_history or source.lstrip().startswith(HIDDEN):
            stack.append((self._request(), None))
        else:
            self._begin(source, info)

    @_guarded
    def _after(self, result: Any) -> None:
        stack = self._stack()
        if not stack:
            return
        end_ms = time.time_ns() // 1000000
        if len(stack) == 1:
            lifecycle.went_on()
        status, error = failure.of(result)
        self._end(stack[-1][1], status, error, end_ms)
        # Only now, because whoever interrupts a cell may do so twice: then the next cell says that this one has ended.
        stack.pop()

    def visit(self, tree: Any) -> Any:
        """IPython gives each piece of code that it is about to run to its AST transformers; this one only looks."""
        try:
            running = self._outermost(threading.get_ident())
            if running is not None and os.getpid() == self.pid:
                running.names.code(tree)
        except Exception as error:
            warn_once("cells", "the names of a cell were not recorded (%s: %s)" % (type(error).__name__, error))
        return tree

    # What the kernel publishes, or a terminal is told to show.

    @_guarded
    def _published(self, kind: str, content: Dict[str, Any], request: str) -> None:
        self._outputs.take(kind, content, request)

    @_guarded
    def _printed(self, stream: str, text: str) -> None:
        for thread in list(self._running):
            running = self._outermost(thread)
            if running is not None:
                running.execution.printed(stream, text)
                self._outputs.wake()
                return

    # Beginning and end.

    def _begin(self, source: str, info: Any) -> None:
        request = self._request()
        execution = Execution(self._number, self.run.record, self.run.artifact_dir)
        self._number += 1
        cell = whereabouts.cell_of(self._metadata())
        self._follow_notebook(cell.notebook)
        count = self._outputs.count_of(request) or self._next_count(began=info is None)
        self.run.record(
            "cell",
            execution=execution.number,
            source=source,
            by="kernel",
            count=count,
            cell=cell.id,
            handle=cell.handle,
            index=cell.place,
            tags=cell.tags,
            notebook=self._notebook,
            language="python",
        )
        self._outputs.expect(request, execution)
        for run in active.open_runs():
            run.resting = False
            self._mark(run, execution.number)
        running = _Running(execution, count, Names(self._shell), time.process_time())
        self._stack().append((request, running))
        if isinstance(self._tap, TerminalStreams):
            self._tap.begin()

    def _end(self, running: Optional[_Running], status: str, error: Any, end_ms: Optional[int] = None) -> None:
        if running is None:
            return
        cpu_ms = round(1000 * (time.process_time() - running.cpu), 3)
        names = running.names.found(status == "ok")
        self._tap.flush()
        running.execution.finish()
        self.run.record(
            "cell_end",
            execution=running.execution.number,
            status=status,
            count=running.beside,
            error=error,
            defined=names and names.defined,
            read=names and names.read,
            deleted=names and names.deleted,
            cpu_ms=cpu_ms,
            memory=process_memory(),
            end_ms=end_ms,
        )
        for run in active.open_runs():
            run.resting = True
            self._mark(run, None)

    @_guarded
    def _finish(self) -> None:
        """The session ends: what threads have printed is still to be written."""
        self._outputs.finish()

    @_guarded
    def _run_opened(self, run: Run) -> None:
        for thread in [threading.get_ident(), *self._running]:
            running = self._outermost(thread)
            if running is not None:
                self._mark(run, running.execution.number)
                return

    def _mark(self, run: Run, number: Optional[int]) -> None:
        if run is not self.run and run.owner:
            run.record("in_cell", session=self.run.run_id, execution=number)

    def _follow_notebook(self, told: Optional[str]) -> None:
        notebook = told or whereabouts.notebook_of(self._shell.user_ns)
        if notebook and notebook != self._notebook:
            self._notebook = notebook
            session.record_session(self.run, notebook, None)

    # What the shell and its kernel tell.

    def _next_count(self, began: bool) -> Optional[int]:
        """The number beside the cell. IPython raises its own before a cell runs or after it, as its version will have
        it; so the inputs are counted, of which there is one at the start that nobody made. ``began``: the cell's is there."""
        inputs = getattr(getattr(self._shell, "history_manager", None), "input_hist_raw", None)
        return None if not inputs else len(inputs) - 1 if began else len(inputs)

    def _stack(self) -> List[Tuple[str, Optional[_Running]]]:
        return self._running.setdefault(threading.get_ident(), [])

    def _outermost(self, thread: int) -> Optional[_Running]:
        stack = self._running.get(thread)
        return stack[0][1] if stack else None

    def _parent(self) -> Dict[str, Any]:
        parent = getattr(self._shell, "parent_header", None)
        return parent if isinstance(parent, dict) else {}

    def _request(self) -> str:
        parent = self._parent()
        return str(parent.get("header", parent).get("msg_id", ""))

    def _metadata(self) -> Any:
        return self._parent().get("metadata")
