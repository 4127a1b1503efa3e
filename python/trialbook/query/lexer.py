"""A query cut into tokens."""

import re
import unicodedata
from typing import List, NamedTuple, Optional, Tuple

from .error import QueryError


class Token(NamedTuple):
    """A piece of a query. ``kind``: ``key`` (of a metric, param or tag), ``word``, ``literal`` (begins as a number does),
    ``quoted``, ``symbol`` or ``end``."""

    kind: str
    #: The piece as it is written.
    text: str
    #: What is in the quotes, or behind the point of a key; ``=`` for ``==``; else the text.
    value: str
    offset: int
    #: ``metrics``, ``params`` or ``tags``, of keys.
    family: Optional[str] = None

    @property
    def end(self) -> int:
        """The offset behind it."""
        return self.offset + len(self.text)


# What JavaScript or Python takes for a space: both evaluate queries.
_SPACE = re.compile(r"[\s\ufeff]+")
_LITERAL = re.compile(r"[+-]?(?:[0-9.]|inf|nan)", re.IGNORECASE | re.ASCII)
_SYMBOL = re.compile(r"==|!=|<=|>=|[=<>(),]")
_FAMILY = re.compile(r"(metrics|params|tags)\.", re.IGNORECASE | re.ASCII)
_ADVICE = {
    "&": "write and",
    "|": "write or",
    "!": "write not or !=",
    "~": "write like",
    "`": "backquotes go around a key, as in metrics.`val acc`",
}


def tokens_of(text: str) -> List[Token]:
    """The tokens of a query, the last of them ``end``. Raises QueryError."""
    tokens: List[Token] = []
    at = 0
    while at < len(text):
        space = _SPACE.match(text, at)
        if space:
            at = space.end()
            continue
        tokens.append(_token_at(text, at))
        at = tokens[-1].end
    tokens.append(Token("end", "", "", len(text)))
    return tokens


def _token_at(text: str, at: int) -> Token:
    if text[at] in "\"'":
        value, end = _quoted(text, at)
        return Token("quoted", text[at:end], value, at)
    if text[at] == "_" or unicodedata.category(text[at])[0] == "L":
        end = _word_end(text, at, "_./:@-")
        word = text[at:end]
        family = _FAMILY.match(word)
        if not family:
            return Token("word", word, word, at)
        if len(word) > len(family[0]):
            return Token("key", word, word[len(family[0]) :], at, family[1].lower())
        if text[end : end + 1] not in tuple("`\"'"):
            raise QueryError(text, at, len(family[0]), "expected a key after " + family[0])
        value, end = _quoted(text, end)
        return Token("key", text[at:end], value, at, family[1].lower())
    literal = _LITERAL.match(text, at)
    if literal:
        word = text[at : _word_end(text, literal.end(), "_./:@+-")]
        return Token("literal", word, word, at)
    symbol = _SYMBOL.match(text, at)
    if symbol:
        return Token("symbol", symbol[0], "=" if symbol[0] == "==" else symbol[0], at)
    advice = _ADVICE.get(text[at], "put text with such characters in quotes")
    raise QueryError(text, at, 1, "unexpected %s (%s)" % (text[at], advice))


def _word_end(text: str, at: int, signs: str) -> int:
    """The offset behind the letters, marks on them, digits and ``signs`` from ``at`` on."""
    while at < len(text) and (text[at] in signs or unicodedata.category(text[at])[0] in "LMN"):
        at += 1
    return at


def _quoted(text: str, at: int) -> Tuple[str, int]:
    """The text in the quotes that open at ``at``, and the offset behind them. The quote itself is written twice."""
    quote = text[at]
    end = at + 1
    while True:
        end = text.find(quote, end)
        if end < 0:
            raise QueryError(text, at, len(text) - at, "the text that %s begins has no closing %s" % (quote, quote))
        if text[end + 1 : end + 2] != quote:
            return text[at + 1 : end].replace(quote * 2, quote), end + 1
        end += 2
