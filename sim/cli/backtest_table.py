"""A back-test in tables: per mode and window, by horizon, beside null models, and what the gate says."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Iterable, Iterator, Sequence

from sim.experiments.record import honest
from sim.history.backtest import Backtest, Verdict, gate
from sim.history.baselines import BASELINES
from sim.history.lines import HALF, Line, Together
from sim.history.played import mode_plans
from sim.history.series import FOLDER
from sim.history.skill import FEW, Skill
from sim.history.suite import Part, Suite
from sim.world.calendar import month_date

WIDTH = 110
MARK = "*"
"""Beside the label of what does not count."""

UNSURE = "~"
"""Before a skill over a null model whose sign is not clear."""

INFORMED = "event_informed_persistence"

NAMES = {"fit": "fitted", "hold_out": "held out", "blind": "blind"}
"""What tables call the windows."""

HOW = (
    "score: continuous ranked probability score, in the unit of the series (of several series: in spreads of each), 0 at best. "
    "skill: the share of the best naive forecast's score that the model takes away, with an interval of 90 % from drawing years anew; "
    "the best is picked with hindsight, series by series. 50 %, 90 %: the share of figures in the bands of so many of the worlds. "
    "place: mean place of the figures among the worlds; near 0 the worlds are too high, near 1 too low. "
    "n: figures, in brackets those that a naive forecast could be made of, which scores and skill are over; with three years or fewer an interval is "
    "hardly known.",
    "Naive forecasts stand at the last cut-off before the window; of a series without a figure by then, at the first with one. "
    "The event-informed one also hears the first figure after each dated event, which the model never does.",
)


def tables(found: Backtest) -> Iterator[str]:
    """The whole text."""
    suite = found.suite
    changed = f" with {', '.join(suite.story.sets)}" if suite.story.sets else ""
    nulls = f", {found.null_worlds:,} per null model" if found.nulls else ""
    yield f"{suite.title}: {found.worlds:,} worlds per mode{nulls}, seed {suite.seed}, story {suite.story.name}{changed}"
    yield from folded(in_bands(found))
    for pooled in found.together:
        lines = [line for line in found.lines if (line.mode, line.window) == (pooled.mode, pooled.window)]
        yield from ("", *window(found, pooled, lines))
    yield from ("", *chances(found), *nulls_beside(found))
    notes = [f"{part.label}: {part.noted}." for part in suite.parts if part.noted]
    said = (*HOW, *beside(suite), *notes, f"Given: {suite.given}", *untested(suite))
    yield from ("", *folded(said), "", *verdict(gate(found), found), f"{foot(found)}.")


def in_bands(found: Backtest) -> Iterator[str]:
    """How many figures lie in their bands, by window, the mode that the null models stand beside first."""
    said = []
    for window in found.suite.windows:
        pooled = sorted((item for item in found.together if item.window == window and item.figures), key=lambda item: item.mode != found.null_mode)
        counts = (f"{item.mode} {round(item.coverage_90 * item.figures)} of {item.figures}" for item in pooled)
        said.append(f"{NAMES[window]}, {', '.join(counts)}" if pooled else "")
    if any(said):
        yield f"Figures inside their 90 % band, where nine in ten should lie: {'; '.join(filter(None, said))}."


def beside(suite: Suite) -> Iterator[str]:
    """What the mark beside a label means, where there is one."""
    if not all(part.counts for part in suite.parts):
        yield f"{MARK}: stands beside the others and counts neither in \"all\" nor for the gate."


def untested(suite: Suite) -> Iterator[str]:
    """That cohesion itself is tested by nothing, where the story plays alliances: a theatre, which has tables of its own, does not."""
    if suite.tables == FOLDER:
        hanging = [part.label for part in suite.parts if any(term.startswith("cohesion.") for one in part.links.values() for term in one.terms)]
        loosely = f"; {' and '.join(hanging)} hang on it by loadings that are elicited" if hanging else ""
        yield f"Untested: the cohesion of alliances itself, which nobody observes{loosely}."

def foot(found: Backtest) -> str:
    """What is said of where the numbers come from."""
    return honest(mode_plans(found.suite, (found.null_mode,))[0])


def folded(texts: Iterable[str]) -> Iterator[str]:
    """Paragraphs in lines."""
    for text in texts:
        yield from textwrap.wrap(text, WIDTH)


def window(found: Backtest, pooled: Together, lines: Sequence[Line]) -> Iterator[str]:
    """One mode in one window: a line per thing observed, all of them together, and skill by horizon."""
    first, last = (month_date(month) for month in found.suite.windows[pooled.window])
    yield f"{pooled.mode}, {NAMES[pooled.window]}, {first} to {last}"
    scored = [line for line in lines if line.figures]
    if scored:
        yield from aligned([("", "n", "score", "best naive forecast", "", "skill", "", "50 %", "90 %", "place"), *map(row, scored), total(pooled)])
        yield from flattered(found.suite, pooled)
    without = [line.label for line in lines if not line.figures and line.counts]
    if without:
        yield from textwrap.wrap(f"no figure: {', '.join(without)}", WIDTH, initial_indent="  ", subsequent_indent="  ")
    yield from horizons(scored)


def flattered(suite: Suite, pooled: Together) -> Iterator[str]:
    """That a skill above 0 shows little where the bands miss most of the figures."""
    if pooled.skill is None or pooled.skill.value <= 0 or pooled.coverage_90 >= HALF:
        return
    hears = "know no figure after the cut-off" if INFORMED not in suite.baselines else "know at most the first figure after an event"
    text = (f"the bands fail: {round(pooled.coverage_90 * pooled.figures)} of {pooled.figures} figures in the 90 % bands. A skill above 0 says "
            f"here that naive forecasts, which {hears}, are farther off, and not that the model is near")
    yield from textwrap.wrap(text, WIDTH, initial_indent="  ", subsequent_indent="  ")


def row(line: Line) -> tuple[str, ...]:
    """One thing observed."""
    naive = (BASELINES[line.baseline][0], number(line.baseline_score)) if line.baseline else ("none", "")
    bands = (share(line.coverage_50), share(line.coverage_90), f"{line.place:.2f}")
    return (marked(line), counted_of(line), number(line.score_compared if line.baseline else line.score), *naive, *skill(line.skill), *bands)


def counted_of(found: Line | Together) -> str:
    """The figures, in brackets those of which a naive forecast could be made, where these are fewer."""
    return f"{found.figures}" + (f" ({found.compared})" if found.compared != found.figures else "")


def marked(thing: Line | Part) -> str:
    """A label, with a mark where the thing does not count."""
    return thing.label if thing.counts else f"{thing.label} {MARK}"


def total(pooled: Together) -> tuple[str, ...]:
    """All of a window: coverage over figures, energy score over years."""
    naive = (BASELINES[pooled.baseline][0], number(pooled.baseline_score)) if pooled.baseline else ("none", "")
    energy = (number(pooled.score), *naive, *skill(pooled.skill))
    return ("all, energy score", counted_of(pooled), *energy, share(pooled.coverage_50), share(pooled.coverage_90), "")


def number(value: float) -> str:
    """A score with three digits."""
    return "" if math.isnan(value) else f"{value:#.3g}".rstrip(".")


def share(value: float) -> str:
    """A share in per cent."""
    return f"{100 * value:.0f}"


def skill(found: Skill | None) -> tuple[str, str]:
    """A skill and its interval."""
    if found is None:
        return "", ""
    return f"{found.value:+.2f}", "" if math.isnan(found.low) else f"({found.low:+.2f} to {found.high:+.2f})"


def aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Columns one under the other: texts to the left, numbers to the right."""
    widths = [max(len(line[place]) for line in rows) for place in range(len(rows[0]))]
    left = (0, 3)
    for line in rows:
        cells = (text.ljust(width) if place in left else text.rjust(width) for place, (text, width) in enumerate(zip(line, widths, strict=True)))
        yield "  " + "  ".join(cells).rstrip()


def horizons(lines: Sequence[Line]) -> Iterator[str]:
    """The skill at each number of years after a cut-off, over the best naive forecast from there."""
    years = sorted({year for line in lines for year in line.horizons})
    if len(years) < 2:
        return
    yield "  skill by years from the cut-off to the figure, over all cut-offs:"
    rows = [(marked(line), "", "", "", *(at(line, year) for year in years)) for line in lines if line.horizons]
    yield from aligned([("", "", "", "", *map(str, years)), *rows])


def at(line: Line, year: int) -> str:
    """The skill at one horizon."""
    return f"{line.horizons[year][1].value:+.2f}" if year in line.horizons else ""


def chances(found: Backtest) -> Iterator[str]:
    """What was said of outcomes that are known by now."""
    if found.chances:
        yield "outcomes that are known by now (Brier score: 0 at best, 0.25 for saying even of everything)"
        words = {True: "yes", False: "no"}
        rows = [(item.label, item.mode, f"{item.chance:.2f}", words[item.happened], f"{item.brier:.3f}") for item in found.chances]
        yield from aligned([("", "mode", "chance", "came about", "Brier"), *rows])


def nulls_beside(found: Backtest) -> Iterator[str]:
    """The skill of the mode over its null models, a column per thing observed."""
    if not found.nulls:
        return
    names = list(dict.fromkeys(name for null in found.nulls for name in null.skills))
    labels = {line.name: f"{marked(line)} ({line.figures})" for line in found.lines if line.window == found.null_window}
    yield from ("", f"{found.null_mode} beside its null models, {NAMES[found.null_window]}, all in the same {found.null_worlds:,} worlds")
    legend = (f"skill over each, near 0 no worse without it. {UNSURE}: the sign is not clear, since the interval of 90 % from drawing years anew "
              f"reaches over 0 or there are fewer than {FEW} years. Intervals: --out, --json. In brackets the figures:",
              "; ".join(f"{place} {labels[name]}" for place, name in enumerate(names, start=1)))
    for text in legend:
        yield from textwrap.wrap(text, WIDTH, initial_indent="  ", subsequent_indent="  ")
    rows = [(null.name, *(over(null.skills.get(name)) for name in names)) for null in found.nulls]
    yield from aligned([("", *(str(place).rjust(len(over(None))) for place in range(1, len(names) + 1))), *rows])


def over(found: Skill | None) -> str:
    """A skill over a null model, marked where its sign is not clear."""
    return (f"{found.value:+.2f}" if found.clear else f"{UNSURE}{found.value:+.2f}").rjust(len(UNSURE) + 5) if found else " " * (len(UNSURE) + 5)


def verdict(said: Verdict, found: Backtest) -> Iterator[str]:
    """What the gate says."""
    asked = found.suite.gate
    if said.reached is None or asked is None:
        yield "gate: none" if asked is None else f"gate: not asked, the mode {asked.mode} was not played"
        return
    low, high = said.span
    yield f"gate, {asked.mode}, {NAMES[asked.window]}: {'reached' if said.reached else 'NOT reached'}"
    for text in counted(said):
        yield from textwrap.wrap(text, WIDTH, initial_indent="  ", subsequent_indent="  ")
    none_held = f", none on {', '.join(said.none_held)}" if said.none_held else ""
    text = (f"90 % bands hold {share(said.coverage)} % of the figures, asked {share(low)} to {share(high)}: pooled over series, with all on "
            f"{said.whole} of {said.of - len(said.unjudged)}{none_held}")
    yield from textwrap.wrap(text, WIDTH, initial_indent="  ", subsequent_indent="  ")


def counted(said: Verdict) -> Iterator[str]:
    """On how many series there is skill: of those with figures, and of all that were asked for."""
    failed = [label for label in said.without if label not in said.unjudged]
    without = f"; not on {', '.join(failed)}" if failed else ""
    judged = said.of - len(said.unjudged)
    asked = "" if said.unjudged else f", asked {said.asked}"
    sure = f" (on {said.surely} with the whole interval above 0)"
    yield f"skill above 0 on {said.with_skill} of {judged}{' with figures' if said.unjudged else ''}{asked}{sure}{without}"
    if said.unjudged:
        yield (f"no figure, so that nothing can be judged: {', '.join(said.unjudged)}. "
               f"Counted as failed, that is {said.with_skill} of {said.of}, asked {said.asked}")
