"""docs/reference/parameters.md: every number of the model with its origin, and how many numbers stand on which grade."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from model_page import parameters
from shapes import bibliography, cite, number, one_a_line, page, span, table, within

from sim.world.actors import actor
from sim.world.axes import AXES, CAPITALS
from sim.world.numbers import GRADES, read_group, tables
from sim.world.numbers import table as config

Counts = dict[str, Counter[str]]


def render() -> str:
    """The whole page."""
    parts = [introduction(), counted(), *rules(), *preferences(), *postures(), *worlds(), *drivers(), leaders(), shocks()]
    return page("Every number", [*parts, "## Sources", bibliography()])


def introduction() -> str:
    """What the grades say."""
    lines = [f"- **{grade}**: {meaning}" for grade, meaning in GRADES.items()]
    both = "Two letters mean that both went into the number. Bold names are in the sensitivity set: runs draw them anew in every world."
    return "Each number has a grade that says what it rests on.\n\n" + "\n".join(lines) + "\n\n" + both


def counted() -> str:
    """How many numbers stand on which grade; a vector counts once per label, a posture once per level."""
    counts = counts_by_kind()
    found = set().union(*counts.values())
    columns = sorted(found, key=lambda grade: (["VKCJ".index(letter) for letter in grade.split("/")], len(grade)))
    everything: Counter[str] = sum(counts.values(), Counter())
    rows = [[kind, *(str(row[grade]) for grade in columns), str(row.total())] for kind, row in (counts | {"**all**": everything}).items()]
    alone = f"Of {everything.total()} numbers, {everything['J']} ({everything['J'] / everything.total():.0%}) stand on judgement alone."
    return "## How many stand on what\n\n" + alone + "\n\n" + table(["", *columns, "all"], rows)


def counts_by_kind() -> Counts:
    """Numbers per grade, by what kind of number they are."""
    counts: Counts = {
        "parameters of the rules": Counter(),
        "preferences": Counter(),
        "levels of postures": Counter(),
        "initial values": Counter(),
        "levels of drivers": Counter(),
        "leaders": Counter(),
        "sizes of noise": Counter(),
    }
    for name in tables("parameters"):
        tally(counts["parameters of the rules"], ((n.grade, n.value) for n in read_group(f"parameters/{name}.yaml")))
    for capital in CAPITALS:
        tally(counts["preferences"], ((n.grade, n.value) for n in read_group(f"actors/{capital}.yaml", "preferences")))
        tally(counts["levels of postures"], ((p.grade, p.levels) for p in actor(capital).postures.values()))
    for name in tables("worlds"):
        tally(counts["initial values"], ((e["grade"], e["value"]) for _, e in initial(name)))
    tally(counts["levels of drivers"], ((e["grade"], level) for e in config("drivers.yaml")["drivers"].values() for level in e["levels"].values()))
    who = config("leaders.yaml")
    for what in ("ideology", "policy_capacity"):
        tally(counts["leaders"], ((who[what]["grade"], leader[what]) for leader in who["leaders"]))
    tally(counts["sizes of noise"], ((noise_source()["grade"], sd) for _, sd in noises()))
    return counts


def tally(counter: Counter[str], entries: Iterable[tuple[str, Any]]) -> None:
    """Count each number under its grade; tuples and tables of numbers count once per number."""
    for grade, value in entries:
        letters = "/".join(sorted(str(grade).split("/"), key="VKCJ".index))
        counter[letters] += len(value) if isinstance(value, tuple | dict) else 1


def rules() -> Iterator[str]:
    """The parameters of the rules, group by group."""
    yield "## Parameters of the rules"
    for name in tables("parameters"):
        yield parameters(read_group(f"parameters/{name}.yaml"), f"`{name}.`")


def preferences() -> Iterator[str]:
    """The weights of the utilities."""
    yield "## Preferences of the capitals"
    for capital in CAPITALS:
        yield parameters(read_group(f"actors/{capital}.yaml", "preferences"), f"`{capital}.`")


def postures() -> Iterator[str]:
    """The levels of the postures; the matrices stand in the model page."""
    yield "## Postures"
    yield "The levels themselves stand in [the model](model.md#what-the-capitals-can-do)."
    found = [(capital, p) for capital in CAPITALS for p in actor(capital).postures.values()]
    rows = [[f"`{c}` {p.name}", f"plus or minus {number(p.spread)}", p.grade, cite(p.source, p.because), p.meaning] for c, p in found]
    yield table(["posture", "spread of the levels", "grade", "source or reason", "meaning"], rows)


def worlds() -> Iterator[str]:
    """The initial values of the dated worlds."""
    for name in tables("worlds"):
        yield f"## The world of {config(f'worlds/{name}.yaml')['title']}"
        found = list(initial(name))
        rows = [[f"`{row}`", each(e["value"], e["range"]), e["grade"], cite(e["source"], e.get("because", ""))] for row, e in found]
        yield table(["quantity or instrument", "value (range)", "grade", "source or reason"], rows)


def initial(world: str) -> Iterator[tuple[str, Any]]:
    """Every initial value of a world."""
    tables_of_world = config(f"worlds/{world}.yaml")
    for part in ("state", "instruments"):
        yield from tables_of_world[part].items()


def each(value: Any, ends: Any) -> str:
    """A value with its range, or one per label."""
    if not isinstance(value, dict):
        return within(value, *ends)
    return one_a_line(value, [(value[label], *(ends[label] if isinstance(ends, dict) else ends)) for label in value])


def drivers() -> Iterator[str]:
    """The dated levels of what comes from outside."""
    yield "## Drivers"
    yield "Linear between two dates, flat before the first and after the last."
    for name, entry in config("drivers.yaml")["drivers"].items():
        labels = AXES[entry["by"]] if "by" in entry else ("level",)
        rows = [[str(date), *spread(level, labels)] for date, level in entry["levels"].items()]
        origin = cite(entry["source"], entry.get("because", ""))
        yield f"`{name}` ({entry['unit']}): {entry['meaning']}. Range {span(*entry['range'])}. {entry['grade']}: {origin}"
        yield table(["month", *labels], rows)


def spread(level: Any, labels: tuple[str, ...]) -> list[str]:
    """One level per label, where one number stands for all."""
    return [number(level[label] if isinstance(level, dict) else level) for label in labels]


def leaders() -> str:
    """Who governed in Seoul."""
    who = config("leaders.yaml")
    rows = [[str(e["date"]), e["name"], number(e["ideology"]), number(e["policy_capacity"]), str(e["next_election"])] for e in who["leaders"]]
    origin = [f"`{w}` ({who[w]['unit']}): {who[w]['meaning']}. {who[w]['grade']}: {who[w]['because']}." for w in ("ideology", "policy_capacity")]
    return "## Leaders\n\n" + "\n\n".join(origin) + "\n\n" + table(["from", "who", "ideology", "policy capacity", "next election"], rows)


def shocks() -> str:
    """The size of a month's noise."""
    origin = noise_source()
    rows = [[f"`{name}`", number(sd)] for name, sd in noises()]
    low, high = origin["range_factor"]
    text = f"{origin['grade']}: {origin['because']}. Unit: {origin['unit']}. Stories multiply all of them by a factor of {span(low, high)}."
    return "## Noise\n\n" + text + "\n\n" + table(["quantity", "sd of a month"], rows)


def noise_source() -> Any:
    """The one origin of all sizes of noise."""
    return config("quantities.yaml")["noise_source"]


def noises() -> list[tuple[str, float]]:
    """The noisy quantities and the size of their shock."""
    found = config("quantities.yaml")["state"].items()
    return [(f"{name} (log)" if kind == "factor" else name, sd) for name, entry in found for kind, sd in entry.get("noise", {}).items()]
