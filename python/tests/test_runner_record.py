"""What ``python -m trialbook run`` records of a script."""

import signal

import pytest
from workspace import Workspace, eventually


@pytest.fixture
def workspace(tmp_path):
    return Workspace(tmp_path)


def test_one_run_of_the_kind_with_what_the_command_line_says(workspace):
    workspace.script("")
    workspace.tracked("--name", "first", "--experiment", "digits", "--tag", "why=try", "--tag", "who=me=you", "train.py")
    run = workspace.record("run")
    assert (run["kind"], run["name"], run["experiment"]) == ("script", "first", "digits")
    assert workspace.record("tags")["values"] == {"why": "try", "who": "me=you"}


def test_the_command_starts_the_script_again(workspace):
    script = workspace.script("")
    workspace.tracked("train.py", "--lr", "a b")
    command = workspace.record("command")
    assert (command["argv"], command["cwd"], command["script"]) == (["train.py", "--lr", "a b"], str(workspace.folder), str(script))


def test_the_command_of_a_module_starts_the_module(workspace):
    workspace.script("", "package/train.py")
    workspace.tracked("-m", "package.train", "5")
    assert workspace.record("command")["argv"] == ["-m", "package.train", "5"]
    assert workspace.record("run")["kind"] == "module"


def test_secrets_on_the_command_line_are_masked(workspace):
    workspace.script("import argparse; p = argparse.ArgumentParser(); p.add_argument('--api-key'); p.add_argument('--db'); p.parse_args()")
    workspace.tracked("train.py", "--api-key", "s3cret", "--db=postgres://me:s3cret@host/db")
    everything = "".join(path.read_text() for path in workspace.store.rglob("*.jsonl"))
    assert "s3cret" not in everything
    assert workspace.params("argparse") == {"api_key": "…", "db": "postgres://me:…@host/db"}


def test_start_run_in_the_script_is_the_run_that_is_open(workspace):
    workspace.script(
        """
        import trialbook
        with trialbook.start_run(name="mine", experiment="its own") as run:
            trialbook.log_metric("loss", 0.5)
        """
    )
    workspace.tracked("--experiment", "asked", "train.py")
    assert len({record["run"] for record in workspace.records()}) == 1
    runs = workspace.records("run")
    assert [run.get("name") for run in runs][-1] == "mine"
    assert runs[0]["experiment"] == "asked"


def test_each_run_of_a_script_gets_its_output_and_the_arguments(workspace):
    workspace.script(
        """
        import argparse, trialbook
        parser = argparse.ArgumentParser(); parser.add_argument("--lr"); parser.parse_args()
        for seed in range(3):
            with trialbook.start_run(name="seed%d" % seed):
                print("seed", seed)
        """
    )
    workspace.tracked("train.py", "--lr", "1")
    names = {record["run"]: record["name"] for record in workspace.records("run") if "name" in record}
    assert {names[record["run"]]: record["text"] for record in workspace.records("output")} == {"seed%d" % n: "seed %d\n" % n for n in range(3)}
    assert {names[record["run"]]: record["values"] for record in workspace.records("params")} == {"seed%d" % n: {"lr": "1"} for n in range(3)}


def test_output_of_a_child_run_is_the_childs(workspace):
    workspace.script(
        """
        import trialbook
        print("before")
        with trialbook.start_run(name="inner", nested=True): print("inside")
        print("after")
        """
    )
    workspace.tracked("train.py")
    inner = [record["run"] for record in workspace.records("run") if record.get("name") == "inner"]
    assert {record["text"]: record["run"] in inner for record in workspace.records("output")} == {
        "before\n": False,
        "inside\n": True,
        "after\n": False,
    }


def test_output_is_recorded_whatever_way_python_writes_it(workspace):
    workspace.script(
        """
        import sys, logging
        print("printed é"); sys.stdout.write("written\\n"); sys.stdout.flush(); sys.stdout.buffer.write(b"bytes\\n"); sys.stdout.buffer.flush()
        logging.warning("logged"); print("no newline", end="")
        """
    )
    workspace.tracked("train.py")
    assert workspace.log() == "printed é\nwritten\nbytes\nno newline"
    assert workspace.log("stderr") == "WARNING:root:logged\n"


def test_what_was_written_is_recorded_before_the_process_dies(workspace):
    workspace.script("import os, signal; print('last words', flush=True); os.kill(os.getpid(), signal.SIGKILL)")
    workspace.tracked("train.py")
    assert workspace.log() == "last words\n"


def test_it_is_recorded_before_the_process_dies_also_where_another_thread_logs(workspace):
    workspace.script(
        """
        import os, signal, threading, trialbook
        run, logged = trialbook.start_run(), threading.Event()
        def log():
            while True:
                run.log_metric("loss", 1.0)
                logged.set()
        threading.Thread(target=log, daemon=True).start()
        logged.wait()
        for number in range(200): print(number, flush=True)
        os.kill(os.getpid(), signal.SIGKILL)
        """
    )
    workspace.tracked("train.py")
    assert workspace.log() == "".join("%d\n" % number for number in range(200))


def test_the_output_of_forked_workers_is_recorded(workspace):
    workspace.script(
        """
        import multiprocessing
        def work(): print("worker", flush=True)
        worker = multiprocessing.get_context("fork").Process(target=work)
        print("parent", flush=True); worker.start(); worker.join()
        """
    )
    workspace.tracked("train.py")
    assert workspace.log() == "parent\nworker\n"


@pytest.mark.parametrize("place", ["streams.py", "folding.py", "journal.py"])
def test_who_prints_waits_for_no_finalizer_that_runs_in_the_recorder(workspace, place):
    # As a progress bar that is collected does, which wants the lock of one that is printing in another thread.
    workspace.script(
        """
        import os, sys, threading
        lock, held, inside = threading.Lock(), threading.Event(), threading.Event()
        def finalizer(frame, event, argument):
            if os.path.basename(frame.f_code.co_filename) == %r and not inside.is_set():
                inside.set()
                free.append(lock.acquire(timeout=10))
        def other():
            with lock:
                held.set(); inside.wait(10)
                print("other", file=sys.stderr)
        free = []
        thread = threading.Thread(target=other); thread.start(); held.wait()
        sys.setprofile(finalizer); print("one", file=sys.stderr); sys.setprofile(None)
        thread.join()
        print(free)
        """
        % place
    )
    assert workspace.tracked("train.py").out == "[True]\n"
    assert sorted(workspace.log("stderr").split()) == ["one", "other"]


def test_a_line_that_does_not_end_is_recorded_after_a_pause(workspace):
    workspace.script(
        """
        import os, time
        print("loading…", end="", flush=True)
        while not os.path.exists("go"): time.sleep(0.01)
        print(" done")
        """
    )
    process = workspace.started("-m", "trialbook", "run", "train.py")
    eventually(lambda: workspace.log() == "loading…", "the line as far as it goes")
    (workspace.folder / "go").touch()
    process.communicate()
    assert workspace.log() == "loading… done\n"


def test_a_recorder_that_loses_its_folder_says_so_whatever_is_printed_next(workspace):
    workspace.script(
        """
        import shutil, sys
        shutil.rmtree(".trialbook"); open(".trialbook", "w").close()
        print("to stderr", file=sys.stderr)
        """
    )
    ended = workspace.tracked("train.py")
    assert ended.status == 0
    assert "to stderr\n" in ended.err and "trialbook: cannot write the journal" in ended.err


def test_a_flood_of_output_is_cut_and_said_so(workspace):
    workspace.script("for i in range(12): print('x' * (1024 * 1024 - 1))\nprint('still trained')")
    assert workspace.tracked("train.py").out.endswith("still trained\n")
    assert len(workspace.log()) == 10 * 1024 * 1024
    assert [record["code"] for record in workspace.records("problem")] == ["output-limit"]


def test_output_none_records_none(workspace):
    workspace.script("print('x')")
    assert workspace.tracked("--output", "none", "train.py").out == "x\n"
    assert workspace.records("output") == []


def test_arguments_of_argparse_with_their_defaults(workspace):
    workspace.script(
        """
        import argparse
        parser = argparse.ArgumentParser()
        parser.add_argument("--lr", type=float, default=0.1)
        parser.add_argument("--layers", nargs="*", type=int, default=[8])
        subparsers = parser.add_subparsers(dest="command")
        fit = subparsers.add_parser("fit"); fit.add_argument("--epochs", type=int); fit.set_defaults(function=print)
        parser.parse_args()
        """
    )
    workspace.tracked("train.py", "--lr", "1e-3", "fit", "--epochs", "3")
    assert workspace.params("argparse") == {"lr": "0.001", "layers": "[8]", "command": "fit", "epochs": "3"}
    assert workspace.params("argv") == {}


def test_arguments_of_two_parsers_each_name_once(workspace):
    workspace.script(
        """
        import argparse
        first = argparse.ArgumentParser(add_help=False); first.add_argument("--config", default="none")
        known, rest = first.parse_known_args()
        second = argparse.ArgumentParser(parents=[first]); second.add_argument("--lr", default="from config")
        second.parse_args(rest)
        """
    )
    workspace.tracked("train.py", "--config", "a.yaml")
    assert workspace.params("argparse") == {"config": "a.yaml", "lr": "from config"}
    assert workspace.records("problem") == []


def test_parsers_of_libraries_are_none_of_ours(workspace):
    workspace.script("import argparse\ndef parse(): argparse.ArgumentParser().parse_args([], argparse.Namespace(inner=1))", "library.py")
    workspace.script("import library; library.parse()")
    workspace.tracked("train.py", "--lr", "3")
    assert workspace.params("argparse") == {}


def test_what_an_option_is_called_tells_a_secret_whatever_its_value_is_called(workspace):
    workspace.script(
        """
        import argparse
        parser = argparse.ArgumentParser(); parser.add_argument("-k", "--api-key", dest="k"); parser.add_argument("--from", dest="urls", nargs="*")
        inner = parser.add_subparsers().add_parser("train"); inner.add_argument("--password", dest="p", default="default")
        parser.parse_args()
        """
    )
    workspace.tracked("train.py", "--from", "http://eve:sesame@host/", "-k", "sesame", "train")
    assert workspace.params("argparse") == {"k": "…", "urls": "['http://eve:…@host/']", "p": "…"}


def test_positional_arguments_between_options(workspace):
    workspace.script("import argparse; p = argparse.ArgumentParser(); p.add_argument('--lr'); p.add_argument('files', nargs='*'); p.parse_intermixed_args()")
    workspace.tracked("train.py", "a", "--lr", "1", "b")
    assert workspace.params("argparse") == {"lr": "1", "files": "['a', 'b']"}
    assert workspace.records("problem") == []


def test_a_library_that_reads_words_of_its_own_with_argparse_says_less_than_the_words(workspace):
    workspace.script("import argparse\ndef main(): p = argparse.ArgumentParser(); p.add_argument('overrides', nargs='*'); p.parse_args()", "hydra/__init__.py")
    workspace.script("import hydra; hydra.main()")
    workspace.tracked("train.py", "lr=0.1", "+model.width=3")
    assert (workspace.params("argparse"), workspace.params("argv")) == ({}, {"lr": "0.1", "model.width": "3"})


def test_flags_are_params_where_argparse_is_not_used(workspace):
    workspace.script("")
    workspace.tracked("train.py", "data.csv", "--lr", "0.1", "--fast", "--n-epochs=3", "-b", "8", "--shift", "-1.5", "model.size=2")
    assert workspace.params("argv") == {"lr": "0.1", "fast": "True", "n_epochs": "3", "b": "8", "shift": "-1.5", "model.size": "2"}


@pytest.mark.parametrize(
    "text, status, exit_code, error",
    [
        ("", "FINISHED", 0, None),
        ("import sys; sys.exit(0)", "FINISHED", 0, None),
        ("import sys; sys.exit(3)", "FAILED", 3, None),
        ("raise SystemExit(4)", "FAILED", 4, None),
        ("import sys; sys.exit('said')", "FAILED", 1, None),
        ("1/0", "FAILED", 1, "ZeroDivisionError"),
        ("def f(:", "FAILED", 1, "SyntaxError"),
        ("raise KeyboardInterrupt", "KILLED", 130, None),
        ("import os, signal; os.kill(os.getpid(), signal.SIGTERM)", "KILLED", 143, None),
        ("import os, signal; os.kill(os.getpid(), signal.SIGHUP)", "KILLED", 129, None),
    ],
)
def test_how_the_run_ended(workspace, text, status, exit_code, error):
    workspace.script(text)
    workspace.tracked("train.py")
    end = workspace.record("end")
    assert (end["status"], end["exit_code"], end.get("error", {}).get("type")) == (status, exit_code, error)


def test_the_traceback_is_the_scripts_alone(workspace):
    script = workspace.script("def f():\n    1/0\nf()")
    ended = workspace.tracked("train.py")
    assert workspace.record("end")["error"]["traceback"] == ended.err
    assert ended.err.count("File ") == ended.err.count(str(script)) == 2


def test_a_process_that_vanishes_leaves_no_end(workspace):
    workspace.script("import os, signal; os.kill(os.getpid(), signal.SIGKILL)")
    assert workspace.tracked("train.py").status == -signal.SIGKILL
    assert workspace.records("run") and not workspace.records("end")


def test_threads_that_outlive_the_script_are_in_the_run(workspace):
    workspace.script("import threading, time; threading.Thread(target=lambda: (time.sleep(0.3), print('thread'))).start()")
    workspace.tracked("train.py")
    assert workspace.log() == "thread\n"
    assert [record["type"] for record in workspace.records() if record["type"] in ("output", "end")] == ["output", "end"]


def test_disabled_runs_the_script_and_records_nothing(workspace):
    workspace.script("import sys; print(sys.argv)")
    workspace.env["TRIALBOOK_DISABLED"] = "1"
    assert workspace.tracked("train.py", "x").out == "['train.py', 'x']\n"
    assert workspace.records() == []


def test_a_forked_child_that_leaves_repeats_nothing(workspace):
    workspace.env["PYTHONWARNINGS"] = "ignore"
    workspace.script(
        """
        import os, sys, trialbook
        open("data.csv", "w").close()
        print("a line without end", end="")
        sys.stdout.flush()
        if os.fork() == 0:
            trialbook.log_metric("loss", 1)
            sys.exit()
        os.wait()
        """
    )
    workspace.tracked("train.py", "--lr", "1")
    counts = [len(workspace.records(type)) for type in ("environment", "file", "params", "output")]
    assert counts == [1, 1, 1, 1]
    assert [record["type"] for record in workspace.records() if record["type"] in ("end", "leave")] == ["end", "leave"]
