"""What can go wrong, said as: where, what, what to do. The command line prints these and nothing else."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources


class SimError(Exception):
    """Something that the user can mend. `exit_code` is what the command line returns.

    `what` says what is wrong, `where` is a file, file:line or option, `remedy` says what to do.
    """

    exit_code = 1

    def __init__(self, what: str, *, where: str = "", remedy: str = "") -> None:
        self.what, self.where, self.remedy = what, where, remedy
        super().__init__("\n".join(part for part in (f"{where}: {what}" if where else what, remedy) if part))


class UsageError(SimError):
    """A command or a call was used wrongly (exit code 2)."""

    exit_code = 2


class ConfigError(SimError):
    """A number or a table in `configs/` is not complete or does not add up (exit code 3)."""

    exit_code = 3


class RunError(SimError):
    """A run could not go on (exit code 1)."""


@dataclass(frozen=True)
class Fault:
    """One fault or warning in a scenario file, at its place."""

    where: str
    code: str
    what: str
    remedy: str = ""
    excerpt: str = ""
    warning: bool = False
    line: int = 0
    column: int = 0

    @property
    def line_of_text(self) -> str:
        """The fault in one line: where, what, what to do."""
        remedy = "; ".join(self.remedy.splitlines())
        return f"{self.where}: {self.what}" + (f" ({remedy})" if remedy else "")


class SimWarning(UserWarning):
    """Something in a scenario that is odd but not wrong."""


FIRST_FAULTS = 3
"""So many faults stand in the text of the error; all of them are in `faults`."""


@dataclass
class ScenarioError(SimError):
    """A scenario file is wrong: every fault and warning at once (exit code 3); the text names the first faults."""

    faults: list[Fault] = field(default_factory=list)
    exit_code = 3

    def __post_init__(self) -> None:
        wrong = [fault for fault in self.faults if not fault.warning]
        lines = [fault.line_of_text for fault in wrong[:FIRST_FAULTS]]
        if len(wrong) > FIRST_FAULTS:
            lines.append(f"and {len(wrong) - FIRST_FAULTS} more")
        SimError.__init__(self, f"{len(wrong)} fault{'s' if len(wrong) != 1 else ''} in the scenario", remedy="\n".join(lines))


@cache
def synonyms() -> Mapping[str, list[str]]:
    """What people write for names of the model, `configs/synonyms.yaml`: offered where a name is unknown, never accepted."""
    import yaml

    found: Mapping[str, list[str]] = yaml.safe_load(resources.files("sim.configs").joinpath("synonyms.yaml").read_text(encoding="utf-8"))
    return found


def meant(name: str) -> Iterator[str]:
    """What somebody who writes a name may mean, as a whole or part by part: `usa.align` is `washington.align`."""
    plain = "_".join(name.lower().replace("-", " ").split())
    yield plain
    yield from synonyms().get(plain, ())
    if "." in plain:
        yield ".".join(synonyms().get(part, [part])[0] for part in plain.split("."))


def nearest(name: str, known: Iterable[str]) -> str:
    """The known name that is meant by a synonym, or looks most like `name`; an empty string where none is near."""
    names = list(known)
    return next((other for other in meant(name) if other in names), alike(name, names))


def alike(name: str, known: Iterable[str]) -> str:
    """The known name that looks most like `name`; an empty string where none does. Reads no table."""
    matches = difflib.get_close_matches(name, list(known), n=1, cutoff=0.6)
    return matches[0] if matches else ""


MOST = 12
"""So many names are listed in a message; where there are more, only the nearest, and where to see all."""


def listed(names: list[str], see: str = "") -> str:
    """Names in a message: all where they are few, else the first, and where to see all."""
    more = f", ...; see: {see}" if see else ", ..."
    return ", ".join(names[:MOST]) + (more if len(names) > MOST else "")


def unknown_name(kind: str, name: str, known: Iterable[str], *, where: str = "", see: str = "") -> UsageError:
    """An error for a name that does not exist, with the nearest one that does; `see` is the command that shows all."""
    names = list(known)
    near = nearest(name, names)
    remedy = f"did you mean `{near}`?" if near else f"known: {listed(names, see)}"
    return UsageError(f"`{name}` is not {kind}", where=where, remedy=remedy)
