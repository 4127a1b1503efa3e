"""The notebook that runs headless: read from its file, given its parameters, and kept as it was after it ran."""

import json
import logging
import os
import warnings
from typing import Any, Dict, List, NamedTuple, Optional

from .. import artifacts
from ..program import CannotRun
from ..run import Run
from . import headless_parameters as parameters

#: The name of the artifact that holds the notebook with its outputs.
EXECUTED = "notebook.ipynb"
_EMPTY = '{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}'


class Identity(NamedTuple):
    """Which cell of the file a cell is."""

    #: Its id, where the file has one.
    id: Optional[str]
    #: Its place among all cells of the file; None for one that is not there.
    place: Optional[int]


class NotebookFile:
    """A notebook in memory; its file is only ever read."""

    def __init__(self, path: str):
        """Read ``path``, of any version of the format that nbformat knows. Raises CannotRun."""
        self.path = os.path.abspath(path)
        content = _content(path)
        #: What nbclient executes, in the form of version 4.
        self.node = _converted(content, path)
        ids = [_id(cell) for cell in content["cells"]] if content.get("nbformat") == 4 else [None] * len(self.node.cells)
        #: Of each cell.
        self.identities = [Identity(id, index) for index, id in enumerate(ids)]
        #: The cell that was put in.
        self.injected: Any = None

    @property
    def language(self) -> str:
        """Of its kernel, in small letters; Python where it does not say."""
        named = self._of_metadata("language_info", "name") or self._of_metadata("kernelspec", "language") or "python"
        return "python" if named.lower() == "ipython" else named.lower()

    @property
    def kernel_name(self) -> Optional[str]:
        """The kernel that the notebook names."""
        return self._of_metadata("kernelspec", "name")

    def cells(self) -> List[parameters.Cell]:
        """As far as parameters are concerned."""
        return [parameters.Cell(cell.cell_type == "code", cell.source, tags_of(cell)) for cell in self.node.cells]

    def give(self, source: str) -> None:
        """Put in the cell that sets parameters."""
        import nbformat

        place = parameters.place_for(self.cells())
        self.injected = cell = nbformat.v4.new_code_cell(source, metadata={"tags": [parameters.INJECTED]})
        identity = self.identities[place.at] if place.replaces else Identity(self._free_id(), None)
        if self.node.nbformat_minor < 5:
            del cell["id"]
            identity = identity._replace(id=None)
        elif identity.id is not None:
            cell["id"] = identity.id
        self.node.cells[place.at : place.at + place.replaces] = [cell]
        self.identities[place.at : place.at + place.replaces] = [identity]

    def keep(self, run: Run) -> None:
        """Put it into the run's artifacts with what its cells gave. Raises OSError."""
        import nbformat

        with artifacts.writing(run, EXECUTED) as temporary, open(temporary, "w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
            file.write(nbformat.v4.writes(self.node) + "\n")

    def _free_id(self) -> str:
        """Always the same, so that the cell of one run is that of the next."""
        taken = {cell.get("id") for cell in self.node.cells}
        return next(name for name in (parameters.INJECTED + "-" * count for count in range(len(taken) + 1)) if name not in taken)

    def _of_metadata(self, group: str, name: str) -> Optional[str]:
        found = self.node.metadata.get(group)
        value = found.get(name) if isinstance(found, dict) else None
        return value if isinstance(value, str) and value else None


def tags_of(cell: Any) -> List[str]:
    """The tags of a cell, whatever else stands in their place."""
    tags = cell.get("metadata", {}).get("tags")
    return [tag for tag in tags if isinstance(tag, str)] if isinstance(tags, list) else []


def _content(path: str) -> Dict[str, Any]:
    try:
        with open(path, encoding="utf-8-sig") as file:
            # The editor makes new notebooks as empty files.
            content = json.loads(file.read().strip() or _EMPTY)
    except OSError as error:
        raise CannotRun("can't open file %r: %s" % (path, error.strerror or error), 2) from None
    except (ValueError, RecursionError) as error:
        raise CannotRun("%s is not a notebook: %s" % (path, error), 2) from None
    if not isinstance(content, dict):
        raise CannotRun("%s is not a notebook: it holds no JSON object" % path, 2)
    return content


def _converted(content: Dict[str, Any], path: str) -> Any:
    import nbformat

    # What nbformat finds to be not quite valid runs all the same, or says in its cell why it does not.
    logging.getLogger("traitlets").setLevel(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            node = nbformat.reads(json.dumps(content), as_version=4)
        for cell in node.cells:
            if not isinstance(cell.source, str):
                cell.source = "".join(cell.source)
            if cell.cell_type == "code":
                cell.outputs, cell.execution_count = [], None
    except Exception as error:
        # nbformat has no one error for what is JSON and yet no notebook.
        said = (str(error).strip().splitlines() or [type(error).__name__])[0]
        raise CannotRun("%s is not a notebook: %s" % (path, said[:200]), 2) from None
    return node


def _id(cell: Any) -> Optional[str]:
    found = cell.get("id") if isinstance(cell, dict) else None
    return found if isinstance(found, str) and found else None
