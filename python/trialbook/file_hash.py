"""What tells one content of a file from another."""

import hashlib
from typing import BinaryIO, Callable, Optional, Tuple

#: Larger files are told apart by their size and three samples.
SAMPLED_ABOVE = 64 * 1024 * 1024
MEGABYTE = 1024 * 1024


def hash_file(path: str, size: int, sampled: bool, stop: Callable[[], bool]) -> Optional[Tuple[str, str]]:
    """Hex digest and its kind, ``sha256`` or ``sha256-sampled``: the SHA-256 of the size in decimal and a newline, then the
    first MiB, the MiB that begins at ``(size - MiB) // 2``, and the last MiB. A file of up to 3 MiB is never sampled.

    None if ``stop()`` became true or the file was no longer ``size`` long. Raises OSError.
    """
    digest = hashlib.sha256()
    with open(path, "rb", buffering=0) as file:
        if sampled and size > 3 * MEGABYTE:
            digest.update(b"%d\n" % size)
            for start in (0, (size - MEGABYTE) // 2, size - MEGABYTE):
                file.seek(start)
                digest.update(_exactly(file, MEGABYTE))
            return digest.hexdigest(), "sha256-sampled"
        read = 0
        while not stop():
            piece = file.read(MEGABYTE)
            if not piece:
                return (digest.hexdigest(), "sha256") if read == size else None
            read += len(piece)
            digest.update(piece)
    return None


def _exactly(file: BinaryIO, count: int) -> bytes:
    pieces = []
    while count:
        piece = file.read(count)
        if not piece:
            raise OSError("the file became shorter")
        pieces.append(piece)
        count -= len(piece)
    return b"".join(pieces)
