"""Where a number comes from, in words: value, range, unit, grade, sources in full, reason, place in `configs/`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sim.explain.config_lines import of_source
from sim.explain.english import sentence
from sim.explain.labels import axis_word
from sim.explain.manual import number, source_in_full, span
from sim.explain.page import Block, item
from sim.world.axes import AXES
from sim.world.numbers import GRADES, Number, sources


def origin(grade: str, source: str, because: str) -> Iterator[Block]:
    """What a number rests on."""
    yield item(f"Grade {grade}: " + sentence("; ".join(GRADES[letter] for letter in grade.split("/"))))
    for key in keys_of(source):
        yield item(f"{head(grade)}: {source_in_full(sources()[key])} [{key}, {of_source(key)}]")
    if because:
        yield item(f"Reason: {sentence(because)}")


def head(grade: str) -> str:
    """What stands before a source: a pure judgement was prompted by it, and is not in it."""
    return "Prompted by" if grade == "J" else "Source"


def keys_of(source: str) -> list[str]:
    """The keys of the sources of a number; none where it is a judgement."""
    return [] if source == "judgement" else source.split(", ")


def numbers_of(entry: Number, label: str = "") -> Iterator[Block]:
    """Value, range and unit; along an axis one line per label, or that of one label."""
    if isinstance(entry.value, tuple) and isinstance(entry.low, tuple) and isinstance(entry.high, tuple):
        for name, value, low, high in zip(AXES[entry.axis or ""], entry.value, entry.low, entry.high, strict=True):
            if label in ("", name):
                yield item(f"Value for {axis_word(name)}: {number(value)}; plausible range {span(low, high)}.")
    else:
        yield item(f"Value: {number(entry.value)}; plausible range {span(entry.low, entry.high)}.")
    yield item(f"Unit: {entry.unit}.")


def in_one(entry: Number) -> str:
    """Value and range on one line; along an axis each label with its own."""
    if not (isinstance(entry.value, tuple) and isinstance(entry.low, tuple) and isinstance(entry.high, tuple)):
        return f"{number(entry.value)} (range {span(entry.low, entry.high)})"
    rows = zip(AXES[entry.axis or ""], entry.value, entry.low, entry.high, strict=True)
    return "; ".join(f"{name.replace('_', ' ')} {number(value)} (range {span(low, high)})" for name, value, low, high in rows)


def facts_of(entry: Number, label: str = "") -> dict[str, Any]:
    """The same for programs."""
    if isinstance(entry.value, tuple) and isinstance(entry.low, tuple) and isinstance(entry.high, tuple):
        labels = AXES[entry.axis or ""]
        if label:
            place = labels.index(label)
            numbers: dict[str, Any] = {"value": entry.value[place], "range": [entry.low[place], entry.high[place]]}
        else:
            ends = [list(end) for end in zip(entry.low, entry.high, strict=True)]
            numbers = {"value": dict(zip(labels, entry.value, strict=True)), "range": dict(zip(labels, ends, strict=True))}
    else:
        numbers = {"value": entry.value, "range": [entry.low, entry.high]}
    return numbers | {"unit": entry.unit, "meaning": entry.meaning, "grade": entry.grade, "sources": keys_of(entry.source), "because": entry.because}
