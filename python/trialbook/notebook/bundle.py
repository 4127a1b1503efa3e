"""One displayed output: its text, and the forms of it that are kept as files."""

import base64
import binascii
import hashlib
import json
import os
import re
from typing import Any, Dict, List, NamedTuple, Optional, Tuple

from ..files import unnoticed
from .stream_text import shortened

#: Bytes of one file.
FILE_LIMIT = 16 * 1024 * 1024

_ENDINGS = {
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/gif": "gif",
    "image/webp": "webp",
    "image/svg+xml": "svg",
    "application/pdf": "pdf",
    "text/html": "html",
    "application/json": "json",
    "application/vnd.dataresource+json": "json",
    "application/geo+json": "json",
}
_JSON = re.compile(r"application/vnd\.(plotly|vega|vegalite)\.v\d+(\.\d+)*\+json\Z")
_BINARY = ("image/png", "image/jpeg", "image/gif", "image/webp", "application/pdf")


class Kept(NamedTuple):
    """What there is to record of an output, its files being in place."""

    text: Optional[str]
    cut: int
    fields: Dict[str, Any]


def keep(data: Dict[str, Any], artifact_dir: str) -> Kept:
    """Write the files of a mime bundle, unless they are there. Raises OSError where the disk refuses."""
    artifacts: List[Dict[str, Any]] = []
    left_out: List[Dict[str, Any]] = []
    for mime, value in data.items():
        ending = _ENDINGS.get(mime) or ("json" if _JSON.match(mime) else None)
        if ending is None:
            continue
        content = _bytes_of(mime, value)
        if content is None:
            continue
        if len(content) > FILE_LIMIT:
            left_out.append({"mime": mime, "size": len(content)})
        else:
            artifacts.append({"mime": mime, "path": _write(content, ending, artifact_dir), "size": len(content)})
    text, cut = _text_of(data)
    return Kept(text, cut, {"mimes": sorted(map(str, data)), "artifacts": artifacts or None, "left_out": left_out or None})


def without_files(data: Dict[str, Any]) -> Kept:
    """The same, where the files can't be written."""
    text, cut = _text_of(data)
    return Kept(text, cut, {"mimes": sorted(map(str, data))})


def _text_of(data: Dict[str, Any]) -> Tuple[Optional[str], int]:
    # What is written as Markdown has a plain form that only says so.
    for mime in ("text/markdown", "text/plain", "text/latex"):
        text = data.get(mime)
        if isinstance(text, list):
            text = "".join(map(str, text))
        if isinstance(text, str):
            return shortened(text)
    return None, 0


def _bytes_of(mime: str, value: Any) -> Optional[bytes]:
    if isinstance(value, list) and not mime.endswith("json"):
        value = "".join(map(str, value))
    if mime.endswith("json"):
        text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        return text.encode("utf-8", "backslashreplace")
    if isinstance(value, bytes):
        return value
    if not isinstance(value, str):
        return None
    if mime not in _BINARY:
        return value.encode("utf-8", "backslashreplace")
    try:
        return base64.b64decode(value)
    except (binascii.Error, ValueError):
        return None


def _write(content: bytes, ending: str, artifact_dir: str) -> str:
    path = "cells/%s.%s" % (hashlib.sha256(content).hexdigest()[:32], ending)
    target = os.path.join(artifact_dir, *path.split("/"))
    if not os.path.exists(target):
        os.makedirs(os.path.dirname(target), exist_ok=True)
        temporary = os.path.join(os.path.dirname(target), ".%s" % os.urandom(8).hex())
        with unnoticed():
            try:
                with open(temporary, "wb") as file:
                    file.write(content)
                os.replace(temporary, target)
            except BaseException:
                try:
                    os.unlink(temporary)
                except OSError:
                    pass
                raise
    return path
