"""What one run of the notebook, or of the pipeline, has left behind: descriptions by cell, what was shown, files."""

import json
from pathlib import Path
from typing import Any, Dict, List, NamedTuple, Optional, Sequence

from check.run_notebook import Shown
from check.texts import lines_of


class Side(NamedTuple):
    """``out`` holds a JSON file for each cell; ``root`` is the clean copy it ran in."""

    out: Path
    root: Path
    folders: Sequence[str]

    def cell(self, index: int) -> Optional[Dict[str, Any]]:
        """What was noted at a cell; None where it did not run."""
        path = self.out / ("cell-%d.json" % index)
        if not path.exists():
            return None
        with open(path, encoding="utf-8", errors="surrogatepass") as file:
            found: Dict[str, Any] = json.load(file)
        return found

    def lines(self, shown: Shown, kind: Optional[str] = None) -> List[str]:
        """What a cell has shown as lines: all, or what was printed (`stdout`, with what came past Python), or displayed (`display`)."""
        # Displays are told apart from what is printed around them, prints are not told apart from each other.
        text = ""
        for of, part in shown:
            if kind is None or (kind == "display") == (of == "display"):
                text += "\n%s\n" % part if of == "display" else part
        return lines_of(text, self.folders)
