"""What a check has found, as its caller reads it."""

from typing import Any, Dict, List, NamedTuple, Optional, Sequence

from check.comparison import CellCompared, Found

SHOWN = 10
LONGEST = 300


class CellOutcome(NamedTuple):
    """One cell: its comparison (None where it did not run on both sides), which differences stay when the notebook is run again,
    and where what was saved in the notebook is not what it gives now."""

    cell: int
    compared: Optional[CellCompared]
    remaining: Sequence[Found]
    saved: Optional[CellCompared]

    @property
    def verdict(self) -> str:
        if self.compared is None:
            return "not-run"
        if self.remaining:
            return "differs"
        if self.compared.found:
            return "not-deterministic"
        return "stale" if self.saved is not None and self.saved.found else "same"


def report_of(outcomes: Sequence[CellOutcome], failure: Optional[Dict[str, Any]], seconds: Dict[str, float]) -> Dict[str, Any]:
    cells = [_cell(outcome) for outcome in outcomes]
    compared = [outcome.compared for outcome in outcomes if outcome.compared is not None]
    differs = any(cell["verdict"] == "differs" for cell in cells)
    return {
        "verdict": "failed" if failure else "differs" if differs else "same",
        "cells": cells,
        "failure": failure,
        "compared": {
            "cells": len(compared),
            "values": sum(cell.values for cell in compared),
            "numbers": sum(cell.numbers for cell in compared),
            "lines": sum(cell.lines for cell in compared),
            "files": sum(cell.files for cell in compared),
        },
        "notCompared": [{"cell": outcome.cell, "what": what} for outcome in outcomes if outcome.compared for what in dict.fromkeys(outcome.compared.unread)],
        "seconds": {name: round(value, 3) for name, value in seconds.items()},
    }


def _cell(outcome: CellOutcome) -> Dict[str, Any]:
    verdict = outcome.verdict
    found: Sequence[Found] = ()
    if verdict == "differs":
        found = outcome.remaining
    elif verdict == "not-deterministic" and outcome.compared:
        found = outcome.compared.found
    elif verdict == "stale" and outcome.saved:
        found = outcome.saved.found
    return {"cell": outcome.cell, "verdict": verdict, "differences": _differences(found), "more": max(0, len(found) - SHOWN)}


def _differences(found: Sequence[Found]) -> List[Dict[str, str]]:
    return [
        {"what": difference.what, "notebook": difference.first[:LONGEST], "pipeline": difference.second[:LONGEST]} for _, difference in found[:SHOWN]
    ]
