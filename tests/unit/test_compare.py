"""Comparisons: known differences are found, with the intervals of the textbooks, and what matching was worth is what the formula says."""

from __future__ import annotations

from math import ceil, sqrt
from pathlib import Path
from statistics import NormalDist
from typing import Any

import numpy as np
import pytest
from fake_result import PATHS, Sample
from made_comparison import told
from made_run import made
from made_sweep import made_sweep
from scipy import stats

from sim.errors import UsageError
from sim.experiments.compare import Comparison, Measured, compare
from sim.experiments.compare.cells import gap
from sim.experiments.compare.measured import by_chance, measured, number
from sim.experiments.compare.series import series_difference
from sim.experiments.compare.words import findings, worlds_needed
from sim.results.answer_cells import difference as printed
from sim.results.kept import kept_path
from sim.results.result import Result
from sim.results.rounding import places
from sim.results.store import write_paths
from sim.results.tables import series_table
from sim.results.values import LEVELS, VariantInfo

RANDOM = np.random.default_rng(11)


def correlated(worlds: int, correlation: float, effect: float) -> tuple[Any, Any]:
    """Two levels in the same worlds, of variance 1 each, with exactly this correlation and this mean difference."""
    raw = RANDOM.normal(size=(2, worlds))
    one = (raw[0] - raw[0].mean()) / raw[0].std(ddof=1)
    rest = raw[1] - raw[1].mean() - one * np.cov(one, raw[1])[0, 1]
    other = correlation * one + sqrt(1 - correlation**2) * rest / rest.std(ddof=1)
    return one[None], other[None] + effect


def track(one: Any, other: Any, matched: bool = True) -> Measured:
    """The difference of two levels."""
    found = measured("track", one, other, matched)
    assert found is not None
    return found


@pytest.mark.parametrize("correlation", [0.9, 0.3, 0.0, -0.5])
def test_matching_takes_away_the_share_of_the_variance_that_the_correlation_says(correlation: float) -> None:
    one, other = correlated(400, correlation, 0.25)
    found = track(one, other)
    # var(b - a) = 2 (1 - r), var(a) + var(b) = 2: what is taken away is r.
    assert found.removed == pytest.approx(correlation) and found.difference == pytest.approx(0.25)
    assert (found.high - found.low) / 2 == pytest.approx(1.959964 * sqrt(2 * (1 - correlation) / 400), rel=1e-6)
    apart = track(one, other, matched=False)
    assert apart.difference == pytest.approx(found.difference) and apart.removed is None
    assert (apart.high - apart.low) / 2 == pytest.approx(1.959964 * sqrt(2 / 400), rel=1e-6)


def test_the_interval_in_the_same_worlds_is_that_of_paired_values() -> None:
    one, other = correlated(60, 0.8, 0.1)
    found = track(one, other)
    gaps = (other - one)[0]
    assert (found.low, found.high) == pytest.approx(stats.norm.interval(0.95, gaps.mean(), stats.sem(gaps)))
    assert found.higher == (gaps > 0).sum() and found.lower == (gaps < 0).sum() and found.of == 60


def test_points_of_a_sweep_are_averaged_in_each_world_and_few_worlds_make_the_interval_wide() -> None:
    level, noise = RANDOM.normal(size=(30, 1)), RANDOM.normal(size=(30, 6))
    one, other = level + noise, level + noise + 0.5 + 0.1 * RANDOM.normal(size=(30, 6))
    found = track(one, other)
    span = stats.ttest_rel(other.mean(axis=0), one.mean(axis=0)).confidence_interval()
    assert (found.low, found.high) == pytest.approx((span.low, span.high))
    assert found.worlds == 6 and found.of == 30 and found.higher == 30


def test_a_chance_that_changes_in_all_of_few_worlds_is_not_taken_for_certain_at_many_points_either() -> None:
    never, always = np.zeros((30, 20)), np.ones((30, 20))
    alone, swept = (measured("chance", never[:points], always[:points], matched=True) for points in (1, 30))
    assert alone is not None and swept is not None and (alone.low, alone.high) == (swept.low, swept.high)
    assert swept.low == pytest.approx(20 / 22 - 1.959964 * sqrt(21 - 400 / 22) / 22) and swept.high == 1.0


def test_a_difference_of_chances_over_many_points_is_as_sure_as_its_worlds_say() -> None:
    """What each world has is a mean over points: half a world is not added to cells that are none."""
    random = np.random.default_rng(4)
    one, other = ((random.random((64, 20)) < chance).astype(float) for chance in (0.05, 0.1))
    found = measured("chance", one, other, matched=True)
    span = stats.ttest_rel(other.mean(axis=0), one.mean(axis=0)).confidence_interval()
    assert found is not None and (found.low, found.high) == pytest.approx((span.low, span.high)) and found.verdict == "larger"


def test_shares_in_other_worlds_have_the_interval_of_newcombe() -> None:
    """56/70 and 48/80: 0.2 with 0.0524 to 0.3339 (Newcombe 1998, table II, a, method 10)."""
    one, other = (np.repeat([1.0, 0.0], [yes, count - yes])[None] for yes, count in ((48, 80), (56, 70)))
    found = measured("chance", one, other, matched=False)
    assert found is not None and found.verdict == "larger" and not found.matched
    assert (found.difference, found.low, found.high) == pytest.approx((0.2, 0.0524, 0.3339), abs=5e-4)


def test_failed_worlds_and_points_are_left_out_on_both_sides() -> None:
    one, other = np.array([[1.0, np.nan, 2.0, 3.0]]), np.array([[2.0, 5.0, np.nan, 4.0]])
    found = track(one, other)
    assert (found.first, found.second, found.difference, found.worlds) == (2.0, 3.0, 1.0, 2)
    assert measured("track", one * np.nan, other, True) is None and measured("track", one * np.nan, other, False) is None


def test_verdicts_tell_noise_from_difference_and_from_none() -> None:
    one = RANDOM.normal(size=(1, 50))
    assert track(one, one).verdict == "same" and track(one, one).needed is None
    assert track(one, one + 1).verdict == "larger"
    assert track(one, one + np.where(np.arange(50) % 2, 1.0, -0.9)).verdict == "noise"
    assert track(one[:, :1], one[:, :1] + 1).verdict == "unknown"


def test_as_many_worlds_as_are_said_to_settle_a_difference_do_so_nine_times_in_ten() -> None:
    one, other = correlated(100, 0.0, 0.1)
    found = track(one, other)
    assert found.verdict == "noise" and found.needed == ceil(((1.959964 + 1.281552) / 0.1) ** 2 * 2)
    error = sqrt(2 / found.needed)
    assert NormalDist().cdf(0.1 / error - 1.959964) == pytest.approx(number("settle_chance"), abs=1e-3)


def test_of_results_of_unequal_size_the_worlds_that_settle_are_those_of_each_side() -> None:
    one, other = correlated(40, 0.0, 0.1)
    large = np.tile(other, 100)
    found = track(one, large, matched=False)
    assert found.verdict == "noise" and found.needed is not None
    error = sqrt((one.var() + large.var()) / found.needed)
    assert NormalDist().cdf(0.1 / error - 1.959964) == pytest.approx(number("settle_chance"), abs=0.02)
    equal = track(one, other, matched=False)
    assert equal.needed == pytest.approx(found.needed, rel=0.03)


def test_the_difference_to_the_baseline_is_what_a_run_prints(monkeypatch: pytest.MonkeyPatch) -> None:
    result = made(monkeypatch)
    found = compare(result)
    rows = {(row.outcome, row.pair.names[1]): row for row in found.rows}
    asked = [answer for answer in result.answers if answer.difference is not None]
    assert len(asked) == len(rows) == 2
    for answer in asked:
        row = rows[answer.outcome, answer.variant]
        said = answer.difference, answer.difference_low, answer.difference_high
        assert (row.found.difference, row.found.low, row.found.high) == pytest.approx(said)
        assert gap(row, 3) == printed(answer)


def test_every_variant_can_be_measured_against_any(monkeypatch: pytest.MonkeyPatch) -> None:
    result = made(monkeypatch)
    there, back = compare(result), compare(result, against="lift")
    assert [pair.names for pair in back.pairs] == [("lift", "hold")]
    assert [row.found.difference for row in back.rows] == [-row.found.difference for row in there.rows]
    assert [(row.found.higher, row.found.lower) for row in back.rows] == [(row.found.lower, row.found.higher) for row in there.rows]
    one, other = (found.series(found.pairs[0], "approval").fan for found in (there, back))
    assert np.allclose(other.mean, -one.mean) and np.allclose(other.quantiles[0.05], -one.quantiles[0.95])


def test_results_of_one_seed_are_compared_in_the_worlds_that_both_have() -> None:
    first, second = told(worlds=80), told(worlds=80, shift=0.01)
    found = compare(first, second)
    level = next(row for row in found.rows if row.outcome == "cohesion")
    assert level.found.matched and level.found.difference == pytest.approx(0.01, abs=1e-6) and level.found.removed == pytest.approx(1, abs=1e-6)
    assert [pair.names for pair in found.pairs][:2] == [("A.hold", "B.hold"), ("A.lift", "B.lift")]
    few = Result(told(worlds=80).manifest | {"worlds": 30}, first.scenario, first.answers, cut(told(worlds=80), 30))
    assert all(row.found.worlds == 30 for row in compare(first, few).rows)


def cut(result: Result, worlds: int) -> dict[str, Any]:
    """The tables of a result with fewer worlds."""
    outcomes = result.tables["outcomes"]
    return result.tables | {"outcomes": outcomes.filter(np.asarray(outcomes.column("world")) < worlds)}


def test_results_of_other_seeds_are_samples_of_their_own() -> None:
    found = compare(told(seed=7), told(seed=8))
    assert not any(row.found.matched for row in found.rows)
    assert any("seed 7 -> 8" in remark for remark in found.remarks)
    (line,) = (line for line in findings(found) if line.startswith("Played with one seed"))
    assert "fewer" not in line


def test_a_pair_of_variants_can_be_asked_for() -> None:
    found = compare(told(), told(shift=0.01), wanted=[("hold", "lift")])
    assert [pair.names for pair in found.pairs] == [("A.hold", "B.lift")]
    assert [pair.names for pair in compare(told(), wanted=[("lift", "exchange")]).pairs] == [("lift", "exchange")]


def with_paths(result: Result, seed: int) -> tuple[Result, dict[str, Any]]:
    """The result with every world's path kept, and the tables that go with them."""
    random = np.random.default_rng(seed)
    shape = len(PATHS), result.months + 1, result.worlds
    paths = {info.name: np.cumsum(random.normal(0, 0.01, shape), axis=1) for info in result.variants}
    result.paths = paths
    result.tables["quantiles"] = series_table({name: Sample(values) for name, values in paths.items()}, list(PATHS), result.start)
    return result, paths


def test_the_bands_of_two_results_with_kept_worlds_are_those_of_the_differences_in_each_world() -> None:
    (first, a), (second, b) = with_paths(told(2), 1), with_paths(told(2), 2)
    found = compare(first, second)
    one = found.series(found.pairs[1], "cohesion.us_japan")
    gaps = b["lift"][1] - a["lift"][1]
    assert one.spread == "worlds" and one.of == 50
    assert np.allclose(one.fan.quantiles[0.50], np.quantile(gaps, 0.50, axis=1))
    assert np.allclose(one.fan.error, stats.sem(gaps, axis=1))
    apart = a["lift"][1].var(axis=1).sum() + b["lift"][1].var(axis=1).sum()
    assert one.removed == pytest.approx(1 - gaps.var(axis=1, ddof=1).sum() / apart, abs=1e-3)


def test_without_kept_worlds_the_means_alone_are_differenced_and_it_is_said() -> None:
    found = compare(told(2), told(2, shift=0.01))
    one = found.series(found.pairs[0], "cohesion.us_rok")
    errors = [side.result.fan(info.name, "cohesion.us_rok").error for side, info in (one.pair.first, one.pair.second)]  # type: ignore[union-attr]
    assert one.spread == "none" and one.at_most and one.removed is None
    assert np.allclose(one.fan.error, np.hypot(*errors)) and all(np.isnan(one.fan.quantiles[level]).all() for level in LEVELS)
    assert not compare(told(2), told(2, seed=8)).series(found.pairs[0], "cohesion.us_rok").fan.mean.any()


def test_variants_beside_the_baseline_have_an_error_that_is_never_too_small() -> None:
    result, paths = with_paths(told(3), 3)
    gaps = {name: Sample(paths[name] - paths["hold"]) for name in ("lift", "conditional")}
    result.tables["differences"] = series_table(gaps, list(PATHS), result.start)
    truth = series_difference(compare(result, wanted=[("lift", "conditional")]).pairs[0], "engagement")
    result.paths = None
    bound = series_difference(compare(result, wanted=[("lift", "conditional")]).pairs[0], "engagement")
    assert truth.spread == "worlds" and bound.spread == "none" and np.allclose(bound.fan.mean, truth.fan.mean, atol=1e-6)
    assert (bound.fan.error[1:] > 0.9 * truth.fan.error[1:]).all()


def test_paths_on_disk_are_read_as_they_were_kept(tmp_path: Path) -> None:
    result, paths = with_paths(told(2), 4)
    (tmp_path / "series").mkdir()
    write_paths(result, tmp_path / "series" / "worlds.parquet")
    again = Result(result.manifest, {}, [], folder=tmp_path)
    assert np.allclose(kept_path(again, "lift", "engagement"), paths["lift"][list(result.quantities).index("engagement")])  # type: ignore[arg-type]
    again.manifest["worlds"] = 60
    assert kept_path(again, "lift", "engagement") is None


def test_variants_of_a_sweep_are_compared_at_its_points(tmp_path: Any) -> None:
    sweep = made_sweep(tmp_path / "made" / "x", points=40, size=10, missing=1, failures={3: "lift"})
    found = compare(sweep)
    level = next(row for row in found.rows if row.outcome == "cohesion")
    assert level.found.difference == pytest.approx(-0.05) and level.found.of == 29 and level.found.lower == 29
    drift = next(row for row in found.rows if row.outcome == "drift")
    gaps = np.delete(sweep.by_world("lift", "drift") - sweep.by_world("hold", "drift"), [3, *range(30, 40)], axis=0).mean(axis=0)
    assert drift.found.difference == pytest.approx(gaps.mean())
    series = found.series(found.pairs[0], "cohesion.us_rok")
    assert series.spread == "points" and series.of == 29 and series.fan.mean[-1] == pytest.approx(-0.05)


def test_sweeps_of_one_design_are_compared_and_others_are_refused(tmp_path: Any) -> None:
    one, same = (made_sweep(tmp_path / name / "x", points=8) for name in "ab")
    assert all(row.found.verdict == "same" for row in compare(one, same).rows)
    with pytest.raises(UsageError, match="sweeps over other points"):
        compare(one, made_sweep(tmp_path / "c" / "x", points=9))
    with pytest.raises(UsageError, match="one is a run, the other a sweep"):
        compare(told(), one)


def test_another_version_and_other_numbers_are_a_warning() -> None:
    other = told(config_hash="ef" * 32, versions={"sim": "0.2.0", "numpy": "2.1"}, parameters="wide")
    warning, making = compare(told(), other).remarks
    assert warning == "warning: the numbers of A and B are of different models: sim 0.1.0 -> 0.2.0, configs/ cdcdcdcd -> efefefef"
    assert "parameters fixed -> wide" in making and "numpy 2.0 -> 2.1" in making
    assert compare(told(), told()).remarks == ()


def test_the_same_name_for_another_question_is_a_warning() -> None:
    first, second = told(), told()
    second.scenario = {"outcomes": {"drift": {"chance_of": "seams.core < 0.3"}}}
    assert any("do not ask the same under the name of `drift`" in remark for remark in compare(first, second).remarks)


def test_other_months_are_compared_where_both_were_played() -> None:
    first, second = told(2), told(2)
    second.manifest["start"] += 12
    found = compare(first, second)
    one = found.series(found.pairs[0], "cohesion.us_rok")
    assert any("other months" in remark for remark in found.remarks)
    assert one.dates[0] == second.dates[0] and one.dates[-1] == first.dates[-1] and one.start == second.start and one.months == first.months - 12


@pytest.mark.parametrize(("call", "said"), [
    (lambda: compare(told(1)), "has but one variant, `hold`"),
    (lambda: compare(told(), against="lft"), "did you mean `lift`"),
    (lambda: compare(told(), told(), against="lift"), "--against chooses a variant of one result"),
    (lambda: compare(told(), told(), wanted=[("hold", "lif")]), "did you mean `lift`"),
    (lambda: compare(told(1), renamed(told(1), "other")), "no variant in common"),
    (lambda: compare(told(), asking_nothing_alike()), "ask nothing in common"),
    (lambda: compare(told()).check_quantities(["engagment"]), "did you mean `engagement`"),
])
def test_what_cannot_be_compared_is_refused_in_a_clear_line(call: Any, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        call()


def renamed(result: Result, name: str) -> Result:
    """The result with its only variant under another name."""
    result.__dict__["measured"] = {name: result.measured["hold"]}
    result.variants[0] = VariantInfo(name, name, is_baseline=True)
    result.answers = [answer.__class__(**{**vars(answer), "variant": name}) for answer in result.answers]
    return result


def asking_nothing_alike() -> Result:
    """A result with outcomes of other names."""
    result = told()
    result.answers = [answer.__class__(**{**vars(answer), "outcome": f"my_{answer.outcome}"}) for answer in result.answers]
    return result


def test_words_say_what_is_larger_than_noise_and_what_would_settle_the_rest() -> None:
    said = list(findings(compare(told(2, worlds=50))))
    assert said[0].startswith("lift against hold: 2 of 4 larger than sampling error; could be noise: drift (+")
    assert "to settle: about" in said[0] and said[0].endswith("the same in every world: kept")
    assert said[1].startswith("To settle: in 90 of 100")


def test_one_world_says_nothing_of_noise() -> None:
    found: Comparison = compare(told(2, worlds=1))
    assert next(iter(findings(found))) == "lift against hold: one world says nothing of sampling error; play more"


def test_many_differences_come_with_how_many_chance_alone_would_make() -> None:
    assert by_chance(40) == 2 and by_chance(5) == 0
    assert any("Of 20 differences about 1 would look larger" in line for line in findings(compare(told(), told(shift=0.1))))


@pytest.mark.parametrize(("count", "said"), [(7, "about 7 worlds"), (1234, "about 1,300 worlds"), (2 * 10**6, "more than 1,000,000 worlds")])
def test_worlds_that_settle_are_rounded_up(count: int, said: str) -> None:
    assert worlds_needed(count) == said


@pytest.mark.parametrize(("values", "digits"), [([0.7], 3), ([0.0043], 4), ([-0.00094, 0.0], 5), ([0.0], 3), ([], 3)])
def test_small_numbers_keep_two_digits(values: list[float], digits: int) -> None:
    assert places(values) == digits
