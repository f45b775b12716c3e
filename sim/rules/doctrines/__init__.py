"""How a capital chooses: one file per doctrine, listed here by the name that stories use.

A doctrine is `choose(situation, capital, settings) -> Decision`: new targets and what the capital remembers. It changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sim.rules.doctrines import best_reply, committed, reactive, scripted, strategic, uniform
from sim.rules.doctrines.decision import Decision
from sim.rules.situation import Situation

Doctrine = Callable[[Situation, str, Mapping[str, Any]], Decision]

DOCTRINES: dict[str, Doctrine] = {
    "scripted": scripted.choose,
    "committed": committed.choose,
    "reactive": reactive.choose,
    "strategic": strategic.choose,
    "best_reply": best_reply.choose,
    "uniform": uniform.choose,
}
"""Every doctrine by its name in scenario files."""
