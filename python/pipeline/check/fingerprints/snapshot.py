"""The descriptions of some variables of a namespace at one moment."""

import json
import os
import time
from typing import Any, Dict, Mapping, Sequence

from .blobs import Blobs
from .fingerprint import SECONDS, Fingerprinter

ALL_SECONDS = 60.0


def snapshot(namespace: Mapping[str, Any], names: Sequence[str], blobs: Blobs, folders: Sequence[str]) -> Dict[str, Any]:
    """Each name's description; `unbound` where there is no such variable."""
    until = time.monotonic() + ALL_SECONDS
    found: Dict[str, Any] = {}
    for name in names:
        if name not in namespace:
            found[name] = {"k": "unbound"}
            continue
        left = min(SECONDS, until - time.monotonic())
        found[name] = Fingerprinter(blobs, folders, left).describe(namespace[name])
    return found


def keep(path: str, content: Dict[str, Any]) -> None:
    """Add to the JSON object in a file; the file is never seen half written."""
    held: Dict[str, Any] = {}
    if os.path.exists(path):
        with open(path, encoding="utf-8") as file:
            held = json.load(file)
    held.update(content)
    with open(path + ".part", "w", encoding="utf-8", errors="surrogatepass") as file:
        json.dump(held, file)
    os.replace(path + ".part", path)
