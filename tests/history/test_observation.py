"""The observation model: complete, about things that exist, and read off paths as the tables say."""

import numpy as np
import pytest

from sim.errors import ConfigError, UsageError
from sim.history.observation import address, as_observed, collected, covered, disturbed, expected, link, links, read_link
from sim.history.series import Figure, months_of, series
from sim.rules.recorded import recorded_names
from sim.world.shocks import Shocks

START = months_of("2016-01")[0]


def test_every_series_of_the_observation_model_has_figures_in_its_table():
    for name, one in links().items():
        assert all(f"/{one.table}.csv:" in figure.place for figure in series(name)), name


def test_every_link_names_recorded_quantities_and_a_series_it_copies_exists():
    for one in [*links().values(), *collected().values()]:
        assert one.terms and set(one.terms) <= set(recorded_names()), one.series
        assert one.copy_of in (*links(), ""), one.series


def test_every_loading_offset_and_error_has_a_range_around_it_and_a_reason():
    for one in [*links().values(), *collected().values()]:
        assert set(one.numbers) == {*one.terms, "offset", "noise"}
        for number in one.numbers.values():
            assert number.low <= number.value <= number.high and number.low < number.high and number.because, number.name
        assert one.numbers["noise"].low > 0, one.series


def test_what_could_be_collected_says_how_often():
    assert {one.every for one in collected().values()} == {1, 12}
    assert not any(one.every for one in links().values())


@pytest.mark.parametrize("name, least", [("hankook_thermometer_us", 0.8), ("pew_unfavourable_china", 1.6), ("asan_favourability_japan", 0.08)])
def test_the_error_of_a_survey_is_more_than_that_of_sampling(name, least):
    assert link(name).numbers["noise"].low > least


@pytest.mark.parametrize("name, index, figure", [
    ("pew_unfavourable_china", 0.37, 64), ("pew_favourable_us", 0.6, 80),
    ("hankook_thermometer_china", 0.3, 26), ("asan_favourability_japan", 0.35, 3.5),
])
def test_each_survey_has_its_own_mapping_of_one_opinion(name, index, figure):
    one = link(name)
    paths = np.full((1, 13, 3), index)
    assert expected(one, tuple(one.terms), paths, START, made("2016")) == pytest.approx(figure)


def made(date):
    """A figure without a value."""
    return Figure("made_up", *months_of(date), np.nan, "unit", "J", "judgement", "", "")


def number(value):
    return {"value": value, "range": [value - 1, value + 1], "unit": "unit", "meaning": "made up",
            "grade": "J", "source": "judgement", "because": "made up"}


def made_link(**entry):
    """A link of made-up numbers to quantities that exist, read as `first` and `second`."""
    told = {"label": "Made up", "over": "mean", "terms": {"flow.goods": number(2)}, "offset": number(1), "noise": number(1.5)}
    return read_link("made_up", told | entry, "made_up.yaml")


QUANTITIES = ("flow.goods", "flow.tourism")
PATHS = np.stack([np.arange(26.0)[:, None] * [1, 10], np.ones((26, 2))])  # in world 0 month k ends at k, in world 1 at 10 k


@pytest.mark.parametrize("over, date, world_0", [
    ("mean", "2016-01..2016-03", 2), ("sum", "2016-01..2016-03", 6), ("last", "2016-01..2016-03", 3), ("change", "2016-01..2016-03", 3),
    ("mean", "2017", 18.5), ("change", "2017-02", 1), ("last", "2017-12", 24),
])
def test_months_are_taken_together_as_the_link_says(over, date, world_0):
    value = expected(made_link(over=over), QUANTITIES, PATHS, START, made(date))
    assert value == pytest.approx([1 + 2 * world_0, 1 + 20 * world_0])


def test_terms_add_up_with_their_loadings():
    both = made_link(terms={"flow.goods": number(2), "flow.tourism": number(-3)})
    assert expected(both, QUANTITIES, PATHS, START, made("2016-01")) == pytest.approx([1 + 2 - 3, 1 + 20 - 3])


def test_a_base_makes_it_a_ratio_to_the_model_s_own_mean_of_that_year():
    value = expected(made_link(base=2016), QUANTITIES, PATHS, START, made("2017"))
    assert value == pytest.approx([1 + 2 * 18.5 / 6.5] * 2)


def test_a_figure_is_covered_where_all_its_months_and_the_base_are_played():
    one, ratio = made_link(), made_link(base=2016)
    assert covered(one, made("2017"), START, 24) and not covered(one, made("2017"), START, 23)
    assert not covered(one, made("2015-12..2016-03"), START, 24)
    assert covered(ratio, made("2017"), START, 24) and not covered(ratio, made("2017"), START + 6, 24)


def test_noise_has_its_standard_deviation_and_an_address_of_its_own():
    one, shocks = made_link(), Shocks(1, 0, 4000)
    year, month = (disturbed(one, np.full(4000, 3.0), made(date), shocks) for date in ("2017", "2017-01"))
    assert year.mean() == pytest.approx(3, abs=0.1) and year.std() == pytest.approx(1.5, rel=0.05)
    assert abs(np.corrcoef(year, month)[0, 1]) < 0.1
    assert np.array_equal(year[100:110], disturbed(one, np.full(10, 3.0), made("2017"), Shocks(1, 100, 10)))


def test_figures_of_a_series_share_the_errors_of_its_offset_and_loading_and_have_noise_of_their_own():
    one, worlds = made_link(noise=number(0)), 50_000
    first, middle, last = figures = [made(date) for date in ("2016", "2017", "2018")]
    read = {address(figure, "flow.goods"): np.full(worlds, level) for figure, level in zip(figures, (0.0, 2.0, 4.0), strict=True)}
    seen = as_observed(dict.fromkeys(figures, one), read, Shocks(1, 0, worlds))
    off = 2 / 4  # a range of two, read as two standard deviations to either side
    assert [seen[figure].mean() for figure in figures] == pytest.approx([1, 5, 9], abs=0.02)
    assert seen[middle].std() == pytest.approx(off, rel=0.02), "in the middle of what is asked the offset alone"
    assert [seen[first].std(), seen[last].std()] == pytest.approx([off * np.sqrt(1 + 2**2)] * 2, rel=0.02), "and at its ends the slope"
    assert np.allclose(seen[first] + seen[last], 2 * seen[middle]), "the same errors for every figure"
    noisy = as_observed(dict.fromkeys(figures, made_link()), read, Shocks(1, 0, worlds))
    apart = [noisy[figure] - seen[figure] for figure in figures]
    assert np.cov(apart) == pytest.approx(1.5**2 * np.eye(3), abs=0.05)


def test_no_draw_is_below_the_least():
    value = disturbed(made_link(least=0), np.zeros(400), made("2017"), Shocks(1, 0, 400))
    assert value.min() == 0 and 0.3 < (value == 0).mean() < 0.7


@pytest.mark.parametrize("entry, what", [
    ({"over": "median"}, "median"), ({"terms": {"flow.good": number(1)}}, "flow.goods"), ({"colour": "red"}, "colour"),
    ({"noise": {"value": 1}}, "range"), ({"offset": 3}, "bare value"),
])
def test_a_wrong_entry_is_a_fault_that_names_its_table(entry, what):
    with pytest.raises(ConfigError, match=what) as caught:
        made_link(**entry)
    assert caught.value.where == "made_up.yaml"


def test_a_link_without_noise_is_a_fault():
    with pytest.raises(ConfigError, match="noise"):
        read_link("made_up", {"label": "Made up", "over": "mean", "terms": {}, "offset": number(1)}, "made_up.yaml")


def test_a_series_without_a_link_is_named_with_the_nearest():
    with pytest.raises(UsageError, match="field_drills"):
        link("field_drill")
