"""The run a process was started in: what parents tell children through environment variables.

``TRIALBOOK_RUN_ID``      a run opened *for* this process; its first ``start_run`` is that run
``TRIALBOOK_RUN_OWNER``   the process that ends it; without it, the process that takes the run up does
``TRIALBOOK_OPEN_RUN``    ours: the run that is open in the process that started this one, as JSON
"""

import json
import os
from typing import TYPE_CHECKING, NamedTuple, Optional

if TYPE_CHECKING:
    from .run import Run

_OPEN = "TRIALBOOK_OPEN_RUN"
_before: Optional[str] = None


class Given(NamedTuple):
    """A run that was opened for this process."""

    run_id: str
    owner: Optional[int]


class Surrounding(NamedTuple):
    """The run that is open in an ancestor."""

    run_id: str
    pid: int
    store_dir: str
    experiment: Optional[str]


def given() -> Optional[Given]:
    """The run of ``TRIALBOOK_RUN_ID``, if there is one."""
    run_id = run_id_of(os.environ.get("TRIALBOOK_RUN_ID", ""))
    if run_id is None:
        return None
    owner = os.environ.get("TRIALBOOK_RUN_OWNER", "")
    return Given(run_id, int(owner) if owner.isdigit() else None)


def take(run_id: str) -> None:
    """This process ends the given run; processes it starts are to join it."""
    os.environ["TRIALBOOK_RUN_ID"] = run_id
    os.environ["TRIALBOOK_RUN_OWNER"] = str(os.getpid())


def forget(run_id: str) -> None:
    """This run is over here: if it was given, what this process does next is another one."""
    found = given()
    if found is not None and found.run_id == run_id:
        os.environ.pop("TRIALBOOK_RUN_ID", None)
        os.environ.pop("TRIALBOOK_RUN_OWNER", None)


def surrounding() -> Optional[Surrounding]:
    """The run open in the process that started this one, told by ``announce`` there."""
    try:
        found = Surrounding(**json.loads(os.environ[_OPEN]))
        known = run_id_of(found.run_id) is not None
    except (KeyError, TypeError, ValueError, AttributeError):
        return None
    return found if known and found.pid != os.getpid() else None


def announce(run: Optional["Run"]) -> None:
    """Tell processes started from now on which run is open here; None: none but the one this process was started in."""
    global _before
    around = surrounding()
    if around is not None:
        _before = os.environ[_OPEN]
    if run is not None:
        os.environ[_OPEN] = json.dumps(Surrounding(run.run_id, os.getpid(), run.store_dir, run.experiment)._asdict())
    elif _before is not None:
        os.environ[_OPEN] = _before
    else:
        os.environ.pop(_OPEN, None)


def run_id_of(text: str) -> Optional[str]:
    """A run id in its one spelling: 32 lower-case hex digits, dashes of a UUID left out. None: it is not one."""
    plain = text.strip().replace("-", "").lower()
    return plain if len(plain) == 32 and all(digit in "0123456789abcdef" for digit in plain) else None
