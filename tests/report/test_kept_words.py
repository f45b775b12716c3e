"""What reports say of the model's past and limits is what the manual says of them."""

from __future__ import annotations

import re
from pathlib import Path

from sim.rules.recorded import quantities
from sim.world.numbers import table

DOCS = Path(__file__).resolve().parent.parent.parent / "docs"


def test_every_limit_of_a_report_stands_in_the_manual() -> None:
    page = (DOCS / "explanation" / "limits.md").read_text(encoding="utf-8")
    for entry in table("report/limits.yaml")["limits"]:
        assert f"**{entry['says']}**" in page, entry["says"]


def test_every_limit_is_about_something_that_is_recorded() -> None:
    names = [*quantities(), *(f"drivers.{name}" for name in table("drivers.yaml")["drivers"])]
    for entry in table("report/limits.yaml")["limits"]:
        for name in entry.get("about", ()):
            assert any(known.startswith(name) for known in names), name


def test_the_skills_of_a_report_are_those_of_the_page_on_the_past() -> None:
    page = (DOCS / "explanation" / "past_and_forecasts.md").read_text(encoding="utf-8")
    held = page[page.index("## Held out") : page.index("## The fitting window")]
    rows = {cells[0].strip("* "): cells for cells in (re.split(r"\s*\|\s*", line.strip("| ")) for line in held.splitlines() if line.startswith("|"))}
    for one in table("history/skill_korea.yaml")["series"]:
        if "hold_out" in one:
            found, cells = one["hold_out"], rows[one["label"]]
            told = f"{found['skill']:+.2f}" + (f" ({found['low']:+.2f} to {found['high']:+.2f})" if "low" in found else "")
            assert told == cells[5], one["label"]
            assert found["best"] == cells[2]
            assert f"{found['held_90']:.0%}".replace("%", " %") == cells[7]
