"""The writer keeps the format, whatever happens around it."""

import gzip
import os
import shutil
import signal
import threading

import pytest

from trialbook import journal
from trialbook.journal import Writer

RUN = "0" * 31 + "1"


@pytest.fixture
def writer(project):
    made = Writer(str(project.store / "journal"), RUN)
    yield made
    made.close()


def test_a_journal_begins_with_who_writes_it(project, writer):
    writer.append("heartbeat")
    header, record = project.records
    assert header["run"] == RUN and header["part"] == 0 and header["pid"] == os.getpid()
    assert header["journal"] == writer.journal_id and len(header["journal"]) == 32
    assert record["type"] == "heartbeat"


def test_nothing_is_made_before_the_first_record(project, writer):
    assert not project.store.exists()


def test_a_record_is_on_disk_when_append_returns(project, writer):
    writer.append("tags", values={"a": "1"})
    assert project.of_type("tags")[0]["values"] == {"a": "1"}


def test_fields_that_are_none_are_left_out(project, writer):
    writer.append("run", kind="script", name=None)
    assert "name" not in project.of_type("run")[0]


def test_a_closed_journal_is_sealed(project, writer):
    writer.append("heartbeat")
    writer.close()
    assert project.records[-1]["type"] == "seal"


def test_a_record_after_the_close_begins_a_new_journal(project, writer):
    writer.append("heartbeat")
    writer.close()
    writer.append("tags", values={"late": "yes"})
    assert len({journal[0]["journal"] for journal in project.journals}) == 2


@pytest.mark.parametrize("text", ["a/b", 'a"b', "a\nb", "\x00\x1f\x7f", "🔥", "שלום", "\u2028", "back\\slash", "k" * 5000])
def test_a_key_comes_back_as_it_was(project, writer, text):
    writer.metric(text, "1", 0)
    assert list(project.of_type("metrics")[0]["values"]) == [text]


def test_a_lone_surrogate_is_escaped_so_that_the_line_is_utf8(project, writer):
    writer.append("tags", values={"name": "caf\udce9"})
    assert project.of_type("tags")[0]["values"] == {"name": "caf\udce9"}


def test_numbers_that_json_lacks_are_strings_at_any_depth(project, writer):
    writer.append("input", name="d", profile={"mean": float("nan"), "range": [float("-inf"), 1.5]})
    assert project.of_type("input")[0]["profile"] == {"mean": "NaN", "range": ["-Infinity", 1.5]}


def test_what_json_lacks_becomes_text(project, writer, tmp_path):
    circle = {}
    circle["self"] = circle
    writer.append("input", name="d", schema={"path": tmp_path, 3: {4}}, profile=circle)
    assert project.of_type("input")[0]["schema"] == {"path": str(tmp_path), "3": [4]}


def test_a_record_too_large_for_readers_becomes_a_problem(project, writer):
    writer.append("output", stream="stdout", text="x" * (16 * 1024 * 1024))
    assert [record["type"] for record in project.records[1:]] == ["problem"]


def test_a_full_part_is_sealed_and_the_next_goes_on_counting(project, writer, monkeypatch):
    monkeypatch.setattr(journal, "PART_LIMIT", 2000)
    for step in range(50):
        writer.metric("loss", "0.5", step)
    parts = project.journals
    assert len(parts) > 1 and [part[0]["part"] for part in parts] == list(range(len(parts)))
    assert all(part[-1] == {**part[-1], "type": "seal", "next": True} for part in parts[:-1])
    assert [record["n"] for record in project.records] == list(range(len(project.records)))
    assert [step for step, _ in project.points("loss")] == list(range(50))


def test_threads_share_a_writer(project, writer):
    def work(name):
        for step in range(500):
            writer.metric(name, "1", step)

    threads = [threading.Thread(target=work, args=("t%d" % i,)) for i in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for i in range(8):
        assert [step for step, _ in project.points("t%d" % i)] == list(range(500))


def test_a_signal_handler_may_append_while_its_thread_is_appending(project, writer):
    handled = []

    def handler(number, frame):
        handled.append(number)
        writer.metric("in_handler", "1", len(handled))

    previous = signal.signal(signal.SIGALRM, handler)
    signal.setitimer(signal.ITIMER_REAL, 0.0002, 0.0002)
    try:
        step = 0
        while len(handled) < 200:
            writer.metric("loss", "0.5", step)
            step += 1
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, previous)
    assert [at for at, _ in project.points("loss")] == list(range(step))
    assert len(project.points("in_handler")) == len(handled)


def test_a_forked_child_writes_a_journal_of_its_own(project, writer):
    writer.metric("loss", "1", 0)
    child = os.fork()
    if child == 0:
        writer.metric("loss", "2", 1)
        os._exit(0)
    os.waitpid(child, 0)
    writer.metric("loss", "3", 2)
    of_parent, of_child = sorted(project.journals, key=lambda records: records[0]["pid"] != os.getpid())
    assert [r["values"]["loss"] for r in of_parent[1:]] == [1, 3]
    assert [r["values"]["loss"] for r in of_child[1:]] == [2]
    assert of_child[0]["pid"] == child and of_child[0]["run"] == RUN


def test_a_fork_while_a_thread_is_writing_leaves_the_child_able_to_write(project, writer):
    over = threading.Event()

    def work():
        while not over.is_set():
            writer.metric("busy", "1", 0)

    thread = threading.Thread(target=work)
    thread.start()
    children = []
    for number in range(10):
        child = os.fork()
        if child == 0:
            signal.alarm(5)
            writer.metric("child", str(number), 0)
            os._exit(0)
        children.append(child)
    statuses = [os.waitpid(child, 0)[1] for child in children]
    over.set()
    thread.join()
    assert statuses == [0] * 10
    assert sorted(value for _, value in project.points("child")) == list(range(10))


def test_a_journal_removed_under_the_writer_is_begun_again_with_one_warning(project, writer, capfd):
    for step in range(3):
        writer.metric("loss", "1", step)
        shutil.rmtree(project.store)
    writer.metric("loss", "2", 3)
    assert project.points("loss") == [(3, 2)]
    assert capfd.readouterr().err.count("was removed while") == 1


def test_a_journal_begun_again_tells_what_the_run_cannot_be_without(project, writer):
    writer.append("run", name="base", experiment="digits", kind="script")
    writer.append("params", values={"lr": "1"}, source="log")
    writer.append("params", values={"lr": "2", "late": "3"}, source="log")
    writer.append("tags", values={"a": "1", "b": "1"})
    writer.append("tags", values={"b": None})
    first = project.journals[0][0]
    shutil.rmtree(project.store)
    writer.append("heartbeat")
    (again,) = project.journals
    assert (again[0]["part"], again[0]["time"]) == (0, first["time"]) and again[0]["journal"] != first["journal"]
    assert project.of_type("run")[0]["name"] == "base"
    assert [record["values"] for record in project.of_type("params", "tags")] == [{"lr": "1", "late": "3"}, {"a": "1", "b": None}]
    assert project.of_type("problem")[0]["code"] == "journal-gone"


def test_a_store_made_again_is_one_that_git_leaves_alone(project, writer):
    writer.append("heartbeat")
    shutil.rmtree(project.store)
    writer.append("heartbeat")
    assert (project.store / ".gitignore").read_text() == "*\n"


def test_a_journal_that_was_only_closed_goes_on_in_another_part(project, writer):
    writer.append("tags", values={"a": "1"})
    os.close(writer._fd)
    writer.metric("loss", "2", 1)
    assert [journal[0]["part"] for journal in project.journals] == [0, 1] and len(project.of_type("tags")) == 1


def test_a_journal_that_a_reader_has_put_away_goes_on_in_another_part(project, writer):
    writer.append("tags", values={"a": "1"})
    (path,) = (project.store / "journal").iterdir()
    with gzip.open(str(path) + ".gz", "wb") as packed:
        packed.write(path.read_bytes())
    path.unlink()
    writer.metric("loss", "2", 1)
    (rest,) = project.journals
    assert (rest[0]["part"], [record["type"] for record in rest]) == (1, ["journal", "metrics"])


def test_a_descriptor_closed_under_the_writer_and_taken_by_another_file_is_left_alone(project, writer, tmp_path):
    writer.metric("loss", "1", 0)
    taken = writer._fd
    mine = os.open(str(tmp_path / "mine.txt"), os.O_RDWR | os.O_CREAT)
    os.dup2(mine, taken)
    os.close(mine)
    writer.metric("loss", "2", 1)
    writer.close()
    assert os.fstat(taken).st_size == 0
    os.close(taken)
    assert sorted(project.points("loss")) == [(0, 1), (1, 2)]


def test_a_heartbeat_without_a_journal_makes_none(project, writer):
    writer.heartbeat()
    assert not project.store.exists()


def test_a_signal_handler_may_close_the_journal_that_its_thread_is_writing(project, writer):
    handled = []

    def handler(number, frame):
        handled.append(number)
        writer.close()

    previous = signal.signal(signal.SIGALRM, handler)
    signal.setitimer(signal.ITIMER_REAL, 0.001, 0.001)
    try:
        step = 0
        while len(handled) < 20:
            writer.metric("loss", "0.5", step)
            step += 1
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, previous)
    logged = [at for at, _ in project.points("loss")]
    assert sorted(logged) == list(range(step))
