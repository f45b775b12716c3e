"""A table that was edited by hand is not believed: its file and its line are named, and what makes it anew."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from made_run import made
from made_sweep import made_sweep

from sim.errors import RunError
from sim.experiments.sweep.course import finish
from sim.results.reading import read
from sim.results.result import Result
from sim.results.seals import edited, seals
from sim.results.store import draft, write
from sim.results.sweep import SweepResult
from sim.results.sweep_table import POINTS
from sim.results.tables import answers_text, read_answers


@pytest.fixture
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A result as it was written."""
    with draft(tmp_path, "made") as new:
        write(made(monkeypatch), new.folder)
        return new.publish("2026-11-21-01234567")


@pytest.mark.parametrize(("before", "after", "said"), [
    ("lift,drift,Seoul drifts by Jul 2026,chance,0.3,", "lift,drift,Seoul drifts by Jul 2026,chance,0.9,", r"line 3 \(lift, drift\)"),
    ("unlikely", "likely", r"line \d \(\w+, drift\)"),
    ("index 0-1", "index 0-100", r"line \d \(hold, cohesion\)"),
])
def test_an_edited_answer_is_named_with_its_line(folder: Path, before: str, after: str, said: str) -> None:
    path = folder / "answers.csv"
    known = path.read_text(encoding="utf-8")
    assert before in known
    path.write_text(known.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(RunError, match=rf"edited: answers.csv, {said} is not what was written\nplay it again: sim rerun "):
        read(folder)
    assert Result.load(folder, sealed=False).answers, "what plays it again needs no seal"


def test_a_line_that_was_taken_out_or_put_in_is_named(folder: Path) -> None:
    path = folder / "answers.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    for told, said in ((lines[:-1], "the line of lift, cohesion is missing"), ([*lines, lines[1]], rf"line {len(lines) + 1} \(hold, drift\)")):
        path.write_text("".join(told), encoding="utf-8")
        with pytest.raises(RunError, match=said):
            read(folder)


def test_a_table_that_a_spreadsheet_saved_as_it_was_is_believed(folder: Path) -> None:
    path = folder / "answers.csv"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert read(folder).manifest["seals"]


def test_a_table_of_an_older_program_is_believed_as_it_stands(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sim.results.tables.csv.writer", lambda *_, **__: pytest.fail("sealed is the file, not what today's code would write"))
    assert read(folder).answers


def test_a_label_over_two_lines_is_one_line_of_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    first, *rest = made(monkeypatch).answers
    answers = [replace(first, label='Seoul "drifts"\n\nat last'), *rest]
    text = answers_text(answers)
    assert edited(text, read_answers(text), seals(answers)) == ""
    assert edited(text.replace("at last", "at once"), read_answers(text), seals(answers)).startswith("line 2 ")


@pytest.mark.parametrize(("entry", "wrong"), [("seals", ["a"]), ("seals", None), ("seals_form", "one"), ("points_seal", 3)])
def test_seals_of_a_wrong_type_are_damage_of_the_manifest(folder: Path, entry: str, wrong: object) -> None:
    path = folder / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | {entry: wrong}), encoding="utf-8")
    with pytest.raises(RunError, match="this result is damaged: manifest.json cannot be read"):
        read(folder)


def test_seals_of_a_later_form_are_not_judged(folder: Path) -> None:
    path = folder / "manifest.json"
    facts = json.loads(path.read_text(encoding="utf-8"))
    later = {"seals": dict.fromkeys(facts["seals"], "otherwise"), "seals_form": facts["seals_form"] + 1}
    path.write_text(json.dumps(facts | later), encoding="utf-8")
    assert read(folder).answers


def test_an_edited_point_is_named_and_written_anew_where_the_sweep_goes_on(tmp_path: Path) -> None:
    sweep = finish(made_sweep(tmp_path / "made" / "2026-11-21-01234567", points=4, size=4).folder, 1.0)
    path, said = sweep.folder / POINTS, r"edited: points.csv, line 4 \(point 2, hold\), is not what was written\nwrite .* sim sweep --resume "
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join([*lines[:3], lines[3].replace(",0.", ",0.9", 1), *lines[4:]]), encoding="utf-8")
    with pytest.raises(RunError, match=said):
        read(sweep.folder)
    finish(sweep.folder, 1.0)
    assert isinstance(read(sweep.folder), SweepResult)
    assert path.read_text(encoding="utf-8") == "".join(lines)
