"""What a step shows: `display`, figures, and the output of other programs, as a notebook shows them.

All of it is printed as text, and while the pipeline runs goes into the step's report, too.
"""

import base64
import codecs
import contextlib
import io
import os
import shlex
import shutil
import subprocess
import sys
import threading
from typing import Any, Dict, List, Optional, Tuple

from steps.shared.report import Report

#: The report that is being written; None where a step's function is called from elsewhere.
_report: Optional[Report] = None


# --- What steps call


def display(*values: Any, **options: Any) -> None:
    """Show values as a notebook would: as text, and in the report as table or picture where they have one. None is not shown."""
    for value in values:
        shows_itself = getattr(type(value), "_ipython_display_", None)
        if callable(shows_itself):
            shows_itself(value)
        elif value is not None:
            text = _text(value)
            if _report is not None and _put_picture(value, _report):
                _print_only(text + "\n")
            else:
                print(text)


def end_of_cell(index: int) -> None:
    """Show and close the figures that the cell (counted from 0) has left open, as a notebook does."""
    if _report is not None:
        _report.enter(index + 1)
        show()


def show(*args: Any, **options: Any) -> None:
    """Show and close all figures: what `matplotlib.pyplot.show` does in a notebook."""
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is None or _report is None:
        return
    for number in pyplot.get_fignums():
        figure = pyplot.figure(number)
        if figure.axes or figure.lines:
            try:
                _report.add_image("png", _png(figure))
            except Exception as error:
                print(f"A figure could not be drawn: {type(error).__name__}: {error}", file=sys.stderr)
    pyplot.close("all")


def shell(command: str) -> None:
    """Run a line of shell and print what it prints. As with `!` in a notebook, a failure of the command is no error."""
    _run(command, shell=True)


def shell_lines(command: str) -> List[str]:
    """Run a line of shell; the lines it printed, errors included, as IPython's list of lines if IPython is there."""
    done = subprocess.run(command, shell=True, executable=_shell(), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    lines = done.stdout.decode("utf-8", "replace").splitlines()
    try:
        from IPython.utils.text import SList
    except ImportError:
        return Lines(lines)
    return SList(lines)


def script(interpreter: str, text: str) -> None:
    """Give a text to an interpreter, `bash` say, and print what it prints. Raises CalledProcessError if it fails, as `%%bash` does in a
    notebook."""
    try:
        status = _run(shlex.split(interpreter), text)
    except FileNotFoundError:
        print(f"There is no program {interpreter!r}.", file=sys.stderr)
        return
    if status != 0:
        raise subprocess.CalledProcessError(status, interpreter)


class Lines(List[str]):
    """A list of lines as IPython's in the main: `n` is the text with newlines, `s` with spaces between them."""

    n = property("\n".join)
    s = property(" ".join)
    l = property(list)


def _shell() -> Optional[str]:
    """The person's own shell, as in a notebook; else the system's."""
    return shutil.which(os.environ.get("SHELL", "")) if os.name == "posix" else None


def _run(command: Any, text: Optional[str] = None, shell: bool = False) -> int:
    if _report is not None:
        _report.follow_cell()
    stdin = subprocess.DEVNULL if text is None else subprocess.PIPE
    errors = subprocess.STDOUT if shell else subprocess.PIPE
    process = subprocess.Popen(command, shell=shell, executable=_shell() if shell else None, stdin=stdin, stdout=subprocess.PIPE, stderr=errors)
    pairs = [(process.stdout, sys.stdout), (process.stderr, sys.stderr)]
    relays = [threading.Thread(target=_relay, args=pair, daemon=True) for pair in pairs if pair[0] is not None]
    for relay in relays:
        relay.start()
    if process.stdin is not None:
        # It may end without reading all.
        with contextlib.suppress(BrokenPipeError):
            process.stdin.write((text or "").encode())
            process.stdin.close()
    status = process.wait()
    for relay in relays:
        # What was started in the background may keep the pipe open for as long as it likes.
        relay.join(2.0)
    return status


def _relay(source: Any, target: Any) -> None:
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    for piece in iter(lambda: source.read1(65536), b""):
        target.write(decoder.decode(piece))
        target.flush()


# --- How values look


def _text(value: Any) -> str:
    """As IPython prints it, if IPython is there: long lists are broken into lines, sets are sorted. As there, a value that cannot
    be shown is no error."""
    try:
        if isinstance(value, _imported("plotly.basedatatypes", "BaseFigure")):
            # Its repr has all the data.
            return f"<plotly {type(value).__name__}>"
        if not _is_printed_by_repr(value):
            with contextlib.suppress(ImportError):
                from IPython.lib.pretty import pretty

                return str(pretty(value))
        return repr(value)
    except Exception as error:
        return f"This {type(value).__name__} cannot be shown: {type(error).__name__}: {error}"


def _is_printed_by_repr(value: Any) -> bool:
    """Whether IPython does nothing of its own, so that it need not be imported, which takes a while."""
    kind = type(value)
    if kind in _SIMPLE or kind.__module__.partition(".")[0] in ("numpy", "pandas", "sklearn"):
        return True
    if kind in (list, tuple, dict) and len(value) < 40:
        items = [*value, *value.values()] if kind is dict else value
        return all(type(item) in _SIMPLE for item in items) and len(repr(value)) < 80
    return False


_SIMPLE = {str, int, float, bool, bytes, complex, type(None)}


def _put_picture(value: Any, report: Report) -> bool:
    """Put what a value looks like into the report if that is not text. What fails there is shown as text, as in a notebook."""
    try:
        if isinstance(value, _imported("matplotlib.figure", "Figure")):
            report.add_image("png", _png(value))
            return True
        if isinstance(value, _imported("plotly.basedatatypes", "BaseFigure")):
            report.add_plotly(value)
            return True
        bundle = {} if isinstance(value, type) else _bundle(value)
        for kind in ("png", "jpeg", "gif"):
            data = bundle.get(f"image/{kind}")
            if data:
                report.add_image(kind, data if isinstance(data, bytes) else base64.b64decode(data))
                return True
        if bundle.get("image/svg+xml"):
            report.add_image("svg+xml", bundle["image/svg+xml"].encode())
            return True
        if bundle.get("text/html"):
            report.add_html(str(bundle["text/html"]))
            return True
    except Exception as error:
        print(f"This {type(value).__name__} could not be drawn: {type(error).__name__}: {error}", file=sys.stderr)
    return False


def _imported(module: str, name: str) -> Tuple[type, ...]:
    """A class of a module as `isinstance` takes it; nothing where the module was never imported."""
    found = getattr(sys.modules.get(module), name, None)
    return (found,) if isinstance(found, type) else ()


def _bundle(value: Any) -> Dict[str, Any]:
    """What a value says it looks like, by media type."""
    bundle: Dict[str, Any] = {}
    method = getattr(value, "_repr_mimebundle_", None)
    if callable(method):
        made = method(include=None, exclude=None)
        bundle.update((made[0] if isinstance(made, tuple) else made) or {})
    for kind, name in (("image/png", "png"), ("image/jpeg", "jpeg"), ("image/svg+xml", "svg"), ("text/html", "html")):
        method = getattr(value, f"_repr_{name}_", None)
        if kind not in bundle and callable(method):
            made = method()
            bundle[kind] = made[0] if isinstance(made, tuple) else made
    return bundle


def _png(figure: Any) -> bytes:
    file = io.BytesIO()
    figure.savefig(file, format="png", bbox_inches="tight", dpi=figure.dpi, facecolor=figure.get_facecolor())
    return file.getvalue()


# --- While the pipeline runs


class _Recorded(io.TextIOWrapper):
    """A standard stream whose text also goes into the report."""

    def write(self, text: str) -> int:
        written = super().write(text)
        if _report is not None:
            _report.printed(text)
        return written


def _print_only(text: str) -> None:
    """Print what the report has in another form."""
    if isinstance(sys.stdout, _Recorded):
        io.TextIOWrapper.write(sys.stdout, text)
    else:
        print(text, end="")


#: Without this the streams that were replaced would go, and close what the new ones write to.
_replaced: List[Any] = []


def begin(path: str, title: str, step_file: str) -> None:
    """From now on, what is shown goes into the report at `path`, too."""
    global _report
    for name in ("stdout", "stderr"):
        old = getattr(sys, name)
        old.flush()
        _replaced.append(old)
        setattr(sys, name, _Recorded(old.buffer, encoding="utf-8", errors="backslashreplace", line_buffering=True))
    _report = Report(path, title, step_file)


def finish(error: str = "") -> None:
    """End the report, if there is one, with the traceback of an error."""
    global _report
    if _report is not None:
        _report.finish(error)
        _report = None


def follow_libraries(step: Any) -> None:
    """Let what the step's module has imported show things here, as it does in a notebook."""
    pandas = sys.modules.get("pandas")
    if pandas is not None and pandas.get_option("display.max_columns") == 0:
        # pandas cuts wide tables to the width of a terminal, and in a notebook to 20 columns.
        pandas.set_option("display.max_columns", 20)
    if "matplotlib" in sys.modules:
        _become_backend()
    for figure in _imported("plotly.basedatatypes", "BaseFigure"):
        figure.show = lambda self, *args, **options: display(self)  # type: ignore[attr-defined]
        figure._ipython_display_ = None  # type: ignore[attr-defined]
    ipython = sys.modules.get("IPython.display")
    for name, ours in (("display", display), ("clear_output", lambda wait=False: None)):
        theirs = getattr(ipython, name, None)
        for module in (ipython, sys.modules.get("IPython.core.display_functions"), step):
            for each, value in list(vars(module).items()) if theirs is not None and module is not None else ():
                if value is theirs:
                    setattr(module, each, ours)


def _become_backend() -> None:
    """Make this module matplotlib's backend: it draws as Agg does, and has a `show` of its own."""
    global FigureCanvas, FigureManager
    import matplotlib
    from matplotlib.backend_bases import FigureManagerBase as FigureManager
    from matplotlib.backends.backend_agg import FigureCanvasAgg as FigureCanvas

    matplotlib.use(f"module://{__name__}")
