"""The capitals decide: each follows its doctrine and sets new targets for its own instruments, all from the same month."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from sim.errors import RunError
from sim.rules.doctrines import DOCTRINES, Doctrine
from sim.rules.doctrines.decision import Decision, apart, dated
from sim.rules.phases.movement import doctrine_of
from sim.rules.situation import Situation
from sim.world.actors import actor, rows_of_capital
from sim.world.axes import CAPITALS
from sim.world.calendar import month_date
from sim.world.rows import Array
from sim.world.state import Instruments


def play(situation: Situation) -> None:
    """Every capital by its doctrine. Inside the theatre the agents do this themselves, to the same effect."""
    for capital in CAPITALS:
        settle_on(situation, capital, decision(situation, capital))


def decision(situation: Situation, capital: str, doctrines: Mapping[str, Doctrine] = DOCTRINES) -> Decision:
    """What a capital's doctrine of the month makes it do; under a new doctrine surprises are counted from now on."""
    doctrine = doctrine_of(situation, capital)
    if doctrine.first == situation.month:
        situation.memory[capital] = dated(situation, situation.memory[capital])
    return doctrines[doctrine.name](situation, capital, doctrine.settings)


def settle_on(situation: Situation, capital: str, made: Decision) -> None:
    """Write a decision down: the capital's targets and its memory; raises `RunError` where a target is no number.

    The rows with a doctrine of their own stay as it has set them this month, whoever decides for the rest.
    """
    own = apart(situation, capital)
    aim(situation, capital, made.targets, [row for row in range(len(made.targets)) if row not in own])
    situation.memory[capital] = made.memory


def follow_apart(situation: Situation) -> None:
    """The rows that follow a doctrine of their own: its decision for that row alone."""
    for capital in CAPITALS:
        rows = apart(situation, capital)
        for name in sorted(set(rows.values())):
            made = DOCTRINES[name](situation, capital, {})
            aim(situation, capital, made.targets, [row for row, followed in rows.items() if followed == name])


def aim(situation: Situation, capital: str, targets: Array, rows: list[int]) -> None:
    """Set the targets of some rows of a capital; raises `RunError` where one is no number."""
    check_targets(situation, capital, targets)
    values = situation.targets.values.copy()
    values[rows_of_capital(capital)][rows] = targets[rows]
    situation.targets = Instruments(situation.targets.layout, values)


def check_targets(situation: Situation, capital: str, targets: Array) -> None:
    """Refuse targets that are not numbers; never repair them."""
    if not np.isfinite(targets).all():
        row = int(np.argwhere(~np.isfinite(targets))[0][0])
        raise RunError(f"{capital} aims {actor(capital).rows[row]} at something that is not a number in {month_date(situation.month)}")
