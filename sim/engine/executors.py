"""Where much work is done: in this process, in several, or on the workers of a Dask scheduler, each behind `concurrent.futures.Executor`."""

from __future__ import annotations

import json
import multiprocessing
import time
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from sim.engine.workers import MOMENT, do_remembered, remember
from sim.errors import RunError, UsageError

Work = Callable[[Any], Any]

EXECUTORS = ("serial", "processes", "dask")
"""The ways to play."""

PATIENCE = 5
"""Seconds in which a scheduler must answer."""

LONG = 60
"""Seconds in which its first worker must come; after so long without any it is said once."""

START = "start one: dask scheduler --host 127.0.0.1; then a worker: dask worker tcp://127.0.0.1:8786 --nthreads 1"
"""What helps where no scheduler answers."""

INSTALL = 'in the folder of the project: python3 -m pip install -e ".[cluster]", or python3 dev.py sweep ...; without it: --executor processes'
"""What helps where Dask is asked for and is not there."""


class Serial(Executor):
    """Does what is submitted at once, in this process."""

    def submit(self, do: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Do it; an error is kept in the future, an interrupt is not."""
        done: Future[Any] = Future()
        try:
            done.set_result(do(*args, **kwargs))
        except Exception as error:
            done.set_exception(error)
        return done


class Crew:
    """Those who do the work behind an executor: `give` hands them a thing, `width` says how many things they take at once."""

    def __init__(self, work: Work, executor: Executor) -> None:
        self.work, self.executor = work, executor

    def give(self, thing: Any) -> Future[Any]:
        """Let the work be done for one thing. Where a worker dies of it, the future raises what `lost` knows."""
        return self.executor.submit(self.work, thing)

    @property
    def width(self) -> int:
        """How many things to give at once."""
        return 1

    @property
    def deserted(self) -> bool:
        """Whether nobody is there to do the work, until somebody comes."""
        return False

    def lost(self, error: BaseException) -> bool:
        """Whether an error says that a worker died, not that the work went wrong."""
        return isinstance(error, BrokenExecutor)

    def renew(self) -> None:
        """Go on after a worker died."""
        return

    def stop(self) -> None:
        """End at once; what has not begun is never done."""
        self.executor.shutdown(wait=False)

    def close(self) -> None:
        """End when all is done."""
        self.executor.shutdown()


class Processes(Crew):
    """Several processes of this machine; forked where it can be, so that they share what is in memory."""

    def __init__(self, work: Work, jobs: int) -> None:
        self.jobs, self.strangers = jobs, set(multiprocessing.active_children())
        super().__init__(work, pool(work, jobs))

    def renew(self) -> None:
        """A new pool; one that has lost a worker takes no more work."""
        self.executor = pool(self.work, self.jobs)

    def give(self, thing: Any) -> Future[Any]:
        """Hand it to the next process that is free."""
        try:
            return self.executor.submit(do_remembered, thing)
        except BrokenExecutor as error:
            broken: Future[Any] = Future()
            broken.set_exception(error)
            return broken

    @property
    def width(self) -> int:
        """No more than there are processes, so that those who were at work are known when one of them dies."""
        return self.jobs

    def stop(self) -> None:
        """End the processes."""
        self.executor.shutdown(wait=False, cancel_futures=True)
        time.sleep(MOMENT)
        for worker in set(multiprocessing.active_children()) - self.strangers:
            worker.terminate()
            worker.join()


def pool(work: Work, jobs: int) -> ProcessPoolExecutor:
    """Processes that know their work."""
    method = "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"
    return ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context(method), initializer=remember, initargs=(work,))


class Cluster(Crew):
    """The workers of a Dask scheduler. Each future is let go once it is read, so that the scheduler forgets it."""

    AHEAD = 2
    """So many things for each thread of a worker are under way."""

    def __init__(self, work: Work, client: Any) -> None:
        self.client = client
        super().__init__(work, client.get_executor(pure=False))

    @property
    def width(self) -> int:
        """Two for each thread of the workers that are there now; more may come and some may go."""
        return max(1, self.AHEAD * sum(self.client.nthreads().values()))

    @property
    def deserted(self) -> bool:
        """Whether the scheduler has no worker left."""
        return not self.client.nthreads()

    def lost(self, error: BaseException) -> bool:
        """Whether the scheduler has seen workers die of it, one after the other."""
        return type(error).__name__ == "KilledWorker"


def check_at_hand(name: str, scheduler: str | None = None) -> None:
    """Raise `UsageError` where an executor needs what is not installed, or where its scheduler does not answer."""
    if name == "dask" and find_spec("distributed") is None:
        raise UsageError("Dask is not installed here", where="--executor dask", remedy=INSTALL)
    if scheduler:
        from distributed import Client

        client_at(Client, scheduler).close()


@contextmanager
def crew(name: str, work: Work, jobs: int = 1, scheduler: str | None = None) -> Iterator[Crew]:
    """Those who do some work: `serial`, `processes` (as many as `jobs`), or `dask` (those of a scheduler, or `jobs` of its own on this machine).

    Left with an error or an interrupt, nothing is waited for. Raises `UsageError` where there is no Dask, or no scheduler answers.
    """
    with hired(name, work, jobs, scheduler) as found:
        try:
            yield found
        except BaseException:
            found.stop()
            raise
        found.close()


@contextmanager
def hired(name: str, work: Work, jobs: int, scheduler: str | None) -> Iterator[Crew]:
    """The crew of that name."""
    if name == "dask":
        with client_of(jobs, scheduler) as client:
            yield Cluster(work, client)
    else:
        yield Crew(work, Serial()) if name == "serial" or jobs == 1 else Processes(work, jobs)


@contextmanager
def client_of(jobs: int, scheduler: str | None) -> Iterator[Any]:
    """A client of the scheduler, or of a cluster of its own that nobody else can reach: on 127.0.0.1 alone, without a dashboard."""
    check_at_hand("dask")
    from distributed import Client, LocalCluster

    if scheduler:
        with connected(Client, scheduler) as client:
            yield client
        return
    with own_cluster(LocalCluster, jobs) as local, Client(local) as client:
        yield client


def own_cluster(cluster_class: Any, jobs: int, tries: int = 2) -> Any:
    """A cluster of this machine. On a busy one a worker may not start in time: it is tried again. Raises `RunError` where that does not help."""
    try:
        return cluster_class(
            n_workers=jobs, threads_per_worker=1, processes=True, host="127.0.0.1", protocol="tcp://", dashboard_address=None,
            worker_dashboard_address=None, silence_logs="CRITICAL", scheduler_kwargs={"dashboard_address": "127.0.0.1:0", "dashboard": False},
        )
    except RuntimeError as error:
        if tries > 1:
            return own_cluster(cluster_class, jobs, tries - 1)
        again = "try again, or: --executor processes"
        raise RunError(f"Dask's workers do not start: {error}", where="--executor dask", remedy=again) from error


@contextmanager
def connected(client_class: Any, scheduler: str) -> Iterator[Any]:
    """A client of a scheduler that is there, and that has a worker; raises `UsageError` where none answers, `RunError` where no worker comes."""
    client = client_at(client_class, scheduler)
    try:
        with suppress(TimeoutError):
            client.wait_for_workers(1, timeout=LONG)
        if not client.nthreads():
            raise RunError(f"no worker has come to the scheduler in {LONG} s", where=f"--scheduler {scheduler}",
                           remedy=f"start some, then go on with --resume: dask worker {address_of(scheduler)} --nthreads 1")
        yield client
    finally:
        with suppress(Exception):
            client.close()


def client_at(client_class: Any, scheduler: str) -> Any:
    """A client of a scheduler; raises `UsageError` where none answers."""
    address = address_of(scheduler)
    try:
        return client_class(address, timeout=PATIENCE)
    except Exception as error:
        said = " ".join(str(error).split())
        start = "a tls:// address needs certificates (DASK_DISTRIBUTED__COMM__TLS__...)" if address.startswith("tls") else START
        what = f"no scheduler can be reached, waiting up to {PATIENCE} s: {said}"
        raise UsageError(what, where=f"--scheduler {scheduler}", remedy=start) from error


def address_of(scheduler: str) -> str:
    """The address of a scheduler, which may be said by the file that `dask scheduler --scheduler-file` writes."""
    if not scheduler.endswith(".json"):
        return scheduler
    try:
        return str(json.loads(Path(scheduler).read_text(encoding="utf-8"))["address"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UsageError("this is no file of a scheduler", where=f"--scheduler {scheduler}",
                         remedy="it is written by: dask scheduler --scheduler-file scheduler.json") from error
