"""The page on which a story is played: its question, sliders, the fans, the answers, and what changes against a pinned run."""

from __future__ import annotations

import streamlit as st

from sim.dashboard.controls import choose_story, order_of
from sim.dashboard.handing import downloads, keep
from sim.dashboard.orders import Order
from sim.dashboard.pinning import pinning
from sim.dashboard.progress import progress
from sim.dashboard.session import Session, session
from sim.dashboard.showing import show
from sim.dashboard.telling import faults, foot, plain, telling
from sim.results.values import counted
from sim.scenario.read import Scenario


def page() -> None:
    """Choose, set, play, look, take away."""
    here = session()
    here.player.warm()
    with telling():
        story = choose_story(here)
        if story is not None:
            told(story)
            order = order_of(here, story)
            if order is not None:
                progress(here.player)
            answered(here, order)
    foot(here.player.state.result)


def told(story: Scenario) -> None:
    """What the story is called and asks."""
    st.title(plain(story.title))
    st.markdown(plain(" ".join(story.question.split())))
    if story.warnings:
        with st.expander(f"{len(story.warnings)} remarks on this story" if len(story.warnings) > 1 else "A remark on this story"):
            faults(story.warnings)


def answered(here: Session, order: Order | None) -> None:
    """What has been found, as far as it is known."""
    state = here.player.state
    if state.faults:
        faults(state.faults)
    if state.failed:
        st.error(plain(state.failed))
    result = state.result
    if state.stopped:
        stopped(here)
    if result is None:
        empty(state.playing or state.stopped)
        return
    if not state.stopped and order is not None and not state.playing and state.result_of not in (None, order):
        st.info("What is shown below was played with other settings. Press Play to see these.")
    show(result, here.pinned, "play")
    pinning(here, result)
    st.header("Take it away")
    downloads(result)
    if st.button("Keep as a stored result", help="Writes the run into the results folder: the page Results shows it from then on"):
        here.kept = str(keep(result))
    if here.kept:
        st.caption(f"Kept: {plain(here.kept)}")


def stopped(here: Session) -> None:
    """What was given up, which picture stands below, and the button that plays it after all."""
    state = here.player.state
    below = "Nothing had been played before." if state.result is None else "The picture below is the one before it."
    if state.result is not None and state.result_of == state.order:
        below = f"The picture below is of the {counted(len(state.result.variants), 'variant')} that had been played."
    st.warning(f"Stopped after {state.ended_after:.0f} s, with {state.share(state.ended_after):.0%} played. {below}")
    st.button("Play it after all", key="again", on_click=here.player.again)


def empty(playing: bool) -> None:
    """What stands where nothing has been played yet."""
    if not playing:
        st.info("Press Play in the panel on the left (» opens it). "
                "Sliders that you do not move leave to the story, and to the capitals, what they decide.")

