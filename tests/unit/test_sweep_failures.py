"""A point that fails is a row with all that it takes to play it again; the others lose nothing."""

from __future__ import annotations

import pickle
from collections import deque
from concurrent.futures import Future
from pathlib import Path
from threading import Timer
from typing import Any

import numpy as np
import pytest

import sim
from sim.engine import executors
from sim.engine.executors import Crew
from sim.experiments.sweep.asked import designed
from sim.experiments.sweep.play import play_points
from sim.experiments.sweep.running import Playing, Told
from sim.experiments.sweep.study import Study
from sim.scenario import load

STORY, SETS = "baseline_2026", ("time.months=4",)
LIMIT = 0.8


class Fragile(sim.Capital):
    """Beijing, which cannot think of rewards beyond a limit from the third month on."""

    def decide(self) -> None:
        month = self.model.situation.month - self.model.situation.plan.start
        if month == 2 and (self.model.situation.instruments.reward > LIMIT).any():
            raise ValueError("too generous")
        super().decide()


def test_a_point_that_fails_is_a_row_and_the_others_are_as_without_it() -> None:
    story = load(STORY, SETS)
    design = designed(story, ["beijing.reward=0..1 step 0.125"])
    bad = sorted(np.flatnonzero(design.values["beijing.reward"] > LIMIT))
    assert len(bad) == 2 and len(design) == 9
    played = play_points(Study.of(story, design, 3, 5, agents={"beijing": Fragile}), range(9))
    whole = play_points(Study.of(story, design, 3, 5), range(9))
    assert [failure.point for failure in sorted(played.failures, key=lambda one: one.point)] == bad
    good = np.setdiff1d(np.arange(9), bad)
    for name, values in played.outcomes["baseline"].items():
        assert np.isnan(values[bad]).all() and np.array_equal(values[good], whole.outcomes["baseline"][name][good])
    assert np.isnan(played.paths["baseline"][bad]).all()
    assert np.array_equal(played.paths["baseline"][good], whole.paths["baseline"][good], equal_nan=True)


def test_the_row_says_what_when_and_how_to_play_it_again() -> None:
    story = load(STORY, SETS)
    design = designed(story, ["beijing.reward=[0.2, 0.9]"])
    (row,) = play_points(Study.of(story, design, 3, 5, agents={"beijing": Fragile}), range(2)).failures
    assert (row.variant, row.kind, row.message, row.month - story.start, row.seed) == ("baseline", "ValueError", "too generous", 2, 5)
    assert row.settings == ("beijing.reward=0.9",) and (row.first_world, row.count) == (0, 3)
    assert row.place.startswith(Path(__file__).name) and "too generous" in row.traceback


def test_a_study_travels_whole() -> None:
    story = load(STORY, SETS)
    asked = Study.of(story, designed(story, ["beijing.reward=0..1", "seoul.posture=all"], samples=2), 3, 5)
    there = pickle.loads(pickle.dumps(asked))
    one, other = play_points(asked, range(2)), play_points(there, range(2))
    assert all(np.array_equal(values, other.outcomes["baseline"][name]) for name, values in one.outcomes["baseline"].items())
    assert asked.tasks() == there.tasks()


class Deserted(Crew):
    """Nobody is there, and what is given is done when somebody has been told so often."""

    deserted = True

    def __init__(self) -> None:
        self.waiting: Future[Any] = Future()

    def give(self, thing: Any) -> Future[Any]:
        return self.waiting


def test_a_sweep_that_waits_for_a_worker_says_so_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(executors, "LONG", 0.02)
    crew, lines = Deserted(), []

    def say(line: str) -> None:
        lines.append(line)
        Timer(0.2, crew.waiting.set_result, (None,)).start()

    last = Timer(20, crew.waiting.cancel)
    last.start()
    Playing(crew, tmp_path, None, deque([range(2)]), Told(say=say)).play()  # type: ignore[arg-type]
    last.cancel()
    assert len(lines) == 1 and "no worker is there" in lines[0] and "--resume" in lines[0]


def test_tasks_cover_every_point_once_and_hold_whole_blocks() -> None:
    story = load(STORY)
    asked = Study.of(story, designed(story, ["beijing.reward=0..1"], samples=3000), 10, 5)
    tasks = asked.tasks()
    assert [point for task in tasks for point in task] == list(range(3000))
    assert all(len(task) % asked.points_per_block == 0 for task in tasks[:-1]) and len(tasks) > 3
