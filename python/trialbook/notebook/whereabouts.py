"""Which notebook a kernel belongs to, and which session of an editor: nobody tells the kernel outright."""

import hashlib
import json
import os
import sys
from typing import Any, Dict, List, NamedTuple, Optional, Tuple
from urllib.parse import unquote

from .. import liveness, process
from ..inherited import run_id_of


class Cell(NamedTuple):
    """Which cell an execution is of, as far as the one who asked for it has told."""

    id: Optional[str] = None
    handle: Optional[str] = None
    place: Optional[int] = None
    tags: Optional[List[str]] = None
    notebook: Optional[str] = None


def cell_of(metadata: Any) -> Cell:
    """From the metadata of an ``execute_request``."""
    if not isinstance(metadata, dict):
        return Cell()
    more = metadata.get("trialbook")
    more = more if isinstance(more, dict) else {}
    cell_id = metadata.get("cellId")
    cell_id = cell_id if isinstance(cell_id, str) and cell_id else None
    handle = notebook = None
    if cell_id and cell_id.startswith("vscode-notebook-cell:"):
        notebook, handle = _of_uri(cell_id)
        cell_id = None
    index = more.get("index")
    tags = more.get("tags", metadata.get("tags"))
    named = more.get("notebook")
    return Cell(
        cell_id,
        handle,
        index if type(index) is int and index >= 0 else None,
        [tag for tag in tags if isinstance(tag, str)] if isinstance(tags, list) else None,
        named if isinstance(named, str) and named else notebook,
    )


def notebook_of(user_ns: Dict[str, Any]) -> Optional[str]:
    """The notebook's absolute path: VS Code puts it among the variables, Jupyter's server and papermill into the
    environment. A console's session has a name too, but that is no notebook."""
    told = user_ns.get("__vsc_ipynb_file__")
    for path in (told, os.environ.get("JPY_SESSION_NAME"), os.environ.get("PAPERMILL_INPUT_PATH")):
        if isinstance(path, str) and path.endswith(".ipynb") and "://" not in path:
            return os.path.abspath(path)
    return None


def kernel_name() -> Optional[str]:
    """The name of the kernel's spec, where this is a kernel: only the connection file may tell, and rarely does."""
    app = getattr(sys.modules.get("ipykernel.kernelapp"), "IPKernelApp", None)
    if app is None or not app.initialized():
        return None
    try:
        with open(app.instance().abs_connection_file, encoding="utf-8") as file:
            return json.load(file).get("kernel_name") or None
    except (OSError, ValueError, AttributeError):
        return None


def session_file(store_dir: str, notebook: str) -> str:
    """Where an editor says which session of the notebook it is tracking."""
    name = hashlib.sha256(notebook.encode("utf-8", "surrogateescape")).hexdigest()[:32]
    return os.path.join(store_dir, "sessions", name + ".json")


def editors_run(store_dir: str, notebook: str) -> Optional[str]:
    """The run that an editor has made for this kernel's session, if that editor lives."""
    try:
        with open(session_file(store_dir, notebook), encoding="utf-8") as file:
            told = json.load(file)
    except (OSError, ValueError):
        return None
    here = process.identity()
    # Where a system does not tell who lives, the file does: an editor that closes takes it away.
    if not isinstance(told, dict) or told.get("host") != here["host"] or liveness.life_of_process(told, here) == "gone":
        return None
    run = told.get("run")
    return run_id_of(run) if isinstance(run, str) else None


def _of_uri(uri: str) -> Tuple[Optional[str], str]:
    """The notebook's path, or the URI of one that was never saved; and what names the cell in it."""
    rest, _, fragment = uri.partition(":")[2].partition("#")
    rest = rest.partition("?")[0]
    if rest.startswith("//"):
        # The machine that VS Code reaches the kernel's by.
        rest = "/" + rest[2:].partition("/")[2]
    path = unquote(rest)
    if os.name == "nt" and path[2:3] == ":":
        path = path[1:].replace("/", "\\")
    return (path if os.path.isabs(path) else "untitled:" + path if path else None), unquote(fragment)
