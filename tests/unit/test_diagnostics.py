"""The diagnostics: the ledger adds up, and one world alone gives the same numbers as the same world among many."""

from __future__ import annotations

import numpy as np
import pytest

from sim.rules.curves import logistic
from sim.rules.derived import Derived
from sim.rules.diagnostics import indices, landscape, ledger, leverage_matrix
from sim.rules.month import Month
from sim.world.axes import ALLIANCES, CAPITALS
from sim.world.parameters import defaults, jittered
from sim.world.rows import Array, Rows
from sim.world.shocks import Shocks
from sim.world.state import Drivers, Instruments, State, blank

WORLDS = 23


def scattered(kind: type[Rows], seed: int) -> Rows:
    """A table of worlds that differ in every row."""
    rows = blank(kind, WORLDS)
    return kind(rows.layout, np.random.default_rng(seed).uniform(0.05, 0.95, rows.values.shape))


@pytest.fixture
def worlds() -> tuple[State, Month]:
    state, instruments, drivers = scattered(State, 1), scattered(Instruments, 2), scattered(Drivers, 3)
    parameters = defaults().changed(jittered(Shocks(7, 0, WORLDS), 0.3))
    assert isinstance(state, State) and isinstance(instruments, Instruments) and isinstance(drivers, Drivers)
    return state, Month(instruments, drivers, parameters, Derived(state, instruments, drivers, parameters))


def alone(state: State, month: Month, world: int) -> tuple[State, Month]:
    """One of the worlds by itself."""
    place = np.array([world])
    only = state.take(place), month.instruments.take(place), month.drivers.take(place), month.parameters.take(place)
    return only[0], Month(*only[1:], Derived(*only))


def everything(state: State, month: Month) -> dict[str, Array]:
    """All that the diagnostics give of one month."""
    found = indices.read(state, month) | landscape.read(state, month) | leverage_matrix.read(state, month)
    return found | ledger.leverage(state, month)


def test_one_world_alone_is_the_same_world_among_many(worlds: tuple[State, Month]) -> None:
    together = everything(*worlds)
    for world in range(WORLDS):
        for name, value in everything(*alone(*worlds, world)).items():
            assert value[0] == together[name][world], name


def test_the_ledger_adds_up_to_the_change_of_cohesion(worlds: tuple[State, Month]) -> None:
    before, month = worlds
    after = scattered(State, 4)
    assert isinstance(after, State)
    start = {alliance: {name: term * 0.5 for name, term in terms.items()} for alliance, terms in ledger.terms_now(before, month).items()}
    entries = ledger.entries(start, {}, before, after, month)
    for alliance in ALLIANCES:
        change = getattr(after, f"cohesion_{alliance}") - getattr(before, f"cohesion_{alliance}")
        assert np.abs(sum(entries[f"ledger.{alliance}.{owner}"] for owner in (*CAPITALS, "drift")) - change).max() < 1e-12


def test_an_entry_is_the_slope_times_what_the_instrument_added_since_the_start(worlds: tuple[State, Month]) -> None:
    before, month = worlds
    now = ledger.terms_now(before, month)
    start = {alliance: dict(terms) for alliance, terms in now.items()}
    start["us_rok"]["contribution"] = now["us_rok"]["contribution"] - 0.1
    entry = ledger.entries(start, {}, before, before, month)
    numbers, level = month.parameters.us_rok_cohesion, logistic(sum(now["us_rok"].values()))
    expected = (1 - np.exp(-1 / numbers.adjustment_months)) * (1 - numbers.treaty_floor) * level * (1 - level) * 0.1
    assert entry["ledger.us_rok.seoul"] == pytest.approx(expected, rel=1e-9)
    assert not entry["ledger.us_rok.washington"].any()
    assert entry["ledger.us_rok.drift"] == pytest.approx(-expected, rel=1e-9)


def test_leverage_held_is_the_row_sum_of_the_matrix(worlds: tuple[State, Month]) -> None:
    matrix, held = leverage_matrix.read(*worlds), ledger.leverage(*worlds)
    assert set(matrix) == set(leverage_matrix.NAMES)
    pairs = ("seoul", "tokyo", "pyongyang")
    expected = sum(matrix[f"leverage.beijing.over.{target}"] for target in pairs)
    assert held["ledger.beijing.leverage_held"] == pytest.approx(expected)
    assert all(value.min() >= 0 and value.max() < 1 for value in matrix.values())


def test_seoul_joins_the_bloc_of_its_closer_friend(worlds: tuple[State, Month]) -> None:
    state, month = worlds
    for cohesion, engagement, expected in ((0.99, 0.01, 1), (0.01, 0.99, 0)):
        changed = state.merged({"cohesion_us_rok": np.full(WORLDS, cohesion), "engagement": np.full(WORLDS, engagement),
                                "cohesion_us_japan": np.full(WORLDS, 0.9), "cohesion_rok_japan": np.full(WORLDS, cohesion)})
        moved = Month(month.instruments, month.drivers, month.parameters, Derived(changed, month.instruments, month.drivers, month.parameters))
        assert np.abs(landscape.read(changed, moved)["bloc.seoul_with_washington"] - expected).max() < 0.2


def test_a_deed_kept_up_is_credited_with_what_it_is_worth_and_no_more(worlds: tuple[State, Month]) -> None:
    before, month = worlds
    now = ledger.terms_now(before, month)
    start = {alliance: {name: term * 0.5 for name, term in terms.items()} for alliance, terms in now.items()}
    credit: dict[str, np.ndarray] = {}
    for _ in range(400):
        entry = ledger.entries(start, credit, before, before, month)
        credit = {name: credit.get(name, 0.0) + value for name, value in entry.items()}
    for alliance, terms in now.items():
        worth = ledger.worth_of_deeds(alliance, start[alliance], terms, month)
        for capital in CAPITALS:
            assert credit[f"ledger.{alliance}.{capital}"] == pytest.approx(worth[capital], abs=1e-6)
