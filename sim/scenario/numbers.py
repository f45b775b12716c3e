"""Numbers as a story writes them: `0.6`, `0.2..0.5`, `{low: 0.3, likely: 0.5, high: 0.7}`, and words of likelihood."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from pydantic_core import PydanticCustomError

from sim.errors import nearest
from sim.world.numbers import table
from sim.world.plan import Amount

NUMBER = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"
RANGE = re.compile(rf"^\s*({NUMBER})\s*\.\.\s*({NUMBER})\s*$")
POINTS = ("low", "likely", "high")
CITED = ("value", "source", "because")
WAYS = "write 0.6, a range 0.2..0.5, or {low: 0.3, likely: 0.5, high: 0.7}"


def wrong(code: str, what: str, remedy: str = "", column: int = 0, length: int = 0, *, key: str = "") -> PydanticCustomError:
    """A fault to be raised while a value is read; `column` counts from 1 inside the value's text, `key` is the one of the value that is meant."""
    return PydanticCustomError(code, "{what}", {"what": what, "remedy": remedy, "column": column, "length": length, "key": key})


def inside(problem: PydanticCustomError, key: str | int) -> PydanticCustomError:
    """The same fault, of which a key or a position inside the value is meant."""
    return PydanticCustomError(problem.type, "{what}", {**(problem.context or {}), "key": key})


def shown(value: Any) -> str:
    """A value as an error message shows it."""
    if isinstance(value, dict | list):
        return "a mapping" if isinstance(value, dict) else "a list"
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    text = str(value)
    return f"`{text[:60]}...`" if len(text) > 60 else f"`{text}`"


@cache
def words() -> Mapping[str, tuple[float, float]]:
    """The probabilities that each word of ICD 203 stands for."""
    return {word: (float(low), float(high)) for word, (low, high) in table("likelihood_words.yaml")["words"].items()}


def read_number(value: Any) -> float:
    """One finite number."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise wrong("wrong-type", f"{shown(value)} is not a number", hint(value))
    if not math.isfinite(value):
        raise wrong("wrong-type", f"{shown(value)} is not a finite number", WAYS)
    return float(value)


def hint(value: Any) -> str:
    """What to write instead of something that is no number."""
    if isinstance(value, str) and re.match(r"^\s*-?\d+,\d+\s*$", value):
        return f"write it with a point: {value.strip().replace(',', '.')}"
    if isinstance(value, str) and re.match(r"^\s*[\d.]+\s*%\s*$", value):
        return f"write it as a share: {float(value.strip().rstrip('%').strip()) / 100:g}" if value.count(".") < 2 else WAYS
    if isinstance(value, str) and value in words():
        return "words of likelihood stand for probabilities only (`chance:`, `confidence:`); " + WAYS
    return WAYS


def read_amount(value: Any) -> Amount:
    """A number that is known, a range, or a three-point guess; with `source:` it may cite where it comes from."""
    if isinstance(value, dict):
        return read_guess(value)
    if isinstance(value, str) and (ends := RANGE.match(value)):
        return ordered(float(ends[1]), float(ends[2]))
    return Amount.exactly(read_number(value))


def read_guess(value: dict[str, Any]) -> Amount:
    """`{low, likely, high}` or `{value, source}`."""
    strange = [key for key in value if key not in (*POINTS, *CITED)]
    if strange:
        near = nearest(strange[0], (*POINTS, *CITED))
        raise wrong("unknown-part", f"`{strange[0]}` is not part of a number", f"did you mean `{near}`?" if near else WAYS, key=strange[0])
    if "value" in value:
        if any(key in value for key in POINTS):
            raise wrong("two-forms", "a number has either `value` or `low`, `likely`, `high`", WAYS)
        return read_amount(value["value"])
    if "low" not in value or "high" not in value:
        raise wrong("missing-key", "a guess needs `low` and `high`", WAYS)
    likely = read_number(value["likely"]) if "likely" in value else None
    return ordered(read_number(value["low"]), read_number(value["high"]), likely)


def ordered(low: float, high: float, likely: float | None = None) -> Amount:
    """A range or guess whose ends stand in order."""
    if not (math.isfinite(low) and math.isfinite(high)):
        raise wrong("wrong-type", "the ends of a range must be finite", WAYS)
    if low > high or (likely is not None and not low <= likely <= high):
        raise wrong("reversed", f"{low:g} to {high:g}" + (f" with {likely:g} as likely" if likely is not None else "") + " is out of order",
                    "the lower number comes first" + (", the likely one between" if likely is not None else ""))
    return Amount(low, high, likely if low < high else None)


def between(low: float, high: float, value: Any) -> Amount:
    """An amount that must lie within bounds."""
    amount = read_amount(value)
    if amount.low < low or amount.high > high:
        text = f"{amount.low:g}" if amount.fixed else f"{amount.low:g} to {amount.high:g}"
        raise wrong("out-of-range", f"{text} is out of range", f"allowed: {low:g} to {high:g}")
    return amount


def read_chance(value: Any) -> Amount:
    """A probability: a number, a range, a guess, or a word of ICD 203."""
    if isinstance(value, str) and not RANGE.match(value):
        return Amount(*words()[read_word(value)])
    return between(0, 1, value)


PERCENT = re.compile(rf"^\s*({NUMBER})\s*%\s*$")


def read_confidence(value: Any) -> str | float:
    """How sure somebody is: a word of likelihood, or a probability, which may be written `70 %`."""
    if isinstance(value, str) and (share := PERCENT.match(value)):
        value = float(share[1]) / 100
    if isinstance(value, str):
        return read_word(value)
    probability = read_number(value)
    if not 0 <= probability <= 1:
        raise wrong("out-of-range", f"{probability:g} is out of range", f"allowed: 0 to 1, a percentage, or a word: {', '.join(words())}")
    return probability


def word_for(probability: float) -> str:
    """The word of ICD 203 for a probability; intervals are closed on the left, so 0.55 is `likely`."""
    return next((word for word, (_, high) in words().items() if probability < high), list(words())[-1])


def confidence_said(value: Any) -> str:
    """A confidence in words: `likely`, or a probability behind its word, `likely, 0.7`; nothing where none is given."""
    if value is None:
        return ""
    found = read_confidence(value)
    return found if isinstance(found, str) else f"{word_for(found)}, {found:g}"


def read_word(value: Any) -> str:
    """A word of likelihood."""
    text = " ".join(value.split()).lower() if isinstance(value, str) else ""
    if text not in words():
        near = nearest(text, words())
        remedy = (f"did you mean `{near}`? " if near else "") + f"words: {', '.join(words())}; or a number from 0 to 1"
        raise wrong("unknown-word", f"{shown(value)} is not a likelihood", remedy)
    return text
