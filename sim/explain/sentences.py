"""The sentences of a story in English: what a parsed condition says, and what an outcome asks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sim.explain.english import count, counted, listed, month, number
from sim.explain.labels import PLURAL, spoken
from sim.rules.sentences import parse
from sim.rules.sentences.evaluate import All, Clause, Comparison, Constant, During, Lasting, Not, Quantity, Start, Sum, Term
from sim.world.calendar import MONTHS, month_number

AGAINST_A_LEVEL = {"<": "below", "<=": "at or below", ">": "above", ">=": "at or above"}
"""How a quantity lies to a level."""

OPPOSITE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<"}
"""What holds where a comparison does not."""

FROM_THE_START = {
    ("<", -1): ("falls", "more than {} below"), ("<=", -1): ("falls", "to at least {} below"),
    (">", -1): ("is", "above a level {} below"), (">=", -1): ("is", "at or above a level {} below"),
    (">", 1): ("rises", "more than {} above"), (">=", 1): ("rises", "to at least {} above"),
    ("<", 1): ("is", "below a level {} above"), ("<=", 1): ("is", "at or below a level {} above"),
}
"""How a quantity lies to a level so far below (-1) or above (1) its start: verb and words."""

VERBS = {"is": "are", "falls": "fall", "rises": "rise"}


@dataclass(frozen=True)
class Telling:
    """A story's time, in which its sentences are told: month 0 is its start, `months` its last."""

    start: int
    months: int

    def told(self, text: str) -> str:
        """A sentence of the story in English."""
        return self.clause(parse(text, self.start).clause)

    def at(self, recorded: int) -> str:
        """A recorded month: the end of that month, 0 the start."""
        return f"the end of {month(self.start + recorded - 1)}" if recorded else "the start"

    def clause(self, said: Clause) -> str:
        """One clause."""
        if isinstance(said, Comparison):
            return comparison(said)
        if isinstance(said, All):
            return listed(self.part(each) for each in said.clauses)
        if isinstance(said, Not):
            return self.opposite(said)
        if isinstance(said, Lasting):
            several_of_it = "all of it " if isinstance(said.clause, All) else ""
            return f"{self.clause(said.clause)}, {several_of_it}in each of {counted(said.months, 'month')} running"
        assert isinstance(said, During)
        return f"{self.clause(said.clause)}, {self.window(said)}"

    def opposite(self, said: Not) -> str:
        """The opposite of a clause; what is written as the opposite of an opposite is an `or`, or the clause itself."""
        either, inner = alternatives(said), said.clause
        if either:
            return listed((self.clause(each) for each in either), "or")
        if isinstance(inner, Not):
            return self.clause(inner.clause)
        if isinstance(inner, Comparison):
            return comparison(Comparison(OPPOSITE[inner.sign], inner.left, inner.right))
        return f"it is not so that {self.clause(inner)}"

    def part(self, said: Clause) -> str:
        """A clause beside others; one of several itself is told apart by `either`."""
        return f"either {self.clause(said)}" if isinstance(said, Not) and alternatives(said) else self.clause(said)

    def window(self, said: During) -> str:
        """The months that a clause speaks of."""
        if said.first is None:
            return "at the end of the story"
        if said.last is None:
            return f"from {self.at(said.first)} on"
        return f"at {self.at(said.first)}" if said.first == said.last else f"by {self.at(said.last)}"

    def asked(self, entry: Mapping[str, Any]) -> str:
        """What an outcome asks, as a phrase: the chance of something, or the size of a quantity, and when."""
        limit = entry.get("at") or entry.get("by")
        last = self.months if limit in (None, "end") else min(month_number(str(limit)) - self.start + 1, self.months)
        if entry.get("track"):
            return f"{self.followed(entry)} of {spoken(str(entry['track']))}"
        said = parse(str(entry["chance_of"]), self.start).clause
        if entry.get("at"):
            return f"the chance that, at {self.at(last)}, {self.clause(said)}"
        return f"the chance that {self.at_any_month(said, last)}"

    def followed(self, entry: Mapping[str, Any]) -> str:
        """Over which months a quantity is followed."""
        limit = entry.get("at") or entry.get("by")
        last = self.months if limit in (None, "end") else min(month_number(str(limit)) - self.start + 1, self.months)
        if entry.get("at"):
            return f"the value at {self.at(last)}"
        return f"the mean over the {count(min(last, MONTHS))} months to {self.at(last)}"

    def at_any_month(self, said: Clause, last: int) -> str:
        """A clause with the months at which it may come true, up to the last."""
        if isinstance(said, During) and said.first is not None:
            end = last if said.last is None else min(said.last, last)
            if said.first == end:
                return f"{self.clause(said.clause)}, at {self.at(end)}"
            began = f"from {self.at(said.first)[len('the end of '):]} (month {said.first}) " if said.first > 1 else ""
            return f"{self.clause(said.clause)}, at the end of any month {began}{'to' if began else 'up to'} {self.at(end)[len('the end of '):]}"
        if isinstance(said, During):
            return f"{self.clause(said.clause)}, at {self.at(last)}"
        return f"{self.clause(said)}, at the end of any month up to {self.at(last)[len('the end of '):]}"


def alternatives(said: Not) -> tuple[Clause, ...]:
    """The parts of an `or`, which is written as: not all of them false."""
    inner = said.clause
    if not isinstance(inner, All):
        return ()
    opposites = [each.clause for each in inner.clauses if isinstance(each, Not)]
    return tuple(opposites) if len(opposites) == len(inner.clauses) > 1 else ()


def comparison(said: Comparison) -> str:
    """One comparison: against a level, against the start, or of two quantities."""
    subject, plural = term(said.left), several(said.left)
    verb, against = versus(said)
    its = "their" if plural else "its"
    return f"{subject} {VERBS[verb] if plural else verb} {against.replace('ITS', its)}"


def versus(said: Comparison) -> tuple[str, str]:
    """The verb, and what the left side is compared with; `ITS` stands for the owner of the start."""
    away = from_start(said.right)
    if away is None:
        return "is", f"{AGAINST_A_LEVEL[said.sign]} {term(said.right)}"
    if away == 0:
        return "is", f"{AGAINST_A_LEVEL[said.sign]} ITS start"
    verb, words = FROM_THE_START[said.sign, 1 if away > 0 else -1]
    return verb, f"{words.format(number(abs(away)))} ITS start"


def from_start(said: Term) -> float | None:
    """How far from the start a right side lies; None where it is not `start` with numbers added."""
    terms = said.terms if isinstance(said, Sum) else ((1, said),)
    if sum(sign for sign, each in terms if isinstance(each, Start)) != 1 or not all(isinstance(each, Start | Constant) for _, each in terms):
        return None
    return sum(sign * each.number for sign, each in terms if isinstance(each, Constant))


def term(said: Term) -> str:
    """A number, a quantity, a mean, or several added up."""
    if isinstance(said, Constant):
        return number(said.number)
    if isinstance(said, Quantity):
        return spoken(said.name) if said.months == 1 else f"the {count(said.months)}-month mean of {spoken(said.name)}"
    if isinstance(said, Sum):
        first, *rest = said.terms
        if not rest and isinstance(first[1], Constant):
            return number(first[0] * first[1].number)
        head = term(first[1]) if first[0] > 0 else f"minus {term(first[1])}"
        return head + "".join(f" {'plus' if sign > 0 else 'minus'} {term(each)}" for sign, each in rest)
    return "ITS start"


def several(said: Term) -> bool:
    """Whether a left side takes a verb in the plural."""
    return isinstance(said, Quantity) and said.months == 1 and said.name in PLURAL
