"""In what two results differ in their making, in a line or two: what a comparison must not be read without."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from shlex import quote

from sim.experiments.compare.sides import Side
from sim.experiments.differences import Difference, facts_of, settings
from sim.results.manifest import SHORT
from sim.world.calendar import month_label

MOST, LONGEST = 6, 60
"""So many differences are named in the line, each in no more than so many characters."""

PACKAGES_APART = ("python", "system", "click", "matplotlib", "pyarrow", "pydantic", "pyyaml", "rich", "pandas")
"""What may differ between two machines without a word: no number goes through it that a comparison reads."""


def remarks(sides: Sequence[Side]) -> Iterator[str]:
    """What must be said of every result beside the first."""
    for other in sides[1:]:
        yield from beside(sides[0], other)


def beside(first: Side, other: Side) -> Iterator[str]:
    """Other model, other making, questions asked otherwise, other months, other worlds."""
    models = list(of_different_models(first, other))
    if models:
        yield f"warning: the numbers of {first.letter} and {other.letter} are of different models: {', '.join(models)}"
    made = list(differing(first, other))
    if made:
        yield f"{other.letter} was not made as {first.letter} was: {in_a_line(made)}{where_all(first, other)}"
    otherwise = [name for name in first.asked if name in other.asked and question(first, name) != question(other, name)]
    if otherwise:
        yield f"warning: {first.letter} and {other.letter} do not ask the same under the name of {', '.join(f'`{name}`' for name in otherwise)}"
    if first.result.dates != other.result.dates:
        yield f"warning: other months: {first.letter} {lasting(first)}, {other.letter} {lasting(other)}"


def of_different_models(first: Side, other: Side) -> Iterator[str]:
    """In what the model itself differs: its version, its numbers."""
    one, two = first.result.manifest, other.result.manifest
    if one["versions"].get("sim") != two["versions"].get("sim"):
        yield f"sim {one['versions'].get('sim', '?')} -> {two['versions'].get('sim', '?')}"
    if one["config_hash"] != two["config_hash"]:
        yield f"configs/ {one['config_hash'][:SHORT]} -> {two['config_hash'][:SHORT]}"


def differing(first: Side, other: Side) -> Iterator[Difference]:
    """How the two were played, then what their stories say."""
    one, two = facts_of(first.result.manifest), facts_of(other.result.manifest)
    for key in dict.fromkeys([*one, *two]):
        if key not in PACKAGES_APART and one.get(key) != two.get(key):
            yield Difference(key, one.get(key, "-"), two.get(key, "-"))
    yield from settings(first.result.scenario, other.result.scenario)


def in_a_line(made: Sequence[Difference]) -> str:
    """The first differences, and how many there are besides."""
    told = [f"{row.key} {cut(row.first)} -> {cut(row.second)}" for row in islice(made, MOST)]
    return "; ".join(told) + (f"; and {len(made) - MOST} more" if len(made) > MOST else "")


def cut(text: str) -> str:
    """A value that is not too long."""
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rstrip()} …"


def where_all(first: Side, other: Side) -> str:
    """How to see everything in which the two differ."""
    if first.swept or not (first.result.folder and other.result.folder):
        return ""
    return f". All of it: sim diff {quote(str(first.result.folder))} {quote(str(other.result.folder))}"


def question(side: Side, name: str) -> tuple[object, ...]:
    """What is asked under a name, whatever it is called for people, and by when."""
    asked = side.asked[name]
    entry = {key: value for key, value in ((side.result.scenario.get("outcomes") or {}).get(name) or {}).items() if key not in ("label", "headline")}
    return asked.kind, sorted((key, str(value)) for key, value in entry.items())


def lasting(side: Side) -> str:
    """From when to when a result was played."""
    return f"{month_label(side.result.start)} - {month_label(side.result.start + side.result.months - 1)}"
