"""Notebooks: what records the cells of a kernel, and what runs a notebook without an editor.

The functions here are for an editor, which calls them by code that it executes in the kernel. Each prints one line of
JSON and nothing else, whatever goes wrong: ``{"ok": true, …}``, or ``{"ok": false, "error": "…"}``. A cell that starts
with ``# trialbook: hidden`` is not recorded.
"""

from typing import Dict, Optional, Sequence

__all__ = ["attach", "detach", "end", "start", "take"]


def attach(
    run_id: str,
    store_dir: Optional[str] = None,
    notebook: Optional[str] = None,
    experiment: Optional[str] = None,
    kind: str = "session",
    ends: bool = True,
) -> None:
    """Record the cells that run from now on, in the run ``run_id``. Prints ``run``, ``store_dir``, ``host``, ``pid``,
    ``version``; where cells are recorded already, the run they are recorded in, which stays.

    ``store_dir``: the ``.trialbook`` folder; None: one in the folder for temporary files, for ``take``.
    ``notebook``: its absolute path, or a URI. ``experiment``: else the notebook's file name.
    ``ends``: whether this process says how the run ends; it does not where another one has started it.
    """
    from . import orders

    orders.answer(lambda: orders.attach(run_id, store_dir, notebook, experiment, kind, ends))


def take(have: Dict[str, int], limit: int = 4_000_000, again: Sequence[str] = ()) -> None:
    """What was recorded beyond ``have`` (bytes of each journal file that the editor has), for a kernel on another machine.

    Prints ``journals`` (``{name, offset, text}``, whole lines), ``artifacts`` (``{path, size, base64}``, the run's id in
    front of the path; each once, and those of ``again`` again) and ``more``: whether there is more than ``limit`` bytes.
    """
    from . import orders

    orders.answer(lambda: orders.take(have, limit, again))


def start(name: Optional[str] = None) -> None:
    """Start a run inside the session, as ``trialbook.start_run`` in a cell does. Prints its id as ``run``."""
    from . import orders

    orders.answer(lambda: orders.start(name))


def end() -> None:
    """End the run that is open inside the session. Prints its id as ``run``, null where there was none."""
    from . import orders

    orders.answer(orders.end)


def detach() -> None:
    """Stop recording; the session's run ends here. Prints its id as ``run``, null where cells were not recorded."""
    from . import orders

    orders.answer(orders.detach)
