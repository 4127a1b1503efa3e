"""Whatever ends an execution, and wherever: nothing half done is taken for done, nothing goes on, and the next one carries on."""

import json
import random
import signal
import time

import pytest

from written import LONG


def slow(pipeline):
    """Six steps in two strands, each writing a file, too."""
    for strand in "ab":
        for number in range(3):
            name, before = f"{strand}{number}", f"{strand}{number - 1}"
            argument = before if number else ""
            code = f"""
                import time

                def {name}({argument}):
                    value = [{f'*{before}, ' if number else ''}"{name}"] * 1
                    time.sleep(0.05)
                    with open("{name}.txt", "w") as file:
                        file.write("x" * 100_000)
                    big = list(range(50_000))
                    {name} = value
                    return {name}, big
            """
            pipeline.step(name, code, inputs={before: before} if number else {}, outputs=[name, "big"])
    return pipeline


@pytest.mark.parametrize("attempt", range(6))
def test_after_kill_9_anywhere_the_next_execution_carries_on(pipeline, attempt):
    slow(pipeline)
    chance = random.Random(time.time_ns() + attempt)
    kills = 0
    while kills < 4:
        process = pipeline.start()
        try:
            process.wait(chance.uniform(0.1, 1.5))
        except Exception:
            pass
        if process.poll() is not None:
            process.communicate()
            break
        process.kill()
        process.communicate()
        kills += 1
        for result in (pipeline.folder / ".cache").glob("*/[0-9a-f]*/result.json"):
            assert_whole(result)
    told = pipeline.told()
    assert told["status"] == "done"
    values = {name: json.loads(pipeline.output(name, f"outputs/{name}.json").read_text()) for name in ("a2", "b2")}
    assert values == {"a2": ["a0", "a1", "a2"], "b2": ["b0", "b1", "b2"]}
    assert all((pipeline.project / f"{name}.txt").stat().st_size == 100_000 for name in told["steps"])
    assert not list((pipeline.folder / ".cache").glob("*/tmp-*"))
    assert set(pipeline.states().values()) == {"cached"}


def assert_whole(result):
    data = json.loads(result.read_text())
    for entry in data["outputs"].values():
        json.loads((result.parent / entry["file"]).read_text())


def test_what_was_done_before_a_kill_is_not_done_again(pipeline):
    pipeline.step("first", "def first():\n    a = 1\n    return a\n", outputs=["a"])
    pipeline.step("second", "import time\n\ndef second(a):\n    open('begun', 'w').close()\n    time.sleep(60)\n", inputs={"a": "first"})
    process = pipeline.start()
    wait_for(lambda: (pipeline.project / "begun").exists())
    process.kill()
    process.communicate()
    pipeline.code("second", "def second(a):\n    pass\n")
    assert pipeline.states() == {"first": "cached", "second": "done"}


PROCESSES = """
    import os, subprocess, sys, time

    def work():
        child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
        with open("pids.tmp", "w") as file:
            file.write(f"{os.getpid()} {child.pid}")
        os.replace("pids.tmp", "pids")
        time.sleep(60)
"""


def at_work(pipeline):
    pipeline.step("work", PROCESSES)
    process = pipeline.start()
    wait_for(lambda: (pipeline.project / "pids").exists())
    return process, [int(pid) for pid in (pipeline.project / "pids").read_text().split()]


@pytest.mark.parametrize(
    "number, status", [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)], ids=["Ctrl-C", "SIGTERM", "SIGHUP"]
)
def test_a_signal_stops_the_step_and_what_it_has_started(pipeline, number, status):
    process, pids = at_work(pipeline)
    process.send_signal(number)
    _, err = process.communicate(timeout=LONG)
    assert process.returncode == status
    assert "work: stopped" in err and "stopped in " in err
    wait_for(lambda: not any(map(lives, pids)))


def test_when_the_runner_is_killed_its_steps_end(pipeline):
    process, pids = at_work(pipeline)
    process.kill()
    process.communicate(timeout=LONG)
    wait_for(lambda: not any(map(lives, pids)))


def test_a_step_that_does_not_want_to_stop_is_killed(pipeline):
    pipeline.step("work", PROCESSES.replace("import os,", "import signal, os,").replace("child =", "signal.signal(signal.SIGTERM, signal.SIG_IGN)\n        child ="))
    process = pipeline.start()
    wait_for(lambda: (pipeline.project / "pids").exists())
    pids = [int(pid) for pid in (pipeline.project / "pids").read_text().split()]
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=LONG)
    assert process.returncode == 130
    wait_for(lambda: not any(map(lives, pids)))


def test_what_a_step_leaves_in_the_background_does_not_hold_it_up(pipeline):
    child = "import os, time\nwhile not os.path.exists('go'): time.sleep(0.01)"
    pipeline.step("work", f"import subprocess, sys\n\ndef work():\n    child = subprocess.Popen([sys.executable, '-c', {child!r}])\n    print(child.pid)\n")
    ended = pipeline.run()
    assert ended.status == 0 and lives(int(ended.out))
    pipeline.file("go", "")
    wait_for(lambda: not lives(int(ended.out)))


def lives(pid):
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def wait_for(what):
    deadline = time.monotonic() + LONG
    while not what():
        assert time.monotonic() < deadline
        time.sleep(0.01)
