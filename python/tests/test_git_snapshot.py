"""Snapshots of real repositories: what is taken while programs run, in what way, and what stays as it was."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from repositories import PLAIN, build, git, objects_of, picture, tree_of

from trialbook import git_program, snapshot_contents
from trialbook.gitstate import GitState
from trialbook.snapshot import Watch
from trialbook.snapshot_ref import store_id

FIRST = [{"git": ["init", "--quiet"]}, {"write": "train.py", "text": "lr = 0.1\n"}, {"write": "data/read.py", "text": "rows = 10\n"}, {"commit": "First"}]
CHANGED = {"write": "train.py", "text": "lr = 0.01\n"}


@pytest.fixture(autouse=True)
def plain_git(monkeypatch):
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", PLAIN["GIT_CONFIG_GLOBAL"])
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", PLAIN["GIT_CONFIG_SYSTEM"])


@pytest.fixture
def work(tmp_path):
    folder = tmp_path / "work"
    build(folder, FIRST)
    return folder


@pytest.fixture
def store(tmp_path):
    folder = tmp_path / "store"
    folder.mkdir()
    return str(folder)


def taken(folder, store, watch=None):
    return GitState(str(folder), watch).read(store)


def refs(folder):
    return git(folder, "for-each-ref", "--format=%(refname)").splitlines()


# What it is, and that it stays.


def test_the_commit_is_the_same_for_everybody(work, store):
    build(work, [CHANGED])
    snapshot = taken(work, store)["snapshot"]
    assert git(work, "cat-file", "commit", snapshot) == (
        "tree %s\n" % git(work, "rev-parse", snapshot + "^{tree}")
        + "parent %s\n" % git(work, "rev-parse", "HEAD")
        + "author Trialbook <trialbook@localhost> 1767323045 +0000\n"
        + "committer Trialbook <trialbook@localhost> 1767323045 +0000\n\n"
        + "Work tree with uncommitted changes"
    )


def test_each_store_keeps_its_snapshots_apart(work, tmp_path):
    build(work, [CHANGED])
    kept = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        snapshot = taken(work, str(tmp_path / name))["snapshot"]
        kept.append("refs/trialbook/%s/%s" % (store_id(str(tmp_path / name)), snapshot))
    assert kept[0] != kept[1]
    assert refs(work) == sorted(["refs/heads/main", *kept])


def test_a_snapshot_outlives_gits_clean_up(work, store):
    build(work, [CHANGED])
    dirty = taken(work, store)["snapshot"]
    build(work, [{"commit": "Second"}])
    clean = taken(work, store)["snapshot"]
    git(work, "commit", "--quiet", "--amend", "--message", "Another")
    git(work, "reflog", "expire", "--expire=now", "--all")
    git(work, "gc", "--quiet", "--prune=now")
    assert [git(work, "cat-file", "-t", each) for each in (dirty, clean)] == ["commit", "commit"]


@pytest.mark.parametrize("packed", [False, True])
def test_equal_states_add_no_objects(work, store, packed):
    build(work, [CHANGED, {"write": "new.py", "text": "1\n"}, {"link": "latest", "to": "data"}])
    first = taken(work, store)["snapshot"]
    if packed:
        git(work, "gc", "--quiet")
    objects, before = objects_of(work), refs(work)
    folder = picture(work / ".git" / "objects")
    assert {taken(work, store)["snapshot"] for _ in range(20)} == {first}
    assert (objects_of(work), refs(work)) == (objects, before)
    assert folder.keys() == picture(work / ".git" / "objects").keys()


def test_the_ref_of_a_state_that_is_met_again_is_as_young_as_its_last_run(work, store):
    snapshot = taken(work, store)["snapshot"]
    (ref,) = (work / ".git").glob("refs/trialbook/*/" + snapshot)
    os.utime(ref, (0, 0))
    taken(work, store)
    assert ref.stat().st_mtime > 0


def test_a_clean_tree_adds_no_objects(work, store):
    objects = objects_of(work)
    assert taken(work, store)["snapshot"] == git(work, "rev-parse", "HEAD")
    assert objects_of(work) == objects


def test_many_at_once_come_to_the_same(work, tmp_path):
    build(work, [CHANGED, *[{"write": "new/%d.py" % number, "text": str(number)} for number in range(50)]])
    store = tmp_path / "shared"
    store.mkdir()
    code = "import sys; from trialbook.gitstate import GitState; print(GitState(sys.argv[1]).read(sys.argv[2]))"
    processes = [
        subprocess.Popen([sys.executable, "-c", code, str(work), str(store)], cwd=os.path.dirname(os.path.dirname(git_program.__file__)), stdout=subprocess.PIPE, text=True)
        for _ in range(8)
    ]
    told = [process.communicate(timeout=60)[0] for process in processes]
    assert len(set(told)) == 1
    assert "problem" not in told[0]
    assert refs(work)[1:] == ["refs/trialbook/%s/%s" % (store_id(str(store)), taken(work, str(store))["snapshot"])]


def test_the_id_of_a_store_is_made_once(tmp_path):
    with ThreadPoolExecutor(8) as threads:
        found = set(threads.map(store_id, [str(tmp_path)] * 32))
    assert len(found) == 1
    assert (tmp_path / "id").read_text() == found.pop() + "\n"


# What leaves the machine.


@pytest.fixture
def remote(tmp_path):
    build(tmp_path / "remote.git", [{"git": ["init", "--quiet", "--bare"]}])
    return tmp_path / "remote.git"


def test_a_push_takes_no_snapshots_and_a_mirror_does(work, store, remote):
    build(work, [CHANGED])
    snapshot = taken(work, store)["snapshot"]
    for kind in ("--all", "--tags"):
        git(work, "push", "--quiet", kind, str(remote))
    assert refs(remote) == ["refs/heads/main"]
    git(work, "push", "--quiet", "--mirror", str(remote))
    assert refs(remote) == ["refs/heads/main", "refs/trialbook/%s/%s" % (store_id(store), snapshot)]


def test_a_mirror_without_snapshots(work, store, remote):
    build(work, [CHANGED, {"git": ["tag", "v1"]}])
    taken(work, store)
    git(work, "push", "--quiet", "--prune", str(remote), "+refs/*:refs/*", "^refs/trialbook/*")
    assert refs(remote) == ["refs/heads/main", "refs/tags/v1"]
    git(work, "remote", "add", "backup", str(remote))
    git(work, "config", "--add", "remote.backup.push", "+refs/*:refs/*")
    git(work, "config", "--add", "remote.backup.push", "^refs/trialbook/*")
    git(work, "tag", "--delete", "v1")
    git(work, "push", "--quiet", "--prune", "backup")
    assert refs(remote) == ["refs/heads/main"]


def test_a_server_that_takes_no_snapshots(work, store, remote):
    git(remote, "config", "receive.hideRefs", "refs/trialbook")
    taken(work, store)
    git(work, "push", "--mirror", str(remote), fails=True)
    assert refs(remote) == ["refs/heads/main"]


def test_a_mirroring_clone_that_gets_no_snapshots(work, store, tmp_path):
    taken(work, store)
    git(work, "config", "uploadpack.hideRefs", "refs/trialbook")
    git(tmp_path, "clone", "--quiet", "--mirror", str(work), "mirror")
    assert refs(tmp_path / "mirror") == ["refs/heads/main"]


# What is not disturbed.


def test_stash_reflogs_and_a_locked_index_stay(work, store):
    build(work, [CHANGED, {"git": ["stash", "push", "--quiet"]}, {"write": "train.py", "text": "lr = 0.5\n"}, {"git": ["tag", "v1"]}])
    git(work, "config", "core.logAllRefUpdates", "always")
    build(work, [{"write": ".git/index.lock", "text": "held"}, {"write": ".git/HEAD.lock", "text": ""}])
    before = picture(work)
    assert tree_of(work, taken(work, store)["snapshot"])[1][1] == git(work, "hash-object", "train.py")
    assert picture(work) == before


def test_no_program_of_the_configuration_is_run(work, store, tmp_path):
    witness = tmp_path / "ran"
    program = tmp_path / "program"
    program.write_text("#!/bin/sh\necho $0 $* >> '%s'\ncat\n" % witness)
    program.chmod(0o755)
    build(work, [{"write": ".gitattributes", "text": "*.py filter=f diff=d\n*.md filter=long\n"}, {"write": "a.md", "text": "1\n"}, {"commit": "Attributes"}])
    for hook in ("pre-commit", "post-commit", "post-checkout", "post-index-change", "reference-transaction", "fsmonitor-watchman", "pre-auto-gc"):
        shutil.copy(program, work / ".git" / "hooks" / hook)
    for name in ("filter.f.clean", "filter.f.smudge", "filter.long.process", "core.fsmonitor", "core.pager", "core.editor", "diff.external", "diff.d.textconv", "gpg.program"):
        git(work, "config", name, str(program))
    for name in ("filter.f.required", "filter.long.required", "commit.gpgSign", "tag.gpgSign", "log.showSignature"):
        git(work, "config", name, "true")
    # A new time makes git look at the content, through the filter.
    build(work, [CHANGED, {"write": "a.md", "text": "2\n"}, {"touch": "data/read.py", "time": 1000000000}])
    if witness.exists():
        witness.unlink()
    found = taken(work, store)
    assert not witness.exists()
    assert [path for _, _, path in tree_of(work, found["snapshot"])] == [".gitattributes", "a.md", "data/read.py", "train.py"]
    assert "problem" not in found


def test_filters_of_a_submodules_own_are_not_run_either(tmp_path, store):
    witness = tmp_path / "ran"
    build(tmp_path / "library", [{"git": ["init", "--quiet"]}, {"write": ".gitattributes", "text": "* filter=sub\n"}, {"write": "lib.py", "text": "1\n"}, {"commit": "First"}])
    work = tmp_path / "work"
    build(work, [*FIRST, {"git": ["submodule", "--quiet", "add", "../library", "lib"]}, {"commit": "Library"}])
    git(work / "lib", "config", "filter.sub.clean", "touch '%s'; cat" % witness)
    build(work, [{"touch": "lib/lib.py", "time": 1000000000}])
    before = picture(work)
    assert taken(work, store)["snapshot"] == git(work, "rev-parse", "HEAD")
    assert not witness.exists()
    assert picture(work) == before


def test_a_repository_named_by_the_environment_is_not_meant(work, store, tmp_path, monkeypatch):
    other = tmp_path / "other"
    build(other, [*FIRST, {"write": "only_there.py", "text": "1\n"}, {"commit": "Other"}])
    build(work, [CHANGED])
    expected = taken(work, store)
    before = picture(tmp_path / "other")
    for name, value in (("GIT_DIR", ".git"), ("GIT_INDEX_FILE", ".git/index"), ("GIT_OBJECT_DIRECTORY", ".git/objects")):
        monkeypatch.setenv(name, str(other / value))
    monkeypatch.setenv("GIT_WORK_TREE", str(other))
    assert taken(work, store) == expected
    assert picture(tmp_path / "other") == before


# What changes meanwhile.


def test_a_file_that_changes_after_it_was_looked_at_is_flagged(work, store, monkeypatch):
    build(work, [CHANGED, {"write": "data/read.py", "text": "rows = 20\n"}])
    begin = snapshot_contents.Contents.store

    def after_a_change(self, files):
        build(work, [{"write": "train.py", "text": "lr = 1000\n"}])
        begin(self, files)

    monkeypatch.setattr(snapshot_contents.Contents, "store", after_a_change)
    assert taken(work, store)["changed"] == ["train.py"]


def test_what_the_program_changes_before_it_was_read_is_flagged(work, store):
    build(work, [CHANGED, {"write": "notes.bin", "text": "1"}, {"write": "log.bin", "text": "1"}, {"touch": "notes.bin", "time": 1000000000}])
    watch = Watch()

    def program_goes_on():
        if watch.went_on_ns is None:
            watch.went_on_ns = os.stat(work / "train.py").st_mtime_ns + 10**9
            build(work, [{"write": "log.bin", "text": "1 and more"}, {"write": "train.py", "text": "lr = 7\n"}])

    watch.read = program_goes_on
    found = taken(work, store, watch)
    # The source was read before.
    assert found["changed"] == ["log.bin"]
    assert git(work, "show", found["snapshot"] + ":train.py") == "lr = 0.01"


def test_a_file_that_vanishes_before_it_is_read_is_listed(work, store):
    build(work, [CHANGED, {"write": "a.bin", "text": "12"}, {"write": "b.bin", "text": "123"}])
    watch = Watch()
    watch.read = lambda: (work / "a.bin").unlink(missing_ok=True)
    found = taken(work, store, watch)
    assert found["left_out"] == {"count": 1, "bytes": 2, "files": [{"path": "a.bin", "size": 2, "why": "vanished"}]}
    assert [path for _, _, path in tree_of(work, found["snapshot"])] == ["b.bin", "data/read.py", "train.py"]


def test_files_that_are_written_all_the_time_hurt_nobody(work, store):
    over = threading.Event()

    def write():
        size = 0
        while not over.is_set():
            size = (size + 70_001) % 1_000_000
            for name in ("data/read.py", "new.py"):
                (work / name).write_bytes(b"x" * size)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for _ in range(10):
            found = taken(work, store)
            assert "snapshot" in found
            assert set(found.get("changed", ())) <= {"data/read.py", "new.py"}
    finally:
        over.set()
        writer.join()


# What cannot be.


def test_without_git_there_is_a_reason(work, store, monkeypatch):
    monkeypatch.setenv("PATH", "")
    assert taken(work, store) == {"problem": "git is not on the PATH"}


def test_without_a_repository_there_is_a_reason(tmp_path, store):
    assert taken(tmp_path, store) == {"problem": "not in a git repository"}


def test_a_repository_that_is_no_more_gives_a_reason(tmp_path, store):
    build(tmp_path / "work", [{"write": ".git", "text": "gitdir: /nowhere\n"}])
    assert taken(tmp_path / "work", store) == {"problem": "git: not a git repository: /nowhere"}


def test_inside_the_git_folder_there_is_no_work_tree(work, store):
    assert taken(work / ".git", store) == {"problem": "git: this operation must be run in a work tree"}


def test_a_commit_whose_objects_are_gone_gives_a_reason(work, store):
    build(work, [CHANGED])
    tree = git(work, "rev-parse", "HEAD^{tree}")
    (work / ".git" / "objects" / tree[:2] / tree[2:]).unlink()
    assert taken(work, store) == {"root": str(work), "problem": "git: bad tree object HEAD"}


def test_a_store_that_cannot_have_an_id_is_said(work, tmp_path):
    build(work, [CHANGED])
    found = taken(work, str(tmp_path / "no" / "store"))
    assert found["problem"].startswith("the snapshot may be lost to git's clean-up, no ref for it could be written: ")
    assert git(work, "cat-file", "-t", found["snapshot"]) == "commit"


@pytest.fixture
def open_work():
    """The repository in a folder that everybody can come to."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        pytest.skip("only root can become somebody else, whom permissions keep from something")
    top = tempfile.mkdtemp(prefix="trialbook-test-")
    os.chmod(top, 0o755)
    build(Path(top, "work"), FIRST)
    Path(top, "store").mkdir()
    os.chmod(os.path.join(top, "store"), 0o777)
    yield Path(top, "work")
    shutil.rmtree(top)


def taken_by_somebody_else(work):
    """What a process of another user records, which shares nothing with root but these folders."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.environ["HOME"] = "/nonexistent"
            os.setgroups([])
            os.setgid(65534)
            os.setuid(65534)
            os.write(writing, json.dumps(taken(work, str(work.parent / "store"))).encode())
        finally:
            os._exit(0)
    os.close(writing)
    with open(reading, "rb") as pipe:
        told = pipe.read()
    os.waitpid(child, 0)
    return json.loads(told)


def trust_everybody(monkeypatch, work):
    (work.parent / "gitconfig").write_text("[safe]\n\tdirectory = *\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(work.parent / "gitconfig"))


def test_a_repository_of_somebody_elses_is_not_trusted(open_work):
    assert taken_by_somebody_else(open_work) == {"problem": "git: detected dubious ownership in repository at '%s'" % open_work}


def test_a_repository_that_is_read_only_has_no_snapshot_of_changes(open_work, monkeypatch):
    trust_everybody(monkeypatch, open_work)
    build(open_work, [CHANGED])
    before = picture(open_work)
    found = taken_by_somebody_else(open_work)
    assert "snapshot" not in found
    assert found["problem"] == "no snapshot: git: insufficient permission for adding an object to repository database .git/objects"
    assert (found["branch"], found["dirty"]) == ("main", True)
    assert picture(open_work) == before


def test_a_clean_repository_that_is_read_only_is_known_by_its_commit(open_work, monkeypatch):
    trust_everybody(monkeypatch, open_work)
    found = taken_by_somebody_else(open_work)
    assert found["snapshot"] == found["commit"]
    assert found["problem"].startswith("the snapshot may be lost to git's clean-up, no ref for it could be written: git: ")


def test_files_and_folders_that_cannot_be_read_are_listed(open_work, monkeypatch):
    trust_everybody(monkeypatch, open_work)
    build(open_work, [CHANGED, {"write": "closed.py", "text": "123"}, {"write": "folder/a.py", "text": "1"}, {"write": "new.py", "text": "1"}])
    (open_work / "closed.py").chmod(0)
    (open_work / "folder").chmod(0)
    for where, _, _ in os.walk(open_work / ".git"):
        os.chmod(where, 0o777)
    found = taken_by_somebody_else(open_work)
    assert found["left_out"]["files"] == [{"path": "closed.py", "size": 3, "why": "unreadable"}, {"path": "folder", "size": 0, "why": "unreadable"}]
    assert [path for _, _, path in tree_of(open_work, found["snapshot"])] == ["data/read.py", "new.py", "train.py"]


# Large ones.


def test_a_hundred_thousand_untracked_files_of_two_gigabytes_are_bounded_and_counted(work, store):
    build(work, [CHANGED, {"git": ["config", "trialbook.maxTotalSize", "20m"]}])
    for number in range(100):
        folder = work / "data" / str(number)
        folder.mkdir()
        for name in range(1000):
            with open(folder / ("%d.bin" % name), "wb") as file:
                file.truncate(20_000)
    build(work, [{"write": "huge.bin", "size": 2 * 1024**3}])
    found = taken(work, store)
    room = 20 * 1024**2 - len("lr = 0.01\n")
    names = tree_of(work, found["snapshot"])
    assert len(names) == 2 + room // 20_000
    assert found["left_out"]["count"] == 100_001 - room // 20_000
    assert found["left_out"]["files"][0] == {"path": "huge.bin", "size": 2 * 1024**3, "why": "size"}
    assert {each["why"] for each in found["left_out"]["files"][1:]} == {"total"}
    assert len(found["left_out"]["files"]) == 100


def test_git_lfs_itself_agrees(tmp_path, store):
    if subprocess.run(["git", "lfs", "version"], capture_output=True).returncode != 0:
        pytest.skip("git-lfs is not installed")
    work = tmp_path / "work"
    build(work, [{"git": ["init", "--quiet"]}, {"git": ["lfs", "install", "--local"]}, {"git": ["lfs", "track", "*.bin"]}])
    build(work, [{"write": "a.bin", "text": "one"}, {"write": "b.bin", "text": "two"}, {"commit": "First"}, {"touch": "a.bin", "time": 1000000000}])
    before = picture(work)
    assert taken(work, store)["snapshot"] == git(work, "rev-parse", "HEAD")
    build(work, [{"write": "b.bin", "text": "three"}])
    assert git(work, "cat-file", "blob", taken(work, store)["snapshot"] + ":b.bin") == "three"
    build(work, [{"write": "b.bin", "text": "two"}])
    after = picture(work)
    assert {path for path in before if before[path][2] != after[path][2]} == set()
