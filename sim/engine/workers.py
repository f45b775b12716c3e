"""Who plays: this process, or several; results come back in the order asked for."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from typing import Any

from sim.engine.blocks import BlockResult, Task, play_block

Play = Callable[[Iterable[Any]], Iterator[Any]]

MOMENT = 0.2
"""Seconds in which the pool takes note of what was called off, before its workers are ended: else it complains of that work itself."""

_work: Callable[[Any], Any] | None = None
"""What this worker process does; set once when it starts, so that a class from a notebook need not travel."""


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def player(task: Task, jobs: int) -> AbstractContextManager[Play]:
    """A function that plays blocks (first world, count) and yields their results in order."""
    return spread(partial(play_asked, task), jobs)


@contextmanager
def spread(work: Callable[[Any], Any], jobs: int) -> Iterator[Play]:
    """A function that does some work for each of the things asked for, in so many processes, and yields what comes of it in order."""
    if jobs == 1:
        yield lambda asked: map(work, asked)
        return
    methods = multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("fork" if "fork" in methods else "spawn")
    pool = ProcessPoolExecutor(jobs, mp_context=context, initializer=remember, initargs=(work,))
    try:
        yield lambda asked: pool.map(do_remembered, asked)
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        time.sleep(MOMENT)
        for worker in multiprocessing.active_children():
            worker.terminate()
        raise
    pool.shutdown()


def play_asked(task: Task, asked: tuple[int, int]) -> BlockResult:
    """Play one block of a task."""
    return play_block(task, *asked)


def remember(work: Callable[[Any], Any]) -> None:
    """Give a worker its work, and leave interrupts to the process that started it.

    What was there before the fork is taken out of the garbage collector's rounds: it stays to the end.
    """
    global _work
    _work = work
    gc.freeze()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=follow, args=(os.getppid(),), daemon=True).start()


def follow(parent: int) -> None:
    """End this process once the one that started it is gone, which may have been killed without a word."""
    while os.getppid() == parent:
        time.sleep(MOMENT)
    os._exit(1)


def do_remembered(asked: Any) -> Any:
    """Do the worker's work for one thing."""
    assert _work is not None
    return _work(asked)
