"""The order of play, as data: what happens in a month, first to last."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sim.rules.phases import (
    answer,
    appraisal,
    binding,
    choosing,
    clocks,
    crisis,
    detection,
    drivers,
    effects,
    happenings,
    leadership,
    movement,
    record,
)
from sim.rules.situation import Situation


@dataclass(frozen=True)
class Phase:
    """One phase of a month: its name, what it does in a sentence, and the function that plays it."""

    name: str
    sentence: str
    play: Callable[[Situation], None]


def phase(name: str, module: object) -> Phase:
    """A phase from its module: the docstring's first paragraph is the sentence."""
    text = (module.__doc__ or "").strip().split("\n\n")[0]
    return Phase(name, " ".join(text.split()), module.play)  # type: ignore[attr-defined]


DECIDE = phase("decide", choosing)
"""The phase that the capitals play themselves, one agent each."""

TURN: tuple[Phase, ...] = (
    phase("clocks", clocks),
    phase("happenings", happenings),
    phase("drivers", drivers),
    phase("leadership", leadership),
    phase("effects", effects),
    phase("binding", binding),
    DECIDE,
    phase("movement", movement),
    phase("crisis", crisis),
    phase("answer", answer),
    phase("detection", detection),
    phase("appraisal", appraisal),
    phase("record", record),
)
"""A month of the world, in order."""
