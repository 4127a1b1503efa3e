"""Stands in the steps of a pipeline that is being checked: after each cell it notes what the cell's variables hold and what
was shown. Without the checker around it does nothing."""

import importlib.util
import json
import os
import shutil
import sys
import tempfile
from typing import Any, Callable, Dict, List, Mapping, Optional, Sequence, Tuple

_SHOWN_AT_MOST = 2_000_000


def before(cell: int) -> None:
    """The step is about to run the statements of that cell; called from the step's own function."""
    if _recorder is not None:
        frame = sys._getframe(1)
        _recorder.before(cell, frame.f_locals, frame.f_globals)


def after(cell: int, variables: Mapping[str, Any], names: Sequence[str]) -> None:
    """The statements of the cell have run, and may have changed the variables of those names."""
    if _recorder is not None:
        _recorder.after(cell, variables, names)


class _Recorder:
    def __init__(self, settings: Dict[str, Any]):
        self._settings = settings
        self._fingerprints = _load(settings["fingerprints"])
        self._blobs = self._fingerprints.Blobs(settings["blobs"])
        self._shown: List[Tuple[str, str]] = []
        self._room = _SHOWN_AT_MOST
        self._paused = False
        self.direct = _DirectOutput()
        self._format: Optional[Callable[[Any], Optional[str]]] = None

    def before(self, cell: int, variables: Mapping[str, Any], module: Dict[str, Any]) -> None:
        names = self._settings["before"].get(str(cell), [])
        self._keep(cell, {"before": self._describe(variables, names)})
        self._watch(module)
        definitions = sys.modules.get("steps.shared.definitions")
        if definitions is not None:
            self._watch(vars(definitions))
        if not isinstance(sys.stdout, _Tee):
            sys.stdout = _Tee(sys.stdout, self)  # type: ignore[assignment]
        self._shown, self._room = [], _SHOWN_AT_MOST
        self.direct.begin()

    def after(self, cell: int, variables: Mapping[str, Any], names: Sequence[str]) -> None:
        wanted = self._settings["names"].get(str(cell), names)
        self.printed(self.direct.end(), "direct")
        self._keep(cell, {"shown": self._shown, "after": self._describe(variables, wanted)})
        self._shown = []

    def printed(self, text: str, kind: str = "stdout") -> None:
        """Something went to the standard output: by Python, or past it (`direct`)."""
        if self._paused or self._room <= 0 or text == "":
            return
        self._room -= len(text)
        if self._shown and self._shown[-1][0] == kind:
            self._shown[-1] = (kind, self._shown[-1][1] + text)
        else:
            self._shown.append((kind, text))

    def _describe(self, variables: Mapping[str, Any], names: Sequence[str]) -> Dict[str, Any]:
        found: Dict[str, Any] = self._fingerprints.snapshot(variables, names, self._blobs, self._settings["folders"])
        return found

    def _keep(self, cell: int, content: Dict[str, Any]) -> None:
        self._fingerprints.keep(os.path.join(self._settings["out"], "cell-%d.json" % cell), content)

    def _watch(self, module: Dict[str, Any]) -> None:
        """What the module calls `display` also tells us what it is given, as IPython would write it."""
        shown = module.get("display")
        if callable(shown) and getattr(shown, "__module__", "").startswith(("steps.", "IPython.")) and not hasattr(shown, "_trialbook_watched"):
            module["display"] = self._watched(shown)

    def _watched(self, show: Callable[..., Any]) -> Callable[..., Any]:
        def display(*values: Any, **options: Any) -> Any:
            # What came while the values were made.
            self.printed(self.direct.new(), "direct")
            for value in values:
                text = None if self._paused else self._text(value)
                if text is not None:
                    self._shown.append(("display", text[:_SHOWN_AT_MOST]))
            already, self._paused = self._paused, True
            try:
                return show(*values, **options)
            finally:
                self._paused = already

        display._trialbook_watched = True  # type: ignore[attr-defined]
        return display

    def _text(self, value: Any) -> Optional[str]:
        """The value as plain text; None for a picture, for a formula and for what shows itself."""
        if value is None or hasattr(type(value), "_ipython_display_") or type(value).__module__.startswith("matplotlib.figure"):
            return None
        if self._format is None:
            self._format = _formatter()
        return self._format(value)


def _formatter() -> Callable[[Any], Optional[str]]:
    from IPython.core.formatters import DisplayFormatter

    formatter = DisplayFormatter()
    heavy = {"text/html", "text/markdown", "application/javascript", "application/pdf", "application/json"}

    def text(value: Any) -> Optional[str]:
        # Tables have both, and formulas only one.
        table = hasattr(type(value), "_repr_html_")
        data, _ = formatter.format(value, exclude={*heavy, "text/latex"} if table else heavy)
        return None if any(kind.startswith("image/") or kind == "text/latex" for kind in data) else data.get("text/plain")

    return text


class _Tee:
    """A stream of which the recorder hears everything."""

    def __init__(self, stream: Any, recorder: _Recorder):
        self._stream = stream
        self._recorder = recorder

    def write(self, text: str) -> int:
        self._recorder.printed(self._recorder.direct.new(), "direct")
        self._recorder.printed(text)
        written = self._stream.write(text) or 0
        self._stream.flush()
        self._recorder.direct.new()
        return written

    def writelines(self, lines: Any) -> None:
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


class _DirectOutput:
    """What reaches the standard output past Python: from programs that a cell starts, and from libraries. A kernel shows that,
    too, except on Windows. It goes on to where it would have gone when the cell ends."""

    def __init__(self) -> None:
        self._file: Optional[Any] = None
        self._real = -1
        self._known = 0

    def begin(self) -> None:
        if self._file is not None or sys.platform == "win32":
            return
        sys.stdout.flush()
        self._file, self._real, self._known = tempfile.TemporaryFile(), os.dup(1), 0
        os.dup2(self._file.fileno(), 1)

    def new(self) -> str:
        """What has come since this was asked last, from Python as well."""
        if self._file is None:
            return ""
        data = os.pread(self._file.fileno(), os.fstat(self._file.fileno()).st_size - self._known, self._known)
        self._known += len(data)
        return data.decode("utf-8", "replace")

    def end(self) -> str:
        if self._file is None:
            return ""
        last = self.new()
        sys.stdout.flush()
        os.dup2(self._real, 1)
        os.close(self._real)
        self._file.seek(0)
        with open(1, "wb", closefd=False) as real:
            shutil.copyfileobj(self._file, real)
        self._file.close()
        self._file = None
        return last


def _load(folder: str) -> Any:
    """The package of that folder, under a name that nobody else uses."""
    name = "_trialbook_fingerprints"
    spec = importlib.util.spec_from_file_location(name, os.path.join(folder, "__init__.py"), submodule_search_locations=[folder])
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def _started() -> Optional[_Recorder]:
    path = os.environ.get("TRIALBOOK_CHECK")
    if not path:
        return None
    with open(path, encoding="utf-8") as file:
        return _Recorder(json.load(file))


_recorder = _started()
