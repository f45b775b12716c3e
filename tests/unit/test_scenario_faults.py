"""Broken scenario files: every fault at its line, with the nearest name, and nothing but `ScenarioError`.

In `broken/*.yaml` a line says itself what is wrong with it: `# ERROR code text`, several joined by ` ; `.
The code must be that of the fault, and the text must stand in what it says or in its remedy.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sim.errors import Fault, ScenarioError, UsageError
from sim.scenario import load
from sim.scenario.files import LARGEST
from sim.scenario.marks import said

BROKEN = Path(__file__).parent / "broken"
EXPECTED = re.compile(r"ERROR (\S+) ?(.*)")


def expected(file: Path) -> list[tuple[int, str, str]]:
    """What the comments of a file announce: line, code, text."""
    found = []
    for number, line in enumerate(file.read_text(encoding="utf-8").split("\n"), start=1):
        for remark in line.partition(" # ")[2].split(" ; "):
            if match := EXPECTED.match(remark.strip()):
                found.append((number, match[1], match[2]))
    return found


def faults_of(file: str | Path, *sets: str) -> list[Fault]:
    """What is wrong with a file."""
    with pytest.raises(ScenarioError) as refusal:
        load(str(file), sets)
    return [fault for fault in refusal.value.faults if not fault.warning]


@pytest.mark.parametrize("file", sorted(BROKEN.glob("*.yaml")), ids=lambda file: file.stem)
def test_every_fault_is_told_at_its_line(file: Path) -> None:
    faults, announced = faults_of(file), expected(file)
    assert all(Path(fault.where.split(":")[0]) == file for fault in faults)
    assert sorted((fault.line, fault.code) for fault in faults) == sorted((line, code) for line, code, _ in announced)
    for line, code, text in announced:
        told = [fault for fault in faults if (fault.line, fault.code) == (line, code)]
        assert any(text in f"{fault.what} {fault.remedy}" for fault in told), f"{file.name}:{line}: `{text}` in {told}"


@pytest.mark.parametrize("file", sorted(BROKEN.glob("*.yaml")), ids=lambda file: file.stem)
def test_every_fault_shows_its_place(file: Path) -> None:
    for fault in faults_of(file):
        assert re.match(r"^.+:\d+:\d+$", fault.where)
        assert fault.what and "\n" not in fault.what
        assert said(fault).startswith(f"{fault.where}: error[{fault.code}]: ")


def test_there_are_enough_of_them() -> None:
    assert len(list(BROKEN.glob("*.yaml"))) >= 25


def test_the_fault_of_the_manual(tmp_path: Path) -> None:
    file = tmp_path / "broken.yaml"
    file.write_text("sim: 1\nextends: january_2026\ntitle: Broken\ntime: {months: 12}\nactors:\n  beijing:\n    presure: 0.60\n", encoding="utf-8")
    [fault] = faults_of(file)
    assert said(fault).split("\n")[:3] == [
        f"{file}:7:5: error[unknown-key]: `presure` is not a setting of actors.beijing",
        "    7 |     presure: 0.60",
        "      |     ^^^^^^^",
    ]
    assert fault.remedy.startswith("did you mean `pressure`? allowed here: doctrine, posture, ")


@pytest.mark.parametrize(("content", "code"), [
    (b"", "empty-file"),
    (b"  \n\n", "empty-file"),
    (b"\xff\xfe\x00\x01", "not-text"),
    (b"sim: 1\ntitle: caf\xe9\n", "not-text"),
    (b"\x89PNG\r\n\x1a\n\x00\x00\x00", "not-text"),
    (b"sim: 1\ntitle: \x00\n", "not-text"),
    (b"x: [" * 400_000, "too-large"),
    (b"[" * 200_000, "too-deep"),
    (b"just a text", "not-a-mapping"),
    (b"a: " * 30, "not-yaml"),
    (b"{a: 1, [1, 2]: 3}", "bad-key"),
    (b"? {a: 1}\n: 2\n", "bad-key"),
    (b"<<: {a: 1}\nsim: 1\n", "unknown-key"),
    (b"99999999999999999999999999: 1\n", "unknown-key"),
    (b"sim: 99999999999999999999999999999999\n", "unknown-format"),
    (b"sim: 1e999\n", "unknown-format"),
])
def test_what_is_no_scenario_at_all(tmp_path: Path, content: bytes, code: str) -> None:
    file = tmp_path / "strange.yaml"
    file.write_bytes(content)
    assert code in [fault.code for fault in faults_of(file)]
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize("content", [b"", b"# nothing\n", b"just a text"])
def test_who_has_nothing_yet_is_told_what_to_copy(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "empty.yaml").write_bytes(content)
    [fault] = faults_of(tmp_path / "empty.yaml")
    assert fault.remedy == "begin one with: sim new my_story"


@pytest.mark.parametrize(("text", "refused"), [
    ("crisis.base_hazard=-1", True), ("crisis.base_hazard=0.5", False), ("trade_coercion.flow_fall_months=-2", True),
    ("crisis.base_hazard=-0.1..0.002", True),
])
def test_what_cannot_be_negative_is_refused(text: str, refused: bool) -> None:
    if not refused:
        assert [fault.code for fault in load("baseline_2026", (text,)).warnings] == ["implausible"]
        return
    assert [fault.code for fault in faults_of("baseline_2026", text)] == ["out-of-range"]


def test_a_source_that_nothing_cites_is_odd(tmp_path: Path) -> None:
    lines = ["sim: 1", "extends: january_2026", "title: x", "time: {months: 12}", "sources:", "  used: {title: A}", "  idle: {title: B}",
             "outcomes: {low: {chance_of: approval < 0.3}}", "expect: [{that: baseline.low < 0.5, because: used}]"]
    (tmp_path / "story.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    [fault] = load(str(tmp_path / "story.yaml")).warnings
    assert (fault.code, fault.line) == ("unused-source", 7)


def test_a_file_of_ten_megabytes_is_refused_unread(tmp_path: Path) -> None:
    file = tmp_path / "large.yaml"
    file.write_bytes(b"# a comment\n" * 900_000)
    [fault] = faults_of(file)
    assert fault.code == "too-large" and f"{LARGEST:,}" in fault.what


def test_a_folder_is_no_scenario(tmp_path: Path) -> None:
    (tmp_path / "folder.yaml").mkdir()
    assert [fault.code for fault in faults_of(tmp_path / "folder.yaml")] == ["not-a-file"]


def test_a_scenario_that_is_not_there_is_wrong_use() -> None:
    with pytest.raises(UsageError, match="did you mean `thaad_lift`"):
        load("thaad_lfit")


@pytest.mark.parametrize(("text", "column", "code", "part"), [
    ("beijing.pressure.culture=1.8", 26, "out-of-range", "allowed: 0 to 1; "),
    ("beijing.presure.culture=0.8", 1, "unknown-setting", "`beijing.pressure.culture`"),
    ("time.months=0", 13, "out-of-range", "months from 1"),
    ("time.moths=3", 1, "unknown-key", "`months`"),
    ("beijing.doctrine=strategik", 18, "unknown-doctrine", "`strategic`"),
    ("parameters=wid", 12, "unknown-ensemble", "`wide`"),
    ("us_rok_cohesion.treaty_floor=low", 30, "wrong-type", "not a number"),
    ("nonsense", 1, "bad-set", "NAME=VALUE"),
    ("beijing.reward=", 1, "empty-value", "after the ="),
    ("beijing.reward={2026-13: 1}", 17, "bad-date", "YYYY-MM"),
    ("outcomes.drift.chance_of=seams.cor < 0.3", 26, "bad-sentence", "`seams.core`"),
])
def test_a_setting_of_the_command_line_has_its_own_place(text: str, column: int, code: str, part: str) -> None:
    [fault] = faults_of("thaad_lift", "time.months=36", text)
    assert fault.where == f"--set[2]:1:{column}"
    assert fault.code == code
    assert part in f"{fault.what} {fault.remedy}"


def test_files_that_extend_each_other_are_refused(tmp_path: Path) -> None:
    for name, other in (("one", "two"), ("two", "one")):
        (tmp_path / f"{name}.yaml").write_text(f"sim: 1\ntitle: {name}\nextends: {other}\ntime: {{months: 12}}\n", encoding="utf-8")
    [fault] = faults_of(tmp_path / "one.yaml")
    assert (fault.where, fault.code) == (f"{tmp_path / 'two.yaml'}:3:10", "cyclic-extends")


def test_a_fault_is_told_where_it_stands_through_extends(tmp_path: Path) -> None:
    (tmp_path / "above.yaml").write_text("sim: 1\nextends: january_2026\ntime: {months: 12}\nactors: {tokyo: {outreach: 7}}\n", encoding="utf-8")
    (tmp_path / "below.yaml").write_text("sim: 1\nextends: above\ntitle: Below\nelections: mayb\n", encoding="utf-8")
    places = [fault.where.removeprefix(str(tmp_path)) for fault in faults_of(tmp_path / "below.yaml")]
    assert places == ["/above.yaml:4:28", "/below.yaml:4:12"]
