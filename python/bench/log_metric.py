"""What recording costs a training, measured on this machine; prints JSON with what each round came to.

    python python/bench/log_metric.py [import] [start] [calls] [killed] [together]

``import_ms``: ``import trialbook`` over bare Python. ``start_run_ms``: until the user's next line. ``log_metric_us``: the
median call of a loop, and ``points_per_second``, that of a loop without a clock in it. ``killed``: how many points of those
that a call had returned for are missing on disk after ``kill -9``. ``together``: 64 processes at once beside one a core, and
how many of their points are missing.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, Callable, Dict, List, Tuple

PACKAGE = Path(__file__).resolve().parent.parent
ROUNDS = 5

START = """
import time
import trialbook
begun = time.perf_counter()
trialbook.start_run()
print((time.perf_counter() - begun) * 1e3)
"""

CALLS = """
import json, time
import trialbook
trialbook.start_run()
log, clock, count = trialbook.log_metric, time.perf_counter_ns, 50_000
values = [i / 7 for i in range(count)]
log("warm", 0.0, 0)
took = []
for step in range(count):
    begun = clock()
    log("loss", values[step], step)
    took.append(clock() - begun)
begun = clock()
for step in range(count):
    log("acc", values[step], step)
rate = count / (clock() - begun) * 1e9
took.sort()
print(json.dumps({"median": took[count // 2] / 1e3, "p99": took[count * 99 // 100] / 1e3, "rate": rate}))
"""

# A thread says how many calls have returned, and ends the process at once while it goes on logging.
KILLED = """
import os, signal, threading, time
import trialbook
trialbook.start_run()
returned = 0
def kill():
    time.sleep(0.5)
    os.write(1, b"%d" % returned)
    os.kill(os.getpid(), signal.SIGKILL)
threading.Thread(target=kill, daemon=True).start()
while True:
    trialbook.log_metric("loss", returned / 7, returned)
    returned += 1
"""

TOGETHER = """
import os, sys, time
import trialbook
count, points = int(sys.argv[1]), int(sys.argv[2])
ready, go = os.pipe(), os.pipe()
children = []
for number in range(count):
    child = os.fork()
    if child == 0:
        trialbook.start_run()
        trialbook.log_metric("warm", 0.0, 0)
        os.write(ready[1], b".")
        os.read(go[0], 1)
        for step in range(points):
            trialbook.log_metric("loss", step / 7, step)
        os._exit(0)
    children.append(child)
waiting = count
while waiting:
    waiting -= len(os.read(ready[0], waiting))
# What a start captures beside the program is over by then.
time.sleep(2)
begun = time.perf_counter()
os.write(go[1], b"." * count)
assert all(os.waitpid(child, 0)[1] == 0 for child in children)
print(count * points / (time.perf_counter() - begun))
"""


def python(code: str, folder: str, *args: str, ends_with: int = 0) -> str:
    """What a new Python prints that runs ``code`` with its journals in ``folder`` and ends with this status."""
    env = {**os.environ, "PYTHONPATH": str(PACKAGE), "TRIALBOOK_DIR": os.path.join(folder, ".trialbook")}
    script = os.path.join(folder, "bench.py")
    Path(script).write_text(code)
    done = subprocess.run([sys.executable, script, *args], env=env, cwd=folder, capture_output=True, text=True)
    if done.returncode != ends_with:
        raise RuntimeError("ended with %d: %s" % (done.returncode, done.stderr))
    return done.stdout


def import_ms(module: str, environment: Dict[str, str]) -> float:
    """What Python itself says that importing it took."""
    command = [sys.executable, "-X", "importtime", "-c", "import " + module]
    told = subprocess.run(command, env={**os.environ, **environment}, check=True, capture_output=True, text=True).stderr
    return int(told.splitlines()[-1].split("|")[1]) / 1e3


def killed() -> int:
    """How many points are missing on disk of those that a call had returned for."""
    with tempfile.TemporaryDirectory(prefix="trialbook-bench-") as folder:
        returned = int(python(KILLED, folder, ends_with=-9))
        return max(0, returned - counted(folder))


def together(processes: int) -> Tuple[float, int]:
    """Points a second of so many processes at once, and how many points are missing on disk."""
    points = 640_000 // processes
    with tempfile.TemporaryDirectory(prefix="trialbook-bench-") as folder:
        rate = float(python(TOGETHER, folder, str(processes), str(points)))
        return rate, processes * points - counted(folder)


def counted(folder: str) -> int:
    """Points of ``loss`` in the journals."""
    return sum(path.read_bytes().count(b'"loss":') for path in Path(folder, ".trialbook", "journal").iterdir())


def imports() -> Dict[str, Any]:
    return {"import_ms": [import_ms("trialbook", {"PYTHONPATH": str(PACKAGE)}) for _ in range(ROUNDS)]}


def starts() -> Dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="trialbook-bench-") as folder:
        return {"start_run_ms": [float(python(START, folder)) for _ in range(ROUNDS)]}


def calls() -> Dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="trialbook-bench-") as folder:
        rounds = [json.loads(python(CALLS, folder)) for _ in range(ROUNDS)]
    return {
        "log_metric_us": {key: [one[key] for one in rounds] for key in ("median", "p99")},
        "points_per_second": [one["rate"] for one in rounds],
    }


def all_together() -> Dict[str, Any]:
    rounds = [(together(64), together(os.cpu_count() or 1)) for _ in range(ROUNDS)]
    return {
        "together": {
            "processes": 64,
            "points_per_second": [many for (many, _), _ in rounds],
            "one_a_core_points_per_second": [few for _, (few, _) in rounds],
            "lost": [lost for (_, lost), _ in rounds],
        }
    }


PARTS: Dict[str, Callable[[], Dict[str, Any]]] = {
    "import": imports,
    "start": starts,
    "calls": calls,
    "killed": lambda: {"killed": [killed() for _ in range(ROUNDS)]},
    "together": all_together,
}


def main(names: List[str]) -> None:
    result: Dict[str, Any] = {}
    for name in names or PARTS:
        result.update(PARTS[name]())
    print(json.dumps(result, indent=2))


if __name__ == "__main__":
    main(sys.argv[1:])
