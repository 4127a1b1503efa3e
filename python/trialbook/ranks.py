"""Distributed training: the ranks of one launch agree on one run, without talking to each other."""

import hashlib
import os
from typing import List, NamedTuple, Optional, Tuple

from .process import host, pid_start


class Rank(NamedTuple):
    """This process's place in a distributed launch."""

    rank: int
    #: The run id all ranks of the launch come to; None where nothing says which launch it is.
    run_id: Optional[str]
    #: Whether this rank is the one that starts and ends that run.
    first: bool


def here() -> Optional[Rank]:
    """The rank of this process by the variables torchrun, accelerate, Lightning and others set; None outside."""
    rank, world = _number("RANK"), _number("WORLD_SIZE")
    local = _number("LOCAL_RANK")
    if rank is None and local is not None:
        per_node = _number("LOCAL_WORLD_SIZE") or 0
        rank = local + per_node * (_number("NODE_RANK") or 0)
    if rank is None or world is None or world < 2:
        return None
    launch = _launch(world)
    if launch is None:
        return Rank(rank, None, rank == 0)
    parts, whole = launch
    run_id = hashlib.sha256("\0".join(parts).encode("utf-8", "backslashreplace")).hexdigest()[:32]
    return Rank(rank, run_id, rank == 0 or (local == 0 and not whole))


def _launch(world: int) -> Optional[Tuple[List[str], bool]]:
    """What all ranks of this launch, and no others, have in common; and whether that holds for all nodes.

    The address and port of the master are often the same from one launch to the next. On one node what tells launches
    apart is the process that started the ranks. Across nodes it is the scheduler's job or torchrun's ``--rdzv-id``;
    without either each node gets a run of its own, because two trainings in one run would be worse.
    """
    address, port = os.environ.get("MASTER_ADDR"), os.environ.get("MASTER_PORT")
    if not address or not port:
        return None
    parts = ["trialbook", address, port, os.environ.get("USER") or os.environ.get("LOGNAME") or _uid()]
    elastic = os.environ.get("TORCHELASTIC_RUN_ID") or "none"
    job = [os.environ.get(name, "") for name in ("SLURM_JOB_ID", "SLURM_STEP_ID", "PBS_JOBID", "LSB_JOBID", "JOB_ID")]
    parts += [elastic] + job
    if _number("LOCAL_WORLD_SIZE") != world and (elastic != "none" or any(job)):
        return parts, True
    parent = os.getppid()
    return parts + [host(), str(parent), pid_start(parent) or ""], _number("LOCAL_WORLD_SIZE") == world


def _number(name: str) -> Optional[int]:
    try:
        return int(os.environ[name])
    except (KeyError, ValueError):
        return None


def _uid() -> str:
    return str(os.getuid()) if hasattr(os, "getuid") else ""
