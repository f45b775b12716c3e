"""What a report is made of: sections of plain blocks. Nothing here knows of HTML; `page` writes it down."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

FEW, LONG = 9, 160
"""So many rows, each of fewer letters than this, are a table that is kept on one page."""


@dataclass(frozen=True)
class Paragraph:
    """Running text."""

    text: str
    strong: bool = False
    kind: str = "paragraph"


@dataclass(frozen=True)
class Heading:
    """A heading inside a section."""

    text: str
    kind: str = "heading"


@dataclass(frozen=True)
class Items:
    """A list, each line with the lines below it."""

    lines: tuple[tuple[str, tuple[str, ...]], ...]
    kind: str = "items"


@dataclass(frozen=True)
class Grid:
    """A table: the first cell of a row is its head. `note` stands below it."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""
    kind: str = "grid"

    @property
    def short(self) -> bool:
        """Whether it is kept on one page: few rows, and no long ones."""
        return len(self.rows) <= FEW and all(len("".join(row)) < LONG for row in self.rows)


@dataclass(frozen=True)
class Code:
    """Lines that are typed or copied; `label` says what they are."""

    label: str
    text: str
    kind: str = "code"


@dataclass(frozen=True)
class Drawing:
    """A picture as SVG; `svg` is safe to be written as it is, `alternative` says in words what it shows."""

    key: str
    svg: str
    headline: str
    alternative: str
    kind: str = "drawing"


Block = Paragraph | Heading | Items | Grid | Code | Drawing


@dataclass(frozen=True)
class Section:
    """A heading with its blocks; `key` is its address inside the page."""

    key: str
    title: str
    blocks: tuple[Block, ...]

    @property
    def together(self) -> int:
        """So many blocks stay on one page with the heading: up to the first table or picture, where that comes at once, else one."""
        first = next((place for place, block in enumerate(self.blocks) if not isinstance(block, Paragraph)), 0)
        found = self.blocks[first] if self.blocks else None
        short = not isinstance(found, Grid) or found.short
        return max(first + short, 1) if first < 2 else 1


@dataclass(frozen=True)
class Count:
    """One of the numbers of the brief: the number, what it is of, and its word or interval."""

    value: str
    label: str
    note: str


@dataclass(frozen=True)
class Brief:
    """The page that may be cut out and handed over alone. `blocks` stand after the answer where several results are compared."""

    title: str
    question: str
    answer: str
    beside: tuple[str, ...]
    counts: tuple[Count, ...]
    drawing: Drawing | None
    changes: str
    limits: tuple[str, ...]
    foot: str
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True)
class Part:
    """What is said of one result: its brief and its sections. `key` is `a`, `b`, ... where there are several results, else empty."""

    key: str
    brief: Brief
    sections: tuple[Section, ...]


@dataclass(frozen=True)
class Document:
    """The whole report; `top` and `first` stand before the parts, where there are several results."""

    title: str
    theme: str
    parts: tuple[Part, ...]
    top: Brief | None = None
    first: tuple[Section, ...] = ()


def items(lines: list[str]) -> Items:
    """A list without lower lines."""
    return Items(tuple((line, ()) for line in lines))


def reworded(section: Section, words: Callable[[str], str]) -> Section:
    """A section whose paragraphs are said in other words."""
    blocks = tuple(replace(block, text=words(block.text)) if isinstance(block, Paragraph) else block for block in section.blocks)
    return replace(section, blocks=blocks)
