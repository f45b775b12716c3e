"""The rules of decision that stand beside the usual one, and how a block of worlds follows several of them, each world its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.engine.capital import Capital
from sim.rules.doctrines import DOCTRINES, best_reply, reactive, strategic
from sim.rules.doctrines.decision import Decision
from sim.rules.phases.choosing import decision, settle_on
from sim.rules.situation import Situation
from sim.world.axes import CAPITALS
from sim.world.numbers import table, value_of
from sim.world.plan import Plan
from sim.world.rows import Array

PATH = "experiments/bands.yaml"
USUAL, BEST, REACTIVE = "strategic", "best_reply", "reactive"


@dataclass(frozen=True)
class Rule:
    """A rule of decision: a doctrine, the capitals that may follow it, what it is for people, how much it counts."""

    doctrine: str
    label: str
    capitals: tuple[str, ...]
    weight: float


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule of decision, the usual one first; worlds are dealt them by their place here."""
    return tuple(Rule(name, entry["label"], tuple(entry.get("capitals", CAPITALS)), value_of(f"rules.{name}.weight", entry["weight"], PATH))
                 for name, entry in table(PATH)["rules"].items())


@cache
def numbers() -> Mapping[str, float]:
    """How the parts are measured: the numbers of the table by their names."""
    return {name: value_of(name, entry, PATH) for name, entry in table(PATH)["numbers"].items()}


def usual_groups() -> int:
    """By how many groups of worlds the spread is told apart where nothing else is said."""
    return int(numbers()["groups"])


def free(plans: Iterable[Plan], played: Iterable[str]) -> tuple[str, ...]:
    """The capitals that follow the usual doctrine at some time of some variant; those `played` by a class of the user's own do not."""
    taken, every = set(played), tuple(plans)
    return tuple(capital for capital in CAPITALS if capital not in taken and any(usual(plan, capital) for plan in every))


def usual(plan: Plan, capital: str) -> bool:
    """Whether a capital follows the usual doctrine at some time after the start of a variant."""
    choices = plan.doctrines.get(capital, ())
    ends = [*(choice.first for choice in choices[1:]), plan.end]
    return any(choice.name == USUAL and end > plan.start for choice, end in zip(choices, ends, strict=False))


def weights(capitals: tuple[str, ...]) -> tuple[float, ...]:
    """The weight of every rule, summing to 1; none for a rule that none of these capitals may follow."""
    given = [rule.weight if rule.doctrine == USUAL or set(rule.capitals) & set(capitals) else 0.0 for rule in rules()]
    return tuple(weight / sum(given) for weight in given)


class Dealt(Capital):
    """A capital that follows, where its doctrine is the usual one, in each world the rule that the world has been dealt."""

    def decide(self) -> None:
        """By the doctrine that the story gives, or by the rule of each world."""
        settle_on(self.situation, self.name, decision(self.situation, self.name, DEALT))


def choose(situation: Situation, capital: str, settings: Mapping[str, Any]) -> Decision:
    """The usual doctrine, and from the start of the story on the other rules in the worlds that are dealt them."""
    dealt: NDArray[np.intp] = getattr(situation.shocks, "rule", np.zeros(1, dtype=np.intp))
    names = [rule.doctrine if capital in rule.capitals else USUAL for rule in rules()]
    if situation.month < situation.plan.start or not dealt.any():
        return strategic.choose(situation, capital, settings)
    best, answering = (np.array([name == doctrine for name in names])[dealt] for doctrine in (BEST, REACTIVE))
    precise = dict(settings) | {"precision": np.where(best, np.inf, settings.get("precision", situation.parameters.choice.precision))}
    made = strategic.decide(situation, capital, precise, pick)
    if not answering.any():
        return made
    answer = reactive.choose(situation, capital, settings)
    return replace(made, targets=np.where(answering, answer.targets, made.targets))


def pick(value: Array, share: Array, precision: Array | float) -> NDArray[np.intp]:
    """The best item where precision is without end, one by quantal response elsewhere."""
    ends = np.isinf(precision)
    drawn = strategic.quantal_response(value, share, np.where(ends, 0.0, precision))
    return np.where(ends, best_reply.best(value, share, precision), drawn)


DEALT = dict(DOCTRINES) | {USUAL: choose}
"""Every doctrine, the usual one dealt by world."""
