"""What a story can say about each capital: its doctrine, and a setting for every instrument that `configs/actors/` gives it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Annotated, Any

from pydantic import Discriminator, Field, PlainValidator, Tag, WithJsonSchema, create_model

from sim.rules.doctrines import DOCTRINES
from sim.scenario.leaves import Date, Positive, read_one_of
from sim.scenario.numbers import wrong
from sim.scenario.settings import Setting
from sim.scenario.strict import Strict, Wrong
from sim.world.actors import Actor, Instrument, actor
from sim.world.axes import AXES, CAPITALS

ONLY = {"reactive": "beijing"}
"""Doctrines that one capital alone can follow."""


def read_doctrine(value: Any) -> str:
    """The name of a doctrine."""
    return read_one_of(value, tuple(DOCTRINES), "a doctrine", "unknown-doctrine")


DoctrineName = Annotated[str, PlainValidator(read_doctrine), WithJsonSchema({"enum": list(DOCTRINES)})]


class DoctrinePlan(Strict):
    """A doctrine with its settings, and the one that follows it."""

    name: DoctrineName
    posture: Any = Field(None, json_schema_extra={"type": "string"})
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


class CapitalSettings(Strict):
    """One capital in a story."""

    doctrine: Doctrine | None = None
    posture: Any = Field(None, json_schema_extra={"type": "string"})
    precision: Positive | None = None

    def contradictions(self) -> Iterable[Wrong]:
        """Postures come from the capital's menu and belong to the doctrine `committed`."""
        capital = self.capital()
        for key in ("posture", "precision"):
            if getattr(self, key) is not None and getattr(self.doctrine, key, None) is not None:
                yield (key,), wrong("two-forms", f"`{key}` is given beside the doctrine and inside it", "keep one of them")
        for path, plan in doctrine_chain(self):
            name, posture = plan.get("name"), plan.get("posture")
            if name in ONLY and ONLY[name] != capital:
                yield (*path, "doctrine"), wrong("not-for-this-capital", f"{capital.title()} cannot be {name}", f"only {ONLY[name].title()} can")
            if posture is not None and posture not in actor(capital).postures:
                yield from unknown_posture(capital, posture, (*path, "posture"))
            elif posture is not None and name not in (None, "committed"):
                what = f"a posture needs the doctrine committed, not {name}"
                yield (*path, "posture"), wrong("posture-unused", what, "write doctrine: committed, or take the posture out")

    def capital(self) -> str:
        """Which capital this is."""
        return type(self).__name__.lower()

    def settings(self) -> Iterator[tuple[tuple[str, ...], str, Any]]:
        """What is said of instruments: path below the capital, public name of the row, setting."""
        for instrument in actor(self.capital()).instruments:
            for path, row in rows_with_paths(instrument):
                value: Any = self
                for step in path:
                    value = getattr(value, step) if value is not None else None
                if value is not None:
                    yield path, row, value


def unknown_posture(capital: str, posture: object, path: tuple[str, ...]) -> Iterator[Wrong]:
    """The fault for a posture that is not on the menu."""
    try:
        read_one_of(posture, tuple(actor(capital).postures), f"a posture of {capital.title()}", "unknown-posture")
    except ValueError as problem:
        yield path, problem  # type: ignore[misc]


def doctrine_chain(capital: CapitalSettings) -> Iterator[tuple[tuple[str, ...], dict[str, Any]]]:
    """The doctrines that follow each other, each as its path and settings; the capital's own keys go with the first."""
    path: tuple[str, ...] = ()
    own = {"posture": capital.posture, "precision": capital.precision}
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


@cache
def capital_model(capital: str) -> type[CapitalSettings]:
    """The keys that a story may use for one capital."""
    fields: dict[str, Any] = {}
    groups: dict[str, dict[str, Any]] = {}
    for instrument in actor(capital).instruments:
        note = described(instrument)
        if instrument.axis:
            rows = {label: (Setting | None, Field(None, description=f"{note} ({label})")) for label in AXES[instrument.axis]}
            model: Any = create_model(f"{capital.title()}{instrument.name.title()}", __base__=Strict, **rows)  # type: ignore[call-overload]
            fields[instrument.name] = (model | None, Field(None, description=note))
        else:
            home = groups.setdefault(instrument.group, {}) if instrument.group else fields
            home[instrument.name] = (Setting | None, Field(None, description=note))
    for group, members in groups.items():
        model = create_model(f"{capital.title()}{group.title()}", __base__=Strict, **members)
        fields[group] = (model | None, Field(None))
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
