"""What experts expect of a story, as `lift.drift > hold.drift + 0.05`: checked here, judged on the outcomes of a run by `sim.experiments`.

    expectation  sum  <  <=  >  >=  sum; a sum joins numbers, percentages and VARIANT.OUTCOME with + and -
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sim.errors import SimError, nearest

PIECES = re.compile(
    r"\s*(?:(?P<comparison><=|>=|<|>)|(?P<sign>[+-])|(?P<name>[A-Za-z_]\w*\.[A-Za-z_]\w*)|(?P<number>(?:\d+(?:\.\d+)?|\.\d+)(?:\s*%)?)(?![\w.]))"
)
FORM = "write lift.drift > hold.drift + 0.05"


class ExpectationError(SimError):
    """An expectation that cannot be read: what is wrong, at which column (from 1)."""

    exit_code = 3

    def __init__(self, what: str, column: int, remedy: str = FORM, length: int = 1) -> None:
        super().__init__(what, where=f"column {column}", remedy=remedy)
        self.column, self.length = column, length


def check_expectation(text: str, variants: Sequence[str], outcomes: Sequence[str]) -> None:
    """Refuse an expectation that is no comparison or names what the story does not have; raises `ExpectationError`."""
    comparisons, named, wanted = 0, 0, True
    for kind, piece, column in pieces(text):
        operand = kind in ("name", "number")
        if operand != wanted and not (kind == "sign" and wanted and piece == "-"):
            what = f"a sign is missing before `{piece}`" if operand else f"an outcome or a number is missing before `{piece}`"
            raise ExpectationError(what, column)
        if kind == "name":
            check_name(piece, column, variants, outcomes)
        comparisons, named, wanted = comparisons + (kind == "comparison"), named + (kind == "name"), not operand
    if comparisons != 1 or not named or wanted:
        raise ExpectationError("this does not compare one thing with another", 1, length=len(text))


def pieces(text: str) -> list[tuple[str, str, int]]:
    """Signs, names and numbers with their columns."""
    found: list[tuple[str, str, int]] = []
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
