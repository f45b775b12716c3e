"""What an explanation is made of: a page with facts for programs and sections for people, and how it looks as text."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

INDENT = "  "
BULLET = "- "


@dataclass(frozen=True)
class Block:
    """A piece of a section: running text, an item of a list (`depth` deep), or lines that stay as they are."""

    kind: Literal["text", "item", "verbatim"]
    text: str
    depth: int = 0


@dataclass(frozen=True)
class Section:
    """A heading with its blocks."""

    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Page:
    """The answer to one question. `facts` says for programs what the sections say for people."""

    kind: str
    name: str
    title: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    sections: tuple[Section, ...] = ()


def text(words: str) -> Block:
    """Running text."""
    return Block("text", words)


def item(words: str, depth: int = 0) -> Block:
    """An item of a list."""
    return Block("item", words, depth)


def verbatim(lines: str) -> Block:
    """Lines that are shown as they are: equations."""
    return Block("verbatim", lines)


def section(heading: str, *blocks: Block | str | Iterable[Block | str]) -> Section:
    """A section; a bare string is running text."""
    return Section(heading, tuple(flat(blocks)))


def reworded(page: Page, words: Callable[[str], str]) -> Page:
    """A page whose sentences are said in other words; its facts are for programs and stay."""
    sections = tuple(Section(words(part.heading), tuple(replace(block, text=words(block.text)) for block in part.blocks)) for part in page.sections)
    return replace(page, title=words(page.title), sections=sections)


def flat(blocks: Iterable[Block | str | Iterable[Block | str]]) -> Iterator[Block]:
    """Blocks one after the other, strings as running text, empty ones left out."""
    for block in blocks:
        if isinstance(block, Block):
            yield block
        elif isinstance(block, str):
            yield from [text(block)] if block else []
        else:
            yield from flat(block)


def page(kind: str, name: str, title: str, sections: Iterable[Section], **facts: Any) -> Page:
    """A page; sections without blocks are left out, and so are facts that are empty."""
    return Page(kind, name, title, {key: value for key, value in facts.items() if value not in (None, "", [], {}, ())},
                tuple(part for part in sections if part.blocks))


def as_text(found: Page, width: int, bold: Callable[[str], str] = str) -> str:
    """A page for a screen or a pipe, so many columns wide; names are never broken."""
    parts = [bold(line) for line in wrapped(found.title, width, "", "")]
    for part in found.sections:
        parts += ["", *([bold(part.heading)] if part.heading else [])]
        parts += lines_of(part, width, INDENT if part.heading else "")
    return "\n".join(parts)


def lines_of(part: Section, width: int, indent: str) -> Iterator[str]:
    """The lines of a section; a blank one between two paragraphs."""
    last = ""
    for block in part.blocks:
        if last and (last != "item" or block.kind != "item"):
            yield from [""] if block.kind != "item" or last == "verbatim" else []
        last = block.kind
        if block.kind == "verbatim":
            yield from (f"{indent}{INDENT}{line}".rstrip() for line in block.text.splitlines())
        elif block.kind == "item":
            first = indent + INDENT * block.depth + BULLET
            yield from wrapped(block.text, width, first, " " * len(first))
        else:
            yield from wrapped(block.text, width, indent, indent)


def wrapped(words: str, width: int, first: str, rest: str) -> list[str]:
    """Text in lines of at most `width` columns; a word that is longer stays whole."""
    return textwrap.wrap(" ".join(words.split()), width, initial_indent=first, subsequent_indent=rest, break_long_words=False, break_on_hyphens=False)


def as_data(found: Page) -> dict[str, Any]:
    """A page for programs: its facts, and its sections as paragraphs."""
    parts = [{"heading": part.heading, "text": [block.text for block in part.blocks]} for part in found.sections]
    return {"kind": found.kind, "name": found.name, "title": found.title, **found.facts, "sections": parts}
