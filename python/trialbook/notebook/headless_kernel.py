"""The kernel in which a notebook runs headless."""

import sys
from typing import Any, Dict, NamedTuple, Optional

from ..program import CannotRun

#: Jupyter's name for the kernel of the Python that asks.
OWN = "python3"


class Kernel(NamedTuple):
    """A kernel that is installed."""

    name: str
    language: str
    #: A KernelSpecManager of jupyter_client that has it.
    specs: Any
    #: What to tell where it is not the one that the notebook names.
    note: Optional[str] = None


def need_packages() -> None:
    """Raises CannotRun where this Python can't execute notebooks."""
    try:
        import nbclient  # noqa: F401
        import nbformat  # noqa: F401
    except ImportError:
        raise CannotRun(_missing("nbclient ipykernel"), 2) from None


def choose(name: Optional[str], language: str) -> Kernel:
    """The kernel that the notebook names, if it is installed; ``python3``, or no name, is this very Python. Where it is
    not: for a Python notebook this Python, for others any kernel of the language. Raises CannotRun if there is none."""
    specs = _specs()
    if name is not None and name.lower() != OWN:
        found = specs.found(name)
        if found is not None:
            return Kernel(name, found.language.lower() or language, specs)
    if language == "python":
        try:
            specs.get_kernel_spec(OWN)
        except ImportError:
            raise CannotRun(_missing("ipykernel"), 2) from None
        strange = name is not None and name.lower() != OWN
        return Kernel(OWN, language, specs, "kernel %r is not installed; running in %s" % (name, sys.executable) if strange else None)
    installed = specs.installed()
    for other, found in installed.items():
        if found.language.lower() == language:
            return Kernel(other, language, specs, None if name is None else "kernel %r is not installed; running in %r" % (name, other))
    wanted = "a kernel for %s" % language if name is None else "the kernel %r (%s)" % (name, language)
    raise CannotRun("the notebook needs %s, which is not installed; there are: %s" % (wanted, ", ".join(sorted(installed)) or "none"), 2)


def _specs() -> Any:
    from jupyter_client.kernelspec import KernelSpec, KernelSpecManager

    class Specs(KernelSpecManager):  # type: ignore[misc]
        """What is installed, but ``python3`` is always this Python, and not what a user's folder has under that name."""

        def get_kernel_spec(self, kernel_name: str) -> Any:
            if kernel_name.lower() != OWN:
                return super().get_kernel_spec(kernel_name)
            from ipykernel.kernelspec import RESOURCES, get_kernel_dict

            return KernelSpec(name=OWN, resource_dir=RESOURCES, **get_kernel_dict())

        def found(self, kernel_name: str) -> Any:
            try:
                return self.get_kernel_spec(kernel_name)
            except Exception:
                # Not there, or its file is broken.
                return None

        def installed(self) -> Dict[str, Any]:
            known = {name: self.found(name) for name in sorted(self.find_kernel_specs())}
            return {name: found for name, found in known.items() if found is not None}

    return Specs()


def _missing(packages: str) -> str:
    return "notebooks are run by packages that this Python lacks: %s -m pip install %s" % (sys.executable, packages)
