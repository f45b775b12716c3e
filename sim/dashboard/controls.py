"""The panel at the side: which story, the sliders, how many worlds, and the button that plays."""

from __future__ import annotations

import streamlit as st

from sim.dashboard.levers import Slider, groups
from sim.dashboard.orders import ALL, Order, sets_of
from sim.dashboard.session import Session
from sim.dashboard.telling import plain
from sim.scenario.catalogue import Entry, entries, theatre_entries, themes
from sim.scenario.read import Scenario, load

WORLDS, STEP, MOST = 300, 100, 5000
"""Worlds that are played where nobody says otherwise, by how many they grow, and the most that the page offers."""

FIRST = "thaad_lift"
"""The story that the page opens with."""

OWN, OTHER, THEATRES = "own", "other", "theatres"
HEADINGS = {OWN: "Written here", OTHER: "Your own files", THEATRES: "Other theatres"}
"""Headings beside the themes."""


def choose_story(here: Session) -> Scenario | None:
    """The story that is chosen, by theme; the one that was chosen before stays when another page has been looked at."""
    homes = stories(here)
    theme_of = {entry.name: theme for theme, found in homes.items() for entry in found}
    story = here.story if here.story in theme_of else FIRST
    headings = dict(themes()) | HEADINGS
    themes_here = list(homes)
    with st.sidebar:
        theme = st.selectbox("Theme", themes_here, themes_here.index(theme_of[story]), format_func=lambda name: headings[name], key="theme")
        names = [entry.name for entry in homes[theme]]
        titles = {entry.name: entry.title for entry in homes[theme]}
        first = names.index(story) if story in names else 0
        chosen = st.selectbox("Story", names, first, format_func=lambda name: titles[name], key=f"story-{theme}")
    if chosen != here.story:
        if here.story:
            here.player.forget()
        here.story, here.kept = chosen, ""
    return load(file_of(here, chosen))


def stories(here: Session) -> dict[str, list[Entry]]:
    """All stories by theme; those of this session, of a folder `scenarios` here, and of other theatres under headings of their own."""
    found: dict[str, list[Entry]] = {OWN: [Entry(name, name) for name in here.own]} if here.own else {}
    for entry in entries():
        found.setdefault(entry.theme or OTHER, []).append(entry)
    if others := theatre_entries():
        found[THEATRES] = others
    return found


def file_of(here: Session, name: str) -> str:
    """Where a story is: a file of this session, or a name that is known."""
    return str(here.own.get(name, name))


def order_of(here: Session, story: Scenario) -> Order | None:
    """The order as the panel says it; played when the button is pressed, and from then on whenever a slider is released."""
    with st.sidebar:
        pressed = st.button("Play", type="primary", width="stretch", key="play")
        at_once = st.toggle("Play again when a slider is released", True, key="at-once")
        variant = acting_on(story)
        levels = sliders(here, story)
        with st.expander("Worlds and chance"):
            worlds = st.number_input("Worlds", 1, MOST, WORLDS, STEP, key="worlds", help="More worlds take longer, and leave less to sampling noise")
            seed = st.number_input("Seed", 0, value=story.runs.seed, key=f"seed-{here.story}", help="The same seed plays the same worlds")
    shown = st.session_state.get(f"drawn-play-{story.name}") or [""]
    order = Order(file_of(here, here.story), sets_of(story, levels, variant), int(worlds), int(seed))
    load(order.file, order.sets)
    state = here.player.state
    if pressed or (at_once and state.order is not None and state.order != order):
        here.kept = ""
        here.player.play(order, shown[-1])
    return order


def acting_on(story: Scenario) -> str:
    """The variant on which the sliders act."""
    names = [variant.name for variant in story.variants]
    if len(names) == 1:
        return ALL
    return st.selectbox("The sliders act on", [ALL, *names], format_func=lambda name: name or "every variant", key=f"acting-{story.name}",
                        help="On one variant alone, the others stay as they are told, and the difference is due to the sliders")


def sliders(here: Session, story: Scenario) -> dict[str, float]:
    """The sliders by group; the levels of those that were moved."""
    moved = here.levels.setdefault(here.story, {})
    for heading, found in groups(story):
        count = sum(one.name in moved for one in found)
        st.markdown(f"**{plain(heading)}** " + (f":blue[{count} of {len(found)} set]" if count else ":gray[as the story says]"))
        for one in found:
            slider(here, one, moved)
    if moved and st.button("Leave all to the story", key="leave-all"):
        moved.clear()
        st.rerun()
    return dict(moved)


def slider(here: Session, one: Slider, moved: dict[str, float]) -> None:
    """One slider; below it, whether it is set or left to the story, and how to give it back."""
    key = f"level-{here.story}-{one.name}"
    st.session_state[key] = moved.get(one.name, one.begins)

    def note() -> None:
        moved[one.name] = float(st.session_state[key])

    def leave() -> None:
        moved.pop(one.name, None)

    st.slider(one.label, 0.0, 1.0, step=0.01, key=key, on_change=note, help=plain(f"{one.help} In this story: {one.said}."))
    if one.name in moved:
        st.button(f":blue[set to {moved[one.name]:.2f}] · give back to the story", key=f"leave-{key}", on_click=leave, type="tertiary")
    else:
        st.caption(plain(brief(one.said)))


def brief(said: str) -> str:
    """What the story says, in a line."""
    parts = said.split("; ")
    return said if len(said) <= 60 else "the story says, by variant (see ?)" if ": " in parts[0] else "the story says (see ?)"
