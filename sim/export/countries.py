"""Country-months and dyad-months, with the codes by which data sets of world politics are joined."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from sim.export import meanings
from sim.export.columns import Column, Table, plain
from sim.export.tables import DATE, MONTH, STATISTIC, category, month_ends
from sim.results.result import Result
from sim.results.tables import STATISTICS
from sim.results.values import Fan
from sim.world.actors import actor
from sim.world.axes import CAPITALS
from sim.world.calendar import MONTHS
from sim.world.numbers import table
from sim.world.theatres import pair_of, speaker

ENDS = {"mean": "", STATISTICS[3]: f"_{STATISTICS[3]}", STATISTICS[-1]: f"_{STATISTICS[-1]}"}
"""What stands of a variable in a wide table: the mean under its own name, and the ends of the band that holds 90 % of the worlds."""

MONTH_OF_YEAR = Column("month_of_year", "Month of the year", "1 January to 12 December", "number", 1, 12, of="date")

TIME = (DATE, Column("year", "Year", "The calendar year", "year", of="date"), MONTH_OF_YEAR, MONTH)

CODES = {
    "capital": ("Capital", "The capital, as stories name it"), "country": ("Country", "The country"),
    "iso3": ("ISO code", "Three letters of ISO 3166-1"), "ccode": ("COW number", "Country number of the Correlates of War"),
    "stateabb": ("COW abbreviation", "Abbreviation of the Correlates of War"),
}
"""What names a country, with label and meaning."""


@dataclass(frozen=True)
class Seen:
    """A recorded quantity as a variable of one country or of a directed pair."""

    about: tuple[str, ...]
    variable: Column
    quantity: str


def country_month(result: Result, wide: bool) -> Table:
    """What is recorded about each country: a row per variant, country and month, or one per variable besides."""
    title = "What is recorded about each country, by month"
    return of_units(result, ("country_month", title), [one for one in of_countries(result) if here(result, one)], wide)


def dyad_month(result: Result, wide: bool) -> Table:
    """What is recorded about each directed pair of countries: a row per variant, pair and month, or one per variable besides."""
    title = "What is recorded about each pair of countries, the first toward the second, by month"
    return of_units(result, ("dyad_month", title), [one for one in of_dyads(result) if here(result, one)], wide)


def here(result: Result, seen: Seen) -> bool:
    """Whether the result has the quantity and its theatre the capitals."""
    pair = pair_of(result.scenario)
    return seen.quantity in result.quantities and not (pair and set(seen.about) & set(pair.outside))


def of_countries(result: Result) -> Iterator[Seen]:
    """Every quantity about one country."""
    said, words = table("export/country_month.yaml"), speaker(result.scenario) or str
    for capital in CAPITALS:
        for name, entry in said["each"].items():
            quantity = entry["name"].format(capital=capital)
            if quantity in result.quantities:
                yield Seen((capital,), meanings.quantity(result, quantity).called(name, words(entry["label"]), words(entry["meaning"])), quantity)
        blocks = (*said["own"][capital], *actor(capital).rows)
        for name in (name for name in result.quantities if name in blocks or in_block(name, blocks)):
            yield Seen((capital,), meanings.quantity(result, name).called(plain(name)), name)


def in_block(name: str, blocks: tuple[str, ...]) -> bool:
    """Whether a quantity belongs to a block that is named as a whole: `seams.taiwan` to `seams`."""
    return name.partition(".")[0] in blocks


def of_dyads(result: Result) -> Iterator[Seen]:
    """Every quantity about two countries, in the directions in which it is read."""
    words = speaker(result.scenario) or str
    for name, entry in table("export/dyad_month.yaml").items():
        for quantity, about in entry["pairs"].items():
            if quantity not in result.quantities:
                continue
            variable = meanings.quantity(result, quantity).called(name, words(entry["label"]), words(entry["meaning"]))
            for pair in (about, about[::-1]) if entry.get("both_ways") else (about,):
                yield Seen(tuple(pair), variable, quantity)


def of_units(result: Result, named: tuple[str, str], seen: list[Seen], wide: bool) -> Table:
    """The table of some units, countries or pairs, over variants and months."""
    variant, variables = meanings.variants(result), {one.variable.name: one.variable for one in seen}
    units = list(dict.fromkeys(one.about for one in seen))
    keys = {"variant": variant} | {column.name: column for column in (*code_columns(result, units), *TIME)}
    build = wide_rows if wide else long_rows
    frame = pd.concat([build(result, info.name, about, [one for one in seen if one.about == about]) for info in result.variants for about in units],
                      ignore_index=True)
    if wide:
        keys |= {column.name: column for one in variables.values() for column in spread(one)}
        keys |= {column.name: column for column in posture_columns() if column.name in frame}
    else:
        keys |= {"variable": Column("variable", "Variable", "What is recorded", source="configs/export", values=variables)} | STATISTIC
        frame["variable"] = category(frame["variable"], list(variables))
    frame["variant"] = category(frame["variant"], list(variant.values))
    unit = tuple(name for name in keys if name.startswith("capital"))
    return Table(*named, frame.reindex(columns=list(keys)), tuple(keys.values()), ("variant", *unit, "date", *(() if wide else ("variable",))))


def spread(column: Column) -> Iterator[Column]:
    """A variable of a wide table: its mean, and the ends of its band."""
    for statistic, ending in ENDS.items():
        known = STATISTIC[statistic]
        yield column.called(column.name + ending, f"{column.label}: {known.label.lower()}" if ending else "", f"{column.meaning}. {known.meaning}")


def wide_rows(result: Result, variant: str, about: tuple[str, ...], seen: list[Seen]) -> pd.DataFrame:
    """The months of one unit, a column per variable."""
    found = head_of(result, variant, about)
    for one in seen:
        numbers = in_order(result.fan(variant, one.quantity))
        found |= {one.variable.name + ending: numbers[statistic] for statistic, ending in ENDS.items()}
    if len(about) == 1:
        found |= posture_of(result, variant, about[0])
    return pd.DataFrame(found)


def long_rows(result: Result, variant: str, about: tuple[str, ...], seen: list[Seen]) -> pd.DataFrame:
    """The months of one unit, a row per variable."""
    return pd.concat([pd.DataFrame(head_of(result, variant, about) | {"variable": one.variable.name} | in_order(result.fan(variant, one.quantity)))
                      for one in seen], ignore_index=True)


def in_order(fan: Fan) -> dict[str, Any]:
    """The numbers of a quantity by the names of their columns, as exact as they are kept."""
    numbers = (fan.mean, fan.sd, fan.error, *fan.quantiles.values())
    return {name: values.astype(np.float32) for name, values in zip(STATISTICS, numbers, strict=True)}


def head_of(result: Result, variant: str, about: tuple[str, ...]) -> dict[str, Any]:
    """The columns that say what a row is about."""
    months = np.arange(result.start - 1, result.start + result.months)
    calendar = {"date": month_ends(result.dates), "year": months // MONTHS, "month_of_year": months % MONTHS + 1}
    found: dict[str, Any] = {"variant": variant}
    for place, capital in enumerate(about, start=1):
        found |= {numbered(code, place, about): value for code, value in codes(result, capital).items()}
    return found | calendar | {"month": np.arange(len(months), dtype=np.int32)}


def numbered(code: str, place: int, about: tuple[str, ...]) -> str:
    """The name of a code's column: `iso3` of a country, `iso31` and `iso32` would be read wrongly, so `iso3_1`; COW's own are `ccode1`."""
    if len(about) == 1:
        return code
    return f"{code}{place}" if code in ("ccode", "stateabb") else f"{code}_{place}"


def codes(result: Result, capital: str) -> dict[str, Any]:
    """How a country is known; empty where no table has it."""
    pair = pair_of(result.scenario)
    own = pair.own_name(capital) if pair else capital
    entry: Mapping[str, Any] = table("export/countries.yaml").get(own, {})
    known = {"ccode": entry.get("cow", np.nan), "stateabb": entry.get("abbreviation", "")}
    return {"capital": own, "country": entry.get("country", ""), "iso3": entry.get("iso3", "")} | known


def code_columns(result: Result, units: list[tuple[str, ...]]) -> Iterator[Column]:
    """The columns of the codes, with the countries that stand in them."""
    for place in range(1, len(units[0]) + 1):
        there = [codes(result, about[place - 1]) for about in dict.fromkeys(units)]
        for code, (label, meaning) in CODES.items():
            values = {str(one[code]): Column(str(one[code]), str(one["country"])) for one in there if one["country"]}
            side = "" if len(units[0]) == 1 else ", first of the pair" if place == 1 else ", second of the pair"
            unit = "number of a country" if code == "ccode" else ""
            yield Column(numbered(code, place, units[0]), label + side, meaning + side, unit, source="configs/export/countries.yaml",
                         values=values if code != "country" else {}, of=numbered("capital", place, units[0]) if code != "capital" else "")


def posture_columns() -> tuple[Column, ...]:
    """The posture in force, in words."""
    return (Column("posture", "Posture", "The posture that is in force in most worlds", source="configs/actors"),
            Column("posture_share", "Share of the posture", "In which share of the worlds that posture is in force", "share", 0, 1, "configs/actors"))


def posture_of(result: Result, variant: str, capital: str) -> dict[str, Any]:
    """The posture that most worlds have in each month, and how many have it; nothing where no posture was recorded."""
    menu = [item for item in actor(capital).menu if f"posture.{capital}.{item}" in result.quantities]
    if not menu:
        return {}
    shares = np.stack([result.fan(variant, f"posture.{capital}.{item}").mean for item in menu])
    return {"posture": np.array(menu)[shares.argmax(axis=0)], "posture_share": shares.max(axis=0).astype(np.float32)}
