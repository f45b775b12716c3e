"""The ledger: which capital holds and uses how much leverage, and whose deeds moved each alliance in a month.

For every named term of an alliance that belongs to a capital's instrument,

    entry = (1 - exp(-length / months)) * ((1 - floor) * s(z) (1 - s(z)) * (term(now) - term(start of the story)) - credit)

with `z` the sum of all terms now, `s` the logistic curve, and `credit` the sum of the capital's entries so far. A capital's entry is the
sum over its terms. Cohesion forgets at the pace of the alliance, and so does the credit for it: a deed kept up is credited in the end with
what it is worth, no more. What is left of the month's change of cohesion is `drift`: threats, opinions, seams, noise and events. The
entries of an alliance add up to the change of its cohesion.

    leverage_held   row sums of the matrix of leverage
    leverage_used   beijing: (mean pressure + reward) * leverage over Seoul + (support + restraint) * leverage over Pyongyang
                    washington: (burden_sharing_pressure + seam_demands) * its leverage over Seoul;  tokyo: friction * its own
                    pyongyang: provocation;  seoul: alliance_contribution

Source: Crawford 2021 (accommodation and coercion traded among rivals); the accounting is this model's own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from sim.rules.curves import added, logistic, total
from sim.rules.diagnostics import leverage_matrix
from sim.rules.mechanisms import japan_legs, us_rok_cohesion
from sim.rules.month import Month
from sim.world.axes import CAPITALS
from sim.world.parameters import Value
from sim.world.rows import Array
from sim.world.state import State

Terms = Mapping[str, Mapping[str, Array]]
"""The terms of each alliance, by alliance and name."""


@dataclass(frozen=True)
class Account:
    """How one alliance moves: its terms, whose they are, its floor and its time constant in months."""

    terms: Callable[[State, Month], dict[str, Array]]
    owners: Mapping[str, str]
    floor: Callable[[Month], Value]
    months: Callable[[Month], Value]


ACCOUNTS = {
    "us_rok": Account(us_rok_cohesion.us_rok_terms, us_rok_cohesion.OWNER_OF_TERM, us_rok_cohesion.us_rok_floor, us_rok_cohesion.us_rok_months),
    "us_japan": Account(japan_legs.us_japan_terms, japan_legs.OWNER_OF_TERM, japan_legs.us_japan_floor, japan_legs.us_japan_months),
    "rok_japan": Account(japan_legs.rok_japan_terms, japan_legs.OWNER_OF_TERM, japan_legs.rok_japan_floor, japan_legs.rok_japan_months),
}


def terms_now(state: State, month: Month) -> dict[str, dict[str, Array]]:
    """The terms of each alliance as they stand, `alliance -> term -> [world]`, in log-odds."""
    return {alliance: account.terms(state, month) for alliance, account in ACCOUNTS.items()}


def entries(start: Terms, credit: Mapping[str, Array], before: State, after: State, month: Month) -> dict[str, Array]:
    """What each capital, and drift, did to each alliance in the month from `before` to `after`, by public name, `[world]`.

    `credit` holds the sums of the entries so far, by the same names; an empty one is a start.
    """
    found: dict[str, Array] = {}
    for alliance, terms in terms_now(before, month).items():
        pace = 1 - np.exp(-month.length / np.asarray(ACCOUNTS[alliance].months(month)))
        worth = worth_of_deeds(alliance, start[alliance], terms, month)
        shares = {capital: pace * (value - credit.get(f"ledger.{alliance}.{capital}", 0.0)) for capital, value in worth.items()}
        cohesion = f"cohesion_{alliance}"
        change = getattr(after, cohesion) - getattr(before, cohesion)
        found |= {f"ledger.{alliance}.{capital}": share for capital, share in shares.items()}
        found[f"ledger.{alliance}.drift"] = change - total(shares)
    return found


def worth_of_deeds(alliance: str, start: Mapping[str, Array], now: dict[str, Array], month: Month) -> dict[str, Array]:
    """What each capital's own terms, against the start, are worth in cohesion once the alliance has adjusted, `[world]`."""
    account = ACCOUNTS[alliance]
    level = logistic(total(now))
    slope = (1 - account.floor(month)) * level * (1 - level)
    deeds = {capital: np.zeros_like(level) for capital in CAPITALS}
    for term, capital in account.owners.items():
        if term in now:
            deeds[capital] = deeds[capital] + (now[term] - start[term])
    return {capital: slope * deed for capital, deed in deeds.items()}


def leverage(state: State, month: Month) -> dict[str, Array]:
    """Leverage that each capital holds and uses, by public name, `[world]`."""
    matrix = leverage_matrix.read(state, month)
    used = leverage_used(matrix, month)
    found: dict[str, Array] = {}
    for capital in CAPITALS:
        held = [value for name, value in matrix.items() if name.startswith(f"leverage.{capital}.")]
        found[f"ledger.{capital}.leverage_held"] = np.asarray(sum(held, start=np.zeros(state.worlds)))
        found[f"ledger.{capital}.leverage_used"] = used[capital]
    return found


def leverage_used(matrix: Mapping[str, Array], month: Month) -> dict[str, Array]:
    """What each capital puts to use: its instruments times the leverage that is behind them, `[world]`."""
    doing = month.instruments
    pressure = added(doing.pressure) / len(doing.pressure)
    on_seoul = (pressure + doing.reward) * matrix["leverage.beijing.over.seoul"]
    on_pyongyang = (doing.support_of_pyongyang + doing.restraint_of_pyongyang) * matrix["leverage.beijing.over.pyongyang"]
    return {
        "seoul": doing.alliance_contribution,
        "beijing": on_seoul + on_pyongyang,
        "washington": (doing.burden_sharing_pressure + doing.seam_demands) * matrix["leverage.washington.over.seoul"],
        "tokyo": doing.friction * matrix["leverage.tokyo.over.seoul"],
        "pyongyang": doing.provocation,
    }
