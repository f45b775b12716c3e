"""The page on stories says what the reader of stories does: every block is read, every list is that of the program."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from sim.experiments.sweep.asked import designed
from sim.experiments.sweep.study import Study
from sim.rules import doctrines
from sim.rules.mechanisms import CODES
from sim.scenario import Scenario, load
from sim.scenario.build import USUAL_DOCTRINE, plans
from sim.scenario.happenings import TRIGGERS, VERBS
from sim.scenario.library import library
from sim.scenario.numbers import words
from sim.scenario.read import WORLDS
from sim.scenario.schema import SHOWN, File, Story
from sim.scenario.strict import keys
from sim.scenario.sweeps import DESIGNS
from sim.world.actors import Instrument, actor
from sim.world.axes import CAPITALS, CHANNELS, SEAMS
from sim.world.numbers import table
from sim.world.theatres import usual_parameters
from sim.world.worlds import world_names

PAGE = (Path(__file__).parents[2] / "docs" / "reference" / "scenarios.md").read_text(encoding="utf-8")
WHOLE, *BLOCKS = re.findall(r"^```yaml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
HEAD = "sim: 1\nextends: story.yaml\ntitle: A block of the page\n"
FORMS = ("Path", "Ramp", "Start", "Bounds", "Condition", "Reaction", "Amount", "AsPosture", "Apart", "str", "list")

Row = tuple[str, ...]


# Every block is read.


def scenario(folder: Path, block: str) -> Scenario:
    """A block of the page laid over its first one."""
    (folder / "story.yaml").write_text(WHOLE, encoding="utf-8")
    (folder / "block.yaml").write_text(HEAD + block, encoding="utf-8")
    return load(str(folder / "block.yaml"))


def test_the_whole_story_is_sound(tmp_path: Path) -> None:
    file = tmp_path / "story.yaml"
    file.write_text(WHOLE, encoding="utf-8")
    found = load(str(file))
    assert [plan.name for plan in plans(found)] == ["hold", "lift"]
    assert not found.warnings


@pytest.mark.parametrize("block", BLOCKS, ids=[block.split(":")[0] + f"-{place}" for place, block in enumerate(BLOCKS)])
def test_every_block_is_sound_and_changes_something(tmp_path: Path, block: str) -> None:
    found = scenario(tmp_path, block)
    assert plans(found)
    assert not found.warnings, [fault.what for fault in found.warnings]


def test_the_blocks_show_every_form_of_a_setting(tmp_path: Path) -> None:
    shown = {type(value).__name__ for block in BLOCKS for variant in scenario(tmp_path, block).variants
             for capital in CAPITALS if (told := getattr(variant.said.actors, capital, None)) is not None for *_, value in told.said()}
    assert shown >= set(FORMS)


def test_the_blocks_show_every_key_trigger_and_verb() -> None:
    shown = WHOLE + "".join(BLOCKS)
    for key in set(keys(File)) - {"elections", "theatre"}:
        assert re.search(rf"^{key}:", shown, re.MULTILINE), key
    for trigger in TRIGGERS:
        assert re.search(rf"\b{trigger}: ", shown), trigger
    assert {verb for verb in VERBS if re.search(rf"\{{{verb}: ", shown)} >= {"add", "times", "floor"}


# Every list is that of the program.


def rows(header: str) -> list[Row]:
    """The rows of the table whose header begins so; names without their backticks."""
    lines = PAGE[PAGE.index(f"| {header} |"):].splitlines()[2:]
    last = next(place for place, line in enumerate([*lines, ""]) if not line.startswith("|"))
    return [tuple(cell.strip() for cell in line.strip("| ").replace("`", "").split(" | ")) for line in lines[:last]]


def first_column(header: str) -> list[str]:
    return [row[0] for row in rows(header)]


def of_instruments() -> Iterator[Row]:
    for capital in CAPITALS:
        for instrument in actor(capital).instruments:
            yield actor(capital).label, written(instrument), instrument.zero, instrument.one


def written(instrument: Instrument) -> str:
    return f"{instrument.public}.{instrument.axis.upper()}" if instrument.axis else instrument.public


def of_postures() -> Iterator[Row]:
    for capital in CAPITALS:
        for name, posture in actor(capital).postures.items():
            yield actor(capital).label, name, posture.meaning


def of_doctrines() -> Iterator[Row]:
    """Each doctrine with the first sentence of its module."""
    for name, choose in doctrines.DOCTRINES.items():
        module = inspect.getmodule(choose)
        told = " ".join((inspect.getdoc(module) or "").split("\n\n")[0].split())
        yield name, told.partition(": ")[2].rstrip(".")


def of_drivers() -> Iterator[Row]:
    for name, entry in table("drivers.yaml")["drivers"].items():
        yield f"{name}.{entry['by'].upper()}" if "by" in entry else name, entry["meaning"]


def of_events() -> Iterator[Row]:
    for event in library().values():
        yield event.name, event.meaning, ", ".join(f"{name} ({number.unit}; {number.value})" for name, number in event.arguments.items()) or "-"


def of_ensembles() -> Iterator[Row]:
    for name, entry in table("ensembles.yaml").items():
        yield name, entry["meaning"], f"{entry['jitter']['value']:g}", f"{entry['noise']['value']:g}"


def of_words() -> Iterator[Row]:
    for word, (low, high) in words().items():
        yield word, f"{low:g} to {high:g}"


@pytest.mark.parametrize(("header", "expected"), [
    ("capital | instrument", of_instruments), ("capital | posture", of_postures), ("doctrine", of_doctrines), ("driver", of_drivers),
    ("of the library", of_events), ("ensemble", of_ensembles), ("word", of_words),
], ids=["instruments", "postures", "doctrines", "drivers", "events", "ensembles", "words"])
def test_every_table_is_that_of_the_program(header: str, expected: object) -> None:
    assert callable(expected)
    assert rows(header) == list(expected())


def test_every_key_and_verb_has_its_line() -> None:
    assert set(first_column("key")) == set(keys(File))
    assert first_column("verb") == list(VERBS)


def test_lists_within_sentences_are_complete() -> None:
    def listed(names: object) -> str:
        return ", ".join(f"`{name}`" for name in list(names))  # type: ignore[call-overload]

    text = " ".join(PAGE.split())
    assert f"A variant may say {listed(['title', *(key for key in keys(Story) if key != 'title')])}." in text
    assert f"{listed(SEAMS)}. The **core seams**" in text
    assert f"six channels: {listed(CHANNELS)}." in text
    assert f"a dated world ({listed(world_names())})" in text
    assert ", ".join(f"`{name}` ({code})" for name, code in CODES.items()) + "." in text
    assert f"({', '.join(SHOWN)})" in text


def test_the_defaults_that_the_page_names_are_those_of_the_reader() -> None:
    assert f"(doctrine `{USUAL_DOCTRINE}`)" in PAGE
    assert f"The default is `{usual_parameters({})}`" in PAGE
    assert f"`worlds` ({WORLDS} unless given)" in PAGE


def test_the_table_of_designs_is_that_of_the_program() -> None:
    assert sorted(first_column("design")) == sorted(DESIGNS)


def test_every_sweep_of_the_page_can_be_played(tmp_path: Path) -> None:
    sweeps = [scenario(tmp_path, block) for block in BLOCKS if block.startswith("sweep:")]
    assert len(sweeps) > 1
    for found in sweeps:
        study = Study.of(found, designed(found), 1, 1)
        assert len(study) > 50 and not study.warnings
