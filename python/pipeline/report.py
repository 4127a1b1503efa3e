"""The report of a step: an HTML file of what each cell printed, its tables and its figures; and that of an execution, with those of all steps.

It needs nothing from elsewhere, and nothing that was printed can do anything in it: text is escaped, and HTML that an object makes of
itself is shut into a frame without rights.
"""

import base64
import bisect
import contextlib
import html
import re
import sys
import textwrap
import threading
from typing import Any, Iterable, List, Tuple

#: Printed text beyond so many characters is in stdout.txt only.
CHARACTERS = 1_000_000

_HEAD = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>{title}</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; \
script-src 'unsafe-inline' 'unsafe-eval'; img-src data: blob:; font-src data:">
<style>
:root {{ color-scheme: light dark; }}
body {{ font: 15px/1.5 system-ui, sans-serif; max-width: 62rem; margin: 2rem auto; padding: 0 1rem; }}
h2 {{ margin: 3rem 0 0; }}
h2 small {{ font-weight: normal; font-size: .8rem; opacity: .7; }}
h3 {{ font-size: 1rem; margin: 2rem 0 .25rem; border-top: 1px solid #8886; padding-top: 1rem; }}
pre {{ overflow-x: auto; font: 13px/1.4 ui-monospace, monospace; }}
details pre {{ background: #8881; padding: .5rem; }}
pre.error {{ color: #c22; }}
img {{ display: block; max-width: 100%; background: white; }}
iframe {{ width: 100%; border: 0; background: white; color-scheme: light; }}
</style>
<h1>{title}</h1>
"""

_FRAME = "<style>body { font: 13px system-ui, sans-serif; margin: 0 } table { border-collapse: collapse } td, th { padding: 2px 8px }</style>"

_PLOTLY_BEGIN, _PLOTLY_END = '<script type="text/plain" id="plotly">', "</script>\n"

#: What draws plotly's figures is large. It is in the report once, as text, and each frame gets it here.
_PLOTLY = """<script>
const plotly = '<script>' + document.getElementById('plotly').textContent + '<' + '/script>';
for (const frame of document.querySelectorAll('[data-plotly]')) frame.srcdoc = plotly + frame.dataset.plotly;
</script>
"""


def put_together(path: str, title: str, steps: Iterable[Tuple[str, str, str]]) -> None:
    """Write one report of several: for each its title, a remark, and the file, which may not be there."""
    plotly = ""
    with open(path, "w", encoding="utf-8") as file:
        file.write(_HEAD.format(title=html.escape(title)))
        for name, remark, part in steps:
            file.write(f"<h2>{html.escape(name)} <small>{html.escape(remark)}</small></h2>\n")
            with contextlib.suppress(OSError), open(part, encoding="utf-8") as source:
                before, found, behind = source.read().partition("</h1>\n")[2].partition(_PLOTLY_BEGIN)
                library, end, rest = behind.partition(_PLOTLY_END)
                plotly = plotly or found + library + end
                file.write((before + rest).replace(_PLOTLY, "").replace("</html>", ""))
        file.write(f"{plotly}{_PLOTLY if plotly else ''}</html>")


class Report:
    """Written piece by piece, so that a step that fails leaves what it has shown."""

    def __init__(self, path: str, title: str, step_file: str):
        self._file = open(path, "w", encoding="utf-8", errors="backslashreplace")
        self._file.write(_HEAD.format(title=html.escape(title)))
        self._step_file = step_file
        with open(step_file, encoding="utf-8") as file:
            before, *parts = re.split(r"^[ \t]*# %% cell (\d+).*\n", file.read(), flags=re.MULTILINE)
        self._texts = dict(zip(map(int, parts[::2]), parts[1::2]))
        #: The lines of the step's file where its cells begin.
        self._lines: List[int] = []
        line = before.count("\n") + 1
        for text in parts[1::2]:
            self._lines.append(line)
            line += 1 + text.count("\n")
        self._numbers = list(map(int, parts[::2]))
        self._cell = self._shown_cell = 0
        self._printed: List[str] = []
        self._left = CHARACTERS
        self._plotly = False
        self._lock = threading.RLock()

    def printed(self, text: str) -> None:
        """`text` was printed."""
        with self._lock:
            self.follow_cell()
            if self._left > 0:
                self._printed.append(text[: self._left])
                self._left -= len(text)
                if self._left <= 0:
                    self._printed.append("\n… more was printed: it is in stdout.txt")

    def add_image(self, kind: str, data: bytes) -> None:
        """Put an image of the media type `image/<kind>`."""
        self._add(f'<img alt="" src="data:image/{kind};base64,{base64.b64encode(data).decode()}">')

    def add_html(self, content: str) -> None:
        """Put HTML that somebody else has made."""
        rows = content.count("<tr")
        height = min(600, 50 + 24 * rows) if rows else 200
        self._add(f'<iframe sandbox height="{height}" srcdoc="{html.escape(_FRAME + content)}"></iframe>')

    def add_plotly(self, figure: Any) -> None:
        """Put a figure of plotly, which can be zoomed."""
        from plotly.offline import get_plotlyjs

        if not self._plotly:
            self._plotly = True
            self._add(f"{_PLOTLY_BEGIN}{get_plotlyjs()}{_PLOTLY_END.rstrip()}")
        content = figure.to_html(include_plotlyjs=False, full_html=False)
        self._add(f'<iframe sandbox="allow-scripts" height="500" data-plotly="{html.escape(content)}"></iframe>')

    def enter(self, cell: int) -> None:
        """What comes is of this cell, counted from 1."""
        with self._lock:
            if cell != self._cell:
                self._flush()
                self._cell = cell

    def finish(self, error: str = "") -> None:
        """End the report, with the traceback of what ended the step if that was an exception."""
        with self._lock:
            self._flush()
            if error:
                self._write(f'<pre class="error">{html.escape(error)}</pre>')
            self._write(f"{_PLOTLY if self._plotly else ''}</html>")
            # Where the disk is full, closing fails, too; the file is closed all the same.
            with contextlib.suppress(OSError):
                self._file.close()

    def _add(self, content: str) -> None:
        with self._lock:
            self.follow_cell()
            self._flush()
            self._write(content)

    def follow_cell(self) -> None:
        """Find out which cell is being run, by the line that the step's function is at. It is the outermost of the step's file."""
        frame: Any = sys._getframe(2)
        line = 0
        while frame is not None:
            line = frame.f_lineno if frame.f_code.co_filename == self._step_file else line
            frame = frame.f_back
        at = bisect.bisect_right(self._lines, line)
        if at:
            self.enter(self._numbers[at - 1])

    def _flush(self) -> None:
        text, self._printed = "".join(self._printed), []
        if text.strip():
            self._write(f"<pre>{html.escape(_as_seen(text))}</pre>")

    def _write(self, content: str) -> None:
        # The disk may be full, or the step still print when it is over: the report matters less than the step.
        with contextlib.suppress(OSError, ValueError):
            if self._cell != self._shown_cell:
                self._shown_cell = self._cell
                source = textwrap.dedent(self._texts.get(self._cell, "")).strip("\n")
                self._file.write(f"<h3>Cell {self._cell}</h3>\n")
                self._file.write(f"<details><summary>Code</summary><pre>{html.escape(source)}</pre></details>\n")
            self._file.write(content + "\n")
            self._file.flush()


def _as_seen(text: str) -> str:
    """What a terminal would show in the end: no colours, and of a line that was written over only what stayed."""
    text = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", text).replace("\r\n", "\n")
    return "\n".join(line.rstrip("\r").rpartition("\r")[2] for line in text.split("\n"))
