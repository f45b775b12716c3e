"""A small story, played once for all tests of exports, with the paths of its worlds kept."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

import pytest

from sim.cli import main
from sim.results.find import find
from sim.results.result import Result

STORY = """sim: 1
extends: january_2026
title: Two ways
question: Does it matter what Beijing does?
time: {start: 2026-01, months: 4}
actors: {beijing: {pressure: {culture: 0.6}}}
variants:
  hold: {title: "Held, as it is"}
  lift: {title: Lifted, actors: {beijing: {pressure: {culture: 0.0}}}}
  other: {title: Other, actors: {beijing: {reward: 0.2..0.9}}}
outcomes:
  fall: {label: The core seams fall, chance_of: "seams.core < start", headline: true}
  engagement: {label: Engagement, track: engagement}
runs: {worlds: 6, seed: 5}
"""


@contextmanager
def results_in(home: Path) -> Iterator[None]:
    """Results lie there, and say nothing of a commit."""
    with patch.dict(os.environ, {"SIM_RESULTS": str(home / "results")}), patch("sim.experiments.record.commit", lambda: {}):
        yield


@pytest.fixture(scope="session")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the result; nothing that a test exports goes into it."""
    home = tmp_path_factory.mktemp("played")
    story = home / "two_ways.yaml"
    story.write_text(STORY, encoding="utf-8")
    with results_in(home):
        assert main(["run", str(story), "--no-figures", "-q", "--keep-worlds", "--jobs", "1"]) == 0
        return find("@last", "run")


@pytest.fixture(scope="module", autouse=True)
def at_home(played: Path) -> Iterator[None]:
    """Tests of this folder, and no others, find these results."""
    with results_in(played.parents[2]):
        yield


@pytest.fixture
def result(played: Path) -> Result:
    """The result, read anew."""
    return Result.load(played)
