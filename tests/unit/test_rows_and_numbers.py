"""The world layer: rows have names, numbers have origins, shocks have addresses, parameters follow their worlds."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import sim
from sim.errors import ConfigError, UsageError
from sim.world.axes import CHANNELS, GOODS, SEAMS
from sim.world.numbers import Number, read_number, setting
from sim.world.parameters import Parameters, as_value, catalogue, defaults, jittered
from sim.world.plan import Amount
from sim.world.rows import Layout, Rows
from sim.world.shocks import Shocks
from sim.world.state import Instruments, State, blank, driver_layout, field_bounds, field_of, instrument_layout, state_layout

WORLDS = 1000
COMPLETE = {"value": 0.3, "range": [0.1, 0.5], "unit": "share", "meaning": "A share", "grade": "J", "source": "judgement", "because": "a guess"}
DRAWS: dict[str, Callable[[Shocks], Any]] = {
    "uniform": lambda shocks: shocks.uniform("a", 24312),
    "uniform rows": lambda shocks: shocks.uniform("a", 24312, 5),
    "normal": lambda shocks: shocks.normal("a", 24312),
    "normal rows": lambda shocks: shocks.normal("a", 24312, len(CHANNELS)),
}


def three_rows(worlds: int = 4) -> Rows:
    layout = Layout.of("a table", [("flow", "flow", "channel"), ("cohesion_us_rok", "cohesion.us_rok", None)])
    return Rows(layout, np.arange(len(layout.rows) * worlds, dtype=float).reshape(-1, worlds))


class TestRows:
    def test_rows_are_read_by_the_name_in_code(self) -> None:
        table = three_rows()
        assert table.flow.shape == (len(CHANNELS), 4)
        assert (table.flow[GOODS] == table.values[GOODS]).all()
        assert (table.cohesion_us_rok == table.values[-1]).all()

    def test_rows_are_found_by_the_public_name(self) -> None:
        layout = three_rows().layout
        assert layout.rows == (*(f"flow.{channel}" for channel in CHANNELS), "cohesion.us_rok")
        assert layout.row("flow.goods") == GOODS

    def test_a_wrong_name_points_to_the_nearest(self) -> None:
        with pytest.raises(UsageError, match="did you mean `flow.tourism`"):
            three_rows().layout.row("flow.torism")
        with pytest.raises(AttributeError, match="a table has no `flows`"):
            _ = three_rows().flows

    def test_take_keeps_worlds_whole(self) -> None:
        table = three_rows()
        assert (table.take(np.array([2, 0, 2])).values == table.values[:, [2, 0, 2]]).all()
        assert table.take(np.array([1])).worlds == 1

    def test_merged_leaves_the_original_alone(self) -> None:
        table = three_rows()
        before = table.values.copy()
        after = table.merged({"cohesion_us_rok": np.zeros(4)})
        assert (after.cohesion_us_rok == 0).all() and (after.flow == table.flow).all()
        assert (table.values == before).all()

    def test_the_three_tables_hold_different_names(self) -> None:
        names = [name for layout in (state_layout(), instrument_layout(), driver_layout()) for name in layout.rows]
        assert len(names) == len(set(names))
        assert blank(State, 2).seams.shape == (len(SEAMS), 2)
        assert blank(Instruments, 2).pressure.shape == (len(CHANNELS), 2)

    def test_every_field_of_the_state_has_bounds(self) -> None:
        assert set(field_bounds()) == set(state_layout().slots)
        assert all(low < high for low, high in field_bounds().values())

    def test_a_row_belongs_to_its_field(self) -> None:
        assert [field_of(row) for row in ("flow.culture", "cohesion.us_rok", "approval")] == ["flow", "cohesion_us_rok", "approval"]
        assert {field_of(row) for row in state_layout().rows} == set(state_layout().slots)


class TestNumbers:
    def test_a_complete_number_is_read(self) -> None:
        number = read_number("share", COMPLETE, "here")
        assert (number.value, number.low, number.high, number.group) == (0.3, 0.1, 0.5, "structure")

    @pytest.mark.parametrize("absent", ["value", "range", "unit", "meaning", "grade", "source"])
    def test_a_number_without_one_of_its_parts_is_refused(self, absent: str) -> None:
        with pytest.raises(ConfigError, match=f"`share` has no {absent}"):
            read_number("share", {key: value for key, value in COMPLETE.items() if key != absent}, "here")

    @pytest.mark.parametrize(
        ("change", "message"),
        [
            ({"because": ""}, "judgement without a reason"),
            ({"grade": "X"}, "unknown grade"),
            ({"source": "nobody_1900"}, "unknown source"),
            ({"value": 0.9}, "outside its range"),
            ({"value": "much"}, "not a number"),
            ({"range": [0.1]}, "needs a range"),
            ({"by": "channel", "value": {"culture": 0.2}}, "must name each of"),
        ],
    )
    def test_a_number_that_does_not_hold_together_is_refused(self, change: dict[str, Any], message: str) -> None:
        with pytest.raises(ConfigError, match=message):
            read_number("share", COMPLETE | change, "here")

    def test_a_bare_value_is_refused(self) -> None:
        with pytest.raises(ConfigError, match="bare value"):
            read_number("share", 0.3, "here")

    def test_a_number_along_an_axis_follows_its_labels(self) -> None:
        by_name = {channel: 0.1 + place / 100 for place, channel in enumerate(reversed(CHANNELS))}
        number = read_number("share", COMPLETE | {"by": "channel", "value": by_name}, "here")
        assert number.value == tuple(by_name[channel] for channel in CHANNELS)
        assert number.low == (0.1,) * len(CHANNELS)

    def test_every_number_of_the_model_is_complete(self) -> None:
        assert all(isinstance(number, Number) and number.unit and number.meaning for number in catalogue().values())


class TestShocks:
    @pytest.mark.parametrize("draw", DRAWS.values(), ids=DRAWS.keys())
    def test_world_613_alone_is_world_613_of_1000(self, draw: Callable[[Shocks], Any]) -> None:
        assert (draw(Shocks(1, 613, 1))[..., 0] == draw(Shocks(1, 0, WORLDS))[..., 613]).all()

    @pytest.mark.parametrize("draw", DRAWS.values(), ids=DRAWS.keys())
    @pytest.mark.parametrize("cuts", [(1, 2, 3), (250, 500), (7, 613, 614)])
    def test_blocks_do_not_matter(self, draw: Callable[[Shocks], Any], cuts: tuple[int, ...]) -> None:
        edges = (0, *cuts, WORLDS)
        blocks = [draw(Shocks(1, first, last - first)) for first, last in zip(edges, edges[1:], strict=False)]
        assert (np.concatenate(blocks, axis=-1) == draw(Shocks(1, 0, WORLDS))).all()

    def test_a_draw_depends_on_seed_name_and_month(self) -> None:
        first = Shocks(1, 0, WORLDS).uniform("a", 5)
        assert (first == Shocks(1, 0, WORLDS).uniform("a", 5)).all()
        for other in (Shocks(2, 0, WORLDS).uniform("a", 5), Shocks(1, 0, WORLDS).uniform("b", 5), Shocks(1, 0, WORLDS).uniform("a", 6)):
            assert (first != other).all()

    def test_what_else_is_drawn_does_not_matter(self) -> None:
        shocks = Shocks(1, 0, WORLDS)
        shocks.normal("another", 5, 9)
        assert (shocks.uniform("a", 5) == Shocks(1, 0, WORLDS).uniform("a", 5)).all()

    def test_draws_of_different_addresses_are_uncorrelated(self) -> None:
        shocks = Shocks(1, 0, 20_000)
        draws = [shocks.normal("a", 1), shocks.normal("a", 2), shocks.normal("b", 1), *shocks.normal("c", 1, 3), shocks.normal("a", 1 + 4)]
        correlations = np.corrcoef(draws) - np.eye(len(draws))
        assert np.abs(correlations).max() < 0.03

    def test_neighbouring_worlds_are_uncorrelated(self) -> None:
        draw = Shocks(1, 0, 20_000).normal("a", 1)
        assert all(abs(np.corrcoef(draw[:-lag], draw[lag:])[0, 1]) < 0.03 for lag in (1, 2, 3, 4))

    def test_normals_have_the_moments_of_the_normal_distribution(self) -> None:
        draw = Shocks(1, 0, 100_000).normal("a")
        assert abs(draw.mean()) < 0.015 and abs(draw.std() - 1) < 0.01
        assert abs((draw**3).mean()) < 0.05 and abs((draw**4).mean() - 3) < 0.12

    def test_uniforms_fill_the_open_interval(self) -> None:
        draw = Shocks(0, 0, 100_000).uniform("a")
        assert 0 < draw.min() < 1e-4 and 1 - 1e-4 < draw.max() < 1
        assert np.abs(np.histogram(draw, 10, (0, 1))[0] / 100_000 - 0.1).max() < 0.005


class TestParameters:
    def test_an_axis_becomes_a_column(self) -> None:
        assert as_value(0.5) == 0.5
        column = as_value((1.0, 2.0))
        assert isinstance(column, np.ndarray) and column.shape == (2, 1)
        assert defaults().trade_coercion.exposure.shape == (len(CHANNELS), 1)

    def test_take_touches_only_what_varies(self) -> None:
        block = np.arange(6.0).reshape(2, 3)
        parameters = Parameters({"a.fixed": 2.0, "a.each": np.array([1.0, 2.0, 3.0]), "a.column": block[:, :1], "a.block": block})
        some = parameters.take(np.array([2, 0, 2])).a
        assert some.fixed == 2
        assert some.each.tolist() == [3, 1, 3]
        assert some.column.tolist() == [[0], [3]]
        assert some.block.tolist() == [[2, 0, 2], [5, 3, 5]]

    def test_a_block_of_one_world_is_still_one_per_world(self) -> None:
        parameters = Parameters({"a.each": np.array([1.0])})
        assert parameters.take(np.array([0, 0, 0])).a.each.tolist() == [1, 1, 1]

    def test_an_unknown_name_is_refused(self) -> None:
        with pytest.raises(UsageError, match="trade_shares.adjustment_months"):
            defaults().changed({"trade_shares.adjustment_month": 3.0})
        with pytest.raises(AttributeError, match="no group"):
            _ = defaults().trade

    def test_jitter_stays_in_range_and_varies_only_the_sensitivity_set(self) -> None:
        drawn = jittered(Shocks(1, 0, 200), 0.3)
        assert set(drawn) == {name for name, number in catalogue().items() if number.group == "sensitivity"}
        for name, values in drawn.items():
            number = catalogue()[name]
            assert (np.asarray(values) >= number.low).all() and (np.asarray(values) <= number.high).all()

    def test_jitter_of_a_world_does_not_depend_on_its_block(self) -> None:
        alone, all_of_them = jittered(Shocks(1, 613, 1), 0.3), jittered(Shocks(1, 0, WORLDS), 0.3)
        assert all(np.ravel(alone[name])[0] == np.ravel(all_of_them[name])[613] for name in alone)


class TestAmount:
    def test_a_known_number_is_not_drawn(self) -> None:
        assert Amount.exactly(0.4).draw(Shocks(1, 0, 3)) == 0.4

    def test_a_range_is_drawn_evenly(self) -> None:
        drawn = np.asarray(Amount(0.2, 0.6, address="a").draw(Shocks(1, 0, 50_000)))
        assert drawn.min() >= 0.2 and drawn.max() <= 0.6
        assert drawn.mean() == pytest.approx(0.4, abs=0.003)

    @pytest.mark.parametrize("likely", [0.0, 0.3, 1.0])
    def test_a_three_point_guess_has_the_moments_of_the_triangle(self, likely: float) -> None:
        drawn = np.asarray(Amount(0.0, 1.0, likely, "a").draw(Shocks(1, 0, 50_000)))
        variance = (1 + likely**2 - likely) / 18
        assert drawn.min() >= 0 and drawn.max() <= 1
        assert drawn.mean() == pytest.approx((1 + likely) / 3, abs=0.004)
        assert drawn.var() == pytest.approx(variance, rel=0.03)

    def test_amounts_of_one_address_share_their_draw(self) -> None:
        shocks = Shocks(1, 0, 10)
        low, high = Amount(0, 1, address="a").draw(shocks), Amount(1, 2, address="a").draw(shocks)
        assert np.allclose(np.asarray(high) - np.asarray(low), 1)
        assert not np.isin(Amount(0, 1, address="b").draw(shocks), low).any()


def test_experiments_and_figures_have_one_reader_of_their_numbers() -> None:
    assert setting("experiments/sweep.yaml", "morris_levels") == 4 and setting("experiments/pictures_of_a_sweep.yaml", "cells") == 400
    home = Path(sim.__file__).parent
    own = [path.name for part in ("experiments", "plots") for path in (home / part).rglob("*.py")
           if {"read_group", "read_number"} & set(re.findall(r"\w+", path.read_text(encoding="utf-8")))]
    assert not own
