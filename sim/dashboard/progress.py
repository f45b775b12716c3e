"""The bar that shows how far a play is, with the button that stops it; it looks by itself, so that the rest of the page need not."""

from __future__ import annotations

import time

import streamlit as st

from sim.dashboard.player import Player

EVERY = 0.3
"""Seconds between two looks at how far the play is."""


def progress(player: Player) -> None:
    """Show how far the play is, and have the page drawn again when there is something new."""
    state = player.state
    if state.playing:
        seen = state.number, state.version
        st.fragment(run_every=EVERY)(watch)(player, seen)
    elif state.ended_after and not state.failed and not state.faults:
        st.caption(f"First chart after {state.first_after:.1f} s, everything after {state.ended_after:.1f} s.")


def watch(player: Player, seen: tuple[int, int]) -> None:
    """One look."""
    state = player.state
    if not state.playing or (state.number, state.version) != seen:
        st.rerun()
    bar, button = st.columns([5, 1], vertical_alignment="center")
    after = time.monotonic() - state.started
    told = f"Playing: {state.done} of {state.total} variants, {after:.0f} s" if state.total else f"Starting, {after:.0f} s"
    bar.progress(state.done / state.total if state.total else 0.0, told)
    button.button("Stop", key="stop", on_click=player.stop, width="stretch")
