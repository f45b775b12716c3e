"""A sweep is the same to the byte whoever plays it, whatever is killed on the way, and however often it is begun again."""

from __future__ import annotations

import errno
import json
import multiprocessing
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from small_study import PART, POINTS, begun, bytes_of, resumed, small_parts

from sim.errors import RunError, UsageError
from sim.experiments.sweep import working
from sim.experiments.sweep.running import Players, alone
from sim.results.find import listing
from sim.results.sweep import SweepResult

pytestmark = pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="kills what it has forked")

TWO = Players("processes", 2)
SOON = 60.0
"""Seconds after which something that must happen has not."""


@pytest.fixture(autouse=True)
def parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every sweep here has twelve parts."""
    small_parts(monkeypatch)


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The data of the sweep, played in one process from beginning to end."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        small_parts(monkeypatch)
        sweep = begun(tmp_path_factory.mktemp("serial"), Players())
    assert sweep.done.all() and not sweep.failures and len(sweep.parts) == POINTS // PART
    return bytes_of(sweep)


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A Dask scheduler over TCP on this machine."""
    pytest.importorskip("distributed")
    home = tmp_path_factory.mktemp("scheduler")
    process = dask(home, "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--dashboard-address", "127.0.0.1:0",
                   "--scheduler-file", str(home / "scheduler.json"))
    try:
        yield address_of(home / "scheduler.json")
    finally:
        ended(process)


def dask(home: Path, *words: str, preload: str = "") -> subprocess.Popen[bytes]:
    """A process of Dask's own command line."""
    more: list[str] = []
    if preload:
        (home / "otherwise.py").write_text(preload, encoding="utf-8")
        more = ["--preload", str(home / "otherwise.py")]
    with (home / f"{words[0]}.log").open("ab") as log:
        return subprocess.Popen([sys.executable, "-m", "dask", *words, *more], cwd=home, stdout=log, stderr=log)


def ended(process: subprocess.Popen[bytes]) -> None:
    """End a process and wait for it."""
    process.kill()
    process.wait()


def address_of(file: Path) -> str:
    """Where a scheduler listens, once it does."""
    until(lambda: file.is_file() and file.read_text(encoding="utf-8").rstrip().endswith("}"))
    return str(json.loads(file.read_text(encoding="utf-8"))["address"])


def until(reached: Callable[[], bool]) -> None:
    """Wait for something that must happen."""
    end = time.monotonic() + SOON
    while not reached():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.005)


def workers(scheduler: str, home: Path, count: int, *words: str, preload: str = "") -> list[subprocess.Popen[bytes]]:
    """Worker processes that the scheduler knows of."""
    from distributed import Client

    started = [dask(home, "worker", scheduler, "--nthreads", "1", "--no-dashboard", "--host", "127.0.0.1", *words, preload=preload)
               for _ in range(count)]
    with Client(scheduler) as client:
        client.wait_for_workers(count, timeout=SOON)
    return started


def test_two_processes_give_the_same_bytes(undisturbed: dict[str, bytes], tmp_path: Path) -> None:
    assert bytes_of(begun(tmp_path, TWO)) == undisturbed


def test_a_scheduler_over_tcp_gives_the_same_bytes_also_when_one_of_its_workers_is_killed(
    undisturbed: dict[str, bytes], scheduler: str, tmp_path: Path
) -> None:
    started = workers(scheduler, tmp_path, 2, "--no-nanny")
    killed: list[int] = []

    def kill_one(done: int, total: int) -> None:
        if done >= total // 3 and not killed:
            killed.append(started[0].pid)
            os.kill(started[0].pid, signal.SIGKILL)

    try:
        sweep = begun(tmp_path / "results", Players("dask", 1, scheduler), kill_one)
        assert killed and started[0].wait(SOON) == -signal.SIGKILL and started[1].poll() is None
    finally:
        for process in started:
            ended(process)
    assert bytes_of(sweep) == undisturbed


def test_a_cluster_of_ones_own_gives_the_same_bytes_and_listens_on_this_machine_alone(undisturbed: dict[str, bytes], tmp_path: Path) -> None:
    pytest.importorskip("distributed")
    psutil = pytest.importorskip("psutil")
    heard: set[str] = set()

    def listen(done: int, total: int) -> None:
        for process in (psutil.Process(), *psutil.Process().children(recursive=True)):
            heard.update(one.laddr.ip for one in process.net_connections("inet") if one.status == psutil.CONN_LISTEN)

    assert bytes_of(begun(tmp_path, Players("dask", 2), listen)) == undisturbed
    assert heard == {"127.0.0.1"}


def test_a_worker_that_is_killed_is_replaced_and_its_part_played(
    undisturbed: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    truly, flag = working.play_points, tmp_path / "killed"

    def killed_once(study: Any, points: range) -> Any:
        if points.start == 8 and not flag.exists():
            flag.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return truly(study, points)

    monkeypatch.setattr(working, "play_points", killed_once)
    assert bytes_of(begun(tmp_path / "results", TWO)) == undisturbed
    assert flag.exists()


def test_points_that_kill_their_worker_three_times_have_failed_and_are_played_again_by_resume(
    undisturbed: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    truly, count = working.play_points, tmp_path / "count"

    def always_killed(study: Any, points: range) -> Any:
        if points.start == 8:
            with count.open("a") as file:
                file.write("x")
            os.kill(os.getpid(), signal.SIGKILL)
        return truly(study, points)

    monkeypatch.setattr(working, "play_points", always_killed)
    sweep = begun(tmp_path / "results", TWO)
    assert {row["point"] for row in sweep.failures} == {8, 9} and {row["kind"] for row in sweep.failures} == {"WorkerLost"}
    assert sweep.done.all() and sweep.manifest["failures"] == len(sweep.failures) == 2
    assert len(count.read_text()) in (3, 4), "once beside another, then alone"
    monkeypatch.setattr(working, "play_points", truly)
    assert bytes_of(resumed(sweep.folder, TWO)) == undisturbed


def test_killed_at_ten_random_moments_and_resumed_gives_the_same_bytes(undisturbed: dict[str, bytes], tmp_path: Path) -> None:
    chance, fork = random.Random(20260104), multiprocessing.get_context("fork")
    players, ends = [TWO, Players()], []
    for _ in range(10):
        before = parts_in(tmp_path)
        folder = next(iter(listing(tmp_path)), None)
        work, given = (begun, tmp_path) if folder is None else (resumed, folder)
        process = fork.Process(target=work, args=(given, chance.choice(players)))
        process.start()
        more = before + chance.randint(0, 1)
        until(partial(under_way, tmp_path, min(more, POINTS // PART - 1), process))
        time.sleep(chance.uniform(0, 0.08))
        os.kill(process.pid or 0, signal.SIGKILL)
        process.join()
        ends.append(process.exitcode)
    assert set(ends) <= {0, -signal.SIGKILL} and ends.count(-signal.SIGKILL) > 5
    folder = listing(tmp_path)[0]
    assert len(listing(tmp_path)) == 1
    broken = SweepResult.load(folder)
    assert broken.mean("hold", broken.outcomes[0].name).shape == (POINTS,), "what is done is a sweep that can be read"
    assert bytes_of(resumed(folder, Players())) == undisturbed
    assert not list((folder / "parts").glob(".*")), "nothing half-written stays"


def under_way(root: Path, parts: int, process: Any) -> bool:
    """Whether a process has begun and there are so many parts, or it is at its end."""
    return bool(listing(root)) and parts_in(root) >= parts or not process.is_alive()


def parts_in(root: Path) -> int:
    """How many parts are there."""
    return sum(len(SweepResult.load(folder).parts) for folder in listing(root))


def test_a_damaged_part_is_played_again(undisturbed: dict[str, bytes], tmp_path: Path) -> None:
    sweep = begun(tmp_path, Players())
    (sweep.folder / "parts" / "000004-000005" / "paths.parquet").write_bytes(b"PAR1")
    (sweep.folder / "parts" / "000008-000009" / "receipt.json").write_text("{")
    outcomes = sweep.folder / "parts" / "000012-000013" / "outcomes.parquet"
    content = bytearray(outcomes.read_bytes())
    content[len(content) // 2] ^= 1
    outcomes.write_bytes(content)
    assert bytes_of(resumed(sweep.folder, Players())) == undisturbed


def test_a_worker_that_is_not_like_the_sweep_is_refused_and_nothing_is_lost(scheduler: str, tmp_path: Path) -> None:
    first = begun(tmp_path / "results", Players())
    for part in list(first.parts.values())[6:]:
        (part / "receipt.json").unlink()
    started = workers(scheduler, tmp_path, 1, "--no-nanny", preload="import sim; sim.__version__ = '0.0.9'")
    try:
        with pytest.raises(UsageError, match="sim 0.0.9 there, .* in the sweep"):
            resumed(first.folder, Players("dask", 1, scheduler))
    finally:
        for process in started:
            ended(process)
    assert len(SweepResult.load(first.folder).parts) == 6


@pytest.mark.parametrize(("name", "remedy"), [
    ("numpy", "install the same"), ("program", "install the same"), ("numbers of configs/", "install the same"),
    ("processor features", "NPY_DISABLE_CPU_FEATURES"),
])
def test_a_worker_looks_at_versions_program_numbers_and_processor(name: str, remedy: str) -> None:
    order = working.Order("somewhere", "0" * 64, working.made_with())
    working.check_worker(order)
    other = tuple((key, "another" if key == name else value) for key, value in order.made_with)
    with pytest.raises(UsageError, match=f"{name} .* there, another in the sweep") as refused:
        working.check_worker(working.Order("somewhere", "0" * 64, other))
    assert remedy in str(refused.value.remedy)


def test_a_scheduler_that_is_not_there_is_a_clear_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setattr("sim.engine.executors.PATIENCE", 1)
    with pytest.raises(UsageError, match="no scheduler can be reached, waiting up to 1 s"):
        begun(tmp_path, Players("dask", 1, "tcp://127.0.0.1:9"))


def test_a_scheduler_without_workers_and_a_file_that_is_none_are_clear_lines(
    scheduler: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sim.engine.executors.LONG", 1)
    file = tmp_path / "scheduler.json"
    file.write_text(json.dumps({"address": scheduler}))
    with pytest.raises(RunError, match="no worker has come to the scheduler"):
        begun(tmp_path / "results", Players("dask", 1, str(file)))
    file.write_text("{")
    with pytest.raises(UsageError, match="this is no file of a scheduler"):
        begun(tmp_path / "results", Players("dask", 1, str(file)))
    assert not listing(tmp_path / "results"), "nothing stays where nothing was played"


def test_two_cannot_play_the_same_sweep_at_once(tmp_path: Path) -> None:
    sweep = begun(tmp_path, Players())
    code = (f"import fcntl, time; lock = open({str(sweep.folder / '.playing')!r}, 'w'); fcntl.lockf(lock, fcntl.LOCK_EX); "
            "print('held', flush=True); time.sleep(60)")
    other = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
    try:
        assert other.stdout is not None and other.stdout.readline() == b"held\n"
        with pytest.raises(UsageError, match="another process is playing this sweep"):
            resumed(sweep.folder, Players())
    finally:
        ended(other)
    assert resumed(sweep.folder, Players()).done.all()


@pytest.mark.parametrize(("reason", "refused"), [(errno.EACCES, True), (errno.EAGAIN, True), (errno.ENOLCK, False), (errno.ENOSYS, False)])
def test_a_folder_without_locks_is_not_taken_for_one_that_somebody_plays_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reason: int, refused: bool
) -> None:
    def lockf(*_: object) -> None:
        raise OSError(reason, os.strerror(reason))

    monkeypatch.setattr("fcntl.lockf", lockf)
    try:
        with alone(tmp_path):
            assert not refused
    except UsageError as error:
        assert refused and "another process is playing" in str(error)


def test_the_lock_stays_where_it_is_so_that_nobody_locks_a_file_that_is_gone(tmp_path: Path) -> None:
    with alone(tmp_path):
        first = (tmp_path / ".playing").stat().st_ino
    with alone(tmp_path):
        assert (tmp_path / ".playing").stat().st_ino == first
