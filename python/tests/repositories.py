"""Repositories built of the steps of test/cases/git, and all that is in them."""

import base64
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any, Dict, List, Union

#: Nothing of the machine's own configuration.
PLAIN = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
PLAIN.update(GIT_CONFIG_GLOBAL=os.devnull, GIT_CONFIG_SYSTEM=os.devnull, LC_ALL="C")
_SETTINGS = {"init.defaultBranch": "main", "protocol.file.allow": "always"}
_BUILDING = {
    **PLAIN,
    "GIT_CONFIG_COUNT": str(len(_SETTINGS)),
    **{"GIT_CONFIG_KEY_%d" % at: name for at, name in enumerate(_SETTINGS)},
    **{"GIT_CONFIG_VALUE_%d" % at: value for at, value in enumerate(_SETTINGS.values())},
    **{"GIT_%s_NAME" % who: "Ada" for who in ("AUTHOR", "COMMITTER")},
    **{"GIT_%s_EMAIL" % who: "ada@example.org" for who in ("AUTHOR", "COMMITTER")},
    **{"GIT_%s_DATE" % who: "1767323045 +0000" for who in ("AUTHOR", "COMMITTER")},
}

Step = Dict[str, Any]
#: Paths, and what is there: kind, mode, time, content.
Picture = Dict[bytes, Any]


def git(folder: Union[str, Path], *arguments: Union[str, bytes], fails: bool = False) -> str:
    """What git prints, with the identity and the dates of the cases."""
    done = subprocess.run(["git", *arguments], cwd=folder, env=_BUILDING, capture_output=True)
    assert (done.returncode != 0) == fails, done.stderr.decode("utf-8", "replace")
    return done.stdout.decode("utf-8", "backslashreplace").rstrip("\n")


def build(folder: Path, steps: List[Step]) -> None:
    """Do the steps in ``folder``, which is made."""
    folder.mkdir(parents=True, exist_ok=True)
    for step in steps:
        _do(folder, step)


def _do(top: Path, step: Step) -> None:
    def at(path: Any) -> bytes:
        name = base64.b64decode(path["base64"]) if isinstance(path, dict) else path.encode("utf-8")
        return os.path.join(os.fsencode(top), name)

    if "git" in step or "commit" in step:
        inside = top / step.get("in", ".")
        inside.mkdir(parents=True, exist_ok=True)
        if "commit" in step:
            git(inside, "add", "--all")
            git(inside, "commit", "--quiet", "--message", step["commit"])
        else:
            git(inside, *step["git"], fails=step.get("fails", False))
    elif "write" in step:
        path = at(step["write"])
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            if "size" in step:
                file.truncate(step["size"])
            else:
                file.write(base64.b64decode(step["base64"]) if "base64" in step else step["text"].encode("utf-8"))
        if "mode" in step:
            os.chmod(path, int(step["mode"], 8))
    elif "delete" in step:
        path = at(step["delete"])
        if os.path.isdir(path) and not os.path.islink(path):
            shutil.rmtree(path)
        else:
            os.remove(path)
    elif "link" in step:
        path = at(step["link"])
        os.makedirs(os.path.dirname(path), exist_ok=True)
        if os.path.lexists(path):
            os.remove(path)
        os.symlink(step["to"].encode("utf-8"), path)
    elif "mode" in step:
        os.chmod(at(step["mode"]), int(step["to"], 8))
    elif "fifo" in step:
        os.mkfifo(at(step["fifo"]))
    elif "touch" in step:
        os.utime(at(step["touch"]), (step["time"], step["time"]))
    else:
        raise AssertionError("no such step: %r" % step)


def picture(folder: Union[str, Path]) -> Picture:
    """All files below ``folder`` with their bytes, modes and times, but what a snapshot adds: objects and refs/trialbook in
    any ``.git``, and what is in a ``.trialbook``."""
    found: Picture = {}
    for where, folders, files in os.walk(os.fsencode(folder)):
        inside = where[len(os.fsencode(folder)) :]
        folders[:] = [name for name in folders if name != b".trialbook" and not _is_added(os.path.join(inside, name))]
        for name in folders + files:
            path = os.path.join(where, name)
            state = os.lstat(path)
            if os.path.islink(path):
                content: Any = os.readlink(path)
            elif os.path.isfile(path) and state.st_size < 10_000_000:
                content = Path(os.fsdecode(path)).read_bytes()
            else:
                content = None
            is_timeless = b"/.git" in path and _changes_with_others(path)
            found[os.path.join(inside, name)] = (state.st_mode, None if is_timeless else state.st_mtime_ns, content)
    return found


def _is_added(path: bytes) -> bool:
    return b"/.git/" in path and (path.endswith((b"/objects", b"/refs/trialbook")))


def _changes_with_others(path: bytes) -> bool:
    """Whether what may be added gives it another time: the folder of refs, and git's own, in which it makes temporary objects.
    The common part of a split index gets one whenever git reads it."""
    return path.endswith(b"/refs") or os.path.isdir(os.path.join(path, b"objects")) or b"/sharedindex." in path


def tree_of(folder: Union[str, Path], commit: str) -> List[List[str]]:
    """Mode, object id and path of all that is in a commit."""
    out = subprocess.run(["git", "ls-tree", "-r", "-z", commit], cwd=folder, env=PLAIN, check=True, capture_output=True).stdout
    found = []
    for entry in out.split(b"\0")[:-1]:
        what, _, path = entry.partition(b"\t")
        mode, _, object_id = what.decode().split(" ")
        found.append([mode, object_id, path.decode("utf-8", "backslashreplace")])
    return found


def objects_of(folder: Union[str, Path]) -> int:
    """How many objects a repository has."""
    return len(git(folder, "cat-file", "--batch-all-objects", "--batch-check").splitlines())
