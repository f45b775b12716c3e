"""A suite: a story beside observed series. Read from a file like a story is, every fault at once and at its line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from importlib import resources
from pathlib import Path

from sim.errors import Fault, ScenarioError, UsageError, nearest
from sim.history.observation import Link, link
from sim.history.series import FOLDER, Figure, observed
from sim.history.suite_checks import notes
from sim.history.suite_file import WINDOWS, Entry, GateEntry, Sketch, Span, SuiteFile
from sim.scenario import Scenario, load
from sim.scenario.files import locate, read_text
from sim.scenario.marks import Mark, Text
from sim.scenario.notes import Note
from sim.scenario.read import in_order, without_gaps
from sim.scenario.tree import Branch, Leaf, plain
from sim.scenario.validate import validated
from sim.scenario.yaml_reader import read_yaml

HOME = "history/suites"
"""The folder of `configs/` with the suites of the project."""


@dataclass(frozen=True)
class Part:
    """One thing that was observed, by a series or by several: its figures in the order of time, over the months that count.

    `links` say what each series measures, `noted` what a reader of the table should know of it,
    `counts` whether the gate asks for it.
    """

    name: str
    label: str
    figures: tuple[Figure, ...]
    links: Mapping[str, Link]
    first: int
    last: int
    noted: str = ""
    counts: bool = True

    @property
    def several(self) -> bool:
        """Whether it was measured by several series."""
        return len(self.links) > 1

    def within(self, window: tuple[int, int]) -> tuple[Figure, ...]:
        """The figures that count and lie wholly in a window."""
        first, last = max(window[0], self.first), min(window[1], self.last)
        return tuple(figure for figure in self.figures if first <= figure.first and figure.last <= last)


@dataclass(frozen=True)
class Suite:
    """A suite, read and checked. `modes` maps a mode to the variant of the story; `windows` are first and last months."""

    name: str
    title: str
    story: Scenario
    modes: dict[str, str]
    worlds: int
    null_worlds: int
    seed: int
    windows: dict[str, tuple[int, int]]
    origins: tuple[int, ...]
    parts: tuple[Part, ...]
    baselines: tuple[str, ...]
    nulls: tuple[str, ...]
    happened: dict[str, bool]
    given: str
    gate: GateEntry | None
    tables: str = FOLDER


def shipped_suites() -> dict[str, Path]:
    """The suites of the project by name."""
    folder = resources.files("sim.configs").joinpath(HOME)
    return {entry.name[:-5]: Path(str(entry)) for entry in sorted(folder.iterdir(), key=str) if entry.name.endswith(".yaml")}


def located_suite(name: str) -> tuple[Path, str]:
    """The file of a suite, given by path or by name, and how messages call it; raises `UsageError` with the nearest name."""
    given, known = Path(name), shipped_suites()
    if given.suffix in (".yaml", ".yml") and given.exists():
        return given, name
    if name in known:
        return known[name], f"configs/{HOME}/{name}.yaml"
    near = nearest(given.stem, known)
    raise UsageError(f"there is no suite `{name}`", remedy=f"did you mean `{near}`?" if near else f"suites of the project: {', '.join(known)}")


def load_suite(name: str, sets: tuple[str, ...] = ()) -> Suite:
    """A suite by its path or by the name of one of the project; `sets` are `NAME=VALUE`, laid over its story.

    Raises `ScenarioError` with every fault, `UsageError` where there is no such suite.
    """
    path, shown = located_suite(name)
    faults: list[Fault] = []
    text = read_text(path, shown, faults)
    tree = read_yaml(text, shown, faults) if text is not None else None
    if tree is not None and not isinstance(tree, Branch):
        remedy = f"copy one: configs/{HOME}/korea.yaml"
        faults.append(Mark(Text(shown, ()), 1, 1).fault("wrong-type", "a suite is a mapping of settings", remedy))
    if not isinstance(tree, Branch):
        raise ScenarioError(faults=told(faults))
    file, sound = validated(SuiteFile, without_gaps(tree, faults), faults)
    story = story_of(sound, path, sets, faults)
    if story is not None:
        faults.extend(note.fault(sound) for note in of_what_there_is(file, tree, sound, story, faults))
    if file is None or story is None or faults:
        raise ScenarioError(faults=told(faults))
    return suite_of(path.stem, file, story)


def of_what_there_is(file: SuiteFile | None, tree: Branch, sound: Branch, story: Scenario, faults: list[Fault]) -> Iterator[Note]:
    """Every fault of a suite against its story; where the file is not whole, of what there is of it."""
    if file is not None:
        yield from notes(file, story)
        return
    further: list[Fault] = []
    sketch, left = validated(Sketch, sound, further)
    faults.extend(fault for fault in further if fault not in faults)
    asked, kept = plain(tree), plain(left)
    if sketch is not None:
        yield from notes(sketch, story, {key for key in ("modes", "series", *WINDOWS) if asked.get(key) != kept.get(key)})


def told(faults: list[Fault]) -> list[Fault]:
    """All faults in order; what is said of scenario files is said of a suite."""
    return in_order(replace(fault, what=fault.what.replace("a scenario", "a suite"), remedy=fault.remedy.replace("a scenario", "a suite"))
                    for fault in faults)


def story_of(tree: Branch, path: Path, sets: tuple[str, ...], faults: list[Fault]) -> Scenario | None:
    """The story that a suite names, beside its file or of the project; faults of the story are its own."""
    leaf = tree.entries.get("story")
    if not isinstance(leaf, Leaf):
        return None
    name = str(leaf.value)
    found = locate(name, path.parent)
    try:
        return load(str(found) if found is not None and found != path and found.parent == path.parent else name, sets)
    except ScenarioError as error:
        faults.extend(error.faults)
    except UsageError as error:
        faults.append(leaf.mark.fault("unknown-story", error.what, error.remedy))
    return None


def suite_of(name: str, file: SuiteFile, story: Scenario) -> Suite:
    """A suite from its checked file."""
    last = story.start + story.months - 1
    windows = {window: reach(span, story.start, last) for window in WINDOWS if (span := getattr(file, window)) is not None}
    parts = tuple(part_of(entry, file.tables or FOLDER, (story.start, last)) for entry in file.series)
    return Suite(name, file.title, story, dict(file.modes), file.worlds, file.null_worlds or file.worlds, file.seed, windows,
                 tuple(sorted(file.origins)), parts, tuple(file.baselines), tuple(file.nulls), dict(file.happened), file.told, file.gate,
                 file.tables or FOLDER)


def reach(span: Span, first: int, last: int) -> tuple[int, int]:
    """The months of a span; an end left open is that of the story."""
    return span.first if span.first is not None else first, span.last if span.last is not None else last


def part_of(entry: Entry, tables: str, story: tuple[int, int]) -> Part:
    """One thing that was observed, from its entry."""
    figures = sorted((figure for member in entry.series for figure in observed(tables)[member]), key=lambda figure: (figure.first, figure.last))
    links = {member: link(member, tables) for member in entry.series}
    name, label = entry.name or entry.series[0], entry.label or links[entry.series[0]].label
    return Part(name, label, tuple(figures), links, *reach(entry, *story), entry.note or "", entry.counts)
