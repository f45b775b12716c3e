"""Which results are of one story: a sweep tells what a run depends on where both have one text and one model, and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sim.experiments.compare.making import in_a_line
from sim.experiments.differences import Difference, settings
from sim.results.manifest import SHORT
from sim.results.result import Result
from sim.results.sweep import SweepResult

CHANCE = ("worlds", "seed")
"""What may differ between a run and a sweep of one story."""


def same_story(one: Result | SweepResult, other: Result | SweepResult) -> bool:
    """Whether two results are of one text, apart from worlds and seed, and of one model."""
    return story_of(one) == story_of(other) and one.manifest["config_hash"] == other.manifest["config_hash"]


def story_of(result: Result | SweepResult) -> dict[str, Any]:
    """The text of a story without how often and from where chance is played."""
    runs = {key: value for key, value in (result.scenario.get("runs") or {}).items() if key not in CHANCE}
    return {**result.scenario, "runs": runs}


def otherwise(one: Result | SweepResult, other: Result | SweepResult) -> str:
    """In what the model and the story of two results are not the same, in a line."""
    return in_a_line(list(differing(one, other)))


def differing(one: Result | SweepResult, other: Result | SweepResult) -> Iterator[Difference]:
    """The numbers of the model, then what the stories say."""
    first, second = (result.manifest["config_hash"][:SHORT] for result in (one, other))
    if first != second:
        yield Difference("numbers of the model", first, second)
    yield from settings(story_of(one), story_of(other))
