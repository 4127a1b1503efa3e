"""The command line of ``python -m trialbook``."""

import argparse
import os
import sys
from typing import Any, Dict, List, Sequence, Tuple

from .version import VERSION

_HELP = """\
usage: python -m trialbook run [options] script.py [arguments]
       python -m trialbook run notebook.ipynb [-p NAME VALUE] [options]
       python -m trialbook ls | show RUN | compare RUN RUN…

Records what you run, in .trialbook beside your work. Nothing leaves this machine.

  run script.py …        run a script; arguments, output, code, machine and data files are recorded
  run -m module …        the same for a module
  run notebook.ipynb …   run a notebook's cells in order (needs nbclient and ipykernel)
  ls                     what was run, the latest first
  show RUN               all about one run: its name, the beginning of its id, or @last
  compare RUN RUN…       what differs between runs

Options of run, before the script; of a notebook also behind it:
  --name NAME            the run's name; otherwise it gets one
  --experiment NAME      the experiment it belongs to
  --tag KEY=VALUE        a tag; may come several times
  --output WHAT          all, none, or python: not what native code and child processes print
  --sweep NAME=V1,V2,…   a run for each value, given to the script as --NAME VALUE, or in place
                         of {NAME} in its arguments, and to a notebook as -p NAME VALUE;
                         several give all combinations
  --jobs N               how many runs of a sweep at a time (1)
  -p NAME VALUE          a notebook's parameter, set behind its cell tagged "parameters":
                         a number, true, null, JSON or text; may come several times

Options of ls:
  -q QUERY               such as 'metrics.val_acc > 0.9 and params.model = svm'
  -e NAME                runs of this experiment
  -n, --limit N          at most so many (30); 0 is all
  --json                 for programs; also of show and compare

Examples:
  python -m trialbook run train.py --lr 0.1
  python -m trialbook run --sweep lr=0.1,0.01 --sweep depth=2,4 --jobs 2 train.py
  python -m trialbook run --sweep lr=0.1,0.01 train.py optim.lr={lr}
  python -m trialbook run explore.ipynb -p lr 0.1 -p model svm

Environment: TRIALBOOK_DIR names the folder, TRIALBOOK_DISABLED=1 records nothing.
"""


class _Usage(Exception):
    pass


class _Parser(argparse.ArgumentParser):
    """Complains in one line, and leaves the rest to ``main``."""

    def __init__(self) -> None:
        super().__init__(add_help=False, allow_abbrev=False)

    def error(self, message: str) -> Any:
        raise _Usage(message)


def main(argv: Sequence[str]) -> int:
    """Do what ``argv`` asks; returns the exit status. 2: it was not understood."""
    if not argv or argv[0] in ("-h", "--help", "help"):
        return _help()
    if argv[0] in ("-V", "--version"):
        print("trialbook " + VERSION)
        return 0
    try:
        if argv[0] == "run":
            return _run(argv[1:])
        if argv[0] in ("ls", "show", "compare"):
            return _list(argv[0], argv[1:])
        raise _Usage("%r is no command; there are run, ls, show and compare" % argv[0])
    except _Usage as error:
        print("trialbook: %s (python -m trialbook --help)" % error, file=sys.stderr)
        return 2


def _help() -> int:
    print(_HELP, end="")
    return 0


def _run(argv: Sequence[str]) -> int:
    from . import program, runner, sweep

    options, target = _split(argv)
    if target and target[0].lower().endswith(".ipynb"):
        # A notebook has no arguments of its own.
        options, target = [*options, *target[1:]], target[:1]
        if "-h" in options or "--help" in options:
            return _help()
    if options and options[-1] in ("-h", "--help"):
        return _help()
    given, options = _parameters(options)
    parser = _Parser()
    parser.add_argument("--name")
    parser.add_argument("--experiment")
    parser.add_argument("--tag", action="append", default=[])
    parser.add_argument("--output", choices=["all", "python", "none"])
    parser.add_argument("--sweep", action="append", default=[])
    parser.add_argument("--jobs", type=int)
    # What a sweep has chosen for this run.
    parser.add_argument("--sweep-value", action="append", default=[])
    chosen = parser.parse_args(options)
    if not target or target == ["-m"]:
        raise _Usage("what is to be run? A script, a notebook, or -m and a module")
    if target[0] == "-":
        raise _Usage("a program can't come from stdin; give a script, or -m and a module")
    if chosen.jobs is not None and (chosen.jobs < 1 or not chosen.sweep):
        raise _Usage("--jobs needs a number of at least 1, and a --sweep")
    is_module = target[0] == "-m"
    rest = target[1:] if is_module else target
    order = runner.Order(
        rest[0],
        is_module,
        list(rest[1:]),
        chosen.name,
        chosen.experiment,
        dict(_pair("--tag", text) for text in chosen.tag),
        chosen.output or "all",
        dict(_pair("--sweep-value", text) for text in chosen.sweep_value),
        given,
    )
    if given and not order.is_notebook:
        raise _Usage("-p gives values to notebooks; a script's own arguments stand behind it")
    if chosen.output and order.is_notebook:
        raise _Usage("--output is for scripts; what a notebook prints belongs to its cells")
    dimensions = _dimensions(chosen.sweep)
    for name, _ in dimensions:
        if name in given:
            raise _Usage("%s is given by -p and by --sweep" % name)
    whole = ["-m", "trialbook", "run", *argv]
    try:
        if dimensions:
            return sweep.Sweep(order, dimensions, chosen.jobs or 1, whole).run()
        if order.is_notebook:
            from .notebook import headless

            return headless.run(order, whole)
        runner.run(order)
    except program.CannotRun as error:
        print("trialbook: %s" % error, file=sys.stderr)
        return error.exit_code
    return 0


#: How many words follow an option.
_WORDS = {"-p": 2, **dict.fromkeys(("--name", "--experiment", "--tag", "--output", "--sweep", "--jobs", "--sweep-value"), 1)}


def _split(argv: Sequence[str]) -> Tuple[List[str], List[str]]:
    """Our options, and the program with its own: whatever begins at the first word that is not an option."""
    place = 0
    while place < len(argv) and argv[place].startswith("-") and argv[place] not in ("-", "-m"):
        place += 1 + _WORDS.get(argv[place], 0)
    return list(argv[:place]), list(argv[place:])


def _parameters(options: Sequence[str]) -> Tuple[Dict[str, str], List[str]]:
    """What ``-p`` gives, of a name the last value, and the other options. A value may look like an option."""
    given: Dict[str, str] = {}
    rest: List[str] = []
    place = 0
    while place < len(options):
        words = options[place : place + 1 + _WORDS.get(options[place], 0)]
        if words[0] != "-p":
            rest += words
        elif len(words) < 3:
            raise _Usage("-p needs a name and a value: -p lr 0.1")
        else:
            given[words[1]] = words[2]
        place += len(words)
    return given, rest


def _dimensions(texts: Sequence[str]) -> List[Any]:
    from .sweep import dimension

    try:
        found = [dimension(text) for text in texts]
    except ValueError as error:
        raise _Usage(str(error)) from None
    names = [name for name, _ in found]
    for name in names:
        if names.count(name) > 1:
            raise _Usage("--sweep %s came twice; give all its values in one" % name)
    return found


def _pair(option: str, text: str) -> Tuple[str, str]:
    key, equals, value = text.partition("=")
    if not equals or not key:
        raise _Usage("%s needs KEY=VALUE, not %r" % (option, text))
    return key, value


def _list(command: str, argv: Sequence[str]) -> int:
    from . import listing
    from .display import query_place
    from .query.error import QueryError

    if "-h" in argv or "--help" in argv:
        return _help()
    parser = _Parser()
    parser.add_argument("--json", action="store_true")
    if command == "ls":
        parser.add_argument("-q", "--query", default="")
        parser.add_argument("-e", "--experiment")
        parser.add_argument("-n", "--limit", type=int, default=30)
    else:
        parser.add_argument("runs", nargs="*", metavar="RUN")
    chosen = parser.parse_args(list(argv))
    if command == "show" and len(chosen.runs) != 1:
        raise _Usage("show needs one run: its name, the beginning of its id, or @last")
    if command == "compare" and len(chosen.runs) < 2:
        raise _Usage("compare needs two runs or more")
    # The store is looked for from the current folder; this very program lies elsewhere.
    vars(sys.modules["__main__"]).pop("__file__", None)
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="replace")
    try:
        if command == "ls":
            listing.ls(chosen.query, chosen.experiment, max(0, chosen.limit), chosen.json)
        elif command == "show":
            listing.show(chosen.runs[0], chosen.json)
        else:
            listing.compare(chosen.runs, chosen.json)
        sys.stdout.flush()
    except QueryError as error:
        print("trialbook: %s" % error, *query_place(chosen.query, error.offset, error.length), sep="\n", file=sys.stderr)
        return 2
    except (LookupError, ValueError) as error:
        print("trialbook: %s" % (error.args[0] if error.args else error), file=sys.stderr)
        return 1
    except OSError as error:
        # Python would complain once more when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        if not isinstance(error, BrokenPipeError):
            print("trialbook: %s" % error, file=sys.stderr)
            return 1
        # Else who read it has seen enough.
    except KeyboardInterrupt:
        return 130
    return 0
