"""Has stories played in a process beside the page, so that the page stays alive and a play can be stopped. Each session has its own."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import threading
import time
import weakref
from dataclasses import dataclass, field
from typing import Any

from sim.dashboard.orders import Order
from sim.errors import Fault
from sim.results.result import Result

WORKER = "sim.dashboard.worker"
LOST = "the process that plays has ended; play again"


@dataclass
class State:
    """How far an order is. `number` tells orders apart; `version` grows with every result, and `result_of` is the order of the last.

    `done` of `total` worlds have been played, those of every variant counted, in so many `steps`, the last of them `moved` seconds after the start.
    """

    number: int = 0
    order: Order | None = None
    playing: bool = False
    done: int = 0
    total: int = 0
    variants: int = 0
    steps: int = 0
    moved: float = 0.0
    version: int = 0
    result: Result | None = None
    result_of: Order | None = None
    faults: list[Fault] = field(default_factory=list)
    failed: str = ""
    stopped: bool = False
    started: float = 0.0
    first_after: float = 0.0
    ended_after: float = 0.0

    def share(self, after: float) -> float:
        """The share that has been played so many seconds after the start; within a step by the pace of those before."""
        if not self.done:
            return 0.0
        going_on = min((after - self.moved) / self.moved * self.done, self.done / self.steps)
        return min(1.0, (self.done + going_on) / self.total)


class Player:
    """One process that plays, and what it has answered."""

    def __init__(self) -> None:
        self.state = State()
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()

    def warm(self) -> None:
        """Start the process, so that it has read what it needs by the time of the first order."""
        if self._process is None or self._process.poll() is not None:
            surroundings = os.environ | {"OPENBLAS_NUM_THREADS": "1"}
            self._process = subprocess.Popen([sys.executable, "-m", WORKER], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                             start_new_session=True, env=surroundings)
            threading.Thread(target=hear, args=(self._process, weakref.ref(self)), daemon=True).start()
            weakref.finalize(self, end, self._process)

    def play(self, order: Order, first: str = "") -> None:
        """Play an order, the variant `first` beside the baseline before the others; one that is being played is given up.

        What was answered last stays until there is something new.
        """
        self.warm()
        with self._lock:
            before = self.state
            self.state = State(before.number + 1, order, True, version=before.version, result=before.result,
                               result_of=before.result_of, started=time.monotonic())
        self._send((self.state.number, order, first))

    def stop(self) -> None:
        """Give up what is being played."""
        if self.state.playing:
            self.state.playing, self.state.stopped = False, True
            self.state.ended_after = time.monotonic() - self.state.started
            self._send(None)

    def again(self) -> None:
        """Play what was played or given up last."""
        if self.state.order is not None:
            self.play(self.state.order)

    def forget(self) -> None:
        """Give up what is being played, and let go of what was."""
        self.stop()
        with self._lock:
            self.state = State(self.state.number + 1)

    def end(self) -> None:
        """End the process."""
        if self._process is not None:
            end(self._process)

    def _send(self, what: tuple[int, Order, str] | None) -> None:
        assert self._process is not None and self._process.stdin is not None
        try:
            self._process.stdin.write(pickle.dumps(what))
            self._process.stdin.flush()
        except OSError:
            self.take(self.state.number, "failed", LOST)

    def take(self, number: int, kind: str, what: Any) -> None:
        """Note an answer; one to an order that was given up is passed over."""
        with self._lock:
            now = self.state
            if number != now.number or not now.playing:
                return
            after = time.monotonic() - now.started
            if kind == "progress":
                now.done, now.total, now.variants = what
                now.steps, now.moved = now.steps + bool(now.done), after
            elif kind == "result":
                now.result, now.result_of, now.version = what, now.order, now.version + 1
                now.first_after = now.first_after or after
            else:
                now.faults, now.failed = (what, "") if kind == "faults" else ([], what or "")
                now.playing, now.ended_after = False, after


def hear(process: subprocess.Popen[bytes], player: weakref.ref[Player]) -> None:
    """Hand the answers of a process to its player until either is gone."""
    assert process.stdout is not None
    while True:
        try:
            number, kind, what = pickle.load(process.stdout)
        except (EOFError, OSError, ValueError, pickle.UnpicklingError):
            break
        found = player()
        if found is None:
            return
        found.take(number, kind, what)
        del found
    found = player()
    if found is not None and found._process is process:
        found.take(found.state.number, "failed", LOST)


def end(process: subprocess.Popen[bytes]) -> None:
    """End a process that plays, and wait until it has gone."""
    if process.stdin is not None:
        process.stdin.close()
    process.kill()
    process.wait()
