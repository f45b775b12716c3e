"""What is said first: the outcome that leads, the variant that moves it, and the two outcomes that stand beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any

import numpy as np

from sim.plots.drawing.given import given, tells
from sim.plots.outcome_strip import alike, differs
from sim.results.result import Result
from sim.results.values import Answer, VariantInfo

BESIDE = 3
"""So many outcomes that are no headlines stand beside the answer."""

ALLIANCES = "cohesion."
"""How the names of what alliances are begin: one of them stands among the numbers of a brief where there is one."""


@dataclass(frozen=True)
class Asked:
    """One outcome with its answers in every variant; `told` is whether the story itself sets part of what is asked."""

    answers: tuple[Answer, ...]
    base: str
    told: bool = False
    quantity: str = ""

    @property
    def name(self) -> str:
        """Its name in the story."""
        return self.answers[0].outcome

    @property
    def baseline(self) -> Answer:
        """The answer of the variant that the others are measured against."""
        return next((answer for answer in self.answers if answer.variant == self.base), self.answers[0])

    @property
    def others(self) -> list[Answer]:
        """The answers of the other variants, in the order of the story."""
        return [answer for answer in self.answers if answer is not self.baseline and answer.difference is not None]

    @property
    def settled(self) -> bool:
        """Whether it comes true in all worlds or in none, in the baseline and where it differs most: then it tells little."""
        return all(one.kind == "chance" and one.estimate in (0, 1) for one in (self.baseline, *self.same))

    @cached_property
    def apart(self) -> list[Answer]:
        """The other answers that differ from the baseline by more than sampling noise."""
        return [answer for answer in self.others if differs(answer)]

    @cached_property
    def same(self) -> list[Answer]:
        """Those that differ most, and alike, in the order of the story; none where noise could have made every difference."""
        if not self.apart:
            return []
        most = max(self.apart, key=lambda answer: abs(answer.difference or 0))
        return [answer for answer in self.apart if answer is most or alike(most, answer)]

    def of(self, variant: str) -> Answer | None:
        """The answer in a variant."""
        return next((answer for answer in self.answers if answer.variant == variant), None)


@dataclass(frozen=True)
class Told:
    """A run as a report reads it: its outcomes in the order in which they are told, and the variant that the brief speaks of."""

    result: Result

    @cached_property
    def outcomes(self) -> list[Asked]:
        """Every outcome; first what the story does not set itself, of that the headlines, of these what is not all or nothing."""
        found = [asked(self.result, tuple(group)) for _, group in groupby(self.result.answers, key=lambda answer: answer.outcome)]
        return sorted(found, key=lambda one: (one.told, not one.answers[0].headline, one.settled))

    @property
    def leading(self) -> Asked | None:
        """The outcome that leads; None where the story asks nothing."""
        return self.outcomes[0] if self.outcomes else None

    @property
    def moved(self) -> VariantInfo | None:
        """The variant that the brief sets beside the baseline: the first of those that move the leading outcome most, else the first other."""
        if self.leading is None or not self.leading.others:
            return None
        name = (self.leading.same or self.leading.others)[0].variant
        return next(info for info in self.result.variants if info.name == name)

    @property
    def base(self) -> VariantInfo:
        """The baseline."""
        return next((info for info in self.result.variants if info.is_baseline), self.result.variants[0])

    def title(self, variant: str) -> str:
        """The title of a variant."""
        return next(info.title for info in self.result.variants if info.name == variant)

    @property
    def beside(self) -> list[Asked]:
        """What is no headline: what the variant moves most, in spreads of the baseline, and an alliance where there is one."""
        others = [one for one in self.outcomes[1:] if not one.answers[0].headline]
        rest = [one for one in others if not one.told] or others
        ranked = sorted(rest, key=lambda one: -self.size(one))
        alliances = [one for one in rest if one.quantity.startswith(ALLIANCES)][:1]
        chosen = [one for one in ranked if one not in alliances][: BESIDE - len(alliances)]
        return (chosen + alliances)[:BESIDE]

    def size(self, one: Asked) -> float:
        """How far the variant moves an outcome, in standard deviations of the baseline's worlds."""
        found = one.of(self.moved.name) if self.moved else None
        if found is None or found.difference is None:
            return 0.0
        spread = float(np.nanstd(self.result.measured[one.base][one.name]))
        return abs(found.difference) / spread if spread > 0 else 0.0


def asked(result: Result, answers: tuple[Answer, ...]) -> Asked:
    """One outcome."""
    entry: Mapping[str, Any] = (result.scenario.get("outcomes") or {}).get(answers[0].outcome) or {}
    quantity = str(entry.get("track", ""))
    base = next((info.name for info in result.variants if info.is_baseline), result.variants[0].name)
    return Asked(answers, base, tells(result, answers[0].outcome) or (bool(quantity) and quantity in given(result)), quantity)
