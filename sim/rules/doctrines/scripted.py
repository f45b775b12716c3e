"""Scripted: the capital keeps its targets; only the story's schedules and events move it, and its policy does not slip."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sim.rules.doctrines.decision import Decision, current
from sim.rules.situation import Situation


def choose(situation: Situation, capital: str, settings: Mapping[str, Any]) -> Decision:
    """The targets as they stand."""
    return Decision(current(situation, capital), situation.memory[capital])
