"""Seals by which a table for people is known to be what the program wrote: one that was edited by hand is not believed, its line is named."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from itertools import zip_longest

from sim.results.tables import answers_text
from sim.results.values import Answer

DIGITS = 12
"""So many digits of a hash seal a line."""

HEAD = 1
"""Lines above the first row of a table."""


def sealed(content: bytes) -> str:
    """The seal of a file, or of a line."""
    return hashlib.sha256(content).hexdigest()[:DIGITS]


def key(answer: Answer) -> str:
    """What an answer is about."""
    return f"{answer.variant}, {answer.outcome}"


def seal(answer: Answer) -> str:
    """The seal of an answer."""
    return sealed(answers_text([answer]).encode())


def seals(answers: Sequence[Answer]) -> dict[str, str]:
    """The seal of every answer, as a manifest keeps it."""
    return {key(answer): seal(answer) for answer in answers}


def edited(answers: Sequence[Answer], kept: Mapping[str, str] | None) -> str:
    """The first line of the answers that is not what was written, in words; nothing where all are, or where the result keeps no seals."""
    if kept is None:
        return ""
    for place, (answer, wanted) in enumerate(zip_longest(answers, kept), start=HEAD + 1):
        if answer is None:
            return f"the line of {wanted} is missing"
        if key(answer) != wanted or seal(answer) != kept[wanted]:
            return f"line {place} ({key(answer)}) is not what was written"
    return ""
