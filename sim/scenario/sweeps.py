"""The `sweep:` of a story: which settings to vary together, how the points lie, in how many worlds each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated, Any

from pydantic import Field, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from sim.scenario.leaves import Key, Words, Worlds, read_one_of, read_whole
from sim.scenario.numbers import wrong
from sim.scenario.strict import Strict, Wrong
from sim.scenario.variations import read_variation

DESIGNS = ("sobol", "lhs", "grid", "list", "mixture", "saltelli", "morris")
"""How the points of a sweep can lie."""

MOST_SAMPLES = 10_000_000
"""So many samples a sweep may ask for."""

Design = Annotated[str, PlainValidator(lambda v: read_one_of(v, DESIGNS, "a design")), WithJsonSchema({"enum": list(DESIGNS)})]
Samples = Annotated[int, PlainValidator(lambda v: read_whole(v, 1, MOST_SAMPLES, "samples")), WithJsonSchema({"type": "integer", "minimum": 1})]


class Part(Strict):
    """Settings to vary together, and how the points lie. `points` gives them one by one."""

    vary: dict[Words, Any] = Field(default_factory=dict)
    points: list[dict[Words, Any]] = Field(default_factory=list)
    design: Design | None = None
    samples: Samples | None = None

    def contradictions(self) -> Iterable[Wrong]:
        """Each setting varies over something; points lie alike."""
        if not self.vary and not self.points:
            yield ("vary",), wrong("empty-design", "the sweep varies nothing", "write vary: {beijing.pressure.culture: 0..1}")
        if self.vary and self.points:
            yield ("points",), wrong("two-forms", "a sweep has either `vary` or `points`", "keep one of them, or write two `parts`")
        if self.points and self.design not in (None, "list"):
            yield ("design",), wrong("two-forms", "points one by one are the design `list`", "take `design` out")
        for number, point in enumerate(self.points):
            if point.keys() != self.points[0].keys():
                yield ("points", number), wrong("missing-key", "every point says the same settings", f"the first says {', '.join(self.points[0])}")
        yield from self.strange_variations()

    def strange_variations(self) -> Iterator[Wrong]:
        """What is no variation."""
        for key, value in self.vary.items():
            try:
                read_variation(value)
            except PydanticCustomError as problem:
                yield ("vary", key), problem


class Sweep(Part):
    """A sweep, or several under names of their own in `parts`, played as one; `worlds` are those of each point."""

    worlds: Worlds | None = None
    parts: dict[Key, Part] = Field(default_factory=dict)

    def contradictions(self) -> Iterable[Wrong]:
        """Either settings or parts."""
        if not self.parts:
            yield from super().contradictions()
            return
        for key in ("vary", "points", "design", "samples"):
            if self.given(key):
                yield (key,), wrong("two-forms", f"`{key}` stands beside `parts`", "say it within each part")
