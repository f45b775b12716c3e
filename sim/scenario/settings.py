"""What a story can say about one instrument: a level, dated steps, a ramp, bounds, a start, a condition, an event."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, PlainValidator, Tag, WithJsonSchema
from pydantic_core import PydanticCustomError
from typing_extensions import TypeAliasType

from sim.scenario.leaves import (
    DATE_SCHEMA,
    Date,
    DateOrEnd,
    Level,
    Months,
    SentenceText,
    Until,
    Words,
    number_schema,
    read_date,
    read_end,
    read_level,
)
from sim.scenario.numbers import read_amount, shown, wrong
from sim.scenario.strict import Strict, Wrong, refuse
from sim.world.plan import Amount, Path

DATE_LIKE = re.compile(r"^\d{4}([-/. ]\d{1,2}([-/. ]\d{1,2})?)?$")
FORMS = "a level (0.6), dated steps {2026-02: 0.6}, {ramp: {...}}, {within: [0.2, 0.6]}, {start: 0.5}, {when: ..., then: ...}, {on: EVENT, then: ...}"


def dated(value: Any, reader: Any, shape: Literal["step", "ramp"]) -> Path:
    """Dated levels, in order of time; `until` ends them."""
    if not isinstance(value, dict):
        raise wrong("wrong-type", f"expected dated levels instead of {shown(value)}", "write {2026-02: 0.6, 2027-02: 0.0}")
    months: dict[int, Amount] = {}
    found: list[Wrong] = []
    until: int | str | None = None
    for key, entry in value.items():
        place: tuple[str, ...] = (key, "[key]")
        try:
            month = None if key == "until" else read_date(key)
            place = (key,)
            if month is None:
                until = read_end(entry)
            else:
                months[month] = reader(entry)
        except PydanticCustomError as problem:
            found.append((place, problem))
    if not found and not months:
        found.append(((), wrong("missing-key", "no date is given", "write {2026-02: 0.6}")))
    refuse("dated levels", found)
    order = sorted(months)
    return Path(tuple(order), tuple(months[month] for month in order), shape, until if isinstance(until, int) else None)


def read_steps(value: Any) -> Path:
    """Levels that hold until the next date."""
    return dated(value, read_level, "step")


def read_ramp(value: Any) -> Path:
    """Levels with a straight line between two dates."""
    return dated(value, read_level, "ramp")


def read_number_steps(value: Any) -> Path:
    """Numbers that hold until the next date."""
    return dated(value, read_amount, "step")


def read_number_ramp(value: Any) -> Path:
    """Numbers with a straight line between two dates."""
    return dated(value, read_amount, "ramp")


def dated_schema(**bounds: float) -> dict[str, Any]:
    """How an editor is told of dated levels."""
    return {"type": "object", "patternProperties": {DATE_SCHEMA["pattern"]: number_schema(**bounds)},
            "properties": {"until": {"type": "string"}}, "additionalProperties": False}


Steps = Annotated[Path, PlainValidator(read_steps), WithJsonSchema(dated_schema(minimum=0, maximum=1))]
RampLevels = Annotated[Path, PlainValidator(read_ramp), WithJsonSchema(dated_schema(minimum=0, maximum=1))]
NumberSteps = Annotated[Path, PlainValidator(read_number_steps), WithJsonSchema(dated_schema())]
NumberRampLevels = Annotated[Path, PlainValidator(read_number_ramp), WithJsonSchema(dated_schema())]


class Ramp(Strict):
    """A slope between dated levels."""

    ramp: RampLevels
    until: DateOrEnd | None = None


class NumberRamp(Strict):
    """A slope between dated numbers."""

    ramp: NumberRampLevels
    until: DateOrEnd | None = None


class Start(Strict):
    """Where an instrument begins; its capital then moves it as it sees fit."""

    start: Level


class Bounds(Strict):
    """Bounds that the choice of a capital respects."""

    within: Any = Field(None, json_schema_extra={"type": "array", "minItems": 2, "maxItems": 2})
    floor: Level | None = None
    cap: Level | None = None
    since: Date | None = Field(None, alias="from")
    until: DateOrEnd | None = None

    def contradictions(self) -> Iterable[Wrong]:
        """`within` is a pair in order, and says the same as `floor` and `cap` together."""
        if self.within is None:
            if self.floor is not None and self.cap is not None and self.floor.low > self.cap.high:
                yield ("floor",), wrong("reversed", "the floor is above the cap", "the lower number is the floor")
            return
        if self.floor is not None or self.cap is not None:
            yield ("within",), wrong("two-forms", "`within` and `floor` or `cap` say the same", "keep one of them")
        if not isinstance(self.within, list) or len(self.within) != 2:
            yield ("within",), wrong("wrong-type", f"expected two levels instead of {shown(self.within)}", "write within: [0.2, 0.6]")
            return
        try:
            low, high = (read_level(level) for level in self.within)
        except PydanticCustomError as problem:
            yield ("within",), problem
            return
        if low.low > high.high:
            yield ("within",), wrong("reversed", f"{low.low:g} to {high.high:g} is out of order", "the lower level comes first")

    @property
    def ends(self) -> tuple[Amount | None, Amount | None]:
        """The floor and the cap."""
        if self.within is None:
            return self.floor, self.cap
        return read_level(self.within[0]), read_level(self.within[1])


def then_form(value: Any) -> str:
    """Which form a consequence has."""
    if isinstance(value, dict) and "ramp" in value:
        return "ramp"
    return "steps" if isinstance(value, dict) and any(DATE_LIKE.match(str(key)) for key in value) else "level"


Then = Annotated[
    Annotated[Level, Tag("<level>")] | Annotated[Steps, Tag("<steps>")] | Annotated[Ramp, Tag("<ramp>")],
    Discriminator(lambda value: f"<{then_form(value)}>"),
]


class Consequence(Strict):
    """What an instrument does once something has come about, and for how long."""

    then: Then
    until: Until | None = None
    months: Months | None = Field(None, alias="for")

    def contradictions(self) -> Iterable[Wrong]:
        """One way to end."""
        if self.until is not None and self.months is not None:
            yield ("for",), wrong("two-forms", "`until` and `for` both say when it ends", "keep one of them")


class Condition(Consequence):
    """A level from when a sentence comes true, in each world."""

    when: SentenceText


class Reaction(Consequence):
    """A level from when an event happens, in each world."""

    on: Words


def read_nothing(value: Any) -> Any:
    """A setting of no known form."""
    if isinstance(value, dict) and not value:
        raise wrong("empty-value", "the setting is empty", f"write {FORMS}")
    first = next(iter(value))
    raise wrong("unknown-setting", f"`{first}` begins no setting of an instrument", f"write {FORMS}")


Nothing = Annotated[Any, PlainValidator(read_nothing), WithJsonSchema({"not": {}})]
GUESS = frozenset({"low", "likely", "high", "value"})


def form(value: Any) -> str:
    """Which form a setting has, by its keys."""
    if isinstance(value, list):
        return "<several>"
    if not isinstance(value, dict) or GUESS & set(value):
        return "<level>"
    for key, name in (("when", "condition"), ("on", "reaction"), ("ramp", "ramp"), ("start", "start")):
        if key in value:
            return f"<{name}>"
    if {"within", "floor", "cap"} & set(value):
        return "<bounds>"
    return "<steps>" if any(DATE_LIKE.match(str(key)) for key in value) else "<nothing>"


One = TypeAliasType("One", Annotated[
    Annotated[Level, Tag("<level>")] | Annotated[Steps, Tag("<steps>")] | Annotated[Ramp, Tag("<ramp>")] | Annotated[Start, Tag("<start>")]
    | Annotated[Bounds, Tag("<bounds>")] | Annotated[Condition, Tag("<condition>")] | Annotated[Reaction, Tag("<reaction>")]
    | Annotated[Nothing, Tag("<nothing>")],
    Discriminator(form),
])
Setting = TypeAliasType("Setting", Annotated[
    Annotated[list[One], Tag("<several>")] | Annotated[One, Tag("<one>")],
    Discriminator(lambda value: "<several>" if isinstance(value, list) else "<one>"),
])


def driver_form(value: Any) -> str:
    """Which form a driver's path has."""
    return f"<{then_form(value)}>"


DriverPath = Annotated[
    Annotated[Annotated[Amount, PlainValidator(read_amount), WithJsonSchema(number_schema())], Tag("<level>")]
    | Annotated[NumberSteps, Tag("<steps>")] | Annotated[NumberRamp, Tag("<ramp>")],
    Discriminator(driver_form),
]


def several(setting: Any) -> list[Any]:
    """The parts of a setting."""
    return setting if isinstance(setting, list) else [setting]
