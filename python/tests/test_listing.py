"""``python -m trialbook ls``, ``show`` and ``compare``."""

import json

import pytest
from workspace import Workspace

from trialbook import display


@pytest.fixture
def workspace(tmp_path):
    workspace = Workspace(tmp_path)
    workspace.script(
        """
        import argparse, trialbook
        parser = argparse.ArgumentParser(); parser.add_argument("--lr", type=float); parser.add_argument("--seed", default=1)
        lr = parser.parse_args().lr
        for step in range(3): trialbook.log_metric("loss", lr / (step + 1), step=step)
        trialbook.log_metric("system/cpu", 1.0)
        if lr > 5: trialbook.log_metric("loss", float("nan")); raise ValueError("diverged\\x1b[2J")
        """
    )
    return workspace


def command(workspace, *arguments):
    return workspace.python("-m", "trialbook", *arguments)


def run(workspace, name, lr, experiment="digits"):
    workspace.tracked("--name", name, "--experiment", experiment, "train.py", "--lr", lr)


def test_runs_the_latest_first_with_their_metrics_and_what_differs(workspace):
    run(workspace, "first", "0.1")
    run(workspace, "second", "9")
    lines = command(workspace, "ls").out.splitlines()
    assert [line.split() for line in lines] == [
        ["name", "loss", "lr", "age", "error"],
        ["✗", "second", "NaN", "9.0", "now", "ValueError:", "diverged\\x1b[2J"],
        ["✓", "first", "0.03333", "0.1", "now"],
    ]
    assert lines[1].index("NaN") + 3 == lines[2].index("0.03333") + 7


def test_queries_experiments_and_limits(workspace):
    for name, lr, experiment in (("a", "0.1", "one"), ("b", "0.2", "one"), ("c", "0.1", "two")):
        run(workspace, name, lr, experiment)

    def names(*arguments):
        return [each["name"] for each in json.loads(command(workspace, "ls", "--json", *arguments).out)]

    assert names() == ["c", "b", "a"]
    assert names("-q", "params.lr = 0.1") == ["c", "a"]
    assert names("-e", "one") == ["b", "a"]
    assert names("-n", "1") == ["c"]
    assert names("--limit", "0") == ["c", "b", "a"]
    assert command(workspace, "ls", "-n", "1").err == "2 more: --limit 0 shows all\n"


def test_one_run(workspace):
    run(workspace, "first", "0.1")
    shown = command(workspace, "show", "first").out
    for part in ("✓ first  finished, now", "experiment  digits", "command     train.py --lr 0.1", "lr    0.1", "seed  1"):
        assert part in shown
    assert shown.splitlines()[-1].split() == ["loss", "0.03333", "0.03333", "0.1", "3"]


def test_json_has_all_digits_and_writes_what_json_lacks_as_text(workspace):
    run(workspace, "bad", "9")
    found = json.loads(command(workspace, "show", "bad", "--json").out)
    assert (found["status"], found["params"]["lr"]) == ("FAILED", "9.0")
    assert found["metrics"]["loss"]["last"] == "NaN"
    assert (found["metrics"]["loss"]["min"], found["metrics"]["loss"]["max"], found["metrics"]["loss"]["count"]) == (3.0, 9.0, 4)


def test_what_differs(workspace):
    run(workspace, "first", "0.1")
    run(workspace, "second", "0.2")
    lines = [line.split() for line in command(workspace, "compare", "first", "@last").out.splitlines()]
    assert lines == [
        ["first", "second"],
        ["metrics"],
        ["loss", "0.03333", "0.06667"],
        ["params"],
        ["lr", "0.1", "0.2"],
        ["code"],
        ["command", "train.py", "--lr", "0.1", "train.py", "--lr", "0.2"],
    ]


def test_the_store_is_that_of_the_current_folder(workspace, tmp_path):
    run(workspace, "here", "0.1")
    (tmp_path / "elsewhere").mkdir()
    assert command(Workspace(tmp_path / "elsewhere"), "ls").err == "No runs yet.\n"


def test_no_store(workspace, tmp_path):
    (tmp_path / ".trialbook").rmdir()
    ended = command(workspace, "ls")
    assert (ended.status, ended.out) == (1, "")
    assert ended.err == "trialbook: no .trialbook folder in %s or above it; it is made by the first run\n" % tmp_path


def test_a_store_without_runs(workspace):
    ended = command(workspace, "ls")
    assert (ended.status, ended.out, ended.err) == (0, "", "No runs yet.\n")


def test_a_query_is_shown_where_it_cannot_be_read(workspace):
    run(workspace, "first", "0.1")
    ended = command(workspace, "ls", "-q", "params.層 = 1 and params.x > > 2")
    assert (ended.status, ended.out) == (2, "")
    assert ended.err.splitlines() == [
        "trialbook: expected a value after >, at character 29 of the query",
        "  params.層 = 1 and params.x > > 2",
        "                               ^",
    ]


def test_params_of_another_experiment_make_no_columns(workspace):
    run(workspace, "first", "0.1", "one")
    run(workspace, "second", "0.2", "two")
    assert command(workspace, "ls").out.splitlines()[0].split() == ["name", "experiment", "loss", "age"]


@pytest.mark.parametrize(
    "arguments, status, word",
    [
        (["show", "nothing"], 1, "nothing"),
        (["show", "@last"], 1, "no run yet"),
        (["show"], 2, "one run"),
        (["compare", "one"], 2, "two runs"),
        (["ls", "--limit", "x"], 2, "--limit"),
        (["ls", "more"], 2, "more"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(workspace, arguments, status, word):
    ended = command(workspace, *arguments)
    assert (ended.out, ended.status, ended.err.count("\n")) == ("", status, 1)
    assert word in ended.err


def test_a_reader_that_has_seen_enough(workspace):
    run(workspace, "first", "0.1")
    assert workspace.shell("python -m trialbook ls --json | head -1; echo ${PIPESTATUS[0]}").err == ""


def test_ctrl_c_while_runs_are_read(workspace):
    program = "from trialbook import command_line, reading; reading.read = lambda *_: (_ for _ in ()).throw(KeyboardInterrupt); exit(command_line.main(['ls']))"
    ended = workspace.python("-c", program)
    assert (ended.status, ended.out, ended.err) == (130, "", "")


def test_a_full_disk(workspace):
    run(workspace, "first", "0.1")
    assert workspace.shell("python -m trialbook ls > /dev/full; echo $?").out == "1\n"
    assert workspace.shell("python -m trialbook ls > /dev/full").err == "trialbook: [Errno 28] No space left on device\n"


def test_a_terminal_that_lacks_the_signs(workspace):
    run(workspace, "first", "0.1")
    workspace.env["PYTHONIOENCODING"] = "ascii"
    assert command(workspace, "ls").out.splitlines()[1].startswith("?  first")


@pytest.mark.parametrize(
    "value, text",
    [
        (0.0, "0"),
        (3.0, "3"),
        (1234567.0, "1234567"),
        (12345678.0, "1.235e7"),
        (0.123456, "0.1235"),
        (0.1, "0.1"),
        (99.99999, "100"),
        (-1234.567, "-1235"),
        (0.00001234, "1.234e-5"),
        (float("inf"), "inf"),
        (float("nan"), "NaN"),
    ],
)
def test_numbers_have_the_digits_that_matter(value, text):
    assert display.number(value) == text


def test_numbers_that_differ_look_different():
    values = [0.123456, 0.123457, None, float("nan")]
    digits = display.digits_for(values)
    assert [display.number(value, digits) for value in values[:2]] == ["0.123456", "0.123457"]


@pytest.mark.parametrize(
    "milliseconds, text",
    [(0, "0 s"), (410, "0.4 s"), (9960, "10 s"), (200000, "3 min 20 s"), (59999, "1 min"), (7500000, "2 h 5 min"), (349200000, "4 d 1 h")],
)
def test_durations(milliseconds, text):
    assert display.duration(milliseconds) == text


def test_columns_line_up_for_wide_and_combining_characters():
    lines = display.table([display.Column("", ["日本", "e\u0301", "abcd"]), display.Column("n", ["1", "2", "3"], True)])
    assert lines == ["      n", "日本  1", "e\u0301     2", "abcd  3"]


def test_a_run_with_very_much_in_it_is_shown_in_a_few_lines(workspace):
    workspace.script(
        """
        import trialbook
        with trialbook.start_run(name="big"):
            trialbook.log_param("prompt", "x" * 1000000)
            trialbook.log_params({"p%d" % at: at for at in range(5000)})
        """,
        "big.py",
    )
    workspace.python("big.py")
    out = command(workspace, "show", "big").out
    assert "  prompt  %s… (1,000,000 characters)\n" % ("x" * 180) in out
    assert "  … 4,901 more, --json has them\n" in out
    assert len(out) < 5000
    assert len(json.loads(command(workspace, "show", "big", "--json").out)["params"]["prompt"]) == 1000000


def test_a_terminal_too_narrow_for_all_columns(workspace):
    run(workspace, "a-name-that-takes-much-of-the-room", "0.1")
    run(workspace, "b", "7", "an-experiment-with-a-long-name")
    lines = workspace.terminal("-m", "trialbook", "ls").ended().out.splitlines()
    assert max(map(len, lines[:3])) <= 99
    assert lines[0].split() == ["name", "experiment", "loss", "age"]
    assert lines[-1] == "no room for error: make the terminal wider"
