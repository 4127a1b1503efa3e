"""Printed text as a terminal would show it in the end: progress bars folded, colours gone."""

import re
from typing import List

# Escape sequences (CSI, OSC and its kin, two-character ones) and the control characters that move the cursor. A sequence
# that is not yet complete at the end of a piece is caught by the last two alternatives, and waits for the next piece.
_TOKEN = re.compile(
    r"\x1b\[([0-?]*)[ -/]*([@-~])"
    r"|\x1b[\]PX^_][^\x07\x1b]{0,4096}(?:\x07|\x1b\\)"
    r"|\x1b[ -/]*[0-OQ-WYZ\\`-~]"
    r"|[\r\n\b]"
    r"|(\x1b(?:\[[0-?]*[ -/]*|[\]PX^_][^\x07\x1b]{0,4096}\x1b?|[ -/]*)?\Z)"
)
_ACTING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_CONTROL = re.compile(r"[\x00-\x07\x0b-\x1f\x7f]")
#: Lines above the cursor that a program may still change, as several progress bars do.
REGION_LIMIT = 50
#: A line that long is given away in pieces, as nothing says that it will ever end.
LINE_LIMIT = 64 * 1024


class Folder:
    """Takes what is printed in pieces and gives back the lines that are final.

    A carriage return, a backspace and the erasing of a line act on the line that is being printed. A cursor that goes up
    acts on the lines above, as far as they have not been given away: none at first, and once a program has gone up
    by n lines, the last n are always kept back.

    What was given away of a line that had not ended is not changed any more: what would go over it begins a new line.
    """

    def __init__(self) -> None:
        self._clear()

    def _clear(self) -> None:
        self._lines: List[str] = [""]
        self._row = 0
        self._column = 0
        self._region = 0
        self._rest = ""
        # Of the line that has not ended: whether the cursor went back on it, whether its beginning was given away, and whether
        # what comes next would go over that.
        self._rewritten = self._given = self._over_given = False

    def feed(self, text: str) -> str:
        """The text that became final by this piece, whole lines each with its newline."""
        text = self._rest + text
        self._rest = ""
        if self._is_plain() and not _ACTING.search(text):
            # Nearly all that is printed.
            done, newline, rest = (self._lines[0] + text).rpartition("\n")
            self._lines[0] = rest
            self._column = len(rest)
            if not newline:
                return self._overlong()
            self._rewritten = self._given = self._over_given = False
            return done + newline
        place = 0
        for token in _TOKEN.finditer(text):
            if token.start() > place:
                self._put(text[place : token.start()])
            place = token.end()
            if token.group(3) is not None:
                self._rest = token.group(3)
            elif token.group(2):
                self._control_sequence(token.group(2), token.group(1))
            else:
                self._move(token.group())
        if place < len(text):
            self._put(text[place:])
        final = len(self._lines) - 1 - self._region
        if final <= 0:
            return self._overlong()
        done = self._lines[:final]
        del self._lines[:final]
        self._row = max(0, self._row - final)
        return "\n".join(done) + "\n"

    @property
    def has_open_line(self) -> bool:
        """Whether ``open_line`` has something to give."""
        return self._lines[0] != "" and self._is_plain() and not self._rewritten

    def open_line(self) -> str:
        """Give away what there is of a line that has not ended, if nothing suggests that it will be changed yet."""
        return self._give_beginning() if self.has_open_line else ""

    def finish(self) -> str:
        """What is left; a last line that did not end stays without a newline."""
        text = "\n".join(self._lines)
        self._clear()
        return text

    def _is_plain(self) -> bool:
        return len(self._lines) == 1 and not self._region and self._column == len(self._lines[0])

    def _put(self, text: str) -> None:
        text = _CONTROL.sub("", text)
        if self._over_given:
            self._lines.insert(self._row, "")
            self._row += 1
            self._given = self._over_given = False
        line, column = self._lines[self._row], self._column
        if column == len(line):
            self._lines[self._row] = line + text
        else:
            self._lines[self._row] = line[:column].ljust(column) + text + line[column + len(text) :]
        self._column = column + len(text)

    def _move(self, token: str) -> None:
        if token == "\r":
            self._column = 0
            self._rewritten = True
            self._over_given = self._given
        elif token == "\b":
            self._column = max(0, self._column - 1)
            self._rewritten = True
        elif token == "\n":
            self._rewritten = self._given = self._over_given = False
            self._row += 1
            self._column = 0
            if self._row == len(self._lines):
                self._lines.append("")

    def _control_sequence(self, final: str, parameters: str) -> None:
        count = int(parameters) if parameters.isdigit() and len(parameters) < 5 else 0
        line = self._lines[self._row]
        if final in "ABDEFG" or (final == "K" and count):
            self._rewritten = True
            self._over_given = self._given
        if final == "K":
            self._lines[self._row] = "" if count == 2 else " " * self._column + line[self._column :] if count == 1 else line[: self._column]
        elif final in "AF":
            # Even where the lines above are given away already, they are kept from now on.
            self._region = min(REGION_LIMIT, max(self._region, len(self._lines) - 1 - self._row + max(1, count)))
            self._row = max(0, self._row - max(1, count))
        elif final in "BE":
            self._row = min(len(self._lines) - 1, self._row + max(1, count))
        elif final == "C":
            self._column = min(self._column + max(1, count), LINE_LIMIT)
        elif final == "D":
            self._column = max(0, self._column - max(1, count))
        elif final == "G":
            self._column = min(max(1, count) - 1, LINE_LIMIT)
        elif final == "J" and count == 0:
            self._lines[self._row] = line[: self._column]
            del self._lines[self._row + 1 :]
        if final in "EF":
            self._column = 0

    def _overlong(self) -> str:
        if len(self._lines[0]) <= LINE_LIMIT or len(self._lines) > 1:
            return ""
        return self._give_beginning()

    def _give_beginning(self) -> str:
        text, self._lines[0] = self._lines[0], ""
        self._column = 0
        self._given = True
        return text
