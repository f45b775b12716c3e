"""What experts expect of a story, as `lift.drift > hold.drift + 0.05`: checked here, judged on the outcomes of a run by `sim.experiments`.

    expectation  sum  <  <=  >  >=  sum; a sum joins numbers, percentages and VARIANT.OUTCOME with + and -
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sim.errors import SimError, nearest

PIECES = re.compile(
    r"\s*(?:(?P<comparison><=|>=|<|>)|(?P<sign>[+-])|(?P<name>[A-Za-z_]\w*\.[A-Za-z_]\w*)|(?P<number>(?:\d+(?:\.\d+)?|\.\d+)(?:\s*%)?)(?![\w.]))"
)
FORM = "write lift.drift > hold.drift + 0.05"
OPERANDS = ("name", "number")

Piece = tuple[str, str, int]
"""What it is (`comparison`, `sign`, `name`, `number`), as it is written, and at which column."""


class ExpectationError(SimError):
    """An expectation that cannot be read: what is wrong, at which column (from 1)."""

    exit_code = 3

    def __init__(self, what: str, column: int, remedy: str = FORM, length: int = 1) -> None:
        super().__init__(what, where=f"column {column}", remedy=remedy)
        self.column, self.length = column, length


@dataclass(frozen=True)
class Term:
    """`sign` times an outcome of a variant, or times a number where `variant` is empty."""

    sign: int
    variant: str
    outcome: str
    number: float = 0.0


def check_expectation(text: str, variants: Sequence[str], outcomes: Sequence[str]) -> None:
    """Refuse an expectation that is no comparison or names what the story does not have; raises `ExpectationError`."""
    left, _, right = sides(text)
    for kind, piece, column in (*left, *right):
        if kind == "name":
            check_name(piece, column, variants, outcomes)


def read(text: str) -> tuple[list[Term], str, list[Term]]:
    """Left side, comparison and right side of an expectation; raises `ExpectationError` where it is none."""
    left, comparison, right = sides(text)
    return terms(left), comparison, terms(right)


def read_sum(text: str) -> list[Term]:
    """The terms of a sum that stands alone; raises `ExpectationError` where it is none."""
    found = ordered(text)
    if any(kind == "comparison" for kind, *_ in found):
        raise ExpectationError("this is a comparison, not a sum", 1, length=len(text))
    return terms(found)


def sides(text: str) -> tuple[list[Piece], str, list[Piece]]:
    """The pieces of both sides of an expectation and the comparison between them; raises `ExpectationError` where it is none."""
    found = ordered(text)
    places = [place for place, (kind, *_) in enumerate(found) if kind == "comparison"]
    if len(places) != 1 or all(kind != "name" for kind, *_ in found):
        raise ExpectationError("this does not compare one thing with another", 1, length=len(text))
    return found[: places[0]], found[places[0]][1], found[places[0] + 1 :]


def ordered(text: str) -> list[Piece]:
    """The pieces of a text in which outcomes and numbers alternate with signs; each side may begin with a minus."""
    found, before = pieces(text), "comparison"
    for kind, piece, column in found:
        operand, wanted = kind in OPERANDS, before not in OPERANDS
        if operand != wanted and not (piece == "-" and before == "comparison"):
            what = f"a sign is missing before `{piece}`" if operand else f"an outcome or a number is missing before `{piece}`"
            raise ExpectationError(what, column)
        before = kind
    if before not in OPERANDS:
        raise ExpectationError("this does not compare one thing with another", 1, length=len(text))
    return found


def terms(side: Sequence[Piece]) -> list[Term]:
    """The pieces of a sum as terms."""
    found, sign = [], 1
    for kind, piece, _ in side:
        if kind == "name":
            variant, outcome = piece.split(".")
            found.append(Term(sign, variant, outcome))
        elif kind == "number":
            found.append(Term(sign, "", "", size(piece)))
        else:
            sign = -1 if piece == "-" else 1
    return found


def size(piece: str) -> float:
    """A number or a percentage."""
    return float(piece.rstrip("% ")) / 100 if "%" in piece else float(piece)


def pieces(text: str) -> list[Piece]:
    """Signs, names and numbers with their columns."""
    found: list[Piece] = []
    at = 0
    while text[at:].strip():
        match = PIECES.match(text, at)
        if match is None:
            start = len(text) - len(text[at:].lstrip())
            raise ExpectationError(f"cannot read `{text[start:].split()[0]}`", start + 1)
        kind = str(match.lastgroup)
        found.append((kind, match[kind], match.start(kind) + 1))
        at = match.end()
    return found


def check_name(name: str, column: int, variants: Sequence[str], outcomes: Sequence[str]) -> None:
    """A variant and an outcome that the story has."""
    variant, _, outcome = name.partition(".")
    for part, names, kind, place in ((variant, variants, "a variant", column), (outcome, outcomes, "an outcome", column + len(variant) + 1)):
        if part not in names:
            near = nearest(part, names)
            remedy = f"did you mean `{near}`?" if near else f"there are: {', '.join(names) or 'none'}"
            raise ExpectationError(f"`{part}` is not {kind} of this story", place, remedy, len(part))
