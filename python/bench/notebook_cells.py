"""What recording the cells of a kernel costs, measured on this machine; prints JSON with what each round came to.

    python python/bench/notebook_cells.py [cell] [printed] [progress] [session FOLDER]

Two kernels do the same: one in which cells are recorded, and one in which they are not. ``cell``: from the request until
kernel and outputs are done, the median of many cells. ``printed``: a cell that prints 50 MB. ``progress``: the CPU time of a
kernel in each second in which a line is rewritten 100 times. ``session``: 10,000 executions one after the other, the
first thousand and the last by the hundred; the journal is left in ``FOLDER/.trialbook``.
"""

import json
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, Callable, Dict, List

from jupyter_client.manager import KernelManager

PACKAGE = Path(__file__).resolve().parent.parent
ROUNDS = 5
CELLS = 200
EXECUTIONS = 10_000

ATTACH = """
import sys
sys.path.append(%r)
from trialbook.notebook import attach
attach(%r, %r, notebook=%r)
del attach
"""

#: Defines, reads and prints, as most cells do.
CELL = "total = sum(number * number for number in range(100))\nprint('total', total)"

PRINTED = "for line in range(500_000):\n    print('%099d' % line)"

PROGRESS = """
import time
begun, cpu = time.perf_counter(), time.process_time()
for step in range(300):
    print('\\r%3d%%|%-60s|' % (step // 3, '#' * (step // 5)), end='', flush=True)
    time.sleep(max(0, begun + (step + 1) / 100 - time.perf_counter()))
1000 * (time.process_time() - cpu) / (time.perf_counter() - begun)
"""


class Kernel:
    """A kernel that is asked one cell after the other, with ``folder`` as its own."""

    def __init__(self, folder: str, recorded: bool):
        self._manager = KernelManager(kernel_name="python3")
        self._manager.start_kernel(cwd=folder, extra_arguments=["--IPKernelApp.log_level=40", "--HistoryManager.hist_file=:memory:"])
        self._client = self._manager.client()
        self._client.start_channels()
        self._client.wait_for_ready(timeout=60)
        self.journals = Path(folder, ".trialbook", "journal")
        if recorded:
            notebook = os.path.join(folder, "explore.ipynb")
            self.execute("# trialbook: hidden\n" + ATTACH % (str(PACKAGE), os.urandom(16).hex(), str(self.journals.parent), notebook))

    def execute(self, source: str) -> str:
        """Until it is done; gives the text of its result."""
        sent = self._client.execute(source)
        result = ""
        while True:
            message = self._client.get_iopub_msg(timeout=120)
            if message["parent_header"].get("msg_id") != sent:
                continue
            if message["msg_type"] == "error":
                raise RuntimeError("\n".join(message["content"]["traceback"]))
            if message["msg_type"] == "execute_result":
                result = message["content"]["data"]["text/plain"]
            if message["msg_type"] == "status" and message["content"]["execution_state"] == "idle":
                break
        while self._client.get_shell_msg(timeout=120)["parent_header"].get("msg_id") != sent:
            pass
        return result

    def ms(self, source: str) -> float:
        begun = time.perf_counter()
        self.execute(source)
        return (time.perf_counter() - begun) * 1e3

    def end(self) -> None:
        self._client.stop_channels()
        self._manager.shutdown_kernel()


def both(measure: Callable[[Kernel, Kernel], None]) -> None:
    """Lend a kernel that records and one that does not."""
    with tempfile.TemporaryDirectory(prefix="trialbook-bench-") as folder:
        recorded, bare = Kernel(folder, True), Kernel(folder, False)
        try:
            measure(recorded, bare)
        finally:
            recorded.end()
            bare.end()


def cell() -> Dict[str, List[float]]:
    found: Dict[str, List[float]] = {"recorded_ms": [], "bare_ms": []}

    def measure(recorded: Kernel, bare: Kernel) -> None:
        for _ in range(ROUNDS + 1):
            # In turn, so that what else the machine does is the same for both.
            pairs = [(recorded.ms(CELL), bare.ms(CELL)) for _ in range(CELLS)]
            for name, times in zip(found, zip(*pairs)):
                found[name].append(statistics.median(times))

    both(measure)
    # The first round is for what is imported and compiled.
    return {name: values[1:] for name, values in found.items()}


def printed() -> Dict[str, Any]:
    found: Dict[str, List[float]] = {"recorded_ms": [], "bare_ms": [], "journal_bytes": []}

    def measure(recorded: Kernel, bare: Kernel) -> None:
        for _ in range(3):
            before = size(recorded.journals)
            found["recorded_ms"].append(recorded.ms(PRINTED))
            found["journal_bytes"].append(size(recorded.journals) - before)
            found["bare_ms"].append(bare.ms(PRINTED))

    both(measure)
    return found


def progress() -> Dict[str, Any]:
    found: Dict[str, List[float]] = {"recorded_ms": [], "bare_ms": [], "journal_bytes": []}

    def measure(recorded: Kernel, bare: Kernel) -> None:
        for _ in range(ROUNDS):
            before = size(recorded.journals)
            found["recorded_ms"].append(float(recorded.execute(PROGRESS)))
            found["journal_bytes"].append(size(recorded.journals) - before)
            found["bare_ms"].append(float(bare.execute(PROGRESS)))

    both(measure)
    return found


def session(folder: str) -> Dict[str, Any]:
    recorded, bare = Kernel(folder, True), Kernel(folder, False)
    pairs = [(recorded.ms(CELL), bare.ms(CELL)) for _ in range(EXECUTIONS)]
    recorded.end()
    bare.end()
    found: Dict[str, Any] = {"executions": EXECUTIONS, "journal_bytes": size(recorded.journals)}
    for name, part in (("first", pairs[:1000]), ("last", pairs[-1000:])):
        # By the hundred, because what else the machine does comes and goes.
        hundreds = [list(zip(*part[start : start + 100])) for start in range(0, 1000, 100)]
        found[name] = {
            "recorded_ms": [statistics.median(ours) for ours, _ in hundreds],
            "bare_ms": [statistics.median(others) for _, others in hundreds],
        }
    return found


def size(journals: Path) -> int:
    """Bytes of journals so far."""
    return sum(path.stat().st_size for path in journals.glob("*"))


PARTS: Dict[str, Callable[[], Any]] = {"cell": cell, "printed": printed, "progress": progress}

if __name__ == "__main__":
    if sys.argv[1:2] == ["session"]:
        print(json.dumps(session(sys.argv[2])))
    else:
        print(json.dumps({name: PARTS[name]() for name in sys.argv[1:] or PARTS}))
