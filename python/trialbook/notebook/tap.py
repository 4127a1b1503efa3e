"""What a kernel publishes, seen as it is sent: the one place that all outputs pass in every version of ipykernel."""

import sys
from typing import Any, Callable, Dict

#: Called with the type of a message, its content, and the id of the request that it answers.
Listener = Callable[[str, Dict[str, Any], str], None]

_TOLD = frozenset(("execute_input", "stream", "display_data", "execute_result", "update_display_data", "clear_output", "error"))


class KernelTap:
    """Wraps ``send`` of a kernel's jupyter session. Streams are sent from a thread of the kernel's, the rest from the
    thread that displays; each message is sent before it is told."""

    def __init__(self, session: Any, listener: Listener):
        self._session = session
        self._listener = listener
        self._open = False

    def open(self) -> None:
        if not self._open:
            self._open = True
            self._send = self._session.send
            self._session.send = self._tapped

    def close(self) -> None:
        self._open = False
        # Whoever has wrapped it after us keeps what they wrapped, which only passes on from now on.
        if vars(self._session).get("send") == self._tapped:
            del self._session.send

    def flush(self) -> None:
        """Wait until what was printed is sent: the kernel does so some time later."""
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()

    def _tapped(self, stream: Any, msg_or_type: Any, content: Any = None, parent: Any = None, *args: Any, **more: Any) -> Any:
        sent = self._send(stream, msg_or_type, content, parent, *args, **more)
        if self._open:
            try:
                self._tell(msg_or_type, content, parent)
            except Exception:
                # The listener guards itself; this is for a message of a form that nobody has seen.
                pass
        return sent

    def _tell(self, msg_or_type: Any, content: Any, parent: Any) -> None:
        if isinstance(msg_or_type, dict):
            kind, content, parent = msg_or_type["header"]["msg_type"], msg_or_type["content"], msg_or_type["parent_header"]
        else:
            kind = msg_or_type
        if kind in _TOLD:
            parent = parent or {}
            self._listener(kind, content or {}, parent.get("header", parent).get("msg_id", ""))
