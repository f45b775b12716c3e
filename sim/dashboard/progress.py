"""The bar that shows how far a play is, with the button that stops it; it looks by itself, so that the rest of the page need not."""

from __future__ import annotations

import time
from math import ceil

import streamlit as st

from sim.dashboard.player import Player, State
from sim.results.values import counted

EVERY = 0.3
"""Seconds between two looks at how far the play is."""


def progress(player: Player) -> None:
    """Show how far the play is, and have the page drawn again when there is something new."""
    state = player.state
    if state.playing:
        seen = state.number, state.version
        st.fragment(run_every=EVERY)(watch)(player, seen)
    elif state.ended_after and not (state.failed or state.faults or state.stopped):
        st.caption(f"First chart after {state.first_after:.1f} s, everything after {state.ended_after:.1f} s.")


def watch(player: Player, seen: tuple[int, int]) -> None:
    """One look. The bar comes first: what is clicked meanwhile, a link too, goes before what is drawn again."""
    state = player.state
    bar, button = st.columns([5, 1], vertical_alignment="center")
    after = time.monotonic() - state.started
    bar.progress(state.share(after), far(state, after))
    button.button("Stop", key="stop", on_click=player.stop, width="stretch")
    if not state.playing or (state.number, state.version) != seen:
        st.rerun()


def far(state: State, after: float) -> str:
    """How far a play is, and how long it will take: `Playing 5 variants in 300 worlds: 43 %, about 6 s left`."""
    if state.order is None or not state.total:
        return f"Starting, {after:.0f} s"
    what = f"Playing {counted(state.variants, 'variant')} in {counted(state.order.worlds, 'world')}"
    share = state.share(after)
    if not share:
        return f"{what}, {after:.0f} s"
    return f"{what}: {share:.0%}, about {max(1, ceil(after / share - after))} s left"
