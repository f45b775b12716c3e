"""The page of a figure: the finding as headline, a grey line that says what is drawn, the drawing, the foot."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from sim.plots.drawing.lettering import balanced, font, height, short_enough, split_long, wrap
from sim.plots.drawing.style import DOTS_PER_INCH, DRAWN, FOOT, HEADLINE, LABEL, LEADING, MARGIN, RULE, WIDTH, Theme

GAP = 0.14
"""Space between the parts of a page, in inches."""


@dataclass(frozen=True)
class Box:
    """A rectangle on the page, in inches from its lower left corner."""

    left: float
    bottom: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Its right side."""
        return self.left + self.width

    @property
    def top(self) -> float:
        """Its upper side."""
        return self.bottom + self.height

    def within(self, left: float = 0, bottom: float = 0, right: float = 0, top: float = 0) -> Box:
        """The rectangle that remains when margins are taken off, in inches."""
        return Box(self.left + left, self.bottom + bottom, self.width - left - right, self.height - bottom - top)

    def grid(self, rows: int, columns: int, across: float = 0, down: float = 0) -> list[list[Box]]:
        """Equal rectangles, `[row][column]` from the top, with gaps in inches."""
        wide = (self.width - across * (columns - 1)) / columns
        tall = (self.height - down * (rows - 1)) / rows
        return [
            [Box(self.left + column * (wide + across), self.top - (row + 1) * tall - row * down, wide, tall) for column in range(columns)]
            for row in range(rows)
        ]


@dataclass(frozen=True)
class Table:
    """The numbers that a figure shows, for the CSV beside it."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]


@dataclass(frozen=True)
class Story:
    """What a figure says in words: `drawn` is the grey line, `foot` the source, seed and hash, `notes` stand above the foot."""

    kind: str
    headline: str
    drawn: str
    foot: str
    notes: tuple[str, ...] = ()
    data: Table = field(default_factory=lambda: Table((), []))

    @property
    def alternative(self) -> str:
        """The figure in words, for those who do not see it."""
        return " ".join([f"{self.headline}.", self.drawn, *self.notes, self.foot])


class Picture(Figure):
    """A matplotlib figure with its story; `body` is the room that is left for the drawing."""

    def __init__(self, story: Story, body: float, theme: Theme) -> None:
        room = WIDTH - 2 * MARGIN
        story = replace(story, headline=short_enough(story.headline, HEADLINE, room))
        head = [(balanced(story.headline, HEADLINE, room, bold=True), HEADLINE), (balanced(story.drawn, DRAWN, room), DRAWN)]
        foot = [(wrap(note, LABEL, room), LABEL) for note in story.notes] + [(wrap(split_long(story.foot, FOOT, room), FOOT, room), FOOT)]
        above = sum(height(len(lines), size) for lines, size in head) + GAP * 2
        below = sum(height(len(lines), size) for lines, size in foot) + GAP * 2.3
        tall = round(MARGIN * 1.3 + above + body + below, 2)
        super().__init__(figsize=(WIDTH, tall), dpi=DOTS_PER_INCH, facecolor=theme.paper)
        FigureCanvasAgg(self)
        self.story, self.theme, self.tall = story, theme, tall
        bottom = tall - MARGIN * 0.7 - above - body
        self.body = Box(MARGIN, bottom, room, body)
        self._head(head)
        self._foot(foot, bottom - GAP)

    def write(self, x: float, y: float, text: str, size: float = LABEL, colour: str = "", **how: Any) -> None:
        """Write one line at a place in inches; `how` may hold `bold`, `ha`, `va`."""
        bold = bool(how.pop("bold", False))
        how.setdefault("va", "baseline")
        self.text(x / WIDTH, y / self.tall, text, color=colour or self.theme.ink, fontproperties=font(size, bold), parse_math=False, **how)

    def reword(self, words: Callable[[str], str]) -> None:
        """Say all that is written, and the story and names of the numbers, in other words."""
        for written in self.texts:
            written.set_text(words(written.get_text()))
        told = self.story
        rows = [tuple(words(cell) if isinstance(cell, str) and "." in cell else cell for cell in row) for row in told.data.rows]
        self.story = replace(told, headline=words(told.headline), drawn=words(told.drawn), notes=tuple(map(words, told.notes)),
                             data=Table(told.data.columns, rows))

    def write_lines(self, x: float, top: float, lines: list[str], size: float = LABEL, **how: Any) -> None:
        """Write lines downward from `top`, in inches."""
        for index, line in enumerate(lines):
            self.write(x, top - (index * LEADING + 1) * size / 72, line, size, **how)

    def rule(self, x: float, y: float, right: float, top: float, colour: str = "", **how: Any) -> None:
        """A straight line between two places on the page, in inches; `how` goes to matplotlib."""
        how.setdefault("linewidth", RULE)
        ends = ([x / WIDTH, right / WIDTH], [y / self.tall, top / self.tall])
        self.add_artist(Line2D(*ends, color=colour or self.theme.grey, transform=self.transFigure, **how))

    def _head(self, head: list[tuple[list[str], float]]) -> None:
        top = self.tall - MARGIN * 0.7
        (headline, large), (drawn, small) = head
        self.write_lines(MARGIN, top, headline, large, bold=True)
        self.write_lines(MARGIN, top - height(len(headline), large) - GAP * 0.3, drawn, small, colour=self.theme.grey)

    def _foot(self, foot: list[tuple[list[str], float]], top: float) -> None:
        for lines, size in foot[:-1]:
            self.write_lines(MARGIN, top, lines, size, colour=self.theme.grey)
            top -= height(len(lines), size)
        top -= GAP * 0.3 if len(foot) > 1 else 0
        self.rule(MARGIN, top - GAP * 0.2, WIDTH - MARGIN, top - GAP * 0.2, self.theme.rule)
        lines, size = foot[-1]
        self.write_lines(MARGIN, top - GAP * 0.6, lines, size, colour=self.theme.grey)
