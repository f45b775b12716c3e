"""Who writes a name that does not exist is told what is meant: a word for the same thing, a file that is here, the nearest name."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from sim.cli import main
from sim.errors import listed, nearest, synonyms
from sim.experiments.expectations import judge_one
from sim.explain import explain
from sim.explain.names import index
from sim.explain.page import as_text
from sim.scenario import load
from sim.scenario.catalogue import themes
from sim.scenario.files import shipped, typed
from sim.scenario.happenings import EffectTerms, Happening
from sim.scenario.hover import states
from sim.scenario.names import instruments
from sim.scenario.numbers import confidence_said
from sim.scenario.schema import Expected, File, Question
from sim.scenario.strict import keys
from sim.world.axes import CHANNELS

STORY = "sim: 1\nextends: january_2026\ntitle: A story\ntime: {start: 2026-02, months: 6}\n"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder of the user's own."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def said(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    """What a command says that is used wrongly."""
    assert main(arguments) in (2, 3)
    shown = capsys.readouterr()
    return shown.out + shown.err


# Words for the same thing.


@pytest.mark.parametrize(("name", "known", "near"), [
    ("usa", ["tokyo", "washington"], "washington"), ("South Korea", ["seoul", "pyongyang"], "seoul"), ("dprk", ["seoul", "pyongyang"], "pyongyang"),
    ("trade", CHANNELS, "goods"), ("gdp_loss", ["economic_loss", "gdp"], "economic_loss"), ("probability", keys(Happening), "chance"),
    ("china.reward", ["seoul.rhetoric", "beijing.reward"], "beijing.reward"), ("Beijing", ["beijing"], "beijing"), ("trade", ["seoul"], ""),
])
def test_a_word_for_the_same_thing_is_told_before_one_that_looks_alike(name: str, known: list[str], near: str) -> None:
    assert nearest(name, known) == near


def test_every_synonym_stands_for_a_name_that_exists() -> None:
    models = (File, Happening, EffectTerms, Question, Expected)
    known = {*index(), *themes(), *shipped(), *states(), *instruments(), *(key for model in models for key in keys(model)), "months", "start"}
    assert not {word: name for word, names in synonyms().items() for name in names if name not in known}


def test_a_synonym_is_never_taken_for_the_name(here: Path) -> None:
    (here / "mine.yaml").write_text(STORY + "actors: {china: {reward: 0.5}}\n", encoding="utf-8")
    assert main(["check", "mine.yaml"]) == 3


def test_a_long_list_ends_with_the_command_that_shows_all() -> None:
    names = [f"name_{place}" for place in range(20)]
    assert listed(names, "sim list events").endswith("name_11, ...; see: sim list events")
    assert listed(names[:2], "sim list events") == "name_0, name_1"


# Stories.


@pytest.mark.parametrize("command", [["run"], ["check"], ["explain"], ["new", "other", "--from"], ["diff", "thaad_lift"]], ids=lambda words: words[0])
def test_a_story_that_is_here_is_offered_by_its_file(here: Path, command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    (here / "my_story.yaml").write_text(STORY, encoding="utf-8")
    assert "did you mean `my_story.yaml`, which is here?" in said([*command, "my_story"], capsys)


def test_a_story_that_is_nowhere_brings_the_nearest_or_the_list_and_never_all_names(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "did you mean `thaad_lift`? see: sim list" in said(["run", "thad_lift"], capsys)
    nothing = said(["run", "no_such_thing_at_all"], capsys)
    assert "see: sim list" in nothing and "thaad_lift" not in nothing
    assert "did you mean `thaad_lift`" in said(["explain", "thad_lift"], capsys)
    assert "there is no scenario `thad_lift.yaml`" in said(["explain", "thad_lift.yaml"], capsys)


def test_what_is_offered_of_the_model_is_near(capsys: pytest.CaptureFixture[str]) -> None:
    offered = said(["explain", "reassurance"], capsys)
    assert "`us_reassure`" in offered and "`reassure`" in offered and "pressure" not in offered


def test_what_to_type_for_a_story_leads_to_it(here: Path) -> None:
    assert typed("thaad_lift", "scenarios/thaad_lift.yaml") == "thaad_lift"
    assert typed("mine", "mine.yaml") == "mine.yaml" and typed("my yard", "a folder/my yard.yaml") == "'a folder/my yard.yaml'"
    assert typed("thaad_lift", "thaad_lift.yaml") == "thaad_lift.yaml"


# Sources.


def test_an_unknown_source_brings_the_nearest_of_the_project_and_the_list(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "mine.yaml").write_text(STORY + "initial: {grievance: {value: 0.31, source: kuik_2061}}\n", encoding="utf-8")
    found = said(["check", "mine.yaml"], capsys)
    assert "did you mean `kuik_2016`?" in found and "sim list sources" in found


def test_a_source_that_a_story_declares_is_explained_with_its_place() -> None:
    (page,) = explain("limits_2025")
    assert page.kind == "source" and "scenarios/charm_offensive.yaml:" in as_text(page, 100)


def test_a_capital_comes_before_a_posture_of_its_name() -> None:
    assert [page.kind for page in explain("beijing")] == ["capital", "posture"]


# Confidence.


@pytest.mark.parametrize(("written", "shown"), [
    ("0.7", "likely, 0.7"), ("70 %", "likely, 0.7"), ('"70%"', "likely, 0.7"), ("0", "remote, 0"), ("1", "almost certain, 1"),
    ("0.55", "likely, 0.55"), ("very  likely", "very likely"),
])
def test_a_confidence_is_a_word_or_a_probability_and_is_shown_with_its_word(here: Path, written: str, shown: str) -> None:
    (here / "mine.yaml").write_text(STORY + "outcomes: {trust: {track: cohesion.us_rok}}\n"
                                    f"expect: [{{that: baseline.trust > 0.1, confidence: {written}}}]\n", encoding="utf-8")
    entry = load("mine.yaml").expect[0]
    assert confidence_said(entry["confidence"]) == shown
    assert judge_one(entry, {"baseline": {"trust": np.zeros(4)}}).confidence == shown
    assert f"It is held to be {shown}" in " ".join(as_text(explain("mine.yaml")[0], 400).split())


@pytest.mark.parametrize("written", ["1.2", "-0.1", "70", "true", "130 %"])
def test_a_confidence_beyond_certainty_is_refused(here: Path, written: str, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "mine.yaml").write_text(STORY + "outcomes: {trust: {track: cohesion.us_rok}}\n"
                                    f"expect: [{{that: baseline.trust > 0, confidence: {written}}}]\n", encoding="utf-8")
    assert "error[" in said(["check", "mine.yaml"], capsys)
