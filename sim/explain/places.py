"""Where a story says something: file and line of a setting, in every text that speaks of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sim.scenario.extend import stacked
from sim.scenario.marks import Mark
from sim.scenario.read import Scenario
from sim.scenario.schema import Story
from sim.scenario.strict import keys
from sim.scenario.tree import Branch, Items, Leaf, Path, Tree, at, key_mark, named, plain

Place = tuple[str, ...]


@dataclass(frozen=True)
class Written:
    """One text that says something of a setting: where, what, and for which variant alone (empty: for all)."""

    where: str
    tree: Tree
    variant: str
    mark: Mark


def base_story(story: Scenario) -> Story:
    """What stands outside the variants."""
    tree = stacked(story.layers)
    return Story.model_validate(plain(Branch({key: entry for key, entry in tree.entries.items() if key in keys(Story)}, tree.keys, tree.mark)))


def written(story: Scenario, place: Place, variant: str = "") -> list[Written]:
    """Every text that speaks of a setting, weakest first: what the file extends, the file, `--set`, then the same within a variant."""
    found = [said for layer in story.layers for said in speaking(layer, place, "")]
    if variant:
        found += [said for layer in story.layers for said in speaking(layer, ("variants", variant, *place), variant)]
    return found


def speaking(layer: Branch, place: Place, variant: str) -> Iterator[Written]:
    """What one text says at a place."""
    path = path_in(layer, place)
    tree = at(layer, *path) if path is not None else None
    if path is not None and tree is None:
        path = replaced_whole(layer, path)
        tree = at(layer, *path) if path else None
    if tree is not None and path is not None:
        mark = key_mark(layer, path)
        yield Written(place_of(mark), tree, variant, mark)


def replaced_whole(layer: Branch, path: Path) -> Path:
    """The key above a place that a word stands for: `pressure: chosen`; nothing where there is none."""
    return next((path[:end] for end in range(3, len(path)) if isinstance(at(layer, *path[:end]), Leaf)), ())


def path_in(layer: Branch, place: Place) -> Path | None:
    """A place in one text; an event is looked up by its name, and `parameters: wide` is its ensemble."""
    head, rest = (place[:2], place[2:]) if place[:1] == ("variants",) and len(place) > 2 else ((), place)
    if rest[:1] == ("events",) and len(rest) > 1:
        events = at(layer, *head, "events")
        position = named(events, rest[1]) if isinstance(events, Items) else None
        return None if position is None else (*head, "events", position, *rest[2:])
    if rest == ("parameters", "ensemble") and at(layer, *place) is None and not isinstance(at(layer, *head, "parameters"), Branch):
        return (*head, "parameters")
    if rest[-1:] == ("doctrine",) and at(layer, *place) is None:
        return next(((*place[:-1], key) for key in ("posture", "precision") if at(layer, *place[:-1], key) is not None), None)
    return place


def place_of(mark: Mark) -> str:
    """`file:line`; a `--set` has no lines."""
    return mark.text.name if mark.text.name.startswith("--set") else f"{mark.text.name}:{mark.line}"


def where_said(story: Scenario, place: Place, variant: str = "") -> str:
    """Where the text that wins says something; nothing where no text does."""
    found = written(story, place, variant)
    return found[-1].where if found else ""


