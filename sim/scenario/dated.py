"""Levels with dates: steps that hold until the next, a ramp between them; of instruments from 0 to 1, of drivers any number."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import Discriminator, PlainValidator, Tag, WithJsonSchema
from pydantic_core import PydanticCustomError

from sim.scenario.leaves import DATE_SCHEMA, DateOrEnd, number_schema, read_date, read_end, read_level
from sim.scenario.numbers import read_amount, shown, wrong
from sim.scenario.strict import Strict, Wrong, refuse
from sim.world.plan import Amount, Path

DATE_LIKE = re.compile(r"^\d{4}([-/. ]\d{1,2}([-/. ]\d{1,2})?)?$")


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


def dated_form(value: Any) -> str:
    """Whether something is a ramp, dated steps, or a number."""
    if isinstance(value, dict) and "ramp" in value:
        return "ramp"
    return "steps" if isinstance(value, dict) and any(DATE_LIKE.match(str(key)) for key in value) else "level"


def driver_form(value: Any) -> str:
    """Which form a driver's path has."""
    return f"<{dated_form(value)}>"


DriverPath = Annotated[
    Annotated[Annotated[Amount, PlainValidator(read_amount), WithJsonSchema(number_schema())], Tag("<level>")]
    | Annotated[NumberSteps, Tag("<steps>")] | Annotated[NumberRamp, Tag("<ramp>")],
    Discriminator(driver_form),
]
