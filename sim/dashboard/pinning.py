"""A run that is pinned stays on the page as the baseline; the next is shown beside it, and compared with it in the same worlds."""

from __future__ import annotations

import streamlit as st

from sim.dashboard.charts.difference import difference
from sim.dashboard.session import Session
from sim.dashboard.showing import PLOTLY, summary
from sim.dashboard.tables import compared
from sim.dashboard.telling import plain, said
from sim.errors import SimError
from sim.experiments.compare import Comparison, compare
from sim.experiments.compare.words import findings
from sim.plots.difference_to_baseline import QUANTITIES
from sim.plots.drawing.labels import title_of
from sim.results.intervals import NORMAL_95
from sim.results.result import Result


def pinning(here: Session, result: Result) -> None:
    """Pin or let go; what has changed since."""
    st.header("Against a pinned run")
    if here.pinned is None:
        st.caption("Pin this run, move a slider, and see here what changes, world by world.")
        st.button("Pin this run", key="pin", on_click=pin, args=(here, result))
        return
    st.caption(f"Pinned: {plain(here.pinned.title)}. {plain(summary(here.pinned))}")
    with st.container(horizontal=True):
        st.button("Pin this run instead", key="pin", on_click=pin, args=(here, result), disabled=here.pinned is result)
        st.button("Unpin", key="unpin", on_click=pin, args=(here, None))
    if here.pinned is not result:
        try:
            differing(between(here.pinned, result), drawn_of(result))
        except SimError as error:
            said(error)


def pin(here: Session, result: Result | None) -> None:
    """Pin a run, or none."""
    here.pinned = result


def between(pinned: Result, result: Result) -> Comparison:
    """The pinned run and this one: variants of one name; of stories that have none in common, their baselines."""
    names = {variant.name for variant in pinned.variants} & {variant.name for variant in result.variants}
    return compare(pinned, result, wanted=() if names else [(pinned.variants[0].name, result.variants[0].name)])


def drawn_of(result: Result) -> list[str]:
    """The variants that the fans above show."""
    return list(st.session_state.get(f"drawn-play-{result.name}") or [result.variants[0].name])


def differing(found: Comparison, shown: list[str]) -> None:
    """Differences over the months and of the outcomes, with what must be said of how they were made."""
    names = [pair.second[1].name for pair in found.pairs]
    shown = [name for name in shown if name in names] or names[:1]
    st.plotly_chart(difference(found, shown), key="difference", theme=None, config=PLOTLY, alt="Differences to the pinned run over the months")
    matched = all(pair.common for pair in found.pairs)
    proportion(found, shown)
    st.caption("Line: mean difference to the pinned run; bands: 30, 60 and 90 % of the worlds. " + (
        "The noise is matched: both were played in the same worlds, so that what differs is due to what was set." if matched
        else "The noise is not matched: they were played in different worlds; the same seed and start of the story would match them."))
    st.html(compared(found, shown))
    if len(names) > len(shown):
        with st.expander("All variants"):
            st.html(compared(found))
    st.caption("A is the pinned run, B the one above.")
    for line in (*found.remarks, *findings(found)):
        st.caption(plain(line))


def proportion(found: Comparison, shown: list[str]) -> None:
    """How large the differences are beside what tells the worlds of the pinned run apart anyhow."""
    lines = []
    for pair in found.pairs:
        if pair.second[1].name in shown and isinstance(pair.first[0].result, Result):
            name = next(name for name in QUANTITIES if name in found.quantities)
            fan = found.series(pair, name).fan
            levels = pair.first[0].result.fan(pair.first[1].name, name).quantiles
            gap, error, width = float(fan.mean[-1]), NORMAL_95 * float(fan.error[-1]), float(levels[0.95][-1] - levels[0.05][-1])
            sure = "" if abs(gap) > error else "; it cannot be told apart from sampling noise"
            lines.append(f"{pair.second[1].name}: {title_of(name, pair.first[0].result)} moves at the end by {gap:+.4f} ({gap - error:+.4f} to "
                         f"{gap + error:+.4f}), where 90 % of the pinned worlds lie within {width:.3f}{sure}.")
    for line in lines:
        st.markdown(plain(line))
