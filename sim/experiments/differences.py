"""In what two stories or results differ: what they say, how they were played, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import yaml

import sim
from sim.experiments.answers import against, apart
from sim.experiments.meant import result_meant
from sim.results.manifest import SHORT, config_hash, versions
from sim.results.result import Result
from sim.results.values import Answer
from sim.scenario import load
from sim.scenario.build import plans
from sim.scenario.extend import single

UNSAID = "(not said)"
"""What stands for a setting that one side does not have."""

NAMED = {"events": ("name", "event"), "expect": ("that",)}
"""The lists whose items are known by a name, and under which key they have it."""


@dataclass(frozen=True)
class Side:
    """One of the two: its name for people, what its story says, how it was or would be played, its result if it is one."""

    name: str
    said: Mapping[str, Any]
    facts: Mapping[str, str]
    result: Result | None = None


@dataclass(frozen=True)
class Difference:
    """One setting or fact that is not the same, in the words of the file."""

    key: str
    first: str
    second: str


@dataclass(frozen=True)
class Pair:
    """One answer on both sides; that of the second carries its difference to the first. `same` is true where it is so in every world."""

    first: Answer
    second: Answer
    same: bool


@dataclass(frozen=True)
class Differences:
    """All that differs; `answers` is empty unless both are results, `only` names answers that one side alone has."""

    first: Side
    second: Side
    story: tuple[Difference, ...]
    played: tuple[Difference, ...]
    answers: tuple[Pair, ...]
    only: tuple[Difference, ...]

    @property
    def none(self) -> bool:
        """Whether nothing differs."""
        return not (self.story or self.played or self.only) and all(pair.same for pair in self.answers)

    @property
    def paired(self) -> bool:
        """Whether the answers come from the same worlds."""
        return in_the_same_worlds(self.first, self.second)


def differences(first: str, second: str) -> Differences:
    """Everything in which two stories, two results, or one of each differ; raises `UsageError` where one is not to be found."""
    a, b = side(first), side(second)
    known = dict.fromkeys([*a.facts, *b.facts])
    played = [Difference(key, a.facts.get(key, UNSAID), b.facts.get(key, UNSAID)) for key in known if a.facts.get(key) != b.facts.get(key)]
    return Differences(a, b, tuple(settings(a.said, b.said)), tuple(played), tuple(answers(a, b)), tuple(alone(a, b)))


def side(text: str) -> Side:
    """A story or a result by what a user calls it."""
    result = result_meant(text)
    if result is not None and result.folder is not None:
        return Side(f"{result.folder.parent.name}/{result.folder.name} (a result)", result.scenario, facts_of(result.manifest), result)
    scenario = load(text)
    told = {"seed": str(scenario.runs.seed), "worlds": f"{scenario.runs.worlds:,}", "parameters": plans(scenario)[0].parameters.name}
    numbers = {"numbers of configs/": config_hash()[:SHORT]}
    return Side(f"{scenario.path} (a story)", scenario.composed, told | numbers | versions())


def facts_of(facts: Mapping[str, Any]) -> dict[str, str]:
    """How a result was played and with what."""
    found = {"seed": str(facts["seed"]), "worlds": f"{facts['worlds']:,}", "parameters": facts["parameters"]}
    found |= {f"played by ({capital})": cast for capital, cast in facts["agents"].items()}
    found |= {"failed blocks": str(facts["failures"])} if facts.get("failures") else {}
    found |= {"until the error is": str(facts["until_error"])} if facts.get("until_error") else {}
    return found | {"numbers of configs/": facts["config_hash"][:SHORT], "sim": sim.__version__} | facts["versions"]


def settings(a: Any, b: Any, path: tuple[str, ...] = ()) -> Iterator[Difference]:
    """The settings that differ, key by key down to what is one setting."""
    a, b = by_name(path, a), by_name(path, b)
    if len(path) == 1 or path[:1] == ("actors",):
        a, b = opened(a, b), opened(b, a)
    if isinstance(a, dict) and isinstance(b, dict) and not single(path):
        for key in dict.fromkeys([*a, *b]):
            yield from settings(a.get(key, UNSAID), b.get(key, UNSAID), (*path, str(key)))
    elif a != b:
        yield Difference(".".join(path).replace(".[", "["), written(a), written(b))


def opened(value: Any, other: Any) -> Any:
    """What is not said beside a mapping, as a mapping that says nothing."""
    return {} if value == UNSAID and isinstance(other, dict) else value


def by_name(path: tuple[str, ...], value: Any) -> Any:
    """A list of events or expectations as a mapping by their names; anything else as it is."""
    keys = NAMED.get(path[-1], ()) if path else ()
    if not keys or not isinstance(value, list):
        return value
    found: dict[str, Any] = {}
    for item in value:
        name = next((str(item[key]) for key in keys if isinstance(item, dict) and key in item), str(item))
        while f"[{name}]" in found:
            name += " again"
        found[f"[{name}]"] = item
    return found


def written(value: Any) -> str:
    """A value in one line, as a file would say it."""
    if isinstance(value, str):
        return " ".join(value.split())
    text = yaml.safe_dump([value], default_flow_style=True, allow_unicode=True, sort_keys=False, width=float("inf"))
    return str(text).strip()[1:-1]


def in_the_same_worlds(a: Side, b: Side) -> bool:
    """Whether two results were played in the same worlds."""
    return a.result is not None and b.result is not None and all(a.facts[key] == b.facts[key] for key in ("seed", "worlds"))


def by_question(side: Side) -> dict[tuple[str, str], Answer]:
    """The answers of a result, by outcome and variant."""
    return {(answer.outcome, answer.variant): answer for answer in side.result.answers} if side.result else {}


def answers(a: Side, b: Side) -> Iterator[Pair]:
    """The answers that both have, side by side."""
    first, second = by_question(a), by_question(b)
    for question in first:
        if question in second and a.result and b.result:
            values = [side.measured[question[1]][question[0]] for side in (a.result, b.result)]
            same = values[0].shape == values[1].shape and bool(np.array_equal(values[0], values[1], equal_nan=True))
            gap = (values[1] - values[0])[np.isfinite(values[0]) & np.isfinite(values[1])] if in_the_same_worlds(a, b) else None
            found = against(second[question], gap) if gap is not None and gap.size else apart(first[question], second[question])
            yield Pair(first[question], found, same)


def alone(a: Side, b: Side) -> Iterator[Difference]:
    """The answers that one of two results alone has."""
    first, second = by_question(a), by_question(b)
    if a.result and b.result:
        for outcome, variant in dict.fromkeys([*first, *second]):
            if ((outcome, variant) in first) != ((outcome, variant) in second):
                here = (outcome, variant) in first
                yield Difference(f"{variant}.{outcome}", "asked" if here else "not asked", "not asked" if here else "asked")
