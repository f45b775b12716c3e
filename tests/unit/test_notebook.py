"""In a notebook: what comes back shows itself as a table, has frames and pictures, and no word of a story becomes HTML."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import made_run
import pytest
from made_sweep import made_sweep

import sim
from sim.notebook import Run
from sim.notebook_plots import Plots
from sim.notebook_sweep import Swept
from sim.plots import FIGURES

HOSTILE = '<script>alert("1")</script>'


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """The made-up run, as `sim.run` gives it."""
    made = made_run.made(monkeypatch)
    return Run(made.manifest, made.scenario, made.answers, made.tables, made.paths)


@pytest.fixture
def swept(tmp_path: Path) -> Swept:
    """The made-up sweep, as `sim.sweep` gives it."""
    return Swept.load(made_sweep(tmp_path / "swept", points=64, worlds=8).folder)


def everything(run: Run, swept: Swept) -> list[Any]:
    return [run, swept, sim.compare(run), sim.sensitivity(swept)]


def text_of(page: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", " ", page))


def test_whatever_comes_back_shows_itself_as_tables_and_has_pictures(run: Run, swept: Swept) -> None:
    for found in everything(run, swept):
        page = found._repr_html_()
        assert page.count("<table ") == page.count("</table>") >= 1
        assert str(found.manifest["foot"] if hasattr(found, "manifest") else "seed")[:10] in text_of(page)
        assert isinstance(found.plot, Plots)
        assert "picture" in dir(found.plot)


def test_a_run_shows_what_the_terminal_prints(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    from sim.cli.answer_table import show
    from sim.cli.options import Manner

    show(run, Manner())
    printed = " ".join(capsys.readouterr().out.split())
    shown = text_of(run._repr_html_())
    for answer in run.answers:
        assert answer.label in shown
    for said in re.findall(r"[+-]?\d+\.\d+ (?:%|pts)|~ \S+|\d+\.\d+ - \d+\.\d+", shown):
        assert said in printed
    assert "very unlikely" in shown


def test_a_small_level_shows_two_digits(run: Run) -> None:
    run.answers = [replace(answer, estimate=0.00086, low=0.0008, high=0.0009, difference=None) for answer in run.answers if answer.kind == "track"]
    assert "0.00086" in run._repr_html_()


def test_no_word_of_a_story_becomes_html(run: Run, swept: Swept) -> None:
    run.manifest["title"] = run.manifest["foot"] = HOSTILE
    run.manifest["altered"] = [HOSTILE]
    run.answers = [replace(answer, label=HOSTILE, variant=answer.variant, unit=HOSTILE) for answer in run.answers]
    swept.manifest["title"] = swept.manifest["foot"] = HOSTILE
    for entry in (*swept.manifest["levers"], *swept.manifest["outcomes"]):
        entry["label"] = entry["unit"] = HOSTILE
    for found in everything(run, swept):
        page = found._repr_html_()
        assert "<script" not in page
        assert html.escape(HOSTILE) in page


def test_the_shorter_name_of_a_figure_is_that_figure_and_an_unknown_name_is_said(run: Run) -> None:
    assert run.plot.picture("fan").story.kind == "cohesion_fan" == run.picture().story.kind
    assert {"fan", *FIGURES} <= set(dir(run.plot))
    with pytest.raises(AttributeError, match="there is no figure `fam`; there are: fan, cohesion_fan"):
        run.plot.fam()


def test_a_figure_returns_its_axes(swept: Swept) -> None:
    axes = swept.plot.response_curves(outcomes="drift", variants="hold")
    assert axes.figure.story.kind == "response_curves" if not isinstance(axes, list) else axes


def test_one_name_needs_no_list(swept: Swept) -> None:
    found = sim.sensitivity(swept, variants="lift", outcomes="drift")
    assert {(block.variant, block.name) for block in found.answers} == {("lift", "drift")}


def test_one_door_opens_the_result_of_a_run_and_that_of_a_sweep(tmp_path: Path) -> None:
    folder = made_sweep(tmp_path / "swept" / "2026-11-21-0f0f0f0f", points=16, worlds=4).folder
    found = sim.load(folder)
    assert isinstance(found, Swept) and found.by_world("lift", "drift").shape == (16, 4)
