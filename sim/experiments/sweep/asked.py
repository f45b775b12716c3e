"""What a sweep is asked to vary, by the story's `sweep:` or by `--vary`: read into levers, and laid out as a design."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from pydantic_core import PydanticCustomError

from sim.errors import Fault, ScenarioError, UsageError, unknown_name
from sim.experiments.sweep.design import Design, joined, laid_out
from sim.experiments.sweep.honoured import check_size, short_steps, unlike_asked
from sim.experiments.sweep.levers import Lever
from sim.experiments.sweep.ranged import levers_of
from sim.experiments.sweep.settings import counted
from sim.scenario.check_sweep import check_lever
from sim.scenario.extend import stacked
from sim.scenario.marks import Mark, Text
from sim.scenario.numbers import wrong
from sim.scenario.sets import shifted
from sim.scenario.sweeps import DESIGNS
from sim.scenario.tree import Branch, Items, Tree, at, key_mark, plain
from sim.scenario.variations import Variation, read_variation
from sim.scenario.yaml_reader import read_yaml
from sim.world.theatres import pair_of

if TYPE_CHECKING:
    from sim.scenario import Scenario


@dataclass(frozen=True)
class Wish:
    """A setting that is to be varied, how, and where that is written."""

    name: str
    variation: Variation
    place: Mark


@dataclass(frozen=True)
class Part:
    """Settings that are varied together. `points` says that their values belong together, one by one."""

    wishes: tuple[Wish, ...]
    place: Mark
    design: str | None = None
    samples: int | None = None
    levers: tuple[Lever, ...] = ()
    places: Mapping[str, Mark] = field(default_factory=dict)
    warnings: tuple[Fault, ...] = ()


def designed(scenario: Scenario, vary: Sequence[str] = (), kind: str | None = None, samples: int | None = None, seed: int | None = None) -> Design:
    """The design that a story's `sweep:` asks for, or, where something is to `vary` (`NAME=SPEC`), that alone.

    `kind` and `samples` win over what the story says. Raises `ScenarioError` with every fault, `UsageError` where nothing varies.
    """
    if kind is not None and kind not in DESIGNS:
        raise unknown_name("a design", kind, DESIGNS, where="--design")
    faults: list[Fault] = []
    parts = on_the_line(scenario, vary, faults) if vary else in_the_story(scenario)
    parts = {name: with_levers(scenario, part, faults) for name, part in parts.items()}
    if not parts:
        raise UsageError("the story has no `sweep:`, so nothing varies", where=scenario.path,
                         remedy="for example --vary beijing.pressure.culture=0..1")
    if faults:
        raise ScenarioError(faults=faults)
    start = scenario.runs.seed if seed is None else seed
    designs = {name: of_part(replace(part, design=kind or part.design, samples=samples or part.samples), start + place, faults)
               for place, (name, part) in enumerate(parts.items())}
    if faults:
        raise ScenarioError(faults=faults)
    whole = joined(designs) if len(designs) > 1 or "" not in designs else designs[""]
    warnings = [fault for name, part in parts.items() for fault in (*part.warnings, *designs[name].warnings)]
    return replace(whole, places={name: place for part in parts.values() for name, place in part.places.items()}, warnings=tuple(warnings))


def worlds_of(scenario: Scenario) -> int:
    """In how many worlds each point is played where nobody says: as the story's sweep has it."""
    return int((scenario.composed.get("sweep") or {}).get("worlds") or counted("worlds"))


def on_the_line(scenario: Scenario, vary: Sequence[str], faults: list[Fault]) -> dict[str, Part]:
    """What `--vary` says."""
    pair, tree = pair_of(scenario.composed), stacked(scenario.layers)
    seen: dict[Any, str] = {}
    wishes = []
    for number, text in enumerate(vary, start=1):
        name, sign, said = text.partition("=")
        source = Text(f"--vary[{number}]", (text,))
        place = Mark(source, 1, 1, max(1, len(name)))
        if not sign or not name.strip():
            faults.append(place.fault("bad-set", f"`{text}` is not NAME=VALUES", "for example beijing.pressure.culture=0..1"))
            continue
        found = list(check_lever(tree, name.strip(), place, seen, pair.aliases if pair else {}))
        value = read_yaml(said, source.name, faults)
        faults.extend(found)
        if value is None and not said.strip():
            faults.append(place.fault("empty-value", f"`{name}` is varied over nothing", "write values after the =, for example 0..1"))
        if value is not None and not found:
            wishes += list(wish(name.strip(), shifted(value, source, len(name) + 1), faults))
    return {"": Part(tuple(wishes), Mark(Text("--vary[1]", tuple(vary[:1])), 1, 1))}


def wish(name: str, value: Tree, faults: list[Fault]) -> Iterator[Wish]:
    """One setting with what is said of it."""
    try:
        yield Wish(name, read_variation(plain(value)), value.mark)
    except PydanticCustomError as problem:
        faults.append(fault(problem, value.mark))


def fault(problem: PydanticCustomError, place: Mark) -> Fault:
    """What is wrong with a variation, at its place."""
    context = problem.context or {}
    return place.fault(problem.type, str(context.get("what")), str(context.get("remedy", "")))


def in_the_story(scenario: Scenario) -> dict[str, Part]:
    """What the story's `sweep:` says: one part without a name, or several."""
    sweep = stacked(scenario.layers).entries.get("sweep")
    if not isinstance(sweep, Branch):
        return {}
    parts = at(sweep, "parts")
    named = parts.entries if isinstance(parts, Branch) else {"": sweep}
    return {name: read_part(part) for name, part in named.items() if isinstance(part, Branch)}


def read_part(part: Branch) -> Part:
    """One part; the story has been checked."""
    said, points = plain(part), at(part, "points")
    wishes: tuple[Wish, ...] = ()
    if isinstance(points, Items):
        entries = said["points"]
        wishes = tuple(Wish(name, Variation(values=tuple(entry[name] for entry in entries)), points.mark) for name in entries[0])
    elif isinstance(vary := at(part, "vary"), Branch):
        wishes = tuple(Wish(name, read_variation(plain(value)), value.mark) for name, value in vary.entries.items())
    place = key_mark(part, ("vary",)) if "vary" in part.entries else part.mark
    return Part(wishes, place, "list" if isinstance(points, Items) else said.get("design"), said.get("samples"))


def with_levers(scenario: Scenario, part: Part, faults: list[Fault]) -> Part:
    """A part with the levers of all that it wishes."""
    levers: list[Lever] = []
    places: dict[str, Mark] = {}
    warnings: list[Fault] = []
    for one in part.wishes:
        try:
            found = levers_of(scenario, one.name, one.variation)
        except PydanticCustomError as problem:
            faults.append(fault(problem, one.place))
            continue
        new = [lever for lever in found if lever.name not in places]
        levers += new
        places |= {lever.name: one.place for lever in new}
        warnings += short_steps(one.name, one.variation, one.place)
    return replace(part, levers=tuple(levers), places=places, warnings=tuple(warnings))


def of_part(part: Part, seed: int, faults: list[Fault]) -> Design:
    """The design of one part."""
    kind = part.design or usual_design(part.levers)
    if kind == "list":
        counts = {len(lever.values) for lever in part.levers}
        if len(counts) > 1 or 0 in counts:
            what = "points one by one need as many values of every lever"
            faults.append(fault(wrong("bad-list", what, "write lists of the same length, or another design"), part.place))
            return Design(kind, part.levers, {}, seed)
    samples = part.samples or counted(f"samples_{kind}") if kind != "list" else 1
    check_size(kind, part.levers, samples, part.place)
    design = laid_out(kind, part.levers, samples, seed)
    return replace(design, warnings=tuple(unlike_asked(design, part.samples, part.places, part.place)))


def usual_design(levers: Sequence[Lever]) -> str:
    """A grid where every lever has values of its own, a mixture where some are categories, else a Sobol sequence."""
    if all(lever.values for lever in levers):
        return "grid"
    return "mixture" if any(lever.kind == "category" for lever in levers) else "sobol"
