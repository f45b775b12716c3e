"""What a rule is given beside the state: the month."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.world.parameters import Parameters
from sim.world.state import Drivers, Instruments

if TYPE_CHECKING:
    from sim.rules.derived import Derived


@dataclass(frozen=True)
class Month:
    """One step of time: what the capitals do, what comes from outside, the parameters, and how long it is.

    `length` is in months: 1 in the world, 4 in a capital's look-ahead. `derived` is read off the state
    at the start of the step, under these instruments.
    """

    instruments: Instruments
    drivers: Drivers
    parameters: Parameters
    derived: Derived
    length: float = 1.0
