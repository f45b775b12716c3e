"""Numbers, months, lists and chances as one says them aloud."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sim.explain.manual import authors
from sim.scenario.numbers import words
from sim.world.calendar import DATE, MONTHS, month_number
from sim.world.plan import Amount

NAMES = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
COUNTS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def month(number: int) -> str:
    """A month by its number: `February 2026`."""
    return f"{NAMES[number % MONTHS]} {number // MONTHS}"


def number(value: float) -> str:
    """A number without needless digits; large ones with a comma."""
    return f"{value:,.6g}" if abs(value) >= 1000 else f"{value:.6g}"


def count(value: int) -> str:
    """A whole number, in letters up to twelve."""
    return COUNTS[value] if 0 <= value < len(COUNTS) else f"{value:,}"


def counted(value: int, thing: str) -> str:
    """So many things: `one month`, `60 months`."""
    return f"{count(value)} {thing}" + ("" if value == 1 else "s")


def months(value: int) -> str:
    """A number of months, in years where they are whole."""
    years, rest = divmod(value, MONTHS)
    if value >= MONTHS and not rest:
        return f"{counted(value, 'month')} ({counted(years, 'year')})"
    return counted(value, "month")


def listed(parts: Iterable[str], word: str = "and") -> str:
    """Parts with commas and a word before the last."""
    found = list(parts)
    return found[0] if len(found) == 1 else f"{', '.join(found[:-1])} {word} {found[-1]}" if found else ""


def quoted(words_said: str) -> str:
    """A title or a name in quotation marks."""
    return f'"{words_said}"'


def percent(share: float) -> str:
    """A share as a percentage."""
    return f"{100 * share:.4g} per cent"


def amount(said: Amount, drawn: bool = True) -> str:
    """A number of a story: known, a range, or a guess; the last two are drawn once per world."""
    if said.fixed:
        return number(said.low)
    ends = f"between {number(said.low)} and {number(said.high)}"
    once = " (drawn anew in each world)" if drawn and said.likely is None else ", drawn anew in each world" if drawn else ""
    return ends + once if said.likely is None else f"about {number(said.likely)} ({ends}{once})"


def chance(said: Amount) -> str:
    """A probability in words: by its word of likelihood where it is exactly that range."""
    if said.fixed:
        return f"a chance of {percent(said.low)}"
    word = next((word for word, ends in words().items() if ends == (said.low, said.high)), "")
    span = f"a chance between {100 * said.low:.4g} and {percent(said.high)}, drawn anew in each world"
    return f"{word} ({span})" if word else span


def likelihood(word: str) -> str:
    """A word of likelihood with the probabilities that it stands for."""
    low, high = words()[word]
    return f"{word} ({100 * low:.4g} to {percent(high)})"


def capitalised(said: str) -> str:
    """A phrase with a capital letter in front."""
    return said[:1].upper() + said[1:]


def sentence(said: str) -> str:
    """A phrase as a sentence: a capital letter in front, a full stop behind."""
    said = said.strip()
    return said if not said else capitalised(said) + ("" if said.endswith((".", "?", "!", ':', '."')) else ".")


def short_citation(entry: Mapping[str, Any]) -> str:
    """Who says something, and when: `Crawford, Timothy W. (2011)`."""
    when = dated(str(entry.get("date") or entry.get("year") or ""))
    who = authors(str(entry.get("author") or quoted(str(entry["title"]))))
    return f"{who} ({when})" if when else who


def full_citation(entry: Mapping[str, Any]) -> str:
    """A source of a story in full: who, when, title, address, note."""
    rest = [f"<{entry['url']}>" if entry.get("url") else "", f"({entry['note']})" if entry.get("note") else ""]
    who = f"{authors(str(entry['author']))} " if entry.get("author") else ""
    when = dated(str(entry.get("date") or entry.get("year") or ""))
    return " ".join(part for part in (f"{who}{when}".strip() + "." if who or when else "", f"{entry['title']}.", *rest) if part)


def dated(when: str) -> str:
    """A date of a source: a month in words, anything else as it stands."""
    return month(month_number(when)) if DATE.match(when) else when
