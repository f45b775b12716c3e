"""Suites: what is read, and every fault at its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.cli import main
from sim.errors import ScenarioError, UsageError
from sim.history.baselines import BASELINES
from sim.history.nulls import null_plans
from sim.history.suite import load_suite, shipped_suites
from sim.history.suite_file import Entry, SuiteFile
from sim.scenario.build import plans
from sim.scenario.strict import keys
from sim.world.calendar import month_number

SMALL = """\
suite: 1
title: Visitors
story: thaad_2016
modes: {scripted: scripted}
worlds: 30
seed: 1
fit: {from: 2016-01, until: 2017-12}
hold_out: {from: 2018-01, until: 2019-12}
origins: [2015-12, 2017-12]
series:
  - {series: visitors_annual_index, from: 2017-01}
  - {name: opinion, label: Opinion of China, series: [pew_unfavourable_china, asan_favourability_china]}
baselines: [persistence, random_walk_with_drift]
nulls: [uniform]
happened: {goods_hit: false}
given: Of the events.
gate: {mode: scripted, window: hold_out, series_with_skill: 1, coverage_90: [0.5, 1]}
"""


def written(folder: Path, text: str) -> str:
    path = folder / "small.yaml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_a_suite_is_read_with_its_windows_and_figures(tmp_path: Path) -> None:
    suite = load_suite(written(tmp_path, SMALL))
    visitors, opinion = suite.parts
    assert [figure.value for figure in visitors.within(suite.windows["fit"])] == [0.517]
    assert [figure.value for figure in visitors.within(suite.windows["hold_out"])] == [0.594, 0.746]
    assert (visitors.label, visitors.several, opinion.several) == ("Chinese visitors, by year", False, True)
    assert suite.origins == (month_number("2015-12"), month_number("2017-12"))
    assert suite.null_worlds == suite.worlds == 30


def test_the_suites_of_the_project_are_read() -> None:
    assert {"korea", "korea_2016_2019"} <= set(shipped_suites())
    for name in shipped_suites():
        assert load_suite(name).parts


def test_the_korean_suite_counts_the_nine_things_that_were_fixed() -> None:
    counted = [part.name for part in load_suite("korea").parts if part.counts]
    assert counted == ["visitors_annual_index", "china_share_of_exports", "china_share_of_imports", "balance_with_china", "opinion_china",
                       "opinion_us", "opinion_japan", "leak_cases", "un_distance_korea_us"]


FAULTS = [
    ("visitors_annual_index,", "visitor_annual_index,", 11, "unknown-series", "visitors_annual_index"),
    ("visitors_annual_index,", "korean_visitors_to_japan_change,", 11, "unknown-link", ""),
    ("until: 2019-12}\norigins", "until: 2020-06}\norigins", 8, "date-outside", "2016-01 to 2019-12"),
    ("from: 2017-01}", "from: 2015-01}", 11, "date-outside", "2016-01 to 2019-12"),
    ("from: 2017-01}", "from: 2017-02, until: 2017-11}", 11, "no-figures", "the figures are of"),
    ("hold_out: {from: 2018-01", "hold_out: {from: 2017-06", 8, "overlap", "one window"),
    ("2015-12, 2017-12]", "2015-12, 2031-12]", 9, "cut-off-after-data", "the last figure of these series"),
    ("2015-12, 2017-12]", "2015-12, 2017]", 9, "bad-date", "YYYY-MM"),
    ("[persistence,", "[persistance,", 13, "unknown-baseline", "did you mean `persistence`"),
    ("nulls: [uniform]", "nulls: [unifrom]", 14, "unknown-null", "did you mean `uniform`"),
    ("{scripted: scripted}", "{scripted: scriptd}", 4, "unknown-mode", "did you mean `scripted`"),
    ("gate: {mode: scripted", "gate: {mode: endogenous", 17, "unknown-mode", "known: scripted"),
    ("window: hold_out", "window: blind", 17, "unknown-window", "give its months"),
    ("series_with_skill: 1", "series_with_skill: 3", 17, "out-of-range", "at most 2"),
    ("[0.5, 1]", "[1, 0.5]", 17, "reversed", "the lower comes first"),
    ("goods_hit: false", "goods_hits: false", 15, "unknown-outcome", "did you mean `goods_hit`"),
    ("goods_hit: false", "opinion_2019: false", 15, "unknown-outcome", ""),
    ("story: thaad_2016", "story: thad_2016", 3, "unknown-story", "did you mean `thaad_2016`"),
    ("worlds: 30", "wrlds: 30", 5, "unknown-key", "did you mean `worlds`"),
    ("suite: 1", "suite: 2", 1, "unknown-format", "write suite: 1"),
    ("name: opinion, label: Opinion of China, ", "", 12, "missing-key", "name: opinion_of_china"),
    ("name: opinion,", "name: visitors_annual_index,", 12, "twice", "take one out"),
    ("title: Visitors", "title:", 2, "empty-value", ""),
    ("seed: 1", "seed: 1\ntables: histry", 7, "unknown-tables", "history"),
]


@pytest.mark.parametrize(("old", "new", "line", "code", "remedy"), FAULTS, ids=[f"{code}-{line}" for _, _, line, code, _ in FAULTS])
def test_every_fault_is_told_with_its_line_and_what_to_do(tmp_path: Path, old: str, new: str, line: int, code: str, remedy: str) -> None:
    assert old in SMALL
    with pytest.raises(ScenarioError) as caught:
        load_suite(written(tmp_path, SMALL.replace(old, new)))
    found = [fault for fault in caught.value.faults if fault.code == code and fault.line == line]
    assert found, [fault.line_of_text for fault in caught.value.faults]
    assert remedy in found[0].remedy and found[0].where.endswith(f":{line}:{found[0].column}")
    assert "of a scenario" not in found[0].what


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    text = SMALL.replace("visitors_annual_index,", "visitors_anual_index,").replace("[uniform]", "[unifrom]").replace("2017-12]", "2031-12]")
    with pytest.raises(ScenarioError) as caught:
        load_suite(written(tmp_path, text))
    assert {fault.code for fault in caught.value.faults} >= {"unknown-series", "unknown-null", "cut-off-after-data"}


def test_faults_of_the_file_and_faults_against_the_story_are_told_in_one_pass(tmp_path: Path) -> None:
    text = SMALL.replace("worlds: 30", "worlds: -3").replace("goods_hit", "nonesuch")
    text = "\n".join(line for line in text.splitlines() if not line.startswith(("seed:", "given:")))
    text = text.replace("scripted: scripted", "scripted: scriptd")
    with pytest.raises(ScenarioError) as caught:
        load_suite(written(tmp_path, text))
    assert sorted(fault.code for fault in caught.value.faults) == ["missing-key", "missing-key", "out-of-range", "unknown-mode", "unknown-outcome"]


def test_what_was_taken_out_as_unsound_is_not_missed_by_the_gate(tmp_path: Path) -> None:
    text = SMALL.replace("worlds: 30", "worlds: -3")
    with pytest.raises(ScenarioError) as caught:
        load_suite(written(tmp_path, text))
    assert [fault.code for fault in caught.value.faults] == ["out-of-range"]


def test_the_page_marks_the_keys_that_must_stand() -> None:
    page = (Path(__file__).parents[2] / "docs/reference/suites.md").read_text(encoding="utf-8")
    needed = [field.alias or name for name, field in SuiteFile.model_fields.items() if field.is_required()]
    rows = {key: row for row in page.splitlines() if row.startswith("| `") for key in SuiteFile.model_fields if f"`{key}`" in row.split("|")[1]}
    rows["given"] = next(row for row in page.splitlines() if row.startswith("| `given`"))
    assert all(rows[key].split("|")[1].strip().endswith("*") for key in needed)
    assert not rows["null_worlds"].split("|")[1].strip().endswith("*")


def test_a_wrong_suite_ends_with_exit_code_3_and_the_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["backtest", written(tmp_path, SMALL.replace("visitors_annual_index,", "visitor_annual_index,"))]) == 3
    shown = capsys.readouterr()
    assert "small.yaml:11:14: error[unknown-series]" in shown.err and "^^^" in shown.err and "did you mean" in shown.err
    assert not shown.out


def test_a_suite_that_does_not_exist_is_named_with_the_nearest() -> None:
    with pytest.raises(UsageError, match="did you mean `korea`"):
        load_suite("koree")


def test_a_story_beside_the_suite_is_found(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text("sim: 1\nextends: thaad_2016\ntitle: Mine\n", encoding="utf-8")
    assert load_suite(written(tmp_path, SMALL.replace("story: thaad_2016", "story: mine"))).story.title == "Mine"


def test_null_models_take_out_one_thing_each() -> None:
    plan = plans(load_suite("korea_2016_2019").story)[1]
    uniform, holds, *without = null_plans(plan, ("uniform", "beijing_holds", "mechanisms"))
    assert {choices[0].name for choices in uniform.doctrines.values()} == {"uniform"}
    assert holds.doctrines["beijing"][0].name == "scripted" and holds.doctrines["seoul"] == plan.doctrines["seoul"]
    assert len(without) == 14 and all(len(null.mechanisms_off) == 1 for null in without)
    assert len({null.name for null in without}) == 14


def test_the_page_on_suites_names_every_key_baseline_and_null_model() -> None:
    page = (Path(__file__).parents[2] / "docs" / "reference" / "suites.md").read_text(encoding="utf-8")
    words = [*keys(SuiteFile), *keys(Entry), *BASELINES, "uniform", "beijing_holds", "mechanisms"]
    assert not [word for word in words if f"`{word}`" not in page and f"`{word}:" not in page]


def test_the_suite_on_the_page_is_sound(tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "reference" / "suites.md").read_text(encoding="utf-8")
    block = page.split("```text\n")[1].split("```")[0]
    assert load_suite(written(tmp_path, block)).gate is not None
