"""How a story is to be played: worlds, seed, variants, processes, and who plays whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from operator import index
from typing import TYPE_CHECKING, Any

from sim.errors import UsageError

if TYPE_CHECKING:
    from sim.scenario import Scenario

MOST_WORLDS = 200_000
"""Where `until_error` stops at the latest, where nothing else is said."""


@dataclass(frozen=True)
class Settings:
    """How to play: None means what the story's `runs:` says; for `jobs`, as many processes as there are cores and blocks of worlds.

    `variants` are the names to play (all where empty; the baseline is always played, since the others are measured against it).
    `until_error` adds worlds until the widest headline interval is that narrow to each side, up to `max_worlds`; `agents` maps
    a capital to a class or `file.py:Class`; `bands` is the number of groups of worlds by which the spread is told apart, 0 for not at all.
    Raises `UsageError` for what is no number of worlds, no seed and so on.
    """

    worlds: int | None = None
    seed: int | None = None
    jobs: int | None = 1
    variants: tuple[str, ...] = ()
    until_error: float | None = None
    max_worlds: int | None = None
    keep_worlds: bool = False
    agents: Mapping[str, Any] = field(default_factory=dict)
    bands: int = 0

    def __post_init__(self) -> None:
        for name, least in (("worlds", 1), ("seed", 0), ("jobs", 1), ("max_worlds", 1), ("bands", 0)):
            if getattr(self, name) is not None:
                check_whole(name, getattr(self, name), least)
        error = self.until_error
        if error is not None and not (isinstance(error, int | float) and 0 < error < 1):
            raise UsageError(f"a probability cannot be known to within {error!r}", where="until_error", remedy="0.01 is plus or minus 1 %")

    def first_worlds(self, scenario: Scenario) -> int:
        """How many worlds to play at first; never more than `max_worlds`."""
        worlds = self.worlds or scenario.runs.worlds
        return worlds if self.max_worlds is None else min(worlds, self.max_worlds)


def check_whole(name: str, value: Any, least: int) -> None:
    """Refuse what is not a whole number of at least `least`."""
    try:
        whole = not isinstance(value, bool) and index(value) >= least
    except TypeError:
        whole = False
    if not whole:
        raise UsageError(f"{name} must be a whole number of at least {least}, not {value!r}", where=name)
