"""The page on which a story is written, pasted or uploaded: its faults with their lines, and then it is played."""

from __future__ import annotations

import re
from pathlib import Path

import streamlit as st

from sim.dashboard.session import Session, session
from sim.dashboard.telling import faults, foot, plain, telling
from sim.errors import Fault, ScenarioError, SimError
from sim.experiments.sweep.study import odd
from sim.scenario.build import plans
from sim.scenario.catalogue import template_note, template_text, templates
from sim.scenario.read import load

NAME = "my_story"
GOOD = re.compile(r"[A-Za-z_][\w-]*")
TEXT = "own-text"
HEIGHT = 420
"""Height of the field in pixels."""


def page() -> None:
    """Write, check, play."""
    here = session()
    st.title("Write a story")
    st.markdown("Write or paste a story in YAML, upload a file, or begin with a template. It stays in this session alone.")
    with telling():
        beginning()
        text = st.text_area("Story", key=TEXT, height=HEIGHT, placeholder="sim: 1\nextends: january_2026\ntitle: ...")
        if text.strip():
            checked(here, text)
        else:
            st.info("Nothing is written yet.")
    foot()


def beginning() -> None:
    """A file or a template to begin with."""
    one, two = st.columns(2)
    notes = {name: template_note(name) for name in templates()}
    one.selectbox("Begin with a template", list(notes), None, format_func=lambda name: f"{name}: {notes[name]}", key="template",
                  on_change=take_template, placeholder="Choose one")
    two.file_uploader("Or upload a file", ["yaml", "yml"], key="upload", on_change=take_upload)


def take_template() -> None:
    """Put a template into the field."""
    if name := st.session_state.get("template"):
        st.session_state[TEXT] = template_text(name)


def take_upload() -> None:
    """Put an uploaded file into the field, under its own name."""
    found = st.session_state.get("upload")
    if found is not None:
        st.session_state[TEXT] = found.getvalue().decode("utf-8", errors="replace")
        stem = Path(found.name).stem
        st.session_state["own-name"] = stem if GOOD.fullmatch(stem) else NAME


def checked(here: Session, text: str) -> None:
    """What is wrong with a story and what is odd; where nothing is wrong, the button that plays it."""
    name = st.session_state.get("own-name", NAME)
    path = here.write(name, text)
    found = faults_of(path)
    wrong = sum(not fault.warning for fault in found)
    if wrong:
        st.markdown(f"**{wrong} fault{'s' if wrong > 1 else ''}**" + (f", {len(found) - wrong} warnings" if len(found) > wrong else ""))
    else:
        st.success("Checked: no fault" + (f", {len(found)} warning{'s' if len(found) > 1 else ''}." if found else "."))
        st.button("Play it", type="primary", on_click=offer, args=(here, name, path), key="play-own")
        if name in here.own:
            st.caption(f"It stands on the page Play, theme Written here, as {plain(name)}.")
    faults(found, f"{path.parent}/")


def offer(here: Session, name: str, path: Path) -> None:
    """Put the story on the page Play, and choose it there."""
    here.player.forget()
    here.own[name] = path
    here.story = name
    st.session_state["theme"] = "own"
    st.session_state["go"] = "play"


def faults_of(path: Path) -> list[Fault]:
    """Every fault and warning, as `sim check` finds them."""
    try:
        story = load(str(path))
        plans(story)
        return [*story.warnings, *odd(story)]
    except ScenarioError as error:
        return error.faults
    except SimError as error:
        return [Fault(error.where or path.name, "unusable", error.what, error.remedy)]
