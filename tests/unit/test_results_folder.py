"""The results folder: whole or not at all, never overwritten, read back as it was."""

from __future__ import annotations

import errno
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as parquet
import pytest
from made_run import MONTHS, NAMES, SCENARIO, install, made

from sim.errors import RunError, UsageError
from sim.experiments.run import run
from sim.experiments.settings import Settings
from sim.results import store
from sim.results.find import find, listing
from sim.results.manifest import config_hash
from sim.results.result import FILES, Result
from sim.results.store import draft, write
from sim.scenario import load


def keep(result: Result, root: Path) -> Path:
    """Write a result below a root."""
    with draft(root, result.name) as new:
        write(result, new.folder)
        return new.publish(f"2026-11-21-{result.manifest['hash'][:8]}")


def test_a_result_reads_back_as_it_was(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    result = made(monkeypatch)
    again = Result.load(keep(result, tmp_path))
    assert again.answers == result.answers
    assert again.manifest == result.manifest
    assert again.scenario == result.scenario
    assert again.variants == result.variants
    for name in FILES:
        assert again.table(name).equals(result.table(name))


def test_fans_and_differences(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    result = Result.load(keep(made(monkeypatch), tmp_path))
    fan = result.fan("lift", "cohesion.us_rok")
    assert fan.mean.shape == (MONTHS + 1,)
    assert fan.mean[-1] == pytest.approx(0.65, abs=0.01)
    assert fan.quantiles[0.05][-1] < fan.quantiles[0.5][-1] < fan.quantiles[0.95][-1]
    assert result.difference("lift", "cohesion.us_rok").mean[-1] == pytest.approx(0.05, abs=1e-3)
    assert result.dates == ["2026-01", "2026-02", "2026-03", "2026-04", "2026-05", "2026-06", "2026-07"]
    assert [(mark.date, mark.variant) for mark in result.events] == [("2026-04", "lift")]


@pytest.mark.parametrize(("variant", "quantity"), [("lifted", "approval"), ("lift", "aproval")])
def test_a_name_that_is_not_there_brings_the_nearest(monkeypatch: pytest.MonkeyPatch, variant: str, quantity: str) -> None:
    with pytest.raises(UsageError, match="did you mean"):
        made(monkeypatch).fan(variant, quantity)


def test_the_baseline_has_no_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UsageError):
        made(monkeypatch).difference("hold", "approval")


def test_the_manifest_tells_how_it_came_about(monkeypatch: pytest.MonkeyPatch) -> None:
    facts = made(monkeypatch).manifest
    assert facts["seed"] == 7
    assert facts["worlds"] == 400
    assert facts["config_hash"] == config_hash()
    assert facts["calibrated"] is False
    assert facts["run_in_months"] == 1
    assert {"python", "numpy", "mesa", "sim"} <= set(facts["versions"])
    assert "fitted (by hand) on 2016-2019 only; blind from 2026" in facts["foot"]
    assert list(facts["quantities"]) == list(NAMES)
    json.dumps(facts, allow_nan=False)


def test_the_foot_says_by_hand_only_where_it_was_by_hand() -> None:
    usual, hand_set, elsewhere = (run(load(story, ("time.months=1", *more)), Settings(worlds=2)) for story, *more in (
        ("baseline_2026",), ("baseline_2026", "parameters=wide"), ("norway_2010",)))
    assert [result.manifest["calibrated"] for result in (usual, hand_set, elsewhere)] == [True, False, False]
    assert "fitted on 2016-2019 only; blind from 2026" in usual.foot
    assert all("fitted (by hand) on 2016-2019 only; blind from 2026" in result.foot for result in (hand_set, elsewhere))


def test_settings_win_over_the_story(monkeypatch: pytest.MonkeyPatch) -> None:
    result = made(monkeypatch, Settings(worlds=50, seed=0, variants=("lift",)))
    assert (result.worlds, result.manifest["seed"]) == (50, 0)
    assert [info.name for info in result.variants] == ["hold", "lift"]


def test_the_baseline_alone_can_be_played(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    result = Result.load(keep(made(monkeypatch, Settings(variants=("hold",))), tmp_path))
    assert [info.name for info in result.variants] == ["hold"]
    assert result.table("differences").num_rows == 0
    assert all(answer.difference is None for answer in result.answers)


def test_until_error_adds_worlds(monkeypatch: pytest.MonkeyPatch) -> None:
    result = made(monkeypatch, Settings(worlds=400, until_error=0.02))
    assert result.worlds > 400
    assert all(answer.high - answer.low <= 0.04 for answer in result.answers if answer.kind == "chance")
    assert made(monkeypatch, Settings(worlds=400, until_error=0.001, max_worlds=900)).worlds < 1300


def test_outcomes_by_world(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    result = Result.load(keep(made(monkeypatch), tmp_path))
    assert result.measured["lift"]["drift"].mean() == pytest.approx(0.3)
    assert result.measured["hold"]["cohesion"].shape == (400,)


def test_a_variant_that_failed_is_a_row_and_not_a_crash(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    result = Result.load(keep(made(monkeypatch, fail="lift"), tmp_path))
    assert [info.name for info in result.variants] == ["hold"]
    (row,) = result.table("failures").to_pylist()
    assert (row["variant"], row["kind"], row["first_world"], row["seed"]) == ("lift", "ValueError", 0, 7)


def test_where_the_baseline_failed_there_is_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    install(monkeypatch, fail="hold")
    with pytest.raises(RunError, match="not a number"):
        run(SCENARIO)


def test_same_input_same_bytes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    first, second = keep(made(monkeypatch), tmp_path / "a"), keep(made(monkeypatch), tmp_path / "b")
    for path in FILES.values():
        assert (first / path).read_bytes() == (second / path).read_bytes()


def test_nothing_is_overwritten(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    result = made(monkeypatch)
    first, second, third = (keep(result, tmp_path) for _ in range(3))
    assert [second.name, third.name] == [f"{first.name}-2", f"{first.name}-3"]


def test_series_are_tidy(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    table = parquet.read_table(keep(made(monkeypatch), tmp_path) / "series" / "quantiles.parquet")
    assert table.column_names == ["variant", "quantity", "month", "date", "mean", "sd", "mc_error", "q05", "q20", "q35", "q50", "q65", "q80", "q95"]
    assert table.num_rows == 2 * len(NAMES) * (MONTHS + 1)
    first = table.slice(0, 1).to_pylist()[0]
    assert (first["variant"], first["quantity"], first["month"], first["date"]) == ("hold", NAMES[0], 0, "2026-01")
    assert str(table.schema.field("mean").type) == "float"


def test_kept_worlds_are_written(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    result = made(monkeypatch)
    values = np.random.default_rng(1).random((len(NAMES), MONTHS + 1, 3))
    result.paths = {"hold": values, "lift": values + 1}
    table = parquet.read_table(keep(result, tmp_path) / "series" / "worlds.parquet")
    assert table.num_rows == 2 * 3 * (MONTHS + 1)
    row = table.slice(3 * (MONTHS + 1) + MONTHS + 1 + 2, 1).to_pylist()[0]
    assert (row["variant"], row["world"], row["month"]) == ("lift", 1, 2)
    assert row["approval"] == pytest.approx(values[1, 2, 1] + 1)


@pytest.mark.parametrize("raised", [OSError(errno.ENOSPC, "No space left on device"), KeyboardInterrupt(), RuntimeError("fault")])
def test_after_a_failure_nothing_half_written_stays(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, raised: BaseException
) -> None:
    result = made(monkeypatch)

    def refuse(*_: Any) -> None:
        raise raised

    monkeypatch.setattr(store, "answers_text", refuse)
    expected = RunError if isinstance(raised, OSError) else type(raised)
    with pytest.raises(expected):
        keep(result, tmp_path / "results")
    assert not (tmp_path / "results").exists()


def test_a_full_disk_is_one_clear_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A limit on the size of files stands for a full disk: the table writer meets it in C++, the texts in Python."""
    code = """
import resource, sys
sys.path.insert(0, sys.argv[2])
from pathlib import Path
import pytest
from made_run import made
from test_results_folder import keep
from sim.errors import RunError
result = made(pytest.MonkeyPatch())
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), int(sys.argv[3])))
try:
    keep(result, Path(sys.argv[1]))
except RunError as error:
    print(error)
"""
    for limit in ("100", "3000"):
        command = [sys.executable, "-c", code, str(tmp_path / "results"), str(Path(__file__).parent), limit]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert "cannot write: File too large" in done.stdout, done.stderr
        assert not (tmp_path / "results").exists()


def test_an_unwritable_place_is_known_before_playing(tmp_path: Path) -> None:
    (tmp_path / "results").write_text("a file where a folder should be")
    with pytest.raises(RunError, match="cannot write"), draft(tmp_path / "results", "made"):
        pytest.fail("opened")


def test_results_are_found_by_name_hash_and_place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    result = made(monkeypatch)
    folder = keep(result, tmp_path)
    digest = result.manifest["hash"]
    for text in (str(folder), folder.name, digest[:4], digest[:8], "@last", "@made"):
        assert find(text, root=tmp_path) == folder
    second = keep(result, tmp_path)
    assert find("@last", root=tmp_path) == second
    assert listing(tmp_path) == [second, folder]


def test_what_is_not_there_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no results yet"):
        find("@last", root=tmp_path)
    result = made(monkeypatch)
    keep(result, tmp_path)
    with pytest.raises(UsageError, match="did you mean `@made`"):
        find("@mad", root=tmp_path)
    with pytest.raises(UsageError, match="not a results folder"):
        find("ffffffff", root=tmp_path)
    keep(result, tmp_path)
    with pytest.raises(UsageError, match="fits 2 results"):
        find(result.manifest["hash"][:8], root=tmp_path)


def test_a_table_that_is_missing_or_broken_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    stored = Result.load(keep(made(monkeypatch), tmp_path))
    assert stored.folder is not None
    (stored.folder / "failures.parquet").unlink()
    (stored.folder / "outcomes.parquet").write_bytes(b"PAR1")
    for name, fault in (("failures", "is missing"), ("outcomes", "cannot be read")):
        with pytest.raises(RunError, match=f"damaged: {name}.parquet {fault}\nplay it again: sim rerun {stored.folder}"):
            stored.table(name)


@pytest.mark.parametrize("name", ["manifest.json", "answers.csv", "scenario.yaml"])
def test_a_folder_that_is_not_whole_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str) -> None:
    folder = keep(made(monkeypatch), tmp_path)
    (folder / name).unlink()
    with pytest.raises(RunError, match=f"damaged: {name} is missing"):
        Result.load(folder)
