"""Under each outcome, where its spread comes from; under all of them, how many worlds would be enough."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from math import sqrt
from typing import Any

from sim.errors import RunError
from sim.results.result import Result
from sim.results.values import Band, counted

NOTE = "Spread: what the variance between worlds comes from, with 95 % intervals; ~ marks a part that cannot be told apart from 0."
YES_OR_NO = ("Of a yes or no, chance holds what a probability p leaves open even where it is known for sure, p(1 - p): its share is partly "
             "arithmetic. Its probability: by how much p itself differs, one standard deviation with its 95 % interval.")
"""What stands under answers whose spread is told apart."""

SWEPT = ("Spread: what the variance between worlds of all points comes from, each point counting the same, with 95 % intervals; "
         "~ marks a part that cannot be told apart from 0.")
"""The same of a sweep."""

NAMES = {"scenario": "between variants"}
"""What a part is called here, where not by its own name."""

BETWEEN = " · "
"""What stands between two parts."""

LITTLE = 0.01
"""Shares that surely lie below this are not told more exactly."""


def spread_of(result: Result, outcome: str, width: int, each: bool = False) -> Iterator[str]:
    """The parts of the spread of an outcome: over the worlds of all variants, or of `each`; nothing where it was not told apart."""
    rows: dict[str, list[Band]] = {}
    for band in known(result):
        if band.outcome == outcome:
            rows.setdefault(band.variant, []).append(band)
    chance = any(answer.kind == "chance" for answer in result.answers if answer.outcome == outcome)
    for variant, bands in rows.items():
        if each or variant == "" or len(result.variants) == 1:
            name = f"Spread in {variant}:" if variant and len(result.variants) > 1 else "Spread:"
            yield from lines(name, [f"{NAMES.get(band.part, band.part)} {share(band)}" for band in bands], width)
            yield from probability(bands, width) if chance else ()


APART = {"parameters": "between sets of parameters", "levers": "between points"}
"""Between what a probability differs."""


def probability(bands: list[Band], width: int) -> Iterator[str]:
    """Of a yes or no, by how much its probability differs, in points; nothing of what cannot be told apart from 0."""
    told = [f"±{numbers_of(band)} {APART[band.part]}" for band in bands if band.part in APART and band.variance > 0 and not band.doubtful]
    if told:
        yield from lines("  Its probability:", told, width)


def numbers_of(band: Band) -> str:
    """The root of a variance with the ends of its interval, in points: `18 points (12-23)`."""
    whole = band.variance / band.share
    return "{:.0f} points ({:.0f}-{:.0f})".format(*(100 * sqrt(part * whole) for part in (band.share, band.low, band.high)))


def told_apart(sweep: Any, outcome: str, width: int) -> list[str]:
    """The parts of the spread of an outcome over the points of a sweep, a line for each variant; why there are none where that failed."""
    from sim.experiments.bands.kept import kept_split

    split = None if in_parts(sweep) else kept_split(sweep.folder)
    found: list[str] = []
    chance = any(info.kind == "chance" for info in sweep.outcomes if info.name == outcome)
    for variant in (info.name for info in sweep.variants):
        if split is None:
            break
        bands = [band for band in split.bands if (band.variant, band.outcome) == (variant, outcome)]
        own = [f"{band.part} {share(band)}" for band in bands]
        parts = [f"not told apart, since a world played for it failed: {split.failed[variant]}"] if variant in split.failed else own
        found += list(lines(f"Spread in {variant}:" if len(sweep.variants) > 1 else "Spread:", parts, width)) if parts else []
        found += list(probability(bands, width)) if chance else []
    return found


def in_parts(sweep: Any) -> bool:
    """Whether a sweep has several parts, or is one of them: the spread was told of all points together, and those are not alike."""
    from sim.results.sweep_part import PartOfSweep, part_names

    return isinstance(sweep, PartOfSweep) or bool(part_names(sweep))


def bands_of(sweep: Any) -> list[dict[str, Any]]:
    """The parts of the spread of a sweep, for programs."""
    from sim.experiments.bands.kept import kept_split

    split = None if in_parts(sweep) else kept_split(sweep.folder)
    return [asdict(band) for band in split.bands] if split else []


def lines(name: str, parts: list[str], width: int) -> Iterator[str]:
    """Parts one after the other behind a name, in as many lines as they need; no part is broken."""
    line = name
    for place, part in enumerate(parts):
        joined = f"{line} {part}" if place == 0 else f"{line}{BETWEEN}{part}"
        if place and len(joined + BETWEEN) > width:
            yield line + BETWEEN.rstrip()
            joined = f"  {part}"
        line = joined
    yield line


def known(result: Result) -> list[Band]:
    """The parts that a result holds; none where the table is damaged, which is said elsewhere."""
    try:
        return result.bands
    except RunError:
        return []


def spread_note(result: Result) -> Iterator[str]:
    """What the lines on the spread mean, where there are any."""
    if known(result):
        yield NOTE
        if any(answer.kind == "chance" for answer in result.answers):
            yield YES_OR_NO


def share(band: Band) -> str:
    """A share with its interval, `31 % (24-38)`; `~` before one that cannot be told apart from 0, `< 1 %` for one that is surely small."""
    if band.variance == 0 or band.high < LITTLE:
        return "0 %" if band.variance == 0 else "< 1 %"
    return f"{'~ ' if band.doubtful else ''}{100 * band.share:.0f} % ({100 * band.low:.0f}-{100 * band.high:.0f})"


def enough_said(result: Result) -> Iterator[str]:
    """How many worlds would halve the widest interval of a headline difference, and how many bring it to the usual target; else of a level."""
    from sim.experiments.enough import enough

    found = enough(result.answers, result.worlds, result.failures)
    if found is None:
        return
    gaps = found.of == "difference"
    line = f"The widest interval of a headline {found.of} is ±{points(found.reached)}; {counted(found.to_halve, 'world')} would halve it"
    if found.reached > found.target:
        until = "" if gaps else f" (--until-error {found.target:g})"
        line += f", about {found.for_target:,} bring it to ±{points(found.target)}{until}"
    yield f"{line}." + (f" That of a level, which --until-error goes by, is ±{points(found.of_levels)}." if gaps else "")


def points(share: float) -> str:
    """A half width in points of per cent with two digits."""
    text = f"{100 * share:.2g}"
    return f"{text} point" + ("" if text == "1" else "s")


def spread_as_json(result: Result) -> dict[str, Any]:
    """The parts of every spread and the worlds that would be enough, for programs."""
    from sim.experiments.enough import enough

    found = enough(result.answers, result.worlds, result.failures)
    return {"bands": [asdict(band) for band in known(result)], "enough": asdict(found) if found else None}
