"""The page on the past as a forecast: fresh in words, a row and a paragraph for every series, and its picture."""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from sim.history.backtest import Backtest, Null, backtest, gate
from sim.history.courses import LEVELS, courses
from sim.history.information import ALL, ALL_SERIES, TARGETS, Learned, Row
from sim.history.nulls import null_plans
from sim.history.observation import collected, covered, links
from sim.history.played import mode_plans
from sim.history.series import series
from sim.history.skill import FEW, Skill
from sim.history.suite import Suite, load_suite
from sim.plots.past import figure
from sim.scenario import load
from sim.scenario.build import plans

DOCS = Path(__file__).resolve().parents[2] / "docs"
sys.path.insert(0, str(DOCS))

import generate_backtest  # noqa: E402

NUMBER = r"(?<!\w)[-+]?\d+(,\d{3})*(\.\d+)?( %)?"
WORLDS = 100


@pytest.fixture(scope="module")
def suite() -> Suite:
    return load_suite("korea")


@pytest.fixture(scope="module")
def found(suite: Suite) -> Backtest:
    """The back-test in few worlds; of the null models, the names alone."""
    few = backtest(suite, tuple(suite.modes), WORLDS, 0)
    years = defaultdict(set)
    for one in few.figures:
        if one.window == few.null_window:
            years[one.name].add(one.last[:4])
    named = {name: Skill(0.1, 0.05, 0.2, len(dates)) for name, dates in years.items()}
    return replace(few, nulls=tuple(Null(plan.name, named) for plan in null_plans(mode_plans(suite, ("endogenous",))[0], suite.nulls)))


@pytest.fixture(scope="module")
def written() -> str:
    return generate_backtest.PAGE.read_text(encoding="utf-8")


def words(page: str) -> str:
    """A page without its numbers, their weight and the breaks of its lines; which naive forecast has the best energy score hangs on the draws."""
    page = re.sub(r"\*\*([-+][^|*]*)\*\*", r"\1", page)
    page = re.sub(r"^\| all, energy score \| \d+( \(\d+\))? \| [^|]*", "| all, energy score | ", page, flags=re.MULTILINE)
    return re.sub(NUMBER, "#", " ".join(page.split()))


def rows_of_observables(suite: Suite) -> list[Row]:
    """A row for each series with figures in the story, and for each that could be collected, without numbers."""
    start, months = suite.story.start, suite.story.months
    seen = [link.label for link in links().values() if any(covered(link, one, start, months) for one in series(link.series))]
    labels = [ALL_SERIES, *seen, *(link.label for link in collected().values()), ALL]
    return [Row(label, 1, {name: Learned(1, 1) for name in TARGETS}) for label in labels]


def test_the_page_is_what_is_generated(found: Backtest, suite: Suite, written: str) -> None:
    tables = {f"table_{window}": generate_backtest.scores(found, window) for window in suite.windows}
    tables["table_nulls"] = generate_backtest.nulls(found)
    tables["table_observables"] = generate_backtest.observables(rows_of_observables(suite))
    unjudged = " and ".join(gate(found).unjudged)
    numbers = defaultdict(lambda: "0.00", given=suite.given, foot=generate_backtest.foot(found), unjudged=unjudged)
    numbers |= generate_backtest.nulls_told(found) | generate_backtest.by_series(found)
    assert words(written) == words(generate_backtest.rendered(numbers, tables)), "run python docs/generate_backtest.py"


def test_the_numbers_of_the_page_are_those_of_the_model(found: Backtest, written: str) -> None:
    for line in found.lines:
        if line.figures > 1 and line.mode == "endogenous":
            rows = [row for row in table_after(written, line.window) if row[0].strip("*") == line.label]
            assert len(rows) == 1, f"{line.label}, {line.window}"
            assert float(rows[0][4]) == pytest.approx(line.score_compared, rel=0.15, abs=0.001)
            assert float(rows[0][3]) == pytest.approx(line.baseline_score, abs=0.001)


def table_after(page: str, window: str) -> list[list[str]]:
    """The rows of the table of a window."""
    heading = {"hold_out": "## Held out", "fit": "## The fitting window", "blind": "## Blind"}[window]
    section = page.partition(heading)[2].partition("\n## ")[0]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in section.splitlines() if row.startswith("|")]


def test_everything_of_the_suite_has_a_row_and_what_fails_a_paragraph(suite: Suite, written: str) -> None:
    rows = {window: {row[0].strip("*"): row for row in table_after(written, window)} for window in suite.windows}
    for part in suite.parts:
        mine = [row for window, found in rows.items() if (row := found.get(part.label)) and part.within(suite.windows[window])]
        assert mine, part.label
        if not all(float(row[place].split()[0]) > 0 for row in mine for place in (5, 8)):
            paragraph = written.partition(f"### {part.label}\n")[2].partition("\n##")[0]
            assert len(paragraph.split()) > 40, part.label


def test_everything_that_was_tried_is_told_and_covers_the_same_years(suite: Suite) -> None:
    tried = load(str(generate_backtest.TRIED))
    assert (tried.start, tried.months) == (suite.story.start, suite.story.months)
    text = (DOCS / "pages" / "past_text.py").read_text(encoding="utf-8")
    for name in (variant.name for variant in plans(tried)):
        assert f"{{{name}_" in text or name in suite.modes, f"{name} is played and not told"


def test_the_course_of_a_series_is_ordered_and_measured_like_its_figures(suite: Suite) -> None:
    drawn = courses(suite, "endogenous", 20, jobs=1)
    assert [course.link.series for course in drawn] == [name for part in suite.parts for name in part.links]
    for course in drawn:
        assert (np.diff([course.quantiles[level] for level in LEVELS], axis=0) >= 0).all()
        assert course.times[0] >= suite.story.start / 12 and (course.figures or course.link.series)
    half = next(course for course in drawn if course.link.series == "leak_cases").figures[-1]
    assert half.value == pytest.approx(16), "eight cases in half a year are sixteen in a year"


@pytest.mark.parametrize("theme", ["print", "light"])
def test_the_picture_has_a_panel_for_every_series(suite: Suite, theme: str) -> None:
    drawn = courses(suite, "endogenous", 2, jobs=1)
    page = figure(suite, drawn, theme)
    assert len(page.axes) == len(drawn)
    assert len(page.story.data.rows) == sum(len(course.times) for course in drawn)


def test_the_picture_of_the_page_is_there_and_small() -> None:
    assert generate_backtest.PICTURE.read_bytes()[:4] == b"\x89PNG"
    assert generate_backtest.PICTURE.stat().st_size < 150_000


def test_the_readme_says_with_the_pages_number_where_chance_does_better(written: str) -> None:
    readme = " ".join((DOCS.parent / "README.md").read_text(encoding="utf-8").split())
    claim = r"choose by lot do better on Chinese visitors of 2023-25 \(skill over them ([-+]\d\.\d\d), on three figures: interval unknown\)"
    said = re.search(claim, readme)
    assert said and f"| every capital uniform | {said[1]} (?) |" in written


def test_the_skill_of_a_line_of_the_page_is_that_of_its_two_scores(written: str) -> None:
    for window in ("hold_out", "fit"):
        for row in table_after(written, window):
            if re.match(NUMBER, row[5]) and float(row[3]) > 0.1:
                assert 1 - float(row[4]) / float(row[3]) == pytest.approx(float(row[5].split()[0]), abs=0.02), row[0]


def test_a_skill_over_a_null_model_has_its_interval_or_says_that_it_is_unknown() -> None:
    assert generate_backtest.over_null(Skill(-1.5, -2.9, -0.4, FEW - 1)) == "-1.50 (?)"
    assert generate_backtest.over_null(Skill(0.7, 0.3, 0.8, FEW)) == "**+0.70 (+0.30 to +0.80)**"
    assert generate_backtest.over_null(Skill(0.1, -0.3, 0.2, FEW)) == "+0.10 (-0.30 to +0.20)"
    assert generate_backtest.over_null(Skill(0.01, 0.01, 0.01, FEW)) == "+0.01 (+0.01 to +0.01)"
    assert generate_backtest.told_over(Skill(-1.5, -2.9, -0.4, FEW - 1)) == "-1.50, interval unknown"


def test_the_page_says_that_the_bands_pass_by_pooling(found: Backtest, written: str) -> None:
    short = " ".join(written.partition("## In short")[2].partition("![")[0].split())
    assert "Pooled, " in short and all(f"{label}: not one figure inside" in short for label in gate(found).none_held) and gate(found).none_held
