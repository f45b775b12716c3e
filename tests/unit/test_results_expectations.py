"""Expectations: what experts expect, put to the worlds."""

from __future__ import annotations

import numpy as np
import pytest

from sim.cli.verdict_table import counts, effect, summary, told
from sim.errors import SimError, UsageError
from sim.experiments.expectations import Expectation, judge_one, variants_named
from sim.experiments.settings import Settings
from sim.experiments.verdicts import Verdicts, all_verdicts, verdicts
from sim.scenario import load
from sim.scenario.expect import ExpectationError, check_expectation

MEASURED = {
    "hold": {"drift": np.repeat([1.0, 0.0], [100, 900]), "level": np.linspace(0.4, 0.6, 1000)},
    "lift": {"drift": np.repeat([1.0, 0.0], [300, 700]), "level": np.linspace(0.4, 0.6, 1000) + 0.1},
    "same": {"drift": np.repeat([1.0, 0.0], [101, 899]), "level": np.linspace(0.4, 0.6, 1000)},
}


@pytest.mark.parametrize(
    ("that", "verdict"),
    [
        ("lift.drift > hold.drift", "holds"),
        ("hold.drift > lift.drift", "does not hold"),
        ("hold.drift < lift.drift", "holds"),
        ("same.drift > hold.drift", "undecided"),
        ("lift.drift > hold.drift + 0.15", "holds"),
        ("lift.drift > hold.drift + 20 %", "undecided"),
        ("lift.drift - hold.drift >= 0.3", "does not hold"),
        ("lift.drift >= 0.5", "does not hold"),
        ("lift.drift < 50%", "holds"),
        ("lift.level > hold.level + 0.05", "holds"),
        ("0.55 < lift.level", "holds"),
    ],
)
def test_verdicts(that: str, verdict: str) -> None:
    assert judge_one({"that": that}, MEASURED).verdict == verdict


@pytest.mark.parametrize("that", ["lift.drift", "lift.drift > ", "lift.drift > hold drift", "1 > 0", "lift.drift == 3", "a.b.c > 1"])
def test_what_cannot_be_read_is_said(that: str) -> None:
    with pytest.raises(SimError):
        judge_one({"that": that}, MEASURED)


def test_an_unknown_variant_brings_the_nearest() -> None:
    with pytest.raises(UsageError, match="did you mean `lift`"):
        judge_one({"that": "lifted.drift > hold.drift"}, MEASURED)


def test_the_reason_and_the_confidence_come_along() -> None:
    found = judge_one({"that": "lift.drift > hold.drift", "because": "epoch_2026", "confidence": "likely"}, MEASURED)
    assert (found.because, found.confidence) == ("epoch_2026", "likely")
    assert found.effect == pytest.approx(0.2)
    assert found.low < 0.2 < found.high


def test_several_stories_side_by_side_give_what_each_gives_alone() -> None:
    stories = [load(name, ("time.months=3",)) for name in ("seoul_hedging", "thaad_lift")]
    alone = [verdicts(story, Settings(worlds=5)) for story in stories]
    for jobs in (1, 2):
        together = list(all_verdicts(stories, Settings(worlds=5, jobs=jobs)))
        assert [found.expectations for found in together] == [found.expectations for found in alone]


def test_only_the_variants_that_expectations_name_are_played() -> None:
    assert variants_named([{"that": "lift.drift > hold.drift + 5%"}, {"that": "0.2 < lift.level - same.level"}]) == {"lift", "hold", "same"}


@pytest.mark.parametrize(("that", "mark", "met", "better"), [
    ("lift.drift > hold.drift", "", True, False),
    ("lift.drift > hold.drift", "said", True, True),
    ("hold.drift > lift.drift", "", False, False),
    ("hold.drift > lift.drift", "said", True, False),
    ("same.drift > hold.drift", "said", True, False),
])
def test_a_story_that_says_what_does_not_hold_is_right_about_it(that: str, mark: str, met: bool, better: bool) -> None:
    found = judge_one({"that": that, "does_not_hold": mark}, MEASURED)
    assert (found.met, found.better) == (met, better)


@pytest.mark.parametrize("that", ["lift.drift > - -0.1", "lift.drift > hold.drift + -5%", "lift.drift > 0.1 hold.drift", "+lift.drift > 0.1"])
def test_what_the_check_of_a_file_refuses_the_verdict_refuses_as_well(that: str) -> None:
    with pytest.raises(ExpectationError):
        check_expectation(that, ["lift", "hold"], ["drift"])
    with pytest.raises(ExpectationError):
        judge_one({"that": that}, MEASURED)


def test_a_side_may_begin_with_a_minus() -> None:
    assert judge_one({"that": "-lift.drift < -hold.drift"}, MEASURED).effect == pytest.approx(-0.2)


@pytest.mark.parametrize(("values", "printed"), [
    ((0.1, 0.05, 0.15), "+0.100 (+0.050 to +0.150)"),
    ((0.0, -0.02, 0.02), "+0.000 (-0.020 to +0.020)"),
    ((0.00041, 0.00032, 0.00050), "+0.00041 (+0.00032 to +0.00050)"),
    ((0.05, -0.0000001, 0.1), "+0.050 (-0.000 to +0.100)"),
    ((0.2, float("nan"), float("nan")), "+0.200 (one world)"),
])
def test_a_small_gap_is_printed_with_enough_digits_to_be_told_from_0(values: tuple[float, float, float], printed: str) -> None:
    assert effect(Expectation("", "", "", "holds", *values)) == printed


@pytest.mark.parametrize(("that", "said"), [
    ("lift.drift > hold.drift", "moves as expected: effect +0.200 (+0.175 to +0.224)"),
    ("lift.drift > hold.drift - 0.02", "moves as expected: effect +0.200 (+0.175 to +0.224), allowed down to -0.02"),
    ("lift.drift > hold.drift + 15%", "moves as expected: effect +0.200 (+0.175 to +0.224), expected above +0.15"),
    ("same.level > hold.level - 0.02", "stays within what is allowed: effect +0.000 (+0.000 to +0.000), allowed down to -0.02"),
    ("hold.level < same.level + 2 %", "stays within what is allowed: effect +0.000 (+0.000 to +0.000), allowed up to +0.02"),
    ("lift.level - hold.level < 0.3", "stays within what is allowed: effect +0.100 (+0.100 to +0.100), allowed up to +0.3"),
    ("hold.drift > lift.drift - 0.05", "effect -0.200 (-0.224 to -0.175), allowed down to -0.05"),
    ("lift.drift < 50 %", "value 0.300 (0.272 to 0.329), expected below 0.5"),
    ("0.5 < lift.drift", "value 0.300 (0.272 to 0.329), expected above 0.5"),
])
def test_an_effect_is_told_apart_from_what_is_allowed(that: str, said: str) -> None:
    assert told(judge_one({"that": that}, MEASURED)) == said


def test_the_summary_counts_what_moves_what_stays_and_what_is_hardly_there() -> None:
    items = ["lift.drift > hold.drift", "same.level > hold.level - 0.02", "lift.drift < 50 %", "hold.drift > lift.drift", "same.drift > hold.drift"]
    story = Verdicts("made", 1000, 0.0, tuple(judge_one({"that": that}, MEASURED) for that in items))
    assert summary([story], 0.0) == (
        "1 story, 5 expectations: 3 hold, 1 undecided, 1 do not hold (0 as the file says); 0 s\n"
        "Of those that hold, so many say: 1 that something moves, 1 that it moves no further than allowed; 2 effects below 0.005"
    )
    assert counts([story])["small effects"] == 2
