"""The state of the git repository that a folder belongs to, read without writing anything to it."""

import os
import re
import shutil
import subprocess
from typing import Any, Dict, List, Optional, Tuple

#: After this, git is given up for what it has not yet said.
TIMEOUT_SECONDS = 10.0

# A repository's own configuration may name programs to run (fsmonitor, pagers, signature checks) and a partial clone
# fetches what it lacks; none of that may happen because somebody trains a model.
_SAFE_OPTIONS = ["--no-pager", "-c", "core.fsmonitor=false", "-c", "log.showSignature=false"]
_SAFE_ENVIRONMENT = {
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}
# Set inside hooks and aliases; they would point git at another repository than the folder's.
_REDIRECTIONS = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_OBJECT_DIRECTORY", "GIT_COMMON_DIR", "GIT_NAMESPACE")


def read_git(folder: str) -> Dict[str, Any]:
    """The fields of a ``git`` record for ``folder``: what is known of ``root``, ``commit``, ``branch``, ``remote``,
    ``dirty`` and ``subject``, and a ``problem`` that says why something is missing. Never raises for what git does."""
    if not _inside_work_tree(folder):
        return {"problem": "not in a git repository"}
    program = shutil.which("git")
    if program is None:
        return {"problem": "git is not on the PATH"}
    questions = {
        "root": ["rev-parse", "--show-toplevel"],
        "status": ["status", "--porcelain=v2", "--branch", "-z", "--untracked-files=normal"],
        "subject": ["log", "-1", "--format=%s", "--no-show-signature"],
        "remotes": ["config", "-z", "--get-regexp", r"^remote\..*\.url$"],
    }
    # All at once: each is a few milliseconds of waiting for a process to start.
    asked = {name: _ask(program, folder, question) for name, question in questions.items()}
    answers = {name: _answer(process) for name, process in asked.items()}

    root, problem = answers["root"]
    if root is None:
        return {"problem": problem}
    fields: Dict[str, Any] = {"root": root.rstrip("\n")}
    status, problem = answers["status"]
    if status is None:
        fields["problem"] = problem
    else:
        fields.update(_read_status(status))
        if "commit" not in fields:
            fields["problem"] = "no commit yet"
    subject, _ = answers["subject"]
    if subject is not None and "commit" in fields:
        fields["subject"] = subject.rstrip("\n")
    upstream = fields.pop("upstream", None)
    remotes, _ = answers["remotes"]
    if remotes:
        url = _choose_remote(remotes, upstream)
        if url:
            fields["remote"] = without_credentials(url)
    return fields


def without_credentials(url: str) -> str:
    """``url`` without a password, a token or a query; the user of an ssh address stays, as it is part of the address."""
    match = re.match(r"([A-Za-z][A-Za-z0-9+.-]*://)([^/?#]*)([^?#]*)", url)
    if match:
        scheme, authority, path = match.groups()
        userinfo, at, host = authority.rpartition("@")
        user = userinfo.split(":", 1)[0] if scheme.lower() in ("ssh://", "git+ssh://", "ssh+git://") else ""
        return scheme + (user + "@" if at and user else "") + host + path
    # host:path, as scp writes it; a colon before the @ can only be a password's.
    match = re.match(r"([^/@:]+):[^/@]*@(.*)", url)
    return "%s@%s" % match.groups() if match else url


def _inside_work_tree(folder: str) -> bool:
    """Whether ``folder`` or one above has a ``.git``: saves starting git where there is surely no repository."""
    folder = os.path.abspath(folder)
    while not os.path.lexists(os.path.join(folder, ".git")):
        above = os.path.dirname(folder)
        if above == folder:
            return False
        folder = above
    return True


def _ask(program: str, folder: str, question: List[str]) -> "Optional[subprocess.Popen[bytes]]":
    environment = {key: value for key, value in os.environ.items() if key not in _REDIRECTIONS}
    environment.update(_SAFE_ENVIRONMENT)
    try:
        # With close_fds off and -C in place of cwd, Python can use posix_spawn, which does not copy the page tables
        # of a process that may hold hundreds of gigabytes.
        return subprocess.Popen(
            [program, *_SAFE_OPTIONS, "-C", folder, *question],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            close_fds=False,
            env=environment,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError:
        return None


def _answer(process: "Optional[subprocess.Popen[bytes]]") -> Tuple[Optional[str], str]:
    """What git printed, or None with the reason."""
    if process is None:
        return None, "git could not be started"
    try:
        out, err = process.communicate(timeout=TIMEOUT_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        return None, "git did not answer within %d s" % TIMEOUT_SECONDS
    if process.returncode == 0:
        return out.decode("utf-8", "replace"), ""
    lines = err.decode("utf-8", "replace").strip().splitlines()
    return None, "git: " + (lines[0].replace("fatal: ", "", 1) if lines else "exit status %d" % process.returncode)


def _read_status(text: str) -> Dict[str, Any]:
    fields: Dict[str, Any] = {"dirty": False}
    for entry in text.split("\0"):
        if not entry.startswith("# "):
            fields["dirty"] = fields["dirty"] or bool(entry)
            continue
        name, _, value = entry[2:].partition(" ")
        if name == "branch.oid" and value != "(initial)":
            fields["commit"] = value
        elif name == "branch.head" and value != "(detached)":
            fields["branch"] = value
        elif name == "branch.upstream":
            fields["upstream"] = value
    return fields


def _choose_remote(text: str, upstream: Optional[str]) -> Optional[str]:
    """The url of the upstream's remote, else of ``origin``, else of the only one."""
    urls: Dict[str, str] = {}
    for entry in text.split("\0"):
        key, _, url = entry.partition("\n")
        if url:
            urls.setdefault(key[len("remote.") : -len(".url")], url)
    if upstream:
        # A remote's name may hold a slash, so the longest one that fits is meant.
        for name in sorted(urls, key=len, reverse=True):
            if upstream.startswith(name + "/"):
                return urls[name]
    if "origin" in urls:
        return urls["origin"]
    return next(iter(urls.values())) if len(urls) == 1 else None
