"""What levers answer by themselves is told from the sweep, not from a list of names."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from fake_sweep import fake_sweep

from sim.experiments.sweep.by_construction import MARK, by_construction
from sim.plots.tornado import headlines_of, marked


def test_an_outcome_whose_sentence_reads_what_a_lever_sets_is_by_construction() -> None:
    sweep = fake_sweep(2, 0, 16)
    sweep.scenario["outcomes"] = {"drift": {"chance_of": "mean(6) of pressure.culture < 0.3"}, "core": {"track": "seams.core"}}
    assert by_construction(sweep) == {"drift"}


@pytest.mark.parametrize(("shares", "worlds", "found"), [
    ((0.0, 1.0), 8, {"drift"}),      # every world as the lever stands
    ((0.0, 0.5), 8, set()),          # worlds differ
    ((0.0, 0.0), 8, set()),          # nowhere: no lever decides it
    ((0.0, 1.0), 1, set()),          # with one world every share is 0 or 1
])
def test_a_chance_that_is_all_or_none_at_every_point_is_by_construction(
    shares: tuple[float, float], worlds: int, found: set[str], monkeypatch: pytest.MonkeyPatch,
) -> None:
    sweep = fake_sweep(2, 0, 16, worlds)

    def means(variant: str, outcomes: Any = ()) -> Any:
        return {name: np.resize(shares, 16) if name == "drift" else np.full(16, 0.3) for name in outcomes}

    monkeypatch.setattr(sweep, "means", means)
    assert by_construction(sweep) == found


def test_pictures_of_what_an_answer_depends_on_have_such_outcomes_last_and_marked() -> None:
    asked = [SimpleNamespace(name=name, headline=True) for name in ("lifted", "drift", "kept")]
    found: Any = SimpleNamespace(outcomes=asked, facts={"by_construction": ["kept", "lifted"]})
    assert headlines_of(found) == ["drift", "lifted", "kept"]
    assert marked(found, "kept", "The ban holds") == f"The ban holds ({MARK})" and marked(found, "drift", "Drift") == "Drift"
