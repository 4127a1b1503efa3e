"""Which files a process reads and writes, and fingerprints of what is in them.

Python itself tells of the files it opens (sys.addaudithook). What native code opens is not told; for that, files that the code
names count as read, and files that are new, changed or gone at the end as written. Only files of the project count: not those of packages
and of the system, nor the pipeline's own.
"""

import contextlib
import hashlib
import json
import os
import re
import sys
import tempfile
import threading
import time
from typing import Any, Dict, List, Optional, Set

#: In a folder with more files than this, those that native code writes are not looked for.
SNAPSHOT_FILES = 10_000

#: Size and time of a file; None where there is none.
State = Optional[List[int]]


def digest_of_file(path: str) -> Optional[str]:
    """A fingerprint of a file's contents; None where there is no such file."""
    digest = hashlib.blake2b(digest_size=16)
    try:
        with open(path, "rb") as file:
            for piece in iter(lambda: file.read(1 << 20), b""):
                digest.update(piece)
    except OSError:
        return None
    return digest.hexdigest()


def state_of(path: str) -> State:
    """What tells cheaply whether a file was changed."""
    try:
        stat = os.stat(path)
    except OSError:
        return None
    return [stat.st_size, stat.st_mtime_ns]


def listing_of(folder: str) -> Optional[Dict[str, int]]:
    """The files in a folder with their sizes, and its folders with -1; None where there is no such folder."""
    try:
        with os.scandir(folder) as entries:
            listed = [entry for entry in entries if not re.match(r"\.|__pycache__$|.*\.ipynb$", entry.name)]
            return {entry.name: entry.stat().st_size if entry.is_file() else -1 for entry in listed}
    except OSError:
        return None


class Files:
    """The contents of files. One is read again only if its size or time has changed."""

    def __init__(self, work: str, kept: str):
        """`kept`: the file that the fingerprints are kept in. Paths are relative to `work`."""
        self._work = work
        self._kept = kept
        self._known: Dict[str, Any] = {}
        with contextlib.suppress(OSError, ValueError), open(kept, encoding="utf-8") as file:
            self._known = json.load(file)

    def digest(self, path: str) -> Optional[str]:
        """As `digest_of_file`."""
        path = os.path.join(self._work, path)
        state, now = state_of(path), time.time_ns()
        if state is None:
            return None
        if self._known.get(path, [None])[0] == state:
            return self._known[path][1]
        digest = digest_of_file(path)
        # A file of this very moment may change once more without a change of its time.
        if now - state[1] > 2_000_000_000:
            self._known[path] = [state, digest]
        return digest

    def save(self) -> None:
        with contextlib.suppress(OSError):
            temporary = f"{self._kept}.tmp"
            with open(temporary, "w", encoding="utf-8") as file:
                json.dump({path: known for path, known in self._known.items() if os.path.exists(path)}, file)
            os.replace(temporary, self._kept)


class Project:
    """Which files count, and how they are called."""

    def __init__(self, work: str, own: List[str]):
        """`work`: the folder that code runs in. `own`: files and folders of the pipeline itself."""
        self.work = work
        self._own = own
        prefixes = [os.environ.get("SystemRoot"), os.environ.get("ProgramFiles"), sys.prefix, sys.base_prefix]
        # A project may lie below the folder of a Python that is installed for all.
        system = [path for path in prefixes if path and not _is_below(work, path)] + [os.path.dirname(os.__file__)]
        system += ["/bin", "/dev", "/etc", "/lib", "/lib64", "/proc", "/run", "/sys", "/var/lib", "/Library", "/System"]
        system += [f"{usr}/{name}" for usr in ("/usr", "/usr/local") for name in ("bin", "include", "lib", "lib64", "share")]
        self._system = system
        self._temporary = tempfile.gettempdir()
        self._known: Dict[str, bool] = {}

    def path(self, path: Any) -> Optional[str]:
        """The absolute path of a file that counts, else None."""
        if not isinstance(path, (str, bytes, os.PathLike)):
            return None
        path = os.path.abspath(os.fsdecode(path))
        if path not in self._known:
            self._known[path] = self._counts(path)
        return path if self._known[path] else None

    def name(self, path: str) -> str:
        """Relative to `work`, with `/`; as it is where it is on another drive."""
        try:
            return os.path.relpath(path, self.work).replace(os.sep, "/")
        except ValueError:
            return path

    def _counts(self, path: str) -> bool:
        if any(_is_below(path, own) for own in self._own):
            return False
        parts = self.name(path).split("/")
        if {"__pycache__", "site-packages", "dist-packages", "node_modules", ".git", ".trialbook", ".ipynb_checkpoints"}.intersection(parts):
            return False
        if _is_below(path, self.work):
            # An environment may lie inside of the project.
            return not (_is_below(sys.prefix, self.work) and _is_below(path, sys.prefix))
        temporary = os.path.relpath(path, self._temporary).split(os.sep)[0] if _is_below(path, self._temporary) else ""
        if re.match(r"tmp\w{6,}$|pymp-|joblib_|loky-|matplotlib-|pip-", temporary):
            return False
        hidden = any(part.startswith(".") and part != ".." for part in parts)
        return not hidden and not any(_is_below(path, system) for system in self._system)

    def snapshot(self) -> Optional[Dict[str, State]]:
        """The states of all files in `work`; None where there are very many. Hidden files are left out, and what people write rather than
        programs: source code and notes."""
        states: Dict[str, State] = {}
        folders = [self.work]
        seen = 0
        while folders:
            try:
                entries = list(os.scandir(folders.pop()))
            except OSError:
                continue
            seen += len(entries)
            if seen > SNAPSHOT_FILES:
                return None
            for entry in entries:
                if entry.name.startswith(".") or entry.name.endswith((".py", ".ipynb", ".md")) or not self.path(entry.path):
                    continue
                if not entry.is_dir():
                    states[entry.path] = state_of(entry.path)
                elif not entry.is_symlink() and not os.path.exists(os.path.join(entry.path, "pyvenv.cfg")):
                    folders.append(entry.path)
        return states


def _is_below(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)


class FileTrace:
    """Follows the files of this process from now on, until `finish`."""

    def __init__(self, project: Project, mentioned: List[str], made: List[str]):
        """`mentioned`: texts in the code that look like paths. `made`: files that earlier steps have written."""
        self._project = project
        #: Files that were read before they were written: as they were when they were first opened.
        self._read: Dict[str, State] = {}
        #: Fingerprints of those that were then written over.
        self._digests: Dict[str, Optional[str]] = {}
        self._written: Set[str] = set()
        #: Files that were there before they were written.
        self._earlier: Set[str] = set()
        self._listed: Set[str] = set()
        self._made: Set[str] = set()
        states = {text: state_of(text) for text in mentioned if project.path(text)}
        # Of what is not there, only what can hardly be anything but a file's name: the code may look whether there is one.
        likely = re.compile(r"[\w\-./\\ ]*\w\.[A-Za-z][A-Za-z0-9]{0,6}")
        self._mentioned = {os.path.abspath(text): state for text, state in states.items() if state or likely.fullmatch(text)}
        self._before = project.snapshot()
        self._watched = {path: state_of(path) for path in map(os.path.abspath, made)}
        self._pid = os.getpid()
        self._on = True
        self._own = threading.local()
        sys.addaudithook(self._follow)

    def finish(self) -> Dict[str, Any]:
        """Path → fingerprint of what was read (`reads`; None: there was nothing; "?": it was written over before it could be known)
        and written (`writes`; None: removed; `unseen`: likewise, by native code, another program or somebody else); folder → what is in it (`listings`); the
        folders that were made (`folders`)."""
        self._on = False
        project = self._project
        for module in list(sys.modules.values()):
            # Python may have read the compiled form of a module beside the notebook.
            path = project.path(getattr(module, "__file__", None))
            if path:
                self._reads(path)
        after = project.snapshot()
        unseen = {path for path, state in self._watched.items() if state_of(path) != state}
        if self._before is not None and after is not None:
            unseen |= {path for path in {**self._before, **after} if self._before.get(path) != after.get(path)}
        for path, state in self._mentioned.items():
            if path in self._written or path in self._read:
                continue
            if os.path.isdir(path):
                self._listed.add(path)
            elif state_of(path) == state:
                self._read[path] = state
            else:
                unseen.add(path)
        reads, writes = dict(self._digests), {}
        for path, state in self._read.items():
            now = state_of(path)
            if path not in reads and not os.path.isdir(path):
                reads[path] = digest_of_file(path) if now == state else "?"
            if now != state:
                self._written.add(path)
                self._earlier.update([path] if state else [])
        for path in self._written:
            if os.path.isfile(path) or path in self._earlier:
                writes[path] = digest_of_file(path)
        return {
            "reads": self._named(reads),
            "writes": self._named(writes),
            "unseen": self._named({path: digest_of_file(path) for path in unseen - self._written}),
            "listings": self._named({folder: self._others_in(folder) for folder in self._listed}),
            "folders": sorted(project.name(path) for path in self._made if os.path.isdir(path)),
        }

    def _named(self, found: Dict[str, Any]) -> Dict[str, Any]:
        return {self._project.name(path): found[path] for path in sorted(found)}

    def _others_in(self, folder: str) -> Optional[Dict[str, int]]:
        own = {os.path.basename(path) for path in (*self._written, *self._made) if os.path.dirname(path) == folder}
        listing = listing_of(folder)
        return listing and {name: size for name, size in listing.items() if name not in own}

    # What Python tells.

    def _follow(self, event: str, args: Any) -> None:
        handler = _HANDLERS.get(event)
        if handler is None or not self._on or os.getpid() != self._pid or getattr(self._own, "busy", False):
            return
        self._own.busy = True
        try:
            handler(self, *args)
        except Exception:
            # What goes wrong here must not be an error of the line that opens a file.
            pass
        finally:
            self._own.busy = False

    def _opens(self, path: Any, mode: Any, flags: int) -> None:
        counted = self._project.path(path)
        if counted is None:
            return
        writing = bool(flags & (os.O_WRONLY | os.O_RDWR))
        if not writing or (flags & (os.O_RDWR | os.O_APPEND) and not flags & os.O_TRUNC):
            self._reads(counted)
        if writing:
            self._writes(counted)

    def _reads(self, path: str) -> None:
        if path not in self._written and path not in self._read:
            self._read[path] = state_of(path)

    def _writes(self, path: str) -> None:
        if path in self._read and path not in self._digests and path not in self._written:
            # The last moment to know what was read.
            self._digests[path] = digest_of_file(path)
        if path not in self._written and os.path.exists(path):
            self._earlier.add(path)
        self._written.add(path)

    def _renames(self, source: Any, target: Any, *_: Any) -> None:
        moved = self._project.path(source)
        if moved is not None:
            self._reads(moved)
        for path in (moved, self._project.path(target)):
            if path is not None:
                self._writes(path)

    def _removes(self, path: Any, folder: int = -1) -> None:
        counted = self._project.path(path) if folder == -1 else None
        if counted is not None:
            self._writes(counted)

    def _makes(self, path: Any, *_: Any) -> None:
        counted = self._project.path(path)
        if counted is not None and not os.path.exists(counted):
            self._made.add(counted)

    def _connects(self, path: Any, *_: Any) -> None:
        counted = self._project.path(path)
        if counted is not None:
            self._reads(counted)
            self._digests.setdefault(counted, digest_of_file(counted))

    def _lists(self, path: Any = None) -> None:
        # Python looks for modules by itself, too.
        asked_by = sys._getframe(2).f_code.co_filename
        if not re.search("importlib|pkg_resources|pkgutil", asked_by):
            counted = self._project.path("." if path is None else path)
            if counted is not None:
                self._listed.add(counted)


_HANDLERS = {
    "open": FileTrace._opens,
    "os.rename": FileTrace._renames,
    "os.remove": FileTrace._removes,
    "os.mkdir": FileTrace._makes,
    "os.listdir": FileTrace._lists,
    "os.scandir": FileTrace._lists,
    "sqlite3.connect": FileTrace._connects,
}
