"""What recording costs a training, measured on this machine; prints JSON.

    python python/bench/log_metric.py

``import_ms``: ``import trialbook`` over bare Python. ``start_run_ms``: until the user's next line. ``log_metric_us``: one
call. ``points_per_second``: a loop of calls. ``together``: 64 processes at once beside one a core, and how many of their
points are missing when counted on disk. Medians of several rounds.
"""

import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Tuple

PACKAGE = Path(__file__).resolve().parent.parent
ROUNDS = 7

START = """
import time
import trialbook
begun = time.perf_counter()
trialbook.start_run()
print((time.perf_counter() - begun) * 1e3)
"""

CALLS = """
import json, statistics, time
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


def python(code: str, folder: str, *args: str) -> str:
    """What a new Python prints that runs ``code`` with its journals in ``folder``."""
    env = {**os.environ, "PYTHONPATH": str(PACKAGE), "TRIALBOOK_DIR": os.path.join(folder, ".trialbook")}
    script = os.path.join(folder, "bench.py")
    Path(script).write_text(code)
    return subprocess.run([sys.executable, script, *args], env=env, cwd=folder, check=True, capture_output=True, text=True).stdout


def import_ms() -> float:
    """What Python itself says that ``import trialbook`` took."""
    command = [sys.executable, "-X", "importtime", "-c", "import trialbook"]
    told = subprocess.run(command, env={**os.environ, "PYTHONPATH": str(PACKAGE)}, check=True, capture_output=True, text=True).stderr
    return int(told.splitlines()[-1].split("|")[1]) / 1e3


def together(processes: int) -> Tuple[float, int]:
    """Points a second of so many processes at once, and how many points are missing on disk."""
    points = 640_000 // processes
    with tempfile.TemporaryDirectory(prefix="trialbook-bench-") as folder:
        rate = float(python(TOGETHER, folder, str(processes), str(points)))
        return rate, processes * points - counted(folder)


def counted(folder: str) -> int:
    """Points of ``loss`` in the journals."""
    return sum(path.read_bytes().count(b'"loss":') for path in Path(folder, ".trialbook", "journal").iterdir())


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="trialbook-bench-") as folder:
        start = statistics.median(float(python(START, folder)) for _ in range(ROUNDS))
        calls = [json.loads(python(CALLS, folder)) for _ in range(ROUNDS)]
    many = [together(64) for _ in range(3)]
    few = [together(os.cpu_count() or 1) for _ in range(3)]
    result = {
        "python": platform.python_version(),
        "import_ms": round(statistics.median(import_ms() for _ in range(ROUNDS)), 2),
        "start_run_ms": round(start, 2),
        "log_metric_us": {key: round(statistics.median(call[key] for call in calls), 2) for key in ("median", "p99")},
        "points_per_second": round(statistics.median(call["rate"] for call in calls)),
        "together": {
            "processes": 64,
            "points_per_second": round(statistics.median(rate for rate, _ in many)),
            "one_a_core_points_per_second": round(statistics.median(rate for rate, _ in few)),
            "lost": sum(lost for _, lost in many + few),
        },
    }
    print(json.dumps(result, indent=2))


if __name__ == "__main__":
    main()
