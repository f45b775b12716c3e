"""Small stories, played once for all tests of reports."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

import pytest
from reported import HOSTILE, LEVELS, TWO_WAYS, result

from sim.cli import main
from sim.results.result import Result


@contextmanager
def results_in(home: Path) -> Iterator[None]:
    """Results lie there, and say nothing of a commit."""
    with patch.dict(os.environ, {"SIM_RESULTS": str(home / "results")}), patch("sim.experiments.record.commit", lambda: {}):
        yield


@pytest.fixture(scope="session")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with results of all stories; nothing that a test writes goes into it."""
    home = tmp_path_factory.mktemp("played")
    with results_in(home):
        for name, text in (("hostile", HOSTILE), ("levels", LEVELS), ("two_ways", TWO_WAYS)):
            (home / f"{name}.yaml").write_text(text, encoding="utf-8")
            assert main(["run", str(home / f"{name}.yaml"), "--no-figures", "-q", "--jobs", "1"]) == 0
        assert main(["run", "norway_2010", "--worlds", "12", "--no-figures", "-q", "--jobs", "1"]) == 0
        levers = ["--vary", "beijing.pressure.culture=0..1", "--vary", "seoul.hedging.indirect_balancing=0.2..0.9"]
        for samples in ("48", "16"):
            sweep = ["sweep", str(home / "two_ways.yaml"), *levers, "--samples", samples, "--worlds", "3", "--variant", "press", "--jobs", "1", "-q"]
            assert main(sweep) == 0
    return home


@pytest.fixture(scope="module", autouse=True)
def at_home(played: Path) -> Iterator[None]:
    """Tests of this folder, and no others, find these results."""
    with results_in(played):
        yield


@pytest.fixture
def two_ways(played: Path) -> Result:
    """Three variants, of which one differs."""
    return result("two_ways")
