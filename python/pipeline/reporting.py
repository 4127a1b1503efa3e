"""What a step shows: `display`, figures, and the output of other programs, as a notebook shows them.

All of it is printed as text. While the pipeline runs, it also goes into the step's report.html: what each cell printed, its
tables and its figures. The report needs nothing from elsewhere, and nothing that was printed can do anything in it: text is escaped,
and HTML that an object makes of itself is shut into a frame without rights.
"""

import base64
import codecs
import contextlib
import html
import io
import re
import shlex
import subprocess
import sys
import textwrap
import threading
from typing import Any, Dict, List, Optional, Tuple

#: Printed text beyond so many characters is in stdout.txt only.
REPORT_CHARACTERS = 1_000_000

#: The report that is being written; None where a step's function is called from elsewhere.
_report: Optional["Report"] = None


# --- What steps call


def display(*values: Any, **options: Any) -> None:
    """Show values as a notebook would: as text, and in the report as table or picture where they have one. None is not shown."""
    for value in values:
        if value is None:
            continue
        text = _text(value)
        if _report is None:
            print(text)
            continue
        picture = _picture(value)
        if picture is None:
            print(text)
        else:
            _report.print_only(text + "\n")
            _report.add(picture)


def end_of_cell(index: int) -> None:
    """Show and close the figures that the cell (counted from 0) has left open, as a notebook does."""
    if _report is not None:
        _report.show_figures(index + 1)


def shell(command: str) -> None:
    """Run a line of shell and print what it prints. As with `!` in a notebook, a failure of the command is no error."""
    _run(command, shell=True)


def shell_lines(command: str) -> "Lines":
    """Run a line of shell; the lines it printed, errors included."""
    done = subprocess.run(command, shell=True, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    return Lines(done.stdout.decode("utf-8", "replace").splitlines())


def script(interpreter: str, text: str) -> None:
    """Give a text to an interpreter, `bash` say, and print what it prints. Raises CalledProcessError if it fails, as a notebook's
    `%%bash` does."""
    try:
        status = _run(shlex.split(interpreter), text)
    except FileNotFoundError:
        print(f"There is no program {interpreter!r}.", file=sys.stderr)
        return
    if status != 0:
        raise subprocess.CalledProcessError(status, interpreter)


class Lines(List[str]):
    """A list of lines; `n` is the text with newlines, `s` with spaces between them, as IPython has it."""

    n = property("\n".join)
    s = property(" ".join)
    l = property(list)


def _run(command: Any, text: Optional[str] = None, shell: bool = False) -> int:
    stdin = subprocess.DEVNULL if text is None else subprocess.PIPE
    errors = subprocess.STDOUT if shell else subprocess.PIPE
    process = subprocess.Popen(command, shell=shell, stdin=stdin, stdout=subprocess.PIPE, stderr=errors)

    def relay(source: Any, name: str) -> None:
        decoder = codecs.getincrementaldecoder("utf-8")("replace")
        for piece in iter(lambda: source.read1(65536), b""):
            stream = getattr(sys, name)
            stream.write(decoder.decode(piece))
            stream.flush()

    pairs = [(process.stdout, "stdout"), (process.stderr, "stderr")]
    relays = [threading.Thread(target=relay, args=pair, daemon=True) for pair in pairs if pair[0] is not None]
    for each in relays:
        each.start()
    if process.stdin is not None:
        try:
            process.stdin.write((text or "").encode())
            process.stdin.close()
        except BrokenPipeError:
            # It ended without reading all.
            pass
    status = process.wait()
    for each in relays:
        # What was started in the background may keep the pipe open for as long as it likes.
        each.join(2.0)
    return status


# --- How values look


def _text(value: Any) -> str:
    """As IPython prints it, if IPython is there: long lists are broken into lines, sets are sorted."""
    if _is_printed_by_repr(value):
        return repr(value)
    try:
        from IPython.lib.pretty import pretty

        return str(pretty(value))
    except Exception:
        return repr(value)


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


def _picture(value: Any) -> Optional[str]:
    """How a value is shown in the report if not as text. What fails there is shown as text, as notebooks do."""
    try:
        if isinstance(value, _classes("matplotlib.figure", "Figure")):
            return _image("png", _png(value))
        if isinstance(value, _classes("plotly.basedatatypes", "BaseFigure")):
            return _frame(value.to_html(include_plotlyjs=True, full_html=True), 500, scripts=True)
        if isinstance(value, type):
            return None
        bundle = _bundle(value)
        for kind in ("png", "jpeg", "gif"):
            data = bundle.get(f"image/{kind}")
            if data:
                return _image(kind, data if isinstance(data, bytes) else base64.b64decode(data))
        if bundle.get("image/svg+xml"):
            return _image("svg+xml", bundle["image/svg+xml"].encode())
        if bundle.get("text/html"):
            text = str(bundle["text/html"])
            return _frame(text, min(600, 60 + 26 * text.count("<tr")) if "<tr" in text else 200)
    except Exception:
        pass
    return None


def _classes(module: str, name: str) -> Tuple[type, ...]:
    """The class of a module that is imported already, as `isinstance` takes it; nothing where it is not."""
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


def _image(kind: str, data: bytes) -> str:
    return f'<img alt="" src="data:image/{kind};base64,{base64.b64encode(data).decode()}">'


def _frame(content: str, height: int, scripts: bool = False) -> str:
    rights = "allow-scripts" if scripts else ""
    return f'<iframe sandbox="{rights}" height="{height}" srcdoc="{html.escape(content)}"></iframe>'


# --- The report


_HEAD = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>{title}</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data: blob:; font-src data:">
<style>
:root {{ color-scheme: light dark; }}
body {{ font: 15px/1.5 system-ui, sans-serif; max-width: 62rem; margin: 2rem auto; padding: 0 1rem; }}
h2 {{ font-size: 1rem; margin: 2rem 0 .25rem; border-top: 1px solid #8886; padding-top: 1rem; }}
pre {{ overflow-x: auto; font: 13px/1.4 ui-monospace, monospace; }}
details pre {{ background: #8881; padding: .5rem; }}
pre.error {{ color: #c22; }}
img {{ max-width: 100%; background: white; }}
iframe {{ width: 100%; border: 0; background: white; color-scheme: light; }}
</style>
<h1>{title}</h1>
"""


class Report:
    """Writes report.html piece by piece, so that a step that fails leaves what it has shown."""

    def __init__(self, path: str, title: str, step_file: str):
        self._file = open(path, "w", encoding="utf-8", errors="backslashreplace")
        self._file.write(_HEAD.format(title=html.escape(title)))
        self._step_file = step_file
        self._cells = _cells_of(step_file)
        self._cell = 0
        self._shown_cell = 0
        self._printed: List[str] = []
        self._left = REPORT_CHARACTERS
        self._lock = threading.RLock()
        self.print_only = sys.stdout.write

    def printed(self, text: str) -> None:
        """`text` was printed."""
        with self._lock:
            self._follow_cell()
            if self._left > 0:
                self._printed.append(text[: self._left])
                self._left -= len(text)
                if self._left <= 0:
                    self._printed.append("\n… more was printed: it is in stdout.txt")

    def add(self, content: str) -> None:
        """Put HTML where the step is now."""
        with self._lock:
            self._follow_cell()
            self._flush()
            self._write(content)

    def show_figures(self, cell: int) -> None:
        """Put the open figures of matplotlib, and close them."""
        pyplot = sys.modules.get("matplotlib.pyplot")
        if pyplot is None:
            return
        with self._lock:
            self._enter(cell)
            for number in pyplot.get_fignums():
                figure = pyplot.figure(number)
                if not figure.axes and not figure.lines:
                    continue
                try:
                    self.add(_image("png", _png(figure)))
                except Exception as error:
                    print(f"A figure could not be drawn: {type(error).__name__}: {error}", file=sys.stderr)
            pyplot.close("all")

    def finish(self, error: str = "") -> None:
        """End the report, with the traceback of what ended the step if that was an exception."""
        with self._lock:
            self._flush()
            if error:
                self._write(f'<pre class="error">{html.escape(error)}</pre>')
            self._write("</html>")
            # Where the disk is full, closing fails, too; the file is closed all the same.
            with contextlib.suppress(OSError):
                self._file.close()

    def _follow_cell(self) -> None:
        """Find out which cell is being run, by the line that the step's file is at."""
        frame: Any = sys._getframe(2)
        while frame is not None:
            if frame.f_code.co_filename == self._step_file:
                line = frame.f_lineno
                self._enter(max((each for each in self._cells if self._cells[each][0] <= line), key=lambda each: self._cells[each][0], default=0))
                return
            frame = frame.f_back

    def _enter(self, cell: int) -> None:
        if cell != self._cell:
            self._flush()
            self._cell = cell

    def _flush(self) -> None:
        text, self._printed = "".join(self._printed), []
        if text.strip():
            self._write(f"<pre>{html.escape(_as_seen(text))}</pre>")

    def _write(self, content: str) -> None:
        try:
            if self._cell != self._shown_cell:
                self._shown_cell = self._cell
                source = self._cells.get(self._cell, (0, ""))[1]
                self._file.write(f"<h2>Cell {self._cell}</h2>\n")
                self._file.write(f"<details><summary>Code</summary><pre>{html.escape(source)}</pre></details>\n")
            self._file.write(content + "\n")
            self._file.flush()
        except (OSError, ValueError):
            # The disk is full, or the step still prints when it is over: the report matters less than the step.
            pass


class _Recorded(io.TextIOWrapper):
    """A standard stream whose text also goes into the report."""

    def write(self, text: str) -> int:
        if _report is not None:
            _report.printed(text)
        return super().write(text)


def begin(path: str, title: str, step_file: str) -> None:
    """From now on, what is shown goes into the report at `path`, too."""
    global _report
    for name in ("stdout", "stderr"):
        old = getattr(sys, name)
        old.flush()
        new = _Recorded(old.buffer, encoding="utf-8", errors="backslashreplace", line_buffering=True)
        setattr(sys, name, new)
        # Without this, the old stream would close the file when it goes.
        _replaced.append(old)
    report = Report(path, title, step_file)
    report.print_only = super(_Recorded, sys.stdout).write  # type: ignore[misc]
    _report = report


_replaced: List[Any] = []


def finish(error: str = "") -> None:
    """End the report, if there is one."""
    global _report
    if _report is not None:
        _report.finish(error)
        _report = None


def _cells_of(step_file: str) -> Dict[int, Tuple[int, str]]:
    """The line where each cell begins in a step's file, and its text there."""
    cells: Dict[int, Tuple[int, str]] = {}
    with open(step_file, encoding="utf-8") as file:
        parts = re.split(r"^[ \t]*# %% cell (\d+).*\n", file.read(), flags=re.MULTILINE)
    line = parts[0].count("\n") + 1
    for number, text in zip(parts[1::2], parts[2::2]):
        cells[int(number)] = (line, textwrap.dedent(text).strip("\n"))
        line += 1 + text.count("\n")
    return cells


def _as_seen(text: str) -> str:
    """What a terminal would show in the end: no colours, and of a line that was written over only what stayed."""
    text = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", text).replace("\r\n", "\n")
    return "\n".join(line.rstrip("\r").rpartition("\r")[2] for line in text.split("\n"))


# --- Libraries that would show things elsewhere


def follow_libraries(step: Any) -> None:
    """Let what the step has imported show things here, as it does in a notebook. `step` is the step's module."""
    if "pandas" in sys.modules:
        # pandas cuts wide tables to a terminal's width, and to 20 columns in a notebook.
        pandas = sys.modules["pandas"]
        if pandas.get_option("display.max_columns") == 0:
            pandas.set_option("display.max_columns", 20)
    if "matplotlib" in sys.modules:
        _follow_matplotlib()
    figure = _classes("plotly.basedatatypes", "BaseFigure")
    if figure:
        figure[0].show = lambda self, *args, **options: display(self)  # type: ignore[attr-defined]
    ipython = sys.modules.get("IPython.display")
    for name, ours in (("display", display), ("clear_output", lambda wait=False: None)):
        theirs = getattr(ipython, name, None)
        if theirs is not None:
            for module in (ipython, sys.modules.get("IPython.core.display_functions"), step):
                for each, value in list(vars(module).items() if module else ()):
                    if value is theirs:
                        setattr(module, each, ours)


def _follow_matplotlib() -> None:
    """Make this module matplotlib's backend: one that draws like Agg, and whose `show` puts figures into the report."""
    global FigureCanvas, FigureManager
    import matplotlib
    from matplotlib.backend_bases import FigureManagerBase as FigureManager
    from matplotlib.backends.backend_agg import FigureCanvasAgg as FigureCanvas

    matplotlib.use(f"module://{__name__}")


def show(*args: Any, **options: Any) -> None:
    """What `matplotlib.pyplot.show` does."""
    if _report is not None:
        _report._follow_cell()
        _report.show_figures(_report._cell)
