"""``python -m trialbook run``: a program that was never changed, as a run."""

import atexit
import os
import sys
from typing import Any, Dict, List, NamedTuple, Optional

from . import capture, ranks, starting
from .arguments import Arguments, watch_argparse
from .direct_output import DirectOutput
from .program import Program


class Order(NamedTuple):
    """What the command line asked for."""

    target: str
    is_module: bool
    arguments: List[str]
    name: Optional[str] = None
    experiment: Optional[str] = None
    tags: Dict[str, str] = {}
    #: ``all``: also what native code and other programs print, where that can be had; ``python``; ``none``.
    output: str = "all"
    #: Names and values that a sweep has chosen.
    params: Dict[str, str] = {}
    #: Names and values that ``-p`` gives a notebook.
    given: Dict[str, str] = {}

    @property
    def is_notebook(self) -> bool:
        return not self.is_module and self.target.lower().endswith(".ipynb")


def run(order: Order) -> None:
    """Run the program as ``__main__``, inside a run that ends with the process. Raises what the program raises, and
    CannotRun where there is no program."""
    program = Program(order.target, order.is_module, order.arguments)
    if os.environ.get("TRIALBOOK_DISABLED", "") in ("", "0"):
        try:
            _record(order, program.kind)
        except Exception as error:
            print("trialbook: this run is not recorded (%s: %s)" % (type(error).__name__, error), file=sys.stderr)
    program.run()


def _record(order: Order, kind: str) -> None:
    direct = _record_output(order.output)
    arguments = Arguments(order.arguments, order.params)
    watch_argparse(arguments)
    capture.followers.append(arguments.follow)
    run = starting.start(name=order.name, experiment=order.experiment, tags=order.tags, kind=kind, lent=True)
    if direct and run.rank and not run.owner:
        direct.follow(run)


def _record_output(wanted: str) -> Optional[DirectOutput]:
    if wanted == "none":
        return None
    names = ["stdout", "stderr"]
    place = ranks.here()
    terminal = _terminal() if wanted == "all" and not (place and place.rank) else None
    if terminal is not None:
        capture.followers.append(terminal.follow)
        # Registered before the run's own handler, so that it is called after it.
        atexit.register(terminal.finish)
        names = [name for name in names if name not in terminal.names]
    direct = DirectOutput(names)
    capture.followers.append(direct.follow)
    return direct


def _terminal() -> Any:
    try:
        from .terminal import TerminalOutput
    except ImportError:  # Windows has no such terminals.
        return None
    return TerminalOutput.start()
