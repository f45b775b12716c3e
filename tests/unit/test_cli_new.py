"""`sim new`: templates that teach and play, copies that keep their comments and what they extend, and no file written over."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml

import sim
from sim.cli import main
from sim.errors import UsageError
from sim.scenario import load
from sim.scenario.begin import extended, spelled, target, with_value
from sim.scenario.catalogue import template_note, templates
from sim.scenario.files import shipped, shipped_path

SCHEMA = re.compile(r"\A# yaml-language-server: \$schema=(\S+)\n")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SIM_RESULTS", raising=False)
    return tmp_path


# Templates.


@pytest.mark.parametrize("name", templates())
def test_a_template_is_a_story_without_a_warning(here: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "mine", "--template", name]) == 0
    assert capsys.readouterr().out.strip() == "mine.yaml"
    assert main(["check", "--strict", "mine.yaml"]) == 0
    text = (here / "mine.yaml").read_text(encoding="utf-8")
    assert "sim run mine.yaml" in text and "my_story" not in text and template_note(name) in text
    assert load("mine.yaml").composed["theme"]


@pytest.mark.filterwarnings("ignore::sim.errors.SimWarning")
@pytest.mark.parametrize("name", templates())
def test_a_template_plays(here: Path, name: str) -> None:
    assert main(["new", "mine", "--template", name, "-q"]) == 0
    run = sim.run("mine.yaml", set={"time.months": 3}, worlds=2)
    assert run.answers and run.months == 3
    assert len(run.variants) >= 2


def test_the_usual_template_is_small_and_complete(here: Path) -> None:
    assert main(["new", "mine"]) == 0
    said = load("mine.yaml").composed
    assert {"title", "question", "theme", "time", "actors", "variants", "outcomes", "expect", "runs"} <= set(said)
    assert len((here / "mine.yaml").read_text(encoding="utf-8").splitlines()) < 80


@pytest.mark.parametrize("key", ["posture", "ramp", "within", "when", "chance", "hazard", "cap", "floor", "until", "track", "chance_of"])
def test_the_templates_together_teach_the_language(key: str) -> None:
    assert any(re.search(rf"\b{key}:", file.read_text(encoding="utf-8")) for file in templates().values())


# Copies.


@pytest.mark.parametrize("name", shipped())
def test_a_copy_of_a_shipped_story_keeps_its_comments_and_says_the_same(here: Path, name: str) -> None:
    assert main(["new", "my_story", "--from", name, "-q"]) == 0
    copied, original = load("my_story.yaml"), load(name)
    assert copied.title == f"My story: {original.title}"
    changed = ("title", "extends")
    assert {key: value for key, value in copied.composed.items() if key not in changed} == \
        {key: value for key, value in original.composed.items() if key not in changed}
    comments = [line for line in shipped_path(name).read_text(encoding="utf-8").splitlines()[1:] if line.startswith("#")]
    text = (here / "my_story.yaml").read_text(encoding="utf-8")
    assert all(line in text for line in comments)


def test_a_copy_of_ones_own_story_has_one_head_its_own_name_in_its_commands_and_a_title_of_its_own(here: Path) -> None:
    for name, origin in (("my_story", ""), ("thaw", "my_story.yaml"), ("late_thaw", "thaw.yaml")):
        assert main(["new", name, "-q", *(["--from", origin] if origin else [])]) == 0
    text = (here / "late_thaw.yaml").read_text(encoding="utf-8")
    assert text.count("yaml-language-server") == 1 and text.count("begun from") == 1
    assert "begun from the story `thaw`" in text and "sim explain late_thaw.yaml" in text and "sim check --expect late_thaw.yaml" in text
    assert "my_story" not in text and "thaw.yaml" not in text.replace("late_thaw.yaml", "")
    assert load("late_thaw.yaml").title == "Late thaw: Beijing rewards Seoul for two years"


def test_a_command_that_is_printed_can_be_pasted_whatever_the_folder_is_called(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "my yard").mkdir()
    assert main(["new", "my yard/story"]) == 0
    assert "sim check 'my yard/story.yaml' · sim run 'my yard/story.yaml'" in capsys.readouterr().err
    assert "sim explain 'my yard/story.yaml'" in (here / "my yard" / "story.yaml").read_text(encoding="utf-8")
    assert main(["run", "my yard/story.yaml", "--set", "time.months=2", "--worlds", "2", "--no-figures", "--out", "my results"]) == 0
    assert "sim plot 'my results/story/" in capsys.readouterr().err
    (folder,) = (here / "my results" / "story").iterdir()
    assert main(["show", str(folder.relative_to(here)), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["rerun"] == f"sim rerun 'my results/story/{folder.name}' --check"
    assert main(["explain", "my yard/story.yaml", "variants.reward"]) == 0
    assert "sim explain 'my yard/story.yaml' --variant reward" in capsys.readouterr().out


def test_what_a_copy_extends_is_still_found(here: Path) -> None:
    (here / "deep").mkdir()
    (here / "deep" / "upper.yaml").write_text("sim: 1\nextends: thaad_lift\ntitle: >\n  Upper\n  story\n", encoding="utf-8")
    (here / "deep" / "lower.yaml").write_text("sim: 1\nextends: upper  # the one beside\ntitle: 'Lower'\n", encoding="utf-8")
    assert main(["new", "copy", "--from", "deep/lower.yaml", "-q"]) == 0
    text = (here / "copy.yaml").read_text(encoding="utf-8")
    assert "extends: deep/upper.yaml  # the one beside\n" in text and 'title: "Copy: Lower"\n' in text
    assert len(load("copy.yaml").variants) == 5
    assert main(["new", "other", "--from", "deep/upper.yaml", "-q"]) == 0
    assert load("other.yaml").title == "Other: Upper story"


def test_a_copy_never_extends_itself(here: Path) -> None:
    (here / "lower.yaml").write_text("sim: 1\nextends: elsewhere/mine.yaml\ntitle: Lower\n", encoding="utf-8")
    (here / "elsewhere").mkdir()
    (here / "elsewhere" / "mine.yaml").write_text("sim: 1\nextends: thaad_lift\ntitle: Upper\n", encoding="utf-8")
    assert extended("mine", here / "elsewhere" / "lower.yaml", here / "mine.yaml") == "elsewhere/mine.yaml"
    assert main(["new", "elsewhere/copy", "--from", "lower.yaml", "-q"]) == 0
    assert load("elsewhere/copy.yaml").title == "Copy: Lower"
    with pytest.raises(UsageError, match="cannot begin from itself"):
        sim.scenario.begin.from_story("lower.yaml", Path("lower.yaml"))


def test_a_broken_story_is_not_copied(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "broken.yaml").write_text("sim: 1\nextends: january_2026\ntitel: x\n", encoding="utf-8")
    assert main(["new", "mine", "--from", "broken.yaml"]) == 3
    assert "did you mean `title`" in capsys.readouterr().err
    assert not (here / "mine.yaml").exists()


def test_a_story_as_it_was_played_is_taken_from_its_result(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "thaad_lift", "--set", "beijing.reward=0.4", "--set", "time.months=3", "--worlds", "2", "--no-figures", "-q"]) == 0
    capsys.readouterr()
    assert main(["new", "mine", "--from", "@last", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["file"] == "mine.yaml"
    copied = load("mine.yaml").composed
    assert copied["actors"]["beijing"]["reward"] == 0.4 and copied["time"]["months"] == 3
    assert "as it was played in thaad_lift/" in (here / "mine.yaml").read_text(encoding="utf-8")


# The first line.


def test_the_schema_named_in_the_first_line_is_there(here: Path) -> None:
    assert main(["new", "mine", "-q"]) == 0
    text = (here / "mine.yaml").read_text(encoding="utf-8")
    assert SCHEMA.match(text) is None and "sim schema --write" in text
    (here / "scenario.schema.json").write_text("{}")
    assert main(["new", "mine", "--force", "-q"]) == 0
    found = SCHEMA.match((here / "mine.yaml").read_text(encoding="utf-8"))
    assert found is not None and (here / found[1]).is_file()


def test_within_the_project_the_schema_of_the_project_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "configs").mkdir()
    (tmp_path / "configs" / "scenario.schema.json").write_text("{}")
    (tmp_path / "mine" / "stories").mkdir(parents=True)
    monkeypatch.setattr("sim.scenario.begin.kept", lambda: tmp_path / "configs" / "scenario.schema.json")
    assert sim.scenario.begin.schema_beside(tmp_path / "mine" / "stories" / "x.yaml") == "../../configs/scenario.schema.json"
    assert sim.scenario.begin.schema_beside(tmp_path.parent / "x.yaml") == ""


# Names.


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("bad name!", "for example bad_name"), ("", "cannot be the name"), ("../..", "cannot be the name"), (".hidden", "cannot be the name"),
        ("nowhere/mine", "no folder `nowhere`"), ("thaad_lift", "comes with the project"), ("last", "the last result"),
        ("january_2026", "name of a world"), ("there", "is there already"), ("folder", "is there already"),
        ("미래", "cannot be the name"), ("mine/", "is a folder, not a story"), ("folder.yaml/", "name a file in it: folder.yaml/my_story"),
    ],
)
def test_a_bad_name_is_said_and_nothing_is_written(here: Path, name: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "there.yaml").write_text("kept\n")
    (here / "folder.yaml").mkdir()
    before = sorted(path.name for path in here.iterdir())
    assert main(["new", name]) == 2
    assert said in capsys.readouterr().err
    assert sorted(path.name for path in here.iterdir()) == before
    assert (here / "there.yaml").read_text() == "kept\n"


def test_a_file_is_written_over_only_with_force(here: Path) -> None:
    (here / "mine.yaml").write_text("old\n")
    assert main(["new", "mine"]) == 2
    assert main(["new", "mine.yaml", "--force", "-q"]) == 0
    assert load("mine.yaml").title


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["mine", "--template", "presure"], 2, "did you mean `pressure`"),
        (["mine", "--from", "thaad_lft"], 2, "did you mean `thaad_lift`"),
        (["mine", "--from", "@last"], 2, "no results yet"),
        (["mine", "--from", "thaad_lift", "--template", "event"], 2, "keep one of them"),
        ([], 2, "Missing argument"),
    ],
)
def test_wrong_use_is_said(here: Path, arguments: list[str], code: int, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", *arguments]) == code
    assert said in capsys.readouterr().err
    assert list(here.iterdir()) == []


def test_a_name_may_be_a_path_and_have_an_ending(here: Path) -> None:
    (here / "stories").mkdir()
    assert target("stories/mine", False) == Path("stories/mine.yaml")
    assert target("stories/mine.yml", False) == Path("stories/mine.yml")


# The text of a value.


@pytest.mark.parametrize("text", [
    "title: Old\nsim: 1\n", "sim: 1\ntitle: 'Old'  # note\n", "title: >\n  Old\n\nsim: 1\n", "title: |-\n  Old\nsim: 1\n", 'title: "Old"',
])
def test_one_value_of_a_text_is_changed_and_nothing_else(text: str) -> None:
    new = with_value(text, "title", lambda value: f"A: {value.strip()}")
    assert yaml.safe_load(new) == yaml.safe_load(text) | {"title": "A: Old"}
    assert ("# note" in new) == ("# note" in text)
    assert with_value(text, "question", lambda value: "x") == text


@pytest.mark.parametrize("value", ["plain", "../a/b.yaml", "A: b", "yes # no", "quo\"te", "Größe"])
def test_a_value_is_read_back_as_it_was_written(value: str) -> None:
    assert yaml.safe_load(f"key: {spelled(value)}") == {"key": value}


@pytest.mark.parametrize(("arguments", "remedy"), [
    (["new", "mine"], "sim new FOLDER/mine"), (["schema", "--write", "."], "sim schema --write FOLDER/scenario.schema.json")])
def test_a_folder_that_cannot_be_written_brings_a_remedy_that_the_command_knows(
    here: Path, arguments: list[str], remedy: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "write_text", refuse)
    assert main(arguments) == 1
    error = capsys.readouterr().err
    assert "cannot write: Permission denied" in error and remedy in error and "--out" not in error
