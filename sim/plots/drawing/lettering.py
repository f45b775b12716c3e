"""Text in the one font that is certain to be there (DejaVu Sans, shipped inside matplotlib), measured before it is drawn."""

from __future__ import annotations

import re
from bisect import bisect
from functools import cache, lru_cache
from itertools import accumulate
from pathlib import Path

import matplotlib
from matplotlib.font_manager import FontProperties
from matplotlib.ft2font import FT2Font, LoadFlags

from sim.plots.drawing.style import LEADING

POINTS = 72.0
"""Points in an inch."""

SLACK = 0.985
"""Share of the room that a line may fill: renderers differ by about a hundredth."""

LETTER = 0.5
"""A letter's width in sizes of type, rather narrow: where measuring begins."""

NARROWER = (0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95)
"""Shares of the room that are tried for lines of equal length."""

TITLE = re.compile("\N{LEFT DOUBLE QUOTATION MARK}([^\N{RIGHT DOUBLE QUOTATION MARK}]*)\N{RIGHT DOUBLE QUOTATION MARK}")
"""A variant's title inside a headline."""

LETTERS, FEWEST = (56, 44, 36, 28, 22), 14
"""Letters to which titles in a headline are cut, one try after the other; and where nothing else helps."""

FRACTION = 64.0
"""FreeType counts in 64ths of a pixel."""


@cache
def face(bold: bool = False) -> Path:
    """The font's file, inside matplotlib itself: never one that is looked up on the machine."""
    return Path(matplotlib.get_data_path(), "fonts", "ttf", "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf")


@cache
def font(size: float, bold: bool = False) -> FontProperties:
    """The font for matplotlib's texts, `size` in points."""
    return FontProperties(fname=str(face(bold)), size=size, weight="bold" if bold else "normal")


@lru_cache(maxsize=8192)
def width(text: str, size: float, bold: bool = False) -> float:
    """Width of one line of text, in inches."""
    ruler = _ruler(bold)
    ruler.set_size(size, POINTS)
    ruler.set_text(text, 0.0, flags=LoadFlags.NO_HINTING)
    return float(ruler.get_width_height()[0]) / FRACTION / POINTS


def height(lines: int, size: float) -> float:
    """Height of some lines of text, in inches."""
    return lines * size * LEADING / POINTS


def wrap(text: str, size: float, room: float, bold: bool = False) -> list[str]:
    """Break a text into lines no wider than `room` inches, and where it has line breaks; a single word that is wider keeps its line."""
    if "\n" in text:
        return [line for part in text.splitlines() for line in wrap(part, size, room, bold)]
    words = text.replace(" %", "\N{NO-BREAK SPACE}%").replace(" \N{MIDDLE DOT} ", "\N{NO-BREAK SPACE}\N{MIDDLE DOT} ").split(" ")
    lines: list[str] = []
    while words:
        count = fitting(words, size, room, bold)
        lines.append(" ".join(words[:count]))
        words = words[count:]
    return lines


def fitting(words: list[str], size: float, room: float, bold: bool) -> int:
    """How many words fit into a line, one at least: guessed from their letters, then measured until one more is too wide."""

    def fit(count: int) -> bool:
        return width(" ".join(words[:count]), size, bold) <= room * SLACK

    count = max(1, bisect(list(accumulate(len(word) + 1 for word in words)), room * POINTS / size / LETTER))
    while count > 1 and not fit(count):
        count -= 1
    while count < len(words) and fit(count + 1):
        count += 1
    return count


def split_long(text: str, size: float, room: float) -> str:
    """The text with spaces inside words that are wider than a line, where a line can then break."""
    if "\n" in text:
        return "\n".join(split_long(line, size, room) for line in text.splitlines())
    words = (word if width(word, size) <= room * SLACK else _split(word, size, room) for word in text.split(" "))
    return " ".join(words)


def _split(word: str, size: float, room: float) -> str:
    parts = [""]
    for letter in word:
        full = width(parts[-1] + letter, size) > room * SLACK
        parts = [*parts, letter] if full else [*parts[:-1], parts[-1] + letter]
    return " ".join(parts)


def balanced(text: str, size: float, room: float, bold: bool = False) -> list[str]:
    """The same, with lines about equally long: no single word is left over."""
    lines = wrap(text, size, room, bold)
    tries = (wrap(text, size, room * share, bold) for share in NARROWER)
    return next((tried for tried in tries if len(tried) == len(lines)), lines)


def short_enough(text: str, size: float, room: float, most: int = 2) -> str:
    """A headline in so many bold lines, or one more where a title in quotation marks would have to be cut: cut titles are taken for each other.

    What stands in round brackets before a semicolon goes first, then the words in round brackets; numbers alone stay. Titles that are too long
    all the same are cut to fewer letters, as long as they can be told apart.
    """
    shorter = re.sub(r"\([^();]*; ", "(", text)
    barer = re.sub(r" \([^()]*[A-Za-z][^()]*\)", "", text)
    whole = [(said, lines) for lines in (most, most + 1) for said in (text, shorter, barer)]
    fitting = next((said for said, lines in whole if len(wrap(said, size, room, bold=True)) <= lines), "")
    if fitting:
        return fitting
    tries = [(said, _cut(said, letters)) for said in (text, shorter, barer) for letters in (*LETTERS, FEWEST)]
    apart = [cut for said, cut in tries if len(set(TITLE.findall(cut))) == len(set(TITLE.findall(said)))]
    return next((cut for cut in apart if len(wrap(cut, size, room, bold=True)) <= most + 1), apart[-1])


def _cut(text: str, letters: int) -> str:
    """The text with every longer title in quotation marks cut at a word."""

    def cut(found: re.Match[str]) -> str:
        title = found[1] if len(found[1]) <= letters else f"{found[1][:letters].rpartition(' ')[0].rstrip(',') or found[1][:letters]} …"
        return found[0].replace(found[1], title)

    return TITLE.sub(cut, text)


def clip(lines: list[str], most: int) -> list[str]:
    """At most so many lines; what is cut is shown by dots."""
    return lines if len(lines) <= most else [*lines[: most - 1], lines[most - 1] + " …"]


@cache
def _ruler(bold: bool) -> FT2Font:
    return FT2Font(str(face(bold)))
