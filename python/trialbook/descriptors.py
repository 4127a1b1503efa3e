"""File descriptors of ours in a program that may close all that it did not open."""

import os

#: Far above the numbers that a program's own files get, and below what ``select`` can take.
_FROM = 768


def set_apart(fd: int) -> int:
    """Give an open file a high number, and return that: the number of one that the program closed is soon that of
    a file of its own, into which nothing of ours may be written."""
    try:
        import fcntl

        high = fcntl.fcntl(fd, fcntl.F_DUPFD_CLOEXEC, _FROM)
    except (ImportError, OSError):
        # Windows, or a low limit.
        return fd
    os.close(fd)
    return high
