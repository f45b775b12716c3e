"""The small values that a sweep is made of: what was varied, and what was asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self


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


@dataclass(frozen=True)
class OutcomeInfo:
    """What was asked: a chance (0 or 1 in each world) or a track (a level), up to when, in what unit."""

    name: str
    label: str
    kind: str
    when: str = ""
    unit: str = ""
    headline: bool = False
