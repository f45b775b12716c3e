"""Checks what a story says of the capitals: dates, sentences and events that exist, settings that change something."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sim.scenario.actors import CapitalSettings, doctrine_chain, stated
from sim.scenario.dated import Ramp
from sim.scenario.notes import Frame, Note, nothing
from sim.scenario.postures import level_of, spelled_posture
from sim.scenario.schema import Story
from sim.scenario.settings import Apart, Bounds, Condition, Consequence, Reaction, Start, several
from sim.scenario.tree import Path as Place
from sim.world.actors import Said
from sim.world.calendar import month_date
from sim.world.plan import Amount, Path


@dataclass(frozen=True)
class Row:
    """What a story says of one instrument, and what its capital does of itself."""

    capital: str
    row: str
    place: Place
    parts: list[Any]
    listed: bool
    doctrine: str
    posture: Said | None

    def here(self, number: int) -> Place:
        """The place of one of the parts."""
        return (*self.place, number) if self.listed else self.place


def check_actors(story: Story, frame: Frame) -> Iterator[Note]:
    """Everything about the capitals."""
    touched = {effect for event in story.events for effect in event.effect}
    for capital, settings in stated(story.actors).items():
        yield from check_doctrines(capital, settings, frame)
        last = list(doctrine_chain(settings))[-1][1]
        posture = last.get("posture")
        doctrine = last.get("name") or ("committed" if posture else "strategic")
        for path, row, value in settings.settings():
            said = Row(capital, row, ("actors", capital, *path), several(value), isinstance(value, list), doctrine, posture)
            for number, part in enumerate(said.parts):
                yield from check_part(said.here(number), part, frame)
            yield from useless(said, frame, row in touched)


def check_doctrines(capital: str, settings: CapitalSettings, frame: Frame) -> Iterator[Note]:
    """The dates on which doctrines change follow each other."""
    before = frame.start
    for path, plan in doctrine_chain(settings):
        until = plan.get("until")
        if until is None:
            continue
        place = ("actors", capital, *path, "until")
        if until <= before:
            yield Note(place, "reversed", f"{month_date(until)} does not come after {month_date(before)}", "a doctrine must last at least a month")
        elif note := frame.date(place, until, "a change of doctrine"):
            yield note
        before = until


def check_part(place: Place, part: Any, frame: Frame) -> Iterator[Note]:
    """One part of a setting."""
    if isinstance(part, Path):
        yield from check_path(place, part, frame)
    elif isinstance(part, Ramp):
        yield from check_path((*place, "ramp"), part.ramp, frame)
        yield from check_end(place, part.until, part.ramp.months[-1], frame)
    elif isinstance(part, Bounds):
        yield from check_end(place, part.until, part.since, frame)
        if part.since is not None and (note := frame.date((*place, "from"), part.since, "a bound")):
            yield note
    elif isinstance(part, Consequence):
        yield from check_consequence(place, part, frame)


def check_path(place: Place, path: Path, frame: Frame) -> Iterator[Note]:
    """The dates of levels."""
    for before, month in zip((None, *path.months), path.months, strict=False):
        slope = path.shape == "ramp" and before is not None and before < frame.end - 1
        note = frame.date((*place, month_date(month)), month, "a level")
        if note and not (note.warning and slope):
            yield note
    yield from check_end(place, path.until, path.months[-1], frame)


def check_end(place: Place, until: int | str | None, first: int | None, frame: Frame) -> Iterator[Note]:
    """The month at which something ends."""
    if isinstance(until, int) and until <= (first or frame.world.date):
        begin = month_date(first or frame.world.date)
        remedy = "`until` is the first month in which it no longer holds"
        yield Note((*place, "until"), "reversed", f"{month_date(until)} does not come after {begin}", remedy)


def check_consequence(place: Place, part: Consequence, frame: Frame) -> Iterator[Note]:
    """A condition or the answer to an event."""
    sentences = [("when", part.when)] if isinstance(part, Condition) else []
    if isinstance(part.until, str) and part.until != "end":
        sentences.append(("until", part.until))
    for key, text in sentences:
        if note := frame.sentence((*place, key), text):
            yield note
    if isinstance(part, Reaction) and (note := frame.event((*place, "on"), part.on)):
        yield note
    if not isinstance(part.then, Amount):
        yield from check_part((*place, "then"), part.then, frame)
    if isinstance(part.until, int):
        yield from check_end(place, part.until, frame.start, frame)


def useless(said: Row, frame: Frame, touched: bool) -> Iterator[Note]:
    """Settings that change nothing, and levels that contradict each other."""
    levels = [number for number, part in enumerate(said.parts) if isinstance(part, Amount)]
    if len(levels) > 1:
        yield Note(said.here(levels[1]), "two-forms", f"`{said.row}` is given two levels for good", "keep one, or date them")
    if said.posture is not None and levels and said.place[-1] != "posture":
        remedy = f"the level wins over the posture `{spelled_posture(said.posture)}` for this instrument; take one out if that is not meant"
        yield Note(said.here(levels[0]), "both-committed", f"`{said.row}` is committed beside a committed posture", remedy, warning=True)
    yield from check_apart(said, bool(levels))
    for number, part in enumerate(said.parts):
        if isinstance(part, Start) and (levels or (said.posture is not None and not any(isinstance(one, Apart) for one in said.parts))):
            yield nothing((*said.here(number), "start"), f"the start of `{said.row}` changes nothing: {said.capital.title()} is committed anyway",
                          "take it out, or use a strategic doctrine")
        if isinstance(part, Bounds) and not touched and not can_bind(said, part, frame):
            yield nothing(said.here(number), f"the bounds of `{said.row}` cannot bind", "narrow them, or take them out")


def check_apart(said: Row, level: bool) -> Iterator[Note]:
    """An instrument follows one doctrine by itself, and not where a level leaves it nothing to decide."""
    own = [number for number, part in enumerate(said.parts) if isinstance(part, Apart)]
    if len(own) > 1:
        yield Note(said.here(own[1]), "two-forms", f"`{said.row}` is given two doctrines", "keep one")
    if own and level:
        yield nothing(said.here(own[0]), f"the doctrine of `{said.row}` changes nothing: its level is fixed", "keep one of them, or date the level")


def can_bind(said: Row, part: Bounds, frame: Frame) -> bool:
    """Whether bounds can ever change a level: not where they span everything, or what the story fixes lies within."""
    floor, cap = part.ends
    low, high = floor.high if floor else 0.0, cap.low if cap else 1.0
    fixed = [amount for other in said.parts for amount in fixed_levels(other)]
    opening = frame.world.instruments[said.row]
    own = next((part.doctrine for part in said.parts if isinstance(part, Apart)), None)
    if said.posture is not None and own is None:
        fixed += [level_of(said.capital, said.row, said.posture), Amount.exactly(opening)]
    elif (own or said.doctrine) == "scripted":
        fixed.append(Amount.exactly(opening))
    elif not any(isinstance(other, Amount) for other in said.parts):
        return low > 0 or high < 1
    return any(amount.low < low or amount.high > high for amount in fixed)


def fixed_levels(part: Any) -> list[Amount]:
    """The levels that a part fixes."""
    if isinstance(part, Amount):
        return [part]
    if isinstance(part, Start):
        return [part.start]
    if isinstance(part, Consequence):
        return fixed_levels(part.then)
    path = part.ramp if isinstance(part, Ramp) else part
    return list(path.amounts) if isinstance(path, Path) else []
