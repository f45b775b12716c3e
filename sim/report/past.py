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
from sim.world.calendar import month_label, month_number
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
    asked, scored = judged(found)
    better = [one for one in scored if one[HELD]["skill"] > 0]
    surely = [one for one in scored if one[HELD].get("low", -1) > 0]
    first, last = years(found)
    worse, without = [one["label"] for one in scored if one not in better], [one["label"] for one in asked if one not in scored]
    yield (f"{len(scored)} of {len(asked)} series have figures over {first} to {last}, to which no program has fitted anything"
           + (f" (none of {listed(without)})" if without else "")
           + f". Of these the model forecasts {len(better)} better than the best naive forecast, "
           f"{len(surely)} of them with the whole interval above zero" + (f"; it does worse on {listed(worse)}." if worse else "."))
    yield "Those who set the model's numbers knew these years, so a positive skill is a condition for being taken seriously, not a proof."
    yield SILENT


def judged(found: Mapping[str, Any]) -> tuple[list[Mapping[str, Any]], list[Mapping[str, Any]]]:
    """The series that count, and those of them that have figures held out."""
    asked = [one for one in found["series"] if one["counts"]]
    return asked, [one for one in asked if "skill" in one.get(HELD, {})]


def years(found: Mapping[str, Any]) -> tuple[str, ...]:
    """The first and the last year held out."""
    return tuple(str(edge)[:4] for edge in found["windows"][HELD])


def worst(result: Result | SweepResult) -> str:
    """The worst known failure on the past, for a first page: the series on which the model does worst beside a naive forecast."""
    found, pair = table(FILE), pair_of(result.scenario)
    if pair is not None:
        return f"No back-test stands behind {pair.title}; the model was tested on the past of Seoul and Beijing alone."
    one = min(judged(found)[1], key=lambda series: (series[HELD].get("high", 0) >= 0, series[HELD]["skill"]))
    held, (first, last) = one[HELD], years(found)
    inside = round(held["held_90"] * held["figures"])
    count = {0: "none", held["figures"]: "all"}.get(inside, str(inside))
    return (f"Where the model fails on the past: over {first} to {last} it forecasts {one['label']} worse than {naive(held['best'])} "
            f"(skill {skill(held)}, 90 % interval {interval(held)}), and {count} of the {held['figures']} figures lie in its 90 % band.")


def naive(name: str) -> str:
    """A naive forecast in words."""
    return {"persistence": "saying that nothing changes"}.get(name, f"the naive forecast {name!r}")


def of_other_numbers(result: Result | SweepResult, found: Mapping[str, Any]) -> Iterator[str]:
    """In what the model that was tested is not the one that was played here."""
    facts, pair = result.manifest, pair_of(result.scenario)
    if pair is not None:
        yield f"These are the skills of Seoul and Beijing. No back-test stands behind a report of {pair.title}."
    if facts["config_hash"] != found["config_hash"]:
        yield (f"The back-test was made with other numbers (configs {found['config_hash'][:SHORT]}) than this result "
               f"({facts['config_hash'][:SHORT]}): it may not hold of it.")
    if facts["parameters"] != found["parameters"]:
        yield f"The back-test was made with the parameters {found['parameters']}, this result with {facts['parameters']}."


def other_numbers(result: Result | SweepResult) -> bool:
    """Whether the skills are those of other numbers than the result was made with."""
    return bool(result.manifest["config_hash"] != table(FILE)["config_hash"])


def reads_back(result: Result) -> str:
    """That a story plays what was over when the model's numbers were set; nothing where it plays what came later."""
    blind, last = month_number(str(table(FILE)["windows"]["blind"][0])), month_number(str(result.manifest["until"]))
    if last >= blind:
        return ""
    first, end = (month_label(month_number(str(result.manifest[key]))) for key in ("from", "until"))
    return (f"This story reads the past back: {first} to {end} were known when it and the model's numbers were written, so that a fit is weak "
            "evidence.")


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
