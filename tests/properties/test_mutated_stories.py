"""Two thousand mutations of the shipped stories: each is read or refused with its faults; a run keeps a whole result or nothing.

Half of them change the text (a line is lost, doubled, moved, indented, cut, a word misspelt), half the tree (a key is lost, doubled, renamed,
moved, a value is of another kind). The same mutations are made every time.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest

from sim.cli import main
from sim.errors import ScenarioError
from sim.results.result import Result
from sim.scenario import Scenario, load
from sim.scenario.build import plans
from sim.scenario.files import shipped, shipped_path

MUTATIONS = 2000
EACH = math.ceil(MUTATIONS / len(shipped()))
"""So many mutations of every story."""

BY_COMMAND = 8
"""Of so many mutations one goes through the command as well."""

STRANGE: list[Any] = [None, True, -1, 2, 0.5, 1e9, "", "soon", "0.2..0.9", "2026-13", "2027-06", "likely", "end", "chosen", "NO", [], [0.2, 0.4], {},
                      {"posture": "align"}, {"doctrine": "reactive"}, {"value": 0.5}, {"2027-01": 0.5}, {"when": "engagement < 0.3", "then": 0.5},
                      {"within": [0.2, 0.5]}, {"align": 0.5, "balance": 0.5}]

Tree = Any
Place = tuple[Any, ...]


# Changes of the text.


def line_lost(lines: list[str], place: int, chance: Random) -> list[str]:
    return [*lines[:place], *lines[place + 1:]]


def line_doubled(lines: list[str], place: int, chance: Random) -> list[str]:
    return [*lines[:place], lines[place], *lines[place:]]


def line_moved(lines: list[str], place: int, chance: Random) -> list[str]:
    rest = line_lost(lines, place, chance)
    other = chance.randrange(len(rest) + 1)
    return [*rest[:other], lines[place], *rest[other:]]


def line_indented(lines: list[str], place: int, chance: Random) -> list[str]:
    line = lines[place]
    return [*lines[:place], chance.choice(["  " + line, line[1:], "\t" + line, line.lstrip()]), *lines[place + 1:]]


def text_cut(lines: list[str], place: int, chance: Random) -> list[str]:
    return [*lines[:place], lines[place][: chance.randrange(len(lines[place]) + 1)]]


def letter_changed(lines: list[str], place: int, chance: Random) -> list[str]:
    line, letter = lines[place], chance.choice(["", *"ex:{}['\"#&*!é-9.%\x07\u2028"])
    where = chance.randrange(len(line) + 1)
    return [*lines[:place], line[:where] + letter + line[where + 1:], *lines[place + 1:]]


def words_exchanged(lines: list[str], place: int, chance: Random) -> list[str]:
    words = lines[place].split(" ")
    chance.shuffle(words)
    return [*lines[:place], " ".join(words), *lines[place + 1:]]


OF_TEXT: list[Callable[[list[str], int, Random], list[str]]] = [
    line_lost, line_doubled, line_moved, line_indented, text_cut, letter_changed, words_exchanged]


def changed_text(text: str, chance: Random) -> str:
    """A text with one change."""
    lines = text.split("\n")
    return "\n".join(chance.choice(OF_TEXT)(lines, chance.randrange(len(lines)), chance))


# Changes of the tree.


def places(tree: Tree, path: Place = ()) -> list[Place]:
    """Every place below the top in nested mappings and lists."""
    pairs = list(tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ())
    return [*([path] if path else []), *(found for key, value in pairs for found in places(value, (*path, key)))]


def at(tree: Tree, path: Place) -> Tree:
    """What stands at a place."""
    for step in path:
        tree = tree[step]
    return tree


def changed_tree(tree: Tree, chance: Random) -> Tree:
    """A tree with one change."""
    tree = json.loads(json.dumps(tree))
    path = chance.choice(places(tree))
    home, key, kind = at(tree, path[:-1]), path[-1], chance.choice(["lose", "double", "rename", "move", "retype", "retype"])
    value = home[key]
    if kind == "retype":
        home[key] = chance.choice(STRANGE) if chance.random() < 0.7 else str(value) if not isinstance(value, str) else [value]
    elif kind == "lose":
        del home[key]
    elif isinstance(home, list):
        home.insert(chance.randrange(len(home) + 1), value if kind == "double" else home.pop(key))
    elif kind == "move":
        other = at(tree, chance.choice(places(tree)))
        (other if isinstance(other, dict) else tree)[str(key)] = home.pop(key)
    else:
        home[misspelt(str(key), chance)] = value if kind == "double" else home.pop(key)
    return tree


def misspelt(word: str, chance: Random) -> str:
    """A word with a letter lost, doubled or strange."""
    where = chance.randrange(len(word))
    return word[:where] + chance.choice(["", word[where] * 2, "x"]) + word[where + 1:]


def mutations(name: str) -> list[str]:
    """The mutations of a story, the same every time."""
    text, tree = shipped_path(name).read_text(encoding="utf-8"), load(name).composed
    found = []
    for number in range(EACH):
        chance = Random(f"{name} {number}")
        if number % 2:
            found.append(json.dumps(changed_tree(tree, chance)))
        else:
            found.append(changed_text(text, chance))
    return found


def read(file: Path) -> Scenario | None:
    """A scenario with its plans; None where it is refused, with faults that say where and what."""
    try:
        scenario = load(str(file))
    except ScenarioError as refusal:
        assert any(not fault.warning for fault in refusal.faults)
        assert all(fault.where and fault.what and fault.line >= 1 and fault.column >= 1 for fault in refusal.faults)
        return None
    assert plans(scenario)
    return scenario


def kept(folder: Path) -> list[Path]:
    """Everything in a folder of results."""
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_there_are_enough_mutations_of_every_kind() -> None:
    assert EACH * len(shipped()) >= MUTATIONS
    assert len(set(mutations("thaad_lift"))) > 0.8 * EACH


@pytest.mark.parametrize("name", shipped())
def test_a_mutated_story_is_read_or_refused_and_a_run_keeps_a_whole_result_or_nothing(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SIM_RESULTS", str(tmp_path / "results"))
    first: dict[bool, Path] = {}
    for number, text in enumerate(mutations(name)):
        file = tmp_path / f"story_{number}.yaml"
        file.write_text(text, encoding="utf-8")
        sound = read(file) is not None
        first.setdefault(sound, file)
        if number % BY_COMMAND == 0:
            assert main(["check", str(file)]) == (0 if sound else 3)
    for sound, file in first.items():
        before = kept(tmp_path / "results")
        code = main(["run", str(file), "--worlds", "2", "--set", "time.months=3", "--no-figures", "-q"])
        new = [path for path in kept(tmp_path / "results") if path not in before]
        assert code in ((0, 3) if sound else (3,))
        assert bool(new) == (code == 0)
        assert not [path for path in new if "partial" in str(path)]
        if code == 0:
            [manifest] = [path for path in new if path.name == "manifest.json"]
            assert Result.load(manifest.parent).worlds == 2
    shown = capsys.readouterr()
    assert "Traceback" not in shown.out + shown.err and "fault of the program" not in shown.err
