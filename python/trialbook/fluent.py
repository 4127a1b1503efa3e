"""The verbs of the package: each does its work on the run that is current where it is called."""

from typing import Any, Dict, Optional

from . import active, starting
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

_here = active._here.get


def start_run(
    name: Optional[str] = None,
    experiment: Optional[str] = None,
    params: Optional[Dict[str, Any]] = None,
    tags: Optional[Dict[str, Any]] = None,
    run_id: Optional[str] = None,
    nested: bool = False,
) -> Run:
    """Start a run and make it the current one; ``with start_run():`` also ends it.

    ``run_id`` takes up a run again. ``nested`` starts a child of the current run; otherwise a run that this thread
    still has open is ended first. ``name``: without one the store makes one. ``experiment``: else the one of
    ``set_experiment``, else ``Default``.
    """
    return starting.start(name, experiment, params, tags, run_id, nested)


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


def log_param(key: str, value: Any) -> Any:
    """Record one param, as the text ``str(value)``; returns ``value``."""
    return starting.implied().log_param(key, value)


def log_params(params: Dict[str, Any]) -> None:
    """Record several params."""
    starting.implied().log_params(params)


def set_tag(key: str, value: Any) -> None:
    """Set a tag, kept as text; None removes it."""
    starting.implied().set_tag(key, value)


def set_tags(tags: Dict[str, Any]) -> None:
    """Set several tags."""
    starting.implied().set_tags(tags)


def log_artifact(path: Any, artifact_path: Optional[str] = None) -> None:
    """Copy a file (or a folder, with its name) into the run, into the folder ``artifact_path`` there."""
    starting.implied().log_artifact(path, artifact_path)


def log_artifacts(folder: Any, artifact_path: Optional[str] = None) -> None:
    """Copy what is in a folder into the run."""
    starting.implied().log_artifacts(folder, artifact_path)


def log_text(text: str, file: str) -> None:
    """Keep a text as the artifact ``file``."""
    starting.implied().log_text(text, file)


def log_dict(dictionary: Any, file: str) -> None:
    """Keep what JSON can hold as the artifact ``file``."""
    starting.implied().log_dict(dictionary, file)


def log_figure(figure: Any, file: str) -> None:
    """Keep a figure of matplotlib or plotly as the artifact ``file``; its ending says how."""
    starting.implied().log_figure(figure, file)


def log_image(image: Any, file: Optional[str] = None, key: Optional[str] = None, step: Optional[int] = None) -> None:
    """Keep an image (PIL, array, tensor, bytes, path) as the artifact ``file``, or with ``key`` as one of a series."""
    starting.implied().log_image(image, file, key, step)


def log_table(data: Any, file: str) -> None:
    """Keep a table (dict of lists, list of dicts, DataFrame) as ``.csv`` or JSON; rows are added to one that is there."""
    starting.implied().log_table(data, file)


def log_input(dataset: Any, context: Optional[str] = None, name: Optional[str] = None) -> None:
    """Record that the run uses a dataset (path, DataFrame, array): its name, digest and schema."""
    starting.implied().log_input(dataset, context, name)
