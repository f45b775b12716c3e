"""`sim list`: stories under their themes, words that narrow it, and that it is quick."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from sim.cli import main
from sim.scenario.catalogue import UNREADABLE, entries, entry, scenario_files, themes, variants_of
from sim.scenario.files import located


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder without results."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SIM_RESULTS", raising=False)
    (tmp_path / "scenarios").mkdir()
    return tmp_path


def test_every_shipped_story_has_a_theme_and_a_title(here: Path) -> None:
    assert len(entries()) >= 4
    assert all(one.title and one.title != UNREADABLE and one.theme in themes() for one in entries())


def test_stories_stand_under_their_themes_in_order(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list"]) == 0
    lines = capsys.readouterr().out.partition("\nTheatres\n")[0].splitlines()
    headings = [line.strip() for line in lines if line.startswith("  ") and not line.startswith("    ")]
    assert headings == [label for label in themes().values() if label in headings]
    place = lines.index(f"  {themes()['missile_defence']}")
    assert any(line.split()[0] == "thaad_lift" for line in lines[place + 1 :])


def test_a_theme_and_a_question_are_inherited(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "scenarios" / "upper.yaml").write_text("extends: thaad_lift\ntitle: Upper\nvariants: {mine: {title: Mine}}\n")
    (here / "scenarios" / "lower.yaml").write_text("extends: upper\ntitle: Lower\n")
    lower = next(one for one in entries() if one.name == "scenarios/lower.yaml")
    assert (lower.title, lower.theme) == ("Lower", "missile_defence")
    assert lower.question.startswith("If Beijing phases out")
    assert variants_of("scenarios/lower.yaml")[:2] == ("hold", "lift") and variants_of("scenarios/lower.yaml")[-1] == "mine"


def test_a_story_that_leads_back_to_itself_or_is_broken_is_listed_all_the_same(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "scenarios" / "one.yaml").write_text("extends: two\ntitle: One\n")
    (here / "scenarios" / "two.yaml").write_text("extends: one\n")
    (here / "scenarios" / "broken.yaml").write_text("a: [\n")
    (here / "scenarios" / "binary.yaml").write_bytes(b"\xff\xfe")
    assert main(["list", "scenarios"]) == 0
    shown = capsys.readouterr().out
    assert shown.count(UNREADABLE) == 2
    assert "scenarios/one.yaml " in shown and "Without a theme" in shown
    assert variants_of("nowhere.yaml") == ()


def test_words_narrow_the_list(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", "scenarios", "LIFTS", "bans"]) == 0
    shown = capsys.readouterr().out
    assert "thaad_lift" in shown and "baseline_2026" not in shown
    assert main(["list", "scenarios", "missile", "lifts", "--json"]) == 0
    assert [row["name"] for row in json.loads(capsys.readouterr().out)] == ["thaad_lift"]
    assert main(["list", "scenarios", "no-such-word"]) == 0
    shown = capsys.readouterr()
    assert shown.out.strip() == "" and "none of the scenarios has" in shown.err
    assert main(["list", "parameters", "opinion", "--json"]) == 0
    assert all("opinion" in json.dumps(row) for row in json.loads(capsys.readouterr().out))


def test_words_that_begin_alike_and_words_of_the_variants_and_outcomes_find_a_story(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for words in (["shipbuilder"], ["yards", "peace"], ["burden", "sharing", "ships"]):
        assert main(["list", "scenarios", *words, "--json"]) == 0
        assert "shipbuilding" in [row["name"] for row in json.loads(capsys.readouterr().out)], words
    assert main(["list", "scenarios", "no-such-word"]) == 0
    assert "see: sim list scenarios" in capsys.readouterr().err


def test_a_row_of_stories_fits_a_hundred_columns(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "scenarios" / "long.yaml").write_text(f"title: {'very ' * 40}long\n")
    assert main(["list", "scenarios"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert max(len(line) for line in lines) <= 100
    assert any(line.endswith("…") for line in lines)


def test_a_result_that_cannot_be_read_is_listed_as_such(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for place, text in (("a/2026-11-21-0", "{"), ("b/2026-11-21-1", "[]")):
        (here / "results" / place).mkdir(parents=True)
        (here / "results" / place / "manifest.json").write_text(text)
    assert main(["list", "results"]) == 0
    assert capsys.readouterr().out.count("(damaged: manifest.json cannot be read)") == 2


def test_every_story_is_listed_by_what_the_other_commands_call_it(here: Path) -> None:
    (here / "scenarios" / "thaad_lift.yaml").write_text("title: Mine\n")
    assert all(located(name).samefile(file) for name, file in scenario_files().items())
    assert entry("", scenario_files()["scenarios/thaad_lift.yaml"]).title == "Mine" != entry("", scenario_files()["thaad_lift"]).title


def test_words_find_the_stories_without_a_theme_by_their_heading(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "scenarios" / "mine.yaml").write_text("title: Mine\n")
    assert main(["list", "scenarios", "without", "theme"]) == 0
    assert capsys.readouterr().out.split()[-1] == "Mine"


def test_listing_stories_imports_nothing_heavy() -> None:
    code = "import sys; from sim.cli import main; main(['list', '-q']); print([n for n in ('numpy', 'pydantic', 'pandas') if n in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip().splitlines()[-1] == "[]"


def test_a_word_that_is_no_kind_is_looked_for_in_the_stories(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", "taiwan"]) == 0
    short = capsys.readouterr().out
    assert main(["list", "scenarios", "taiwan"]) == 0
    assert capsys.readouterr().out == short
    assert "taiwan_contingency" in short
