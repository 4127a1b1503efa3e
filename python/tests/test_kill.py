"""What a log call returned for survives the death of the process."""

import mmap
import random
import signal
import time

import pytest

from journals import read_part

LOGGING = """
    import mmap, sys, trialbook as tb
    with open(sys.argv[1], "r+b") as file:
        acknowledged = mmap.mmap(file.fileno(), 8)
    tb.start_run()
    step = 0
    while True:
        tb.log_metric("loss", step / 3, step)
        step += 1
        acknowledged[:] = step.to_bytes(8, "little")
"""


@pytest.mark.parametrize("attempt", range(4))
def test_every_acknowledged_point_survives_kill_9(project, tmp_path, attempt):
    # A shared page, not a pipe: to count costs the program next to nothing, and the count outlives it.
    counter = tmp_path / "acknowledged"
    counter.write_bytes(bytes(8))
    process = project.popen(LOGGING, str(counter))
    with open(counter, "r+b") as file:
        acknowledged = mmap.mmap(file.fileno(), 8)
    while int.from_bytes(acknowledged[:], "little") < 10:
        time.sleep(0.001)
    time.sleep(random.uniform(0, 0.05))
    process.send_signal(signal.SIGKILL)
    process.communicate()
    count = int.from_bytes(acknowledged[:], "little")
    (path,) = (project.store / "journal").iterdir()
    steps = [record["step"] for record in read_part(path) if record["type"] == "metrics" and "loss" in record["values"]]
    assert steps[:count] == list(range(count))
    assert len(steps) <= count + 1


def test_64_processes_at_once_lose_nothing(project):
    done = project.python(
        """
        import os, trialbook as tb
        children = []
        for number in range(64):
            child = os.fork()
            if child == 0:
                with tb.start_run(name="p%d" % number):
                    for step in range(200): tb.log_metric("loss", number, step)
                os._exit(0)
            children.append(child)
        for child in children: assert os.waitpid(child, 0)[1] == 0
        """
    )
    assert (done.returncode, done.stderr) == (0, "")
    by_run = {}
    for journal in project.journals:
        values = [(r["step"], r["values"]["loss"]) for r in journal if r["type"] == "metrics" and "loss" in r["values"]]
        by_run[journal[1]["name"]] = values
    assert by_run == {"p%d" % number: [(step, number) for step in range(200)] for number in range(64)}
