"""The process that plays: takes orders from its standard input, and answers with how far it is and with results, in pickles.

`python -m sim.dashboard.worker` is started by `player`, one for each session of the page; it ends with the page.
"""

from __future__ import annotations

import _thread
import os
import pickle
import queue
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import IO, Any

from sim.dashboard.orders import Order, ahead
from sim.errors import ScenarioError, SimError
from sim.experiments.outcomes import Measures, Outcome
from sim.experiments.run import run
from sim.experiments.settings import Settings
from sim.plots.cohesion_fan import ALLIANCES
from sim.plots.difference_to_baseline import QUANTITIES
from sim.results.result import Result
from sim.scenario import load
from sim.world.plan import Plan
from sim.world.rows import Array
from sim.world.trajectory import Trajectory

KEPT = tuple(dict.fromkeys((*ALLIANCES, *QUANTITIES)))
"""The quantities of which every world is kept, so that two runs can be compared world by world."""

Tell = Callable[[str, Any], None]


class Counting(Measures):
    """The outcomes of a story, with a word each time that a variant of a block of worlds has been played."""

    def __init__(self, asked: tuple[Outcome, ...], played: Callable[[int], None]) -> None:
        super().__init__(asked)
        object.__setattr__(self, "played", played)

    def __call__(self, plan: Plan, trajectory: Trajectory) -> dict[str, Array]:
        found = super().__call__(plan, trajectory)
        self.__dict__["played"](trajectory.values.shape[-1])
        return found


def play(order: Order, first: str, tell: Tell) -> None:
    """Play an order: the variant that is looked at beside the baseline first, then all; each is told as soon as it is known."""
    story = load(order.file, order.sets)
    names = [variant.name for variant in story.variants]
    early = ahead(first, names)
    stages = [early, tuple(names[1:])] if early else [tuple(names[1:])]
    done, total = [0], order.worlds * sum(len(chosen) + 1 for chosen in stages)

    def played(worlds: int) -> None:
        done[0] += worlds
        tell("progress", (done[0], total, len(names)))

    played(0)
    for chosen in stages:
        settings = Settings(worlds=order.worlds, seed=order.seed, variants=chosen, keep_worlds=True)
        tell("result", light(run(story, settings, measures=lambda asked: Counting(asked, played))))
    tell("done", None)


def light(result: Result) -> Result:
    """A result that keeps the worlds of a few quantities alone."""
    places = {list(result.manifest["quantities"]).index(name) for name in KEPT if name in result.manifest["quantities"]}
    result.paths = {variant: {place: values[place].astype("float32") for place in places} for variant, values in (result.paths or {}).items()}
    return result


def answer(order: Order, first: str, tell: Tell) -> None:
    """Play an order, and say what went wrong where something did."""
    try:
        play(order, first, tell)
    except ScenarioError as error:
        tell("faults", error.faults)
    except SimError as error:
        tell("failed", str(error))
    except Exception as error:
        tell("failed", f"{type(error).__name__}: {error}")


class Post:
    """Sends pickles from a thread of its own, so that no interrupt cuts one in two."""

    def __init__(self, out: IO[bytes]) -> None:
        self.waiting: queue.SimpleQueue[Any] = queue.SimpleQueue()
        threading.Thread(target=self.send, args=(out,), daemon=True).start()

    def send(self, out: IO[bytes]) -> None:
        """Send what comes, until nobody reads any more."""
        while True:
            try:
                pickle.dump(self.waiting.get(), out, protocol=pickle.HIGHEST_PROTOCOL)
                out.flush()
            except OSError:
                os._exit(0)


class Desk:
    """Where orders wait. One that comes while another is played ends that, and so does None."""

    def __init__(self) -> None:
        self.waiting: queue.SimpleQueue[tuple[int, Order, str]] = queue.SimpleQueue()
        self.busy = False
        self.lock = threading.Lock()

    def listen(self, orders: IO[bytes]) -> None:
        """Take orders; the process ends with whoever gives them."""
        while True:
            try:
                found = pickle.load(orders)
            except (EOFError, OSError):
                os._exit(0)
            with self.lock:
                if self.busy:
                    _thread.interrupt_main()
            if found is not None:
                self.waiting.put(found)

    def serve(self, post: Post) -> None:
        """Play the next order. An interrupt comes only while one is played, never while the next is taken."""
        with self.lock:
            self.busy = False
        number, order, first = self.waiting.get()
        self.busy = True
        answer(order, first, lambda kind, what: post.waiting.put((number, kind, what)))


def main() -> None:
    """Play orders one after the other."""
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    post, desk = Post(out), Desk()
    threading.Thread(target=desk.listen, args=(sys.stdin.buffer,), daemon=True).start()
    while True:
        with suppress(KeyboardInterrupt):
            while True:
                desk.serve(post)


if __name__ == "__main__":
    main()
