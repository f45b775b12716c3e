"""What the page says beside its charts: faults, errors and warnings without a traceback, and at the foot of every page what the model cannot tell."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

import streamlit as st

from sim.errors import Fault, ScenarioError, SimError
from sim.export.about import LIMITS
from sim.results.result import Result
from sim.results.sweep import SweepResult

SPECIAL = re.compile(r"([\\*_{}\[\]()#+!|~$<>:-])")

COMMAND = re.compile(r"\bsim (list|run|sweep|show|check|plot|schema|rerun|explain|compare|diff|new|doctor|sensitivity|calibrate|backtest)\b")
"""A command of the terminal, which helps nobody who has none."""


def plain(text: str) -> str:
    """A text as it stands, whatever Markdown would make of it; what is in back quotes stays a name."""
    pieces = text.split("`")
    return "`".join(piece if place % 2 else SPECIAL.sub(r"\\\1", piece) for place, piece in enumerate(pieces)) if len(pieces) % 2 else (
        SPECIAL.sub(r"\\\1", text.replace("`", "'"))
    )


@contextmanager
def telling() -> Iterator[None]:
    """Say what went wrong in a box on the page, and leave the rest of it standing."""
    try:
        yield
    except ScenarioError as error:
        faults(error.faults)
    except SimError as error:
        said(error)
    except OSError as error:
        st.error(plain(f"{error.filename or ''}: {error.strerror or error}".removeprefix(": ")))


def said(error: SimError) -> None:
    """One error: what is wrong, where, what to do."""
    box(st.error, f"{error.where}: {error.what}" if error.where else error.what, error.remedy)


def box(kind: Callable[[str], object], what: str, remedy: str) -> None:
    """What is wrong and what to do; a remedy that is a command stands in a box of its own."""
    command = COMMAND.search(remedy)
    kind("  \n".join(plain(part) for part in (what, "" if command else remedy) if part))
    if command:
        with st.expander("For the terminal"):
            st.caption(plain(remedy))


def faults(found: Iterable[Fault], place: str = "") -> None:
    """Faults and warnings of a story, each with its line; `place` is the folder that nobody needs to see."""
    for fault in found:
        where = fault.where.removeprefix(place)
        box(st.warning if fault.warning else st.error, f"{where}: {fault.what}", fault.remedy)
        if fault.excerpt:
            st.code(fault.excerpt, language=None)


def foot(result: Result | SweepResult | None = None) -> None:
    """What stands at the foot of every page."""
    st.divider()
    if result is not None:
        st.caption(plain(result.foot))
    st.caption("**What the model cannot tell.** " + " ".join(plain(limit) for limit in LIMITS))
