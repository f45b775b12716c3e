"""What a story asks, read off each world: does a sentence come true (0 or 1), or how large is a quantity."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from sim.rules.sentences import Sentence, parse
from sim.world.calendar import MONTHS, month_label, month_number
from sim.world.plan import Plan
from sim.world.rows import Array
from sim.world.trajectory import Trajectory


@dataclass(frozen=True)
class Outcome:
    """One question of a story.

    A chance asks whether `sentence` holds at any month up to `last`, or at `last` alone where `at_last`.
    A track asks for `quantity`: its mean over the twelve months up to `last`, or its value at `last`.
    `last` is a recorded month: 0 is the start, k the end of the k-th month.
    """

    name: str
    label: str
    kind: Literal["chance", "track"]
    last: int
    at_last: bool = False
    sentence: Sentence | None = None
    quantity: str = ""
    when: str = ""
    headline: bool = False

    def measure(self, trajectory: Trajectory) -> Array:
        """The outcome in each world, `[world]`."""
        if self.sentence is None:
            return self.level(trajectory)
        months = range(self.last, self.last + 1) if self.at_last else range(1, self.last + 1)
        held = np.zeros(trajectory.values.shape[-1], dtype=bool)
        for month in months:
            held |= self.sentence.holds(trajectory, month)
        return held.astype(float)

    def level(self, trajectory: Trajectory) -> Array:
        """The tracked quantity, `[world]`."""
        path = trajectory.path(self.quantity)
        months = [self.last] if self.at_last else range(max(1, self.last - MONTHS + 1), self.last + 1)
        return np.asarray(sum(path[month] for month in months) / len(months))


@dataclass(frozen=True)
class Measures:
    """All outcomes of a story, as the engine asks for them in each block of worlds."""

    outcomes: tuple[Outcome, ...]

    def __call__(self, plan: Plan, trajectory: Trajectory) -> dict[str, Array]:
        """Every outcome in each world of the block."""
        return {outcome.name: outcome.measure(trajectory) for outcome in self.outcomes}


def read_outcomes(entries: Mapping[str, Mapping[str, Any]], start: int, months: int) -> tuple[Outcome, ...]:
    """The outcomes of a story that starts in month `start` and lasts `months`.

    A chance is a headline where the story says so, and all of them are where it says nothing.
    """
    marked = any(entry.get("headline") for entry in entries.values())
    return tuple(read_outcome(name, entry, start, months, marked) for name, entry in entries.items())


def read_outcome(name: str, entry: Mapping[str, Any], start: int, months: int, marked: bool) -> Outcome:
    """One outcome from its entry in a story."""
    limit = entry.get("at") or entry.get("by")
    last = months if limit in (None, "end") else min(month_number(str(limit)) - start + 1, months)
    at_last = entry.get("at") is not None
    label = str(entry.get("label") or name)
    if entry.get("chance_of"):
        headline = bool(entry.get("headline")) if marked else True
        sentence = parse(str(entry["chance_of"]), start)
        when = f"in {month_label(start + last - 1)}" if at_last else f"by {month_label(start + deadline(sentence, last) - 1)}"
        return Outcome(name, label, "chance", last, at_last, sentence, "", when, headline)
    when = f"{'in' if at_last else 'mean of the year to'} {month_label(start + last - 1)}"
    return Outcome(name, label, "track", last, at_last, None, str(entry["track"]), when, bool(entry.get("headline")))


def deadline(sentence: Sentence, last: int) -> int:
    """The last month that counts: that of the sentence where it says one, `by 2018-06`, else that of the question."""
    return last if sentence.last_month is None else min(sentence.last_month, last)
