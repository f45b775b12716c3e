"""The dated worlds, the drivers and the leaders: complete, inside their bounds, and what the design says."""

import numpy as np
import pytest

from sim.errors import ConfigError, SimError
from sim.world.actors import instrument_layout
from sim.world.axes import CHANNELS, SEAMS
from sim.world.calendar import month_number
from sim.world.drivers import check_driver, driver_paths, leaders
from sim.world.numbers import table
from sim.world.state import driver_layout, field_bounds, field_of, state_layout
from sim.world.worlds import described_state, read_rows, starting_world, world_names


def core(state):
    """The core seams: the mean of maritime Asia, industry and strategic flexibility."""
    maritime = (state["seams.taiwan"] + state["seams.south_china_sea"]) / 2
    return (maritime + state["seams.industry"] + state["seams.strategic_flexibility"]) / 3


def test_there_are_two_worlds_the_earlier_first():
    assert world_names() == ("january_2016", "january_2026")


@pytest.mark.parametrize("name", world_names())
def test_every_row_of_the_state_has_a_value_inside_its_bounds(name):
    state = starting_world(name).state
    assert tuple(state) == state_layout().rows
    for row, value in state.items():
        low, high = field_bounds()[field_of(row)]
        assert low <= value <= high, row


@pytest.mark.parametrize("name", world_names())
def test_every_instrument_has_a_level_from_0_to_1(name):
    instruments = starting_world(name).instruments
    assert tuple(instruments) == instrument_layout().rows
    assert all(0 <= level <= 1 for level in instruments.values())


@pytest.mark.parametrize("name", world_names())
def test_every_value_says_where_it_comes_from(name):
    world = starting_world(name)
    assert set(world.numbers) == set(world.state) | set(world.instruments)
    for row, number in world.numbers.items():
        assert number.unit and number.meaning and number.grade and number.source, row
        assert number.low <= number.value <= number.high, row
        assert number.value == (world.state | world.instruments)[row]


@pytest.mark.parametrize("name", world_names())
def test_beijing_starts_out_expecting_what_it_sees_on_the_core_seams(name):
    state = starting_world(name).state
    assert state["conduct_reference"] == pytest.approx(core(state), abs=1e-4)


def test_january_2016_is_the_unit_of_the_flows():
    state = starting_world("january_2016").state
    assert all(state[f"flow.{channel}"] == 1 for channel in CHANNELS)


def test_some_levels_of_the_design():
    before, after = starting_world("january_2016"), starting_world("january_2026")
    assert before.date == month_number("2016-01") and after.date == month_number("2026-01")
    assert [world.state["months_to_election"] for world in (before, after)] == [24, 53]
    assert (before.state["seams.south_china_sea"], after.state["seams.south_china_sea"]) == (0.24, 0.46)
    assert (before.instruments["pressure.culture"], after.instruments["pressure.culture"]) == (0, 0.62)
    assert (before.instruments["alliance_contribution"], after.instruments["alliance_contribution"]) == (0.30, 0.60)
    assert (before.instruments["restraint_of_pyongyang"], after.instruments["restraint_of_pyongyang"]) == (0.35, 0.20)
    assert (before.instruments["pressure.finance"], after.instruments["pressure.finance"]) == (0, 0.02)


def test_a_world_is_found_by_its_month_too():
    assert starting_world("2026-01") == starting_world("january_2026")


def test_an_unknown_world_names_the_nearest():
    with pytest.raises(SimError, match="january_2016"):
        starting_world("january_2015")


def test_a_world_cannot_be_changed():
    with pytest.raises(TypeError):
        starting_world("january_2016").state["approval"] = 1


def test_a_row_without_a_value_is_refused():
    with pytest.raises(ConfigError, match="no starting value for .*approval"):
        read_rows({}, described_state(), state_layout().rows, "configs/worlds/nowhere.yaml")


def test_a_value_for_a_row_that_does_not_exist_is_refused():
    with pytest.raises(ConfigError, match="approval"):
        read_rows({"aproval": {}}, described_state(), state_layout().rows, "configs/worlds/nowhere.yaml")


def level(path, date):
    """The level of a ramp in a month."""
    return float(np.interp(month_number(date), path.months, [amount.low for amount in path.amounts]))


def test_every_driver_has_a_dated_path():
    paths = driver_paths()
    assert tuple(paths) == driver_layout().rows
    for name, path in paths.items():
        assert path.shape == "ramp" and path.reaches_back and path.until is None, name
        assert path.months[0] == month_number("2016-01") and all(amount.fixed for amount in path.amounts), name


def test_seouls_ideals_move_between_june_2020_and_august_2023_alone():
    for seam in SEAMS:
        path = driver_paths()[f"seam_ideal.{seam}"]
        assert path.months[1:] == (month_number("2020-06"), month_number("2023-08"))
        assert path.amounts[0] == path.amounts[1] and path.amounts[1].low < path.amounts[2].low
    halfway = level(driver_paths()["seam_ideal.south_china_sea"], "2022-01")
    assert halfway == pytest.approx(0.20)


def test_structural_demand_holds_until_the_end_of_2019():
    for channel in CHANNELS:
        path = driver_paths()[f"structural_demand.{channel}"]
        assert level(path, "2019-12") == 1
        assert level(path, "2026-01") == level(path, "2030-01") <= 1


def test_some_levels_of_the_drivers():
    paths = driver_paths()
    assert level(paths["history_salience"], "2019-07") == 1.35
    assert level(paths["war_demand"], "2028-01") == 0.55
    assert level(paths["us_transactionalism"], "2020-12") == 0.70
    assert level(paths["us_openness_to_deal"], "2018-03") == 0.95
    assert level(paths["chinese_slack"], "2026-01") == 0.65


@pytest.mark.parametrize("change, what", [
    ({"unit": ""}, "unit"),
    ({"levels": {"2016-01": 2}}, "outside its range"),
    ({"levels": {"2020-01": 0.1, "2016-01": 0.1}}, "do not follow"),
    ({"source": "nobody_1900"}, "unknown source"),
])
def test_a_driver_that_is_not_fully_described_is_refused(change, what):
    entry = table("drivers.yaml")["drivers"]["war_demand"] | change
    with pytest.raises(ConfigError, match=what):
        check_driver("war_demand", entry)


def test_the_leaders_follow_each_other_and_the_election_clock_agrees_with_the_worlds():
    timeline = leaders()
    assert [leader.month for leader in timeline] == sorted(leader.month for leader in timeline)
    assert [leader.ideology for leader in timeline] == [0.55, 0.55, -0.60, 0.85, 0.40, -0.35]
    assert [leader.policy_capacity for leader in timeline] == [1, 0.35, 1, 1, 0.30, 1]
    world, leader = starting_world("january_2026"), timeline[-1]
    assert leader.next_election - world.date == world.state["months_to_election"]
    for leader, successor in zip(timeline, timeline[1:], strict=False):
        assert not leader.acting or successor.month - leader.month == leader.acting
    first = starting_world("january_2016")
    assert (timeline[0].ideology, timeline[-1].ideology) == (first.state["ideology"], world.state["ideology"])
