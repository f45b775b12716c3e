"""Postures as a story writes them: one by name, or a mixture of several with their shares."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from sim.errors import nearest
from sim.scenario.leaves import read_share
from sim.scenario.numbers import shown, wrong
from sim.scenario.strict import Wrong, refuse
from sim.world.actors import Said, actor
from sim.world.axes import CAPITALS
from sim.world.plan import Amount

CHOSEN = "chosen"
"""What a story writes where the capital shall choose, whatever was said before."""

MIXTURE = "write posture: align, or shares that make 1: posture: {align: 0.6, accommodate: 0.4}"


def read_posture(value: Any) -> Said:
    """A posture, or a mixture whose shares make 1; whether the capital has it is asked where the capital is known."""
    if isinstance(value, str) and value.strip():
        return value.strip()
    if not isinstance(value, dict):
        raise wrong("wrong-type", f"{shown(value)} is not a posture", MIXTURE)
    if not value:
        raise wrong("empty-value", "the mixture is empty", MIXTURE)
    shares, found = {}, []
    for name, share in value.items():
        try:
            shares[str(name)] = read_share(share)
        except PydanticCustomError as problem:
            found.append(((name,), problem))
    refuse("a mixture", found)
    total = math.fsum(shares.values())
    if not math.isclose(total, 1.0):
        raise wrong("bad-shares", f"the shares make {total:g}, not 1", MIXTURE)
    return shares


def posture_schema(*capitals: str) -> dict[str, Any]:
    """How an editor is told of a posture or a mixture of some capitals."""
    names = sorted({name for capital in capitals for name in actor(capital).postures})
    share = {"type": "number", "minimum": 0, "maximum": 1}
    mixture = {"type": "object", "properties": dict.fromkeys(names, share), "additionalProperties": False, "description": "shares that make 1"}
    return {"anyOf": [{"enum": [*names, CHOSEN]}, mixture]}


PostureOrMixture = Annotated[Any, PlainValidator(read_posture), WithJsonSchema(posture_schema(*CAPITALS))]


def strange_postures(capital: str, said: Said, path: tuple[str | int, ...]) -> Iterator[Wrong]:
    """The faults for postures that this capital does not have; `path` leads to the posture."""
    for name in [said] if isinstance(said, str) else said:
        place = path if isinstance(said, str) else (*path, name, "[key]")
        if name not in actor(capital).postures:
            yield place, strange_posture(capital, name)


def strange_posture(capital: str, name: str) -> PydanticCustomError:
    """The fault for a posture of nobody, or of another capital."""
    own = list(actor(capital).postures)
    others = [other.title() for other in CAPITALS if name in actor(other).postures]
    near = nearest(name, own)
    what = f"`{name}` is a posture of {others[0]}, not of {capital.title()}" if others else f"`{name}` is not a posture of {capital.title()}"
    return wrong("unknown-posture", what, (f"did you mean `{near}`? " if near and not others else "") + f"known: {', '.join(own)}")


def level_of(capital: str, row: str, said: Said) -> Amount:
    """The level that a posture or a mixture gives one instrument."""
    menu = actor(capital)
    return Amount.exactly(float(menu.posture(said)[menu.rows.index(row), 0]))


def spelled_posture(said: Said) -> str:
    """A posture or a mixture in a message."""
    return said if isinstance(said, str) else ", ".join(f"{name} {share:g}" for name, share in said.items())
