"""From a file to a scenario: read, extended, set, validated, every fault at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from sim.errors import Fault, ScenarioError
from sim.scenario.check_questions import check_questions
from sim.scenario.check_story import check_sources, check_story
from sim.scenario.check_sweep import check_sweep
from sim.scenario.check_variants import overruled, same_variants
from sim.scenario.extend import Source, layers, overlaid, read_source, stacked
from sim.scenario.files import located, short_name
from sim.scenario.leaves import LONGEST
from sim.scenario.marks import Mark, Text
from sim.scenario.notes import Frame, Note
from sim.scenario.own_names import retold, staged
from sim.scenario.schema import FORMAT, File, Story
from sim.scenario.schema import Runs as Run
from sim.scenario.sets import set_layers
from sim.scenario.strict import keys
from sim.scenario.tree import Branch, Items, Leaf, at, key_mark, leaves, name_of, plain, without_all
from sim.scenario.validate import MOST, validated
from sim.world.theatres import Pair
from sim.world.worlds import StartingWorld, starting_world, world_names

WORLDS, SEED = 1000, 20260104
"""How many worlds and which seed, where a file says nothing."""

BASELINE = "baseline"
"""The name of the only variant of a file without variants."""


@dataclass(frozen=True)
class Variant:
    """A variant by its name and title; `said` is its story, read."""

    name: str
    title: str
    said: Story


@dataclass(frozen=True)
class Runs:
    """How many worlds, and from which seed."""

    worlds: int
    seed: int


@dataclass(frozen=True)
class Scenario:
    """A scenario, read and checked. `composed` is all that it says, with `extends:` and `--set` worked in; `sets` are those settings alone.

    `layers` are the texts that it is made of, with the place of everything: what it extends, the file, each `--set`.
    """

    name: str
    path: str
    title: str
    question: str
    composed: dict[str, Any]
    variants: tuple[Variant, ...]
    outcomes: dict[str, dict[str, Any]]
    expect: list[dict[str, Any]]
    runs: Runs
    sources: dict[str, dict[str, Any]]
    warnings: tuple[Fault, ...]
    world: StartingWorld
    start: int
    months: int
    sets: tuple[str, ...] = ()
    layers: tuple[Branch, ...] = field(default=(), repr=False, compare=False)


def load(name_or_path: str, sets: Iterable[str] = ()) -> Scenario:
    """A scenario by its path or by the name of one that comes with the project. Warnings are those of the file itself, not of what it extends.

    `sets` are `NAME=VALUE`, laid over it in order. Raises `ScenarioError` with every fault, `UsageError` where there is no such file.
    """
    faults: list[Fault] = []
    sets = tuple(sets)
    source = read_source(located(str(name_or_path)), str(name_or_path), faults)
    if source is None:
        raise refusal(faults)
    told, pair = staged(layers(source, faults), faults)
    written = without_gaps(stacked(told), faults)
    by_hand = set_layers(written, sets, faults, pair.aliases if pair else {})
    tree = without_gaps(stacked([written, *by_hand]), faults)
    file, sound = validated(File, tree, faults)
    frame = frame_of(tree, file, Mark(Text(source.name, ()), 1, 1), faults, pair)
    variants: list[Variant] = []
    if file is not None and frame is not None:
        variants = list(read_variants(sound, frame, faults))
        names = named_under(tree, "variants") or [BASELINE]
        faults.extend(note.fault(sound) for note in check_questions(file, frame, names, named_under(tree, "outcomes")))
        faults.extend((*(note.fault(tree) for note in check_sources(tree, frame.sources)), *check_sweep(tree)))
    if all(fault.warning for fault in faults):
        faults.extend(same_variants(sound, {variant.name: variant.said for variant in variants}))
    own = (source.name, "--set") if frame is not None and frame.known else ()
    faults = in_order(retold(fault, pair) for fault in faults if not fault.warning or fault.where.startswith(own))
    if file is None or frame is None or any(not fault.warning for fault in faults):
        raise refusal(faults)
    return replace(scenario_of(source, file, tree, variants, frame), warnings=tuple(faults), sets=sets, layers=(*told, *by_hand))


def refusal(faults: list[Fault]) -> ScenarioError:
    """All faults as one error."""
    return ScenarioError(faults=in_order(faults))


def in_order(faults: Iterable[Fault]) -> list[Fault]:
    """Each fault once, by file and place."""
    once = {(fault.where, fault.code, fault.what): fault for fault in faults}
    return sorted(once.values(), key=lambda fault: (fault.where.split(":")[0], fault.line, fault.column))


def without_gaps(tree: Branch, faults: list[Fault]) -> Branch:
    """The tree without keys that have no value; each is a fault."""
    gaps = [path for path, leaf in leaves(tree) if leaf.value is None]
    for path in gaps[:MOST]:
        faults.append(key_mark(tree, path).fault("empty-value", f"`{path[-1]}` has no value", "write one, or take the line out"))
    sound = without_all(tree, gaps)
    return sound if isinstance(sound, Branch) else tree


def frame_of(tree: Branch, file: File | None, top: Mark, faults: list[Fault], pair: Pair | None = None) -> Frame | None:
    """The world and time that the story is checked against, with faults where they are not known; None where nothing could be read."""
    faults.extend(missing_keys(tree, top, any(fault.code in ("missing-extends", "cyclic-extends") for fault in faults)))
    if file is None:
        return None
    extends = tree.entries.get("extends")
    dated = str(extends.value) if isinstance(extends, Leaf) and extends.value in world_names() else ""
    world, known = pair.world if pair else starting_world(dated or world_names()[0]), bool(pair or dated)
    start = file.time.start if file.time and file.time.start is not None else world.date
    months = file.time.months if file.time else None
    if known and start < world.date:
        faults.append(Note(("time", "start"), "before-world", "the story starts before its world", f"start at {world.title} or later").fault(tree))
    sources, known = dict.fromkeys(named_under(tree, "sources")), known and months is not None
    return Frame(world, start, start + (months or LONGEST), all_events(tree), sources, known)


def missing_keys(tree: Branch, top: Mark, lost: bool) -> Iterator[Fault]:
    """The keys that every story has; `lost` where `extends` has led nowhere already."""
    remedies = {"sim": f"write sim: {FORMAT}", "title": "say in a line what happens",
                "extends": f"name a dated world ({', '.join(world_names())}) or a scenario"}
    for key, remedy in remedies.items():
        if key not in tree.entries and not (key == "extends" and (lost or "theatre" in tree.entries)):
            yield top.fault("missing-key", f"`{key}` is missing", remedy)
    time = tree.entries.get("time", Branch({}, {}, top))
    if isinstance(time, Branch) and "months" not in time.entries:
        yield tree.keys.get("time", top).fault("missing-key", "`months` is missing", "say how long it lasts: time: {start: 2026-02, months: 60}")


def all_events(tree: Branch) -> frozenset[str]:
    """The names of all events of a file, also of those that are not sound."""
    homes = [tree, *(at(tree, "variants", name) for name in named_under(tree, "variants"))]
    lists = [at(home, "events") for home in homes if home is not None]
    return frozenset(name for events in lists if isinstance(events, Items) for item in events.items if (name := name_of(item)) is not None)


def named_under(tree: Branch, key: str) -> list[str]:
    """The keys of a mapping of the file."""
    home = tree.entries.get(key)
    return list(home.entries) if isinstance(home, Branch) else []


def read_variants(tree: Branch, frame: Frame, faults: list[Fault]) -> Iterator[Variant]:
    """Every variant laid over the base, read and checked."""
    base = Branch({k: v for k, v in tree.entries.items() if k in keys(Story) and k != "title"}, tree.keys, tree.mark)
    title = tree.entries.get("title")
    own = {BASELINE: Branch({"title": title} if title else {}, {"title": tree.keys["title"]} if title else {}, tree.mark)}
    home = tree.entries.get("variants")
    overlays = home.entries if isinstance(home, Branch) and home.entries else own
    trees = {name: composed for name, over in overlays.items() if isinstance(composed := overlaid(base, over), Branch)}
    faults.extend(overruled(base, trees))
    for name, composed in trees.items():
        story, sound = validated(Story, composed, faults)
        if story is None:
            continue
        local = replace(frame, events=all_events(composed))
        faults.extend(note.fault(sound) for note in check_story(story, local))
        yield Variant(name, story.title or name.replace("_", " "), story)


def scenario_of(source: Source, file: File, tree: Branch, variants: list[Variant], frame: Frame) -> Scenario:
    """A scenario from its checked parts."""
    said = file.runs or Run(worlds=None, seed=None)
    runs = Runs(said.worlds or WORLDS, SEED if said.seed is None else said.seed)
    composed = plain(tree)
    asked, expected, cited = (composed.get(key, kind()) for key, kind in (("outcomes", dict), ("expect", list), ("sources", dict)))
    title, question = str(file.title), file.question or ""
    return Scenario(short_name(source.path), source.name, title, question, composed, tuple(variants), asked, expected, runs, cited, (), frame.world,
                    frame.start, frame.end - frame.start)
