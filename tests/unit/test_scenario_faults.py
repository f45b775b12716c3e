"""Every fault of a scenario file is told at once, at its line and column, with what to write instead; nothing comes out but `ScenarioError`.

In `broken/*.yaml` a line says itself what is wrong with it: `# ERROR code text` or `# WARNING code text`, several joined by ` ; `.
The code must be that of the fault, and the text must stand in what it says or in its remedy. Files of a chain of `extends:` say it themselves.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import sim.scenario
from sim.cli import main
from sim.errors import Fault, ScenarioError, UsageError
from sim.scenario import load
from sim.scenario.files import LARGEST
from sim.scenario.marks import said
from sim.scenario.validate import MOST

BROKEN = Path(__file__).parent / "broken"
FILES = sorted(BROKEN.glob("*.yaml"))
EXPECTED = re.compile(r"(ERROR|WARNING) (\S+) ?(.*)")
CHAINED = re.compile(r"^extends: (\S+)", re.MULTILINE)

Announced = tuple[str, int, str, bool]


def chain(file: Path) -> Iterator[Path]:
    """A file and those beside it that it extends."""
    yield file
    named = CHAINED.search(file.read_text(encoding="utf-8-sig"))
    above = file.parent / f"{named[1]}.yaml" if named else file
    if above.exists() and above != file:
        yield from chain(above)


def expected(file: Path) -> list[tuple[Announced, str]]:
    """What the comments of a file, and of those that it extends, announce: (file, line, code, warning) and the text."""
    found = []
    for part in chain(file):
        for number, line in enumerate(part.read_text(encoding="utf-8-sig").split("\n"), start=1):
            for remark in line.partition(" # ")[2].split(" ; "):
                if match := EXPECTED.match(remark.strip()):
                    found.append(((part.name, number, match[2], match[1] == "WARNING"), match[3]))
    return found


def told(file: Path) -> list[Fault]:
    """Every fault and warning of a file."""
    try:
        return list(load(str(file)).warnings)
    except ScenarioError as refusal:
        return refusal.faults


def announced(fault: Fault) -> Announced:
    """A fault as a comment announces it."""
    return Path(fault.where.rsplit(":", 2)[0]).name, fault.line, fault.code, fault.warning


def faults_of(file: str | Path, *sets: str) -> list[Fault]:
    """What is wrong with a file."""
    with pytest.raises(ScenarioError) as refusal:
        load(str(file), sets)
    return [fault for fault in refusal.value.faults if not fault.warning]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_fault_is_told_at_once_and_at_its_line(file: Path) -> None:
    faults, wanted = told(file), expected(file)
    assert wanted
    assert sorted(map(announced, faults)) == sorted(place for place, _ in wanted)
    for place, text in wanted:
        found = [fault for fault in faults if announced(fault) == place]
        assert any(text in f"{fault.what} {fault.remedy}" for fault in found), f"{place}: `{text}` in {found}"


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_fault_shows_its_place(file: Path) -> None:
    for fault in told(file):
        assert re.match(r"^.+:\d+:\d+$", fault.where)
        assert fault.what and "\n" not in fault.what
        assert said(fault).startswith(f"{fault.where}: {'warning' if fault.warning else 'error'}[{fault.code}]: ")


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_column_is_that_of_the_word_that_the_fault_speaks_of(file: Path) -> None:
    for fault in told(file):
        quoted = re.match(r"`([^`]+)` (is not|stands twice|cannot be a name)", fault.what)
        lines = Path(fault.where.rsplit(":", 2)[0]).read_text(encoding="utf-8-sig").splitlines()
        if quoted and fault.line and quoted[1] in lines[fault.line - 1].partition(" # ")[0]:
            assert lines[fault.line - 1][fault.column - 1:].lstrip("'\"").startswith(quoted[1]), fault


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_command_tells_all_of_it_and_ends_with_3(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    only_odd = all(place[3] for place, _ in expected(file))
    assert main(["check", str(file), *(["--strict"] if only_odd else [])]) == 3
    shown = capsys.readouterr()
    assert shown.out.count("error[") + shown.out.count("warning[") == len(expected(file))
    assert "Traceback" not in shown.out + shown.err
    assert main(["run", str(file), "--worlds", "1"]) == 3 if not only_odd else True


def codes_of_the_program() -> set[str]:
    """Every code with which the reader of stories, and `sim check`, can refuse or warn."""
    places = {"wrong": 0, "fault": 0, "Note": 1, "Fault": 1, "unknown": 3, "read_one_of": 3}
    found = set()
    for file in [*Path(str(sim.scenario.__path__[0])).glob("*.py"), Path(str(sim.__path__[0])) / "cli" / "check.py"]:
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            name = getattr(getattr(call, "func", None), "id", "") or getattr(getattr(call, "func", None), "attr", "")
            if isinstance(call, ast.FunctionDef):
                usual = zip(reversed(call.args.args), reversed(call.args.defaults), strict=False)
                found |= {str(value.value) for argument, value in usual if argument.arg == "code" and isinstance(value, ast.Constant)}
            if isinstance(call, ast.Call) and name in places and len(call.args) > places[name]:
                argument = call.args[places[name]]
                found |= {argument.value} if isinstance(argument, ast.Constant) and isinstance(argument.value, str) else set()
    return found


def test_every_code_of_the_program_is_in_the_corpus() -> None:
    corpus = {place[2] for file in FILES for place, _ in expected(file)} | {code for _, code in STRANGE} | {case[2] for case in BY_HAND} | ELSEWHERE
    assert codes_of_the_program() == corpus
    assert len(codes_of_the_program()) > 60 and len(FILES) >= 50


def test_the_corpus_has_the_files_of_other_editors_as_they_were_saved() -> None:
    assert (BROKEN / "bom_and_crlf.yaml").read_bytes().startswith(b"\xef\xbb\xbf") and b"\r\n" in (BROKEN / "bom_and_crlf.yaml").read_bytes()
    assert b"\n" not in (BROKEN / "carriage_returns.yaml").read_bytes()


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


ELSEWHERE = {"too-large", "not-a-file", "unreadable", "unusable", "more"}
"""Codes whose files are made by the tests below."""

STRANGE = [
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
    ("sim: 1\ntitle: A story\n".encode("utf-16"), "not-text"),
    (b"\xef\xbb\xbf", "empty-file"),
    (b"\xef\xbb\xbf\r\n\r\n", "empty-file"),
    (b"a:\r\n" + b" b:\r\n" * 3, "duplicate-key"),
    (b"{" * 60 + b"a: 1" + b"}" * 60, "bad-key"),
    (b"- " * 60 + b"a", "too-deep"),
    (b"---\n...\n---\nsim: 1\n", "second-document"),
    (b"%YAML 9.9\n---\nsim: 1\n", "not-yaml"),
    (b"sim: *nowhere\n", "anchor"),
    (b"sim: !!int 1\n", "tag"),
    ("titl\u00e9\u200b: x\n".encode(), "unknown-key"),
]


@pytest.mark.parametrize(("content", "code"), STRANGE)
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


BY_HAND = [
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
    ("beijing.pressure.culture={posture: sof_coerce}", 36, "unknown-posture", "`soft_coerce`"),
    ("beijing.pressure.culture={doctrine: uniform}", 37, "not-for-an-instrument", "reactive or scripted"),
    ("seoul.hedging.posture={align: 0.6, accommodate: 0.6}", 1, "bad-shares", "the shares make 1.2"),
    ("seoul.hedging.postur=align", 1, "unknown-key", "`posture`"),
    ("seoul.posture=charm", 15, "unknown-posture", "a posture of Beijing"),
    ("us_transactionalism=lots", 21, "wrong-type", "not a number"),
    ("grievance=1.5", 11, "out-of-range", "allowed: 0 to 1"),
    ("runs.worlds=1e9", 13, "out-of-range", "worlds from 1"),
    ("variants.lift.actors.beijing.rewrd=0.7", 1, "unknown-key", "`reward`"),
    ("mechanisms.threats=off", 1, "unknown-mechanism", "`threat`"),
    ("=0.5", 1, "bad-set", "NAME=VALUE"),
]


@pytest.mark.parametrize(("text", "column", "code", "part"), BY_HAND)
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


def test_a_file_that_cannot_be_read_is_a_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    (tmp_path / "locked.yaml").write_text("sim: 1\n", encoding="utf-8")
    monkeypatch.setattr(Path, "read_bytes", refuse)
    [fault] = faults_of(tmp_path / "locked.yaml")
    assert (fault.code, fault.what) == ("unreadable", "the file cannot be read: Permission denied")


def test_a_file_that_is_not_there_is_a_fault_among_those_of_the_others(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "no_such_story.yaml", str(BROKEN / "hedging.yaml")]) == 3
    shown = capsys.readouterr().out
    assert "error[unusable]: there is no scenario `no_such_story.yaml`" in shown and "error[unknown-key]" in shown


def test_of_very_many_faults_the_first_are_told_and_the_rest_counted(tmp_path: Path) -> None:
    lines = [f"  key_{number}: {{track: nothing}}" for number in range(MOST + 50)]
    text = "\n".join(["sim: 1", "extends: january_2026", "title: x", "time: {months: 12}", "outcomes:", *lines])
    (tmp_path / "many.yaml").write_text(text + "\n", encoding="utf-8")
    faults = faults_of(tmp_path / "many.yaml")
    assert len(faults) == MOST + 1
    assert [fault.what for fault in faults if fault.code == "more"] == ["there are 50 faults more"]
