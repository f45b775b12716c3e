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
from sim.results.values import counted

NARROW, INDENT = 60, 16
"""No line is made narrower than this; what belongs to a verdict stands under it, after so many spaces."""

FEWEST, MOST = 3, 6
"""Digits behind the point of an effect."""

SMALL = 0.005
"""An effect below this is counted as one that is hardly there."""

NOT, BETTER = "does not hold, as the file says", "holds, although the file says not"
KINDS = ("holds", "undecided", NOT, "does not hold")


def table(found: Verdicts, scenario: Any) -> Iterator[str]:
    """The lines of one story: verdict, expectation, effect with its interval, who says so and how surely."""
    if not found.expectations:
        yield f"{found.name}: no expectations"
        return
    failures = f", {found.failures} parts failed" if found.failures else ""
    yield f"{found.name}: {counted(found.worlds, 'world')}, {found.seconds:.1f} s{failures}"
    width = max(NARROW, shutil.get_terminal_size().columns)
    for item in found.expectations:
        yield f"  {item.verdict:<{INDENT - 2}}{item.that}"
        for text in (told(item), authority(item, scenario), remark(item)):
            yield from below(text, width)


def below(text: str, width: int) -> list[str]:
    """A text under its verdict."""
    return textwrap.wrap(text, width, initial_indent=" " * INDENT, subsequent_indent=" " * INDENT)


def told(item: Expectation) -> str:
    """What the outcomes come to, with the interval, and where it was expected."""
    how = "moves as expected: " if item.moves else "stays within what is allowed: " if item.stays else ""
    what = ("effect " if item.between else "value ") + effect(item)
    if item.allowance:
        return f"{how}{what}, allowed {'down' if item.above else 'up'} to {item.border:+g}"
    if item.border or not item.between:
        what += f", expected {'above' if item.above else 'below'} {item.border:{'+' if item.between else ''}g}"
    return how + what


def effect(item: Expectation) -> str:
    """The sum of the outcomes with its interval, in enough digits to be told from 0; with a sign where it is a difference."""
    ends = [end for end in (item.low, item.high) if math.isfinite(end)]
    form = f"{'+' if item.between else ''}.{decimals((item.effect, *ends))}f"
    interval = " to ".join(f"{end:{form}}" for end in ends) if len(ends) > 1 else "one world"
    return f"{item.effect:{form}} ({interval})"


def decimals(values: Sequence[float]) -> int:
    """Three, or so many that the smallest number that is worth showing shows two digits."""
    smallest = min((abs(value) for value in values if round(value, MOST)), default=1.0)
    return FEWEST if round(smallest, FEWEST) else min(1 - math.floor(math.log10(smallest)), MOST)


def authority(item: Expectation, scenario: Any) -> str:
    """Who says so, or why, and how surely."""
    from sim.explain.questions_asked import known, whom

    reason = f"says {whom(item.because, scenario)}" if known(item.because, scenario) else f"because {item.because}" if item.because else ""
    return ", ".join(part for part in (item.confidence, reason) if part)


def remark(item: Expectation) -> str:
    """What the story's own mark comes to."""
    if not item.said_so:
        return ""
    if item.better:
        return "the file says that it does not hold: take the mark out"
    return f"as the file says: {item.said_so}" if item.verdict == "does not hold" else f"the file says that it does not hold: {item.said_so}"


def kind(item: Expectation) -> str:
    """A verdict, and whether the story says itself that the expectation does not hold."""
    return NOT if item.verdict == "does not hold" and item.met else item.verdict


def counts(stories: Sequence[Verdicts]) -> dict[str, int]:
    """How many expectations hold, and so on."""
    items = [item for story in stories for item in story.expectations]
    said = Counter(kind(item) for item in items)
    return {key: said[key] for key in KINDS} | {
        BETTER: sum(item.better for item in items),
        "moves as expected": sum(item.moves for item in items), "stays within what is allowed": sum(item.stays for item in items),
        "small effects": sum(item.between and abs(item.effect) < SMALL for item in items),
    }


def summary(stories: Sequence[Verdicts], seconds: float) -> str:
    """One line over all stories, and one that says what it is that holds."""
    found = counts(stories)
    asked = f"{counted(len(stories), 'story', 'stories')}, {counted(sum(len(story.expectations) for story in stories), 'expectation')}"
    told = [f"{found['holds']} hold", f"{found['undecided']} undecided"]
    told += [f"{found['does not hold'] + found[NOT]} do not hold ({found[NOT]} as the file says)"]
    told += [f"{found[BETTER]} hold although the file says not"] if found[BETTER] else []
    held = f"{found['moves as expected']} that something moves, {found['stays within what is allowed']} that it moves no further than allowed"
    small = f"{counted(found['small effects'], 'effect')} below {SMALL:g}"
    return f"{asked}: {', '.join(told)}; {seconds:.0f} s\nOf those that hold, so many say: {held}; {small}"


def plain(stories: Sequence[Verdicts], seconds: float) -> dict[str, Any]:
    """All of it for programs; no bound is null."""
    return {"stories": [without_gaps(plain_story(story)) for story in stories], "summary": counts(stories), "seconds": round(seconds, 1)}


def plain_story(story: Verdicts) -> dict[str, Any]:
    """One story, each expectation with what follows from it."""
    found = [asdict(item) | {"allowance": item.allowance, "moves": item.moves, "stays": item.stays} for item in story.expectations]
    return asdict(story) | {"expectations": found}


def without_gaps(content: Any) -> Any:
    """Data in which null stands for what is no finite number."""
    if isinstance(content, dict):
        return {key: without_gaps(value) for key, value in content.items()}
    if isinstance(content, list | tuple):
        return [without_gaps(value) for value in content]
    return None if isinstance(content, float) and not math.isfinite(content) else content
