"""Pages about the capitals: what they are, their instruments and postures; channels and seams."""

from __future__ import annotations

from sim.explain.config_lines import where
from sim.explain.english import capitalised, listed, sentence
from sim.explain.labels import axis_word
from sim.explain.labels import instrument as words_of
from sim.explain.manual import number, span
from sim.explain.number_origins import keys_of, origin
from sim.explain.page import Page, Section, item, page, section, text
from sim.explain.readers import read_by
from sim.explain.rule_pages import wants
from sim.scenario.names import instruments, without_capital
from sim.world.actors import Instrument, Posture, actor, rows_of
from sim.world.axes import AXES, CAPITALS
from sim.world.worlds import starting_world, world_names


def found(name: str) -> tuple[str, Instrument, list[str]]:
    """The capital, the instrument and the rows of a name: `pressure.culture`, `pressure`, `hedging.rhetoric`."""
    bare = without_capital(name)
    if bare in instruments():
        return (*instruments()[bare], [bare])
    capital, known = next((capital, i) for capital in CAPITALS for i in actor(capital).instruments if i.public == bare.removeprefix(f"{capital}."))
    return capital, known, list(rows_of(known))


def instrument(name: str) -> Page:
    """An instrument, whole or one channel of it: meaning, ends, level per posture, who reads it."""
    capital, known, rows = found(name)
    label = actor(capital).label
    what = words_of(rows[0]) if len(rows) == 1 else known.label.lower()
    place = where(f"actors/{capital}.yaml", "instruments", known.name)
    block = f"One for each {known.axis}: {', '.join(rows)}." if len(rows) > 1 else ""
    parts = [section("What it means", sentence(known.meaning), block),
             section("Its scale", item(f"0: {known.zero}."), item(f"1: {known.one}."), item("Unit: a level from 0 to 1.")),
             levels(capital, rows), opening(capital, rows), reading(rows[0]), section("Where it is defined", place)]
    facts = {"capital": capital, "meaning": known.meaning, "zero": known.zero, "one": known.one, "range": [0, 1], "unit": "level 0-1",
             "postures": {posture: {row: level_in(capital, entry, row) for row in rows} for posture, entry in actor(capital).postures.items()},
             "read_by": list(read_by(rows[0])), "where": place}
    return page("instrument", name, f"{label}'s {what}: an instrument", parts, **facts)


def level_in(capital: str, posture: Posture, row: str) -> float:
    """The level that a posture gives an instrument."""
    return posture.levels[actor(capital).rows.index(row)]


def levels(capital: str, rows: list[str]) -> Section:
    """The level that each posture of the capital gives an instrument."""
    lines = []
    for name, entry in actor(capital).postures.items():
        said = ", ".join((f"{axis_word(row.rpartition('.')[2])} " if len(rows) > 1 else "") + number(level_in(capital, entry, row)) for row in rows)
        place = where(f"actors/{capital}.yaml", "postures", name, "levels", rows[0])
        lines.append(item(f"{name}: {said}, plus or minus {number(entry.spread)}. {entry.meaning}. Grade {entry.grade}, {entry.source}. {place}"))
    return section(f"Its level in each posture of {actor(capital).label}", *lines)


def opening(capital: str, rows: list[str]) -> Section:
    """Where an instrument stands in each dated world."""
    lines = []
    for name in world_names():
        world = starting_world(name)
        for row in rows:
            entry = world.numbers[row]
            base = row if where(f"worlds/{name}.yaml", "instruments", row) != f"configs/worlds/{name}.yaml" else row.rpartition(".")[0]
            said = f"{number(entry.value)}, range {span(entry.low, entry.high)}, grade {entry.grade}, {entry.source}"
            because = f" ({entry.because})" if entry.because else ""
            lines.append(item(f"{world.title}, {words_of(row)}: {said}{because}. {where(f'worlds/{name}.yaml', 'instruments', base)}"))
    return section(f"Where {actor(capital).label} begins", *lines)


def reading(row: str) -> Section:
    """Who reads an instrument; a block is read as a whole."""
    whole = f"All that read `{row.rpartition('.')[0]}`, in this channel or in another:" if "." in row and row.startswith("pressure") else ""
    return section("Who reads it", whole, *(item(capitalised(who)) for who in read_by(row)))


def posture(name: str) -> Page:
    """A posture of a capital, given as CAPITAL.POSTURE."""
    capital, _, short = name.partition(".")
    entry = actor(capital).postures[short]
    place = where(f"actors/{capital}.yaml", "postures", short)
    lines = [item(f"{words_of(row)} (`{row}`): {number(level)}") for row, level in zip(actor(capital).rows, entry.levels, strict=True)]
    parts = [section("What it means", sentence(entry.meaning)),
             section("Its levels", text(f"Each is plausible by plus or minus {number(entry.spread)}."), *lines),
             section("Who says so", *origin(entry.grade, entry.source, entry.because)), section("Where it is defined", place),
             section("In stories", f"`actors: {{{capital}: {{posture: {short}}}}}` commits {actor(capital).label} to it; a mixture gives shares.")]
    rows = dict(zip(actor(capital).rows, entry.levels, strict=True))
    facts = {"capital": capital, "meaning": entry.meaning, "levels": rows, "spread": entry.spread, "grade": entry.grade,
             "sources": keys_of(entry.source), "because": entry.because, "where": place}
    return page("posture", name, f"{short.capitalize().replace('_', ' ')}: a posture of {actor(capital).label}", parts, **facts)


def hold(name: str) -> Page:
    """The last item of every menu."""
    said = "The capital keeps its present targets instead of taking a new posture. It is the last item of every menu."
    return page("posture", name, "Hold: the item of every menu that changes nothing", [section("What it means", said)], meaning=said)


def group(name: str) -> Page:
    """A group of instruments: the components of Seoul's hedging."""
    members = [(capital, known) for capital in CAPITALS for known in actor(capital).instruments if known.group == name]
    lines = [item(f"{known.label} (`{known.public}`): {known.meaning}. 0 {known.zero}, 1 {known.one}.") for _, known in members]
    place = where(f"actors/{members[0][0]}.yaml", "instruments")
    return page("instruments", name, f"{name.capitalize()}: a group of instruments of {actor(members[0][0]).label}",
                [section("Its parts", *lines), section("Where it is defined", place)], members=[known.public for _, known in members], where=place)


def capital(name: str) -> Page:
    """A capital: what it can do, the postures that it chooses from, what it wants."""
    someone = actor(name)
    place = where(f"actors/{name}.yaml")
    can = [item(f"{known.label} (`{known.public}`): {known.meaning}. 0 {known.zero}, 1 {known.one}.") for known in someone.instruments]
    menu = [item(f"{short}: {entry.meaning}. {where(f'actors/{name}.yaml', 'postures', short)}") for short, entry in someone.postures.items()]
    parts = [section("What it can do", *can), section("The postures that it chooses from", *menu, item("hold: keep the present targets.")),
             section("What it wants", *wants(name)), section("Where it is defined", place)]
    return page("capital", name, f"{someone.label}: a capital", parts, instruments=[known.public for known in someone.instruments],
                postures=list(someone.postures), where=place)


def channel(name: str) -> Page:
    """A channel of pressure."""
    said = f"A channel through which Beijing can press Seoul: {axis_word(name)}. Beijing sets `pressure.{name}`; what passes is `flow.{name}`, " \
           f"how far firms live without it `adaptation.{name}`, what has come back `recovery.{name}`."
    return page("channel", name, f"{capitalised(axis_word(name))}: a channel", [section("What it means", said), others("channel")], meaning=said)


def seam(name: str) -> Page:
    """A seam of policy."""
    said = f"A field of policy on which Seoul stands somewhere between Beijing's ideal (0) and Washington's (1): {axis_word(name)}. " \
           f"Its position is `seams.{name}`, where its interests would put it `seam_ideal.{name}`, what is sunk there `sunk_commitment.{name}`."
    return page("seam", name, f"{capitalised(axis_word(name))}: a seam", [section("What it means", said), others("seam")], meaning=said)


def others(axis: str) -> Section:
    """All labels of an axis."""
    return section(f"All {axis}s", listed(AXES[axis]))


