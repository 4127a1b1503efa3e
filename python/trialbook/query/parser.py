"""Queries, read into conditions."""

import re
import time
from typing import Callable, List, Optional, Sequence, Union

from .conditions import Compare, Condition, Exists, Field, Like, Not, all_of, any_of, contains, pattern_of
from .error import QueryError
from .lexer import Token, tokens_of
from .numbers import number_of
from .times import duration_of, span_of

_KEYWORDS = ("and", "or", "not", "like", "in", "is", "missing")
_OPERATORS = ("=", "!=", "<", "<=", ">", ">=")
_PARTS = ("last", "min", "max", "count")
_CHOICES = {
    "status": ("RUNNING", "FINISHED", "FAILED", "KILLED", "CRASHED", "UNKNOWN"),
    "kind": ("script", "module", "notebook", "session", "sweep", "import"),
}
_TEXTS = ("name", "experiment", "branch", "commit", "file", "command", "user", "host", "note", "error")
ATTRIBUTES = _TEXTS + tuple(_CHOICES) + ("starred", "started", "duration")
_MOST_NESTED = 200


def parse(text: str, now: Optional[float] = None) -> Condition:
    """The condition a query states. ``now``: what ``today`` is reckoned from, milliseconds since 1970. Raises QueryError."""
    tokens = tokens_of(text)
    if all(_is_plain(token) for token in tokens[:-1]):
        # Words alone search names.
        return all_of([contains(token.value) for token in tokens[:-1]])
    return _Parser(text, tokens, time.time() * 1000 if now is None else now).query()


def _is_keyword(token: Token) -> bool:
    return token.kind == "word" and token.value.lower() in _KEYWORDS


def _is_plain(token: Token) -> bool:
    if token.kind == "word":
        return not _is_keyword(token) and token.value.lower() not in ATTRIBUTES
    return token.kind in ("quoted", "literal")


class _Parser:
    def __init__(self, text: str, tokens: List[Token], now: float):
        self._text = text
        self._tokens = tokens
        self._now = now
        self._at = 0
        self._depth = 0

    def query(self) -> Condition:
        condition = self._or()
        if self._here.kind != "end":
            raise self._error(self._here, "expected and, or, or the end, but found " + self._here.text)
        return condition

    @property
    def _here(self) -> Token:
        return self._tokens[self._at]

    def _next(self) -> Token:
        token = self._here
        if token.kind != "end":
            self._at += 1
        return token

    def _take(self, kind: str, value: str) -> bool:
        if self._here.kind == kind and self._here.value.lower() == value:
            self._at += 1
            return True
        return False

    def _error(self, place: Union[Token, Sequence[Token]], problem: str) -> QueryError:
        tokens = [place] if isinstance(place, Token) else place
        return QueryError(self._text, tokens[0].offset, tokens[-1].end - tokens[0].offset, problem)

    def _or(self) -> Condition:
        items = [self._and()]
        while self._take("word", "or"):
            items.append(self._and())
        return any_of(items)

    def _and(self) -> Condition:
        items = [self._not()]
        while self._take("word", "and"):
            items.append(self._not())
        return all_of(items)

    def _not(self) -> Condition:
        start = self._here
        if self._take("word", "not"):
            return Not(self._deeper(start, self._not))
        if not self._take("symbol", "("):
            return self._condition()
        inner = self._deeper(start, self._or)
        if not self._take("symbol", ")"):
            raise self._error(self._here, "expected ) for the ( at character %d" % (start.offset + 1))
        return inner

    def _deeper(self, start: Token, read: Callable[[], Condition]) -> Condition:
        self._depth += 1
        if self._depth > _MOST_NESTED:
            raise self._error(start, "more than %d nested parentheses and not" % _MOST_NESTED)
        condition = read()
        self._depth -= 1
        return condition

    def _condition(self) -> Condition:
        if self._here.kind == "quoted":
            return self._name_in_quotes()
        field = self._field()
        token = self._here
        if token.kind == "symbol" and token.value in _OPERATORS:
            self._at += 1
            return self._comparison(field, token.value, token.value)
        negated = self._take("word", "not")
        if self._take("word", "like"):
            like = self._like(field)
            return all_of([Exists(field), Not(like)]) if negated else like
        if self._take("word", "in"):
            return self._in(field, "!=" if negated else "=")
        if negated:
            raise self._error(self._here, "expected like or in after not")
        if self._take("word", "is"):
            there = self._take("word", "not")
            if not self._take("word", "missing"):
                raise self._error(self._here, "expected missing or not missing after is")
            return Exists(field) if there else Not(Exists(field))
        return Compare(field, "=", True) if field == Field("run", "starred") else Exists(field)

    def _name_in_quotes(self) -> Condition:
        token = self._next()
        if self._here.kind == "symbol" and self._here.value in _OPERATORS:
            written = (token.text, token.text)
            raise self._error(token, "expected a field on the left, such as metrics.%s, params.%s or name" % written)
        return contains(token.value)

    def _field(self) -> Field:
        token = self._next()
        if token.kind == "key" and token.family:
            return Field(token.family, token.value)
        word = token.value.lower() if token.kind == "word" else ""
        if word in _PARTS and self._take("symbol", "("):
            key = self._next()
            if key.family != "metrics":
                raise self._error(key, "expected a metric in %s(…), such as %s(metrics.loss)" % (token.text, token.text))
            if not self._take("symbol", ")"):
                raise self._error(self._here, "expected ) after %s(%s" % (token.text, key.text))
            return Field("metrics", key.value, word)
        if word in ATTRIBUTES:
            return Field("run", word)
        raise self._error(token, self._no_field(token))

    def _no_field(self, token: Token) -> str:
        text = token.text
        if token.kind != "word" or _is_keyword(token):
            found = "" if token.kind == "end" else ", but found " + text
            return "expected a condition such as metrics.val_acc > 0.9" + found
        family = re.fullmatch(r"(metric|param|tag|attribute)s?\.(.+)", text, re.IGNORECASE)
        if family:
            right = family[2] if family[2].lower() in ATTRIBUTES else "%ss.%s" % (family[1].lower(), family[2])
            return "%s is no field: write %s" % (text, right)
        if self._here.kind == "symbol" and self._here.value in _OPERATORS:
            return "%s is no field: write metrics.%s, params.%s or tags.%s" % ((text,) * 4)
        return '%s is no field: to search names in a condition, write "%s"' % (text, text)

    def _comparison(self, field: Field, op: str, after: str) -> Condition:
        tokens = self._value(field, after)
        quoted = tokens[0].value if len(tokens) == 1 and tokens[0].kind == "quoted" else None
        text = " ".join(token.text for token in tokens) if quoted is None else quoted
        values = self._attribute_values(field.key, op, text, tokens) if field.family == "run" else self._values(field, op, text, quoted, tokens)
        items: List[Condition] = [Compare(field, op, value) for value in values]
        return all_of(items) if op == "!=" else any_of(items)

    def _value(self, field: Field, after: str) -> List[Token]:
        """The tokens of one value: dates and durations may be several words, everything else is one."""

        def is_value(token: Token) -> bool:
            return token.kind in ("quoted", "literal") or (token.kind == "word" and not _is_keyword(token))

        first = self._here
        if not is_value(first):
            hint = ": fields are compared with values, not with each other" if first.kind == "key" else ""
            raise self._error(first, "expected a value after %s%s" % (after, hint))
        tokens = [self._next()]
        if field.family == "run" and field.key in ("started", "duration") and first.kind != "quoted":
            while is_value(self._here) and self._here.kind != "quoted":
                tokens.append(self._next())
        return tokens

    def _values(self, field: Field, op: str, text: str, quoted: Optional[str], tokens: List[Token]) -> List[object]:
        number = number_of(text) if quoted is None else None
        if number is not None:
            if number != number and op not in ("=", "!="):
                raise self._error(tokens, "expected a number; nan is compared by = and !=")
            return [number]
        if field.family == "metrics":
            raise self._error(tokens, "expected a number" if quoted is None else "expected a number without quotes")
        if quoted is None and text.lower() in ("true", "false") and op in ("=", "!="):
            # Python writes them with a capital.
            return [text.lower(), text.lower().capitalize()]
        return [text]

    def _attribute_values(self, name: str, op: str, text: str, tokens: List[Token]) -> List[object]:
        ordered = op not in ("=", "!=")
        expected = None
        if name == "commit":
            if not re.fullmatch("[0-9a-f]{4,64}", text, re.IGNORECASE):
                expected = "a commit, at least the first 4 of its hex digits"
            value: object = text.lower()
        elif name == "file":
            value = text
        elif name in _CHOICES:
            value = next((choice for choice in _CHOICES[name] if choice.lower() == text.lower()), None)
            expected = "one of " + ", ".join(_CHOICES[name]).lower() if value is None else None
        elif name == "starred":
            value = text.lower() == "true"
            expected = None if text.lower() in ("true", "false") else "true or false"
        elif name == "started":
            value = span_of(text, self._now)
            expected = "a date such as 2026-11-01, today, or 2 days ago" if value is None else None
        elif name == "duration":
            value = duration_of(text)
            expected = "a duration such as 90 s, 10 min or 1h 30min" if value is None else None
        else:
            return [text]
        if ordered and name not in ("started", "duration"):
            expected = "= or != after " + name
        if expected:
            raise self._error(tokens, "expected " + expected)
        return [value]

    def _like(self, field: Field) -> Condition:
        if field.family == "metrics" or (field.family == "run" and field.key in ("starred", "started", "duration")):
            what = "a metric" if field.family == "metrics" else field.key
            raise self._error(self._tokens[self._at - 1], "like is for text, and %s is none: compare it" % what)
        if self._here.kind != "quoted":
            raise self._error(self._here, 'expected a pattern in quotes after like, such as "%net%"')
        return Like(field, pattern_of(self._next().value))

    def _in(self, field: Field, op: str) -> Condition:
        if not self._take("symbol", "("):
            raise self._error(self._here, 'expected ( after in, as in params.model in ("svm", "mlp")')
        items = [self._comparison(field, op, "(")]
        while self._take("symbol", ","):
            items.append(self._comparison(field, op, ","))
        if not self._take("symbol", ")"):
            raise self._error(self._here, "expected , or ) in the list after in")
        return all_of(items) if op == "!=" else any_of(items)
