"""What a story of the past must reproduce: every check stated with its reason, and read off as it should be."""

import numpy as np
import pytest

from sim.history.checks import checks, judge, measured, read_check
from sim.world.calendar import month_number
from sim.world.numbers import sources, table

START = month_number("2016-01")


def test_every_check_states_its_cap_and_why_before_the_run():
    for check in checks():
        assert check.cap > 0 and check.because, check.name
        assert (check.observed is None) != (check.between is None), check.name
        assert check.error == 0 or check.observed is not None, check.name
        if check.better:
            assert check.observed is not None, check.name
    for name, entry in table("history/checks.yaml")["checks"].items():
        assert all(key in sources() for key in entry.get("source", "kto_arrivals").split(", ")), name


def check_of(measure, **rest):
    """A made-up check."""
    told = {"label": "made up", "unit": "index", "cap": 1, "because": "made up", "better": True, "between": [0, 1]}
    return read_check("made_up", told | {"measure": measure} | rest)


def test_the_measures_by_hand():
    path = np.array([[1.0], [2.0], [3.0], [4.0]])  # the start, then the ends of January, February and March 2016
    window = ["2016-02", "2016-03"]
    january = ["2016-01", "2016-01"]
    assert measured(check_of({"mean": "x", "in": window}), path, START) == 3.5
    assert measured(check_of({"ratio": "x", "in": window, "against": january}), path, START) == 1.75
    assert measured(check_of({"difference": "x", "in": window, "against": january}), path, START) == 1.5
    assert measured(check_of({"change": "x", "in": window}), path, START) == 2.5


def test_the_error_of_observation_widens_what_the_band_can_hold_and_blurs_no_change_alike():
    told = {"between": None, "observed": {"series": "visitors_annual_index", "date": 2017}}
    sure, unsure = (check_of({"mean": "x", "in": ["2016-01", "2016-01"]}, error=error, **told) for error in (0, 0.04))
    path = np.stack([np.ones(400), np.full(400, 0.5)])
    exact, blurred = judge(sure, path, START, 0.9, 1), judge(unsure, path, START, 0.9, 1)
    assert exact.width == pytest.approx(0)
    assert blurred.width == pytest.approx(0)
    assert blurred.reach[1] - blurred.reach[0] == pytest.approx(2 * 1.645 * 0.04, rel=0.15)
    assert blurred.no_change_score < exact.no_change_score == pytest.approx(1 - 0.517)


def test_a_wide_band_cannot_pass_and_a_wrong_one_neither():
    check = check_of({"mean": "x", "in": ["2016-01", "2016-01"]}, between=None, cap=0.5,
                     observed={"series": "visitors_annual_index", "date": 2017})
    spread = np.linspace(0, 1, 101)
    wide = judge(check, np.stack([np.ones(101), spread]), START, 0.9, 1)
    assert wide.right and not wide.narrow and wide.better
    wrong = judge(check, np.stack([np.ones(101), 0.9 + 0.1 * spread]), START, 0.9, 1)
    assert not wrong.right and wrong.narrow
    assert wrong.no_change_score == pytest.approx(1 - 0.517)
