"""``python -m trialbook run`` in a terminal."""

import os
import signal

import pytest
from workspace import Workspace, eventually

RUN = ("-m", "trialbook", "run", "train.py")


@pytest.fixture
def workspace(tmp_path):
    return Workspace(tmp_path)


def relay_of(workspace):
    """The process id in the journal that only has output."""
    pids = eventually(lambda: {record["pid"] for record in workspace.records("output")}, "output of the relay")
    return pids.pop()


def test_the_terminal_shows_what_it_would_show(workspace):
    workspace.script(
        """
        import os, subprocess, sys
        print("python", sys.stdout.isatty(), os.get_terminal_size(), sys.stdout.line_buffering, type(sys.stdout), type(sys.stderr))
        print("error", file=sys.stderr)
        os.write(1, b"native\\n")
        subprocess.run(["sh", "-c", "echo child; echo child error >&2; stty size; test -t 1 && echo is a terminal"])
        for i in range(5): print("\\r%d%%" % (i * 25), end="", file=sys.stderr)
        print("\\033[31mred\\033[0m\\ttab", end="")
        1/0
        """
    )
    assert workspace.terminal(*RUN).ended() == workspace.terminal("train.py").ended()


def test_native_code_and_children_are_recorded(workspace):
    workspace.script("import os, sys; print('a'); os.system('echo b'); os.write(2, b'c\\n'); print('d', file=sys.stderr); print('e')")
    workspace.terminal(*RUN).ended()
    assert workspace.log("stdout") == "a\nb\nc\ne\n"
    assert workspace.log("stderr") == "d\n"


def test_progress_bars_are_folded(workspace):
    workspace.script(
        """
        import sys
        for i in range(101):
            print("\\r%3d%%|%s|" % (i, "#" * (i // 10)), end="", file=sys.stderr)
            if i == 50: print("half")
        print(file=sys.stderr)
        """
    )
    workspace.terminal(*RUN).ended()
    assert (workspace.log("stdout"), workspace.log("stderr")) == ("half\n", "100%|##########|\n")


def test_stdout_and_stderr_keep_their_order(workspace):
    workspace.script("import sys\nfor i in range(500): print(i, file=(sys.stdout, sys.stderr)[i % 2])")
    shown = workspace.terminal(*RUN).ended().out
    assert shown.split() == [str(i) for i in range(500)]


def test_much_output_passes_whole(workspace):
    workspace.script("import sys\nfor i in range(20000): print('line', i)\nsys.stdout.write('x' * 300000 + '!')")
    assert workspace.terminal(*RUN).ended().out == "".join("line %d\r\n" % i for i in range(20000)) + "x" * 300000 + "!"


def test_asking_the_user(workspace):
    workspace.script("name = input('name? '); print('hello', name)")
    terminal = workspace.terminal(*RUN)
    terminal.wait_for("name? ")
    terminal.type("eve\n")
    assert terminal.ended().out == "name? eve\r\nhello eve\r\n"


def test_ctrl_c(workspace):
    workspace.script("import threading, time\nthreading.Timer(0.2, print, ['ready']).start()\ntime.sleep(60)")
    terminal = workspace.terminal(*RUN)
    terminal.wait_for("ready")
    terminal.type("\x03")
    ended = terminal.ended()
    assert ended.status == -signal.SIGINT
    assert "KeyboardInterrupt" in ended.out
    assert workspace.record("end")["status"] == "KILLED"
    assert workspace.log("stderr").endswith("KeyboardInterrupt\n")


def test_a_window_that_changes_its_size(workspace):
    workspace.script(
        """
        import os, signal, time
        signal.signal(signal.SIGWINCH, lambda *_: None)
        print("ready")
        while os.get_terminal_size().columns != 120: time.sleep(0.01)
        print("wide")
        """
    )
    terminal = workspace.terminal(*RUN)
    terminal.wait_for("ready")
    terminal.resize(40, 120)
    assert terminal.ended().out == "ready\r\nwide\r\n"


def test_a_relay_that_dies_takes_nothing_with_it(workspace):
    workspace.script(
        """
        import os, sys, time
        print("before")
        while not os.path.exists("go"): time.sleep(0.01)
        for i in range(3000): print("line", i); print("error", i, file=sys.stderr)
        os.system("echo child")
        """
    )
    terminal = workspace.terminal(*RUN)
    os.kill(relay_of(workspace), signal.SIGKILL)
    (workspace.folder / "go").touch()
    ended = terminal.ended()
    assert ended.status == 0
    assert ended.out.replace("\x1b]8473;e\x07", "").replace("\x1b]8473;o\x07", "") == "before\r\n" + "".join(
        "line %d\r\nerror %d\r\n" % (i, i) for i in range(3000)
    ) + "child\r\n"
    assert workspace.record("end")["status"] == "FINISHED"


def test_a_killed_script_leaves_its_last_words_and_no_process(workspace):
    workspace.script("import os, signal; print('last words'); os.kill(os.getpid(), signal.SIGKILL)")
    ended = workspace.terminal(*RUN).ended()
    assert (ended.out, ended.status) == ("last words\r\n", -signal.SIGKILL)
    assert workspace.log() == "last words\n"
    relay = relay_of(workspace)
    eventually(lambda: not os.path.exists("/proc/%d" % relay), "the end of the relay")


def test_children_that_stay_go_on_printing(workspace):
    workspace.script("import os; print('done', flush=True); os.system('trap \"\" HUP; (sleep 0.5; echo later) &')")
    assert workspace.terminal(*RUN).ended().out == "done\r\nlater\r\n"


def test_a_terminal_that_goes_away(workspace):
    workspace.script(
        """
        import os, signal, time
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
        print("ready")
        while not os.path.exists("go"): time.sleep(0.01)
        print("to nobody")
        open("trained", "w").close()
        """
    )
    terminal = workspace.terminal(*RUN)
    terminal.wait_for("ready")
    os.close(terminal.fd)
    (workspace.folder / "go").touch()
    eventually((workspace.folder / "trained").exists, "the end of the training")
    assert terminal.process.wait(30) == 0
    assert workspace.log() == "ready\nto nobody\n"


def test_a_redirected_stderr_gets_what_it_would_get(workspace):
    workspace.script(
        """
        import os, sys
        kept = os.dup(2)
        file = os.open("captured", os.O_WRONLY | os.O_CREAT)
        os.dup2(file, 2)
        print("into the file", file=sys.stderr)
        os.dup2(kept, 2)
        print("on the terminal", file=sys.stderr)
        """
    )
    assert workspace.terminal(*RUN).ended().out == "on the terminal\r\n"
    assert (workspace.folder / "captured").read_text() == "into the file\n"


def test_each_run_of_a_script_gets_what_was_printed_in_it(workspace):
    workspace.script(
        """
        import os, trialbook
        for n in range(3):
            with trialbook.start_run(name="run%d" % n):
                print("python", n); os.system("echo child %d" % n)
            print("between")
        """
    )
    workspace.terminal(*RUN).ended()
    names = {record["run"]: record["name"] for record in workspace.records("run") if "name" in record}
    logs = {}
    for record in workspace.records("output"):
        logs[names[record["run"]]] = logs.get(names[record["run"]], "") + record["text"]
    assert logs == {"run%d" % n: "python %d\nchild %d\n" % (n, n) for n in range(3)}


def test_only_python_output_where_that_is_asked_for(workspace):
    workspace.script("import os; print('python'); os.system('echo child')")
    shown = workspace.terminal("-m", "trialbook", "run", "--output", "python", "train.py").ended().out
    assert (shown, workspace.log()) == ("python\r\nchild\r\n", "python\n")


def test_a_script_that_closes_all_it_did_not_open(workspace):
    workspace.script(
        """
        import os
        print("before", flush=True)
        os.closerange(3, 100)
        files = [open("file%d" % n, "w") for n in range(10)]
        print("after", flush=True)
        os.system("echo child")
        """
    )
    lines = workspace.terminal(*RUN).ended().out.splitlines()
    assert [line for line in lines if line in ("before", "after", "child")] == ["before", "after", "child"]
    assert [(workspace.folder / ("file%d" % n)).read_text() for n in range(10)] == [""] * 10


def test_a_signal_ends_a_script_whose_terminal_is_stopped(workspace):
    workspace.script(
        """
        import os, threading, time
        def watch():
            seen = -1
            while seen != printed: seen = printed; time.sleep(0.2)
            open("stuck", "w").close()
        printed = 0
        print("ready", flush=True)
        while not os.path.exists("go"): time.sleep(0.01)
        threading.Thread(target=watch, daemon=True).start()
        while True: print("line"); printed += 1
        """
    )
    terminal = workspace.terminal(*RUN)
    terminal.wait_for("ready")
    terminal.type("\x13")
    (workspace.folder / "go").touch()
    eventually((workspace.folder / "stuck").exists, "a script that waits for its terminal")
    terminal.process.send_signal(signal.SIGTERM)
    assert terminal.process.wait(30) == -signal.SIGTERM
    assert workspace.record("end")["status"] == "KILLED"
    terminal.type("\x11")
    terminal.ended()
