"""The five capitals as data: menus, levels, spreads, and what the reader refuses."""

from __future__ import annotations

import inspect
from typing import Any

import numpy as np
import pytest

from sim.errors import ConfigError
from sim.rules import utilities
from sim.rules.utilities import seoul
from sim.world.actors import actor, instrument_layout, read_posture, rows_of_capital
from sim.world.axes import CAPITALS, CHANNELS
from sim.world.numbers import read_group
from sim.world.state import Instruments, blank

MENUS = {
    "seoul": ("align", "balance", "accommodate", "derisk", "pragmatic", "hold"),
    "beijing": ("charm", "linkage", "signal", "soft_coerce", "hard_coerce", "penetrate", "hold"),
    "washington": ("reassure", "press", "transact", "detach", "hold"),
    "tokyo": ("cooperate", "friction", "fortify", "hold"),
    "pyongyang": ("provoke", "moscow", "beijing", "dialogue", "hold"),
}
GOOD: dict[str, Any] = {
    "meaning": "Talk", "levels": {"provocation": 0.1, "pivot_to_moscow": 0.2, "dialogue": 0.8},
    "spread": 0.1, "grade": "J", "source": "judgement", "because": "as in 2018",
}  # fmt: skip
ROWS = ("provocation", "pivot_to_moscow", "dialogue")


@pytest.mark.parametrize("capital", CAPITALS)
def test_the_menu_is_that_of_the_design_with_hold_last(capital: str) -> None:
    assert actor(capital).menu == MENUS[capital]


@pytest.mark.parametrize("capital", CAPITALS)
def test_every_posture_has_levels_a_spread_and_an_origin(capital: str) -> None:
    someone = actor(capital)
    for name, posture in someone.postures.items():
        assert someone.posture(name).shape == (len(someone.rows), 1)
        assert all(0 <= level <= 1 for level in posture.levels)
        assert 0 < posture.spread <= 0.3
        assert posture.meaning and posture.grade and (posture.because or posture.source != "judgement")


@pytest.mark.parametrize("capital", CAPITALS)
def test_no_two_postures_are_alike(capital: str) -> None:
    postures = actor(capital).postures.values()
    assert len({posture.levels for posture in postures}) == len(postures)


def test_the_rows_of_the_capitals_follow_one_another_without_gap() -> None:
    rows = instrument_layout().rows
    assert tuple(row for capital in CAPITALS for row in rows[rows_of_capital(capital)]) == rows
    assert all(rows[rows_of_capital(capital)] == actor(capital).rows for capital in CAPITALS)


def test_the_five_components_of_hedging_carry_their_group_and_pressure_its_channels() -> None:
    assert sum(row.startswith("hedging.") for row in actor("seoul").rows) == 5
    assert actor("beijing").rows[: len(CHANNELS)] == tuple(f"pressure.{channel}" for channel in CHANNELS)


@pytest.mark.parametrize("capital", CAPITALS)
def test_every_preference_is_used_in_the_utility_of_its_capital(capital: str) -> None:
    text = inspect.getsource(getattr(utilities, capital))
    names = {number.name for number in read_group(f"actors/{capital}.yaml", "preferences")}
    assert {name for name in names if f"p.{name}" not in text} == {"inertia"}


@pytest.mark.parametrize(("ideology", "posture"), [(0.0, "balance"), (1.0, "align"), (-1.0, "accommodate")])
def test_the_own_line_of_a_president_is_a_posture_at_the_centre_and_at_both_ends(ideology: float, posture: str) -> None:
    doing = blank(Instruments, 1)
    doing.values[rows_of_capital("seoul")] = actor("seoul").posture(posture)
    assert seoul.distance_from_own_line(np.array([ideology]), doing) == pytest.approx(0, abs=1e-15)
    assert seoul.distance_from_own_line(np.array([-ideology - 0.5]), doing) > 0.01


def test_a_complete_posture_is_read() -> None:
    assert read_posture("dialogue", GOOD, ROWS, "here").levels == (0.1, 0.2, 0.8)


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"spread": None}, "spread"),
        ({"meaning": None}, "meaning"),
        ({"because": ""}, "without a reason"),
        ({"grade": "X"}, "unknown grade"),
        ({"source": "nobody_1900"}, "unknown source"),
        ({"levels": {"provocation": 0.1}}, "for each of"),
        ({"levels": {"provocation": 0.1, "pivot_to_moscow": 1.2, "dialogue": 0.8}}, "from 0 to 1"),
        ({"levels": {"provocation": 0.1, "pivot_to_moscow": 0.2, "dialog": 0.8}}, "for each of"),
    ],
)
def test_a_posture_that_lacks_something_is_refused(change: dict[str, Any], word: str) -> None:
    with pytest.raises(ConfigError, match=word):
        read_posture("dialogue", GOOD | change, ROWS, "here")
