"""What a story asks first, outcome by outcome: what each comes to in every variant, what counts as it, and the terms that this takes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from sim.explain.sentences import Telling
from sim.findings.answer import decimals, here
from sim.findings.leading import Asked, Told
from sim.findings.words import change, change_span, quoted, share_said, span
from sim.plots.drawing.labels import listed
from sim.plots.outcome_strip import alike
from sim.results.values import Answer, counted
from sim.world.numbers import table
from sim.world.theatres import speaker

GROUPS = 2
"""So many groups of variants are named in a line, those that differ most; the others are counted."""

ASKED = "the chance that"
SET = "The story itself sets part of this."


def headlines(told: Told) -> list[Asked]:
    """The headlines of a story, the one that leads first; only that one where it marks none."""
    found = [one for one in told.outcomes if one.answers[0].headline]
    return sorted(found or told.outcomes[:1], key=lambda one: one is not told.leading)


def lines(told: Told) -> Iterator[str]:
    """A line for each headline that does not lead."""
    yield from (line(told, one) for one in headlines(told) if one is not told.leading)


def line(told: Told, found: Asked) -> str:
    """What one outcome comes to: in the baseline, where it differs most, and how many variants differ less or not at all."""
    base, count = found.baseline, decimals(found)
    text = f"{quoted(base.label)} {here(base, count)}"
    if not found.others:
        return f"{text} ({span(base, count)})." + said_of(found)
    groups = list(grouped(found))
    say = from_nothing if base.kind == "chance" and base.estimate == 0 else group_said
    parts = [f"{text} if {quoted(told.title(found.base))}", *(say(told, one, count) for one in groups[:GROUPS])]
    less, none = sum(len(one) for one in groups[GROUPS:]), [one for one in found.others if one not in found.apart]
    parts += [f"{counted(less, 'other')} {'differs' if less == 1 else 'differ'} less"] if less else []
    named = [quoted(told.title(one.variant)) for one in none]
    who = listed(named) if len(none) <= GROUPS else counted(len(none), "variant")
    parts += [f"{who} cannot be told from {quoted(told.title(found.base))}"] if none else []
    return "; ".join(parts) + "." + said_of(found)


def said_of(found: Asked) -> str:
    """That the story sets part of what is asked."""
    return f" {SET}" if found.told else ""


def grouped(found: Asked) -> Iterator[list[Answer]]:
    """The variants that differ from the baseline, those that do so alike together, the largest difference first."""
    rest = sorted(found.apart, key=lambda one: -abs(one.difference or 0))
    while rest:
        yield (group := [one for one in rest if one is rest[0] or alike(rest[0], one)])
        rest = [one for one in rest if one not in group]


def group_said(told: Told, group: Sequence[Answer], count: int) -> str:
    """The difference that some variants make, and how likely that leaves it; of several the smallest and the largest."""
    ordered = sorted(group, key=lambda one: abs(one.difference or 0))
    ends = list(dict.fromkeys(change(one, count) for one in (ordered[0], ordered[-1])))
    low, high = min(one.difference_low or 0 for one in group), max(one.difference_high or 0 for one in group)
    most = replace(ordered[-1], difference_low=low, difference_high=high)
    words = {one.said for one in group}
    word = f"; {first}" if len(words) == 1 and (first := next(iter(words))) else ""
    size = " to ".join([*(end.removesuffix(" points") for end in ends[:-1]), ends[-1]])
    return f"{size} ({change_span(most, count)}{word}) if {either([quoted(told.title(one.variant)) for one in group])}"


def from_nothing(told: Told, group: Sequence[Answer], count: int) -> str:
    """The same where the baseline holds it in no world, so that shares say what differences would: the smallest and the largest."""
    ordered = sorted(group, key=lambda one: one.estimate)
    ends = list(dict.fromkeys(with_span(one, count) for one in (ordered[0], ordered[-1])))
    return f"{' to '.join(ends)} if {either([quoted(told.title(one.variant)) for one in group])}"


def with_span(found: Answer, count: int) -> str:
    """`67 % of the worlds (likely; 64 to 70 %)`, `all of the worlds (99.6 to 100.0 %)`."""
    said = share_said(found, count)
    return f"{said[:-1]}; {span(found, count)})" if said.endswith(")") else f"{said} ({span(found, count)})"


def either(words: Sequence[str]) -> str:
    """`A`, `A or B`, `A, B or C`."""
    return " or ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def meaning(told: Told, found: Asked) -> str:
    """What counts as an outcome, in the words of its sentence; nothing of a level."""
    entry = (told.result.scenario.get("outcomes") or {}).get(found.name) or {}
    if not entry.get("chance_of"):
        return ""
    words = speaker(told.result.scenario) or str
    return words(Telling(told.result.start, told.result.months).asked(entry).removeprefix(ASKED).lstrip(", "))


def terms(texts: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The terms of the model that stand in some texts, each with half a sentence on what it means, in the order in which they come."""
    whole, found = " ".join(texts), []
    entries = [(str(entry["term"]), str(entry["short"])) for entry in table("glossary.yaml").values() if "short" in entry]
    for term, short in sorted(entries, key=lambda entry: -len(entry[0])):
        pattern = re.compile(rf"\b{re.escape(term)}", re.IGNORECASE)
        place = pattern.search(whole)
        if place:
            found.append((place.start(), term, short))
            whole = pattern.sub(lambda words: " " * len(words[0]), whole)
    yield from ((term, short) for _, term, short in sorted(found))
