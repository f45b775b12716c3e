"""The naive forecasts against closed forms."""

import numpy as np
import pytest
import scoringrules

from sim.errors import UsageError
from sim.history.baselines import BASELINES, Asked, Naive, naive
from sim.history.scores import crps
from sim.history.series import Figure, months_of


def figures(values: dict[str, float]) -> tuple[Figure, ...]:
    return tuple(Figure("made", *months_of(date), value, "unit", "A", "", "", "") for date, value in values.items())


def asked(values: dict[str, float], target: str, origin: str, error: float = 0.01, events: tuple[str, ...] = ()) -> Asked:
    rows = figures(values)
    (wanted,) = figures({target: 0.0})
    return Asked(rows, wanted, months_of(origin)[1], error, tuple(months_of(event)[0] for event in events))


RISING = {"2016": 1.0, "2017": 3.0, "2018": 4.0}


def test_persistence_keeps_the_last_figure_and_widens_with_the_root_of_time():
    # Changes 2 and 1: mean square 2.5 a year, two years ahead.
    found = naive("persistence", asked(RISING, "2020", "2019-12"))
    assert (found.mean, found.sd) == pytest.approx((4.0, np.sqrt(5.0)))


def test_figures_after_the_origin_are_not_known():
    assert naive("persistence", asked(RISING, "2020", "2017-12")).mean == 3.0
    assert naive("persistence", asked(RISING, "2020", "2015-12")) is None


def test_with_one_figure_a_step_is_two_errors_of_observation():
    found = naive("persistence", asked(RISING, "2018", "2016-12", error=0.1))
    assert (found.mean, found.sd) == pytest.approx((1.0, np.sqrt(2 * 0.01 * 2)))


def test_changes_over_several_years_count_by_their_length():
    # A change of 2 over four years is a variance of 1 a year, one of 1 over a year is 1 a year as well.
    found = naive("persistence", asked({"2010": 0.0, "2014": 2.0, "2015": 3.0}, "2016", "2015-12"))
    assert found.sd == pytest.approx(1.0)


def test_the_walk_with_drift_goes_on_by_the_mean_change():
    # Slope 1.5 a year; changes miss it by .5 either way: variance .5 a year; ahead 2 of a span of 2: .5 * (2 + 4 / 2).
    found = naive("random_walk_with_drift", asked(RISING, "2020", "2019-12"))
    assert (found.mean, found.sd) == pytest.approx((7.0, np.sqrt(2.0)))


def test_the_trend_is_the_line_of_least_squares():
    times, values = np.array([2016.0, 2017, 2018, 2019]), np.array([1.0, 3, 4, 4])
    line = np.polyfit(times, values, 1)
    found = naive("linear_trend", asked(dict(zip(map("{:.0f}".format, times), values, strict=True)), "2021", "2019-12"))
    left = values - np.polyval(line, times)
    variance = (left**2).sum() / 2 * (1 + 1 / 4 + (2021 - times.mean()) ** 2 / ((times - times.mean()) ** 2).sum())
    assert (found.mean, found.sd) == pytest.approx((np.polyval(line, 2021), np.sqrt(variance)))
    assert naive("linear_trend", asked({"2016": 1.0, "2017": 2.0}, "2018", "2017-12")) is None


def test_the_seasonal_forecast_takes_the_same_month_of_the_last_year():
    months = {f"{year}-{month:02d}": year - 2016 + month / 100 for year in (2016, 2017) for month in range(1, 13)}
    found = naive("seasonal_naive", asked(months, "2019-03", "2017-12"))
    assert (found.mean, found.sd) == pytest.approx((1.03, np.sqrt(2.0)))
    assert naive("seasonal_naive", asked(RISING, "2020", "2019-12")) is None
    now_and_then = {f"{year}-01": 1.0 for year in range(2000, 2018)}
    assert naive("seasonal_naive", asked(now_and_then, "2019-01", "2018-12")) is None


def test_events_bring_the_first_figure_wholly_after_them():
    values = {"2016": 1.0, "2017": 0.5, "2018": 0.6, "2019": 0.7}
    told = asked(values, "2019", "2016-12", events=("2017-03",))
    assert naive("event_informed_persistence", told).mean == 0.6
    assert naive("persistence", told).mean == 1.0


def test_an_event_without_a_figure_leaves_the_one_before_it():
    values = {"2016": 1.0, "2017": 0.5, "2018": 0.6}
    told = asked(values, "2018", "2015-12", events=("2016-01", "2017-03"))
    assert naive("event_informed_persistence", told).mean == 1.0


def test_an_event_before_the_origin_leaves_persistence():
    told = asked(RISING, "2020", "2018-12", events=("2016-01",))
    assert naive("event_informed_persistence", told) == naive("persistence", told)


def test_no_forecast_is_narrower_than_the_error_of_observation():
    still = {"2016": 1.0, "2017": 1.0, "2018": 1.0}
    for name in ("persistence", "random_walk_with_drift", "linear_trend"):
        assert naive(name, asked(still, "2019", "2018-12", error=0.2)).sd == pytest.approx(0.2)


def test_draws_score_as_the_distribution_does():
    found = Naive(1.0, 0.5)
    assert crps(found.draws(200_000, 3, "a"), 1.4) == pytest.approx(float(scoringrules.crps_normal(1.4, 1.0, 0.5)), rel=0.01)


def test_the_score_of_a_normal_distribution_agrees_with_an_independent_library():
    for mean, sd, observed in ((1.0, 0.5, 1.4), (0.0, 2.0, -7.0), (0.3, 0.1, 0.3)):
        assert Naive(mean, sd).score(observed) == pytest.approx(float(scoringrules.crps_normal(observed, mean, sd)))


def test_draws_depend_on_the_seed_and_the_address_alone():
    found = Naive(0.0, 1.0)
    assert np.array_equal(found.draws(5, 1, "a"), found.draws(9, 1, "a")[:5])
    assert not np.array_equal(found.draws(5, 1, "a"), found.draws(5, 1, "b"))


def test_an_unknown_baseline_is_named_with_the_nearest():
    with pytest.raises(UsageError, match="persistence"):
        naive("persistance", asked(RISING, "2019", "2018-12"))
    assert len(BASELINES) == 5
