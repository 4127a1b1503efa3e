"""What the snapshot of a dirty repository costs the start of a run, on this machine; prints JSON with what each round came to.

    python python/bench/git_snapshot.py FOLDER [--files N] [--changed N] [--untracked N] [--sparse-bytes N] [--rounds N]

In FOLDER, which must be empty, a repository of so many files is made, of which so many are changed and untracked. ``--sparse-bytes``:
that many more, untracked, in files of 20 MB that are too large for a snapshot. In each round, with contents not seen before, a process
starts a run. ``read_ms``: until ``start_run`` returned, which is when what the program may change has been read. ``whole_ms``: until
the record of the snapshot was in the journal. ``bytes``: what the repository grew by.
"""

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, Dict

PACKAGE = Path(__file__).resolve().parent.parent
FOLDER_OF = 100
LARGE = 20 * 1024 * 1024

# Everything is loaded when the clock starts, as it is in a program's second run; what loading costs is measured elsewhere.
TRAIN = """
import glob, json, time
import trialbook, trialbook.starting, trialbook.capture
begun = time.perf_counter()
trialbook.start_run()
read = time.perf_counter() - begun
(journal,) = glob.glob(".trialbook/journal/*.jsonl")
while True:
    lines = [line for line in open(journal) if '"type":"git"' in line]
    if lines:
        break
    time.sleep(0.001)
print(json.dumps({"read_ms": read * 1e3, "whole_ms": (time.perf_counter() - begun) * 1e3, "git": json.loads(lines[0])}))
trialbook.end_run()
"""


def git(folder: Path, *arguments: str) -> str:
    identity = ["-c", "user.name=a", "-c", "user.email=a@b", "-c", "gc.auto=0"]
    return subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True, text=True).stdout


def make(folder: Path, files: int, sparse_bytes: int) -> None:
    git(folder, "init", "-q")
    for number in range(files):
        path = folder / ("part_%d" % (number // FOLDER_OF)) / ("file_%d.py" % number)
        path.parent.mkdir(exist_ok=True)
        path.write_text("value = %d\n" % number * 100)
    (folder / "train.py").write_text(TRAIN)
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "All")
    (folder / ".trialbook").mkdir()
    (folder / ".trialbook" / ".gitignore").write_text("*\n")
    (folder / "data").mkdir()
    for number in range(sparse_bytes // LARGE):
        with open(folder / "data" / ("%d.bin" % number), "wb") as file:
            file.truncate(LARGE)


def change(folder: Path, files: int, changed: int, untracked: int, round: int) -> None:
    for at in range(changed):
        number = at * files // changed
        path = folder / ("part_%d" % (number // FOLDER_OF)) / ("file_%d.py" % number)
        path.write_text("value = %d\n" % number * 100 + "round = %d\n" % round)
    for number in range(untracked):
        path = folder / "new" / ("file_%d.%s" % (number, "py" if number % 2 else "bin"))
        path.parent.mkdir(exist_ok=True)
        path.write_text("value = %d\n" % number * 100 + "round = %d\n" % round)


def started(folder: Path) -> Dict[str, Any]:
    for journal in (folder / ".trialbook").glob("journal/*"):
        journal.unlink()
    env = {**os.environ, "PYTHONPATH": str(PACKAGE), "TRIALBOOK_DIR": str(folder / ".trialbook")}
    done = subprocess.run([sys.executable, "train.py"], cwd=folder, env=env, check=True, capture_output=True, text=True)
    result: Dict[str, Any] = json.loads(done.stdout)
    if "snapshot" not in result["git"] or result["git"]["snapshot"] == result["git"]["commit"]:
        raise RuntimeError("no snapshot: %r" % result["git"])
    return result


def bytes_of(folder: Path) -> int:
    counted = dict(line.split(": ") for line in git(folder, "count-objects", "-v").splitlines())
    return (int(counted["size"]) + int(counted["size-pack"])) * 1024


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("folder", type=Path)
    for name, usual in (("files", 10_000), ("changed", 100), ("untracked", 50), ("sparse-bytes", 0), ("rounds", 7)):
        options.add_argument("--" + name, type=int, default=usual)
    given = options.parse_args()
    make(given.folder, given.files, given.sparse_bytes)
    before = bytes_of(given.folder)
    rounds = []
    for round in range(given.rounds):
        change(given.folder, given.files, given.changed, given.untracked, round)
        rounds.append(started(given.folder))
    grown = (bytes_of(given.folder) - before) / given.rounds
    found = {name: [one[name] for one in rounds] for name in ("read_ms", "whole_ms")}
    print(json.dumps({**found, "bytes": grown, "left_out": [one["git"].get("left_out", {}).get("count", 0) for one in rounds]}))


if __name__ == "__main__":
    main()
