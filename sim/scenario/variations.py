"""How a sweep varies a setting, as a story and `--vary` write it.

`0.2..0.9` a range; `0..1 step 0.25` or `{from: 0, to: 1, step: 0.25}` steps; `+-20%`, `+-0.1` around what the story says, `0.5 +- 0.1` around that;
`[0.2, 0.5]`, `[align, accommodate]` or `0.2, 0.5` values one by one; `all` of a setting with few choices; `plausible` the sourced range of a number.
"""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sim.scenario.numbers import NUMBER, RANGE, WAYS, inside, ordered, read_number, shown, wrong
from sim.scenario.yaml_reader import scalar

STEPPED = re.compile(rf"^\s*({NUMBER})\s*\.\.\s*({NUMBER})\s+step\s+({NUMBER})\s*$")
AROUND = re.compile(rf"^\s*({NUMBER})?\s*(?:\+-|±)\s*({NUMBER})\s*(%?)\s*$")
SIMPLE = re.compile(r"^\w[\w .-]*$")
STEPS = ("from", "to", "step")
WORDS = ("all", "plausible")
MOST_STEPS = 100_000
"""So many steps a lever may have."""

FORMS = "write a range 0.2..0.9, steps 0..1 step 0.25, +-20% around what the story says, a list [0.2, 0.5], or all"


@dataclass(frozen=True)
class Variation:
    """What is said of one lever: a range, values, an amount or share around a base (None: what the story says), or a word.

    `missed` is the end that steps do not reach.
    """

    low: float | None = None
    high: float | None = None
    values: tuple[Any, ...] = ()
    base: float | None = None
    amount: float | None = None
    percent: bool = False
    word: str = ""
    missed: float | None = None


def read_variation(value: Any) -> Variation:
    """What is said of one lever; raises a fault where it does not vary anything."""
    if isinstance(value, list):
        return Variation(values=read_values(value))
    if isinstance(value, dict) and "step" in value:
        return read_steps(value)
    if not isinstance(value, str):
        raise wrong("wrong-type", f"{shown(value)} is not a range", FORMS)
    if value.strip() in WORDS:
        return Variation(word=value.strip())
    if steps := STEPPED.match(value):
        return stepped(*steps.groups())
    if ends := RANGE.match(value):
        span = ordered(float(ends[1]), float(ends[2]))
        return Variation(span.low, span.high)
    if around := AROUND.match(value):
        return read_around(around)
    if "," in value:
        return Variation(values=read_values([scalar(part.strip()) for part in value.split(",")]))
    raise wrong("wrong-type", f"{shown(value)} is not a range", FORMS)


def read_around(found: re.Match[str]) -> Variation:
    """An amount or a share to both sides."""
    amount = float(found[2])
    if not amount > 0 or not math.isfinite(amount):
        raise wrong("empty-design", f"{shown(found[0])} varies nothing", "write an amount above 0: +-0.1 or +-20%")
    return Variation(base=None if found[1] is None else float(found[1]), amount=amount, percent=bool(found[3]))


def read_steps(value: dict[str, Any]) -> Variation:
    """`{from, to, step}`."""
    for key in value:
        if key not in STEPS:
            raise wrong("unknown-part", f"`{key}` is not part of a step", f"keys here: {', '.join(STEPS)}", key=key)
    for key in STEPS:
        if key not in value:
            raise wrong("wrong-type", f"steps without `{key}`", f"keys here: {', '.join(STEPS)}")
    return stepped(*(str(read_number(value[key])) for key in STEPS))


def stepped(low: str, high: str, step: str) -> Variation:
    """Values from one end to the other, in decimals: `0..1 step 0.1` has 0.3 and not what lies beside it."""
    first, last, width = Decimal(low), Decimal(high), Decimal(step)
    if width <= 0:
        raise wrong("out-of-range", f"a step of {step} leads nowhere", "write a step above 0")
    if first > last:
        raise wrong("reversed", f"{low} to {high} is out of order", "the lower number comes first")
    if (last - first) / width > MOST_STEPS:
        raise wrong("out-of-range", f"{low} to {high} in steps of {step} are too many", f"no more than {MOST_STEPS:,}")
    values = [first + place * width for place in range(int((last - first) / width) + 1)]
    return Variation(values=tuple(map(float, values)), missed=None if values[-1] == last else float(last))


def read_values(entries: list[Any]) -> tuple[Any, ...]:
    """Values one by one: all numbers, or words and structures."""
    if not entries:
        raise wrong("empty-design", "the list has no values", FORMS)
    numbers = any(isinstance(entry, int | float) and not isinstance(entry, bool) for entry in entries)
    seen: set[str] = set()
    for place, entry in enumerate(entries):
        if numbers and isinstance(entry, bool) or isinstance(entry, float) and not math.isfinite(entry):
            raise inside(wrong("wrong-type", f"{shown(entry)} is not a number", WAYS), place)
        if entry is None or entry == "":
            raise inside(wrong("empty-value", "a value of the list is empty", "write one, or take the comma out"), place)
        if flow(entry) in seen:
            raise inside(wrong("duplicate-value", f"{shown(entry)} stands twice", "each value once"), place)
        seen.add(flow(entry))
    return tuple(entries)


def flow(value: Any) -> str:
    """A value as it would stand after `NAME=`: YAML in one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{flow(key)}: {flow(entry)}" for key, entry in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(flow(entry) for entry in value) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return repr(int(value)) if float(value).is_integer() else repr(float(value))
    text = str(value)
    return text if SIMPLE.match(text) and isinstance(scalar(text), str) else json.dumps(text, ensure_ascii=False)
