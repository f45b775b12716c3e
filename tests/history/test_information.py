"""How much observables say about cohesion: known answers in closed form, and what the tables give."""

import numpy as np
import pytest

from sim.errors import UsageError
from sim.history.information import ALL, ALL_SERIES, TARGETS, information, update
from sim.history.observation import collected, links
from sim.history.series import months_of
from sim.rules.recorded import recorded_names

MANY = 20_000
COHESION = np.random.default_rng(1).normal(0.7, 0.1, MANY)


def test_one_measurement_leaves_what_the_two_precisions_leave():
    known = update(COHESION, COHESION[None] * 1.0, np.array([[0.05**2]]))
    assert known.prior == pytest.approx(0.1, rel=0.02)
    assert known.posterior == pytest.approx((1 / known.prior**2 + 1 / 0.05**2) ** -0.5, rel=1e-3)
    assert known.share == pytest.approx(known.prior**2 / (known.prior**2 + 0.05**2), rel=1e-3)


def test_a_loading_scales_the_noise_down():
    loud, quiet = (update(COHESION, 10 * COHESION[None], np.array([[noise**2]])) for noise in (5.0, 0.5))
    assert loud.posterior == pytest.approx((1 / loud.prior**2 + 1 / 0.5**2) ** -0.5, rel=1e-3)
    assert quiet.posterior == pytest.approx((1 / loud.prior**2 + 1 / 0.05**2) ** -0.5, rel=1e-3)


def test_errors_that_figures_share_do_not_average_out():
    twelve = np.tile(COHESION, (12, 1))
    apart = update(COHESION, twelve, 0.12**2 * np.eye(12))
    together = update(COHESION, twelve, 0.12**2 * np.eye(12) + 0.1**2)
    assert apart.posterior == pytest.approx((1 / apart.prior**2 + 12 / 0.12**2) ** -0.5, rel=1e-3)
    assert together.posterior == pytest.approx((1 / apart.prior**2 + 1 / (0.12**2 / 12 + 0.1**2)) ** -0.5, rel=1e-3)


def test_figures_that_have_nothing_to_do_with_it_say_nothing_even_in_few_worlds():
    draws = np.random.default_rng(2)
    shares = [update(draws.normal(size=200), draws.normal(size=(60, 200)), 0.1 * np.eye(60)).share for _ in range(40)]
    assert np.mean(shares) < 0.04


def test_more_figures_than_worlds_are_refused():
    with pytest.raises(UsageError, match="worlds"):
        update(np.arange(5.0), np.ones((5, 5)), np.eye(5))


@pytest.fixture(scope="module")
def rows():
    """A made-up ensemble: in each world every quantity stands at its own level, cohesions among them, from 2016 to 2019."""
    draws = np.random.default_rng(3)
    levels = np.clip(draws.normal(0.5, 0.1, (len(recorded_names()), 1, 400)), 0, 1)
    paths = levels + draws.normal(0, 0.01, (len(recorded_names()), 49, 400))
    return {row.label: row for row in information(recorded_names(), paths, months_of("2016-01")[0])}


def test_there_is_a_row_for_all_for_each_series_played_and_for_each_that_could_be_collected(rows):
    assert {ALL_SERIES, ALL} | {one.label for one in collected().values()} <= set(rows)
    assert links()["un_distance_korea_us"].label in rows and links()["field_drills"].label not in rows
    for row in rows.values():
        assert set(row.about) == set(TARGETS)
        for learned in row.about.values():
            assert 0 < learned.posterior <= learned.prior


def test_a_poll_on_one_alliance_tells_of_that_one(rows):
    poll = rows[collected()["poll_on_japan"].label]
    assert poll.figures == 4
    assert poll.about["rok_japan"].share > 0.5 > 0.1 > poll.about["us_rok"].share


def test_series_say_less_than_polls_would(rows):
    for alliance in ("us_rok", "rok_japan", "trilateral"):
        assert rows[ALL_SERIES].about[alliance].share < rows[ALL].about[alliance].share


def test_what_is_counted_twice_is_not_in_all_series(rows):
    alone = sum(row.figures for label, row in rows.items() if label in {one.label for one in links().values() if not one.copy_of})
    assert rows[ALL_SERIES].figures == alone
