"""A run on the page: what was played, the fans, the answers with their words."""

from __future__ import annotations

import streamlit as st

from sim.dashboard.charts.fans import banded, event_key, fans, leading
from sim.dashboard.tables import NOTE, answers
from sim.dashboard.telling import plain
from sim.export.about import answer
from sim.plots.cohesion_fan import ALLIANCES
from sim.results.result import Result
from sim.results.sweep import SweepResult
from sim.world.calendar import month_label
from sim.world.theatres import speaker

PLOTLY = {"displaylogo": False, "modeBarButtonsToRemove": ["select2d", "lasso2d", "autoScale2d"], "toImageButtonOptions": {"format": "svg"}}
"""How charts behave: nothing in them leads elsewhere."""


def show(result: Result, pinned: Result | None, where: str) -> None:
    """The fans of the variants that are drawn, and the answers of all."""
    first, *more = answer(result)
    st.markdown(f"**{plain(first)}**")
    for line in more:
        st.markdown(plain(line))
    st.caption(plain(summary(result)))
    shown = drawn(result, where)
    st.plotly_chart(fans(result, shown, pinned), key=f"fans-{where}", theme=None, config=PLOTLY, alt="Fans of the worlds over the months")
    key = event_key(result, shown)
    whose = f" of {' and '.join(banded(shown))}" if len(shown) > 2 else ""
    st.caption(plain(f"Line: median; bands{whose}: 30, 60 and 90 % of the worlds; {scale(result)}.") + (f" Events: {plain(key)}." if key else ""))
    titles = {variant.name: variant.title for variant in result.variants}
    headline = [answer for answer in result.answers if answer.headline] or result.answers
    st.header("Answers")
    st.html(answers(headline, titles))
    rest = [answer for answer in result.answers if answer not in headline]
    if rest:
        with st.expander(f"{len({answer.outcome for answer in rest})} further outcomes"):
            st.html(answers(rest, titles))
    st.caption(plain(NOTE))


def summary(result: Result) -> str:
    """How much was played, over which months, in what it differs from the story."""
    first, last = (month_label(result.start + month) for month in (0, result.months - 1))
    told = f"{result.played} · {first} to {last} · seed {result.manifest['seed']}"
    changes = [change for change in result.altered if "=" in change and not change.startswith("variants.")]
    return told + (f" · altered: {'; '.join(changes)}" if changes else "")


def drawn(result: Result | SweepResult, where: str) -> list[str]:
    """The variants that the fans show: by default the baseline and the next."""
    names = [variant.name for variant in result.variants]
    if len(names) == 1:
        return names
    key = f"drawn-{where}-{result.name}"
    if key not in st.session_state:
        st.session_state[key] = names[:2]
    st.session_state[key] = [name for name in st.session_state[key] if name in names]
    return st.pills("Variants drawn", names, selection_mode="multi", key=key) or names[:1]


def scale(result: Result) -> str:
    """What the numbers beside the fans are."""
    words, names = speaker(result.scenario) or str, leading(result)
    return "index 0 to 1" if names == ALLIANCES else f"flows: {words(result.quantities[names[0]].unit)}; indices 0 to 1"
