"""Reads `configs/`: every number with its unit, range, meaning, grade and source, or not at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml

from sim.errors import ConfigError
from sim.world.axes import AXES

GRADES = {
    "V": "a source was looked up",
    "K": "from the published literature or well-known statistics, not re-checked",
    "C": "calibrated by hand to a stylised fact",
    "J": "modeller's judgement",
}
"""What an evidence grade says. A grade of two letters (`J/V`) means that both went into it."""

REQUIRED = ("value", "range", "unit", "meaning", "grade", "source")
KNOWN = (*REQUIRED, "because", "group", "by")


@dataclass(frozen=True)
class Number:
    """One number of the model, with everything a reader may ask of it.

    `value`, `low` and `high` are floats, or tuples along `axis` (channel or seam).
    """

    name: str
    value: float | tuple[float, ...]
    low: float | tuple[float, ...]
    high: float | tuple[float, ...]
    unit: str
    meaning: str
    grade: str
    source: str
    because: str = ""
    group: str = "structure"
    axis: str | None = None


@cache
def table(path: str) -> Any:
    """A YAML table of `configs/`, by its path below that folder; read once."""
    text = resources.files("sim.configs").joinpath(path).read_text(encoding="utf-8")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(text, Loader=loader)


@cache
def tables(folder: str) -> tuple[str, ...]:
    """The names of the YAML tables in a folder of `configs/`, without the ending, in order."""
    entries = resources.files("sim.configs").joinpath(folder).iterdir()
    return tuple(sorted(entry.name[:-5] for entry in entries if entry.name.endswith(".yaml")))


@cache
def sources() -> Mapping[str, Any]:
    """The bibliography, by key; raises `ConfigError` where two tables give the same key."""
    found: dict[str, Any] = {}
    for name in tables("sources"):
        entries = table(f"sources/{name}.yaml")
        twice = sorted(set(found) & set(entries))
        if twice:
            raise ConfigError(f"the source {twice[0]} stands twice", where=f"configs/sources/{name}.yaml")
        found |= entries
    return found


def read_number(name: str, entry: Any, where: str) -> Number:
    """One number from its entry; raises `ConfigError` where something that it needs is missing."""
    if not isinstance(entry, dict):
        raise ConfigError(f"`{name}` is a bare value", where=where, remedy=f"give it {', '.join(REQUIRED)}")
    missing = [key for key in REQUIRED if entry.get(key) is None or entry.get(key) == ""]
    if missing:
        raise ConfigError(f"`{name}` has no {', '.join(missing)}", where=where, remedy="every number needs all of: " + ", ".join(REQUIRED))
    strange = [key for key in entry if key not in KNOWN]
    if strange:
        raise ConfigError(f"`{name}` has the unknown entry `{strange[0]}`", where=where, remedy="known: " + ", ".join(KNOWN))
    check_origin(name, entry, where)
    axis = entry.get("by")
    low, high = spans(name, entry["range"], axis, where)
    number = Number(
        name, along(name, entry["value"], axis, where), low, high, str(entry["unit"]), str(entry["meaning"]),
        str(entry["grade"]), str(entry["source"]), str(entry.get("because", "")), str(entry.get("group", "structure")), axis,
    )
    check_range(number, where)
    return number


def check_origin(name: str, entry: Mapping[str, Any], where: str) -> None:
    """Refuse an unknown grade, an unknown source, or a judgement without its reason."""
    if not set(str(entry["grade"]).split("/")) <= set(GRADES):
        raise ConfigError(f"`{name}` has the unknown grade {entry['grade']}", where=where, remedy="grades: " + ", ".join(GRADES))
    if entry["source"] == "judgement":
        if not entry.get("because"):
            raise ConfigError(f"`{name}` is a judgement without a reason", where=where, remedy="add `because:`")
    elif any(key not in sources() for key in str(entry["source"]).split(", ")):
        raise ConfigError(f"`{name}` cites the unknown source {entry['source']}", where=where, remedy="add it to a table in configs/sources/")


def along(name: str, value: Any, axis: str | None, where: str) -> float | tuple[float, ...]:
    """A number, or one number per label of an axis."""
    if axis is None:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise ConfigError(f"`{name}` is not a number: {value!r}", where=where)
        return float(value)
    if isinstance(value, dict):
        if set(value) != set(AXES[axis]):
            raise ConfigError(f"`{name}` must name each of: {', '.join(AXES[axis])}", where=where)
        return tuple(float(value[label]) for label in AXES[axis])
    return tuple(float(value) for _ in AXES[axis])


def spans(name: str, span: Any, axis: str | None, where: str) -> tuple[Any, Any]:
    """The low and the high end of a plausible range."""
    if isinstance(span, dict):
        return tuple(float(span[k][0]) for k in AXES[axis or ""]), tuple(float(span[k][1]) for k in AXES[axis or ""])
    if not (isinstance(span, list) and len(span) == 2):
        raise ConfigError(f"`{name}` needs a range [low, high]", where=where)
    return along(name, span[0], axis, where), along(name, span[1], axis, where)


def check_range(number: Number, where: str) -> None:
    """Refuse a value outside its own plausible range."""
    values = number.value if isinstance(number.value, tuple) else (number.value,)
    lows = number.low if isinstance(number.low, tuple) else (number.low,)
    highs = number.high if isinstance(number.high, tuple) else (number.high,)
    if not all(low <= value <= high for low, value, high in zip(lows, values, highs, strict=True)):
        raise ConfigError(f"`{number.name}` = {number.value} is outside its range {number.low} to {number.high}", where=where)


def read_group(path: str, key: str = "numbers") -> Iterator[Number]:
    """Every number of one table, in order."""
    where = f"configs/{path}"
    for name, entry in table(path)[key].items():
        yield read_number(name, entry, where)


@cache
def setting(path: str, name: str) -> float:
    """One single number of a table, whose numbers stand under `numbers` or at the top; read once."""
    entries = table(path)
    return value_of(name, entries.get("numbers", entries)[name], path)


def value_of(name: str, entry: Any, path: str) -> float:
    """The value of an entry that is one number."""
    value = read_number(name, entry, f"configs/{path}").value
    assert isinstance(value, float)
    return value
