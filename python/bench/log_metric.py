"""What recording costs a training, measured on this machine; prints JSON with what each round came to.

    python python/bench/log_metric.py [import] [start] [calls] [killed] [together]

``import_ms``: ``import trialbook`` over bare Python. ``start_run_ms``: until the user's next line. ``log_metric_us``: the
median call of a loop, and ``points_per_second``, that of a loop without a clock in it. ``killed``: how many points of those
that a call had returned for are missing on disk after ``kill -9``. ``together``: 64 processes at once beside one a core, the
same without a client, and how many of their points are missing.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, Callable, Dict, List, NamedTuple

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

# The clock runs until the last of them has logged its last point: starts and ends are not what is measured.
TOGETHER = """
import os, sys, time
import {module}
count, points = int(sys.argv[1]), int(sys.argv[2])
ready, go, done = os.pipe(), os.pipe(), os.pipe()
children = []
for number in range(count):
    child = os.fork()
    if child == 0:
        log = {start}
        # What a process touches first after a fork is copied for it.
        for step in range(1000):
            log("warm", 0.0, step)
        os.write(ready[1], b".")
        os.read(go[0], 1)
        begun = time.process_time()
        for step in range(points):
            log("loss", step / 7, step)
        os.write(done[1], b"%12.6f" % (time.process_time() - begun))
        os._exit(0)
    children.append(child)
waiting = count
while waiting:
    waiting -= len(os.read(ready[0], waiting))
# What a start captures beside the program is over by then.
time.sleep(2)
begun = time.perf_counter()
os.write(go[1], b"." * count)
spent = b""
while len(spent) < 12 * count:
    spent += os.read(done[0], 12 * count)
took = time.perf_counter() - begun
assert all(os.waitpid(child, 0)[1] == 0 for child in children)
print(count * points / took, sum(float(spent[at : at + 12]) for at in range(0, len(spent), 12)) / (count * points) * 1e6)
"""

START_LOGGING = "(trialbook.start_run(), trialbook.log_metric)[1]"

# What no client can be faster than: one write a line, to a file of the process's own.
BARE = """
import json, os, time
def start(number):
    folder = os.path.join(os.environ["TRIALBOOK_DIR"], "journal")
    os.makedirs(folder, exist_ok=True)
    file = os.open(os.path.join(folder, str(number)), os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    def log(key, value, step):
        os.write(file, b'{"v":1,"n":%d,"time":%d,"type":"metrics","values":{"%s":%s},"step":%d}\\n' % (step, time.time() * 1e3, key.encode(), repr(value).encode(), step))
    return log
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


class Together(NamedTuple):
    """What so many processes came to that logged at once."""

    points_per_second: float
    #: Of all threads of the processes, microseconds a point.
    cpu_us: float
    #: Points that are missing on disk.
    lost: int


def together(processes: int, bare: bool = False) -> Together:
    """``bare``: without a client, each point a bare write."""
    points = 640_000 // processes
    with tempfile.TemporaryDirectory(prefix="trialbook-bench-") as folder:
        Path(folder, "bare.py").write_text(BARE)
        code = TOGETHER.format(module="bare" if bare else "trialbook", start="bare.start(number)" if bare else START_LOGGING)
        rate, cpu_us = map(float, python(code, folder, str(processes), str(points)).split())
        return Together(rate, cpu_us, processes * points - counted(folder))


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
    cores = os.cpu_count() or 1
    rounds = [(together(64), together(cores), together(64, bare=True), together(cores, bare=True)) for _ in range(ROUNDS)]
    return {
        "together": {
            "processes": 64,
            "points_per_second": [many.points_per_second for many, _, _, _ in rounds],
            "one_a_core_points_per_second": [few.points_per_second for _, few, _, _ in rounds],
            "cpu_us": [many.cpu_us for many, _, _, _ in rounds],
            "one_a_core_cpu_us": [few.cpu_us for _, few, _, _ in rounds],
            "bare_points_per_second": [many.points_per_second for _, _, many, _ in rounds],
            "bare_one_a_core_points_per_second": [few.points_per_second for _, _, _, few in rounds],
            "lost": [many.lost for many, _, _, _ in rounds],
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
