"""The first page says what each headline comes to, what does not hold, what reads the past back and where the model fails; nothing stands twice."""

from __future__ import annotations

from dataclasses import replace

import pytest
from reported import result

from sim.findings import answer_sentence
from sim.findings.answer import answer
from sim.findings.headlines import lines, meaning, terms
from sim.findings.leading import Told
from sim.findings.words import change_span, span
from sim.report.document import document
from sim.report.expected import Expected
from sim.report.model import Brief, Paragraph
from sim.report.past import FILE, reads_back, said, worst
from sim.report.story import Assumptions
from sim.results.result import Result
from sim.results.rounding import decimals
from sim.results.values import Answer
from sim.world.numbers import table


def share(estimate: float, low: float, high: float, gap: tuple[float, float, float] | None = None) -> Answer:
    moved, first, last = gap or (None, None, None)
    return Answer("v", "o", "An outcome", "chance", estimate, low, high, "a word", moved, first, last)


def level(estimate: float, gap: float, low: float, high: float) -> Answer:
    return Answer("v", "o", "A level", "track", estimate, estimate - 0.01, estimate + 0.01, "", gap, low, high)


@pytest.fixture
def norway() -> Result:
    return result("norway_2010")


PAGES: dict[str, Brief] = {}


def brief(found: Result) -> Brief:
    """The first page, made once for all tests."""
    return PAGES.setdefault(found.name, PAGES.get(found.name) or document([found]).parts[0].brief)


def test_a_number_has_the_digits_that_its_interval_bears() -> None:
    assert decimals([share(0.065, 0.04, 0.09), share(0.2, 0.16, 0.24, (0.135, 0.1, 0.168))]) == 0
    assert decimals([level(0.5, -0.0138, -0.0145, -0.0131)]) == 3
    assert decimals([level(0.5, 0.33, 0.28, 0.38)]) == 2
    assert decimals([share(0.5, 0.4999, 0.5001)]) == 2, "and no more than two of a per cent"
    assert decimals([level(0.5, 0.00056, 0.00051, 0.00061)]) == 3, "nor three of an index, where these leave something to read"


def test_an_interval_that_is_not_nothing_never_reads_as_nothing() -> None:
    assert change_span(level(0.5, -0.0138, -0.0142, -0.0133), 3) == "\N{MINUS SIGN}0.014 to \N{MINUS SIGN}0.013"
    assert change_span(share(0.1, 0.05, 0.15, (0.03, 0.002, 0.053)), 0) == "just above 0 to +5"
    assert span(share(0.2, 0.164, 0.242), 0) == "16 to 24 %"


def test_the_sentence_for_others_is_that_of_the_report(two_ways: Result, norway: Result) -> None:
    assert answer_sentence(two_ways) == answer(Told(two_ways)) == brief(two_ways).answer
    assert "Seoul" not in answer_sentence(norway)


def test_every_headline_has_a_line_with_its_interval_and_word(norway: Result) -> None:
    told = Told(norway)
    labels = {one.answers[0].label for one in told.outcomes if one.answers[0].headline}
    found = [answer(told), *lines(told)]
    assert len(found) == len(labels) == 5
    assert all(any(label in text for text in found) for label in labels)
    assert all(" to " in text and ("points" in text or "worlds (" in text) for text in found)


def test_the_terms_of_the_page_are_told_once_each_in_half_a_sentence(two_ways: Result) -> None:
    assert [term for term, _ in terms(["Do the Core Seams drift?", "the core seams"])] == ["Core seams", "Drift"], "no seam beside them"
    page = " ".join(block.text for block in brief(two_ways).blocks if isinstance(block, Paragraph))
    assert page.count("how well an alliance holds") == 1
    told = Told(two_ways)
    assert told.leading is not None and "engagement" in meaning(told, told.leading)


def test_expectations_that_do_not_hold_are_said_on_the_first_page_and_all_stand_in_a_table(norway: Result) -> None:
    expected = Expected(norway)
    verdicts = [one.found.verdict for one in expected.judged if one.found]
    assert len(verdicts) == 10 and verdicts.count("does not hold") >= 3
    page = brief(norway)
    assert any(f"does not give {verdicts.count('does not hold')} of the 10" in block.text for block in page.blocks if isinstance(block, Paragraph))
    (section,) = expected.sections("x")
    assert "12 worlds of this run" in section.blocks[0].text  # type: ignore[union-attr]
    rows = section.blocks[1].rows  # type: ignore[union-attr]
    assert "as the story says itself" in rows[3][3] and "Reynolds" in rows[3][1] and "as_it_was" not in " ".join(map(" ".join, rows))


def test_what_cannot_be_judged_from_a_kept_result_says_so(norway: Result) -> None:
    fewer = replace(norway, manifest=norway.manifest | {"variants": norway.manifest["variants"][:1]})
    fewer.answers = [one for one in norway.answers if one.variant == "as_it_was"]
    rows = next(Expected(fewer).sections("x")).blocks[1].rows  # type: ignore[union-attr]
    assert rows[7][3] == "cannot be judged from this result: not played in this run: tit_for_tat"


def test_a_story_that_is_over_reads_the_past_back_and_no_other(norway: Result, two_ways: Result) -> None:
    assert "reads the past back: Jul 2010 to Dec 2018" in reads_back(norway) and reads_back(two_ways) == ""


def test_the_first_page_names_the_worst_failure_on_the_past(two_ways: Result) -> None:
    scored = [one for one in table(FILE)["series"] if one["counts"] and one.get("hold_out", {}).get("high", 0) < 0]
    lowest = min(scored, key=lambda one: one["hold_out"]["skill"])
    assert lowest["label"] in worst(two_ways) and worst(two_ways) in brief(two_ways).limits


def test_a_series_without_figures_is_neither_passed_nor_failed() -> None:
    asked = [one for one in table(FILE)["series"] if one["counts"]]
    held = [one for one in asked if "skill" in one.get("hold_out", {})]
    assert next(said(table(FILE))).startswith(f"{len(held)} of {len(asked)} series have figures")


def test_each_source_stands_once_and_nothing_is_said_in_the_notation_of_stories(norway: Result) -> None:
    cited = Assumptions(norway).cited
    assert len(cited) == len({source.split(".")[0] for source in cited}) == 4
    assert not any(">" in part or "<" in part or "_" in part for of in cited.values() for part in of)


def test_a_first_page_names_no_command(two_ways: Result, norway: Result) -> None:
    for found in (two_ways, norway):
        page = brief(found)
        assert not [text for text in (*page.limits, page.changes, *page.beside, page.answer) if "(sim " in text or "sim backtest" in text]
