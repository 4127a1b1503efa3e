"""Real kernels that run cells in a folder, and what was recorded there."""

import json
import os
import re
import time
from pathlib import Path
from typing import Any, Dict, List, NamedTuple, Optional, Sequence

from jupyter_client.manager import KernelManager

CLIENT = str(Path(__file__).resolve().parents[2])
LOAD = "%load_ext trialbook"


class Ran(NamedTuple):
    """What a client was told of an execution."""

    status: str
    messages: List[Any]

    @property
    def printed(self) -> str:
        return "".join(content["text"] for kind, content in self.messages if kind == "stream")


class Recorded(NamedTuple):
    """What a journal holds of an execution."""

    cell: Dict[str, Any]
    outputs: List[Dict[str, Any]]
    end: Optional[Dict[str, Any]]

    def text(self, kind: str) -> str:
        return "".join(output["text"] for output in self.outputs if output["kind"] == kind)


def environment(**more: str) -> Dict[str, str]:
    """Of a process that finds the client, and is told of no run."""
    dropped = re.compile(r"(TRIALBOOK_|PYTHON|PYTEST_|JPY_).*|RANK|WORLD_SIZE")
    kept = {name: value for name, value in os.environ.items() if not dropped.fullmatch(name)}
    return {**kept, "PYTHONPATH": CLIENT, "PYTHONWARNINGS": "ignore", **more}


class Journals:
    """The journals of a folder's store."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.store = folder / ".trialbook"

    @property
    def by_run(self) -> Dict[str, List[Dict[str, Any]]]:
        """The records of each run, journal after journal."""
        found: Dict[str, List[Dict[str, Any]]] = {}
        for path in sorted((self.store / "journal").glob("*.jsonl"), key=lambda path: path.stat().st_mtime_ns):
            records = [json.loads(line) for line in path.read_bytes().split(b"\n")[:-1] if line]
            if records:
                found.setdefault(records[0]["run"], []).extend(records)
        return found

    @property
    def session(self) -> List[Dict[str, Any]]:
        """The records of the last run that has a session."""
        return [records for records in self.by_run.values() if any(record["type"] == "session" for record in records)][-1]

    def of_type(self, type: str) -> List[Dict[str, Any]]:
        """The session's records of a type."""
        return [record for record in self.session if record["type"] == type]

    @property
    def cells(self) -> List[Recorded]:
        """The session's executions."""
        outputs: Dict[int, List[Dict[str, Any]]] = {}
        for record in self.of_type("cell_output"):
            if record.get("cleared"):
                outputs[record["execution"]] = []
            outputs.setdefault(record["execution"], []).append(record["output"])
        ends = {record["execution"]: record for record in self.of_type("cell_end")}
        return [Recorded(cell, outputs.get(cell["execution"], []), ends.get(cell["execution"])) for cell in self.of_type("cell")]


class Kernel(Journals):
    """A kernel in a folder, and a client of it."""

    def __init__(self, folder: Path, options: Sequence[str] = (), **variables: str):
        super().__init__(folder)
        self.store.mkdir(exist_ok=True)
        self._ended = False
        self._manager = KernelManager(kernel_name="python3")
        self._manager.start_kernel(cwd=str(folder), env=environment(**variables), extra_arguments=["--IPKernelApp.log_level=40", *options])
        self.client = self._manager.client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=60)

    def run(self, code: str, metadata: Any = None, **more: Any) -> Ran:
        """Execute code as a cell and wait for its end."""
        messages: List[Any] = []

        def hear(message: Any) -> None:
            messages.append((message["msg_type"], message["content"]))

        if metadata is None:
            return Ran(self.client.execute_interactive(code, timeout=60, output_hook=hear, **more)["content"]["status"], messages)
        content = {
            "code": code,
            "silent": False,
            "store_history": True,
            "user_expressions": {},
            "allow_stdin": False,
            "stop_on_error": False,
        }
        message = self.client.session.msg("execute_request", content, metadata=metadata)
        self.client.shell_channel.send(message)
        while True:
            reply = self.client.get_shell_msg(timeout=60)
            if reply["parent_header"].get("msg_id") == message["header"]["msg_id"]:
                return Ran(reply["content"]["status"], messages)

    def cell(self, code: str, metadata: Any = None) -> Recorded:
        """Execute code, and what was recorded of it."""
        self.run(code, metadata)
        found = self.cells[-1]
        assert found.cell["source"] == code, "the cell was recorded"
        return found

    def begin(self, code: str) -> None:
        """Execute code without waiting for its end."""
        self.client.execute(code, allow_stdin=False)

    def answer(self, code: str) -> Any:
        """The line of JSON that an editor's code prints."""
        ran = self.run("# trialbook: hidden\nimport trialbook.notebook\n" + code, store_history=False)
        assert ran.status == "ok", ran
        (line,) = ran.printed.splitlines()
        return json.loads(line)

    def interrupt(self) -> None:
        self._manager.interrupt_kernel()

    @property
    def pid(self) -> int:
        return int(self._manager.provisioner.pid)

    def end(self) -> None:
        """Shut it down as a front end does, unless that was done."""
        if not self._ended:
            self._ended = True
            self.client.stop_channels()
            self._manager.shutdown_kernel()


def eventually(condition: Any, what: str) -> Any:
    """Wait until ``condition()`` gives something true, and return it."""
    until = time.monotonic() + 15
    while time.monotonic() < until:
        found = condition()
        if found:
            return found
        time.sleep(0.02)
    raise AssertionError("never came: " + what)
