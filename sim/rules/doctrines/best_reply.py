"""Best reply: the posture of the highest value, the limit of quantal response as precision grows without end."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.rules.doctrines.decision import Decision
from sim.rules.doctrines.strategic import decide
from sim.rules.situation import Situation
from sim.world.rows import Array


def choose(situation: Situation, capital: str, settings: Mapping[str, Any]) -> Decision:
    """At a decision date, where the posture is re-opened: the best item of the menu."""
    return decide(situation, capital, settings, best)


def best(value: Array, share: Array, precision: Array | float) -> NDArray[np.intp]:
    """The item of the highest value, `[world]`; the first of equals."""
    return np.argmax(value, axis=0)
