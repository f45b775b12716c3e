"""configs/history/skill_korea.yaml: what the back-test found, series by series, for reports, which do not play it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import yaml

import sim
from sim.history.baselines import BASELINES
from sim.history.lines import Line, Together
from sim.history.played import mode_plans
from sim.history.suite import Suite
from sim.results.manifest import config_hash
from sim.world.calendar import month_date

HEAD = """# The skill of the model on the past, series by series. Made by `python docs/generate_backtest.py`; read by reports, by no rule.
# skill: the share of the best naive forecast's score that the model takes away, with an interval of 90 %; held_90: the share of figures in
# the 90 % bands. config_hash says with which numbers it was made.
"""
PLACES = 5


def skill_file(suite: Suite, mode: str, lines: Sequence[Line], pooled: Sequence[Together]) -> str:
    """The file."""
    spans = {name: [month_date(month) for month in window] for name, window in suite.windows.items()}
    told: dict[str, Any] = {
        "suite": suite.story.name, "title": suite.title, "mode": mode, "worlds": suite.worlds, "seed": suite.seed, "sim": sim.__version__,
        "parameters": mode_plans(suite, (mode,))[0].parameters.name, "config_hash": config_hash(), "windows": spans,
        "series": [series(suite, mode, part.name, lines) for part in suite.parts],
        "together": {one.window: entry(one) for one in pooled if one.mode == mode and one.figures},
    }
    return HEAD + str(yaml.safe_dump(told, sort_keys=False, allow_unicode=True, width=140, default_flow_style=None))


def series(suite: Suite, mode: str, name: str, lines: Sequence[Line]) -> dict[str, Any]:
    """One series in every window that has figures of it."""
    own = [one for one in lines if (one.mode, one.name) == (mode, name)]
    return {"name": name, "label": own[0].label, "counts": own[0].counts} | {one.window: entry(one) for one in own if one.figures}


def entry(one: Line | Together) -> dict[str, Any]:
    """One window."""
    found = one.skill
    numbers = {"skill": found.value, "low": found.low, "high": found.high} if found else {}
    known = {name: round(float(value), PLACES) for name, value in numbers.items() if not np.isnan(value)}
    best = BASELINES[one.baseline][0] if one.baseline else "none"
    return {"figures": one.figures, "best": best, **known, "held_90": round(float(one.coverage_90), PLACES)}
