"""Events happen: on their date, by chance, with a hazard, or when a sentence comes true."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.rules.played import PlayedEvent
from sim.rules.situation import NEVER, Situation


def play(situation: Situation) -> None:
    """Note the month in which each event happens, in the worlds where it does."""
    for played in situation.events:
        name = played.event.name
        situation.happened[name] = np.where(due(situation, played), situation.month, situation.happened[name])


def due(situation: Situation, played: PlayedEvent) -> NDArray[np.bool_]:
    """In which worlds an event happens this month."""
    event, month = played.event, situation.month
    if played.due is not None:
        return np.asarray(played.due == month)
    if not (event.first or NEVER) <= month <= (event.last or -NEVER):
        return np.zeros(situation.worlds, dtype=bool)
    fresh = (situation.happened[event.name] == NEVER) | (not event.once)
    if event.when is not None:
        last = situation.trajectory.length - 1
        return np.asarray(fresh & event.when.holds(situation.trajectory, last)) if last >= 0 else np.zeros(situation.worlds, dtype=bool)
    return np.asarray(fresh & (situation.shocks.uniform(f"event.{event.name}.hazard", month) < played.hazard))
