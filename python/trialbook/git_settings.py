"""What a repository's configuration says that matters for recording it."""

import re
from typing import Dict, List, Optional, Set

#: Bytes of an untracked file that a snapshot takes; of a tracked one that was changed, ten times as many.
MAX_FILE_SIZE = 10 * 1024 * 1024
TRACKED_FACTOR = 10
#: Bytes of all the files that a snapshot takes together.
MAX_TOTAL_SIZE = 200 * 1024 * 1024

_UNITS = {"": 1, "k": 1024, "m": 1024**2, "g": 1024**3}


class GitSettings:
    """Read from what ``git config --list -z`` prints; the last value of a name counts, as with git."""

    def __init__(self, text: bytes):
        self._values: Dict[str, str] = {}
        #: The address of each remote, the first where it has several.
        self.remotes: Dict[str, str] = {}
        #: Names of the programs that would convert files.
        self.filters: Set[str] = set()
        #: What could not be understood.
        self.problems: List[str] = []
        for entry in text.decode("utf-8", "surrogateescape").split("\0"):
            key, newline, value = entry.partition("\n")
            if key.startswith("remote.") and key.endswith(".url"):
                self.remotes.setdefault(key[len("remote.") : -len(".url")], value)
            elif key.startswith("filter."):
                self.filters.add(key[len("filter.") :].rpartition(".")[0])
            elif key:
                # Without a value, a name means yes.
                self._values[key] = value if newline else "true"
        self.takes_snapshots = self._flag("trialbook.snapshot")
        self.executable_bits = self._flag("core.filemode")
        self.max_file_size = self._size("trialbook.maxfilesize", "trialbook.maxFileSize", MAX_FILE_SIZE)
        self.max_total_size = self._size("trialbook.maxtotalsize", "trialbook.maxTotalSize", MAX_TOTAL_SIZE)

    def without_filters(self) -> Dict[str, str]:
        """Settings with which git runs none of the filters."""
        off = {"clean": "", "smudge": "", "process": "", "required": "false"}
        return {"filter.%s.%s" % (name, part): value for name in sorted(self.filters) for part, value in off.items()}

    def remote_of(self, upstream: Optional[str]) -> Optional[str]:
        """The address of the upstream's remote, else of ``origin``, else of the only one."""
        if upstream:
            # A remote's name may hold a slash, so the longest one that fits is meant.
            for name in sorted(self.remotes, key=len, reverse=True):
                if upstream.startswith(name + "/"):
                    return self.remotes[name]
        if "origin" in self.remotes:
            return self.remotes["origin"]
        return next(iter(self.remotes.values())) if len(self.remotes) == 1 else None

    def _flag(self, name: str) -> bool:
        return self._values.get(name, "true").lower() not in ("false", "no", "off", "0", "")

    def _size(self, name: str, shown: str, usual: int) -> int:
        text = self._values.get(name)
        if text is None:
            return usual
        match = re.fullmatch(r"([0-9]{1,15})([kmg]?)", text.strip().lower())
        if match is None:
            self.problems.append("%s is not a size such as 10m: %s" % (shown, text))
            return usual
        return int(match[1]) * _UNITS[match[2]]
