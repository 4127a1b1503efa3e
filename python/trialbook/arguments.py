"""What a script was asked for on its command line, as params of its runs."""

import argparse
import functools
import re
import sys
import threading
from typing import Any, Dict, List, Optional, Sequence

from .run import Run
from .secrets import looks_secret, masked

#: A script whose parser is not argparse is taken at its command line's word after this, or at its end.
FALLBACK_SECONDS = 30.0
#: Characters kept of one value.
VALUE_LIMIT = 10000


class Arguments:
    """The arguments of one program. Values that argparse made of them count most; where argparse was not used, the
    ``given`` ones (a sweep's) and the flags on the command line do. Each name is recorded once for each run."""

    def __init__(self, argv: Sequence[str], given: Dict[str, str]):
        self._flags = flags_of(argv)
        self._given = given
        self._parsed: Dict[str, Any] = {}
        self._over = False
        self._runs: List[Run] = []
        self._timer: Optional[threading.Timer] = None

    def follow(self, run: Run) -> None:
        """Record the arguments, known and to come, into ``run``; not into one inside another, which has them."""
        if any(run.parent == outer.run_id for outer in self._runs):
            return
        if self._timer is None:
            self._timer = threading.Timer(FALLBACK_SECONDS, self._fall_back)
            self._timer.daemon = True
            self._timer.start()
        self._runs.append(run)
        if self._parsed:
            self._log(run, self._parsed, "argparse")
        if self._over:
            self._log_rest(run)
        run.at_end(functools.partial(self._finish, run))

    def parsed(self, values: Dict[str, Any]) -> None:
        """argparse made these of the command line. Of a name that comes again only the first value is recorded."""
        new = {name: value for name, value in values.items() if name not in self._parsed}
        self._parsed.update(new)
        for run in self._runs:
            self._log(run, new, "argparse")

    def _fall_back(self) -> None:
        self._over = True
        for run in list(self._runs):
            self._log_rest(run)

    def _finish(self, run: Run) -> None:
        self._runs.remove(run)
        # A forked child leaves the run without anything to add.
        if run.owner and not self._over:
            self._log_rest(run)

    def _log_rest(self, run: Run) -> None:
        self._log(run, {name: value for name, value in self._given.items() if name not in self._parsed}, "sweep")
        if not self._parsed:
            self._log(run, {name: value for name, value in self._flags.items() if name not in self._given}, "argv")

    @staticmethod
    def _log(run: Run, values: Dict[str, Any], source: str) -> None:
        # A function that a subcommand calls is no param, and its text would differ from run to run.
        shown = {name: masked("", str(masked(name, value)))[:VALUE_LIMIT] for name, value in values.items() if not callable(value)}
        if shown:
            run.log_params(shown, source=source)


def watch_argparse(arguments: Arguments) -> None:
    """Tell ``arguments`` what each parser makes of the program's own command line, or of what the main script gives it."""
    # Subcommands are parsers that are called by parsers.
    depth = threading.local()
    for name in ("parse_known_args", "parse_known_intermixed_args"):
        setattr(argparse.ArgumentParser, name, _watched(getattr(argparse.ArgumentParser, name), arguments, depth))


def _watched(original: Any, arguments: Arguments, depth: threading.local) -> Any:
    @functools.wraps(original)
    def parse(self: Any, args: Any = None, namespace: Any = None) -> Any:
        inner = getattr(depth, "inner", False)
        depth.inner = True
        try:
            result = original(self, args, namespace)
        finally:
            depth.inner = inner
        if not inner:
            try:
                caller = _caller()
                if (args is None or list(args) == sys.argv[1:] or caller == "__main__") and caller.partition(".")[0] not in _OTHER_GRAMMARS:
                    options = _secret_options(self)
                    arguments.parsed({name: masked(options.get(name, name), value) for name, value in vars(result[0]).items()})
            except Exception:
                # A namespace of its own kind; its parser goes on all the same.
                pass
        return result

    return parse


#: Libraries that use argparse for a grammar of their own: its words say more than their namespace.
_OTHER_GRAMMARS = ("hydra",)


def _caller() -> str:
    """The module that called argparse."""
    frame: Any = sys._getframe(2)
    while frame is not None and frame.f_globals.get("__name__") in ("argparse", __name__):
        frame = frame.f_back
    return str(frame.f_globals.get("__name__")) if frame is not None else ""


def _secret_options(parser: argparse.ArgumentParser) -> Dict[str, str]:
    """Names of values that have an option with a secret's name, whatever they are called themselves."""
    found: Dict[str, str] = {}
    for action in parser._actions:
        found.update((action.dest, option) for option in action.option_strings if looks_secret(option))
        if isinstance(action, argparse._SubParsersAction):
            for inner in action.choices.values():
                found.update(_secret_options(inner))
    return found


_NAME = re.compile(r"[A-Za-z_][\w.\-/@]*")
_NUMBER = re.compile(r"-(\d|\.\d)")


def flags_of(argv: Sequence[str]) -> Dict[str, str]:
    """``--lr 0.1``, ``--lr=0.1``, ``-b 8``, ``--fast`` and Hydra's ``model.lr=0.1`` as names and texts. Of a flag that
    comes again the last one counts; what else stands on the line has no name and is left to the command."""
    found: Dict[str, str] = {}
    waiting = None
    for argument in argv:
        if argument == "--":
            break
        name, equals, value = argument.lstrip("-").partition("=")
        if argument.startswith("-") and not _NUMBER.match(argument) and _NAME.fullmatch(name):
            name = name.replace("-", "_")
            found[name] = value if equals else "True"
            waiting = None if equals else name
        elif waiting is not None:
            found[waiting] = argument
            waiting = None
        elif equals and _NAME.fullmatch(argument.partition("=")[0].lstrip("+")):
            found[argument.partition("=")[0].lstrip("+")] = value
    return found
