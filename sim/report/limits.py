"""What the model cannot tell: of every result the general part, and of what its outcomes speak of, the rest."""

from __future__ import annotations

from collections.abc import Iterable

from sim.experiments.outcomes import read_outcomes
from sim.export.about import LIMITS
from sim.report.model import Items, Paragraph, Section
from sim.report.past import worst
from sim.results.result import Result
from sim.results.sweep import SweepResult
from sim.world.numbers import table
from sim.world.theatres import pair_of

JUDGEMENT = "Most numbers of the model are judgement; each says so, with its reason and its range."

ORDER = "First what bears on the outcomes of this story, then what holds of every answer of this model."

ELSEWHERE = ("Another pair of capitals plays here, with what its theatre gives; the rest of the model is that of Seoul and Beijing. "
             "What is known of the model's failures is known of these.")


def short(result: Result | SweepResult, quantities: Iterable[str] = ()) -> tuple[str, ...]:
    """What stands in a brief: the same as beside every export, the worst failure on the past, and what bears most on its numbers."""
    pair = pair_of(result.scenario)
    entries = [] if pair else [entry for entry in table("report/limits.yaml")["limits"] if entry.get("about")]
    found = [f"{entry['says']} {entry['text']}" for name in quantities for entry in entries if name and name.startswith(tuple(entry["about"]))]
    return (*LIMITS[:-1], JUDGEMENT, worst(result), *found[:1])


def section(result: Result | SweepResult, key: str) -> Section:
    """Everything that must be said before a number of this result is quoted, what matters to its outcomes first."""
    pair, names = pair_of(result.scenario), spoken_of(result)
    own: list[tuple[str, tuple[str, ...]]] = []
    general: list[tuple[str, tuple[str, ...]]] = []
    for entry in table("report/limits.yaml")["limits"]:
        if pair is not None and entry.get("here"):
            continue
        about = tuple(entry.get("about", ()))
        if not about or any(name.startswith(about) for name in names):
            (own if about else general).append((f"{entry['says']} {entry['text']}", ()))
    lead = Paragraph(ELSEWHERE if pair else ORDER)
    return Section(key, "What the model cannot tell", (Paragraph(LIMITS[0], strong=True), lead, Items(tuple(own + general))))


def spoken_of(result: Result | SweepResult) -> set[str]:
    """The quantities that the outcomes of a story speak of; the core seams are made of others."""
    found: set[str] = set()
    for outcome in read_outcomes(result.scenario.get("outcomes") or {}, result.start, result.months):
        found |= set(outcome.sentence.quantities if outcome.sentence else [outcome.quantity])
    return found
