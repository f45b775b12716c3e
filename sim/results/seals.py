"""Seals by which a table for people is known to be what the program wrote: one that was edited by hand is not believed, its line is named."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from itertools import zip_longest
from typing import Any

from sim.results.tables import answers_text
from sim.results.values import Answer

DIGITS = 12
"""So many digits of a hash seal a line."""

HEAD = 1
"""Lines above the first row of a table."""

FORM = 1
"""The form of the seals: of a row with the head of its table above it, as they stand in the file, lines ended as on Unix."""

QUOTE = '"'


def sealed(content: bytes) -> str:
    """The seal of a file, or of a line."""
    return hashlib.sha256(content).hexdigest()[:DIGITS]


def key(answer: Answer) -> str:
    """What an answer is about."""
    return f"{answer.variant}, {answer.outcome}"


def seals(answers: Sequence[Answer]) -> dict[str, Any]:
    """The seal of every answer, as a manifest keeps it, and in which form."""
    return {"seals": {key(answer): sealed(answers_text([answer]).encode()) for answer in answers}, "seals_form": FORM}


def edited(text: str, answers: Sequence[Answer], manifest: Mapping[str, Any]) -> str:
    """The first line of a table of answers that is not what was written, in words; nothing where all are.

    Nothing either where the result keeps no seals, or keeps them in a form of a later version. Lines are sealed as they stand in the file.
    """
    kept = manifest.get("seals")
    if kept is None or manifest.get("seals_form", FORM) != FORM:
        return ""
    head, *lines = rows(text)
    for place, (answer, line, wanted) in enumerate(zip_longest(answers, lines, kept), start=HEAD + 1):
        if answer is None:
            return f"the line of {wanted} is missing"
        if key(answer) != wanted or sealed(f"{head}\n{line}\n".encode()) != kept[wanted]:
            return f"line {place} ({key(answer)}) is not what was written"
    return ""


def rows(text: str) -> list[str]:
    """The rows of a table as they stand in a file that was read as text; a cell in quotes may go over several lines."""
    found: list[str] = []
    for line in text.split("\n"):
        if found and found[-1].count(QUOTE) % 2:
            found[-1] += f"\n{line}"
        elif line:
            found.append(line)
    return found
