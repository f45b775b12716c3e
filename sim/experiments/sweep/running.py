"""Plays a study, part by part: every part is written by the worker that plays it, and what is there already is not played again."""

from __future__ import annotations

import errno
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from shutil import rmtree

from sim.engine import executors
from sim.engine.executors import Crew, crew
from sim.errors import RunError, SimError, UsageError
from sim.experiments.sweep.play import PointFailure, PointsPlayed
from sim.experiments.sweep.study import Study
from sim.experiments.sweep.working import Order, at_hand, made_with, play_part, resuming, signature
from sim.results.part_names import PARTS, parts_of
from sim.results.parts import Receipt, read_receipt, whole, write_part
from sim.results.store import writing
from sim.results.sweep import SweepResult

Progress = Callable[[int, int], None]

Say = Callable[[str], None]
"""Told what somebody who waits should know."""

TRIES = 3
"""So often a task may bring down the process that plays it; then its points have failed."""


@dataclass(frozen=True)
class Players:
    """Who plays: an executor by name, how many processes, and where its scheduler is."""

    executor: str = "serial"
    jobs: int = 1
    scheduler: str | None = None


@dataclass(frozen=True)
class Told:
    """Who is told of a sweep while it is played: `progress(done, total)` counts the points of this call, `say` has lines for people."""

    progress: Progress = lambda done, total: None
    say: Say = lambda line: None


def play(kept: SweepResult, study: Study, players: Players, told: Told) -> None:
    """Play what is missing of a sweep. Parts that nobody could play hold failed points; everything else that goes wrong is raised."""
    folder, digest = kept.folder.resolve(), kept.manifest["hash"]
    with alone(folder):
        missing = missing_tasks(folder, tasks_of(kept))
        order = Order(str(folder), digest, made_with())
        at_hand[digest] = study
        try:
            if missing:
                with crew(players.executor, partial(play_part, order), min(players.jobs, len(missing)), players.scheduler) as workers:
                    Playing(workers, folder, study, deque(missing), told).play()
        finally:
            del at_hand[digest]
            tidy(folder)


def tasks_of(kept: SweepResult) -> list[range]:
    """The tasks of a sweep, as it was cut when it was begun."""
    size = int(kept.manifest["points_per_part"])
    return [range(first, min(first + size, kept.points)) for first in range(0, kept.points, size)]


def missing_tasks(folder: Path, tasks: Iterable[range]) -> list[range]:
    """The tasks whose part is not there, is damaged or holds points that failed.

    Damaged parts are taken away, and those that nobody could play; the others stay, and whoever plays the task plays what failed there alone.
    """
    there = parts_of(folder)
    found = []
    for task in tasks:
        part = there.get(task)
        receipt = None if part is None else sound(part)
        if part is not None and (receipt is None or receipt.lost):
            rmtree(part)
        if receipt is None or receipt.failures:
            found.append(task)
    return found


def sound(part: Path) -> Receipt | None:
    """The receipt of a part that is whole."""
    try:
        receipt = read_receipt(part)
    except (OSError, ValueError):
        return None
    return receipt if whole(part, receipt) else None


def tidy(folder: Path) -> None:
    """Take away what workers that were ended had begun to write."""
    for begun in (folder / PARTS).glob(".*"):
        rmtree(begun, ignore_errors=True)


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Keep others from playing the same sweep at the same time; the lock ends with the process. Raises `UsageError` where somebody does.

    Where the file system knows no locks, nobody is kept out: of two who play the same part, the first to finish has it.
    """
    try:
        import fcntl
    except ImportError:  # there is none on Windows
        yield
        return
    with writing(folder):
        lock = (folder / ".playing").open("w")
    with lock:
        try:
            fcntl.lockf(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno in (errno.EACCES, errno.EAGAIN):
                raise UsageError("another process is playing this sweep", where=str(folder), remedy="wait for it, or stop it first") from error
        yield


@dataclass
class Playing:
    """The tasks of a sweep on their way: those that wait, those under way, and those that were under way when a worker died."""

    crew: Crew
    folder: Path
    study: Study
    waiting: deque[range]
    told: Told
    suspects: deque[range] = field(default_factory=deque)
    under_way: dict[Future[Receipt], range] = field(default_factory=dict)
    tries: Counter[range] = field(default_factory=Counter)

    def play(self) -> None:
        """Until nothing is left."""
        self.total = sum(len(task) for task in self.waiting)
        while self.waiting or self.suspects or self.under_way:
            self.give()
            self.take(self.next_done())
            left = sum(len(task) for task in (*self.waiting, *self.suspects, *self.under_way.values()))
            self.told.progress(self.total - left, self.total)

    def next_done(self) -> set[Future[Receipt]]:
        """What comes back next. Where nobody is there to bring anything back, that is said once, and waited for on."""
        said = False
        while not (done := wait(self.under_way, executors.LONG, FIRST_COMPLETED)[0]):
            if self.crew.deserted and not said:
                self.told.say(f"Nothing has come for {executors.LONG} s and no worker is there; waiting until one comes. What is done is kept: "
                              f"stop with Ctrl-C, and go on with {resuming(self.folder)}")
                said = True
        return done

    def give(self) -> None:
        """Hand out tasks; a suspect alone, so that it is known whether it is to blame."""
        queue, room = (self.suspects, 1) if self.suspects else (self.waiting, self.crew.width)
        while queue and len(self.under_way) < room:
            task = queue.popleft()
            self.under_way[self.crew.give(task)] = task

    def take(self, done: Iterable[Future[Receipt]]) -> None:
        """Take what came back. Where a worker died, all that was under way is waited for first."""
        if any(self.died(future) for future in done):
            done, _ = wait(self.under_way)
        died = [self.under_way[future] for future in done if self.died(future)]
        for future in done:
            task = self.under_way.pop(future)
            if task not in died:
                self.check(future)
        if died:
            self.crew.renew()
            self.tries.update(died if len(died) == 1 else ())
            for task in died:
                self.again(task)

    def died(self, future: Future[Receipt]) -> bool:
        """Whether a worker died over it."""
        error = None if future.cancelled() else future.exception()
        return error is not None and self.crew.lost(error)

    def check(self, future: Future[Receipt]) -> None:
        """Raise what a worker raised, other than what belongs to its points."""
        if future.cancelled():
            raise RunError("the scheduler has gone, or called the work off", where=str(self.folder),
                           remedy=f"what is done is kept; go on: {resuming(self.folder)}")
        error = future.exception()
        if isinstance(error, SimError | KeyboardInterrupt):
            raise error
        if error is not None:
            raise RunError(f"a worker could not play: {type(error).__name__}: {error}", where=str(self.folder),
                           remedy=f"is the same sim installed where it runs? What is done is kept; go on: {resuming(self.folder)}") from error

    def again(self, task: range) -> None:
        """Try a task once more, or write down that its points failed."""
        if self.tries[task] < TRIES:
            self.suspects.append(task)
            return
        played = PointsPlayed.blank(self.study, task)
        said = f"the process that played it ended {TRIES} times: killed, or out of memory"
        played.failures += [PointFailure(point, variant, "WorkerLost", said, self.study.start, self.study.seed, 0, self.study.worlds,
                                         self.study.settings(point)) for point in task for variant in self.study.variants]
        write_part(self.folder, played, self.study.quantities, signature(), lost=True)
