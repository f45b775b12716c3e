"""Theatres: other pairs of capitals in the roles of Seoul and Beijing, each a folder of `configs/theatres/`, or of `theatres/` here.

`theatre.yaml` gives names, parameters and what plays; `world.yaml` a dated world that says only in what it differs from another one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from sim.errors import ConfigError, unknown_name
from sim.world.axes import CAPITALS, CHANNELS, SEAMS
from sim.world.calendar import month_number
from sim.world.drivers import driver_paths
from sim.world.numbers import Number, read_number, table
from sim.world.parameters import catalogue
from sim.world.theatre_files import TABLE, OwnTable, own_table, theatre_folder
from sim.world.worlds import StartingWorld, by_row, described_instruments, described_state, starting_world, values

Facts = Callable[[str, str], dict[str, Any]]

ROLES = {"capitals": CAPITALS, "channels": CHANNELS, "seams": SEAMS}
"""What can be played by something else, by the key of the file."""

NAMES = re.compile(r"[A-Za-z_]\w*(?:\.\w+)*")
"""A word of a text, or a name with dots."""

KNOWN = frozenset({"title", "capitals", "channels", "seams", "words", "outside", "plays", "frozen", "parameters", "drivers"})


@dataclass(frozen=True)
class Pair:
    """A pair of capitals in the roles of Seoul and Beijing.

    `aliases` maps the theatre's own names to the model's (`salmon` to `retail`), `words` the model's words to its own, for texts.
    `plays` are the mechanisms that play, `frozen` those that stand still for want of data, each with the reason; the rest is off,
    because it is about the capitals that stand `outside`. `closed` are the channels that the theatre does not have.
    """

    name: str
    title: str
    world: StartingWorld
    aliases: Mapping[str, str]
    words: Mapping[str, str]
    outside: tuple[str, ...]
    plays: tuple[str, ...]
    frozen: Mapping[str, str]
    parameters: Mapping[str, Number]
    drivers: Mapping[str, Number]
    closed: tuple[str, ...]

    def own_name(self, name: str) -> str:
        """A name of the model in the theatre's words: `flow.retail` -> `flow.salmon`."""
        return translated(name, {role: alias for alias, role in self.aliases.items()})

    def own_words(self, text: str) -> str:
        """A text of the model in the theatre's words: names with dots part by part, other words as they stand in `words`."""
        for several in (words for words in self.words if " " in words):
            text = text.replace(several, self.words[several])
        return NAMES.sub(lambda found: self.own_name(found[0]) if "." in found[0] else self.words.get(found[0], found[0]), text)


def theatre(name: str) -> Pair:
    """A theatre by its name; raises `UsageError` for a name that no folder has, `ConfigError` where it is not fully described."""
    return read_theatre(theatre_folder(name).resolve())


@cache
def read_theatre(folder: Path) -> Pair:
    """A theatre from its folder."""
    name, told = folder.name, own_table(folder / TABLE)
    data = told.said
    check_keys(told)
    aliases = dict(played(told))
    parameters = {number.name: number for number in own_numbers(told, "parameters", aliases, parameter_facts)}
    drivers = {number.name: number for number in own_numbers(told, "drivers", aliases, driver_facts)}
    open_channels = {entry["plays"] for entry in data["channels"].values()}
    return Pair(name, data["title"], world_of(folder, aliases), MappingProxyType(aliases), MappingProxyType(dict(own_words(data))),
                tuple(data["outside"]), tuple(data["plays"]), MappingProxyType(dict(data["frozen"])), MappingProxyType(parameters),
                MappingProxyType(drivers), tuple(channel for channel in CHANNELS if channel not in open_channels))


def pair_of(story: Mapping[str, Any]) -> Pair | None:
    """The theatre of a story as it was composed; None for one of Seoul and Beijing."""
    return theatre(str(story["theatre"])) if "theatre" in story else None


def usual_parameters(story: Mapping[str, Any]) -> str:
    """Where the parameters of a story as it was composed come from if it does not say: fitted ones between Seoul and Beijing,
    those that no past was asked about in another theatre."""
    return "wide" if "theatre" in story else "calibrated_2016_2019"


def speaker(story: Mapping[str, Any]) -> Callable[[str], str] | None:
    """How texts about a story are put into the words of its theatre, the story's own words left alone; None where it has no theatre."""
    pair = pair_of(story)
    if pair is None:
        return None
    told = sorted((text for text in texts(story) if pair.own_words(text) != text), key=len, reverse=True)

    def spoken(text: str) -> str:
        own = next((words for words in told if words in text), None)
        return pair.own_words(text) if own is None else own.join(map(spoken, text.split(own)))

    return spoken


def texts(value: Any) -> Iterator[str]:
    """Every text of several words in a tree of plain values."""
    if isinstance(value, str) and " " in value:
        yield " ".join(value.split())
    for entry in value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else ():
        yield from texts(entry)


def in_own_words(text: str, pair: Pair | None) -> str:
    """A text of the model in the words of a theatre; as it is where there is none."""
    return pair.own_words(text) if pair else text


def check_keys(told: OwnTable) -> None:
    """Refuse a key that says nothing here, a key that is missing, a capital that does not exist."""
    strange = [key for key in told.said if key not in KNOWN]
    if strange:
        raise misnamed("a setting of a theatre", strange[0], KNOWN, told.at(strange[0]))
    told.need("title", "capitals", "channels", "outside", "plays", "frozen")
    for capital in told.said["outside"]:
        if capital not in CAPITALS:
            raise misnamed("a capital", capital, CAPITALS, told.at("outside"))


def misnamed(kind: str, name: str, known: Iterable[str], where: str) -> ConfigError:
    """The error for a name that does not exist, with the nearest one."""
    wrong = unknown_name(kind, name, known)
    return ConfigError(wrong.what, where=where, remedy=wrong.remedy)


def played(told: OwnTable) -> Iterator[tuple[str, str]]:
    """Every name of the theatre with the name of the model that it stands for."""
    taken = {name for names in ROLES.values() for name in names}
    for kind, roles in ROLES.items():
        for name, entry in told.said.get(kind, {}).items():
            if entry.get("plays") not in roles:
                raise misnamed(f"one of the {kind} of the model", str(entry.get("plays")), roles, told.at(name))
            if name in taken and name != entry["plays"]:
                raise ConfigError(f"`{name}` is a name of the model already", where=told.at(name), remedy="choose another name")
            taken.add(name)
            yield name, entry["plays"]


def own_words(data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Words of the model's texts with what stands there instead: labels of the three kinds, then the other words."""
    for kind in ROLES:
        for name, entry in data.get(kind, {}).items():
            role, label = entry["plays"], entry.get("label", name.replace("_", " "))
            yield role, label if "_" not in role else name
            yield role.capitalize(), label[:1].upper() + label[1:]
    yield from data.get("words", {}).items()


def translated(name: str, aliases: Mapping[str, str]) -> str:
    """A name with dots in other words: `flow.salmon` -> `flow.retail`."""
    return ".".join(aliases.get(part, part) for part in name.split("."))


def own_numbers(told: OwnTable, kind: str, aliases: Mapping[str, str], facts: Facts) -> Iterator[Number]:
    """Numbers that the theatre gives, by the model's names; unit and meaning are the model's where it gives none."""
    for said, entry in told.said.get(kind, {}).items():
        name = translated(said, aliases)
        yield read_number(name, facts(name, told.at(said)) | entry, told.at(said))


def parameter_facts(name: str, where: str) -> dict[str, Any]:
    """Unit and meaning of a parameter, or of its number for one label."""
    whole = name if name in catalogue() else name.rpartition(".")[0]
    if whole not in catalogue() or (whole == name and catalogue()[whole].axis):
        raise misnamed("a parameter, or its number for one channel or seam,", name, catalogue(), where)
    return {"unit": catalogue()[whole].unit, "meaning": catalogue()[whole].meaning}


def driver_facts(name: str, where: str) -> dict[str, Any]:
    """Unit and meaning of a driver."""
    if name not in driver_paths():
        raise misnamed("a driver", name, driver_paths(), where)
    entry = table("drivers.yaml")["drivers"][name.partition(".")[0]]
    return {"unit": entry["unit"], "meaning": entry["meaning"]}


def world_of(folder: Path, aliases: Mapping[str, str]) -> StartingWorld:
    """The world of a theatre: what its table gives, over the world that it is based on."""
    told = own_table(folder / "world.yaml")
    told.need("title", "date", "base")
    base = starting_world(told.said["base"])
    state = inherited(told, "state", described_state(), (aliases, {row: base.numbers[row] for row in base.state}))
    instruments = inherited(told, "instruments", described_instruments(), (aliases, {row: base.numbers[row] for row in base.instruments}))
    return StartingWorld(folder.name, told.said["title"], month_number(told.said["date"]), values(state), values(instruments),
                         MappingProxyType(state | instruments))


def inherited(told: OwnTable, kind: str, described: Mapping[str, Any], below: tuple[Mapping[str, str], Mapping[str, Number]]) -> dict[str, Number]:
    """The numbers of every row: as the base has them, or as the table gives them, whole or for one label."""
    aliases, base = below
    found = dict(base)
    for said, entry in told.said.get(kind, {}).items():
        name = translated(said, aliases)
        whole = name if name in described else name.rpartition(".")[0]
        if whole not in described or (name != whole and name not in base):
            own = {role: alias for alias, role in aliases.items()}
            raise misnamed("a quantity or an instrument", said, [translated(known, own) for known in (*described, *base)], told.at(said))
        facts = {key: value for key, value in described[whole].items() if name == whole or key != "by"}
        found |= {number.name: number for number in by_row(read_number(name, facts | entry, told.at(said)))}
    return found
