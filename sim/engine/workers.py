"""Who plays the blocks: this process, or several; both hand results back in the order asked for."""

from __future__ import annotations

import gc
import multiprocessing
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager

from sim.engine.blocks import BlockResult, Task, play_block

Play = Callable[[list[tuple[int, int]]], Iterator[BlockResult]]

_task: Task | None = None
"""The task of this worker process; set once when it starts, so that a class from a notebook need not travel."""


@contextmanager
def player(task: Task, jobs: int) -> Iterator[Play]:
    """A function that plays blocks (first world, count) and yields their results in order."""
    if jobs == 1:
        yield lambda asked: (play_block(task, first, count) for first, count in asked)
        return
    methods = multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("fork" if "fork" in methods else "spawn")
    pool = ProcessPoolExecutor(jobs, mp_context=context, initializer=remember, initargs=(task,))
    try:
        yield lambda asked: pool.map(play_remembered, asked)
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        for worker in multiprocessing.active_children():
            worker.terminate()
        raise
    pool.shutdown()


def remember(task: Task) -> None:
    """Give a worker its task, and leave interrupts to the process that started it.

    What was there before the fork is taken out of the garbage collector's rounds: it stays to the end.
    """
    global _task
    _task = task
    gc.freeze()
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def play_remembered(asked: tuple[int, int]) -> BlockResult:
    """Play one block of the worker's task."""
    assert _task is not None
    return play_block(_task, *asked)
