"""Levers: the settings that a sweep varies, each with its range or its values, and what people may want to know of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from sim.scenario.variations import flow

AS_TOLD = ""
"""The value of a category at points that leave it as the story has it; a number is NaN there."""


@dataclass(frozen=True)
class Lever:
    """A setting by the name that `--set` takes, or `variant`.

    A number lies between `low` and `high`; where it takes some values alone, `values` has them. A category takes one of `values`, as they would
    stand after `NAME=`. `plausible` is the sourced range, `usual` what the story says without the sweep; None where nothing is known.
    """

    name: str
    label: str = ""
    unit: str = ""
    meaning: str = ""
    kind: Literal["number", "category"] = "number"
    low: float | None = None
    high: float | None = None
    values: tuple[str, ...] = ()
    plausible: tuple[float, float] | None = None
    usual: float | str | None = None

    @property
    def span(self) -> tuple[float, float]:
        """The ends of a number's range."""
        return float(self.low or 0.0), float(self.high or 0.0)

    @property
    def levels(self) -> tuple[float, ...]:
        """The values of a number that takes some alone."""
        return tuple(float(value) for value in self.values) if self.kind == "number" else ()

    def told(self, value: float) -> bool:
        """Whether a value of a design says anything, and does not leave the setting as the story has it."""
        return bool(self.says(np.array([value]))[0])

    def says(self, values: NDArray[Any]) -> NDArray[np.bool_]:
        """The same for many values."""
        if self.kind == "number":
            return ~np.isnan(np.asarray(values, dtype=float))
        return np.asarray(values) != (self.values.index(AS_TOLD) if AS_TOLD in self.values else len(self.values))

    def setting(self, value: float) -> str:
        """`NAME=VALUE`, as `--set` takes it, of a value in a design: a number, or the place of a category's value."""
        return f"{self.name}={flow(float(value)) if self.kind == 'number' else self.values[int(value)]}"
