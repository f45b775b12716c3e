"""How likely the outcomes are: a strip from 0 to 100 % per outcome, the variants as dots, with the words of ICD 203 above."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.plots import NothingToDraw
from sim.plots.drawing import lettering
from sim.plots.drawing.comparing import NAMED, NEAR
from sim.plots.drawing.findings import worlds
from sim.plots.drawing.given import AS_SET, tells
from sim.plots.drawing.labels import left_out, place_of, quoted, shown_variants
from sim.plots.drawing.panels import Panel, Span
from sim.plots.drawing.picture import Box, Picture, Story, Table
from sim.plots.drawing.style import LABEL, MARGIN, RULE, THICK, TICK, TITLE, WIDTH, theme_named
from sim.results.rounding import decimals, percent
from sim.world.numbers import table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.results.result import Result
    from sim.results.values import Answer, VariantInfo

MOST = 8
"""The most variants under one outcome."""

WIDEST, BESIDE, LINE, TITLES, HEAD, FOOT = 2.75, 0.14, 0.205, 0.34, 0.42, 0.24
"""Inches: the longest name, space before a number or a word at the right, a variant's line, an outcome's title, the words above, the scale below."""

NAMES = TICK
"""Size of the variants' names, in points."""

NARROW, EVERY_OTHER = 2.5, (1, 3, 5)
"""A strip that is not as wide, in inches, has every other word of likelihood on a higher line: side by side they would cover each other."""

SMALL = TICK * 0.88
"""Size of the words of likelihood, in points."""

COLUMNS = ("variant", "outcome", "label", "estimate", "low", "high", "word", "difference", "difference_low", "difference_high")


def figure(result: Result, theme: str = "light") -> Picture:
    """Probabilities with their sampling intervals; raises `NothingToDraw` where the scenario asks for none."""
    groups = chances(result)
    if not groups:
        raise NothingToDraw("the scenario asks for the chance of nothing")
    rows = [tuple(getattr(answer, column) for column in COLUMNS) for group in groups for answer in group]
    story = Story("outcome_strip", headline(result, groups), _drawn(result), result.foot, (), Table(COLUMNS, rows))
    columns = Columns.of(shown_variants(result, MOST), groups)
    body = HEAD + FOOT + sum(columns.title + columns.line * len(group) for group in groups)
    picture = Picture(story, body, theme_named(theme))
    top = picture.body.top - HEAD
    for group in groups:
        panel = _group(picture, result, columns, group, top)
        top = panel.box.bottom
    _words(columns.strip(picture, picture.body.top - HEAD, top))
    _scale(panel)
    return picture


def chances(result: Result) -> list[list[Answer]]:
    """The answers that are probabilities, by outcome, headlines first, baseline first."""
    order = [variant.name for variant in shown_variants(result, MOST)]
    found: dict[str, list[Answer]] = {}
    for answer in result.answers:
        if answer.kind == "chance" and answer.variant in order:
            found.setdefault(answer.outcome, []).append(answer)
    groups = [sorted(group, key=lambda answer: order.index(answer.variant)) for group in found.values()]
    return sorted(groups, key=lambda group: not group[0].headline)


def headline(result: Result, groups: Sequence[Sequence[Answer]]) -> str:
    """The first outcome that the story does not set itself, in the baseline and where it differs most; how many variants are not named."""
    titles = {variant.name: variant.title for variant in result.variants}
    free = [group for group in groups if not tells(result, group[0].outcome)]
    first, *others = (free or groups)[0]
    count = decimals([first, *others])
    start = f"{'' if free else AS_SET}{first.label}: {_said(first, count)}"
    apart = [answer for answer in others if differs(answer)]
    if not apart:
        return f"{start} in {quoted(titles[first.variant])}" + (", and in no variant clearly otherwise" if others else "")
    other = max(apart, key=lambda answer: abs(answer.difference or 0))
    same = [answer for answer in apart if alike(other, answer)]
    if len(same) > NAMED:
        ends = " to ".join(dict.fromkeys(percent(share, count) for share in (min(a.estimate for a in same), max(a.estimate for a in same))))
        return f"{start} if {quoted(titles[first.variant])}, {ends} in {len(same)} other variants{_rest(len(others) - len(same))}"
    others_said = [f"{_said(answer, count)} if {quoted(titles[answer.variant])}" for answer in same]
    return f"{start} if {quoted(titles[first.variant])}, {', '.join(others_said)}{_rest(len(others) - len(same))}"


def _rest(count: int) -> str:
    """What to say of the variants that a headline does not name."""
    return f"; {count} other{'s differ' if count > 1 else ' differs'} less" if count else ""


def alike(one: Answer, other: Answer) -> bool:
    """Whether two answers differ from the baseline alike: to one side, and by one size or within the sampling error."""
    gaps = one.difference or 0, other.difference or 0
    noise = max(answer.high - answer.low for answer in (one, other)) / 2
    return gaps[0] * gaps[1] > 0 and abs(gaps[0] - gaps[1]) <= max(NEAR * abs(gaps[0]), noise)


def _said(answer: Answer, count: int) -> str:
    text = percent(answer.estimate, count)
    return f"{text} ({answer.said})" if answer.said else text


def differs(answer: Answer) -> bool:
    """Whether a difference to the baseline is larger than sampling noise."""
    low, high = answer.difference_low, answer.difference_high
    return low is not None and high is not None and (low > 0 or high < 0)


def words() -> list[tuple[float, float, str]]:
    """The words of ICD 203 with the probabilities that they stand for, from 0 to 1 without a gap."""
    found = [(low, high, word) for word, (low, high) in table("likelihood_words.yaml")["words"].items()]
    return [(0.0, *found[0][1:]), *found[1:-1], (found[-1][0], 1.0, found[-1][2])]


@dataclass(frozen=True)
class Columns:
    """Where the strips stand: `left` inches for the names, `numbers` and `words` at the right, `line` inches for a variant's line.

    `title` inches stand above each outcome, none where there is one alone: then the headline names it. `decimals` are those of each outcome.
    """

    left: float
    numbers: float
    words: float
    line: float
    title: float
    names: dict[str, list[str]]
    decimals: dict[str, int]

    @classmethod
    def of(cls, variants: Sequence[VariantInfo], groups: Sequence[Sequence[Answer]]) -> Columns:
        """Room for the longest number and word, and for the longest title, in two lines where it is very long."""
        answers, counts = [answer for group in groups for answer in group], {group[0].outcome: decimals(group) for group in groups}
        right = (max(lettering.width(percent(answer.estimate, counts[answer.outcome]), LABEL, bold=True) for answer in answers),
                 max(lettering.width(answer.said, LABEL) for answer in answers))
        left = min(max(lettering.width(variant.title, NAMES) for variant in variants), WIDEST)
        names = {variant.name: lettering.clip(lettering.wrap(variant.title, NAMES, left + 0.05), 2) for variant in variants}
        line, title = LINE * (1.5 if any(len(lines) > 1 for lines in names.values()) else 1), TITLES * (len(groups) > 1)
        return cls(left + 0.25, *right, line, title, names, counts)

    def strip(self, picture: Picture, top: float, bottom: float) -> Panel:
        """A strip from 0 to 1 between two heights on the page."""
        box = Box(MARGIN + self.left, bottom, WIDTH - 2 * MARGIN - self.left - self.numbers - self.words - 2 * BESIDE, top - bottom)
        return Panel(picture, box, Span(0, 1), Span(0, 1))


def _words(panel: Panel) -> None:
    """The words above their intervals; those at the narrow ends stand outward."""
    sides = {0: ("right", 1, 0.0), 1: ("left", 0, 0.05), 5: ("right", 1, -0.05), 6: ("left", 0, 0.0)}
    raised = lettering.height(1, SMALL) if panel.box.width < NARROW else 0.0
    for place, (low, high, word) in enumerate(words()):
        side, end, shift = sides.get(place, ("center", 0.5, 0.0))
        share = low + end * (high - low)
        x, y = panel.place(share, 1)
        lines = word.split(" ")
        top = y + lettering.height(len(lines), SMALL) + 0.05 + raised * (place in EVERY_OTHER)
        panel.picture.write_lines(x + shift, top, lines, SMALL, colour=panel.picture.theme.grey, ha=side)


def _group(picture: Picture, result: Result, columns: Columns, group: Sequence[Answer], top: float) -> Panel:
    """One outcome: its title, the words' intervals as faint zones, a line per variant."""
    theme, first = picture.theme, top - columns.title
    if columns.title:
        picture.write(MARGIN, first + 0.1, group[0].label, TITLE, bold=True)
    panel = columns.strip(picture, first, first - columns.line * len(group))
    for low, high, _ in words()[::2]:
        panel.band(np.array([low, high]), np.zeros(2), np.ones(2), theme.tint(theme.grey, 0.08))
    for place, answer in enumerate(group):
        variant = next(variant for variant in result.variants if variant.name == answer.variant)
        height = 1 - (place + 0.5) / len(group)
        _line(panel, height, answer, theme.variant(place_of(result, variant)), columns)
        lines = columns.names[variant.name]
        _, y = panel.place(0, height)
        for index, line in enumerate(lines):
            picture.write(MARGIN, y + lettering.height(1, NAMES) * ((len(lines) - 1) / 2 - index), line, NAMES, va="center_baseline")
    return panel


def _line(panel: Panel, height: float, answer: Answer, colour: str, columns: Columns) -> None:
    picture, theme = panel.picture, panel.picture.theme
    panel.line([0, 1], [height, height], theme.rule, RULE)
    panel.line([answer.low, answer.high], [height, height], colour, THICK * 1.4, solid_capstyle="butt", clip_on=False)
    panel.dot(answer.estimate, height, colour, 5.0)
    _, y = panel.place(0, height)
    edge = panel.box.right + BESIDE + columns.numbers
    picture.write(edge, y, percent(answer.estimate, columns.decimals[answer.outcome]), LABEL, bold=True, ha="right", va="center_baseline")
    picture.write(edge + BESIDE, y, answer.said, LABEL, theme.grey, va="center_baseline")


def _scale(panel: Panel) -> None:
    for share in (0, 0.25, 0.5, 0.75, 1):
        x, y = panel.place(share, 0)
        panel.picture.write(x, y - 0.15, f"{100 * share:.0f} %", TICK, panel.picture.theme.grey, ha="center")


def _drawn(result: Result) -> str:
    return (
        f"Share of {worlds(result)} in which it comes true. Dot: estimate; bar: 95 % sampling interval, which says nothing about "
        f"what the model does not know. Words of likelihood: those of US Intelligence Community Directive 203.{left_out(result, MOST)}"
    )
