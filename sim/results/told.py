"""What every result says of itself, that of a run and that of a sweep: read from its manifest."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any

from sim.errors import Fault
from sim.results.values import VariantInfo
from sim.world.calendar import month_date
from sim.world.state import Quantity


class Told:
    """The part of a result that its manifest tells."""

    manifest: dict[str, Any]

    @property
    def name(self) -> str:
        """The scenario's short name."""
        return str(self.manifest["name"])

    @property
    def title(self) -> str:
        """The scenario's title."""
        return str(self.manifest["title"])

    @property
    def question(self) -> str:
        """The question that the scenario asks."""
        return str(self.manifest.get("question", ""))

    @property
    def foot(self) -> str:
        """What stands under every table and picture: the version that made it, seed, hash, and what the numbers rest on."""
        maker = self.manifest.get("versions", {}).get("sim")
        foot = str(self.manifest["foot"])
        return re.sub(r"^sim [^ ,]+", f"sim {maker}", foot) if maker else foot

    @property
    def altered(self) -> list[str]:
        """In what the run differs from the story as it is told: `beijing.pressure.tourism=0.5`; empty where in nothing."""
        return list(self.manifest.get("altered", []))

    @property
    def warnings(self) -> list[Fault]:
        """What the reader of the scenario found odd but not wrong."""
        return [Fault(**entry) for entry in self.manifest.get("warnings", [])]

    @property
    def months(self) -> int:
        """How many months were played after the start."""
        return int(self.manifest["months"])

    @property
    def start(self) -> int:
        """The number of the first month played."""
        return int(self.manifest["start"])

    @cached_property
    def dates(self) -> list[str]:
        """`YYYY-MM` of the month whose end each recorded month is; the first is the month before the start."""
        return [month_date(self.start - 1 + month) for month in range(self.months + 1)]

    @cached_property
    def variants(self) -> list[VariantInfo]:
        """The variants, baseline first."""
        return [VariantInfo(**entry) for entry in self.manifest["variants"]]

    @cached_property
    def quantities(self) -> dict[str, Quantity]:
        """Every recorded quantity: label, unit, span."""
        return {name: Quantity(name, **entry) for name, entry in self.manifest["quantities"].items()}
