"""Small stories, played once for all tests of reports."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest
from reported import HOSTILE, LEVELS, TWO_WAYS, result

from sim.cli import main
from sim.results.result import Result


@pytest.fixture(scope="session")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with results of all stories; nothing that a test writes goes into it."""
    home = tmp_path_factory.mktemp("played")
    with patch.dict(os.environ, {"SIM_RESULTS": str(home / "results")}), patch("sim.experiments.record.commit", lambda: {}):
        for name, text in (("hostile", HOSTILE), ("levels", LEVELS), ("two_ways", TWO_WAYS)):
            (home / f"{name}.yaml").write_text(text, encoding="utf-8")
            assert main(["run", str(home / f"{name}.yaml"), "--no-figures", "-q", "--jobs", "1"]) == 0
        assert main(["run", "norway_2010", "--worlds", "12", "--no-figures", "-q", "--jobs", "1"]) == 0
        levers = ["--vary", "beijing.pressure.culture=0..1", "--vary", "seoul.hedging.indirect_balancing=0.2..0.9"]
        sweep = ["sweep", str(home / "two_ways.yaml"), *levers, "--samples", "16", "--worlds", "3", "--variant", "press", "--jobs", "1", "-q"]
        assert main(sweep) == 0
        yield home


@pytest.fixture
def two_ways(played: Path) -> Result:
    """Three variants, of which one differs."""
    return result("two_ways")
