"""What is told of the repository a script is in."""

import os
import subprocess
from pathlib import Path

import pytest

from trialbook.gitstate import GitState, without_credentials


def read_git(folder):
    return GitState(folder).read()


class Repository:
    def __init__(self, folder: Path):
        self.folder = folder
        folder.mkdir(exist_ok=True)
        self.git("init", "-q", "-b", "main")

    def git(self, *arguments):
        identity = ["-c", "user.name=a", "-c", "user.email=a@b"]
        return subprocess.run(["git", *identity, *arguments], cwd=self.folder, check=True, capture_output=True, text=True).stdout.strip()

    def write(self, name, text):
        (self.folder / name).write_text(text)

    def commit(self, subject="begin"):
        self.write("train.py", subject)
        self.git("add", "train.py")
        self.git("commit", "-qm", subject + "\n\nmore")
        return self.git("rev-parse", "HEAD")


@pytest.fixture
def repository(tmp_path, monkeypatch):
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)
    return Repository(tmp_path / "work")


def test_a_clean_repository(repository):
    commit = repository.commit("Try a larger model")
    assert read_git(str(repository.folder)) == {
        "root": str(repository.folder),
        "commit": commit,
        "branch": "main",
        "dirty": False,
        "subject": "Try a larger model",
    }


def test_a_folder_inside_it(repository):
    repository.commit()
    (repository.folder / "deep" / "er").mkdir(parents=True)
    assert read_git(str(repository.folder / "deep" / "er"))["root"] == str(repository.folder)


@pytest.mark.parametrize("name", ["train.py", "new file"])
def test_changed_and_new_files_make_it_dirty(repository, name):
    repository.commit()
    repository.write(name, "changed")
    assert read_git(str(repository.folder))["dirty"] is True


def test_ignored_files_do_not(repository):
    repository.write(".gitignore", "*.bin\n.gitignore\n")
    repository.commit()
    repository.write("a.bin", "")
    assert read_git(str(repository.folder))["dirty"] is False


def test_before_the_first_commit(repository):
    repository.write("train.py", "")
    assert read_git(str(repository.folder)) == {"root": str(repository.folder), "branch": "main", "dirty": True, "problem": "no commit yet"}


def test_a_detached_head_has_no_branch(repository):
    commit = repository.commit()
    repository.git("checkout", "-q", "--detach")
    state = read_git(str(repository.folder))
    assert (state["commit"], state.get("branch")) == (commit, None)


def test_the_remote_of_the_branch_comes_before_origin(repository):
    repository.commit()
    repository.git("remote", "add", "origin", "https://me:s3cret@host/fork.git")
    assert read_git(str(repository.folder))["remote"] == "https://host/fork.git"
    repository.git("remote", "add", "lab/main", "git@host:lab/main.git")
    repository.git("update-ref", "refs/remotes/lab/main/main", "HEAD")
    repository.git("branch", "-q", "--set-upstream-to=lab/main/main")
    assert read_git(str(repository.folder))["remote"] == "git@host:lab/main.git"


def test_no_repository(tmp_path):
    assert read_git(str(tmp_path)) == {"problem": "not in a git repository"}


def test_no_git(repository, monkeypatch):
    monkeypatch.setenv("PATH", "")
    assert read_git(str(repository.folder)) == {"problem": "git is not on the PATH"}


def test_a_repository_that_git_refuses(repository):
    repository.commit()
    repository.write(".git/config", "[core")
    state = read_git(str(repository.folder))
    assert list(state) == ["problem"]
    assert state["problem"].startswith("git: bad config line")


def test_another_repository_in_the_environment_is_not_meant(repository, tmp_path, monkeypatch):
    commit = repository.commit()
    other = Repository(tmp_path / "other")
    other.commit("other")
    monkeypatch.setenv("GIT_DIR", str(other.folder / ".git"))
    assert read_git(str(repository.folder))["commit"] == commit


def test_nothing_in_the_repository_is_written_or_run(repository):
    repository.commit()
    witness = repository.folder.parent / "ran"
    program = repository.folder.parent / "program"
    program.write_text("#!/bin/sh\ntouch %s\n" % witness)
    program.chmod(0o755)
    repository.git("config", "core.fsmonitor", str(program))
    repository.git("config", "core.pager", str(program))
    # A new time makes git want to refresh its index.
    os.utime(repository.folder / "train.py", (1, 1))
    before = {path: path.stat().st_mtime_ns for path in repository.folder.rglob("*")}
    assert read_git(str(repository.folder))["dirty"] is False
    assert {path: path.stat().st_mtime_ns for path in repository.folder.rglob("*")} == before
    assert not witness.exists()


@pytest.mark.parametrize(
    "url, shown",
    [
        ("https://user:s3cret@host/a.git", "https://host/a.git"),
        ("https://s3cret@host/a.git", "https://host/a.git"),
        ("https://host/a.git?token=s3cret#s3cret", "https://host/a.git"),
        ("https://user:s3@cret@host/a.git", "https://host/a.git"),
        ("ssh://git:s3cret@host:22/a.git", "ssh://git@host:22/a.git"),
        ("git@host:a.git", "git@host:a.git"),
        ("me:s3cret@host:a.git", "me@host:a.git"),
        ("/srv/git/a.git", "/srv/git/a.git"),
        ("../a.git", "../a.git"),
        ("C:\\git\\a", "C:\\git\\a"),
    ],
)
def test_credentials_do_not_stay_in_an_address(url, shown):
    assert without_credentials(url) == shown
