"""What is to be played: a story with what the sliders change in it, and which variants are wanted first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sim.scenario.actors import stated
from sim.scenario.read import BASELINE, Scenario

ALL = ""
"""In the place of a variant: the sliders act on every one."""


@dataclass(frozen=True)
class Order:
    """A story by its file, settings as `--set` takes them, worlds and seed."""

    file: str
    sets: tuple[str, ...] = ()
    worlds: int = 1
    seed: int = 0


def sets_of(story: Scenario, levels: Mapping[str, float], variant: str = ALL) -> tuple[str, ...]:
    """What the sliders set, `levels` by `capital.row`: in every variant, also in those that say otherwise, or in one alone."""
    found: list[str] = []
    for name, level in levels.items():
        if variant == ALL:
            found.append(f"{name}={level:g}")
        found += [f"variants.{place}.actors.{name}={level:g}" for place in places(story, name, variant)]
    return tuple(found)


def places(story: Scenario, name: str, variant: str) -> Iterator[str]:
    """The variants in which a level must stand by itself: the one that is meant, or all that speak of the instrument."""
    for one in story.variants:
        if one.name != BASELINE and (one.name == variant or variant == ALL and speaks_of(story, one.name, name)):
            yield one.name


def speaks_of(story: Scenario, variant: str, name: str) -> bool:
    """Whether a variant itself, and not only the story above it, says something of an instrument."""
    capital, *path = name.split(".")
    found = (story.composed.get("variants") or {}).get(variant)
    for step in ("actors", capital, *path):
        found = found.get(step) if isinstance(found, dict) else None
    return found is not None


def said_of(story: Scenario, name: str) -> Iterator[tuple[str, object]]:
    """What every variant says of an instrument, as it was read; None where it leaves it to the capital."""
    capital, _, row = name.partition(".")
    for variant in story.variants:
        settings = stated(variant.said.actors).get(capital)
        words = [value for _, other, value in settings.settings() if other == row] if settings is not None else []
        yield variant.name, words[-1] if words else None


def ahead(first: str, variants: Sequence[str]) -> tuple[str, ...]:
    """The variant that is played ahead of the others, beside the baseline: the one that is looked at; none where these two are all."""
    wanted = first if first in variants[1:] else next(iter(variants[1:]), "")
    return (wanted,) if len(variants) > 2 else ()
