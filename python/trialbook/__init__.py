"""Trialbook: records training runs into a folder of the workspace, without a server.

    import trialbook

    with trialbook.start_run(name="baseline", params={"lr": 0.01}):
        for epoch in range(20):
            trialbook.log_metric("loss", loss, step=epoch)

Nothing is imported, and nothing is written, before the first call.
"""

from typing import TYPE_CHECKING, Any, List

from .version import VERSION

__version__ = VERSION

if TYPE_CHECKING:
    from .fluent import (
        active_run as active_run,
        end_run as end_run,
        log_artifact as log_artifact,
        log_artifacts as log_artifacts,
        log_dict as log_dict,
        log_figure as log_figure,
        log_image as log_image,
        log_input as log_input,
        log_table as log_table,
        log_text as log_text,
        log_metric as log_metric,
        log_metrics as log_metrics,
        log_param as log_param,
        log_params as log_params,
        set_experiment as set_experiment,
        set_tag as set_tag,
        set_tags as set_tags,
        start_run as start_run,
    )
    from .reading import get_metric_history as get_metric_history, get_run as get_run, search_runs as search_runs
    from .run import Run as Run

_HOMES = {
    "fluent": (
        "active_run",
        "end_run",
        "log_artifact",
        "log_artifacts",
        "log_dict",
        "log_figure",
        "log_image",
        "log_input",
        "log_table",
        "log_text",
        "log_metric",
        "log_metrics",
        "log_param",
        "log_params",
        "set_experiment",
        "set_tag",
        "set_tags",
        "start_run",
    ),
    "reading": ("get_metric_history", "get_run", "search_runs"),
    "run": ("Run",),
}

__all__ = sorted(name for names in _HOMES.values() for name in names)


if not TYPE_CHECKING:
    # Type checkers would take every name for one that is there.
    def __getattr__(name: str) -> Any:
        for home, names in _HOMES.items():
            if name in names:
                from importlib import import_module

                module = import_module("." + home, __name__)
                for each in names:
                    globals()[each] = getattr(module, each)
                return globals()[name]
        raise AttributeError("module %r has no attribute %r" % (__name__, name))


def load_ipython_extension(shell: Any) -> None:
    """``%load_ext trialbook``: record the cells that run from now on (docs/notebooks.md)."""
    from .notebook import extension

    extension.load(shell)


def unload_ipython_extension(shell: Any) -> None:
    """``%unload_ext trialbook``: the session's run ends here."""
    from .notebook import extension

    extension.unload(shell)


def __dir__() -> List[str]:
    return sorted(list(globals()) + __all__)
