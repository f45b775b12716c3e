"""The small values that a sweep is made of: what was varied, and what was asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self

from sim.world.axes import CAPITALS


@dataclass(frozen=True)
class LeverInfo:
    """What was varied: a number between `low` and `high`, or a category with `values`.

    `plausible` is the sourced range, `usual` what the story says without the sweep; None where it does not say.
    """

    name: str
    label: str
    unit: str
    meaning: str
    kind: str
    low: float | None = None
    high: float | None = None
    values: tuple[str, ...] = ()
    plausible: tuple[float, float] | None = None
    usual: float | str | None = None

    @classmethod
    def read(cls, facts: dict[str, Any]) -> Self:
        """A lever from its entry in a manifest."""
        plausible = facts.get("plausible")
        more = {"values": tuple(facts.get("values", ())), "plausible": tuple(plausible) if plausible else None}
        return cls(**facts | more)

    @property
    def whose(self) -> str:
        """Its label with the capital that it belongs to: `Beijing's pressure on culture` for `Pressure: culture`."""
        capital = self.name.partition(".")[0].title()
        label = self.label.removeprefix(f"{capital} ")
        if capital.lower() not in CAPITALS or capital in label:
            return self.label or self.name
        first = label.partition(" ")[0]
        inside = label if first.isupper() else label[:1].lower() + label[1:]
        return f"{capital}'s {inside.replace('pressure: ', 'pressure on ')}"


@dataclass(frozen=True)
class OutcomeInfo:
    """What was asked: a chance (0 or 1 in each world) or a track (a level), up to when, in what unit."""

    name: str
    label: str
    kind: str
    when: str = ""
    unit: str = ""
    headline: bool = False
