"""How a run ended, told from what ended the code around it."""

from typing import Any, Dict, Optional, Union

from . import encode

#: The signal whose handler is at work, or has raised to end the process.
signalled: Optional[int] = None


def how(error: Optional[BaseException]) -> Dict[str, Any]:
    """The arguments of ``Run.end`` for the exception that leaves a block or a program; None: nothing was wrong."""
    if signalled is not None:
        return {"status": "KILLED", "exit_code": 128 + signalled}
    if error is None or isinstance(error, GeneratorExit):
        return {"status": "FINISHED"}
    if isinstance(error, KeyboardInterrupt):
        return {"status": "KILLED", "exit_code": 130}
    if isinstance(error, SystemExit):
        code = exit_code(error.code)
        return {"status": "FAILED" if code else "FINISHED", "exit_code": code}
    return {"status": "FAILED", "error": error}


def exit_code(code: Any) -> int:
    """The exit status of a process that raised ``SystemExit(code)``: None is 0, a text is 1."""
    if code is None:
        return 0
    return code if isinstance(code, int) else 1


def described(error: Union[BaseException, Dict[str, str], None]) -> Optional[Dict[str, str]]:
    """The journal's ``error``: type, message, traceback."""
    if not isinstance(error, BaseException):
        return error
    import traceback

    try:
        text = "".join(traceback.format_exception(type(error), error, error.__traceback__))
    except Exception:
        text = ""
    # The end of a long traceback tells more than its start.
    return {"type": type(error).__name__, "message": encode.text_of(error)[:10000], "traceback": text[-100000:]}
