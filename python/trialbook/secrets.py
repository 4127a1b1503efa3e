"""Keeping what looks like a password out of the record."""

import re
from typing import Any, List, Sequence

MASK = "…"

_SECRET = {"password", "passwd", "passphrase", "pwd", "secret", "secrets", "credential", "credentials", "apikey", "apitoken", "accesskey"}
# These end a name that holds a secret (hf_token, api-key), but are words of the field too.
_AMBIGUOUS = {"token", "key"}
_HARMLESS = {
    *("pad padding eos bos unk sep cls mask special start stop end begin image audio video text prompt separator newline first last".split()),
    *("sort group label target metric data dataset feature primary foreign partition index join color cache batch column dict state".split()),
    *("monitor query value input output".split()),
}
_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_URL_PASSWORD = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*://[^/@:\s]*):[^/@\s]+@")


def looks_secret(name: str) -> bool:
    """Whether a param or option of this name probably holds a password, a token or a key."""
    words = [word.lower() for word in _WORDS.findall(name)]
    if not words:
        return False
    if _SECRET.intersection(words):
        return True
    return words[-1] in _AMBIGUOUS and not _HARMLESS.intersection(words[:-1])


def masked(name: str, value: Any) -> Any:
    """``value``, or ``…`` where ``name`` looks like a secret's; a password inside a URL is masked in any case. What is
    empty or only says yes or no is not masked."""
    if value is None or isinstance(value, bool) or value == "":
        return value
    if looks_secret(name):
        return MASK
    return _masked_text(value) if isinstance(value, str) else value


def masked_argv(argv: Sequence[str]) -> List[str]:
    """A command line with the values of secret-looking options masked: ``--token x``, ``--token=x``, ``token=x``."""
    result: List[str] = []
    hide = False
    # A notebook's parameters are given as ``-p NAME VALUE``.
    named = [place > 1 and argv[place - 2] == "-p" and looks_secret(argv[place - 1]) for place in range(len(argv))]
    for place, argument in enumerate(argv):
        if named[place]:
            result.append(MASK)
            continue
        name, equals, _ = argument.partition("=")
        if hide and not argument.startswith("-"):
            result.append(MASK)
            hide = False
            continue
        # A path of the script is not an option, whatever it is called.
        hide = argument.startswith("-") and not equals and looks_secret(name)
        result.append(name + "=" + MASK if equals and "/" not in name and looks_secret(name) else _masked_text(argument))
    return result


def _masked_text(text: str) -> str:
    return _URL_PASSWORD.sub(r"\1:%s@" % MASK, text)
