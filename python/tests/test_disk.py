"""A disk that refuses costs the user one warning, and nothing that finds room again in time."""

import os
import subprocess

import pytest

WARNING = "cannot write the journal"

TRAINING = """
    import trialbook as tb
    with tb.start_run(params={"lr": 1}) as run:
        for step in range(1000): tb.log_metric("loss", 0.5, step)
        tb.log_text("hello", "a.txt")
    print("trained")
"""


def whole_lines(store):
    """The lines of all journals that are not torn."""
    data = b"\n".join(path.read_bytes() for path in (store / "journal").iterdir())
    return [line for line in data.split(b"\n") if line.endswith(b"}")]


@pytest.fixture
def disk(tmp_path):
    """A disk of 256 KB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if os.geteuid() != 0 or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", folder], capture_output=True).returncode:
        pytest.skip("no small disk may be mounted here")
    yield folder
    subprocess.run(["umount", folder], check=True)


def test_a_full_disk_loses_nothing_once_there_is_room_again(project, disk):
    done = project.python(
        """
        import os, sys, time, trialbook as tb, trialbook.journal
        trialbook.journal.RETRY_SECONDS = 0.05
        tb.start_run(name="full")
        for step in range(100): tb.log_metric("loss", step / 3, step)
        with open(sys.argv[1] + "/filler", "wb", buffering=0) as file:
            try:
                while True: file.write(b"x" * 512)
            except OSError: pass
        for step in range(100, 1000): tb.log_metric("loss", step / 3, step)
        os.unlink(sys.argv[1] + "/filler")
        time.sleep(0.06)
        for step in range(1000, 1010): tb.log_metric("loss", step / 3, step)
        """,
        str(disk),
        env={"TRIALBOOK_DIR": str(disk / ".trialbook")},
    )
    assert done.returncode == 0 and done.stderr.count(WARNING) == 1
    lines = whole_lines(disk / ".trialbook")
    for step in range(1010):
        assert sum(b'"step":%d}' % step in line for line in lines) == 1
    assert sum(b"journal-interrupted" in line for line in lines) == 1


def test_a_read_only_disk_leaves_the_program_alone(project, disk):
    (disk / ".trialbook").mkdir()
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
    done = project.python(TRAINING, env={"TRIALBOOK_DIR": str(disk / ".trialbook")})
    assert (done.returncode, done.stdout) == (0, "trained\n")
    assert done.stderr.count(WARNING) == 1 and "Read-only file system" in done.stderr


def test_a_file_that_may_not_grow_is_followed_by_another(project):
    done = project.python(
        """
        import resource, time, trialbook as tb, trialbook.journal
        trialbook.journal.RETRY_SECONDS = 0.05
        tb.start_run(name="limited")
        resource.setrlimit(resource.RLIMIT_FSIZE, (8000, resource.RLIM_INFINITY))
        for step in range(200): tb.log_metric("loss", 0.5, step)
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        time.sleep(0.06)
        tb.log_metric("loss", 0.5, 200)
        """
    )
    assert done.returncode == 0 and done.stderr.count(WARNING) == 1
    for step in range(201):
        assert sum(b'"step":%d}' % step in line for line in whole_lines(project.store)) == 1


@pytest.mark.parametrize("place", ["a-file/.trialbook", "/proc/nowhere/.trialbook"])
def test_a_place_where_nothing_can_be_made_leaves_the_program_alone(project, place):
    (project.folder / "a-file").write_text("")
    done = project.python(TRAINING, env={"TRIALBOOK_DIR": str(project.folder / place)})
    assert (done.returncode, done.stdout) == (0, "trained\n")
    assert done.stderr.count(WARNING) == 1


def test_a_folder_removed_under_a_run_leaves_the_program_alone(project):
    done = project.python(
        """
        import os, shutil, trialbook as tb
        with tb.start_run() as run:
            tb.log_metric("loss", 0.5)
            shutil.rmtree(os.environ["TRIALBOOK_DIR"])
            tb.log_metric("loss", 0.25)
            tb.log_text("hello", "a.txt")
        print("trained")
        """
    )
    assert (done.returncode, done.stdout) == (0, "trained\n")
