"""What the five capitals want: utilities as sums of named terms, read off a state and what is done in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sim.rules.curves import total
from sim.rules.month import Month
from sim.rules.utilities import beijing, pyongyang, seoul, tokyo, washington
from sim.world.rows import Array
from sim.world.state import State

Terms = Callable[[State, Month], dict[str, Array]]

UTILITIES: Mapping[str, Terms] = {
    "seoul": seoul.terms,
    "beijing": beijing.terms,
    "washington": washington.terms,
    "tokyo": tokyo.terms,
    "pyongyang": pyongyang.terms,
}
"""The terms of each capital's utility."""


def utility(capital: str, state: State, month: Month) -> Array:
    """A capital's utility, the sum of its terms, `[world]`; `month.derived` must be read off the same state."""
    return total(UTILITIES[capital](state, month))
