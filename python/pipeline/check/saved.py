"""The outputs that were saved in a notebook's file, of whatever nbformat."""

import json
from pathlib import Path
from typing import Any, Dict, List


def saved_outputs(notebook: Path) -> Dict[int, List[Dict[str, Any]]]:
    """By the cell's index; only of cells that had been run when the notebook was saved."""
    try:
        content = json.loads(notebook.read_text(encoding="utf-8-sig"))
        sheets = content.get("worksheets") or [content]
        cells = [cell for sheet in sheets for cell in sheet.get("cells", [])]
    except (OSError, ValueError, AttributeError, TypeError):
        return {}
    found: Dict[int, List[Dict[str, Any]]] = {}
    for index, cell in enumerate(cells):
        if not isinstance(cell, dict) or cell.get("cell_type") != "code":
            continue
        outputs = [output for output in cell.get("outputs") or [] if isinstance(output, dict)]
        if outputs or cell.get("execution_count", cell.get("prompt_number")) is not None:
            found[index] = outputs
    return found
