"""What a kernel publishes, seen as it is sent: the one place that all outputs pass in every version of ipykernel."""

import json
import os
import sys
from typing import Any, Callable, Dict, List

#: Called with the type of a message, its content, and the id of the request that it answers.
Listener = Callable[[str, Dict[str, Any], str], None]

_TOLD = frozenset(("execute_input", "stream", "display_data", "execute_result", "update_display_data", "clear_output", "error"))
_DELIMITER = b"<IDS|MSG>"
#: In the metadata of what a forked child sends: the kernel passes that on without looking at it.
_FROM_CHILD = "trialbook_child"


class KernelTap:
    """Wraps ``send`` of a kernel's jupyter session. Streams are sent from a thread of the kernel's, the rest from the
    thread that displays; each message is sent before it is told."""

    def __init__(self, kernel: Any, listener: Listener):
        self._session = kernel.session
        self._relay: Any = getattr(kernel, "iopub_thread", None)
        self._listener = listener
        self._pid = os.getpid()
        self._open = False

    def open(self) -> None:
        if self._open:
            return
        self._open = True
        self._send = self._session.send
        self._session.send = self._tapped
        if hasattr(self._relay, "_really_send"):
            self._send_on = self._relay._really_send
            self._relay._really_send = self._relayed

    def close(self) -> None:
        self._open = False
        # Whoever has wrapped it after us keeps what they wrapped, which only passes on from now on.
        for owner, name, ours in ((self._session, "send", self._tapped), (self._relay, "_really_send", self._relayed)):
            if owner is not None and vars(owner).get(name) == ours:
                delattr(owner, name)

    def flush(self) -> None:
        """Wait until what was printed is sent: the kernel does so some time later."""
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()

    def _tapped(self, stream: Any, msg_or_type: Any, content: Any = None, parent: Any = None, *args: Any, **more: Any) -> Any:
        if self._open and not args and os.getpid() != self._pid:
            if not isinstance(msg_or_type, dict):
                more["metadata"] = {**(more.get("metadata") or {}), _FROM_CHILD: os.getpid()}
            elif isinstance(msg_or_type.get("metadata"), dict):
                msg_or_type["metadata"][_FROM_CHILD] = os.getpid()
            return self._send(stream, msg_or_type, content, parent, *args, **more)
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

    def _relayed(self, message: List[Any], *args: Any, **more: Any) -> Any:
        sent = self._send_on(message, *args, **more)
        if self._open and os.getpid() == self._pid:
            try:
                self._tell_of_child(message)
            except Exception:
                pass
        return sent

    def _tell_of_child(self, message: List[Any]) -> None:
        at = message.index(_DELIMITER)
        if _FROM_CHILD.encode() in message[at + 4]:
            header, parent, _, content = (json.loads(part) for part in message[at + 2 : at + 6])
            self._tell({"header": header, "parent_header": parent, "content": content}, None, None)
