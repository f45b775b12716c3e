"""Who asks for what there is not is told what there is; nothing half-written stays, and nothing is overwritten unasked."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pyarrow.compute as compute
import pytest

from sim.cli import main
from sim.errors import RunError, UsageError
from sim.export import asked, hand_over, text_files
from sim.export.asked import OF_A_RUN, OF_A_SWEEP
from sim.export.hand_over import export
from sim.export.placing import placed
from sim.export.replication import replication
from sim.findings import answer_sentence
from sim.results.result import Result

Say = Callable[..., tuple[int, str, str]]


@pytest.fixture
def say(played: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Say:
    """Types `sim export` about a copy of the result; gives the exit code, what is printed, and what is said beside it."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(played, tmp_path / "two_ways" / played.name)

    def typed(*words: str) -> tuple[int, str, str]:
        code = main(["export", str(tmp_path / "two_ways" / played.name), *words])
        shown = capsys.readouterr()
        return code, shown.out, shown.err

    return typed


def everything(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# What there is not


@pytest.mark.parametrize(("words", "said"), [
    (("--format", "xslx"), "did you mean `xlsx`?"), (("--format", "excel"), "did you mean `xlsx`?"), (("--format", "dta"), "did you mean `stata`?"),
    (("--format", "word"), "known: csv, xlsx, parquet, stata, netcdf"), (("--what", "outcome"), "did you mean `outcomes`?"),
    (("--what", "points"), "a run has no table `points`"), (("--format", "netcdf", "--wide"), "neither long nor wide"),
    (("--wide", "--long"), "wide or long, not both"),
    (("--replication", "--format", "csv"), "leave out --format"), (("--replication", "--wide"), "leave out --format"),
])
def test_a_wrong_word_is_answered_with_the_right_one(say: Say, tmp_path: Path, words: tuple[str, ...], said: str) -> None:
    before = everything(tmp_path)
    code, out, err = say(*words, "--out", "exports")
    assert (code, out) == (2, "")
    assert said in err
    assert everything(tmp_path) == before
    assert not (tmp_path / "exports").exists()


def test_a_form_whose_package_is_missing_says_how_to_install_it(say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> Any:
        raise ImportError(name)

    monkeypatch.setattr(asked, "import_module", missing)
    for form, extra in (("xlsx", "office"), ("netcdf", "netcdf")):
        code, _, err = say("--format", form)
        assert code == 2
        assert f"in the folder of the project: python3 -m pip install -e \".[{extra}]\"" in err
        assert "not installed" in err


def test_what_a_result_does_not_have_is_refused_by_name_and_left_out_of_all(result: Result, tmp_path: Path) -> None:
    first = result.table("outcomes").filter(compute.equal(result.table("outcomes")["variant"].cast("string"), "hold"))
    alone = Result(result.manifest | {"variants": result.manifest["variants"][:1], "bands": None}, result.scenario, result.answers[::3],
                   {"quantiles": result.table("quantiles").slice(0, len(result.quantities) * len(result.dates)),
                    "outcomes": first, "design": result.table("design")})
    with pytest.raises(UsageError, match="one variant"):
        export(alone, "csv", ("differences",), out=tmp_path)
    with pytest.raises(UsageError, match="did not keep the paths"):
        export(alone, "csv", ("paths",), out=tmp_path)
    with pytest.raises(UsageError, match="asks nothing"):
        export(Result(alone.manifest, alone.scenario, [], alone.tables), "csv", ("outcomes",), out=tmp_path)
    folder = export(alone, "parquet", ("series", "outcomes", "all"), out=tmp_path)
    assert {path.stem for path in folder.glob("*.parquet")} == {*OF_A_RUN} - {"differences", "paths", "bands"}


def test_the_help_names_every_form_and_every_table(capsys: pytest.CaptureFixture[str]) -> None:
    main(["export", "--help"])
    shown = capsys.readouterr().out
    for name in (*asked.FORMS, *OF_A_RUN, *OF_A_SWEEP, asked.ALL):
        assert name in shown, name


# A damaged result


@pytest.mark.parametrize("part", ["series/quantiles.parquet", "outcomes.parquet", "manifest.json", "scenario.yaml"])
def test_a_damaged_result_is_named_and_nothing_is_written(say: Say, tmp_path: Path, part: str) -> None:
    folder = next((tmp_path / "two_ways").iterdir())
    (folder / part).write_bytes(b"\x00")
    for words in (("--what", "all"), ("--replication",)):
        code, out, err = say(*words)
        assert (code, out) == (1, ""), err
        assert part.split("/")[-1] in err
    assert not list(tmp_path.rglob("*.csv")) or {path.name for path in tmp_path.rglob("*.csv")} == {"answers.csv"}
    assert not (folder / "export").exists()


# Places


def test_a_place_that_cannot_be_written_is_one_line(say: Say, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    for words in (("--format", "csv"), ("--format", "xlsx"), ("--replication",)):
        code, _, err = say(*words, "--out", "file/below")
        assert code == 1
        assert "cannot write" in err and "--out" in err
    assert (tmp_path / "file").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("words", [(), ("--format", "xlsx"), ("--replication",)], ids=str)
def test_nothing_is_overwritten_unasked(say: Say, tmp_path: Path, words: tuple[str, ...]) -> None:
    assert say(*words, "--out", "exports")[0] == 0
    before = everything(tmp_path / "exports")
    code, _, err = say(*words, "--out", "exports")
    assert code == 2
    assert "--overwrite" in err
    assert everything(tmp_path / "exports") == before
    assert say(*words, "--out", "exports", "--overwrite")[0] == 0
    assert everything(tmp_path / "exports") == before


@pytest.mark.parametrize("folder", [True, False])
def test_what_appeared_in_the_meantime_is_not_overwritten_unasked(tmp_path: Path, folder: bool) -> None:
    target = tmp_path / "exports" / "one"
    for overwrite in (False, True):
        with pytest.raises(UsageError, match="this is there already") if not overwrite else nullcontext(), placed(target, overwrite) as hidden:
            for place, text in ((hidden, "ours"), (target, "theirs")):
                if folder and not place.exists():
                    place.mkdir()
                (place / "file" if folder else place).write_text(text, encoding="utf-8")
        assert (target / "file" if folder else target).read_text(encoding="utf-8") == ("ours" if overwrite else "theirs")
        assert [path.name for path in target.parent.iterdir()] == ["one"]


def test_another_table_or_layout_goes_into_a_folder_of_its_own(say: Say, tmp_path: Path) -> None:
    for words in ((), ("--what", "worlds"), ("--wide",), ("--format", "stata"), ("--what", "outcomes", "--what", "series", "--long")):
        assert say(*words, "--out", "exports")[0] == 0
    assert len(list((tmp_path / "exports").iterdir())) == 5


@pytest.mark.parametrize("problem", [OSError(28, "No space left on device"), KeyboardInterrupt()], ids=["full", "stopped"])
@pytest.mark.parametrize("before", [False, True], ids=["new", "again"])
def test_what_could_not_be_finished_leaves_all_as_it_was(
    result: Result, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, problem: BaseException, before: bool,
) -> None:
    if before:
        export(result, "csv", ("outcomes",), out=tmp_path / "exports")
    known = everything(tmp_path)
    real = text_files.write_csv

    def fails(table: Any, path: Path) -> None:
        real(table, path)
        if table.name == "outcomes":
            raise problem

    monkeypatch.setattr(text_files, "write_csv", fails)
    with pytest.raises(KeyboardInterrupt if isinstance(problem, KeyboardInterrupt) else RunError):
        export(result, "csv", ("outcomes",), out=tmp_path / "exports", overwrite=True)
    assert everything(tmp_path) == known
    assert (tmp_path / "exports").exists() == before


def test_a_result_in_memory_needs_a_place(result: Result, tmp_path: Path) -> None:
    result.folder = None
    with pytest.raises(UsageError, match="lies in no folder"):
        export(result, "csv", ("outcomes",))
    with pytest.raises(UsageError, match="in its folder"):
        replication(result)


# What is printed


def test_the_paths_of_the_files_are_printed_as_lines_or_as_json(say: Say, tmp_path: Path) -> None:
    folder = next((tmp_path / "two_ways").iterdir()) / hand_over.PLACE
    code, out, _ = say("--format", "stata")
    assert code == 0
    assert {Path(line).name for line in out.splitlines()} == {"outcomes.dta", "series.dta", "dictionary.csv", "about.txt"}
    assert all(folder in Path(line).parents and Path(line).is_file() for line in out.splitlines())
    paths = json.loads(say("--format", "csv", "--json")[1])
    assert all(Path(path).is_file() for path in paths)


def test_about_says_the_answer_the_limits_and_how_to_cite(say: Say, tmp_path: Path, result: Result) -> None:
    say("--out", "exports")
    told = " ".join(next((tmp_path / "exports").rglob("about.txt")).read_text(encoding="utf-8").split())
    for part in (answer_sentence(result), "not a forecast", result.foot, "To cite", "sim rerun", result.question):
        assert " ".join(part.split()) in told
