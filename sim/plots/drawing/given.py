"""What a story sets itself. A headline that told of it would only read the story back, so it is no finding."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Protocol

from sim.scenario.actors import rows_with_paths
from sim.scenario.library import library
from sim.scenario.names import without_capital
from sim.scenario.postures import CHOSEN
from sim.world.actors import actor
from sim.world.axes import CAPITALS

CORE = ("seams.taiwan", "seams.south_china_sea", "seams.industry", "seams.strategic_flexibility")
"""What the core seams are made of."""

AS_SET, BESIDE = "As the story sets it, ", "Beside what the story sets, "
"""How a headline begins that has nothing else to tell, and one that leaves such things out."""


class Storied(Protocol):
    """What has a story as it was played: a result of whatever kind."""

    @property
    def scenario(self) -> Mapping[str, Any]:
        """The story as composed."""


def tells(result: Storied, outcome: str) -> bool:
    """Whether the sentence of an outcome reads what the story sets or an event changes: its answer is partly written there."""
    sentence = str(((result.scenario.get("outcomes") or {}).get(outcome) or {}).get("chance_of", ""))
    return any(re.search(rf"\b{re.escape(name)}\b", sentence) for name in given(result) - {"seams.core"})


def given(result: Storied, *variants: str) -> frozenset[str]:
    """The instruments, states and seams that the story, or one of the variants, sets or lets an event change; by default any variant."""
    told: Mapping[str, Any] = result.scenario.get("variants") or {}
    parts = [result.scenario, *(told.get(name) or {} for name in variants or tuple(told))]
    found = {name for part in parts for name in (*steered(part), *struck(part), *(part.get("initial") or {}))}
    return frozenset(found | ({"seams.core"} if found & set(CORE) else set()))


def steered(part: Mapping[str, Any]) -> Iterator[str]:
    """The instruments of which a story or variant says something, those of a posture included."""
    for capital, said in (part.get("actors") or {}).items():
        if capital not in CAPITALS or not isinstance(said, Mapping):
            continue
        every = committed(said) or committed(said.get("doctrine"))
        for instrument in actor(capital).instruments:
            yield from (row for path, row in rows_with_paths(instrument) if every or levelled(said, path))


def committed(said: Any) -> bool:
    """Whether a capital or a group of instruments is given a posture."""
    return isinstance(said, Mapping) and said.get("posture", CHOSEN) not in (None, CHOSEN)


def levelled(said: Any, path: tuple[str, ...]) -> bool:
    """Whether something is said of an instrument, by itself or by the posture of its group."""
    posture = False
    for step in path:
        posture = posture or committed(said)
        if not isinstance(said, Mapping) or step not in said:
            return posture
        said = said[step]
    return said not in (None, CHOSEN)


def struck(part: Mapping[str, Any]) -> Iterator[str]:
    """What the events of a story or variant change, by effects written there or by those of the library."""
    for event in part.get("events") or ():
        yield from map(without_capital, event.get("effect") or {})
        if event.get("event") in library():
            yield from (recipe.effect.name for recipe in library()[event["event"]].recipes)
