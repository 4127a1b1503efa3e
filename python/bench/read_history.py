"""How long ``get_metric_history`` takes; prints the milliseconds of each round as JSON.

    TRIALBOOK_DIR=… python python/bench/read_history.py RUN-ID KEY COUNT
"""

import json
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import trialbook  # noqa: E402

ROUNDS = 5


def read_ms(run_id: str, key: str, count: int) -> float:
    begun = time.perf_counter()
    points = trialbook.get_metric_history(run_id, key)
    took = (time.perf_counter() - begun) * 1e3
    if len(points) != count:
        raise RuntimeError("read %d points, which are not all" % len(points))
    return took


if __name__ == "__main__":
    run_id, key, count = sys.argv[1:]
    print(json.dumps([read_ms(run_id, key, int(count)) for _ in range(ROUNDS)]))
