"""Results, What it means, Write: what is there is shown, what is not there or wrong is said in a line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from opened_pages import NAME, SHORT, Opened, charts, tables

from sim.dashboard.session import KEY
from sim.experiments.run import run
from sim.experiments.settings import Settings
from sim.results.store import draft, write
from sim.scenario.read import load


def results() -> None:
    from sim.dashboard.views.results import page

    page()


def meaning() -> None:
    from sim.dashboard.views.meaning import page

    page()


def writing() -> None:
    from sim.dashboard.views.write import page

    page()


def stored(folder: Path) -> Path:
    result = run(load(NAME), Settings(worlds=6))
    with draft(folder / "results", "short") as new:
        write(result, new.folder)
        return new.publish("2026-01-01-0123abcd")


def test_without_results_the_page_says_how_to_get_one(opened: Opened) -> None:
    at = opened(results)
    assert "no stored results" in at.info[0].value and not at.exception


def test_a_stored_run_is_shown_and_one_that_vanishes_is_said(folder: Path, opened: Opened) -> None:
    kept = stored(folder)
    at = opened(results)
    assert at.selectbox(key="result").options[0].startswith("Run · A short story · 6 worlds · ")
    assert len(charts(at)) == 1 and "Engagement grows" in tables(at) and not at.error
    assert any("calibrated" in caption.value or "fitted" in caption.value for caption in at.caption), "the foot of the result"
    (kept / "answers.csv").unlink()
    at.run()
    assert "damaged" in at.error[0].value and not at.exception
    shutil.rmtree(kept)
    at.run()
    assert "no longer there" in at.error[0].value and not at.exception


def test_a_picture_of_the_standard_set_is_drawn(folder: Path, opened: Opened) -> None:
    stored(folder)
    at = opened(results)
    at.multiselect[-1].set_value(["outcome_strip"]).run()
    assert at.get("image") and not at.exception and not at.error


def test_a_sweep_is_shown(folder: Path, opened: Opened) -> None:
    from made_sweep import made_sweep

    made_sweep(folder / "results" / "made" / "2026-01-01-0123abcd")
    at = opened(results)
    assert len(charts(at)) == 1 and "Levels over the points" in tables(at) and not at.exception and not at.error
    assert "± each" in tables(at) and "Effect of" in tables(at) and '"error_y"' in charts(at)[0], "with intervals, as on the terminal"
    assert "Sweep · " in at.selectbox(key="result").options[0]


@pytest.mark.parametrize(("name", "said"), [("trade_coercion", "equations"), ("grievance.decay_months", "Source"), ("thaad_lift", "THAAD")])
def test_a_name_is_explained(opened: Opened, name: str, said: str) -> None:
    at = opened(meaning, meaning=name)
    words = "".join(element.value for element in (*at.header, *at.subheader, *at.markdown))
    assert said in words and not at.exception and not at.error


def test_a_rule_shows_its_equation_and_a_wrong_name_the_nearest(opened: Opened) -> None:
    assert "=" in opened(meaning, meaning="trade_coercion").code[0].value
    at = opened(meaning, meaning="trade_coercoin")
    assert "trade" in at.error[0].value and "did you mean" in at.error[0].value.replace("\\", "") and not at.exception


def test_an_example_asks_for_its_name(opened: Opened) -> None:
    at = opened(meaning)
    at.button(key="example-accommodate").click().run()
    assert at.header and not at.exception


def test_faults_are_listed_with_their_lines(opened: Opened) -> None:
    at = opened(writing)
    at.text_area(key="own-text").set_value(SHORT.replace("culture: 0.6", "culture: 1.6").replace("beijing", "bejing", 1)).run()
    said = [error.value.replace("\\", "") for error in at.error]
    assert len(said) >= 1 and all(line.startswith("my_story.yaml:") for line in said) and not at.exception
    assert "bejing" in said[0] and "9 |" in at.code[0].value
    assert not any(button.key == "play-own" for button in at.button)


BROKEN = ("{", "- a\n- b", "sim: 1\n\ttitle: x", "\x00", "title: &a [*a]", "sim: 1\nextends: nobody\ntitle: x", "a: b: c", "!!python/object:os.x {}")


@pytest.mark.parametrize("text", BROKEN)
def test_a_broken_text_is_a_fault_and_no_traceback(opened: Opened, text: str) -> None:
    at = opened(writing, **{"own-text": text})
    assert at.error and not at.exception


def test_a_story_written_here_can_be_played(opened: Opened) -> None:
    at = opened(writing, **{"own-text": SHORT})
    assert at.success and not at.error
    at.button(key="play-own").click().run()
    here = at.session_state[KEY]
    assert here.story == "my_story" and load(str(here.own["my_story"])).title == "A short story" and at.session_state["go"] == "play"


def test_a_template_begins_a_story_without_faults(opened: Opened) -> None:
    at = opened(writing)
    at.selectbox(key="template").set_value(at.selectbox(key="template").options[0].split(":")[0]).run()
    assert at.text_area(key="own-text").value and not at.exception and not at.error
