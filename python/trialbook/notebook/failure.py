"""How a cell ended, told from IPython's result."""

import re
import traceback
from typing import Any, Dict, Optional, Tuple

from .. import encode

_COLOURS = re.compile(r"\x1b\[[0-9;]*m")


def of(result: Any) -> Tuple[str, Optional[Dict[str, str]]]:
    """``ok``, ``error`` or ``interrupted``, and the journal's ``error``. ``result`` is None where a cell that awaits was
    cancelled."""
    if result is None:
        return "interrupted", None
    error = getattr(result, "error_before_exec", None) or getattr(result, "error_in_exec", None)
    if error is None:
        return "ok", None
    interrupted = isinstance(error, KeyboardInterrupt) or type(error).__name__ == "CancelledError"
    return "interrupted" if interrupted else "error", described(error)


def described(error: BaseException) -> Dict[str, str]:
    """Type, message and traceback, without IPython's own frames and without colours."""
    try:
        trace = error.__traceback__
        while trace is not None and _is_ipython(trace.tb_frame.f_code.co_filename):
            trace = trace.tb_next
        text = "".join(traceback.format_exception(type(error), error, trace))
    except Exception:
        text = ""
    message = encode.text_of(error)[:10000]
    return {"type": type(error).__name__, "message": _COLOURS.sub("", message), "traceback": _COLOURS.sub("", text)[-100000:]}


def _is_ipython(path: str) -> bool:
    path = path.replace("\\", "/")
    return "/IPython/core/" in path or "/ipykernel/" in path
