"""Runs and their snapshots: when they are taken, for whom, and how they are shown."""

import json
import os
import shutil
import signal
import stat

import pytest
from repositories import PLAIN, build, git, picture, tree_of
from workspace import Workspace

FIRST = [{"git": ["init", "--quiet"]}, {"write": "data/read.py", "text": "rows = 10\n"}, {"write": ".gitignore", "text": "__pycache__\n"}, {"commit": "First"}]


@pytest.fixture
def workspace(tmp_path):
    """Its folder is a repository with a store at the top, as a first run makes it."""
    workspace = Workspace(tmp_path)
    build(tmp_path, FIRST)
    (workspace.store / ".gitignore").write_text("*\n")
    return workspace


def refs(folder):
    return git(folder, "for-each-ref", "--format=%(refname)").splitlines()


def test_the_script_as_it_ran_is_kept_though_it_changes_itself(workspace):
    workspace.script("import trialbook; trialbook.start_run(); open(__file__, 'a').write('# changed'); open('data/read.py', 'w').write('')")
    text = (workspace.folder / "train.py").read_text()
    assert workspace.python("train.py").status == 0
    record = workspace.record("git")
    assert git(workspace.folder, "show", record["snapshot"] + ":train.py") == text
    assert git(workspace.folder, "show", record["snapshot"] + ":data/read.py") == "rows = 10"
    assert "changed" not in record


def test_nothing_of_the_users_changes_by_a_run(workspace):
    workspace.script("import trialbook; trialbook.log_metric('loss', 1.0)")
    build(workspace.folder, [{"git": ["config", "core.logAllRefUpdates", "always"]}])
    before = picture(workspace.folder)
    assert workspace.python("train.py").err == ""
    assert picture(workspace.folder) == before
    identity = (workspace.store / "id").read_text().strip()
    assert refs(workspace.folder) == ["refs/heads/main", "refs/trialbook/%s/%s" % (identity, workspace.record("git")["snapshot"])]


def test_an_untracked_script_of_a_tracked_run_is_in_it(workspace):
    workspace.script("print('loss: 0.5')")
    workspace.tracked("train.py")
    assert [path for _, _, path in tree_of(workspace.folder, workspace.record("git")["snapshot"])] == [".gitignore", "data/read.py", "train.py"]


def test_the_runs_of_a_sweep_share_a_snapshot(workspace):
    workspace.script("import sys; print(sys.argv)")
    workspace.tracked("--sweep", "lr=1,2,3", "train.py")
    found = {record["snapshot"] for record in workspace.records("git")}
    assert (len(workspace.records("git")), len(found)) == (4, 1)
    assert len(refs(workspace.folder)) == 2


def test_of_the_ranks_of_a_launch_the_first_takes_it(workspace):
    workspace.script("import trialbook; trialbook.start_run(); trialbook.log_metric('loss', 1.0)")
    for rank in ("0", "1"):
        workspace.python("train.py", env={**workspace.env, "RANK": rank, "WORLD_SIZE": "2", "TRIALBOOK_RUN_ID": "a" * 32})
    assert len(workspace.records("run")) == 2
    assert len(workspace.records("git")) == 1


def test_forks_and_workers_take_none(workspace):
    workspace.script(
        """
        import multiprocessing, trialbook
        def work(): trialbook.log_metric("loss", 1.0)
        if __name__ == "__main__":
            trialbook.start_run()
            for way in ("fork", "spawn"):
                process = multiprocessing.get_context(way).Process(target=work)
                process.start(); process.join()
        """
    )
    workspace.python("train.py")
    assert len(workspace.records("leave")) == 2
    assert len(workspace.records("git")) == 1


def test_each_of_two_nested_runs_has_one(workspace):
    workspace.script(
        """
        import trialbook
        with trialbook.start_run():
            open("data/read.py", "w").write("rows = 20")
            with trialbook.start_run(nested=True): pass
        """
    )
    workspace.python("train.py")
    outer, inner = (record["snapshot"] for record in workspace.records("git"))
    assert [git(workspace.folder, "show", each + ":data/read.py") for each in (outer, inner)] == ["rows = 10", "rows = 20"]


def test_the_repository_is_the_scripts_wherever_the_store_is(workspace):
    inner = workspace.folder / "inner"
    build(inner, [*FIRST, {"write": "train.py", "text": "import trialbook; trialbook.start_run()\n"}])
    workspace.python("inner/train.py")
    record = workspace.record("git")
    assert record["root"] == str(inner)
    assert len(refs(inner)) == 2
    assert refs(workspace.folder) == ["refs/heads/main"]


def test_a_store_below_the_repository_is_not_in_its_snapshot(workspace):
    below = workspace.folder / "study" / ".trialbook"
    below.mkdir(parents=True)
    build(workspace.folder, [{"write": "study/train.py", "text": "import trialbook; trialbook.start_run()\n"}])
    workspace.python("study/train.py")
    (journal,) = (below / "journal").glob("*.jsonl")
    (record,) = [each for each in map(json.loads, journal.read_text().splitlines()) if each["type"] == "git"]
    assert record["root"] == str(workspace.folder)
    assert [path for _, _, path in tree_of(workspace.folder, record["snapshot"])] == [".gitignore", "data/read.py", "study/train.py"]


def test_without_git_a_run_is_recorded_all_the_same(workspace, tmp_path):
    workspace.script("import trialbook; trialbook.log_metric('loss', 1.0)")
    (tmp_path / "bin").mkdir()
    ended = workspace.python("train.py", env={**workspace.env, "PATH": str(tmp_path / "bin")})
    assert (ended.status, ended.err) == (0, "")
    assert workspace.record("git")["problem"] == "git is not on the PATH"
    assert workspace.record("end")["status"] == "FINISHED"


def slow_git(workspace, command):
    """The environment in which git waits before a command until the file ``hold`` is gone."""
    folder = workspace.folder / ".trialbook" / "bin"
    folder.mkdir()
    program = folder / "git"
    hold = folder / "hold"
    hold.touch()
    program.write_text('#!/bin/sh\ncase "$*" in *%s*) while [ -e "%s" ]; do sleep 0.02; done;; esac\nexec "%s" "$@"\n' % (command, hold, shutil.which("git")))
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return {**workspace.env, "PATH": str(folder) + os.pathsep + PLAIN["PATH"], "HOLD": str(hold)}


def test_a_run_that_ends_before_its_snapshot_gets_it_all_the_same(workspace):
    workspace.script("import os, trialbook; trialbook.start_run(); trialbook.end_run(); os.remove(os.environ['HOLD'])")
    assert workspace.python("train.py", env=slow_git(workspace, "write-tree")).status == 0
    record = workspace.record("git")
    assert git(workspace.folder, "cat-file", "-t", record["snapshot"]) == "commit"
    assert "problem" not in record


def test_a_process_that_is_killed_before_its_snapshot_says_its_commit(workspace):
    workspace.script("import os, signal, trialbook; trialbook.start_run(); os.kill(os.getpid(), signal.SIGTERM)")
    env = slow_git(workspace, "write-tree")
    assert workspace.python("train.py", env=env).status == -signal.SIGTERM
    os.remove(env["HOLD"])
    record = workspace.record("git")
    assert (record["commit"], record.get("snapshot")) == (git(workspace.folder, "rev-parse", "HEAD"), None)
    assert record["problem"] == "the process ended before its snapshot was taken"


def test_what_changes_while_git_is_slow_is_flagged(workspace):
    workspace.script(
        """
        import os, trialbook
        trialbook.start_run()
        with open("data/read.py", "w") as file: file.write("rows = 20")
        os.remove(os.environ["HOLD"])
        """
    )
    build(workspace.folder, [{"write": "data/read.py", "text": "rows = 15\n"}, {"write": "old.py", "text": "1\n"}])
    os.utime(workspace.folder / "old.py", (1e9, 1e9))
    assert workspace.python("train.py", env=slow_git(workspace, "status")).status == 0
    assert workspace.record("git")["changed"] == ["data/read.py"]


def test_show_says_the_snapshot_and_what_it_lacks(workspace):
    workspace.script("import trialbook; trialbook.start_run()")
    build(workspace.folder, [{"write": ".env", "text": "KEY=1\n"}, {"write": "huge.bin", "size": 3 * 1024**3}])
    workspace.python("train.py")
    snapshot = workspace.record("git")["snapshot"]
    shown = workspace.python("-m", "trialbook", "show", "@last").out
    assert "  snapshot    %s\n" % snapshot[:10] in shown
    assert "  left out    2 files, 3.2 GB: .env (secret), huge.bin (size)\n" in shown
    told = json.loads(workspace.python("-m", "trialbook", "show", "@last", "--json").out)
    assert (told["snapshot"], told["leftOut"]["count"]) == (snapshot, 2)


def test_compare_says_where_the_code_differs(workspace):
    workspace.script("import trialbook; trialbook.start_run(name='one')")
    workspace.python("train.py")
    workspace.script("import trialbook; trialbook.start_run(name='two')")
    workspace.python("train.py")
    snapshots = [record["snapshot"][:10] for record in workspace.records("git")]
    (line,) = [line for line in workspace.python("-m", "trialbook", "compare", "one", "two").out.splitlines() if "snapshot" in line]
    assert line.split() == ["snapshot", *snapshots]
