"""Reads a parsed sentence against a trajectory. Every part answers with two masks over worlds: surely yes, surely no."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from sim.world.rows import Array
from sim.world.trajectory import Trajectory

Mask = NDArray[np.bool_]
Verdict = tuple[Mask, Mask]
COMPARE: dict[str, Callable[[Any, Any], Any]] = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}


class Term(Protocol):
    """A number over worlds."""

    def value(self, trajectory: Trajectory, month: int) -> Array | float:
        """The number at a recorded month, `[world]`; not a number where there are too few months."""

    def names(self) -> Iterator[str]:
        """The quantities that it reads."""


class Clause(Protocol):
    """Something that is so, is not so, or cannot be said."""

    def judge(self, trajectory: Trajectory, month: int) -> Verdict:
        """Where it surely holds and where it surely does not, each `[world]`."""

    def latest(self, yes: bool) -> float:
        """The last recorded month at which it can be so (or, for `yes` = False, can be not so); infinite where nothing ends it."""

    def names(self) -> Iterator[str]:
        """The quantities that it reads."""


@dataclass(frozen=True)
class Constant:
    """A number."""

    number: float

    def value(self, trajectory: Trajectory, month: int) -> float:
        return self.number

    def names(self) -> Iterator[str]:
        return iter(())


@dataclass(frozen=True)
class Quantity:
    """A recorded quantity, or with `months` its mean over so many months up to this one."""

    name: str
    months: int = 1

    def value(self, trajectory: Trajectory, month: int) -> Array:
        if self.months == 1:
            return trajectory.value(self.name, month)
        if month < self.months:
            return np.full(trajectory.values.shape[-1], np.nan)
        path = trajectory.path(self.name)
        return np.asarray(sum(path[month - back] for back in range(self.months)) / self.months)

    def names(self) -> Iterator[str]:
        yield self.name


@dataclass(frozen=True)
class Start:
    """The left side of the comparison as it was at month 0."""

    left: Term

    def value(self, trajectory: Trajectory, month: int) -> Array | float:
        return self.left.value(trajectory, 0)

    def names(self) -> Iterator[str]:
        return self.left.names()


@dataclass(frozen=True)
class Sum:
    """Terms added up, each with its sign."""

    terms: tuple[tuple[int, Term], ...]

    def value(self, trajectory: Trajectory, month: int) -> Array | float:
        return sum(sign * term.value(trajectory, month) for sign, term in self.terms)

    def names(self) -> Iterator[str]:
        for _, term in self.terms:
            yield from term.names()


@dataclass(frozen=True)
class Comparison:
    """One number against another."""

    sign: str
    left: Term
    right: Term

    def judge(self, trajectory: Trajectory, month: int) -> Verdict:
        worlds = trajectory.values.shape[-1]
        left, right = (np.broadcast_to(np.asarray(term.value(trajectory, month), dtype=float), (worlds,)) for term in (self.left, self.right))
        holds = np.asarray(COMPARE[self.sign](left, right))
        return holds, ~holds & ~np.isnan(left) & ~np.isnan(right)

    def latest(self, yes: bool) -> float:
        return np.inf

    def names(self) -> Iterator[str]:
        yield from self.left.names()
        yield from self.right.names()


@dataclass(frozen=True)
class Not:
    """The opposite."""

    clause: Clause

    def judge(self, trajectory: Trajectory, month: int) -> Verdict:
        yes, no = self.clause.judge(trajectory, month)
        return no, yes

    def latest(self, yes: bool) -> float:
        return self.clause.latest(not yes)

    def names(self) -> Iterator[str]:
        return self.clause.names()


@dataclass(frozen=True)
class All:
    """Every one of several clauses."""

    clauses: tuple[Clause, ...]

    def judge(self, trajectory: Trajectory, month: int) -> Verdict:
        return together([clause.judge(trajectory, month) for clause in self.clauses])

    def latest(self, yes: bool) -> float:
        return (min if yes else max)(clause.latest(yes) for clause in self.clauses)

    def names(self) -> Iterator[str]:
        for clause in self.clauses:
            yield from clause.names()


@dataclass(frozen=True)
class Lasting:
    """The same clause in each of the last months."""

    clause: Clause
    months: int

    def judge(self, trajectory: Trajectory, month: int) -> Verdict:
        if month < self.months:
            return unsaid(trajectory)
        return together([self.clause.judge(trajectory, month - back) for back in range(self.months)])

    def latest(self, yes: bool) -> float:
        return self.clause.latest(yes) + (0 if yes else self.months - 1)

    def names(self) -> Iterator[str]:
        return self.clause.names()


@dataclass(frozen=True)
class During:
    """A clause that speaks only of the months from `first` to `last`; `last` = None is the end, `first` = None the last month alone."""

    clause: Clause
    first: int | None
    last: int | None

    def judge(self, trajectory: Trajectory, month: int) -> Verdict:
        end = trajectory.values.shape[1] - 1
        first = end if self.first is None else self.first
        last = end if self.last is None else self.last
        return self.clause.judge(trajectory, month) if first <= month <= last else unsaid(trajectory)

    def latest(self, yes: bool) -> float:
        return self.clause.latest(yes) if self.last is None else min(self.clause.latest(yes), self.last)

    def names(self) -> Iterator[str]:
        return self.clause.names()


def together(verdicts: list[Verdict]) -> Verdict:
    """Yes where all say yes, no where any says no."""
    yes, no = zip(*verdicts, strict=True)
    return np.logical_and.reduce(yes), np.logical_or.reduce(no)


def unsaid(trajectory: Trajectory) -> Verdict:
    """Neither yes nor no, in any world."""
    nowhere = np.zeros(trajectory.values.shape[-1], dtype=bool)
    return nowhere, nowhere


@dataclass(frozen=True)
class Sentence:
    """A sentence, ready to be read in every world at once; `start` is the month that its dates count from."""

    text: str
    start: int
    clause: Clause

    def holds(self, trajectory: Trajectory, month: int) -> Mask:
        """Where the sentence holds at a recorded month (0 is the start, k the end of the k-th month), `[world]`."""
        return self.clause.judge(trajectory, month)[0]

    @property
    def last_month(self) -> int | None:
        """The last recorded month at which it can hold, `by 2018-06`; None where the sentence says nothing of an end."""
        latest = self.clause.latest(True)
        return int(latest) if np.isfinite(latest) else None

    @property
    def quantities(self) -> frozenset[str]:
        """The public names of the quantities that it reads."""
        return frozenset(self.clause.names())
