"""The JSON Schema that editors use: it takes every story, refuses every unknown key, and knows every key and name; and `sim schema`."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import jsonschema
import pytest
from pydantic import BaseModel

from sim.cli import main
from sim.scenario.actors import capital_model, described
from sim.scenario.catalogue import scenario_files, templates
from sim.scenario.export import json_schema, kept
from sim.scenario.files import shipped, shipped_path
from sim.scenario.hover import SAID, drivers, mechanisms, parameters, states, targets
from sim.scenario.schema import File, Story
from sim.scenario.strict import keys
from sim.scenario.tree import plain
from sim.scenario.yaml_reader import read_yaml
from sim.world.actors import actor
from sim.world.axes import AXES, CAPITALS

SCHEMA = json_schema()
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
OPEN = {("sweep", "vary")}
"""Mappings whose keys only `sim check` can know: settings by any of their names."""

STORIES = {name: shipped_path(name) for name in shipped()} | {f"template {name}": file for name, file in templates().items()}


def as_written(text: str) -> Any:
    """A story as an editor sees it: the file alone, without what it extends."""
    tree = read_yaml(text, "story", [])
    assert tree is not None
    return plain(tree)


def mappings(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The path of every mapping within a value."""
    if isinstance(value, dict):
        yield path
        for key, entry in value.items():
            yield from mappings(entry, (*path, key))
    elif isinstance(value, list):
        for place, entry in enumerate(value):
            yield from mappings(entry, (*path, place))


def models(kind: Any, seen: set[type[BaseModel]]) -> set[type[BaseModel]]:
    """Every model that a scenario file is made of."""
    if isinstance(kind, type) and issubclass(kind, BaseModel) and kind not in seen:
        seen.add(kind)
        for field in kind.model_fields.values():
            models(field.annotation, seen)
    for part in (*get_args(kind), getattr(kind, "__value__", None)):
        if part is not None and part is not kind:
            models(part, seen)
    return seen


def definition(model: type[BaseModel]) -> dict[str, Any]:
    """What the schema says of a model."""
    found: dict[str, Any] = SCHEMA if model is File else SCHEMA["$defs"][model.__name__]
    return found


def mapping_of(entry: dict[str, Any]) -> dict[str, Any]:
    """The keys of the mapping that an entry can hold."""
    (reference,) = [choice["$ref"] for choice in (entry, *entry.get("anyOf", [])) if "$ref" in choice]
    found: dict[str, Any] = SCHEMA["$defs"][reference.rpartition("/")[2]]["properties"]
    return found


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("name", STORIES)
def test_every_story_and_template_is_taken_as_it_is_written(name: str) -> None:
    said = as_written(STORIES[name].read_text(encoding="utf-8"))
    assert [f"{list(error.path)}: {error.message[:200]}" for error in VALIDATOR.iter_errors(said)] == []


@pytest.mark.parametrize("name", ["thaad_lift", "thaad_2016", "white_paper", *(name for name in STORIES if name.startswith("template"))])
def test_an_unknown_key_is_underlined_wherever_it_stands(name: str) -> None:
    said = as_written(STORIES[name].read_text(encoding="utf-8"))
    for path in mappings(said):
        changed = copy.deepcopy(said)
        place = changed
        for step in path:
            place = place[step]
        place["zzz"] = 1
        assert VALIDATOR.is_valid(changed) == (path in OPEN), path


@pytest.mark.parametrize("name", STORIES)
def test_no_piece_of_a_story_is_underlined_for_what_stands_elsewhere(name: str) -> None:
    said = as_written(STORIES[name].read_text(encoding="utf-8"))
    for key, value in said.items():
        VALIDATOR.validate({key: value})


@pytest.mark.parametrize("text", [
    "extends: thaad_lift", "extends: thaad_lift\ntitle: Mine", "{}", "variants: {mine: {title: Mine}}", "actors: {seoul: {}}",
    "actors: {beijing: {pressure: {culture: {then: 0.5}}}}", "outcomes: {core: {label: Core}}", "events: [{name: Talks}]",
])
def test_a_file_that_extends_another_or_is_half_written_is_not_underlined(text: str) -> None:
    VALIDATOR.validate(as_written(text))


@pytest.mark.parametrize("text", [
    "titel: x", "actors: {soul: {}}", "actors: {seoul: {presure: 1}}", "actors: {beijing: {pressure: {cultur: 0.5}}}",
    "actors: {beijing: {pressure: {culture: {wihtin: [0, 1]}}}}", "actors: {beijing: {reward: 1.5}}", "actors: {seoul: {posture: charm}}",
    "actors: {seoul: {hedging: {posture: {align: 0.5, charm: 0.5}}}}", "time: {begin: 2026-01}", "runs: {world: 10}", "theme: nonsense",
    "initial: {grievanc: 0.3}", "drivers: {war: 0.3}", "mechanisms: {leverag: off}", "parameters: {set: {crisis.base: 0.1}}", "parameters: wider",
    "events: [{event: thad_battery, on: 2026-02}]", "events: [{name: x, effect: {grievanc: {add: 0.1}}}]",
    "events: [{name: x, effect: {grievance: {ad: 0.1}}}]", "outcomes: {Core: {track: seams.core}}",
    "outcomes: {core: {trak: seams.core}}", "outcomes: {core: {track: seams.cor}}",
    "expect: [{that: a, why: b}]", "sources: {kuik: {name: x}}", "leaders: [{date: 2026-02, party: x}]", "title:", "sim: 2",
    "variants: {lift: {extends: x}}", "sweep: {over: {}}", "elections: maybe",
])
def test_what_the_reader_refuses_at_sight_is_underlined(text: str) -> None:
    assert not VALIDATOR.is_valid(as_written(text))


def test_every_key_of_the_reader_is_there_to_be_completed() -> None:
    found = models(File, set())
    assert {File, Story} < found and len(found) > 20
    for model in found:
        said = definition(model)
        assert set(said["properties"]) == set(keys(model)), model.__name__
        assert said["additionalProperties"] is False, model.__name__


@pytest.mark.parametrize("capital", CAPITALS)
def test_every_instrument_says_what_it_is(capital: str) -> None:
    said = SCHEMA["$defs"][capital_model(capital).__name__]["properties"]
    for instrument in actor(capital).instruments:
        home = said
        if instrument.group:
            home = mapping_of(said[instrument.group])
        assert home[instrument.name]["description"] == described(instrument)
        if instrument.axis:
            rows = mapping_of(home[instrument.name])
            assert all(described(instrument) in rows[label]["description"] for label in AXES[instrument.axis])


def test_every_topmost_key_says_what_it_is() -> None:
    assert set(SAID) == set(keys(File))
    assert SAID["mechanisms"].partition("{")[2].partition(":")[0] in mechanisms()
    assert all(SCHEMA["properties"][key]["description"] for key in keys(File))


@pytest.mark.parametrize(("home", "key", "known"), [
    (SCHEMA, "initial", states), (SCHEMA, "drivers", drivers), (SCHEMA, "mechanisms", mechanisms),
    (SCHEMA["$defs"]["ParameterSettings"], "set", parameters), (SCHEMA["$defs"]["Happening"], "effect", targets),
])
def test_names_are_there_to_be_completed(home: dict[str, Any], key: str, known: Any) -> None:
    said = home["properties"][key]
    assert set(said["properties"]) == set(known()) and said["additionalProperties"] is False
    assert all(SCHEMA["$defs"][entry["$ref"].rpartition("/")[2]] for entry in said["properties"].values())


def test_every_name_that_says_nothing_of_itself_is_a_spelling_of_one_that_does() -> None:
    assert all(note for known in (states, drivers, parameters) for note in known().values())
    noted = {name for name, note in targets().items() if note}
    assert all(f"drivers.{name}" in noted or name.partition(".")[2] in noted | set(parameters()) for name in set(targets()) - noted)


# The command.


def test_the_schema_is_printed_as_it_is_kept(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema"]) == 0
    shown = capsys.readouterr()
    assert shown.out == kept().read_text(encoding="utf-8")
    assert "yaml-language-server: $schema=scenario.schema.json" in shown.err and "settings.json" in shown.err
    assert main(["schema", "-q"]) == 0
    assert capsys.readouterr().err == ""


def test_the_schema_is_written_where_it_is_wanted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder").mkdir()
    (tmp_path / "other.json").write_text("{}")
    for given, where in (("scenario.schema.json", "scenario.schema.json"), ("folder", "folder/scenario.schema.json"), ("folder", None)):
        assert main(["schema", "--write", given]) == 0
        assert capsys.readouterr().out.strip() == (where or "folder/scenario.schema.json")
    assert json.loads((tmp_path / "folder" / "scenario.schema.json").read_text(encoding="utf-8")) == SCHEMA
    for given, said in (("other.json", "something else"), ("nowhere/x.json", "no folder `nowhere`")):
        assert main(["schema", "--write", given]) == 2
        assert said in capsys.readouterr().err
    assert (tmp_path / "other.json").read_text() == "{}"
    assert main(["new", "mine", "-q"]) == 0
    assert (tmp_path / "mine.yaml").read_text(encoding="utf-8").startswith("# yaml-language-server: $schema=scenario.schema.json\n")


def test_the_first_line_of_every_shipped_story_names_a_schema_that_is_there() -> None:
    for file in (*scenario_files().values(), *templates().values()):
        line = file.read_text(encoding="utf-8").splitlines()[0]
        assert (Path(str(file)).parent / line.partition("$schema=")[2]).resolve() == kept().resolve(), file
