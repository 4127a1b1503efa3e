"""``python -m trialbook run notebook.ipynb``: a notebook's cells from the first to the last, as a run."""

import os
import sys
from typing import Any, Dict, NamedTuple, Optional, Sequence

from .. import capture, starting
from ..arguments import VALUE_LIMIT
from ..environment import read_environment
from ..program import CannotRun
from ..run import Run
from ..runner import Order
from ..secrets import masked
from . import headless_kernel
from . import headless_parameters as parameters
from .headless_file import NotebookFile
from .headless_screen import Screen


class Prepared(NamedTuple):
    """All that is known before anything runs."""

    notebook: NotebookFile
    kernel: headless_kernel.Kernel
    #: The parameters' names with their values, and by where they come from: ``argv``, ``sweep``.
    values: Dict[str, Any]
    sources: Dict[str, Sequence[str]]


def prepare(order: Order) -> Prepared:
    """Read the notebook, find its kernel, and understand its parameters. Raises CannotRun."""
    headless_kernel.need_packages()
    notebook = NotebookFile(order.target)
    kernel = headless_kernel.choose(notebook.kernel_name, notebook.language)
    texts = {**order.given, **order.params}
    if texts and kernel.language != "python":
        raise CannotRun("parameters can only be given to Python notebooks, and this one is in %s" % kernel.language, 2)
    for name in texts:
        if not parameters.is_name(name):
            raise CannotRun("%r can't be a parameter: it is no name of a variable" % name, 2)
    values = {name: parameters.typed(text) for name, text in texts.items()}
    given = [name for name in order.given if name not in order.params]
    return Prepared(notebook, kernel, values, {"argv": given, "sweep": list(order.params)})


def stand_for(notebook: NotebookFile) -> None:
    """Let this process be seen as the notebook's: its store and its code are looked for from there."""
    main: Any = sys.modules["__main__"]
    main.__file__ = notebook.path
    main.__spec__ = None


def experiment_of(order: Order) -> str:
    """The experiment that was asked for, else the name of the notebook's file."""
    return order.experiment or os.environ.get("TRIALBOOK_EXPERIMENT") or os.path.basename(order.target)


def run(order: Order, argv: Sequence[str]) -> int:
    """Run the notebook. Returns the exit status: 0 where all cells ran. ``argv``: what follows ``python`` to start the same
    again. Raises CannotRun where there is nothing to run."""
    prepared = prepare(order)
    # These need nbclient, which ``prepare`` has asked for.
    from .headless_execution import Execution, Outcome, Watcher

    notebook, kernel, values, sources = prepared
    screen = Screen()
    for note in (kernel.note, parameters.warning(notebook.cells(), list(values))):
        if note is not None:
            screen.say(note)
    secret = [name for name, value in values.items() if masked(name, value) != value]
    if values:
        notebook.give(parameters.source_of(values, secret))
    stand_for(notebook)
    sys.argv = list(argv)
    record: Optional[Run] = None
    try:
        record = _begin(order, prepared)
    except Exception as error:
        screen.say("this run is not recorded (%s: %s)" % (type(error).__name__, error))

    def without_hooks(reason: str) -> Watcher:
        from .headless_cells import CellsSeen

        assert record is not None
        if reason:
            record.problem("notebook-hooks", "the kernel does not record by itself, so variables and times of cells are not known (%s)" % reason)
        record.record("environment", **read_environment(None))
        return CellsSeen(record, notebook, kernel.language)

    def finish(outcome: Outcome) -> None:
        if record is not None:
            _end(record, notebook, outcome)

    unseen = "\n".join(parameters.assignment(name, values[name]) for name in secret)
    attach = None if record is None else _arguments(record, notebook)
    return Execution(notebook, kernel, screen, unseen).run(attach, without_hooks, finish).exit_code


def _begin(order: Order, prepared: Prepared) -> Optional[Run]:
    if os.environ.get("TRIALBOOK_DISABLED", "") not in ("", "0"):
        return None
    notebook, kernel, values, sources = prepared
    # The kernel watches them.
    capture.watching = False
    record = starting.start(name=order.name, experiment=experiment_of(order), tags=order.tags, kind="notebook")
    record.record("session", notebook=notebook.path, kernel=kernel.name, language=kernel.language)
    for source, names in sources.items():
        shown = {name: str(masked(name, values[name]))[:VALUE_LIMIT] for name in names}
        if shown:
            record.log_params(shown, source=source)
    return record


def _arguments(record: Run, notebook: NotebookFile) -> Dict[str, Any]:
    """For the recorder in the kernel, which joins the run of this process."""
    return {
        "run_id": record.run_id,
        "store_dir": os.path.abspath(record.store_dir),
        "notebook": notebook.path,
        "experiment": record.experiment,
        "kind": "notebook",
        "ends": False,
    }


def _end(record: Run, notebook: NotebookFile, outcome: Any) -> None:
    try:
        notebook.keep(record)
    except Exception as error:
        record.problem("notebook", "the notebook with its outputs was not kept: %s" % error)
    record.end(outcome.status, exit_code=outcome.exit_code, error=outcome.error)
