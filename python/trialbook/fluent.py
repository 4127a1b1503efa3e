"""The verbs of the package: each does its work on the run that is current where it is called."""

from typing import Any, Dict, Optional, TypeVar

from . import active, starting
from .given_params import Params
from .run import Run
from .starting import set_experiment

__all__ = [
    "active_run",
    "end_run",
    "log_artifact",
    "log_artifacts",
    "log_dict",
    "log_figure",
    "log_image",
    "log_input",
    "log_metric",
    "log_metrics",
    "log_param",
    "log_params",
    "log_table",
    "log_text",
    "set_experiment",
    "set_tag",
    "set_tags",
    "start_run",
]

_Value = TypeVar("_Value")
_here = active._here.get


def start_run(
    name: Optional[str] = None,
    experiment: Optional[str] = None,
    params: Optional[Params] = None,
    tags: Optional[Dict[str, Any]] = None,
    run_id: Optional[str] = None,
    nested: bool = False,
    run_name: Optional[str] = None,
) -> Run:
    """Start a run and make it the current one; ``with start_run():`` also ends it.

    ``run_id`` takes up a run again. ``nested`` starts a child of the current run; otherwise a run that this thread
    still has open is ended first. ``name``, or as MLflow calls it ``run_name``: without one the store makes one.
    ``experiment``: else the one of ``set_experiment``, else ``Default``.
    """
    return starting.start(run_name if name is None else name, experiment, params, tags, run_id, nested)


def end_run(status: str = "FINISHED") -> None:
    """End the current run as FINISHED, FAILED or KILLED. Without one, nothing happens; a kernel session ends with its kernel."""
    run = active.current()
    if run is not None and run is not active.session():
        run.end(status)


def active_run() -> Optional[Run]:
    """The current run, or None."""
    return active.current()


def log_metric(key: str, value: Any, step: Optional[int] = None) -> None:
    """Record one point: a number, a bool, a numpy scalar or a 0-d tensor. Without ``step``, one more than the last."""
    run = _here()
    if run is None or run.ended:
        run = starting.implied()
    run.log_metric(key, value, step)


def log_metrics(metrics: Dict[str, Any], step: Optional[int] = None) -> None:
    """Record one point for each key."""
    starting.implied().log_metrics(metrics, step)


def log_param(key: str, value: _Value) -> _Value:
    """Record one param, as the text ``str(value)``; returns ``value``."""
    return starting.implied().log_param(key, value)


def log_params(params: Params) -> None:
    """Record several params: a dict, or the fields of an ``argparse.Namespace`` or a dataclass."""
    starting.implied().log_params(params)


def set_tag(key: str, value: Any) -> None:
    """Set a tag, kept as text; None removes it."""
    starting.implied().set_tag(key, value)


def set_tags(tags: Dict[str, Any]) -> None:
    """Set several tags."""
    starting.implied().set_tags(tags)


def log_artifact(local_path: Any, artifact_path: Optional[str] = None) -> None:
    """Copy a file (or a folder, with its name) into the run, into the folder ``artifact_path`` there."""
    starting.implied().log_artifact(local_path, artifact_path)


def log_artifacts(local_dir: Any, artifact_path: Optional[str] = None) -> None:
    """Copy what is in a folder into the run."""
    starting.implied().log_artifacts(local_dir, artifact_path)


def log_text(text: str, artifact_file: str) -> None:
    """Keep a text as the artifact ``artifact_file``."""
    starting.implied().log_text(text, artifact_file)


def log_dict(dictionary: Any, artifact_file: str) -> None:
    """Keep what JSON can hold as the artifact ``artifact_file``."""
    starting.implied().log_dict(dictionary, artifact_file)


def log_figure(figure: Any, artifact_file: str) -> None:
    """Keep a figure of matplotlib or plotly as the artifact ``artifact_file``; its ending says how."""
    starting.implied().log_figure(figure, artifact_file)


def log_image(image: Any, artifact_file: Optional[str] = None, key: Optional[str] = None, step: Optional[int] = None) -> None:
    """Keep an image (PIL, array, tensor, bytes, path) as the artifact ``artifact_file``, or with ``key`` as one of a series."""
    starting.implied().log_image(image, artifact_file, key, step)


def log_table(data: Any, artifact_file: str) -> None:
    """Keep a table (dict of lists, list of dicts, DataFrame) as ``.csv`` or JSON; rows are added to one that is there."""
    starting.implied().log_table(data, artifact_file)


def log_input(dataset: Any, context: Optional[str] = None, name: Optional[str] = None) -> None:
    """Record that the run uses a dataset (path, DataFrame, array): its name, digest and schema."""
    starting.implied().log_input(dataset, context, name)
