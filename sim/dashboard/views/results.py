"""The page on which stored results are opened: runs and sweeps, with answers, fans and the pictures of the standard set."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from sim import plots
from sim.dashboard.charts.swept import swept
from sim.dashboard.handing import FORMS, downloads, figure
from sim.dashboard.session import session
from sim.dashboard.showing import PLOTLY, show
from sim.dashboard.tables import swept as swept_table
from sim.dashboard.telling import foot, plain, telling
from sim.results.find import listing, results_root
from sim.results.reading import read
from sim.results.result import Result
from sim.results.sweep import SweepResult

Stored = Result | SweepResult


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
        st.info(f"There are no stored results in {plain(str(results_root()))} yet. Keep a run on the page Play, or type: sim run thaad\\_lift")
        return None
    if before is not None and before not in folders:
        folders.append(before)
    folder = st.selectbox("Result", folders, format_func=called, key="result")
    if not Path(folder).is_dir():
        st.error(f"This result is no longer there: {plain(folder)}. Choose another.")
        return None
    return read(folder)


def called(folder: str) -> str:
    """A result in the list."""
    path = Path(folder)
    return f"{path.parent.name} · {path.name}"


def of_a_run(result: Result) -> None:
    """A run: what it asks, its fans, its answers."""
    st.subheader(plain(result.title))
    st.markdown(plain(" ".join(result.question.split())))
    show(result, None, "results")
    downloads(result)
    if st.button("Pin on the page Play", help="Runs that you play there are then compared with this one"):
        session().pinned = result
        st.caption("Pinned.")


def of_a_sweep(sweep: SweepResult) -> None:
    """A sweep: what was varied, an outcome against a lever, how far the outcomes reach."""
    st.subheader(plain(sweep.title))
    st.caption(plain(f"{sweep.played} · design {sweep.design} · varied: {', '.join(lever.label for lever in sweep.levers)}"))
    one, two = st.columns(2)
    labels = {info.name: info.label for info in sweep.outcomes}
    levers = {lever.name: lever.label for lever in sweep.levers}
    outcome = one.selectbox("Outcome", list(labels), format_func=lambda name: labels[name])
    lever = two.selectbox("Against", list(levers), format_func=lambda name: levers[name])
    st.plotly_chart(swept(sweep, outcome, lever), key="swept", theme=None, config=PLOTLY, alt="An outcome at every point of the sweep")
    st.html(swept_table(sweep))


def picture(result: Stored) -> None:
    """One picture of the standard set, drawn when it is asked for, with its files."""
    st.subheader("Pictures")
    kinds = {kind: kind.replace("_", " ").capitalize() for kind in plots.figures_of(result)}
    kind = st.selectbox("Picture", list(kinds), None, format_func=lambda name: kinds[name], placeholder="Choose one of the standard set")
    if kind is None:
        return
    with telling():
        drawn = figure(result, kind, "svg")
        st.image(drawn.decode(), width="stretch", alt=kinds[kind])
        with st.container(horizontal=True):
            for form, mime in FORMS.items():
                st.download_button(form.upper(), lambda form=form: figure(result, kind, form), f"{result.name}-{kind}.{form}", mime,  # type: ignore[misc]
                                   on_click="ignore", key=f"take-picture-{form}")


