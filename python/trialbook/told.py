"""What a process has told of a run, kept to be told again where somebody removes the journal under it."""

from typing import Any, Dict, Iterator, Optional

from . import encode

#: Points, output and artifacts are not among them: of those there may be any number.
_WHOLE = frozenset(("run", "command", "environment", "git", "session", "input", "file"))
#: Records of those types. Params and tags are kept by their names.
LIMIT = 5000


class Told:
    """The records without which a run is not whole, as the bodies of their lines."""

    def __init__(self) -> None:
        # For its order; what was told twice is told again once.
        self._bodies: Dict[str, None] = {}
        self._params: Dict[Optional[str], Dict[str, Any]] = {}
        self._tags: Dict[str, Any] = {}

    def add(self, type: str, fields: Dict[str, Any], body: str) -> None:
        """A record was appended."""
        if type in _WHOLE:
            if len(self._bodies) < LIMIT:
                self._bodies[body] = None
        elif type == "params":
            values = self._params.setdefault(fields.get("source"), {})
            for key, value in fields["values"].items():
                values.setdefault(key, value)
        elif type == "tags":
            self._tags.update(fields["values"])

    def again(self) -> Iterator[str]:
        """All of it. Copied first: a signal handler may add to it meanwhile."""
        yield from list(self._bodies)
        for source, values in list(self._params.items()):
            yield encode.record_body("params", {"values": values, "source": source})
        if self._tags:
            yield encode.record_body("tags", {"values": self._tags})
