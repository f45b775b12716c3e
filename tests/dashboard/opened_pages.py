"""A short story, and what tests read off a page under `AppTest`."""

from __future__ import annotations

import time
from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from sim.dashboard.session import KEY

NAME = "scenarios/short.yaml"
SHORT = """sim: 1
extends: january_2026
title: A short story
question: Does anything move?
time: {start: 2026-02, months: 4}
variants:
  hold:
    title: Nothing is lifted
    actors: {beijing: {pressure: {culture: 0.6}}}
  lift:
    title: The ban goes
    events: [{name: A summit, on: 2026-04, effect: {grievance: {add: -0.1}}}]
    actors: {beijing: {pressure: {culture: 0.0}}}
outcomes:
  warm: {label: Engagement grows, chance_of: "engagement > start", headline: true}
  us_rok: {label: US-ROK cohesion, track: cohesion.us_rok}
runs: {worlds: 10, seed: 7}
"""

Opened = Callable[..., AppTest]


def finish(at: AppTest) -> AppTest:
    """Wait until nothing is played any more, and look again."""
    player = at.session_state[KEY].player
    until = time.monotonic() + 120
    while player.state.playing and time.monotonic() < until:
        time.sleep(0.05)
    return at.run()


def tables(at: AppTest) -> str:
    """The HTML of the page."""
    return "".join(element.proto.body for element in at.get("html"))


def charts(at: AppTest) -> list[str]:
    """The charts of the page, as the browser gets them."""
    return [element.proto.spec for element in at.get("plotly_chart")]
