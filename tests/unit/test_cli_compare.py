"""`sim compare` on the command line and in Python: what it prints, what it writes, what it refuses, and its figures."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from made_comparison import told
from made_run import made
from made_sweep import made_sweep
from PIL import Image

import sim
from sim.cli import main
from sim.cli.comparison_table import plus_minus
from sim.experiments.compare import compare
from sim.experiments.settings import Settings
from sim.plots.comparisons import OF_A_COMPARISON, draw, picture, shown_quantities
from sim.results.store import draft, write


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SIM_RESULTS", raising=False)
    return tmp_path


def keep(monkeypatch: pytest.MonkeyPatch, root: Path, settings: Settings | None = None) -> Path:
    """A result of the made-up story."""
    result = made(monkeypatch, settings)
    with draft(root / "results", result.name) as new:
        write(result, new.folder)
        return new.publish(f"2026-11-21-{result.manifest['hash'][:8]}")


def test_the_variants_of_the_last_result_are_compared(monkeypatch: pytest.MonkeyPatch, here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = keep(monkeypatch, here)
    assert main(["compare"]) == 0
    out, err = capsys.readouterr()
    assert "Compared in the same 400 worlds" in out and "lift against hold: both larger than sampling error" in out
    assert "US-ROK cohesion over the months (cohesion.us_rok)" in out
    (place,) = (folder / "comparisons").iterdir()
    assert place.name == "against_hold" and f"Saved {place.relative_to(here)}" in err
    assert {path.name for path in place.iterdir()} == {
        "differences.csv", "comparison.json", *(f"{kind}.{ending}" for kind in OF_A_COMPARISON for ending in ("png", "csv"))}


def test_the_tables_say_what_is_printed(monkeypatch: pytest.MonkeyPatch, here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    keep(monkeypatch, here)
    assert main(["compare", "@made", "--json", "--no-figures", "--quantity", "approval"]) == 0
    content = json.loads(capsys.readouterr().out)
    rows = list(csv.DictReader((Path(content["folder"]) / "differences.csv").open(encoding="utf-8")))
    assert [row["outcome"] for row in rows] == [row["outcome"] for row in content["differences"]] == ["drift", "cohesion"]
    assert float(rows[0]["difference"]) == pytest.approx(content["differences"][0]["difference"]) == pytest.approx(0.2)
    assert content["differences"][0]["higher"] == 80 and content["differences"][0]["of"] == 400
    assert [one["quantity"] for one in content["series"]] == ["approval"] and content["series"][0]["bands"] == "worlds"
    assert content["remarks"] == [] and content["results"][0]["seed"] == 7


def test_differences_stand_before_levels_and_no_interval_is_printed_as_nothing(
    monkeypatch: pytest.MonkeyPatch, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    keep(monkeypatch, here)
    assert main(["compare", "--no-figures"]) == 0
    head = next(line for line in capsys.readouterr().out.splitlines() if line.startswith("Variant"))
    assert head.split()[1:3] == ["vs", "hold"] and head.split()[-1] == "level"
    assert (plus_minus(0.0004, 3), plus_minus(0.0006, 3), plus_minus(0.0, 3)) == ("< 0.001", "±0.001", "±0.000")


def test_nothing_is_written_over(monkeypatch: pytest.MonkeyPatch, here: Path) -> None:
    folder = keep(monkeypatch, here)
    for _ in range(2):
        assert main(["compare", str(folder), "--no-figures", "-q"]) == 0
        assert main(["compare", str(folder), "--no-figures", "-q", "--out", "mine"]) == 0
    assert {path.name for path in (folder / "comparisons").iterdir()} == {path.name for path in (here / "mine").iterdir()} == {
        "against_hold", "against_hold-2"}


def test_results_of_other_seeds_are_compared_as_samples_with_a_line_on_their_making(
    monkeypatch: pytest.MonkeyPatch, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = keep(monkeypatch, here), keep(monkeypatch, here, Settings(seed=9))
    assert main(["compare", str(first), str(second), "--no-figures"]) == 0
    out = " ".join(capsys.readouterr().out.split())
    assert "the seeds differ, so do the worlds" in out and "B was not made as A was: seed 7 -> 9. All of it: sim diff" in out
    assert "Of some differences over the months only the means are known: for the spread of worlds play with one seed and --keep-worlds." in out
    assert (first / "comparisons" / f"with_{second.name}").is_dir()


def test_the_newest_of_a_story_is_compared_or_that_of_the_kind_asked_for(
    monkeypatch: pytest.MonkeyPatch, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    keep(monkeypatch, here)
    made_sweep(here / "results" / "made" / "2026-11-22-0f0f0f0f", points=8)
    for text, said in (("@made", "Compared at 8 points, in the same 8 worlds"), ("@made:run", "Compared in the same 400 worlds")):
        assert main(["compare", text, "--no-figures"]) == 0
        assert said in capsys.readouterr().out


@pytest.mark.parametrize(("words", "said"), [
    (["@mde"], "did you mean `@made`"),
    (["@made", "--against", "lft"], "did you mean `lift`"),
    (["@made", "--pair", "hold-lift"], "is not of the form NAME:OTHER"),
    (["@made", "--pair", "hold:hold"], "`hold` is compared with itself"),
    (["@made", "--pair", "hold:lift", "--against", "lift"], "both say what is compared"),
    (["@made", "--quantity", "aproval"], "did you mean `approval`"),
    (["@made", "@made", "--against", "lift"], "--against chooses a variant of one result"),
])
def test_wrong_words_end_in_a_clear_line(
    words: list[str], said: str, monkeypatch: pytest.MonkeyPatch, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = keep(monkeypatch, here)
    assert main(["compare", *words]) == 2
    assert said in capsys.readouterr().err and not (folder / "comparisons").exists()


@pytest.mark.parametrize("file", ["outcomes.parquet", "series/differences.parquet", "answers.csv", "scenario.yaml"])
def test_a_damaged_result_is_said_to_be(file: str, monkeypatch: pytest.MonkeyPatch, here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = keep(monkeypatch, here)
    (folder / file).unlink()
    assert main(["compare", str(folder)]) == 2
    assert f"this result is damaged: {file} is missing" in capsys.readouterr().err


def test_a_result_of_one_variant_is_said_to_have_nothing_to_compare(
    monkeypatch: pytest.MonkeyPatch, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    keep(monkeypatch, here, Settings(variants=("hold",)))
    assert main(["compare"]) == 2
    assert "has but one variant, `hold`" in capsys.readouterr().err


CASES: dict[str, Any] = {
    "two variants": lambda: compare(told(2)), "five variants": lambda: compare(told(5)), "against another": lambda: compare(told(5), against="lift"),
    "two results": lambda: compare(told(5), told(5, shift=0.02)), "other seeds": lambda: compare(told(2), told(2, seed=3)),
    "three results": lambda: compare(told(2), told(2, shift=0.02), told(2, seed=3)),
    "pairs": lambda: compare(told(5), wanted=[("hold", "lift"), ("lift", "exchange")]),
}


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("kind", OF_A_COMPARISON)
def test_every_figure_draws_within_its_page(case: str, kind: str) -> None:
    found = CASES[case]()
    drawn = picture(found, kind, shown_quantities(found))
    wide, tall = drawn.get_size_inches()
    drawn.canvas.draw()
    for text in drawn.texts:
        box = text.get_window_extent()
        assert min(box.x0, box.y0) >= -1 and box.x1 <= wide * drawn.dpi + 1 and box.y1 <= tall * drawn.dpi + 1, text.get_text()
    assert len(drawn.story.headline) > 20 and "nan" not in drawn.story.headline and drawn.story.data.rows


def test_every_figure_of_a_comparison_is_listed() -> None:
    folder = Path(sim.__file__).parent / "plots" / "comparisons"
    drawing = {path.stem for path in folder.glob("*.py") if "\ndef figure(" in path.read_text(encoding="utf-8")}
    assert drawing == set(OF_A_COMPARISON)


def test_a_result_that_was_compared_still_shows_and_lists(
    monkeypatch: pytest.MonkeyPatch, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = keep(monkeypatch, here)
    assert main(["compare", "-q"]) == main(["compare", "-q", "--against", "lift"]) == 0
    capsys.readouterr()
    assert main(["show"]) == 0
    assert "comparisons/ 12 files," in " ".join(capsys.readouterr().out.split())
    assert main(["list", "results", "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)) == 1 and (folder / "manifest.json").is_file()


def test_the_headline_tells_the_largest_difference_that_no_story_sets() -> None:
    found = compare(told(5))
    said = picture(found, "outcome_differences", shown_quantities(found)).story.headline
    assert said.startswith("US-ROK cohesion: 0.724 in “Bans stay”, 0.665 in “Lifted for a concession")
    assert said.endswith("; 7 of 16 differences are larger than sampling error")
    moved = picture(found, "series_differences", ["engagement"]).story.headline
    assert moved.startswith("“Lifted for a") and "Beijing-Seoul engagement by +0.1" in moved and "the 3 others by" in moved


def test_one_world_is_drawn_over_the_months_alone(tmp_path: Path) -> None:
    paths = draw(compare(told(2, worlds=1)), ["engagement"], tmp_path)
    assert [path.name for path in paths] == ["series_differences.png"]
    with Image.open(paths[0]) as drawn:
        assert drawn.width == 1600


def test_the_python_door_gives_frames_words_and_pictures(tmp_path: Path) -> None:
    found = sim.compare(told(2), told(2, shift=0.02), pairs=[("hold", "lift")])
    assert repr(found) == "<Compared thaad_lift: B.lift against A.hold>"
    assert found.outcomes.loc[("cohesion", "A.hold", "B.lift"), "difference"] == pytest.approx(-0.03, abs=0.01)
    frame = found.over_time("engagement")
    assert list(frame.columns[:5]) == ["first", "second", "date", "mean", "mc_error"] and np.isnan(frame["q50"]).all()
    assert found.said.startswith("B.lift against A.hold: ")
    assert found.picture("outcome_differences").story.kind == "outcome_differences"
    place = found.save(tmp_path / "mine", ["engagement"])
    assert place.parent == tmp_path / "mine" and (place / "series_differences.png").is_file()
