"""What a check says: where in the composed story, what is wrong or of no use, and what to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sim.errors import Fault, nearest
from sim.rules.sentences import SentenceError, parse
from sim.scenario.tree import Branch, Path
from sim.scenario.validate import value_mark
from sim.world.calendar import month_date
from sim.world.worlds import StartingWorld


@dataclass(frozen=True)
class Note:
    """One remark on a story."""

    path: Path
    code: str
    what: str
    remedy: str = ""
    warning: bool = False
    column: int = 0
    length: int = 0

    def fault(self, tree: Branch) -> Fault:
        """The remark at its place in the file."""
        mark = value_mark(tree, self.path, {"column": self.column, "length": self.length})
        return mark.fault(self.code, self.what, self.remedy, warning=self.warning)


@dataclass(frozen=True)
class Frame:
    """What a story is checked against: its world, its time, its events and its sources.

    Where world or time are not known, the check goes on with a stand-in that finds no fault of theirs, and `known` is false.
    """

    world: StartingWorld
    start: int
    end: int
    events: frozenset[str]
    sources: Mapping[str, object]
    known: bool = True

    def date(self, path: Path, month: int, what: str) -> Note | None:
        """A month before the world or after the horizon."""
        if month < self.world.date:
            before = f"{month_date(month)} is before the world of {month_date(self.world.date)}"
            return Note(path, "before-world", before, f"{what} can be dated from then on")
        if month >= self.end:
            remedy = f"{what} after the end changes nothing: lengthen `time.months` or take it out"
            return Note(path, "after-horizon", f"{month_date(month)} is after the last month, {month_date(self.end - 1)}", remedy, warning=True)
        return None

    def sentence(self, path: Path, text: str) -> Note | None:
        """A sentence whose dates do not fit."""
        try:
            parse(text, self.start)
        except SentenceError as problem:
            return Note(path, "bad-sentence", problem.what, problem.remedy, column=problem.column, length=problem.length)
        return None

    def event(self, path: Path, name: str) -> Note | None:
        """The name of an event that the story does not have."""
        if name in self.events:
            return None
        near = nearest(name, self.events)
        remedy = f"did you mean `{near}`?" if near else f"events here: {', '.join(sorted(self.events)) or 'none'}"
        return Note(path, "unknown-event", f"no event of this story is called `{name}`", remedy)


def nothing(path: Path, what: str, remedy: str) -> Note:
    """A warning: a setting that changes nothing."""
    return Note(path, "no-effect", what, remedy, warning=True)

