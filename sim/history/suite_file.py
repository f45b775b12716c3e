"""The file of a suite, key by key: which story is set beside which observed series, over which months, against what."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any

from pydantic import Field, PlainValidator

from sim.history.baselines import BASELINES
from sim.history.nulls import null_names
from sim.scenario.leaves import Date, Flag, Key, Seed, Words, Worlds, read_one_of, read_text
from sim.scenario.numbers import read_number, shown, wrong
from sim.scenario.strict import Strict, Wrong
from sim.scenario.validate import OF_ABSENCE

FORMAT = 1
"""The version of the file format, `suite: 1`."""

WINDOWS = ("fit", "hold_out", "blind")
"""The windows of a suite, in the order in which they are told."""


def read_format(value: Any) -> int:
    """The version of the format."""
    if isinstance(value, bool) or value != FORMAT:
        raise wrong("unknown-format", f"{shown(value)} is not a format of suites that this version reads", f"write suite: {FORMAT}")
    return FORMAT


def read_members(value: Any) -> tuple[str, ...]:
    """The name of a series, or several that measure the same thing."""
    if isinstance(value, list):
        if not value:
            raise wrong("empty-value", "the list of series is empty", "name one")
        return tuple(read_text(entry) for entry in value)
    return (read_text(value),)


def read_pair(value: Any) -> tuple[float, float]:
    """Two shares, the lower first."""
    if not isinstance(value, list) or len(value) != 2:
        raise wrong("wrong-type", f"expected two shares instead of {shown(value)}", "write [0.80, 0.97]")
    low, high = (read_number(entry) for entry in value)
    if not 0 <= low <= high <= 1:
        raise wrong("reversed", f"{low:g} to {high:g} is no span of shares", "the lower comes first, both from 0 to 1")
    return low, high


Format = Annotated[int, PlainValidator(read_format)]
Members = Annotated[tuple[str, ...], PlainValidator(read_members)]
Pair = Annotated[tuple[float, float], PlainValidator(read_pair)]
BaselineName = Annotated[str, PlainValidator(lambda v: read_one_of(v, tuple(BASELINES), "a baseline", "unknown-baseline"))]
NullName = Annotated[str, PlainValidator(lambda v: read_one_of(v, null_names(), "a null model", "unknown-null"))]
WindowName = Annotated[str, PlainValidator(lambda v: read_one_of(v, WINDOWS, "a window"))]


class Span(Strict):
    """Months from a first to a last; either may be left open."""

    first: Date | None = Field(None, alias="from")
    last: Date | None = Field(None, alias="until")

    def contradictions(self) -> Iterable[Wrong]:
        """The first month comes before the last."""
        if self.first is not None and self.last is not None and self.last < self.first:
            yield ("until",), wrong("reversed", "`until` is before `from`", "the earlier month comes first")


class Entry(Span):
    """One thing that was observed: a series, or several of the same thing, and which of its months count."""

    series: Members
    name: Key | None = None
    label: Words | None = None
    note: Words | None = None
    counts: Flag = True

    def contradictions(self) -> Iterable[Wrong]:
        """Several series need a name of their own."""
        yield from super().contradictions()
        if len(self.series) > 1 and (self.name is None or self.label is None):
            yield (), wrong("missing-key", "several series need a `name` and a `label`", "name: opinion_of_china, label: Opinion of China")


class GateEntry(Strict):
    """What must be reached: in which mode and window, on how many series, with which coverage."""

    mode: Key
    window: WindowName
    series_with_skill: Worlds
    coverage_90: Pair


class SuiteFile(Strict):
    """A suite."""

    suite: Format
    title: Words
    story: Words
    tables: Words | None = None
    modes: dict[Key, Key]
    worlds: Worlds
    null_worlds: Worlds | None = None
    seed: Seed
    fit: Span | None = None
    hold_out: Span | None = None
    blind: Span | None = None
    origins: list[Date]
    series: list[Entry]
    baselines: list[BaselineName]
    nulls: list[NullName] = Field(default_factory=list)
    happened: dict[Key, Flag] = Field(default_factory=dict)
    told: Words = Field(alias="given")
    gate: GateEntry | None = None

    def contradictions(self) -> Iterable[Wrong]:
        """A suite has a mode, a window, a series, a cut-off and a baseline; what stands twice is one too many."""
        for key in ("modes", "origins", "series", "baselines"):
            if not getattr(self, key):
                yield (key,), wrong("empty-value", f"`{key}` is empty", "name one at least")
        if not any(getattr(self, window) for window in WINDOWS):
            yield (), wrong("missing-key", "no window is given", f"give one of {', '.join(WINDOWS)}: {{from: 2020-01, until: 2025-12}}")
        names = [entry.name or entry.series[0] for entry in self.series]
        for place, name in enumerate(names):
            if name in names[:place]:
                yield ("series", place), wrong("twice", f"`{name}` stands twice among the series", "take one out")


class Sketch(SuiteFile):
    """What there is of a suite that lacks something, or in which something is unsound: the rest is checked all the same."""

    suite: Format = FORMAT
    title: Words = ""
    story: Words = ""
    modes: dict[Key, Key] = Field(default_factory=dict)
    worlds: Worlds = 1
    seed: Seed = 0
    origins: list[Date] = Field(default_factory=list)
    series: list[Entry] = Field(default_factory=list)
    baselines: list[BaselineName] = Field(default_factory=list)
    told: Words = Field("", alias="given")

    def contradictions(self) -> Iterable[Wrong]:
        """What does not go together, apart from what is not there."""
        return [found for found in super().contradictions() if found[1].type not in OF_ABSENCE]
