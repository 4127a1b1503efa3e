"""``python -m trialbook run script.py`` does what ``python script.py`` does."""

import py_compile
import signal
import zipfile

import pytest
from workspace import Workspace, eventually


@pytest.fixture
def workspace(tmp_path):
    return Workspace(tmp_path)


def assert_same(workspace, *arguments, **options):
    expected = workspace.python(*arguments, **options)
    assert workspace.tracked(*arguments, **options) == expected
    return expected


ABOUT_MAIN = """
    import sys
    main = sys.modules["__main__"]
    assert vars(main) is globals()
    for name in ("__name__", "__file__", "__package__", "__cached__", "__doc__", "__builtins__"):
        print(name, getattr(main, name))
    print(type(__loader__), __spec__ and __spec__.name, sys.argv, sys.path, sorted(globals()))
"""


def test_main_argv_and_path_of_a_script(workspace):
    workspace.script(ABOUT_MAIN, "somewhere/train.py")
    assert_same(workspace, "somewhere/train.py", "--name", "x", "-m", "--", "a b")


def test_main_argv_and_path_of_a_symbolic_link(workspace):
    workspace.script(ABOUT_MAIN, "somewhere/train.py")
    (workspace.folder / "link.py").symlink_to("somewhere/train.py")
    assert_same(workspace, "link.py")


def test_main_argv_and_path_of_a_module(workspace):
    workspace.script("import sys; print('package', sys.argv)", "package/__init__.py")
    workspace.script(ABOUT_MAIN, "package/train.py")
    assert_same(workspace, "-m", "package.train", "--lr", "1")


def test_main_argv_and_path_of_a_package(workspace):
    workspace.script("", "package/__init__.py")
    workspace.script(ABOUT_MAIN, "package/__main__.py")
    assert_same(workspace, "-m", "package")


def test_main_argv_and_path_of_a_folder(workspace):
    workspace.script(ABOUT_MAIN, "folder/__main__.py")
    assert_same(workspace, "folder", "a")


def test_an_isolated_interpreter_gets_no_folder_of_the_script(workspace):
    workspace.script("import sys; print(sys.path)")
    run = "import runpy, sys; sys.path.append(%r); sys.argv[1:1] = ['run']; runpy.run_module('trialbook', run_name='__main__')"
    expected = workspace.python("-I", "train.py").out
    shown = workspace.python("-I", "-c", run % workspace.env["PYTHONPATH"], "train.py").out
    assert eval(shown)[: len(eval(expected))] == eval(expected)


@pytest.mark.parametrize(
    "text",
    [
        "def f():\n    raise ValueError('no')\nf()",
        "try:\n    1/0\nexcept ZeroDivisionError as e:\n    raise KeyError('k') from e",
        "def f(:\n    pass",
        "import does_not_exist_here",
        "raise SystemExit(4)",
        "import sys; sys.exit(3)",
        "import sys; sys.exit('said')",
        "import sys; sys.exit(None)",
        "import sys; sys.exit(0)",
        "import os; print('lost', end=''); os._exit(7)",
        "import sys; sys.excepthook = lambda kind, value, trace: print(kind, value, trace.tb_lineno, trace.tb_frame.f_globals['__name__'])\n1/0",
        "import warnings; warnings.warn('careful')",
        "assert False, 'é'",
        "raise KeyboardInterrupt",
        "import os, signal; os.kill(os.getpid(), signal.SIGTERM)",
        "import os, signal; os.kill(os.getpid(), signal.SIGKILL)",
        "import faulthandler; faulthandler._sigsegv()",
    ],
)
def test_the_end_of_a_script(workspace, text):
    workspace.script(text)
    assert_same(workspace, "train.py")


def test_an_error_in_a_module_is_traced_from_the_module_on(workspace):
    workspace.script("def f():\n    raise ValueError('no')\nf()")
    shown = workspace.tracked("-m", "train").err.splitlines()
    assert shown[:2] == ["Traceback (most recent call last):", '  File "%s", line 3, in <module>' % (workspace.folder / "train.py")]


def test_threads_and_exit_handlers_have_their_turn_after_the_script(workspace):
    workspace.script(
        """
        import atexit, sys, threading, time
        atexit.register(print, "at exit")
        threading.Thread(target=lambda: (time.sleep(0.2), print("thread"))).start()
        print("script")
        """
    )
    assert assert_same(workspace, "train.py").out == "script\nthread\nat exit\n"


def test_stdin_is_the_scripts(workspace):
    workspace.script("import sys; print(repr(input('? ')), repr(sys.stdin.read()), sys.stdin.isatty())")
    assert_same(workspace, "train.py", input="first\nsecond\nthird")


def test_streams_keep_their_types_and_settings(workspace):
    workspace.script(
        """
        import sys
        for s in (sys.stdout, sys.stderr, sys.__stdout__, sys.__stderr__):
            print(type(s), s.encoding, s.errors, s.newlines, s.line_buffering, s.write_through, s.mode, s.name, s.fileno(), s.isatty(), s.closed)
            print(type(s.buffer), s.buffer.name, s.buffer.mode, s.readable(), s.writable(), s.seekable())
        sys.stdout.reconfigure(encoding="latin-1", line_buffering=True)
        sys.stdout.buffer.write("é".encode("latin-1").replace(b"\\xe9", b"e"))
        print(repr(sys.stdout)[:40], file=sys.stderr)
        assert sys.stdout is sys.__stdout__
        """
    )
    assert_same(workspace, "train.py")
    workspace.env["PYTHONIOENCODING"] = "ascii:replace"
    assert_same(workspace, "train.py")


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_buffering_is_that_of_the_interpreter(workspace, unbuffered):
    workspace.env["PYTHONUNBUFFERED"] = unbuffered
    workspace.script(
        """
        import os, sys
        print(type(sys.stdout.buffer).__bases__, sys.stdout.write_through)
        sys.stdout.write("python, ")
        os.write(1, b"native, ")
        print("python", file=sys.stderr)
        """
    )
    script = workspace.python("train.py")
    tracked = workspace.tracked("train.py")
    assert (tracked.out.splitlines()[-1], tracked.err) == (script.out.splitlines()[-1], script.err)


@pytest.mark.parametrize("closed", ["1>&-", "2>&-", "0<&-", "0<&- 1>&- 2>&-"])
def test_closed_streams_are_no_obstacle(workspace, closed):
    workspace.script("import sys; open('told', 'w').write(repr([type(s) for s in (sys.stdin, sys.stdout, sys.stderr)]))")
    workspace.shell("python train.py " + closed)
    expected = (workspace.folder / "told").read_text()
    assert workspace.shell("python -m trialbook run train.py %s || echo failed" % closed).out == ""
    assert (workspace.folder / "told").read_text() == expected


def test_a_pipe_that_breaks(workspace):
    workspace.script("for i in range(100000): print('line', i)")
    expected = workspace.shell("python train.py | head -1; echo ${PIPESTATUS[0]}")
    assert workspace.shell("python -m trialbook run train.py | head -1; echo ${PIPESTATUS[0]}") == expected


def test_a_full_disk_under_stdout(workspace):
    workspace.script("print('x')")
    expected = workspace.shell("python train.py > /dev/full; echo $?")
    ended = workspace.shell("python -m trialbook run train.py > /dev/full; echo $?")
    assert (ended.out, ended.err.splitlines()[0]) == (expected.out, expected.err.splitlines()[0])


def test_what_a_run_prints_does_not_depend_on_the_store(workspace):
    workspace.store.rmdir()
    workspace.store.write_text("no folder")
    workspace.script("print('trained')")
    ended = workspace.tracked("train.py")
    assert (ended.out, ended.status) == ("trained\n", 0)


@pytest.mark.parametrize("method", ["spawn", "fork", "forkserver"])
def test_multiprocessing_finds_what_the_script_defines(workspace, method):
    workspace.script(
        """
        import multiprocessing, pickle, sys
        class Thing:
            def __init__(self, x): self.x = x
        def twice(thing): return Thing(thing.x * 2)
        if __name__ == "__main__":
            assert type(pickle.loads(pickle.dumps(Thing(1)))) is Thing
            with multiprocessing.get_context(%r).Pool(2) as pool:
                print([thing.x for thing in pool.map(twice, [Thing(1), Thing(2)])])
        """
        % method
    )
    assert assert_same(workspace, "train.py").out == "[2, 4]\n"


def test_a_script_can_wait_for_all_its_children(workspace):
    # Python 3.12 warns where a process with threads forks, and the recorder has threads.
    workspace.env["PYTHONWARNINGS"] = "ignore"
    workspace.script(
        """
        import os
        if os.fork() == 0: os._exit(0)
        os.wait()
        try: os.wait()
        except ChildProcessError: print("none left")
        """
    )
    assert assert_same(workspace, "train.py").out == "none left\n"


def test_ctrl_c_ends_it_as_it_ends_python(workspace):
    workspace.script("import threading, time\nthreading.Timer(0.2, print, ['ready'], {'flush': True}).start()\ntime.sleep(60)")
    ends = []
    for command in (["train.py"], ["-m", "trialbook", "run", "train.py"]):
        process = workspace.started(*command)
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        ends.append((*process.communicate(timeout=30), process.returncode))
    assert ends[0] == ends[1]
    assert ends[0][2] == -signal.SIGINT


def test_a_script_may_handle_its_signals(workspace):
    workspace.script(
        """
        import os, signal
        signal.signal(signal.SIGTERM, lambda *_: print("handled"))
        os.kill(os.getpid(), signal.SIGTERM)
        print("going on")
        """
    )
    assert_same(workspace, "train.py")


def test_a_script_that_is_not_there(workspace):
    ended = workspace.tracked("nothing.py")
    assert (ended.status, ended.err.count("\n")) == (2, 1)
    assert "can't open file" in ended.err
    assert workspace.records() == []


def test_a_module_that_is_not_there(workspace):
    ended = workspace.tracked("-m", "nothing.at.all")
    assert (ended.status, ended.err.count("\n")) == (1, 1)
    assert workspace.records() == []


def test_a_signal_ends_a_script_whose_reader_has_stopped(workspace):
    workspace.script(
        """
        import os, time
        os.write(1, b"x" * 65536)
        print("held back")
        open("ready", "w").close()
        time.sleep(60)
        """
    )
    process = workspace.started("-m", "trialbook", "run", "train.py")
    eventually((workspace.folder / "ready").exists, "a full pipe")
    process.send_signal(signal.SIGTERM)
    assert process.wait(30) == -signal.SIGTERM
    process.communicate()


def test_compiled_scripts_and_archives(workspace):
    script = workspace.script("print(__name__, __spec__ and __spec__.name)", "code/__main__.py")
    py_compile.compile(str(script), cfile=str(workspace.folder / "train.pyc"), doraise=True)
    with zipfile.ZipFile(workspace.folder / "train.zip", "w") as archive:
        archive.write(script, "__main__.py")
    assert assert_same(workspace, "train.pyc").out == "__main__ None\n"
    assert assert_same(workspace, "train.zip").out == "__main__ __main__\n"
