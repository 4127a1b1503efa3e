"""What tells this process from every other one, now and later, on this host."""

import os
from typing import Dict, Optional, Tuple, Union


def identity() -> Dict[str, Union[str, int]]:
    """``host``, ``pid`` and, where the system tells them, ``pid_start``, ``boot`` and ``pid_ns``.

    With the last three a reader on the same host knows whether the process still lives, although
    numbers are used again, and although a container counts its processes on its own.
    """
    found: Dict[str, Union[str, int]] = {"host": host(), "pid": os.getpid()}
    for key, value in (("pid_start", pid_start(os.getpid())), ("boot", _boot()), ("pid_ns", _pid_namespace())):
        if value:
            found[key] = value
    return found


def host() -> str:
    """The host's name, or an empty string."""
    try:
        return os.uname().nodename
    except AttributeError:
        return os.environ.get("COMPUTERNAME", "")


def process_state(pid: int) -> Optional[Tuple[str, str]]:
    """The state of process ``pid`` (``Z``: a zombie) and when it began, in clock ticks since boot; None where it is gone
    or the system has no ``/proc``."""
    try:
        with open("/proc/%d/stat" % pid, "rb") as file:
            # The second field is the program's name in parentheses, which may hold spaces and parentheses.
            fields = file.read().rpartition(b")")[2].split()
        return fields[0].decode(), fields[19].decode()
    except (OSError, IndexError):
        return None


def pid_start(pid: int) -> Optional[str]:
    """When process ``pid`` began, as ``process_state`` has it."""
    state = process_state(pid)
    return state and state[1]


def _boot() -> Optional[str]:
    try:
        with open("/proc/sys/kernel/random/boot_id") as file:
            return file.read().strip()
    except OSError:
        return None


def _pid_namespace() -> Optional[str]:
    try:
        return os.readlink("/proc/self/ns/pid")
    except (OSError, AttributeError):
        return None
