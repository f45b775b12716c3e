"""A capital as a Mesa agent: a name, a doctrine and its rows of instruments. Subclass it to play one yourself."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterable
from pathlib import Path
from traceback import extract_tb
from typing import TYPE_CHECKING, Any

import mesa
import numpy as np

from sim.errors import UsageError, unknown_name
from sim.rules.doctrines.decision import Decision
from sim.rules.phases.choosing import decision, settle_on
from sim.rules.phases.movement import doctrine_of
from sim.rules.situation import Situation
from sim.world.actors import actor, instrument_layout, rows_of_capital
from sim.world.calendar import month_date
from sim.world.rows import Array
from sim.world.state import Drivers, Instruments, State

if TYPE_CHECKING:
    from sim.engine.theatre import Theatre


class Capital(mesa.Agent):
    """One of the five capitals. Override `decide`; what it does goes for all worlds of the block.

        class MySeoul(sim.Capital):
            def decide(self):
                pressed = self.instruments.pressure[0] > 0.5
                self.aim("align", where=pressed)
                self.aim("pragmatic", where=~pressed)
    """

    def __init__(self, model: Theatre, name: str) -> None:
        super().__init__(model)
        self.name = name

    def decide(self) -> None:
        """Follow the doctrine that the story gives this capital."""
        settle_on(self.situation, self.name, decision(self.situation, self.name))

    @property
    def situation(self) -> Situation:
        """Everything about the block of worlds; read it, and write through `aim`."""
        theatre: Any = self.model
        situation: Situation = theatre.situation
        return situation

    @property
    def state(self) -> State:
        """The state of the worlds, `state.threat_beijing` is `[world]`, `state.flow` `[channel, world]`."""
        return self.situation.state

    @property
    def instruments(self) -> Instruments:
        """What all capitals do at present."""
        return self.situation.instruments

    @property
    def drivers(self) -> Drivers:
        """What comes from outside this month."""
        return self.situation.drivers

    @property
    def date(self) -> str:
        """The month, `YYYY-MM`."""
        return month_date(self.situation.month)

    @property
    def doctrine(self) -> str:
        """The doctrine of the month by its name, or the name of the class that plays instead."""
        return doctrine_of(self.situation, self.name).name if type(self).decide is Capital.decide else type(self).__name__

    @property
    def posture_in_force(self) -> str:
        """The posture in force in most worlds, or that it is a mixture."""
        items, counts = np.unique(self.situation.memory[self.name].in_force, return_counts=True)
        menu, item = actor(self.name).menu, int(items[counts.argmax()])
        return menu[item] if item < len(menu) else "mixture"

    def aim(self, posture: str | None = None, *, where: Any = True, **levels: Array | float) -> None:
        """Set targets: a posture by name, or levels by the instrument's name, in the worlds of the mask `where`.

        Raises `UsageError` for a posture or an instrument that this capital does not have.
        """
        rows, menu = rows_of_capital(self.name), actor(self.name)
        values = self.situation.targets.values.copy()
        if posture is not None:
            if posture not in menu.postures:
                raise unknown_name(f"a posture of {self.name}", posture, menu.postures)
            values[rows] = np.where(where, menu.posture(posture), values[rows])
            memory = self.situation.memory[self.name]
            memory.in_force = np.where(where, menu.menu.index(posture), memory.in_force)
        for name, level in levels.items():
            if name not in [instrument.name for instrument in menu.instruments]:
                raise unknown_name(f"an instrument of {self.name}", name, [instrument.name for instrument in menu.instruments])
            slot = instrument_layout().slots[name]
            values[slot] = np.where(where, np.clip(level, 0.0, 1.0), values[slot])
        settle_on(self.situation, self.name, Decision(values[rows], self.situation.memory[self.name]))


def load_capital(cast: str | type[Capital]) -> type[Capital]:
    """The class that plays a capital, from `file.py:Class` or as it is; raises `UsageError` where it is not to be had."""
    found = class_in_file(cast) if isinstance(cast, str) else cast
    if not is_capital(found):
        raise UsageError(f"{found!r} is not a subclass of sim.Capital", where="--agent", remedy="give a class, or my_file.py:MySeoul")
    if found is not Capital and found.decide is Capital.decide:
        remedy = "write `def decide(self):` in it, which says what the capital does in a month"
        raise UsageError(f"`{found.__name__}` has no decide", where="--agent", remedy=remedy)
    return found


def is_capital(found: Any) -> bool:
    """Whether something is a class that can play a capital."""
    return isinstance(found, type) and issubclass(found, Capital)


def class_in_file(cast: str) -> Any:
    """The class that `file.py:Class` means; raises `UsageError` with those that the file has."""
    file, _, name = (cast, "", "") if Path(cast).is_file() else cast.rpartition(":")
    path = Path(file)
    if not file or not path.is_file():
        raise UsageError(f"there is no file `{file or cast}`", where="--agent", remedy="write it as seoul=my_file.py:MySeoul")
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        raise UsageError(f"`{file}` is not a Python file", where="--agent")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    found = getattr(module, name, None) if name else None
    if not is_capital(found):
        classes = [key for key, value in vars(module).items() if is_capital(value) and value is not Capital]
        what = f"`{name}` in {file} is not a subclass of sim.Capital" if name else f"name the class: {file}:CLASS"
        raise UsageError(what, where="--agent", remedy="it has: " + (", ".join(classes) or "none"))
    return found


def own_line(error: BaseException, casts: Iterable[str | type[Capital]]) -> str:
    """`my_file.py:7`: the last line of the user's own file that an error came through; empty where there is none."""
    files = {Path(cast.rpartition(":")[0] if isinstance(cast, str) else file_of(cast)).resolve() for cast in casts}
    passed = [frame for frame in extract_tb(error.__traceback__) if Path(frame.filename).resolve() in files]
    return f"{Path(passed[-1].filename).name}:{passed[-1].lineno}" if passed else ""


def file_of(cast: type[Capital]) -> str:
    """Where `decide` of a class is written; in a notebook the name of the cell."""
    return str(getattr(getattr(cast.decide, "__code__", None), "co_filename", ""))
