"""What history says about this model: the skill of every series beside naive forecasts, as the last back-test left it; nothing is played here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sim.plots.drawing.findings import signed
from sim.plots.drawing.labels import listed
from sim.report.model import Block, Grid, Paragraph, Section
from sim.results.manifest import SHORT
from sim.results.result import Result
from sim.results.sweep import SweepResult
from sim.results.values import counted
from sim.world.numbers import table
from sim.world.theatres import pair_of

FILE = "history/skill_korea.yaml"
"""Where the last back-test left its skills."""

FITTED, HELD = "fit", "hold_out"
"""The windows of the table."""

HEAD = ("Series", "Figures held out", "Best naive forecast", "Skill, held out", "90 % interval", "Inside the 90 % band", "Skill, fitted years")

NOTE = ("Skill is the share of the best naive forecast's score that the model takes away: 1 would be perfect, below 0 the naive forecast is "
        "better. The best is picked with hindsight. The interval comes from drawing whole years anew; few figures make it wide.")

NONE = "\N{EN DASH}"

SILENT = "Nothing here tests the cohesion of alliances: what can be observed says little about it."


def section(result: Result | SweepResult, key: str) -> Section:
    """The table with what it says in words."""
    found = table(FILE)
    blocks: list[Block] = [Paragraph(text) for text in said(found)]
    doubts = list(of_other_numbers(result, found))
    blocks[:0] = [Paragraph(text, strong=True) for text in doubts]
    caption = f"{found['title']}: {counted(found['worlds'], 'world')}, parameters {found['parameters']}, configs {found['config_hash'][:SHORT]}"
    rows = tuple(row(one) for one in found["series"] if HELD in one or FITTED in one)
    return Section(key, "What history says about this model", (*blocks, Grid(caption, HEAD, rows, NOTE)))


def said(found: Mapping[str, Any]) -> Iterator[str]:
    """What the table says, counted from it."""
    asked = [one for one in found["series"] if one["counts"]]
    scored = [one for one in asked if "skill" in one.get(HELD, {})]
    better = [one for one in scored if one[HELD]["skill"] > 0]
    surely = [one for one in scored if one[HELD].get("low", -1) > 0]
    first, last = (str(edge)[:4] for edge in found["windows"][HELD])
    worse, without = [one["label"] for one in scored if one not in better], [one["label"] for one in asked if one not in scored]
    yield (f"Over {first} to {last}, to which no program has fitted anything, the model forecasts {len(better)} of {len(asked)} series better than "
           f"the best naive forecast; the whole interval lies above zero on {len(surely)}."
           + (f" It does worse on {listed(worse)}." if worse else "") + (f" There are no figures of {listed(without)}." if without else ""))
    yield "Those who set the model's numbers knew these years, so a positive skill is a condition for being taken seriously, not a proof."
    yield SILENT


def of_other_numbers(result: Result | SweepResult, found: Mapping[str, Any]) -> Iterator[str]:
    """In what the model that was tested is not the one that was played here."""
    facts, pair = result.manifest, pair_of(result.scenario)
    if pair is not None:
        yield f"These are the skills of Seoul and Beijing. No back-test stands behind a report of {pair.title}."
    if facts["config_hash"] != found["config_hash"]:
        yield (f"The back-test was made with other numbers (configs {found['config_hash'][:SHORT]}) than this result "
               f"({facts['config_hash'][:SHORT]}): it may not hold of it. Play it anew: sim backtest korea.")
    if facts["parameters"] != found["parameters"]:
        yield f"The back-test was made with the parameters {found['parameters']}, this result with {facts['parameters']}."


def other_numbers(result: Result | SweepResult) -> bool:
    """Whether the skills are those of other numbers than the result was made with."""
    return bool(result.manifest["config_hash"] != table(FILE)["config_hash"])


def row(one: Mapping[str, Any]) -> tuple[str, ...]:
    """One series."""
    held, fitted = one.get(HELD, {}), one.get(FITTED, {})
    label = one["label"] if one["counts"] else f"{one['label']} (beside the count)"
    inside = f"{100 * held['held_90']:.0f} %" if held else NONE
    return (label, str(held.get("figures", 0)), held.get("best", NONE), skill(held),
            interval(held), inside, skill(fitted))


def skill(window: Mapping[str, Any]) -> str:
    """A skill with its sign; a word where there is none."""
    return signed(window["skill"]) if "skill" in window else NONE


def interval(window: Mapping[str, Any]) -> str:
    """Its interval."""
    return f"{signed(window['low'])} to {signed(window['high'])}" if "low" in window else NONE
