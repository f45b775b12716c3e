"""What can be taken away: the story as it is set now, the answers, a figure, the report, and the run as a stored result."""

from __future__ import annotations

from pathlib import Path

import streamlit as st
import yaml

from sim import plots
from sim.plots.drawing.files import content
from sim.report import report
from sim.results.find import results_root
from sim.results.result import Result
from sim.results.store import Dumper, draft, write
from sim.results.sweep import SweepResult
from sim.results.tables import answers_text

FORMS = {"svg": "image/svg+xml", "png": "image/png"}


def story_text(result: Result | SweepResult) -> str:
    """The story as YAML, with what the sliders set."""
    return yaml.dump(result.scenario, Dumper=Dumper, sort_keys=False, allow_unicode=True, width=120)


def figure(result: Result | SweepResult, kind: str, form: str) -> bytes:
    """A picture of the standard set as a file."""
    return content(plots.picture(result, kind), form)


def keep(result: Result) -> Path:
    """Write a run into the results folder, where every command finds it."""
    whole = Result(result.manifest, result.scenario, result.answers, result.tables)
    with draft(results_root(), result.name) as new:
        write(whole, new.folder)
        return new.publish(f"{result.manifest['started'][:10]}-{result.manifest['hash'][:8]}")


def downloads(result: Result, kind: str = "cohesion_fan") -> None:
    """A row of buttons; figure and report are made when they are asked for."""
    name = f"{result.name}-{result.manifest['hash'][:8]}"
    with st.container(horizontal=True):
        st.download_button("Story (YAML)", story_text(result), f"{name}.yaml", "application/yaml", on_click="ignore", key="take-story")
        st.download_button("Answers (CSV)", answers_text(result.answers), f"{name}.csv", "text/csv", on_click="ignore", key="take-answers")
        for form, mime in FORMS.items():
            st.download_button(f"Figure ({form.upper()})", lambda form=form: figure(result, kind, form), f"{name}-{kind}.{form}", mime,  # type: ignore[misc]
                               on_click="ignore", key=f"take-{form}")
        st.download_button("Report (HTML)", lambda: report([result]), f"{name}.html", "text/html", on_click="ignore", key="take-report")
