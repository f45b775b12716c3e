"""What a story can say about each capital: its doctrine, and a setting for every instrument that `configs/actors/` gives it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Discriminator, Field, PlainValidator, Tag, WithJsonSchema, create_model
from pydantic_core import PydanticCustomError

from sim.rules.doctrines import DOCTRINES
from sim.scenario.leaves import Date, Positive, read_one_of
from sim.scenario.numbers import wrong
from sim.scenario.postures import CHOSEN, PostureOrMixture, level_of, posture_schema, read_posture, strange_postures
from sim.scenario.settings import Apart, AsPosture, Setting, levelled, several
from sim.scenario.strict import Strict, Wrong
from sim.world.actors import Actor, Instrument, actor
from sim.world.axes import AXES, CAPITALS
from sim.world.plan import Amount

ONLY = {"reactive": "beijing"}
"""Doctrines that one capital alone can follow."""


def read_doctrine(value: Any) -> str:
    """The name of a doctrine."""
    return read_one_of(value, tuple(DOCTRINES), "a doctrine", "unknown-doctrine")


DoctrineName = Annotated[str, PlainValidator(read_doctrine), WithJsonSchema({"enum": list(DOCTRINES)})]


class DoctrinePlan(Strict):
    """A doctrine with its settings, and the one that follows it."""

    name: DoctrineName
    posture: PostureOrMixture | None = None
    precision: Positive | None = None
    until: Date | None = None
    then: Doctrine | None = None

    def contradictions(self) -> Iterable[Wrong]:
        """`until` and `then` go together."""
        if (self.until is None) != (self.then is None):
            missing = "then" if self.then is None else "until"
            remedy = "write {name: committed, posture: transact, until: 2029-01, then: strategic}"
            yield (missing,), wrong("missing-key", f"`{missing}` is missing", remedy)


Doctrine = Annotated[
    Annotated[DoctrineName, Tag("<name>")] | Annotated[DoctrinePlan, Tag("<plan>")],
    Discriminator(lambda value: "<plan>" if isinstance(value, dict | DoctrinePlan) else "<name>"),
]
DoctrinePlan.model_rebuild()


class Group(Strict):
    """Several instruments of a capital under one key, with the posture that those take of which nothing else is said."""

    posture: PostureOrMixture | None = None


def read_group(value: Any) -> Any:
    """`chosen` for a whole group is a group of which nothing is said."""
    return {} if value == CHOSEN else value


class CapitalSettings(Strict):
    """One capital in a story."""

    doctrine: Doctrine | None = None
    posture: PostureOrMixture | None = None
    precision: Positive | None = None

    def contradictions(self) -> Iterable[Wrong]:
        """Postures come from the capital's menu and belong to the doctrine `committed`; what instruments do by themselves is possible for them."""
        capital = self.capital()
        for key in ("posture", "precision"):
            if getattr(self, key) is not None and getattr(self.doctrine, key, None) is not None:
                yield (key,), wrong("two-forms", f"`{key}` is given beside the doctrine and inside it", "keep one of them")
        for path, plan in doctrine_chain(self):
            name, posture = plan.get("name"), plan.get("posture")
            if name in ONLY and ONLY[name] != capital:
                yield (*path, "doctrine"), not_for(capital, name)
            if posture is not None:
                yield from strange_postures(capital, posture, (*path, "posture"))
            if posture is not None and name not in (None, "committed"):
                what = f"a posture needs the doctrine committed, not {name}"
                yield (*path, "posture"), wrong("posture-unused", what, "write doctrine: committed, or take the posture out")
        yield from self.strange_settings()

    def strange_settings(self) -> Iterator[Wrong]:
        """Postures and doctrines that an instrument of this capital cannot take."""
        capital = self.capital()
        for path, group in self.groups():
            if group.posture not in (None, CHOSEN):
                yield from strange_postures(capital, group.posture, (*path, "posture"))
        for path, _, value in self.said():
            for number, part in enumerate(several(value)):
                place: tuple[str | int, ...] = (*path, number) if isinstance(value, list) else path
                then = getattr(part, "then", None)
                for said, step in ((part, place), (then, (*place, "then"))):
                    if isinstance(said, AsPosture):
                        yield from strange_postures(capital, said.posture, (*step, "posture"))
                if isinstance(part, Apart) and ONLY.get(part.doctrine, capital) != capital:
                    yield (*place, "doctrine"), not_for(capital, part.doctrine)

    def capital(self) -> str:
        """Which capital this is."""
        return type(self).__name__.lower()

    def groups(self) -> Iterator[tuple[tuple[str, ...], Group]]:
        """The groups of instruments of which something is said, each with its key."""
        found = ((name, getattr(self, name)) for name in type(self).model_fields)
        return (((name,), group) for name, group in found if isinstance(group, Group))

    def said(self) -> Iterator[tuple[tuple[str, ...], str, Any]]:
        """What is said of instruments one by one: path below the capital, public name of the row, setting as it was read."""
        for instrument in actor(self.capital()).instruments:
            for path, row in rows_with_paths(instrument):
                value: Any = self
                for step in path:
                    value = getattr(value, step) if value is not None else None
                if value is not None:
                    yield path, row, value

    def settings(self) -> Iterator[tuple[tuple[str, ...], str, Any]]:
        """What holds of instruments: path, row, setting, with levels in the place of postures.

        The posture of a group comes first, so that what is said beside it of one instrument wins while it holds.
        """
        capital, beside = self.capital(), {row: (path, value) for path, row, value in self.said()}
        postures = {key: group.posture for key, group in self.groups() if group.posture not in (None, CHOSEN)}
        for instrument in actor(capital).instruments:
            for place, row in rows_with_paths(instrument):
                path, value = beside.get(row, (place, None))
                if place[:-1] in postures and joins(value):
                    yield (*place[:-1], "posture"), row, level_of(capital, row, postures[place[:-1]])
                if value is not None and value != CHOSEN:
                    yield path, row, levelled(value, capital, row)


def joins(value: Any) -> bool:
    """Whether an instrument of which this is said still follows the posture of its group, at least at times."""
    return value is None or (value != CHOSEN and not any(isinstance(part, Amount | AsPosture | Apart) for part in several(value)))


def not_for(capital: str, doctrine: str) -> PydanticCustomError:
    """The fault for a doctrine that another capital alone can follow."""
    return wrong("not-for-this-capital", f"{capital.title()} cannot be {doctrine}", f"only {ONLY[doctrine].title()} can")


def doctrine_chain(capital: CapitalSettings) -> Iterator[tuple[tuple[str, ...], dict[str, Any]]]:
    """The doctrines that follow each other, each as its path and settings; the capital's own keys go with the first."""
    path: tuple[str, ...] = ()
    own = {"posture": None if capital.posture == CHOSEN else capital.posture, "precision": capital.precision}
    doctrine: Any = capital.doctrine
    if not isinstance(doctrine, DoctrinePlan):
        yield path, {"name": doctrine, **own}
        return
    while isinstance(doctrine, DoctrinePlan):
        path = (*path, "then") if path else ("doctrine",)
        said = {key: getattr(doctrine, key) for key in own}
        yield path, {"name": doctrine.name, "until": doctrine.until} | {key: own[key] if said[key] is None else said[key] for key in own}
        own, doctrine = dict.fromkeys(own), doctrine.then
    yield path, {"name": doctrine}


def rows_with_paths(instrument: Instrument) -> Iterator[tuple[tuple[str, ...], str]]:
    """Where a file sets each row of an instrument: `("pressure", "culture")` sets `pressure.culture`."""
    path = (instrument.group, instrument.name) if instrument.group else (instrument.name,)
    if instrument.axis is None:
        yield path, instrument.public
        return
    for label in AXES[instrument.axis]:
        yield (*path, label), f"{instrument.public}.{label}"


def described(instrument: Instrument) -> str:
    """An instrument for people: what it is, and what 0 and 1 mean."""
    return f"{instrument.meaning}: 0 {instrument.zero}, 1 {instrument.one}"


def posture_of(capital: str) -> Any:
    """A posture or mixture, as an editor is told of it for one capital."""
    return Annotated[Any, PlainValidator(read_posture), WithJsonSchema(posture_schema(capital))]


def group_of(capital: str, name: str, members: dict[str, Any], note: str | None = None) -> tuple[Any, Any]:
    """A field for a group of instruments."""
    said = {**members, "posture": (posture_of(capital) | None, None)}
    model: Any = create_model(f"{capital.title()}{name.title()}", __base__=Group, **said)
    return Annotated[model | None, BeforeValidator(read_group, json_schema_input_type=model | Literal["chosen"])], Field(None, description=note)


@cache
def capital_model(capital: str) -> type[CapitalSettings]:
    """The keys that a story may use for one capital."""
    fields: dict[str, Any] = {}
    groups: dict[str, dict[str, Any]] = {}
    for instrument in actor(capital).instruments:
        note = described(instrument)
        if instrument.axis:
            rows = {label: (Setting | None, Field(None, description=f"{note} ({label})")) for label in AXES[instrument.axis]}
            fields[instrument.name] = group_of(capital, instrument.name, rows, note)
        else:
            home = groups.setdefault(instrument.group, {}) if instrument.group else fields
            home[instrument.name] = (Setting | None, Field(None, description=note))
    for group, members in groups.items():
        fields[group] = group_of(capital, group, members)
    fields["posture"] = (posture_of(capital) | None, None)
    return create_model(capital.title(), __base__=CapitalSettings, **fields)


def instrument_note(capital: str, row: str) -> str:
    """What an instrument's row means, for a message."""
    menu: Actor = actor(capital)
    for instrument in menu.instruments:
        if row == instrument.public or row.startswith(f"{instrument.public}."):
            return described(instrument)
    return ""


CAPITAL_FIELDS: Any = {capital: (capital_model(capital) | None, Field(None)) for capital in CAPITALS}

Actors: type[Strict] = create_model("Actors", __base__=Strict, __doc__="The five capitals.", **CAPITAL_FIELDS)


def stated(actors: Strict | None) -> Mapping[str, CapitalSettings]:
    """The capitals of which a story says something."""
    found = {capital: getattr(actors, capital, None) for capital in CAPITALS}
    return {capital: settings for capital, settings in found.items() if settings is not None}
