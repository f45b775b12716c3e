"""The catalogue: at 200 worlds every expectation of every story comes out as its file says, held or marked."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from sim.experiments.settings import Settings
from sim.experiments.verdicts import Verdicts, all_verdicts
from sim.scenario import load
from sim.scenario.files import shipped

WORLDS = 200


@pytest.fixture(scope="module")
def catalogue() -> dict[str, Verdicts]:
    """Every shipped story, played for its expectations on all cores."""
    stories = [load(name) for name in shipped()]
    return {found.name: found for found in all_verdicts(stories, Settings(worlds=WORLDS, jobs=None))}


def told(catalogue: dict[str, Verdicts]) -> Iterator[str]:
    """Where an expectation and its mark disagree."""
    for name, story in catalogue.items():
        for item in story.expectations:
            if not item.met or item.better:
                yield f"{name}: {item.that}: {item.verdict} ({item.low:+.3f} to {item.high:+.3f}), " + ("marked" if item.said_so else "not marked")


def test_every_expectation_holds_or_is_undecided_or_says_that_it_does_not_hold(catalogue: dict[str, Verdicts]) -> None:
    assert not (wrong := list(told(catalogue))), "\n".join(wrong)


def test_every_story_but_the_baseline_expects_something_and_could_be_played_whole(catalogue: dict[str, Verdicts]) -> None:
    assert {name for name, story in catalogue.items() if not story.expectations} <= {"baseline_2026"}
    assert not any(story.failures for story in catalogue.values())


def test_most_expectations_hold_and_few_are_undecided(catalogue: dict[str, Verdicts]) -> None:
    verdicts = [item.verdict for story in catalogue.values() for item in story.expectations]
    assert verdicts.count("holds") > 0.5 * len(verdicts)
    assert verdicts.count("undecided") < 0.5 * len(verdicts)
