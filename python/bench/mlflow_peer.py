"""What log_metric.py measures, done with MLflow on a SQLite store; prints JSON with what each round came to.

    PYTHON-WITH-MLFLOW python/bench/mlflow_peer.py import|start|calls|together|history …

The database exists before anything is measured. ``together``: how many of the calls of 64 processes failed, beside the speed.
``history``: reading a metric of 100,000 points, and what a point needs on disk.
"""

import json
import os
import sys
import tempfile
from typing import Any, Callable, Dict, List, Tuple

from log_metric import ROUNDS, import_ms, python

PREPARE = """
import os
os.environ["MLFLOW_DISABLE_TELEMETRY"] = "true"
import logging
logging.disable(logging.INFO)
import mlflow
database = os.path.abspath("mlflow.db")
mlflow.set_tracking_uri("sqlite:///" + database)
"""

INITIALIZE = PREPARE + """
mlflow.start_run()
mlflow.end_run()
"""

START = PREPARE + """
import time
begun = time.perf_counter()
mlflow.start_run()
print((time.perf_counter() - begun) * 1e3)
"""

# One point a call, as a training loop does it; then a thousand a call, the most that MLflow takes at once.
CALLS = PREPARE + """
import json, time
mlflow.start_run()
log, clock, count = mlflow.log_metric, time.perf_counter_ns, 200
log("warm", 0.0, step=0)
took = []
for step in range(count):
    begun = clock()
    log("loss", step / 7, step=step)
    took.append(clock() - begun)
from mlflow.entities import Metric
client, run = mlflow.MlflowClient(), mlflow.active_run().info.run_id
batches = [[Metric("acc", i / 7, i, i) for i in range(at, at + 1000)] for at in range(0, 20_000, 1000)]
begun = clock()
for batch in batches:
    client.log_batch(run, metrics=batch)
batched = 20_000 / (clock() - begun) * 1e9
took.sort()
print(json.dumps({"median": took[count // 2] / 1e3, "rate": count / sum(took) * 1e9, "batched": batched}))
"""

TOGETHER = PREPARE + """
import sys, time
count, points = int(sys.argv[1]), int(sys.argv[2])
ready, go, failed = os.pipe(), os.pipe(), os.pipe()
for number in range(count):
    if os.fork() == 0:
        lost = points
        try:
            run = None
            while run is None:
                try:
                    run = mlflow.start_run()
                except Exception:
                    pass
            os.write(ready[1], b".")
            os.read(go[0], 1)
            for step in range(points):
                try:
                    mlflow.log_metric("loss", step / 7, step=step)
                    lost -= 1
                except Exception:
                    pass
        finally:
            os.write(failed[1], b"%6d" % lost)
            os._exit(0)
waiting = count
while waiting:
    waiting -= len(os.read(ready[0], waiting))
begun = time.perf_counter()
os.write(go[1], b"." * count)
lost = 0
for number in range(count):
    lost += int(os.read(failed[0], 6))
took = time.perf_counter() - begun
print((count * points - lost) / took, lost)
"""

HISTORY = PREPARE + """
import json, time
from mlflow.entities import Metric
mlflow.start_run()
client, run = mlflow.MlflowClient(), mlflow.active_run().info.run_id
before = os.path.getsize(database)
for at in range(0, 100_000, 1000):
    client.log_batch(run, metrics=[Metric("loss", i / 7, i, i) for i in range(at, at + 1000)])
size = (os.path.getsize(database) - before) / 100_000
begun = time.perf_counter()
assert len(client.get_metric_history(run, "loss")) == 100_000
print(json.dumps({"history_ms": (time.perf_counter() - begun) * 1e3, "bytes_per_point": size}))
"""


def with_database(code: str, *args: str) -> str:
    """What the code prints in a folder whose MLflow database is there already."""
    with tempfile.TemporaryDirectory(prefix="trialbook-bench-") as folder:
        python(INITIALIZE, folder)
        return python(code, folder, *args)


def starts() -> Dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="trialbook-bench-") as folder:
        python(INITIALIZE, folder)
        return {"start_run_ms": [float(python(START, folder)) for _ in range(ROUNDS)]}


def calls() -> Dict[str, Any]:
    rounds = [json.loads(with_database(CALLS)) for _ in range(ROUNDS)]
    return {
        "log_metric_us": [one["median"] for one in rounds],
        "points_per_second": [one["rate"] for one in rounds],
        "batched_points_per_second": [one["batched"] for one in rounds],
    }


def together(processes: int) -> Tuple[float, int]:
    """Points a second that so many processes could log at once, and how many they could not."""
    rate, lost = with_database(TOGETHER, str(processes), str(640 // processes)).split()
    return float(rate), int(lost)


def all_together() -> Dict[str, Any]:
    rounds = [(together(64), together(os.cpu_count() or 1)) for _ in range(3)]
    return {
        "points_per_second": [many for (many, _), _ in rounds],
        "one_a_core_points_per_second": [few for _, (few, _) in rounds],
        "lost": [lost for (_, lost), _ in rounds],
        "points": 640,
    }


def history() -> Dict[str, Any]:
    rounds = [json.loads(with_database(HISTORY)) for _ in range(3)]
    return {key: [one[key] for one in rounds] for key in ("history_ms", "bytes_per_point")}


PARTS: Dict[str, Callable[[], Dict[str, Any]]] = {
    "import": lambda: {"import_ms": [import_ms("mlflow", {}) for _ in range(ROUNDS)]},
    "start": starts,
    "calls": calls,
    "together": all_together,
    "history": history,
}


def main(names: List[str]) -> None:
    result: Dict[str, Any] = {}
    for name in names:
        result.update(PARTS[name]())
    print(json.dumps(result, indent=2))


if __name__ == "__main__":
    main(sys.argv[1:])
