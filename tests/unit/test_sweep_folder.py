"""The folder of a sweep: what is written is read again, part by part and column by column."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from made_sweep import LEVERS, QUANTITIES, drawn, made_sweep, usual_level

from sim.errors import RunError, UsageError
from sim.results import parts, store
from sim.results.find import listing
from sim.results.part_names import parts_of
from sim.results.parts import read_receipt
from sim.results.sweep import SweepResult


def test_a_sweep_is_read_as_it_was_written(tmp_path: Path) -> None:
    sweep = made_sweep(tmp_path / "made" / "2026-11-21-0f0f0f0f", points=50, worlds=4)
    assert sweep.points == 50 and sweep.worlds == 4 and sweep.done.all() and not sweep.failures
    assert [lever.name for lever in sweep.levers] == [lever["name"] for lever in LEVERS]
    assert sweep.levers[0].plausible == (0.0, 1.0) and sweep.levers[2].values == ("align", "hedge")
    values = drawn(50)
    assert all(np.array_equal(sweep.values[name], values[name]) for name in values)
    noise = np.random.default_rng(3).normal(0, 0.02, 4)
    assert np.array_equal(sweep.by_world("lift", "cohesion"), usual_level(values, "lift")[:, None] + noise)
    assert set(np.unique(sweep.by_world("hold", "drift"))) == {0.0, 1.0}
    assert np.allclose(sweep.mean("hold", "cohesion"), usual_level(values, "hold") + noise.mean())
    assert np.allclose(sweep.error("hold", "cohesion"), noise.std(ddof=1) / 2)
    path = sweep.path("hold", "cohesion.us_rok")
    assert path.shape == (50, 7) and path.dtype == np.float32 and np.allclose(path[:, 0], 0.8)
    assert np.allclose(path[:, -1], sweep.mean("hold", "cohesion"))


def test_what_an_analysis_needs_besides_is_kept_apart_from_the_levers(tmp_path: Path) -> None:
    sweep = made_sweep(tmp_path / "made" / "x", points=6, columns={"matrix": ["A", "B", "AB0"] * 2, "row": [0, 0, 0, 1, 1, 1]})
    assert list(sweep.columns) == ["matrix", "row"] and list(sweep.columns["matrix"]) == ["A", "B", "AB0"] * 2
    assert "matrix" not in sweep.values


def test_points_that_are_not_there_or_failed_are_not_a_number(tmp_path: Path) -> None:
    sweep = made_sweep(tmp_path / "made" / "x", points=40, size=10, missing=1, failures={3: "lift"})
    assert sweep.done.tolist() == [True] * 30 + [False] * 10
    assert np.flatnonzero(np.isnan(sweep.mean("lift", "drift"))).tolist() == [3, *range(30, 40)]
    assert np.flatnonzero(np.isnan(sweep.mean("hold", "drift"))).tolist() == [*range(30, 40)]
    assert [(row["point"], row["variant"]) for row in sweep.failures] == [(3, "lift")]
    assert sweep.played == "30 of 40 points x 2 variants x 8 worlds"


def test_names_that_a_sweep_does_not_have_are_refused_with_the_nearest(tmp_path: Path) -> None:
    sweep = made_sweep(tmp_path / "made" / "x", points=4)
    for call, near in ((lambda: sweep.mean("hold", "drft"), "drift"), (lambda: sweep.mean("lif", "drift"), "lift"),
                       (lambda: sweep.path("hold", "seams.cor"), "seams.core")):
        with pytest.raises(UsageError, match=f"did you mean `{near}`"):
            call()


def test_a_part_says_what_it_holds_and_a_hash_of_it(tmp_path: Path) -> None:
    first, second = (made_sweep(tmp_path / name / "x", points=20, size=20) for name in "ab")
    receipts = [read_receipt(part) for sweep in (first, second) for part in sweep.parts.values()]
    assert receipts[0] == receipts[1] and receipts[0].part == "000000-000019"
    assert receipts[0].bytes == sum((part / name).stat().st_size for part in first.parts.values() for name in ("outcomes.parquet", "paths.parquet"))


def test_a_folder_that_is_being_written_is_no_part(tmp_path: Path) -> None:
    sweep = made_sweep(tmp_path / "made" / "x", points=20, size=10)
    (sweep.folder / "parts" / ".000020-000029.77").mkdir()
    assert [(points.start, points.stop) for points in parts_of(sweep.folder)] == [(0, 10), (10, 20)]


def test_a_part_and_a_draft_are_on_the_disk_before_they_have_their_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settled: list[Path] = []
    truly = store.settle
    rename = Path.rename

    def noted(place: Path) -> None:
        truly(place)
        settled.append(place)

    def named(here: Path, there: Path) -> Path:
        inside = [path for path in here.rglob("*") if path.is_file()]
        assert inside and all(path in settled for path in inside), "a power cut could leave a name without its content"
        return rename(here, there)

    monkeypatch.setattr(store, "settle", noted)
    monkeypatch.setattr(parts, "settle", noted)
    monkeypatch.setattr(Path, "rename", named)
    made_sweep(tmp_path / "made" / "x", points=4)
    with store.draft(tmp_path, "made") as new:
        store.write_text(new.folder / "a.txt", "a")
        (new.folder / "b.txt").write_text("b", encoding="utf-8")
        assert (new.publish("2026-11-21-0f0f0f0f") / "b.txt").is_file()


def test_hidden_names_are_never_those_of_another_machine_or_of_a_run_that_was_killed(tmp_path: Path) -> None:
    names = set()
    for _ in range(2):
        new = store.Draft(tmp_path, "made")
        names.add(new.folder.name)
    assert len(names) == 2 and len([place for place in (tmp_path / "made").iterdir() if place.name.startswith(".partial-")]) == 2
    assert not listing(tmp_path)


def test_a_broken_part_is_a_clear_line(tmp_path: Path) -> None:
    sweep = made_sweep(tmp_path / "made" / "x", points=20, size=10)
    (sweep.folder / "parts" / "000010-000019" / "paths.parquet").write_bytes(b"PAR1")
    assert sweep.mean("hold", "drift").shape == (20,)
    with pytest.raises(RunError, match="damaged: parts/000010-000019"):
        sweep.path("hold", QUANTITIES[0])


def test_a_run_and_a_later_version_are_not_read_as_a_sweep(tmp_path: Path) -> None:
    sweep = made_sweep(tmp_path / "made" / "x", points=4)
    for change, error in (({"kind": "run"}, "not of a sweep"), ({"format": 99}, "format 99")):
        (sweep.folder / "manifest.json").write_text(json.dumps(sweep.manifest | change), encoding="utf-8")
        with pytest.raises((UsageError, RunError), match=error):
            SweepResult.load(sweep.folder)


def test_a_damaged_sweep_is_to_be_swept_again_and_not_run(tmp_path: Path) -> None:
    folder = made_sweep(tmp_path / "made" / "2026-11-21-0f0f0f0f", points=16).folder
    (folder / "manifest.json").write_text("{", encoding="utf-8")
    with pytest.raises(RunError) as caught:
        SweepResult.load(folder)
    assert caught.value.remedy == f"play the story again: sim sweep {folder / 'scenario.yaml'}"
