"""Answers: estimates, intervals, words, paired differences; and outcomes as they are read off a trajectory."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sim.experiments.answers import answers, normal_interval, paired_shares, widest, wilson, words_for
from sim.experiments.outcomes import Measures, Outcome, read_outcomes
from sim.results.values import Answer
from sim.scenario.numbers import word_for
from sim.world.calendar import month_number
from sim.world.trajectory import Trajectory

START = month_number("2026-02")


def trajectory(values: list[list[float]], name: str = "approval") -> Trajectory:
    """A trajectory of one quantity, `[month][world]`."""
    made = Trajectory((name,), len(values) - 1, len(values[0]))
    for month in values:
        made.record(np.array([month]))
    return made


@pytest.mark.parametrize(
    ("probability", "word"),
    [(0.0, "remote"), (0.0499, "remote"), (0.05, "very unlikely"), (0.2, "unlikely"), (0.45, "roughly even"), (0.55, "likely"),
     (0.8, "very likely"), (0.95, "almost certain"), (0.995, "almost certain"), (1.0, "almost certain")],
)
def test_words_are_closed_on_the_left(probability: float, word: str) -> None:
    assert word_for(probability) == word


@pytest.mark.parametrize(("interval", "said"), [
    ((0.06, 0.19), "very unlikely"),
    ((0.19, 0.21), "very unlikely to unlikely"),
    ((0.94, 1.0), "very likely to almost certain"),
    ((0.04, 0.20), "too few worlds to say"),
    ((0.0, 1.0), "too few worlds to say"),
])
def test_words_are_those_of_the_whole_interval(interval: tuple[float, float], said: str) -> None:
    assert words_for(*interval) == said


@pytest.mark.parametrize(("happened", "worlds", "said"), [(0, 1, "too few worlds to say"), (0, 1000, "no world"), (1000, 1000, "all worlds")])
def test_no_world_is_said_where_there_are_enough(happened: int, worlds: int, said: str) -> None:
    (found,) = answers([chance()], {"hold": {"drift": np.repeat([1.0, 0.0], [happened, worlds - happened])}}, {})
    assert found.said == said


def test_wilson_interval_against_numbers_worked_out_by_hand() -> None:
    low, high = wilson(5, 10)
    # z = 1.96 (3.8415 squared): middle = (.5 + .19207)/(1.38415) = .5, spread = 1.95996*sqrt(.025 + .0096036)/1.38415 = .26341
    assert low == pytest.approx(0.2366, abs=1e-4)
    assert high == pytest.approx(0.7634, abs=1e-4)


def test_wilson_interval_reaches_the_ends_and_no_further() -> None:
    assert wilson(0, 1000)[0] == 0.0
    assert wilson(1000, 1000)[1] == 1.0
    assert 0 < wilson(0, 1000)[1] < 0.005


def test_no_change_seen_is_not_no_change_possible() -> None:
    low, high = paired_shares(np.zeros(1000))
    assert low < 0 < high < 0.01


def test_one_world_has_no_interval() -> None:
    assert normal_interval(np.array([0.4])) == (-np.inf, np.inf)


def test_a_chance_counts_worlds_in_which_the_sentence_ever_held_after_the_start() -> None:
    outcomes = read_outcomes({"low": {"label": "Approval falls", "chance_of": "approval < 0.3"}}, START, 3)
    measured = Measures(outcomes)(None, trajectory([[0.2, 0.9, 0.9], [0.4, 0.9, 0.9], [0.4, 0.2, 0.9], [0.4, 0.9, 0.9]]))  # type: ignore[arg-type]
    assert measured["low"].tolist() == [0.0, 1.0, 0.0]


def test_by_and_at_cut_the_months() -> None:
    path = trajectory([[0.5], [0.5], [0.2], [0.5]])
    entries = {
        "early": {"label": "x", "chance_of": "approval < 0.3", "by": "2026-02"},
        "in_time": {"label": "x", "chance_of": "approval < 0.3", "by": "2026-03"},
        "at_end": {"label": "x", "chance_of": "approval < 0.3", "at": "end"},
        "level": {"label": "x", "track": "approval", "at": "2026-03"},
    }
    measured = Measures(read_outcomes(entries, START, 3))(None, path)  # type: ignore[arg-type]
    assert {name: values.item() for name, values in measured.items()} == {"early": 0, "in_time": 1, "at_end": 0, "level": 0.2}


@pytest.mark.parametrize(("text", "entry", "when"), [
    ("approval < 0.3", {}, "by Jan 2027"),
    ("approval < 0.3", {"by": "2026-06"}, "by Jun 2026"),
    ("approval < 0.3", {"at": "end"}, "in Jan 2027"),
    ("mean(3) of approval < 0.3 by 2026-05", {}, "by May 2026"),
    ("approval < 0.3 by 2026-05", {"by": "2026-04"}, "by Apr 2026"),
    ("approval < 0.3 at 2026-05", {}, "by May 2026"),
    ("approval < 0.3 at end", {}, "by Jan 2027"),
    ("approval < 0.3 after 2026-05", {}, "by Jan 2027"),
    ("(approval < 0.3 by 2026-05) and (approval < 0.4 by 2026-08)", {}, "by May 2026"),
    ("(approval < 0.3 by 2026-05) or (approval < 0.4 by 2026-08)", {}, "by Aug 2026"),
    ("(approval < 0.3 by 2026-05) or approval > 0.9", {}, "by Jan 2027"),
    ("not (approval < 0.3 by 2026-05)", {}, "by May 2026"),
    ("not ((approval < 0.3 by 2026-05) for 3 months)", {}, "by Jul 2026"),
])
def test_the_deadline_is_that_of_the_sentence_where_it_has_one(text: str, entry: dict[str, str], when: str) -> None:
    (outcome,) = read_outcomes({"low": {"chance_of": text, **entry}}, START, 12)
    assert outcome.when == when


def test_a_track_is_the_mean_of_the_last_twelve_months() -> None:
    path = trajectory([[float(month)] for month in range(25)])
    (outcome,) = read_outcomes({"level": {"label": "x", "track": "approval"}}, START, 24)
    assert outcome.measure(path) == pytest.approx(np.mean(np.arange(13, 25)))


def test_a_track_of_a_short_story_leaves_the_start_out() -> None:
    path = trajectory([[9.0], [1.0], [2.0]])
    (outcome,) = read_outcomes({"level": {"label": "x", "track": "approval"}}, START, 2)
    assert outcome.measure(path) == pytest.approx(1.5)


def chance(name: str = "drift", headline: bool = True) -> Outcome:
    return Outcome(name, "Drift", "chance", 3, when="by Apr 2026", headline=headline)


def test_the_difference_is_paired() -> None:
    rng = np.random.default_rng(3)
    base = (rng.random(4000) < 0.5).astype(float)
    shifted = base.copy()
    shifted[np.flatnonzero(base == 0)[:200]] = 1.0
    hold, lift = answers([chance()], {"hold": {"drift": base}, "lift": {"drift": shifted}}, {})
    assert hold.difference is None
    assert lift.difference == pytest.approx(0.05)
    assert lift.difference_low is not None and lift.difference_high is not None
    assert lift.difference_high - lift.difference_low < 0.5 * (lift.high - lift.low)


def test_failed_worlds_are_left_out() -> None:
    values = np.array([1.0, np.nan, 0.0, 1.0])
    (answer,) = answers([chance()], {"hold": {"drift": values}}, {})
    assert answer.estimate == pytest.approx(2 / 3)


def test_widest_looks_at_headline_chances_alone() -> None:
    sure, even = np.ones(100), np.repeat([0.0, 1.0], 50)
    found = answers([chance("a"), chance("b", headline=False)], {"hold": {"a": sure, "b": even}}, {})
    assert widest(found) == pytest.approx((1 - wilson(100, 100)[0]) / 2)


@pytest.mark.parametrize(("levels", "said"), [
    ((0.0086, 0.0073), ["0.0086", "0.0077 - 0.0095", "-0.0013", "-0.0016 to -0.0010"]),
    ((0.7311, 0.7298), ["0.731", "0.730 - 0.732", "-0.001", "-0.002 to -0.001"]),
])
def test_a_small_level_is_printed_with_two_digits(levels: tuple[float, float], said: list[str]) -> None:
    from sim.cli.answer_table import cells, places

    base, other = (Answer("v", "o", "o", "track", level, level - 0.0009, level + 0.0009) for level in levels)
    gap = levels[1] - levels[0]
    other = replace(other, difference=gap, difference_low=gap - 0.0003, difference_high=gap + 0.0003)
    shown = [*cells(base, False, False, places(levels))][1:] + [*cells(other, True, True, places(levels))][3:]
    assert shown == said
