"""The first order of plain points, where the share of the variance is known: a step, a line, Ishigami."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from sim.experiments.sensitivity.delta import slices_for
from sim.experiments.sensitivity.estimating import of_outcome
from sim.experiments.sensitivity.first import ladder
from sim.experiments.sensitivity.found import Block, InputInfo, Sensitivity
from sim.experiments.sensitivity.given import Given
from sim.experiments.sensitivity.resampling import Estimates, drawn, weights
from sim.experiments.sensitivity.slices import by_rank
from sim.experiments.sensitivity.words import not_alone
from sim.experiments.sensitivity.worlds import grouped, shares_of

GROUPS, WORLDS, TRIALS = 10, 20, 40
A, B = 7.0, 0.1
ISHIGAMI = np.array([(1 + B * np.pi**4 / 5) ** 2 / 2, A**2 / 8, 0.0])
BOTH = 8 * B**2 * np.pi**8 / 225


def step(points: Any) -> Any:
    return (points[:, 0] > 0.37).astype(float)


def straight(points: Any) -> Any:
    return points @ np.array([1.0, 0.5, 0.0])


def ishigami(points: Any) -> Any:
    one, two, three = (2 * np.pi * points - np.pi).T
    return np.sin(one) + A * np.sin(two) ** 2 + B * three**4 * np.sin(one)


KNOWN = {step: [1.0, 0.0, 0.0], straight: [0.8, 0.2, 0.0], ishigami: ISHIGAMI / (ISHIGAMI.sum() + BOTH)}


def given(points: Any) -> Given:
    """The method as a sweep has it."""
    ranks = [by_rank(column, slices_for(len(points))) for column in points.T]
    return Given(ranks, ranks, 1, ("first",), [ladder(column, one) for column, one in zip(points.T, ranks, strict=True)])


def first(answer: Callable[[Any], Any], count: int, seed: int) -> Estimates:
    """What is found of an answer played in worlds that each have a level of their own, and a size of the effect."""
    random = np.random.default_rng(seed)
    points = random.random((count, 3))
    y = answer(points) / answer(points).std()
    y = y[:, None] * (1 + random.normal(0, 0.1, WORLDS)) + random.normal(0, 1, WORLDS)
    return of_outcome(given(points), grouped(y, GROUPS), weights(drawn(count, 50, 1)), shares_of(WORLDS, GROUPS))["first"]


@pytest.mark.parametrize("answer", KNOWN)
def test_the_known_shares_are_found_and_held(answer: Callable[[Any], Any]) -> None:
    found = [first(answer, 256, seed) for seed in range(TRIALS)]
    values = np.stack([one.value[:, 0] for one in found])
    held = np.abs(values - KNOWN[answer]) <= np.stack([one.half[:, 0] for one in found])
    assert values.mean(axis=0) == pytest.approx(KNOWN[answer], abs=0.04)
    assert (held.mean(axis=0) >= (0.6 if answer is step else 0.8)).all()
    assert np.abs(values - KNOWN[answer])[~held].max(initial=0) < 0.2
    assert np.mean([bool(one.beyond_noise()[2, 0]) for one in found]) <= 0.1


def test_more_points_bring_the_share_of_a_step_nearer_to_the_whole() -> None:
    few, many = (np.mean([1 - first(step, count, seed).value[0, 0] for seed in range(5)]) for count in (64, 512))
    assert many < few / 4


def test_an_input_without_effect_keeps_few_slices_and_a_step_takes_many() -> None:
    points = np.random.default_rng(2).random((256, 3))
    settled = given(points).settled(step(points)[:, None])
    assert [len(one.sizes) for one in settled.fine] == [40, 5, 5]


def test_slices_are_settled_once_and_not_with_each_group_of_worlds_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    seen, whole = [], Given.settled
    monkeypatch.setattr(Given, "settled", lambda method, y: seen.append(len(y)) or whole(method, y))
    first(straight, 128, 1)
    assert seen == [128]


@pytest.mark.parametrize(("half", "said"), [(0.5, "together with others, or in its spread"), (np.nan, "the share is not known")])
def test_of_a_share_that_is_not_known_no_reason_is_made_up(half: float, said: str) -> None:
    share, moved = (np.array([[value]]) for value in (0.3, 0.4))
    indices = {"first": Estimates(share, np.array([[half]]), share * 0, share, share=True),
               "pawn": Estimates(moved, moved * 0 + 0.1, moved * 0, moved, share=True)}
    block = Block("lift", "drift", indices)
    found = Sensitivity("given", "first", (InputInfo("seoul", "Seoul's balancing", "", "number"),), (), (), [block])
    assert not_alone(found, block) == f" By PAWN the answer moves with Seoul's balancing{': ' if 'others' in said else '; '}{said}."
