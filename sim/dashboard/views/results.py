"""The page on which stored results are opened: runs and sweeps, with answers, fans and the pictures of the standard set."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import streamlit as st

from sim import plots
from sim.dashboard.charts.swept import swept
from sim.dashboard.handing import FORMS, downloads, figure
from sim.dashboard.session import session
from sim.dashboard.showing import PLOTLY, drawn, show
from sim.dashboard.tables import swept as swept_table
from sim.dashboard.telling import foot, plain, telling
from sim.experiments.effect_cells import NOTE as EFFECTS
from sim.results.find import listing, results_root
from sim.results.overview import row
from sim.results.reading import read
from sim.results.result import Result
from sim.results.sweep import SweepResult
from sim.results.sweep_cells import NOTE
from sim.results.values import counted

Stored = Result | SweepResult

LEADING = ("wedge_map", "response_curves")
"""The pictures of a sweep that are drawn without being asked for."""

KEPT = 32
"""So many pictures are kept for who looks again."""


def page() -> None:
    """Choose a result and look at it."""
    st.title("Results")
    found: Stored | None = None
    with telling():
        found = chosen()
        if isinstance(found, SweepResult):
            of_a_sweep(found)
        elif found is not None:
            of_a_run(found)
        if found is not None:
            picture(found)
    foot(found)


def chosen() -> Stored | None:
    """The result that is asked for; None where there are none yet."""
    folders = [str(folder) for folder in listing(results_root())]
    before = st.session_state.get("result")
    if not folders and before is None:
        st.info(f"There are no stored results in {plain(str(results_root()))} yet. Keep a run on the page Play.")
        return None
    if before is not None and before not in folders:
        folders.append(before)
    folder = st.selectbox("Result", folders, format_func=called, key="result")
    if not Path(folder).is_dir():
        st.error(f"This result is no longer there: {plain(folder)}. Choose another.")
        return None
    return read(folder)


def called(folder: str) -> str:
    """A result in the list; its words stay as they are while the page is open, also when the result is gone."""
    known = session().called
    return known.setdefault(folder, words(row(Path(folder))))


def words(facts: dict[str, Any]) -> str:
    """Kind, title, how much was played, when, and the end of its name."""
    if "started" not in facts:
        return f"{facts['name']} · {facts['title']}"
    kind = "Sweep" if facts["kind"] == "sweep" else "Run"
    points = f"{counted(facts['points'], 'point')} x " if kind == "Sweep" else ""
    day, _, time = facts["started"].partition("T")
    altered, end = " · altered" if facts["altered"] else "", facts["name"].partition("/")[2][11:]
    return f"{kind} · {facts['title']} · {points}{counted(facts['worlds'], 'world')} · {day} {time[:5]}{altered} · {end}"


def of_a_run(result: Result) -> None:
    """A run: what it asks, its fans, its answers."""
    st.header(plain(result.title))
    st.markdown(plain(" ".join(result.question.split())))
    show(result, None, "results")
    downloads(result)
    if st.button("Pin on the page Play", help="Runs that you play there are then compared with this one"):
        session().pinned = result
        st.caption("Pinned.")


def of_a_sweep(sweep: SweepResult) -> None:
    """A sweep: what was varied, an outcome against a lever, how far the outcomes reach."""
    st.header(plain(sweep.title))
    st.caption(plain(f"{sweep.played} · design {sweep.design} · varied: {', '.join(lever.whose for lever in sweep.levers)}"))
    one, two = st.columns(2)
    labels = {info.name: info.label for info in sweep.outcomes}
    levers = {lever.name: lever.whose for lever in sweep.levers}
    outcome = one.selectbox("Outcome", list(labels), format_func=lambda name: labels[name], key="swept-outcome")
    lever = two.selectbox("Against", list(levers), format_func=lambda name: levers[name])
    st.html(swept_table(sweep, [info for info in sweep.outcomes if info.name == outcome]))
    shown = drawn(sweep, "results")
    st.plotly_chart(swept(sweep, outcome, lever, shown), key="swept", theme=None, config=PLOTLY, alt="An outcome at every point of the sweep")
    st.caption(f"{plain(EFFECTS)} {plain(NOTE)}")
    with st.expander("Every outcome"):
        st.html(swept_table(sweep, sweep.outcomes))


def picture(result: Stored) -> None:
    """Pictures of the standard set, drawn when they are asked for, with their files; of a sweep those that lead are there at once."""
    st.header("Pictures")
    kinds = {kind: kind.replace("_", " ").capitalize() for kind in plots.figures_of(result)}
    first = [kind for kind in LEADING if kind in kinds]
    for kind in st.multiselect("Picture", list(kinds), first, format_func=lambda name: kinds[name], placeholder="Choose from the standard set"):
        with telling():
            st.image(svg(result, kind, mark(result)).decode(), width="stretch", alt=kinds[kind])
            with st.container(horizontal=True):
                for form, mime in FORMS.items():
                    st.download_button(form.upper(), lambda form=form, kind=kind: figure(result, kind, form),  # type: ignore[misc]
                                       f"{result.name}-{kind}.{form}", mime, on_click="ignore", key=f"take-{kind}-{form}")


@st.cache_data(max_entries=KEPT, show_spinner="Drawing")
def svg(_result: Stored, kind: str, mark: str) -> bytes:
    """A picture, drawn once for each state of a result."""
    return figure(_result, kind, "svg")


def mark(result: Stored) -> str:
    """What tells a result, and how far it is, from all others."""
    return f"{result.manifest['hash']} {result.played}"


