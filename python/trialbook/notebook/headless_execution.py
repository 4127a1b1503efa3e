"""One execution of a notebook from its first cell to its last, in a kernel of its own."""

import asyncio
import os
import signal
import subprocess
import sys
import tempfile
from typing import Any, Callable, Dict, List, NamedTuple, Optional

from nbclient.exceptions import CellExecutionError, DeadKernelError
from nbclient.util import ensure_async

from . import headless_hooks
from .headless_client import Client
from .headless_file import Identity, NotebookFile, tags_of
from .headless_kernel import OWN, Kernel
from .headless_screen import Screen, plain

#: A cell that is interrupted has so long to end before its kernel is killed.
INTERRUPT_SECONDS = 3.0
#: How long what is printed behind Python's back has to come, behind the last cell.
LATE_SECONDS = 0.05
#: How long a kernel has to end by itself.
SHUTDOWN_SECONDS = 10.0
#: Bytes of what a kernel says when it dies.
_SAID = 4000
_SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP")


class Outcome(NamedTuple):
    """How it ended, as ``Run.end`` takes it."""

    status: str
    exit_code: int
    error: Optional[Dict[str, str]] = None


class Watcher:
    """Is told what happens; for kernels that do not record themselves."""

    def begins(self, cell: Any, identity: Identity) -> None: ...
    def message(self, message: Dict[str, Any]) -> None: ...
    def ends(self, finished: bool) -> None: ...


class Execution:
    """Runs the notebook's cells, once."""

    def __init__(self, notebook: NotebookFile, kernel: Kernel, screen: Screen, unseen: str = ""):
        """``unseen``: what is executed behind the injected cell without standing in a cell."""
        self._notebook = notebook
        self._kernel = kernel
        self._screen = screen
        self._unseen = unseen
        self._watcher = Watcher()
        self._running: Any = None
        self._work: "Optional[asyncio.Future[Outcome]]" = None
        self._signalled: Optional[int] = None
        #: The kernel is not waited for: it was asked to stop what it does, and did not.
        self._impatient = False
        self._client: Any = None
        self._manager: Any = None
        self._stderr = tempfile.TemporaryFile()

    def run(self, attach: Optional[Dict[str, Any]], without_hooks: Callable[[str], Watcher], finish: Callable[[Outcome], None]) -> Outcome:
        """``attach`` holds the arguments for the recorder in the kernel; None: nothing is recorded there. ``without_hooks``
        is called with the reason where it could not be brought in, and gives who watches instead. ``finish`` is called
        when all is over and the kernel gone, while signals still wait."""
        if sys.platform == "win32":
            asyncio.set_event_loop_policy(asyncio.WindowsSelectorEventLoopPolicy())
        return asyncio.run(self._run(attach, without_hooks, finish))

    async def _run(self, attach: Optional[Dict[str, Any]], without_hooks: Callable[[str], Watcher], finish: Callable[[Outcome], None]) -> Outcome:
        self._listen()
        self._work = asyncio.ensure_future(self._execute(attach, without_hooks))
        try:
            outcome = await self._work
        except asyncio.CancelledError:
            outcome = Outcome("KILLED", 0)
        except Exception as error:
            outcome = _failed(type(error).__name__, "the notebook could not be run: %s" % error)
            self._screen.say(outcome.error["message"] if outcome.error else "")
        await self._end_kernel()
        if self._signalled is not None:
            outcome = Outcome("KILLED", 128 + self._signalled)
        finish(outcome)
        return outcome

    async def _execute(self, attach: Optional[Dict[str, Any]], without_hooks: Callable[[str], Watcher]) -> Outcome:
        try:
            await self._start()
            if attach is not None:
                reason = await headless_hooks.bring_in(self._client, attach) if self._kernel.language == "python" else ""
                if reason is not None:
                    self._watcher = without_hooks(reason)
            await self._cells()
        except CellExecutionError as error:
            if error.ename == "SystemExit" and error.evalue in ("", "0", "None"):
                # What a notebook is left with, as a script is.
                return Outcome("FINISHED", 0)
            traceback = self._traceback()
            self._screen.traceback(traceback or [str(error)])
            return _failed(error.ename, error.evalue, plain("\n".join(traceback)))
        except DeadKernelError:
            return self._broke_off("KernelDied", await self._how_it_died())
        except (OSError, RuntimeError) as error:
            return self._broke_off("NoKernel", "the kernel did not start: %s" % error)
        return Outcome("FINISHED", 0)

    def _broke_off(self, kind: str, message: str) -> Outcome:
        said = self._kernel_said()
        if self._signalled is None:
            self._screen.say(message)
            if said:
                self._screen.traceback(said.splitlines())
        return _failed(kind, message, said)

    async def _start(self) -> None:
        from jupyter_client.manager import AsyncKernelManager

        self._manager = AsyncKernelManager(kernel_name=self._kernel.name, kernel_spec_manager=self._kernel.specs)
        self._manager.shutdown_wait_time = SHUTDOWN_SECONDS
        self._client = Client(self._notebook.node, self._manager, self._message, self._print)
        if self._kernel.name == OWN:
            # It warns that it listens on this machine, as every kernel does.
            self._client.extra_arguments = ["--IPKernelApp.log_level=40"]
        streams: Dict[str, Any] = {}
        if self._kernel.language == "python":
            # What comes there is what the kernel has published already, and what it says when it dies.
            streams = {"stdout": subprocess.DEVNULL, "stderr": self._stderr}
        await self._client.async_start_new_kernel(cwd=os.path.dirname(self._notebook.path), env=_environment(), **streams)
        await self._client.async_start_new_kernel_client()

    async def _cells(self) -> None:
        cells = self._notebook.node.cells
        count = sum(map(self._client.runs, cells))
        number = 0
        for index, cell in enumerate(cells):
            if self._signalled is not None:
                return
            if not self._client.runs(cell):
                continue
            number += 1
            self._screen.cell(number, count, cell.source)
            await self._cell(cell, index)
        self._client.set_widgets_metadata()
        if self._kernel.language == "python":
            # What other programs print comes through a thread of the kernel, which is a moment behind.
            await headless_hooks.run_silently(self._client, "__import__('time').sleep(%r)" % LATE_SECONDS)

    async def _cell(self, cell: Any, index: int) -> None:
        identity = self._notebook.identities[index]
        self._client.kc.session.metadata = {
            **({} if identity.id is None else {"cellId": identity.id}),
            "trialbook": {"index": identity.place, "tags": tags_of(cell), "notebook": self._notebook.path},
        }
        self._watcher.begins(cell, identity)
        self._running, finished = cell, False
        try:
            await self._client.execute_one(cell, index)
            finished = True
        except CellExecutionError:
            finished = True
            raise
        finally:
            self._watcher.ends(finished)
        self._client.kc.session.metadata = {}
        if self._unseen and cell is self._notebook.injected:
            await headless_hooks.run_silently(self._client, self._unseen)

    def _message(self, message: Dict[str, Any]) -> None:
        if message["msg_type"] == "stream":
            self._print(message)
        self._watcher.message(message)

    def _print(self, message: Dict[str, Any]) -> None:
        self._screen.stream(message["content"]["name"], message["content"]["text"])

    def _traceback(self) -> List[str]:
        errors = [output for output in self._running.outputs if output["output_type"] == "error"]
        return list(errors[-1]["traceback"]) if errors else []

    def _kernel_said(self) -> str:
        """The end of what the kernel's process has printed behind the kernel's back."""
        self._stderr.seek(max(0, self._stderr.seek(0, os.SEEK_END) - _SAID))
        return self._stderr.read().decode("utf-8", "replace")

    async def _how_it_died(self) -> str:
        code = await self._manager.provisioner.poll() if self._manager.provisioner else None
        if code is not None and code < 0:
            hint = ": perhaps the memory was not enough" if -code == 9 else ""
            return "the kernel died (signal %d%s)" % (-code, hint)
        return "the kernel died" if code is None else "the kernel died (exit status %d)" % code

    # Its end.

    def _listen(self) -> None:
        for name in _SIGNALS:
            number = getattr(signal, name, None)
            # Ignored (nohup, a job in the background) stays ignored.
            if number is None or signal.getsignal(number) == signal.SIG_IGN:
                continue
            try:
                asyncio.get_running_loop().add_signal_handler(number, self._stop, int(number))
            except (NotImplementedError, RuntimeError):
                # Windows: the kernel sees by itself that its parent is gone.
                pass

    def _stop(self, number: int) -> None:
        """A signal asks for the end: the cell is interrupted; a kernel that goes on, or a second signal, ends it."""
        again = self._signalled is not None
        self._signalled = self._signalled or number
        if again or self._running is None:
            self._give_up()
        else:
            self._interrupt = asyncio.ensure_future(self._interrupted())
            asyncio.get_running_loop().call_later(INTERRUPT_SECONDS, self._give_up)

    def _give_up(self) -> None:
        if self._work is not None and not self._work.done():
            self._impatient = True
            self._work.cancel()

    async def _interrupted(self) -> None:
        try:
            await ensure_async(self._manager.interrupt_kernel())
        except Exception:
            # It is gone already.
            pass

    async def _end_kernel(self) -> None:
        client = self._client
        # nbclient lets go of one that it could not start.
        if client is None or client.km is None:
            return
        try:
            if client.km.has_kernel:
                await ensure_async(client.km.shutdown_kernel(now=self._impatient))
        except Exception as error:
            self._screen.say("ending the kernel: %s" % error)
        finally:
            if client.kc is not None:
                client.kc.stop_channels()


def _environment() -> Dict[str, str]:
    """The kernel's: without a run that was given to this process alone."""
    own = ("TRIALBOOK_RUN_ID", "TRIALBOOK_RUN_OWNER", "TRIALBOOK_RUN_NAME")
    return {name: value for name, value in os.environ.items() if name not in own}


def _failed(kind: str, message: str, traceback: str = "") -> Outcome:
    return Outcome("FAILED", 1, {"type": kind, "message": message[:10000], "traceback": traceback[-100000:]})
