"""What a story says of one instrument or driver, in English: levels, dated steps, ramps, bounds, conditions, answers to events."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sim.explain.english import amount, listed, month, months, number, percent
from sim.explain.happenings import event_called
from sim.explain.labels import owner, quoted_posture
from sim.explain.sentences import Telling
from sim.scenario.dated import NumberRamp, Ramp
from sim.scenario.names import instruments
from sim.scenario.postures import CHOSEN
from sim.scenario.settings import Apart, AsPosture, Bounds, Condition, Consequence, Reaction, Start, levelled, several
from sim.world.actors import Said
from sim.world.plan import Amount, Path

DOCTRINES = {
    "strategic": "chooses for itself",
    "scripted": "does nothing of its own: it keeps its targets, and only the story moves it",
    "reactive": "answers Seoul's conduct tit for tat: it punishes grievance and rewards conduct",
    "best_reply": "always takes the posture that promises most",
    "uniform": "picks its postures at random, as a capital that does not think",
    "committed": "keeps to what the story says and chooses nothing else",
}
"""What a capital does under each doctrine, after its name."""


def setting(said: Any, row: str, telling: Telling) -> str:
    """All that is said of one instrument, as what its name does: `is held at 0.6 throughout`."""
    if said == CHOSEN:
        return f"is {owner(row)}'s own choice"
    return "; it ".join(part(each, row, telling) for each in several(said))


def part(said: Any, row: str, telling: Telling) -> str:
    """One part of a setting."""
    if isinstance(said, Amount):
        return f"is held at {level(said)} throughout"
    if isinstance(said, Path | Ramp | NumberRamp):
        return dated(said, f"{owner(row)}'s own choice", telling.start)
    if isinstance(said, Start):
        return f"begins at {level(said.start)}; from there {owner(row)} moves it as it sees fit"
    if isinstance(said, AsPosture):
        return f"is held throughout at {as_posture(said, row)}"
    if isinstance(said, Apart):
        return f"follows a doctrine of its own, apart from the rest of {owner(row)}: {said.doctrine} ({owner(row)} {DOCTRINES[said.doctrine]})"
    return bounds(said) if isinstance(said, Bounds) else consequence(said, row, telling)


def as_posture(said: AsPosture, row: str) -> str:
    """The level that a posture or a mixture gives an instrument."""
    capital = instruments()[row][0]
    return f"{level(levelled(said, capital, row))}, as in {posture(capital, said.posture)}"


def posture(capital: str, said: Said) -> str:
    """A posture or a mixture of several in words."""
    if isinstance(said, str):
        return f"the posture {quoted_posture(capital, said)}"
    return "a mixture of postures: " + listed(f"{percent(share)} {quoted_posture(capital, name)}" for name, share in said.items())


def level(said: Amount) -> str:
    """A level, or how it is drawn."""
    return amount(said) if said.fixed or said.likely is not None else f"a level {amount(said)}"


def dated(said: Any, otherwise: str, start: int) -> str:
    """Dated levels: each until the next, or on straight lines; `otherwise` is what holds before the first and after the end."""
    path: Path = said if isinstance(said, Path) else said.ramp
    until = path.until if isinstance(said, Path) else (said.until if isinstance(said.until, int) else path.until)
    before = f"is {otherwise} until {month(path.months[0] - 1)}, then " if path.months[0] > start else ""
    told = steps(path, until) if path.shape == "step" else ramp(path, until)
    after = f"; from {month(until)} on it is {otherwise} again" if until is not None else ""
    return f"{before}{told}{after}"


def steps(path: Path, until: int | None) -> str:
    """Levels that hold until the next date."""
    parts = [f"{amount(said)} from {month(date)}" for date, said in zip(path.months, path.amounts, strict=True)]
    return f"is {listed(parts)}" + (" on" if until is None else "")


def ramp(path: Path, until: int | None) -> str:
    """Levels with straight lines between the dates."""
    parts = [f"{amount(said)} in {month(date)}" for date, said in zip(path.months, path.amounts, strict=True)]
    if len(parts) == 1:
        return f"is {parts[0]} and after"
    return f"goes in straight lines through {listed(parts)}" + (", and stays there" if until is None else "")


def bounds(said: Bounds) -> str:
    """Bounds on the choice, and how long they hold."""
    floor, cap = said.ends
    kept = " and ".join(f"{word} {level(end)}" for word, end in (("at or above", floor), ("at or below", cap)) if end is not None)
    since = f" from {month(said.since)}" if said.since is not None else ""
    until = f" until {month(said.until - 1)}" if isinstance(said.until, int) else ""
    return f"is kept {kept}{since}{until}" + ("" if since or until else " throughout")


def consequence(said: Consequence, row: str, telling: Telling) -> str:
    """A level from when something has come about, and until when."""
    if isinstance(said, Reaction):
        begins = f"from when {event_called(said.on)} happens"
    else:
        assert isinstance(said, Condition)
        begins = f"once {telling.told(said.when)}"
    return f"{then(said.then, row, telling.start)} {begins}{ending(said, telling)}"


def then(said: Any, row: str, start: int) -> str:
    """What an instrument does then."""
    if isinstance(said, Amount):
        return f"is {level(said)}"
    if isinstance(said, AsPosture):
        return f"is {as_posture(said, row)},"
    return dated(said, "as it would be otherwise", start) + ","


def ending(said: Consequence, telling: Telling) -> str:
    """When a consequence ends."""
    if said.months is not None:
        return f", for {months(said.months)}"
    if isinstance(said.until, int):
        return f", until {month(said.until - 1)}"
    if said.until in (None, "end"):
        return ", for good"
    return f", until {telling.told(str(said.until))}"


def driver(said: Any, telling: Telling) -> str:
    """What is said of a driver."""
    return f"is {amount(said)} throughout" if isinstance(said, Amount) else dated(said, "on its default path", telling.start)


def along(path: Path) -> Iterator[str]:
    """The dated levels of a default path, one by one."""
    for date, said in zip(path.months, path.amounts, strict=True):
        yield f"{number(said.low)} in {month(date)}"
