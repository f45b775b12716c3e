"""The page that says what a name of the model means: rules with their equations, numbers with range, grade and source."""

from __future__ import annotations

import streamlit as st

from sim.dashboard.telling import foot, plain, telling
from sim.explain import explain
from sim.explain.names import index
from sim.explain.page import Block, Page
from sim.scenario.files import shipped

EXAMPLES = ("trade_coercion", "grievance.decay_months", "cohesion.us_rok", "beijing.pressure", "indirect_balancing", "accommodate", "thaad_lift")
"""Names that show what can be asked."""


def page() -> None:
    """Ask for a name, read its pages."""
    st.title("What it means")
    st.markdown("Any name of the model: a mechanism, a number, a capital, an instrument, a posture, a quantity, an event, a source, a story.")
    names = sorted({*index(), *shipped()}, key=str.lower)
    name = st.selectbox("Name", names, None, key="meaning", accept_new_options=True, placeholder="Type to search")
    if name:
        with telling():
            for found in explain(name):
                show(found)
    else:
        with st.container(horizontal=True):
            for example in EXAMPLES:
                st.button(example, key=f"example-{example}", on_click=ask, args=(example,), type="tertiary")
    foot()


def ask(name: str) -> None:
    """Ask for a name."""
    st.session_state["meaning"] = name


def show(found: Page) -> None:
    """One meaning of a name."""
    st.header(plain(found.title), divider="gray")
    for part in found.sections:
        if part.heading:
            st.subheader(plain(part.heading))
        lines: list[str] = []
        for block in part.blocks:
            if block.kind == "verbatim":
                flush(lines)
                st.code(block.text, language=None)
            else:
                lines.append(line(block))
        flush(lines)


def line(block: Block) -> str:
    """Running text, or an item of a list, as Markdown."""
    words = plain(" ".join(block.text.split()))
    return f"{'    ' * block.depth}- {words}" if block.kind == "item" else f"\n{words}\n"


def flush(lines: list[str]) -> None:
    """Write the lines that have come together."""
    if lines:
        st.markdown("\n".join(lines))
        lines.clear()
