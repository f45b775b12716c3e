"""Cuts a sentence into words, numbers, dates, names and signs, each with its column."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sim.errors import SimError

WORDS = frozenset({"and", "or", "not", "for", "months", "month", "after", "by", "at", "end", "start", "mean", "of"})
"""Words of the grammar; everything else that reads like a word is the name of a quantity."""

PIECES = re.compile(
    r"(?P<space>\s+)|(?P<date>\d{4}-\d{2}(?![\w.]))|(?P<number>(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?(?![\w.]))"
    r"|(?P<name>[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z0-9_]+)*)|(?P<sign><=|>=|==|!=|[<>=+\-()*/])"
)


class SentenceError(SimError):
    """A sentence that cannot be read: what is wrong, at which column (from 1), and what to write instead."""

    exit_code = 3

    def __init__(self, what: str, column: int, remedy: str = "", length: int = 1) -> None:
        super().__init__(what, where=f"column {column}", remedy=remedy)
        self.column, self.length = column, length


@dataclass(frozen=True)
class Token:
    """A piece of a sentence: its kind (`word`, `name`, `number`, `date`, `sign`, `end`), text and column."""

    kind: str
    text: str
    column: int

    @property
    def said(self) -> str:
        """The piece as an error message names it."""
        return f"`{self.text}`" if self.kind != "end" else "the end of the sentence"


def tokens(text: str) -> list[Token]:
    """The pieces of a sentence, closed by one of kind `end`; raises `SentenceError` at what it cannot read."""
    found: list[Token] = []
    at = 0
    while at < len(text):
        match = PIECES.match(text, at)
        if match is None:
            raise unreadable(text, at)
        kind = str(match.lastgroup)
        if kind != "space":
            word = match.group()
            found.append(Token("word" if word in WORDS else kind, word, at + 1))
        at = match.end()
    return [*found, Token("end", "", len(text) + 1)]


def unreadable(text: str, at: int) -> SentenceError:
    """The error for a piece that is no word, number, date, name or sign."""
    piece = re.match(r"\S+", text[at:])
    remedy = "a sentence looks like: cohesion.us_rok < start - 0.05 for 6 months"
    return SentenceError(f"cannot read `{piece.group() if piece else text[at]}`", at + 1, remedy)
