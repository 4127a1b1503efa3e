"""Params in the forms in which programs hold them."""

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Mapping, Union

if TYPE_CHECKING:
    from argparse import Namespace
    from typing import ClassVar, Dict, Protocol

    class Dataclass(Protocol):
        __dataclass_fields__: ClassVar[Dict[str, Any]]


#: A dict, what ``parse_args`` gives, or a dataclass.
Params = Union[Mapping[str, Any], SimpleNamespace, "Namespace", "Dataclass"]


def fields_of(params: Any) -> Any:
    """The mapping of names to values; anything else as it is."""
    kind = type(params)
    if isinstance(params, type) or hasattr(params, "items"):
        return params
    if "__dataclass_fields__" in dir(kind):
        return {name: getattr(params, name) for name in kind.__dataclass_fields__}
    if isinstance(params, SimpleNamespace) or any(each.__module__ == "argparse" for each in kind.__mro__):
        return vars(params)
    return params
