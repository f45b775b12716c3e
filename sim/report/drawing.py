"""Pictures inside the page: SVG with its letters as text, small, with names of its own, and with words for who does not see it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from sim.findings.leading import Told
from sim.plots import NothingToDraw, picture, picture_of_sensitivity
from sim.plots.drawing.files import content
from sim.plots.drawing.picture import Picture
from sim.report.model import Drawing
from sim.results.result import Result

OUTSIDE = re.compile(r"<\?xml.*?\?>|<!DOCTYPE.*?>|<!--.*?-->|<metadata>.*?</metadata>|<style.*?</style>", re.DOTALL)
"""What a page does not need of an SVG file; the style of a file would reach beyond it."""

NAMES = re.compile(r' id="([^"]*)"')
REFERRED = re.compile(r'(?:url\(#|href="#)([^")]*)')
LONG = re.compile(r"\d+\.\d{3,}")
FAMILY = re.compile(r"\s*font-family: [^;\"]*;?")
STILL = re.compile(r' transform="rotate\(-?0 [^)]*\)"')
SIZE = re.compile(r'(<svg [^>]*?) width="[^"]*" height="[^"]*"')
SPACES = ' xmlns:xlink="http://www.w3.org/1999/xlink"', ' xmlns="http://www.w3.org/2000/svg"', ' version="1.1"'

PLACES = 2
"""Decimals of a place in a picture, in points: a hundredth of a point is seen by nobody."""


def drawing(drawn: Picture, key: str) -> Drawing:
    """A picture as a part of the page."""
    return Drawing(key, inline(content(drawn, "svg", "none").decode(), key), drawn.story.headline, drawn.story.alternative)


def inline(svg: str, key: str) -> str:
    """An SVG file as it stands inside a page."""
    text = OUTSIDE.sub("", svg)
    for space in SPACES:
        text = text.replace(space, "")
    text = text.replace("xlink:href=", "href=")
    text = STILL.sub("", FAMILY.sub("", SIZE.sub(r"\1", text)))
    text = LONG.sub(lambda found: f"{float(found[0]):.{PLACES}f}".rstrip("0").rstrip("."), text)
    return own_names(re.sub(r"\s*\n\s*", " ", text).replace(' style=""', ""), key).strip()


def own_names(text: str, key: str) -> str:
    """The names that are referred to, with the key of the picture before them; the others left out."""
    spoken = re.search(r'aria-labelledby="([^"]*)"', text)
    used = {*REFERRED.findall(text), *(spoken[1].split() if spoken else ())}
    text = NAMES.sub(lambda found: f' id="{key}-{found[1]}"' if found[1] in used else "", text)
    text = re.sub(r'(url\(#|href="#)', rf"\g<1>{key}-", text)
    return re.sub(r'aria-labelledby="([^"]*)"', lambda found: f'aria-labelledby="{" ".join(f"{key}-{name}" for name in found[1].split())}"', text)


def of_run(result: Result, kind: str, theme: str, key: str) -> Iterator[Drawing]:
    """A standard figure of a run; none where the run does not hold what it shows."""
    yield from tried(lambda: picture(result, kind, theme), f"{key}{kind}")


def of_leading(told: Told, theme: str, key: str) -> Drawing | None:
    """The picture of the brief: the leading chance in every variant, or where that is a level, the course of the alliances."""
    leading, result = told.leading, told.result
    if leading is not None and leading.answers[0].kind == "chance":
        alone = replace(result, answers=list(leading.answers))
        return next(tried(lambda: picture(alone, "outcome_strip", theme), f"{key}brief"), None)
    kind = "difference_to_baseline" if len(result.variants) > 1 else "cohesion_fan"
    return next(tried(lambda: picture(result, kind, theme), f"{key}brief"), None)


def of_sensitivity(found: object, theme: str, words: Callable[[str], str] | None, key: str) -> Iterator[Drawing]:
    """What an answer depends on, as bars."""
    yield from tried(lambda: picture_of_sensitivity(found, "tornado", theme, words), f"{key}tornado")  # type: ignore[arg-type]


def tried(draw: Callable[[], Picture], key: str) -> Iterator[Drawing]:
    """A picture where there is something to draw."""
    try:
        yield drawing(draw(), key.replace("_", "-"))
    except NothingToDraw:
        return
