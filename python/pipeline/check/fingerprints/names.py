"""What classes and functions are called on both sides: a notebook's `__main__.Net` is the pipeline's
`steps.shared.definitions.Net`, or `steps.train.train.<locals>.Net`."""

from typing import Any

# How long something took says nothing about what came out: the attributes, keys and columns that scikit-learn keeps it in.
TIMES = {"refit_time_", "mean_fit_time", "std_fit_time", "mean_score_time", "std_score_time", "fit_time", "score_time"}

_OWN = ("__main__", "builtins", "steps")


def own_module(module: Any) -> bool:
    """Whether code of that module stands in the notebook itself, or came from it."""
    return not isinstance(module, str) or module.split(".")[0] in _OWN


def qualified(module: Any, name: Any) -> str:
    """The name without what differs between the sides."""
    name = str(name).rsplit("<locals>.", 1)[-1]
    return name if own_module(module) else "%s.%s" % (module, name)


def type_name(cls: type) -> str:
    return qualified(getattr(cls, "__module__", None), getattr(cls, "__qualname__", cls.__name__))


def root(cls: type) -> str:
    """The package that a class is from."""
    module = getattr(cls, "__module__", None)
    return module.split(".")[0] if isinstance(module, str) else ""
