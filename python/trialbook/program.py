"""Running a script or a module as ``python`` itself would, in this process."""

import importlib.machinery
import importlib.util
import io
import os
import pkgutil
import sys
import types
from typing import Any, Callable, Dict, List, Optional, Tuple

from . import streams

#: Makes the code when it is time to run it, so that what is wrong with it is found in the run.
Code = Callable[[], types.CodeType]


class CannotRun(Exception):
    """There is nothing to run: the message in one line, and the exit status Python has for it."""

    def __init__(self, message: str, exit_code: int):
        super().__init__(message)
        self.exit_code = exit_code


class Program:
    """A program that is about to run as ``__main__``. ``kind`` is ``script`` or ``module``."""

    def __init__(self, target: str, is_module: bool, arguments: List[str]):
        """Make ``sys.argv``, ``sys.path`` and ``__main__`` those of the program. Raises CannotRun."""
        self.kind = "module" if is_module else "script"
        old = sys.modules["__main__"]
        main = types.ModuleType("__main__")
        main.__dict__["__builtins__"] = sys.modules["builtins"]
        if "__annotations__" in vars(old):
            main.__dict__["__annotations__"] = {}
        if is_module:
            # As Python has it while it looks for the module.
            sys.argv = ["-m", *arguments]
            self._make, fields = _module(target)
            sys.argv[0] = fields["__file__"]
        else:
            sys.argv = [target, *arguments]
            self._make, fields = _script(target)
        main.__dict__.update(fields)
        # The old one must not be collected: it holds the code that is running now.
        self._old_main = old
        self._main = sys.modules["__main__"] = main
        self._code: Optional[types.CodeType] = None

    def run(self) -> None:
        """Run it to its end. What it raises is raised, and reaches ``sys.excepthook`` with a traceback that begins in
        the program."""
        try:
            try:
                self._code = self._make()
                exec(self._code, self._main.__dict__)
            finally:
                if self.kind == "script":
                    # As Python does before it prints a traceback, though not for a module.
                    streams.flush("stderr", "stdout")
        except SystemExit as error:
            # Once more, because trialbook watches sys.exit to know with what status a run ends.
            sys.exit(error.code)
        except BaseException:
            hook = sys.excepthook

            def without_us(kind: Any, value: Any, trace: Any) -> None:
                sys.excepthook = hook
                trace = value.__traceback__ = sys.last_traceback = self._own(trace)
                hook(kind, value, trace)

            sys.excepthook = without_us
            raise

    def _own(self, trace: Optional[types.TracebackType]) -> Optional[types.TracebackType]:
        """The traceback from the program's first frame on, and up to where it prints; of code that could not even be
        compiled, nothing."""
        while trace is not None and trace.tb_frame.f_code is not self._code:
            trace = trace.tb_next
        last = trace
        while last is not None and last.tb_next is not None:
            if last.tb_next.tb_frame.f_code.co_filename == streams.__file__:
                last.tb_next = None
            last = last.tb_next
        return trace


def _script(target: str) -> Tuple[Code, Dict[str, Any]]:
    path = os.path.join(os.getcwd(), target)
    importer = pkgutil.get_importer(path)
    if importer is not None:
        # A folder or an archive with a __main__.py.
        spec = importlib.machinery.PathFinder.find_spec("__main__", [path])
        if spec is None:
            raise CannotRun("can't find '__main__' module in %r" % path, 1)
        if _own_path_entry():
            sys.path[0] = path
        else:
            sys.path.insert(0, path)
        return _of_spec(spec)
    try:
        with io.open_code(path) as file:
            source = file.read()
    except OSError as error:
        raise CannotRun("can't open file %r: %s" % (path, error.strerror or error), 2) from None
    if _own_path_entry():
        sys.path[0] = os.path.dirname(os.path.realpath(path))
    if source.startswith(importlib.util.MAGIC_NUMBER):
        compiled = importlib.machinery.SourcelessFileLoader("__main__", path)
        return lambda: compiled.get_code("__main__"), {"__file__": path, "__cached__": None, "__loader__": compiled}  # type: ignore
    loader = importlib.machinery.SourceFileLoader("__main__", path)
    return lambda: compile(source, path, "exec", dont_inherit=True), {"__file__": path, "__cached__": None, "__loader__": loader}


def _module(name: str) -> Tuple[Code, Dict[str, Any]]:
    try:
        spec = importlib.util.find_spec(name)
    except (ImportError, AttributeError, TypeError, ValueError) as error:
        raise CannotRun("error while finding %r (%s: %s)" % (name, type(error).__name__, error), 1) from None
    if spec is None:
        raise CannotRun("no module named %s" % name, 1)
    if spec.submodule_search_locations is not None:
        if name.endswith(".__main__"):
            raise CannotRun("a package can't be run as __main__: %s" % name, 1)
        return _module(name + ".__main__")
    return _of_spec(spec)


def _of_spec(spec: importlib.machinery.ModuleSpec) -> Tuple[Code, Dict[str, Any]]:
    get_code = getattr(spec.loader, "get_code", None)
    if get_code is None or not spec.origin:
        raise CannotRun("%s can't be run: its loader gives no code" % spec.name, 1)
    fields = {
        "__file__": spec.origin,
        "__cached__": spec.cached,
        "__loader__": spec.loader,
        "__package__": spec.parent,
        "__spec__": spec,
    }
    return lambda: get_code(spec.name), fields


def _own_path_entry() -> bool:
    """Whether ``sys.path[0]`` is what Python put there for the program (not with ``-P`` or ``-I``)."""
    return not (sys.flags.isolated or getattr(sys.flags, "safe_path", False))
