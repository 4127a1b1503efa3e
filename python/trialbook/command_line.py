"""The command line of ``python -m trialbook``."""

import argparse
import sys
from typing import Any, List, Optional, Sequence, Tuple

from .version import VERSION

_HELP = """\
usage: python -m trialbook run [options] script.py [arguments]

Records what you run, in .trialbook beside your work. Nothing leaves this machine.

  run script.py …      run a script as a run: its arguments, output, code, machine and data files are recorded
  run -m module …      the same for a module

options of run, before the script:
  --name NAME          the run's name (otherwise it gets one)
  --experiment NAME    the experiment it belongs to
  --tag KEY=VALUE      a tag; may come several times
  --output WHAT        what to record of the output: all, python (not that of native code and child
                       processes), none. Normally all, where stdout is a terminal

  --help, --version

Environment: TRIALBOOK_DIR names the folder, TRIALBOOK_DISABLED=1 records nothing.
"""


class _Usage(Exception):
    pass


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> Any:
        raise _Usage(message)


def main(argv: Sequence[str]) -> int:
    """Do what ``argv`` asks; returns the exit status. 2: it was not understood."""
    if not argv or argv[0] in ("-h", "--help", "help"):
        print(_HELP, end="")
        return 0
    if argv[0] in ("-V", "--version"):
        print("trialbook " + VERSION)
        return 0
    try:
        if argv[0] == "run":
            return _run(argv[1:])
        raise _Usage("%r is no command; there is: run" % argv[0])
    except _Usage as error:
        print("trialbook: %s (python -m trialbook --help)" % error, file=sys.stderr)
        return 2


def _run(argv: Sequence[str]) -> int:
    from . import program, runner

    options, target = _split(argv)
    if options and options[-1] in ("-h", "--help"):
        print(_HELP, end="")
        return 0
    parser = _Parser(add_help=False, allow_abbrev=False)
    parser.add_argument("--name")
    parser.add_argument("--experiment")
    parser.add_argument("--tag", action="append", default=[])
    parser.add_argument("--output", choices=["all", "python", "none"], default="all")
    chosen = parser.parse_args(options)
    if not target or target == ["-m"]:
        raise _Usage("what is to be run? A script, or -m and a module")
    if target[0] == "-":
        raise _Usage("a program can't come from stdin; give a script, or -m and a module")
    is_module = target[0] == "-m"
    rest = target[1:] if is_module else target
    order = runner.Order(
        rest[0],
        is_module,
        list(rest[1:]),
        chosen.name,
        chosen.experiment,
        dict(_pair("--tag", text) for text in chosen.tag),
        chosen.output,
    )
    try:
        runner.run(order)
    except program.CannotRun as error:
        print("trialbook: %s" % error, file=sys.stderr)
        return error.exit_code
    return 0


_WITH_VALUE = {"--name", "--experiment", "--tag", "--output"}


def _split(argv: Sequence[str]) -> Tuple[List[str], List[str]]:
    """Our options, and the program with its own: whatever begins at the first word that is not an option."""
    place = 0
    while place < len(argv) and argv[place].startswith("-") and argv[place] not in ("-", "-m"):
        place += 2 if argv[place] in _WITH_VALUE else 1
    return list(argv[:place]), list(argv[place:])


def _pair(option: str, text: str) -> Tuple[str, str]:
    key, equals, value = text.partition("=")
    if not equals or not key:
        raise _Usage("%s needs KEY=VALUE, not %r" % (option, text))
    return key, value
