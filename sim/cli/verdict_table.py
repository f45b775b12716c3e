"""What became of the expectations of stories: a table per story, a line over all."""

from __future__ import annotations

import math
import shutil
import textwrap
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from sim.experiments.expectations import Expectation
from sim.experiments.verdicts import Verdicts

NARROW, INDENT = 60, 16
"""No line is made narrower than this; what belongs to a verdict stands under it, after so many spaces."""

FEWEST, MOST = 3, 6
"""Digits behind the point of a gap."""


def table(found: Verdicts) -> Iterator[str]:
    """The lines of one story: verdict, expectation, gap with its interval, who says so and how surely."""
    if not found.expectations:
        yield f"{found.name}: no expectations"
        return
    failures = f", {found.failures} parts failed" if found.failures else ""
    yield f"{found.name}: {found.worlds:,} world{'' if found.worlds == 1 else 's'}, {found.seconds:.1f} s{failures}"
    rows = [(item.verdict, item.that, gap(item), authority(item)) for item in found.expectations]
    widths = [max(len(row[place]) for row in rows) for place in range(3)]
    width = max(NARROW, shutil.get_terminal_size().columns)
    airy = INDENT + sum(widths[1:]) + 2 * 2 + max(len(row[3]) for row in rows) <= width
    for row, item in zip(rows, found.expectations, strict=True):
        head = f"  {row[0]:<{INDENT - 2}}{row[1]:<{widths[1]}}"
        if airy:
            yield f"{head}  {row[2]:<{widths[2]}}  {row[3]}".rstrip()
        else:
            yield head.rstrip()
            yield from below(f"gap {row[2]}" + (f"; {row[3]}" if row[3] else ""), width)
        yield from below(remark(item), width)


def below(text: str, width: int) -> list[str]:
    """A text under its verdict."""
    return textwrap.wrap(text, width, initial_indent=" " * INDENT, subsequent_indent=" " * INDENT)


def gap(item: Expectation) -> str:
    """Left side minus right side, with its interval, in enough digits to be told from 0."""
    ends = [end for end in (item.low, item.high) if math.isfinite(end)]
    digits = decimals((item.gap, *ends))
    interval = " to ".join(f"{end:+.{digits}f}" for end in ends) if len(ends) > 1 else "one world"
    return f"{item.gap:+.{digits}f} ({interval})"


def decimals(values: Sequence[float]) -> int:
    """Three, or so many that the smallest number that is worth showing shows two digits."""
    smallest = min((abs(value) for value in values if round(value, MOST)), default=1.0)
    return FEWEST if round(smallest, FEWEST) else min(1 - math.floor(math.log10(smallest)), MOST)


def authority(item: Expectation) -> str:
    """Who says so, and how surely."""
    return ", says ".join(part for part in (item.confidence, item.because) if part) if item.confidence else item.because


def remark(item: Expectation) -> str:
    """What the story's own mark comes to."""
    if not item.said_so:
        return ""
    if item.better:
        return "marked, but holds: take the mark out"
    return f"(said so: {item.said_so})" if item.verdict == "does not hold" else f"(marked as not holding: {item.said_so})"


KINDS = ("holds", "undecided", "does not hold as marked", "does not hold")


def kind(item: Expectation) -> str:
    """A verdict, and whether the story says itself that the expectation does not hold."""
    return "does not hold as marked" if item.verdict == "does not hold" and item.met else item.verdict


def counts(stories: Sequence[Verdicts]) -> dict[str, int]:
    """How many expectations hold, and so on."""
    items = [item for story in stories for item in story.expectations]
    said = Counter(kind(item) for item in items)
    return {key: said[key] for key in KINDS} | {"marked, but holds": sum(item.better for item in items)}


def summary(stories: Sequence[Verdicts], seconds: float) -> str:
    """One line over all stories."""
    found = counts(stories)
    told = [f"{found[key]} {word}" for key, word in zip(KINDS, ("hold", "undecided", "do not hold as marked", "do not hold"), strict=True)]
    told += [f"{found['marked, but holds']} marked, but hold"] if found["marked, but holds"] else []
    total = sum(len(story.expectations) for story in stories)
    asked = f"{len(stories)} stor{'y' if len(stories) == 1 else 'ies'}, {total} expectation{'' if total == 1 else 's'}"
    return f"{asked}: {', '.join(told)}; {seconds:.0f} s"


def plain(stories: Sequence[Verdicts], seconds: float) -> dict[str, Any]:
    """All of it for programs; no bound is null."""
    return {"stories": [without_gaps(asdict(story)) for story in stories], "summary": counts(stories), "seconds": round(seconds, 1)}


def without_gaps(content: Any) -> Any:
    """Data in which null stands for what is no finite number."""
    if isinstance(content, dict):
        return {key: without_gaps(value) for key, value in content.items()}
    if isinstance(content, list | tuple):
        return [without_gaps(value) for value in content]
    return None if isinstance(content, float) and not math.isfinite(content) else content
