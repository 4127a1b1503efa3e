"""Asking git in such a way that it changes nothing of its own accord, runs no other program and waits for nobody."""

import os
import shutil
import subprocess
from typing import Dict, List, Optional, Sequence

#: After this, git is given up for what it has not yet said; and for what it has not yet written.
TIMEOUT_SECONDS = 10.0
WRITE_SECONDS = 120.0

# A repository's own configuration may name programs to run (fsmonitor, pagers, signature checks, hooks) and a partial clone
# fetches what it lacks; none of that may happen because somebody trains a model. An index of our own is whole and one file.
_SAFE_SETTINGS = {
    "core.fsmonitor": "false",
    "core.hooksPath": os.devnull,
    "core.logAllRefUpdates": "false",
    "core.splitIndex": "false",
    "index.sparse": "false",
    "log.showSignature": "false",
}
_SAFE_ENVIRONMENT = {
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}
# Set inside hooks and aliases; they would point git at another repository than the folder's.
_REDIRECTIONS = (
    *("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_OBJECT_DIRECTORY", "GIT_COMMON_DIR", "GIT_NAMESPACE"),
    *("GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_QUARANTINE_PATH", "GIT_SHALLOW_FILE", "GIT_GRAFT_FILE", "GIT_CONFIG"),
)


class GitError(Exception):
    """Why git did not do what it was asked, in a few words; ``told`` is all that it printed about it."""

    def __init__(self, reason: str, told: bytes = b"", out: bytes = b"", killed: bool = False):
        super().__init__(reason)
        self.told = told
        #: What it had answered until then.
        self.out = out
        #: A signal ended it.
        self.killed = killed


class Git:
    """The git program, at work in a folder."""

    def __init__(self, folder: str, program: Optional[str] = None):
        """Raises GitError where there is no git."""
        self.folder = folder
        found = program or shutil.which("git")
        if found is None:
            raise GitError("git is not on the PATH")
        self._program = found
        self._settings = dict(_SAFE_SETTINGS)
        self._environment: Dict[str, str] = {}

    def at(self, folder: str) -> "Git":
        """The same in another folder."""
        return self._with(folder, {}, {})

    def with_settings(self, settings: Dict[str, str]) -> "Git":
        """The same with configuration that goes before the repository's."""
        return self._with(self.folder, settings, {})

    def with_index(self, path: str) -> "Git":
        """The same with an index of its own."""
        return self._with(self.folder, {}, {"GIT_INDEX_FILE": path})

    def ask(self, *arguments: str, given: bytes = b"", seconds: float = TIMEOUT_SECONDS) -> bytes:
        """What git answers to a command that reads ``given``. Raises GitError."""
        return self._start(arguments).answered(given, seconds).answer()

    def ask_all(self, *questions: Sequence[str]) -> "List[Question]":
        """Several commands, answered at the same time."""
        asked = [self._start(arguments) for arguments in questions]
        return [question.answered() for question in asked]

    def _start(self, arguments: Sequence[str]) -> "Question":
        options = [part for name, value in self._settings.items() for part in ("-c", "%s=%s" % (name, value))]
        environment = {key: value for key, value in os.environ.items() if key not in _REDIRECTIONS}
        environment.update(_SAFE_ENVIRONMENT)
        environment.update(self._environment)
        return Question([self._program, "--no-pager", *options, "-C", self.folder, *arguments], environment)

    def _with(self, folder: str, settings: Dict[str, str], environment: Dict[str, str]) -> "Git":
        other = Git(folder, self._program)
        other._settings = {**self._settings, **settings}
        other._environment = {**self._environment, **environment}
        return other


class Question:
    """Something git was asked."""

    def __init__(self, command: Sequence[str], environment: Dict[str, str]):
        #: What it said besides its answer.
        self.told = b""
        self._out = b""
        self._failure: Optional[GitError] = None
        self._process: "Optional[subprocess.Popen[bytes]]" = None
        try:
            # With close_fds off and -C in place of cwd, Python can use posix_spawn, which does not copy the page tables
            # of a process that may hold hundreds of gigabytes.
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                close_fds=False,
                env=environment,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError as error:
            self._failure = GitError("git could not be started: %s" % (error.strerror or error))

    def answered(self, given: bytes = b"", seconds: float = TIMEOUT_SECONDS) -> "Question":
        """Wait for git, which reads ``given``."""
        process = self._process
        if process is None:
            return self
        try:
            self._out, self.told = process.communicate(given, timeout=seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            self._failure = GitError("git did not answer within %d s" % seconds)
        else:
            if process.returncode != 0:
                self._failure = GitError(_reason(self.told, process.returncode), self.told, self._out, process.returncode < 0)
        return self

    def answer(self) -> bytes:
        """What it said. Raises GitError where it failed."""
        if self._failure is not None:
            raise self._failure
        return self._out


def _reason(told: bytes, status: int) -> str:
    lines: List[str] = told.decode("utf-8", "replace").strip().splitlines()
    for line in lines:
        kind, _, text = line.partition(": ")
        if kind in ("fatal", "error"):
            return "git: " + text
    return "git: " + (lines[0] if lines else "exit status %d" % status)
