"""The files of a journal folder, and the records in them."""

import gzip
import json
import os
import re
import stat
import zlib
from typing import Any, Dict, Iterator, List, NamedTuple, Optional, Tuple

VERSION = 1
LONGEST_LINE = 16 * 1024 * 1024
_CHUNK = 1024 * 1024
_HEADER_BYTES = 64 * 1024
_ID = re.compile("[0-9a-f]{32}")
_OUTSIDE = re.compile(r"[/\\]|[a-z]:", re.IGNORECASE)

Record = Dict[str, Any]


class Part(NamedTuple):
    """One file of a journal, by the header in it."""

    path: str
    header: Record
    #: Bytes, unpacked.
    size: int
    mtime: float

    @property
    def key(self) -> Tuple[str, int]:
        """The journal's id and the part's number, which is what counts, not the file's name."""
        return self.header["journal"], self.header["part"]


def parts_of(journal_dir: str) -> Tuple[List[Part], List[str]]:
    """The parts in a folder, oldest first, and the names of files that do not begin with a valid header. Of two copies
    of a part the longer one is taken; a file whose header is not whole yet is left out."""
    found: Dict[Tuple[str, int], Part] = {}
    unread = []
    try:
        names = sorted(os.listdir(journal_dir))
    except OSError:
        return [], []
    for name in names:
        if not name.endswith((".jsonl", ".jsonl.gz")):
            continue
        try:
            part = _part(os.path.join(journal_dir, name))
        except (OSError, EOFError, zlib.error):
            # Removed meanwhile, not ours to read, or cut short.
            part = None
            if os.path.exists(os.path.join(journal_dir, name)):
                unread.append(name)
        except ValueError:
            part = None
            unread.append(name)
        if part is not None and (part.key not in found or found[part.key].size < part.size):
            found[part.key] = part
    return sorted(found.values(), key=lambda part: (part.header["part"], part.header["time"], part.key)), unread


class Lines:
    """The records of a part from a byte on. Iterate first; then ``offset`` and ``skipped`` say what was read."""

    def __init__(self, part: Part, offset: int = 0):
        self._part = part
        #: Behind the last whole line.
        self.offset = offset
        #: Lines that are no record, or one of a higher version.
        self.skipped = 0

    def __iter__(self) -> Iterator[Record]:
        with _open(self._part.path) as file:
            file.seek(self.offset)
            rest = b""
            too_long = False
            while True:
                chunk = file.read(_CHUNK)
                if not chunk:
                    return
                *lines, rest = (rest + chunk).split(b"\n")
                for line in lines:
                    self.offset += len(line) + 1
                    if too_long or len(line) > LONGEST_LINE:
                        self.skipped += 1
                        too_long = False
                    elif line:
                        record = parse_record(line)
                        if record is None:
                            self.skipped += 1
                        else:
                            yield record
                if len(rest) > LONGEST_LINE:
                    # What is known to be too long is not held in memory.
                    self.offset += len(rest)
                    rest = b""
                    too_long = True


def parse_record(line: bytes) -> Optional[Record]:
    """The record in a line; None for a line that is none, or is of a higher version. Types that are not known pass."""
    try:
        record = _loads(line.decode("utf-8"))
    except (ValueError, RecursionError):
        return None
    if not isinstance(record, dict):
        return None
    version, number, time, kind = record.get("v"), record.get("n"), record.get("time"), record.get("type")
    if type(version) is not int or type(number) is not int or not isinstance(time, (int, float)) or type(kind) is not str:
        return None
    if version > VERSION or not -1e300 < time < 1e300 or not _is_whole(kind, record):
        return None
    record["time"] = int(time // 1)
    return record


def _is_whole(kind: str, record: Record) -> bool:
    """Whether a record of a known type has what it cannot be without."""
    if kind in ("metrics", "params", "tags"):
        return isinstance(record.get("values"), dict)
    if kind == "output":
        return record.get("stream") in ("stdout", "stderr") and isinstance(record.get("text"), str)
    if kind == "end":
        return record.get("status") in ("FINISHED", "FAILED", "KILLED")
    if kind == "artifact":
        return is_artifact_path(record.get("path"))
    if kind == "journal":
        return all(_ID.fullmatch(str(record.get(key))) for key in ("journal", "run")) and _is_count(record.get("part"))
    return True


def is_artifact_path(path: Any) -> bool:
    """Whether it leads to a file in the run's own folder, whoever wrote the journal."""
    if not isinstance(path, str) or not path or "\0" in path or _OUTSIDE.match(path):
        return False
    return ".." not in re.split(r"[/\\]", path)


def _is_count(value: Any) -> bool:
    return type(value) is int and value >= 0


def _part(path: str) -> Optional[Part]:
    """Raises ValueError for a file that begins with something else than a header."""
    found = os.stat(path)
    if not stat.S_ISREG(found.st_mode):
        # To open a pipe would wait for somebody to write to it.
        return None
    with _open(path) as file:
        first = file.read(_HEADER_BYTES)
    size = _unpacked_size(path) if path.endswith(".gz") else found.st_size
    line, newline, _ = first.lstrip(b"\n").partition(b"\n")
    if not newline:
        if len(first) < _HEADER_BYTES:
            return None
        raise ValueError("no line")
    header = parse_record(line)
    if header is None or header["type"] != "journal":
        raise ValueError("no header")
    return Part(path, header, size, found.st_mtime)


def _unpacked_size(path: str) -> int:
    """gzip keeps it in the last four bytes; a part is far below the 4 GB they can hold."""
    with open(path, "rb") as file:
        file.seek(-4, os.SEEK_END)
        return int.from_bytes(file.read(4), "little")


def _open(path: str) -> Any:
    return gzip.open(path, "rb") if path.endswith(".gz") else open(path, "rb")


def _refuse(text: str) -> float:
    raise ValueError("%s is not JSON" % text)


_decode = json.JSONDecoder(parse_constant=_refuse).decode
_decode_large = json.JSONDecoder(parse_constant=_refuse, parse_int=lambda digits: int(digits) if len(digits) < 300 else float(digits)).decode


def _loads(text: str) -> Any:
    try:
        value = _decode(text)
    except ValueError:
        # Newer Pythons refuse integers of thousands of digits, which are infinite here.
        value = _decode_large(text)
    return _spelled(value) if _ESCAPED_HALF.search(text) else value


#: One half of a surrogate pair, as JSON writes it. Most of these are in their pairs.
_ESCAPED_HALF = re.compile(r"\\u[dD][89a-fA-F]")


def _spelled(value: Any) -> Any:
    """The same with each half of a surrogate pair that stands alone as its escape: it is no character, and cannot be printed."""
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode("utf-8")
    if isinstance(value, list):
        return [_spelled(each) for each in value]
    if isinstance(value, dict):
        return {_spelled(key): _spelled(each) for key, each in value.items()}
    return value
