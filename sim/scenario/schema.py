"""The scenario file, key by key. What a variant may say is a story; the file adds time, questions and the runs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, PlainValidator, Tag, WithJsonSchema

from sim.scenario import names
from sim.scenario.actors import Actors
from sim.scenario.dated import DriverPath
from sim.scenario.happenings import Happening
from sim.scenario.leaves import (
    Confidence,
    Date,
    DateOrEnd,
    DriverName,
    Flag,
    Ideology,
    Key,
    MechanismName,
    Months,
    Number,
    ParameterName,
    Positive,
    Recorded,
    Seed,
    SentenceText,
    Share,
    StateName,
    Switch,
    Words,
    Worlds,
    read_one_of,
)
from sim.scenario.numbers import shown, wrong
from sim.scenario.strict import Strict, Wrong
from sim.scenario.sweeps import Sweep
from sim.world.theatre_files import theatre_names

FORMAT = 1
"""The version of the file format, `sim: 1`."""

SHOWN = ("fan", "lines", "strip")


def read_format(value: Any) -> int:
    """The version of the format."""
    if isinstance(value, bool) or value != FORMAT:
        raise wrong("unknown-format", f"{shown(value)} is not a file format that this version reads", f"write sim: {FORMAT}")
    return FORMAT


def read_ensemble(value: Any) -> str:
    """Where parameters come from."""
    return read_one_of(value, names.ensembles(), "a source of parameters", "unknown-ensemble")


def read_theatre(value: Any) -> str:
    """Which pair of capitals."""
    return read_one_of(value, theatre_names(), "a theatre", "unknown-theatre")


def read_theme(value: Any) -> str:
    """What the story is about."""
    return read_one_of(value, names.themes(), "a theme")


def read_date_text(value: Any) -> str:
    """A date of a source, as it stands."""
    return str(value)


def read_leaders_word(value: Any) -> str:
    """`history`: the leaders that Seoul has had."""
    return read_one_of(value, ("history",), "a list of leaders")


Format = Annotated[int, PlainValidator(read_format), WithJsonSchema({"const": FORMAT})]
Ensemble = Annotated[str, PlainValidator(read_ensemble), WithJsonSchema({"enum": list(names.ensembles())})]
Theme = Annotated[str, PlainValidator(read_theme), WithJsonSchema({"enum": list(names.themes())})]
Theatre = Annotated[str, PlainValidator(read_theatre), WithJsonSchema({"enum": list(theatre_names())})]
When = Annotated[str, PlainValidator(read_date_text), WithJsonSchema({"type": ["string", "integer"]})]
Show = Annotated[str, PlainValidator(lambda v: read_one_of(v, SHOWN, "a way to show it")), WithJsonSchema({"enum": list(SHOWN)})]
History = Annotated[Literal["history"], PlainValidator(read_leaders_word), WithJsonSchema({"const": "history"})]


class Citation(Strict):
    """A source of the story."""

    title: Words
    author: Words | None = None
    date: When | None = None
    year: When | None = None
    url: Words | None = None
    note: Words | None = None


class Span(Strict):
    """When the story begins and how long it lasts."""

    start: Date | None = None
    months: Months | None = None


class LeaderEntry(Strict):
    """Who governs in Seoul from a month on; `acting` is the length of an acting presidency in months."""

    date: Date
    name: Words | None = None
    ideology: Ideology
    policy_capacity: Share = 1.0
    next_election: Date | None = None
    acting: Months | None = None


Leaders = Annotated[
    Annotated[History, Tag("<word>")] | Annotated[list[LeaderEntry], Tag("<list>")],
    Discriminator(lambda value: "<list>" if isinstance(value, list) else "<word>"),
]


class ParameterSettings(Strict):
    """Where parameters come from, and those that the story sets."""

    ensemble: Ensemble | None = None
    jitter: Positive | None = None
    noise: Positive | None = None
    set: dict[ParameterName, Number] = Field(default_factory=dict)


ParameterChoice = Annotated[
    Annotated[Ensemble, Tag("<name>")] | Annotated[ParameterSettings, Tag("<settings>")],
    Discriminator(lambda value: "<settings>" if isinstance(value, dict) else "<name>"),
]


class Runs(Strict):
    """How many worlds, and from which seed."""

    worlds: Worlds | None = None
    seed: Seed | None = None


class Question(Strict):
    """What the story asks: how likely a sentence is, or how large a quantity."""

    label: Words | None = None
    chance_of: SentenceText | None = None
    track: Recorded | None = None
    by: Date | None = None
    at: DateOrEnd | None = None
    show: Show | None = None
    headline: Flag | None = None

    def contradictions(self) -> Iterable[Wrong]:
        """Either a chance or a track; either by or at a month."""
        if (self.chance_of is None) == (self.track is None):
            what = "an outcome asks nothing" if self.track is None else "an outcome asks for a chance or for a track, not both"
            yield (), wrong("one-question", what, "write chance_of: SENTENCE, or track: QUANTITY")
        if self.by is not None and self.at is not None:
            yield ("by",), wrong("two-forms", "`by` and `at` both say when", "keep one of them")


class Expected(Strict):
    """What somebody expects of the story; `does_not_hold` says why the model does not give it, where it does not."""

    that: Words
    because: Words | None = None
    confidence: Confidence | None = None
    does_not_hold: Words | None = None


class Story(Strict):
    """What happens: all that a variant may change."""

    title: Words | None = None
    actors: Actors | None = None  # type: ignore[valid-type]
    initial: dict[StateName, Number] = Field(default_factory=dict)
    drivers: dict[DriverName, DriverPath] = Field(default_factory=dict)
    leaders: Leaders | None = None
    elections: Flag | None = None
    events: list[Happening] = Field(default_factory=list)
    parameters: ParameterChoice | None = None
    mechanisms: dict[MechanismName, Switch] = Field(default_factory=dict)


class File(Story):
    """A scenario file."""

    sim: Format | None = None
    extends: Words | None = None
    question: Words | None = None
    theme: Theme | None = None
    theatre: Theatre | None = None
    sources: dict[Key, Citation] = Field(default_factory=dict)
    time: Span | None = None
    runs: Runs | None = None
    variants: dict[Key, Story] = Field(default_factory=dict)
    outcomes: dict[Key, Question] = Field(default_factory=dict)
    expect: list[Expected] = Field(default_factory=list)
    sweep: Sweep | None = None
