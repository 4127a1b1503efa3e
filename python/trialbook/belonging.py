"""Which run a start means: a new one, a child of another, or one that another process has opened."""

import os
from typing import NamedTuple, Optional

from . import active, inherited, ranks


class Belonging(NamedTuple):
    """What a run about to be opened is to this process."""

    run_id: str
    #: The ``.trialbook`` folder; None: to be found.
    store_dir: Optional[str] = None
    parent: Optional[str] = None
    #: That of the run around it.
    experiment: Optional[str] = None
    #: Whether this process ends the run.
    owner: bool = True
    resumed: bool = False
    rank: Optional[int] = None


def decide(run_id: Optional[str], nested: bool, asked: bool) -> Belonging:
    """``run_id`` as the user gave it to ``start_run``; ``asked`` is False for a log call that found no run open."""
    around = _around()
    place = ranks.here()
    rank = place.rank if place else None
    parent, folder, experiment = (around.run_id, around.store_dir, around.experiment) if around else (None, None, None)
    if run_id is not None:
        owner = place is None or place.rank == 0
        return Belonging(run_id, folder, *((parent, experiment) if nested else (None, None)), owner, True, rank)
    if nested:
        given = inherited.given()
        return Belonging(_new(), folder, parent or (given.run_id if given else None), experiment)
    given = inherited.given()
    if given is not None:
        owner = given.owner in (None, os.getpid()) and not rank
        return Belonging(given.run_id, owner=owner, rank=rank)
    if around is not None and (not asked or (place is not None and "TORCHELASTIC_RUN_ID" not in os.environ)):
        return Belonging(around.run_id, folder, None, experiment, False, False, rank)
    if place is not None and place.run_id is not None:
        again = os.environ.get("TORCHELASTIC_RESTART_COUNT", "0") != "0"
        return Belonging(place.run_id, folder, parent, experiment, place.first, again, rank)
    return Belonging(_new(), folder, parent, experiment, rank=rank)


def _around() -> Optional[inherited.Surrounding]:
    """The run in which this process, or this part of it, was started."""
    inside = active.around()
    if inside is not None:
        return inherited.Surrounding(inside.run_id, os.getpid(), inside.store_dir, inside.experiment)
    return inherited.surrounding()


def _new() -> str:
    return os.urandom(16).hex()
