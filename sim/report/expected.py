"""What those who know expect of a story, beside what the model gives; judged on the worlds of the result as it was kept, never played again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from sim.errors import SimError
from sim.experiments.expectations import Expectation, judge_one, variants_named
from sim.explain.english import capitalised
from sim.explain.questions_asked import expected, known, whom
from sim.findings.words import number, percent, signed
from sim.plots.drawing.labels import listed
from sim.report.model import Grid, Paragraph, Section
from sim.results.result import Result
from sim.results.rounding import PLACES, POINTS, borne, decimals, told_apart, wide
from sim.results.values import counted
from sim.scenario import load
from sim.scenario.expect import read
from sim.scenario.read import Scenario
from sim.world.numbers import sources
from sim.world.theatres import speaker

QUOTED = re.compile(r'"([^"]*)"')

TITLE = "What was expected, and what the model gives"
HEAD = ("Expected", "Whose, and how surely", "The model gives", "Verdict")
SHOWN = 2
"""So many expectations that do not hold are told on the first page."""

JUDGED = ("Judged in the {worlds} of this run: an expectation holds where the whole 95 % sampling interval lies on its side, does not hold where it "
          "lies on the other, and is undecided else. More worlds may decide what is undecided here.")
THIN = ", a thin source: its caveat stands with it below"
ALTERED = "The story was altered in this run, and what is judged here is the altered one: {changes}."


@dataclass(frozen=True)
class Judged:
    """One expectation of a story: its entry there, and what became of it; `why` says why it cannot be judged from this result."""

    entry: Mapping[str, Any]
    found: Expectation | None
    why: str = ""

    @property
    def fails(self) -> bool:
        """Whether it does not hold."""
        return self.found is not None and self.found.verdict == "does not hold"


class Expected:
    """The expectations of a result."""

    def __init__(self, result: Result) -> None:
        self.result, self.words = result, speaker(result.scenario) or str

    @cached_property
    def judged(self) -> list[Judged]:
        """Every expectation, in the order of the story."""
        return [self.judge(entry) for entry in self.result.scenario.get("expect") or ()]

    def judge(self, entry: Mapping[str, Any]) -> Judged:
        """One expectation; not judged where the run lacks a variant or an outcome of it."""
        try:
            missing = sorted(variants_named([entry]) - {info.name for info in self.result.variants})
            if missing:
                return Judged(entry, None, f"not played in this run: {listed(missing)}")
            return Judged(entry, judge_one(entry, self.result.measured))
        except SimError as error:
            return Judged(entry, None, error.what)

    @cached_property
    def story(self) -> Scenario | None:
        """The story, for its words; None where it cannot be read."""
        try:
            return load(str(Path(self.result.folder) / "scenario.yaml")) if self.result.folder else None
        except SimError:
            return None

    def phrase(self, one: Judged) -> str:
        """An expectation in words."""
        that = str(one.entry["that"])
        return QUOTED.sub("“\\1”", capitalised(self.words(expected(that, self.story)))) if self.story else that

    def short(self) -> str:
        """The line of the first page, where an expectation does not hold; else nothing."""
        failing = [one for one in self.judged if one.fails]
        if not failing:
            return ""
        more = f"; and {counted(len(failing) - SHOWN, 'other')}" if len(failing) > SHOWN else ""
        told = "; ".join(self.phrase(one) for one in failing[:SHOWN])
        every = counted(len(self.judged), "thing")
        return f"The model does not give {len(failing)} of the {every} that the story's sources and reasons lead one to expect: {told}{more}."

    def sections(self, key: str) -> Iterator[Section]:
        """The table of all expectations, where there are any."""
        if not self.judged:
            return
        worlds = counted(self.result.worlds, "world")
        changes = [change for change in self.result.altered if "worlds instead of" not in change]
        lead = JUDGED.format(worlds=worlds) + (f" {ALTERED.format(changes='; '.join(changes))}" if changes else "")
        yield Section(key, TITLE, (Paragraph(lead), Grid(self.caption(), HEAD, tuple(self.row(*pair) for pair in enumerate(self.judged, start=1)))))

    def caption(self) -> str:
        """How many hold, and so on."""
        said = [one.found.verdict if one.found else "cannot be judged" for one in self.judged]
        counts = [f"{said.count(kind)} {text}" for kind, text in (("holds", "hold"), ("does not hold", "do not hold"), ("undecided", "undecided"),
                                                                  ("cannot be judged", "cannot be judged from this result")) if kind in said]
        return f"Of {counted(len(said), 'expectation')}: {', '.join(counts)}"

    def row(self, place: int, one: Judged) -> tuple[str, ...]:
        """One expectation."""
        if one.found is None:
            return (f"{place}. {self.phrase(one)}", self.authority(one), "\N{EN DASH}", f"cannot be judged from this result: {one.why}")
        said = one.found.said_so
        verdict = one.found.verdict + (f", as the story says itself: {said}" if said and one.fails else
                                       f", although the story says that it does not: {said}" if said and one.found.verdict == "holds" else "")
        return f"{place}. {self.phrase(one)}", self.authority(one), self.gives(one.found), verdict

    def authority(self, one: Judged) -> str:
        """Who says so and how surely, with what weakens a source."""
        because = str(one.entry.get("because", "")).strip()
        sure = one.found.confidence if one.found else str(one.entry.get("confidence", ""))
        weak = False
        if self.story is not None and known(because, self.story):
            weak = "caveat" in sources().get(because, {})
            because = whom(because, self.story)
        return "; ".join(part for part in (because + THIN * weak, sure) if part)

    def gives(self, found: Expectation) -> str:
        """What the outcomes come to, with the interval: a share, a level, or a difference of either."""
        left, _, right = read(found.that)
        names = {term.outcome for term in (*left, *right) if term.variant}
        answers = [answer for answer in self.result.answers if answer.outcome in names]
        chance = all(answer.kind == "chance" for answer in answers)
        factor = POINTS if chance else 1
        value, low, high = (factor * end for end in (found.effect, found.low, found.high))
        count = decimals(answers) if len(names) == 1 else min(borne(low, high), PLACES) if wide(low, high) else PLACES
        write = signed if found.between else number
        unit = (" points" if found.between else " %") if chance else ""
        finer = told_apart(low, high, count)
        ends = f" ({' to '.join(write(end, finer) for end in (low, high))})" if wide(low, high) else ""
        share = percent(found.effect, count) if unit == " %" else write(value, count) + unit
        return share + ends
