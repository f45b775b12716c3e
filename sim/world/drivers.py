"""What comes from outside, dated: the paths of the drivers, and who governs in Seoul when."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from sim.errors import ConfigError
from sim.world.axes import AXES
from sim.world.calendar import month_number
from sim.world.numbers import check_origin, table
from sim.world.plan import Amount, Leader, Path

REQUIRED = ("label", "unit", "meaning", "range", "grade", "source", "levels")


@cache
def driver_paths() -> Mapping[str, Path]:
    """The path of every row of the drivers by its public name (`war_demand`, `seam_ideal.taiwan`).

    Levels are linear between dates, flat before the first and after the last.
    Raises `ConfigError` where a driver lacks a unit, range, grade, source or level, or a level lies outside the range.
    """
    found: dict[str, Path] = {}
    for name, entry in table("drivers.yaml")["drivers"].items():
        check_driver(name, entry)
        labels = AXES[entry["by"]] if "by" in entry else (None,)
        found |= {f"{name}.{label}" if label else name: path_of(entry["levels"], label) for label in labels}
    return MappingProxyType(found)


def path_of(levels: Mapping[str, Any], label: str | None) -> Path:
    """Dated levels as a ramp; a level is a number, or one number per label."""
    months = tuple(month_number(date) for date in levels)
    amounts = tuple(Amount.exactly(level_at(level, label)) for level in levels.values())
    return Path(months, amounts, shape="ramp", reaches_back=True)


def level_at(level: Any, label: str | None) -> float:
    """One level, for one label."""
    return float(level[label] if isinstance(level, dict) else level)


def check_driver(name: str, entry: Mapping[str, Any]) -> None:
    """Refuse a driver that is not fully described, whose dates do not follow each other, or that leaves its range."""
    where = "configs/drivers.yaml"
    missing = [key for key in REQUIRED if entry.get(key) in (None, "")]
    if missing:
        raise ConfigError(f"the driver `{name}` has no {', '.join(missing)}", where=where)
    check_origin(name, entry, where)
    months = [month_number(date) for date in entry["levels"]]
    if months != sorted(set(months)):
        raise ConfigError(f"the dates of `{name}` do not follow each other", where=where)
    low, high = entry["range"]
    labels = AXES[entry["by"]] if "by" in entry else (None,)
    if not all(low <= level_at(level, label) <= high for level in entry["levels"].values() for label in labels):
        raise ConfigError(f"a level of `{name}` is outside its range {low} to {high}", where=where)


@cache
def leaders() -> tuple[Leader, ...]:
    """Who has governed in Seoul, in order of time."""
    data, where = table("leaders.yaml"), "configs/leaders.yaml"
    for name in ("ideology", "policy_capacity"):
        check_origin(name, data[name], where)
    return tuple(
        Leader(month_number(entry["date"]), float(entry["ideology"]), float(entry["policy_capacity"]),
               month_number(entry["next_election"]), int(entry.get("acting", 0)), entry["name"])
        for entry in data["leaders"]
    )
