"""The small values of a scenario file, each with its own reader and its own words for what is wrong."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import PlainValidator, WithJsonSchema

from sim.rules.sentences import SentenceError, parse
from sim.scenario import names
from sim.scenario.numbers import between, read_amount, read_chance, read_confidence, read_number, shown, words, wrong
from sim.world.calendar import month_number
from sim.world.plan import Amount
from sim.world.state import driver_layout, state_layout

LONGEST = 600
"""Months that a scenario may last."""

MOST_WORLDS = 1_000_000
NAME = re.compile(r"^[a-z][a-z0-9_]*$")


def read_text(value: Any) -> str:
    """A text."""
    if not isinstance(value, str):
        raise wrong("wrong-type", f"expected a text instead of {shown(value)}", "put it in quotes" if not isinstance(value, dict | list) else "")
    if not value.strip():
        raise wrong("empty-value", "the text is empty", "write something, or take the line out")
    return value.strip()


def read_date(value: Any) -> int:
    """A month, as its number."""
    try:
        return month_number(value if isinstance(value, str) else "")
    except ValueError:
        raise wrong("bad-date", f"{shown(value)} is not a month", "write YYYY-MM, for example 2026-02") from None


def read_whole(value: Any, low: int, high: int, unit: str) -> int:
    """A whole number within bounds."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int):
        raise wrong("wrong-type", f"{shown(value)} is not a whole number", f"{unit} from {low} to {high:,}")
    if not low <= value <= high:
        raise wrong("out-of-range", f"{value:,} is out of range", f"allowed: {unit} from {low} to {high:,}")
    return value


def read_flag(value: Any) -> bool:
    """true or false; on and off as words are read too."""
    flags = {"true": True, "on": True, "yes": True, "false": False, "off": False, "no": False}
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.lower() in flags:
        return flags[value.lower()]
    raise wrong("wrong-type", f"expected true or false instead of {shown(value)}", "write true or false")


def read_sentence(value: Any) -> str:
    """A sentence about recorded quantities; dates are checked later, against the start."""
    text = read_text(value)
    try:
        parse(text, 0)
    except SentenceError as problem:
        offset = value.index(text)
        raise wrong("bad-sentence", problem.what, problem.remedy, problem.column + offset, problem.length) from None
    return text


def read_end(value: Any) -> int | str:
    """A month, or `end`."""
    return "end" if value == "end" else read_date(value)


def read_until(value: Any) -> int | str:
    """A month, `end`, or a sentence."""
    if value == "end" or (isinstance(value, str) and re.match(r"^\s*\d{4}-", value)) or not isinstance(value, str):
        return read_end(value)
    return read_sentence(value)


def read_level(value: Any) -> Amount:
    """A level of an instrument, 0 to 1."""
    return between(0, 1, value)


def read_ideology(value: Any) -> float:
    """-1 progressive to +1 conservative."""
    return between(-1, 1, read_number(value)).low


def read_share(value: Any) -> float:
    """A number from 0 to 1."""
    return between(0, 1, read_number(value)).low


def read_positive(value: Any) -> float:
    """A number that is not negative."""
    number = read_number(value)
    if number < 0:
        raise wrong("out-of-range", f"{number:g} is out of range", "allowed: 0 and more")
    return number


def read_key(value: Any) -> str:
    """A name for something of the story's own."""
    if not isinstance(value, str) or not NAME.match(value):
        raise wrong("bad-name", f"{shown(value)} cannot be a name here", "small letters, digits and _ , a letter first: snap_back")
    return value



def read_driver(value: Any) -> str:
    """The name of a driver."""
    if value not in driver_layout().rows:
        raise names.unknown("a driver", value, driver_layout().rows, "unknown-driver")
    return str(value)


def read_state(value: Any) -> str:
    """The name of a quantity that a story can begin with."""
    if value in names.instruments():
        capital = names.instruments()[value][0]
        raise wrong("not-a-state", f"`{value}` is an instrument", f"write under actors.{capital}: `{value.split('.')[0]}: {{start: ...}}`")
    if value not in state_layout().rows:
        raise names.unknown("a quantity of the state", value, state_layout().rows, "unknown-quantity")
    return str(value)


def read_parameter(value: Any) -> str:
    """The full name of a parameter."""
    if value not in names.parameters():
        raise names.unknown("a parameter", value, names.parameters(), "unknown-parameter")
    return str(value)


def read_one_of(value: Any, allowed: tuple[str, ...], kind: str, code: str = "unknown-name") -> str:
    """One of a few words."""
    if value not in allowed:
        raise names.unknown(kind, value, allowed, code)
    return str(value)


def number_schema(**bounds: float) -> dict[str, Any]:
    """How an editor is told of an amount."""
    points = {key: {"type": "number"} for key in ("low", "likely", "high")}
    cited = {"value": {}, "source": {"type": "string"}, "because": {"type": "string"}}
    guess = {"type": "object", "properties": points | cited, "additionalProperties": False}
    return {"anyOf": [{"type": "number", **bounds}, {"type": "string", "pattern": r"\.\."}, guess]}


DATE_SCHEMA = {"type": "string", "pattern": r"^\d{4}-(0[1-9]|1[0-2])$", "description": "a month, YYYY-MM"}
TEXT_SCHEMA = {"type": "string"}
SENTENCE_SCHEMA = {"type": "string", "description": "a sentence: mean(6) of seams.core <= start - 0.10 after month 12"}

Words = Annotated[str, PlainValidator(read_text), WithJsonSchema(TEXT_SCHEMA)]
Date = Annotated[int, PlainValidator(read_date), WithJsonSchema(DATE_SCHEMA)]
DateOrEnd = Annotated[int | str, PlainValidator(read_end), WithJsonSchema({"type": "string", "description": "a month, YYYY-MM, or end"})]
Until = Annotated[int | str, PlainValidator(read_until), WithJsonSchema({"type": "string", "description": "a month, end, or a sentence"})]
Months = Annotated[int, PlainValidator(lambda v: read_whole(v, 1, LONGEST, "months")), WithJsonSchema({"type": "integer", "minimum": 1})]
Delay = Annotated[int, PlainValidator(lambda v: read_whole(v, 0, LONGEST, "months")), WithJsonSchema({"type": "integer", "minimum": 0})]
Worlds = Annotated[int, PlainValidator(lambda v: read_whole(v, 1, MOST_WORLDS, "worlds")), WithJsonSchema({"type": "integer", "minimum": 1})]
Seed = Annotated[int, PlainValidator(lambda v: read_whole(v, 0, 2**53, "a seed")), WithJsonSchema({"type": "integer", "minimum": 0})]
Flag = Annotated[bool, PlainValidator(read_flag), WithJsonSchema({"type": "boolean"})]
Switch = Annotated[bool, PlainValidator(read_flag), WithJsonSchema({"enum": ["on", "off", True, False]})]
SentenceText = Annotated[str, PlainValidator(read_sentence), WithJsonSchema(SENTENCE_SCHEMA)]
Number = Annotated[Amount, PlainValidator(read_amount), WithJsonSchema(number_schema())]
Level = Annotated[Amount, PlainValidator(read_level), WithJsonSchema(number_schema(minimum=0, maximum=1))]
Chance = Annotated[Amount, PlainValidator(read_chance), WithJsonSchema({"anyOf": [number_schema(minimum=0, maximum=1), {"enum": list(words())}]})]
CONFIDENCE_SCHEMA = {"anyOf": [{"type": "number", "minimum": 0, "maximum": 1}, {"enum": list(words())}, {"type": "string", "pattern": r"%\s*$"}]}
Confidence = Annotated[str | float, PlainValidator(read_confidence), WithJsonSchema(CONFIDENCE_SCHEMA)]
Ideology = Annotated[float, PlainValidator(read_ideology), WithJsonSchema({"type": "number", "minimum": -1, "maximum": 1})]
Share = Annotated[float, PlainValidator(read_share), WithJsonSchema({"type": "number", "minimum": 0, "maximum": 1})]
Positive = Annotated[float, PlainValidator(read_positive), WithJsonSchema({"type": "number", "minimum": 0})]
Key = Annotated[str, PlainValidator(read_key), WithJsonSchema({"type": "string", "pattern": NAME.pattern})]
DriverName = Annotated[str, PlainValidator(read_driver), WithJsonSchema({"enum": list(driver_layout().rows)})]
StateName = Annotated[str, PlainValidator(read_state), WithJsonSchema({"enum": list(state_layout().rows)})]
ParameterName = Annotated[str, PlainValidator(read_parameter), WithJsonSchema({"enum": list(names.parameters())})]
Target = Annotated[str, PlainValidator(names.target), WithJsonSchema({"enum": list(names.targets())})]
Recorded = Annotated[str, PlainValidator(names.recorded), WithJsonSchema({"type": "string"})]
MechanismName = Annotated[str, PlainValidator(names.mechanism), WithJsonSchema({"type": "string"})]
