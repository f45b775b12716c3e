"""Who reads what: which mechanisms, derived quantities, utilities and doctrines name a quantity, and what a mechanism names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import sim.rules
from sim.explain.english import listed
from sim.explain.labels import mechanism, spoken
from sim.explain.reading import Reader, Reading
from sim.rules.doctrines import DOCTRINES
from sim.rules.mechanisms import CODES
from sim.rules.recorded import attribute_of, quantities
from sim.scenario.names import instruments, without_capital
from sim.world.actors import actor
from sim.world.axes import CAPITALS
from sim.world.numbers import table

FOR_THE_READER = {"indices": "the indices of hedging and influence", "landscape": "the blocs", "ledger": "the ledger",
                  "leverage_matrix": "the matrix of leverage"}
"""What is computed for the reader alone, by its module."""

TABLES = ("state", "instruments", "drivers", "derived")


@cache
def readings() -> tuple[Reading, ...]:
    """Every name that the rules read."""
    reader = Reader()
    for path in sorted(Path(str(sim.rules.__file__)).parent.rglob("*.py")):
        reader.read(path)
    return tuple(reader.readings)


def module_of(reading: Reading) -> tuple[str, str]:
    """The folder and the name of the module that reads."""
    path = Path(reading.where.rpartition(":")[0])
    return path.parent.name, path.stem


@cache
def public_names() -> Mapping[str, Mapping[str, str]]:
    """The public name of every quantity by its name in code, table by table."""
    state, derived = table("quantities.yaml")["state"], table("quantities.yaml")["derived"]
    return {
        "state": {name.replace(".", "_"): name for name in state},
        "instruments": {i.name: i.public for capital in CAPITALS for i in actor(capital).instruments},
        "drivers": {name: name for name in table("drivers.yaml")["drivers"]},
        "derived": {attribute_of(name): name for name in derived},
    }


def code_name(name: str) -> tuple[str, str] | None:
    """The table and the name in code of a public name; None where the rules have no such field."""
    bare = without_capital(name.removeprefix("drivers."))
    whole = {public: (kind, code) for kind, names in public_names().items() for code, public in names.items()}
    return whole.get(bare) or whole.get(bare.rpartition(".")[0])


def read_by(name: str) -> Iterator[str]:
    """Who reads a quantity, an instrument or a driver, in words, each once."""
    wanted = code_name(name)
    found = [reading for reading in readings() if (reading.kind, reading.name) == wanted]
    yield from dict.fromkeys(reader for reading in found if (reader := spoken_reader(reading)))


def parameter_read_by(name: str) -> Iterator[str]:
    """Who reads a parameter, in words, each once."""
    group, short = name.split(".")[:2]
    found = [reading for reading in readings() if (reading.kind, reading.name) == (f"parameters.{group}", short)]
    yield from dict.fromkeys(reader for reading in found if (reader := spoken_reader(reading)))


def spoken_reader(reading: Reading) -> str:
    """A reader in words: a mechanism with its code, a derived quantity, a utility, a doctrine, a phase."""
    folder, module = module_of(reading)
    if folder == "mechanisms":
        return f"{mechanism(module)} ({CODES[module]})"
    if folder == "utilities":
        return f"what {actor(module).label} wants"
    if module == "derived":
        public = public_names()["derived"].get(reading.by)
        return spoken(public) if public in quantities() else reading.by.replace("_", " ")
    if folder == "doctrines" and module not in DOCTRINES:
        return "how capitals choose"
    if folder in ("doctrines", "phases"):
        return f"the {folder.removesuffix('s')} {module.replace('_', ' ')}"
    if folder == "diagnostics":
        return FOR_THE_READER[module]
    return reading.by.replace("_", " ") if module == "exposure" else ""


def reads(mechanism: str) -> dict[str, list[str]]:
    """What a mechanism reads, table by table, by public names; derived quantities without one by their name in code."""
    found: dict[str, list[str]] = {kind: [] for kind in TABLES}
    for reading in readings():
        if module_of(reading) == ("mechanisms", mechanism) and reading.kind in TABLES:
            name = public_names()[reading.kind].get(reading.name, reading.name)
            if name not in found[reading.kind]:
                found[reading.kind].append(name)
    return found


def said_of(names: list[str]) -> str:
    """Names of quantities in words, with the names themselves."""
    return listed(f"{words_of(name)} (`{name}`)" if words_of(name) != name else f"`{name}`" for name in names)


def words_of(name: str) -> str:
    """A public name in words; a block along an axis by its label."""
    if name in quantities() or name in instruments():
        return spoken(name)
    entries = {**table("quantities.yaml")["state"], **table("quantities.yaml")["derived"], **table("drivers.yaml")["drivers"]}
    return str(entries[name]["label"]).lower() if name in entries else name.replace("_", " ")
