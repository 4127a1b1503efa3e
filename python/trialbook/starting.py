"""Starting a run (docs/python.md says what a start means inside other runs and processes)."""

import json
import os
import sys
from typing import Any, Dict, Optional, Tuple

from . import active, belonging, encode, inherited, lifecycle, store_dir
from .given_params import Params
from .journal import Nothing, Writer
from .run import Run
from .warn import warn_once

_experiment: Optional[str] = None


def set_experiment(experiment_name: Optional[str]) -> None:
    """The experiment of runs started from now on, where ``start_run`` names none."""
    global _experiment
    _experiment = _text(experiment_name)


def start(
    name: Optional[str] = None,
    experiment: Optional[str] = None,
    params: Optional[Params] = None,
    tags: Optional[Dict[str, Any]] = None,
    run_id: Optional[str] = None,
    nested: bool = False,
    kind: Optional[str] = None,
    lent: bool = False,
) -> Run:
    """As ``trialbook.start_run``. ``kind`` is the journal's, where it is not to be seen from the process. ``lent``: the
    run is opened for a script that this process goes on to run; the script's own first ``start_run`` gets it."""
    wanted = _run_id(run_id)
    # A bool of any library; to ask one that is none for its truth might raise.
    nested = _text(nested) in ("True", "1")
    here = active.started_here()
    if here is not None and not nested and (here.lent if wanted is None else here.run_id == wanted):
        run = _taken_up(here, _text(name), _text(experiment))
    else:
        if here is not None and here.owner and not nested:
            warn_once(
                "still-open",
                "run %s was still open and was ended; start_run(nested=True) starts one inside another" % here.run_id,
            )
            here.end()
        run = _open(_text(name), _text(experiment), wanted, nested, kind, True)
        run.lent = lent
    if params is not None:
        run.log_params(params)
    if tags is not None:
        run.set_tags(tags)
    return run


def implied() -> Run:
    """The run of a log call without one: the current one, the one this process was started in, else a new one."""
    return active.current() or active.left() or _open(None, None, None, False, None, False)


def _open(
    name: Optional[str], experiment: Optional[str], run_id: Optional[str], nested: bool, kind: Optional[str], asked: bool
) -> Run:
    if os.environ.get("TRIALBOOK_DISABLED", "") not in ("", "0"):
        return _shadow(name, experiment)
    try:
        return _opened(name, experiment, run_id, nested, kind, asked)
    except Exception as error:
        warn_once("start", "a run could not be started (%s: %s); it is not recorded" % (type(error).__name__, encode.text_of(error)))
        return _shadow(name, experiment)


def _shadow(name: Optional[str], experiment: Optional[str]) -> Run:
    run = Run("0" * 32, Nothing(), "", name, experiment)
    active.add(run)
    return run


def _opened(
    name: Optional[str], experiment: Optional[str], run_id: Optional[str], nested: bool, kind: Optional[str], asked: bool
) -> Run:
    place = belonging.decide(run_id, nested, asked)
    given_name, given_experiment, given_tags = _given()
    name = name or given_name
    experiment = experiment or _experiment or place.experiment or given_experiment
    folder = place.store_dir or store_dir.find_or_make()
    writer = Writer(os.path.join(folder, "journal"), place.run_id, lifecycle.journal_began)
    writer.rank = place.rank
    run = Run(place.run_id, writer, folder, name, experiment, place.parent, place.rank, place.owner)
    lifecycle.install()
    active.add(run)
    if place.owner or place.rank:
        _begin(run, kind, place.resumed)
    if place.owner and given_tags:
        run.set_tags(given_tags)
    _capture(run)
    return run


def _begin(run: Run, kind: Optional[str], resumed: bool) -> None:
    run.record(
        "run",
        name=run.name,
        experiment=run.experiment,
        parent=run.parent,
        kind=kind or _kind(),
        resumed=resumed or None,
        # A rank that ends the run is the first of those that share it.
        rank=None if run.owner else run.rank,
    )


def _taken_up(run: Run, name: Optional[str], experiment: Optional[str]) -> Run:
    run.lent = False
    run.name, run.experiment = run.name or name, run.experiment or experiment or _experiment
    if run.owner:
        _begin(run, None, False)
    inherited.announce(run)
    return run


def _capture(run: Run) -> None:
    try:
        from . import capture

        capture.at_start(run)
    except Exception as error:
        run.record("problem", code="capture", message="%s: %s" % (type(error).__name__, error))


def _given() -> Tuple[Optional[str], Optional[str], Dict[str, Any]]:
    """Name, experiment and tags that the editor set for this process. The name is for its first run alone."""
    tags: Dict[str, Any] = {}
    text = os.environ.get("TRIALBOOK_TAGS")
    if text:
        try:
            tags = dict(json.loads(text))
        except (TypeError, ValueError):
            warn_once("tags", "TRIALBOOK_TAGS is not a JSON object; it was left aside")
    return os.environ.pop("TRIALBOOK_RUN_NAME", None) or None, os.environ.get("TRIALBOOK_EXPERIMENT") or None, tags


def _kind() -> str:
    main = sys.modules.get("__main__")
    if active.session() is not None or ("get_ipython" in vars(sys.modules["builtins"]) and "ipykernel" in sys.modules):
        return "notebook"
    if getattr(main, "__spec__", None) is not None:
        return "module"
    # Code that is typed or given by -c too; a session is a kernel's.
    return "script"


def _run_id(run_id: Optional[str]) -> Optional[str]:
    if run_id is None:
        return None
    known = inherited.run_id_of(_text(run_id) or "")
    if known is None:
        shown = encode.shown(run_id)
        warn_once("run-id", shown + " is not the id of a run (32 hex digits); a new run was started instead")
    return known


def _text(value: Any) -> Optional[str]:
    return None if value is None else encode.text_of(value)
