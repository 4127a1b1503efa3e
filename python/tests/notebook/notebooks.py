"""Notebooks that tests make, and what one that ran headless has left."""

import json
from pathlib import Path
from typing import Any, Dict, List, Optional, Sequence

from workspace import Workspace


def code(source: str, *tags: str, id: Optional[str] = None) -> Dict[str, Any]:
    """A code cell of version 4."""
    cell = {"cell_type": "code", "source": source, "metadata": {"tags": list(tags)} if tags else {}, "outputs": [], "execution_count": None}
    return cell if id is None else {**cell, "id": id}


def text(source: str) -> Dict[str, Any]:
    return {"cell_type": "markdown", "source": source, "metadata": {}}


def notebook(*cells: Dict[str, Any], minor: int = 5, **metadata: Any) -> Dict[str, Any]:
    """A notebook of version 4; from 4.5 on its cells have the ids ``a``, ``b``, … where they have none."""
    if minor >= 5:
        cells = tuple({"id": chr(ord("a") + index), **cell} for index, cell in enumerate(cells))
    return {"cells": list(cells), "metadata": metadata, "nbformat": 4, "nbformat_minor": minor}


class Notebooks(Workspace):
    """A folder with notebooks, and what they leave in its store."""

    def __init__(self, folder: Path):
        super().__init__(folder)
        # With it ipykernel does not watch what other programs print.
        self.env.pop("PYTEST_CURRENT_TEST", None)
        self.env.update(IPYTHONDIR=str(folder / ".ipython"), JUPYTER_RUNTIME_DIR=str(folder / ".runtime"), JUPYTER_DATA_DIR=str(folder / ".jupyter"))

    def write(self, content: Any, name: str = "explore.ipynb") -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content if isinstance(content, str) else json.dumps(content))
        return path

    def kernel(self, name: str, argv: List[str], language: str) -> None:
        """Install a kernel."""
        folder = self.folder / ".jupyter" / "kernels" / name
        folder.mkdir(parents=True)
        (folder / "kernel.json").write_text(json.dumps({"argv": argv, "display_name": name, "language": language}))

    def cells(self, *fields: str) -> List[Sequence[Any]]:
        """These fields of each execution, in their order; ``tags`` and others that were not told are None."""
        return [tuple(record.get(field) for field in fields) for record in self.records("cell")]

    def end(self) -> Dict[str, Any]:
        """The one record that ends the run."""
        return self.record("end")

    def executed(self) -> Dict[str, Any]:
        """The artifact that holds the notebook with its outputs."""
        (path,) = (self.store / "artifacts").glob("*/notebook.ipynb")
        found: Dict[str, Any] = json.loads(path.read_text())
        return found

    def everything(self) -> str:
        """All text in the store."""
        return "".join(path.read_text(errors="replace") for path in sorted(self.store.rglob("*")) if path.is_file())
