"""What a story can say about one instrument: a level, a posture, a doctrine, dated steps, a ramp, bounds, a start, a condition, an event."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any

from pydantic import Discriminator, Field, PlainValidator, Tag, WithJsonSchema
from pydantic_core import PydanticCustomError
from typing_extensions import TypeAliasType

from sim.rules.doctrines import DOCTRINES
from sim.scenario.dated import DATE_LIKE, Ramp, Steps, dated_form
from sim.scenario.leaves import Date, DateOrEnd, Level, Months, SentenceText, Until, Words, read_level, read_one_of
from sim.scenario.numbers import inside, shown, wrong
from sim.scenario.postures import CHOSEN, PostureOrMixture, level_of
from sim.scenario.strict import Strict, Wrong
from sim.world.plan import Amount

APART = ("reactive", "scripted")
"""The doctrines that one instrument can follow by itself: they set each row by its own. The others weigh whole postures."""

FORMS = ("a level (0.6), dated steps {2026-02: 0.6}, {ramp: {...}}, {within: [0.2, 0.6]}, {start: 0.5}, {when: ..., then: ...}, "
         "{on: EVENT, then: ...}, {posture: NAME}, {doctrine: reactive}, chosen")


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
        levels = []
        for place, level in enumerate(self.within):
            try:
                levels.append(read_level(level))
            except PydanticCustomError as problem:
                yield ("within",), inside(problem, place)
        if len(levels) > 1 and levels[0].low > levels[1].high:
            yield ("within",), wrong("reversed", f"{levels[0].low:g} to {levels[1].high:g} is out of order", "the lower level comes first")

    @property
    def ends(self) -> tuple[Amount | None, Amount | None]:
        """The floor and the cap."""
        if self.within is None:
            return self.floor, self.cap
        return read_level(self.within[0]), read_level(self.within[1])


class AsPosture(Strict):
    """The level that a posture of its capital, or a mixture of some, gives an instrument."""

    posture: PostureOrMixture


def read_apart(value: Any) -> str:
    """A doctrine that an instrument can follow by itself."""
    name = read_one_of(value, tuple(DOCTRINES), "a doctrine", "unknown-doctrine")
    if name not in APART:
        remedy = f"one instrument alone can be {' or '.join(APART)}; committed is said by a level or a posture: {{posture: NAME}}"
        raise wrong("not-for-an-instrument", f"one instrument cannot be {name} by itself", remedy)
    return name


RowDoctrine = Annotated[str, PlainValidator(read_apart), WithJsonSchema({"enum": list(APART)})]


class Apart(Strict):
    """A doctrine that one instrument follows by itself, while its capital follows its own."""

    doctrine: RowDoctrine


def read_chosen(value: Any) -> str:
    """`chosen`: nothing is said of the instrument."""
    return CHOSEN


Chosen = Annotated[str, PlainValidator(read_chosen), WithJsonSchema({"const": CHOSEN})]


def then_form(value: Any) -> str:
    """Which form a consequence has."""
    return "posture" if isinstance(value, dict) and "posture" in value else dated_form(value)


Then = Annotated[
    Annotated[Level, Tag("<level>")] | Annotated[Steps, Tag("<steps>")] | Annotated[Ramp, Tag("<ramp>")] | Annotated[AsPosture, Tag("<posture>")],
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
    for key, name in (("when", "condition"), ("on", "reaction"), ("ramp", "ramp"), ("start", "start"), ("posture", "posture"), ("doctrine", "apart")):
        if key in value:
            return f"<{name}>"
    if {"within", "floor", "cap"} & set(value):
        return "<bounds>"
    return "<steps>" if any(DATE_LIKE.match(str(key)) for key in value) else "<nothing>"


One = TypeAliasType("One", Annotated[
    Annotated[Level, Tag("<level>")] | Annotated[Steps, Tag("<steps>")] | Annotated[Ramp, Tag("<ramp>")] | Annotated[Start, Tag("<start>")]
    | Annotated[Bounds, Tag("<bounds>")] | Annotated[Condition, Tag("<condition>")] | Annotated[Reaction, Tag("<reaction>")]
    | Annotated[AsPosture, Tag("<posture>")] | Annotated[Apart, Tag("<apart>")] | Annotated[Nothing, Tag("<nothing>")],
    Discriminator(form),
])
Setting = TypeAliasType("Setting", Annotated[
    Annotated[list[One], Tag("<several>")] | Annotated[Chosen, Tag("<chosen>")] | Annotated[One, Tag("<one>")],
    Discriminator(lambda value: "<several>" if isinstance(value, list) else "<chosen>" if value == CHOSEN else "<one>"),
])


def several(setting: Any) -> list[Any]:
    """The parts of a setting; none where the capital shall choose."""
    if setting == CHOSEN:
        return []
    return setting if isinstance(setting, list) else [setting]


def levelled(part: Any, capital: str, row: str) -> Any:
    """A part of a setting with the level of an instrument in the place of a posture."""
    if isinstance(part, list):
        return [levelled(one, capital, row) for one in part]
    if isinstance(part, AsPosture):
        return level_of(capital, row, part.posture)
    if isinstance(part, Consequence) and isinstance(part.then, AsPosture):
        return part.model_copy(update={"then": level_of(capital, row, part.then.posture)})
    return part
