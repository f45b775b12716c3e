"""The story that is timed: January 2026, every capital by one doctrine, chance and parameters as a run has them by default."""

from __future__ import annotations

from sim.world.actors import instrument_layout
from sim.world.axes import CAPITALS
from sim.world.drivers import driver_paths
from sim.world.plan import Amount, DoctrineChoice, ParameterPlan, Plan
from sim.world.state import state_layout
from sim.world.theatres import usual_parameters
from sim.world.worlds import starting_world

WORLD = "january_2026"


def story(doctrine: str, months: int, parameters: ParameterPlan | None = None) -> Plan:
    """Months of 2026 and after, with elections; `committed` capitals keep their targets and slip."""
    opening = starting_world(WORLD)
    return Plan(
        name=doctrine, world=opening.date, start=opening.date, months=months, drivers=driver_paths(),
        initial={row: Amount.exactly(opening.state[row]) for row in state_layout().rows},
        instruments={row: Amount.exactly(opening.instruments[row]) for row in instrument_layout().rows},
        doctrines={capital: (DoctrineChoice(0, doctrine),) for capital in CAPITALS},
        parameters=parameters or ParameterPlan.named(usual_parameters({})),
    )
