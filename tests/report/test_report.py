"""A report is one sound HTML file that says what the result says, and nothing of it comes from or goes outside."""

from __future__ import annotations

import json
import os
import re
import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import html5lib
import numpy as np
import pytest
from made_sweep import LEVERS, made_sweep
from reported import TWO_WAYS, result

from sim.cli import COMMANDS, main
from sim.errors import UsageError
from sim.experiments.sensitivity import Asked, analyse
from sim.experiments.sensitivity.found import FOLDER
from sim.findings.answer import answer, beside
from sim.findings.leading import Told
from sim.report import keep, report, side_by_side
from sim.report.document import document
from sim.report.making import commands
from sim.report.model import Grid, Paragraph
from sim.report.page import html
from sim.report.placing import put
from sim.report.swept import Swept
from sim.results.find import of_story
from sim.results.result import Result
from sim.results.sweep import SweepResult

MOST = 2_000_000
"""Bytes of a report."""


class Seen(HTMLParser):
    """What a page holds: its tags with their attributes, its ids, its texts by tag."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, list[str]] = {}
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.open:
            while self.open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if self.open:
            self.texts.setdefault(self.open[-1], []).append(data)

    @property
    def ids(self) -> list[str]:
        return [found["id"] or "" for _, found in self.tags if "id" in found]


def every(played: Path) -> dict[str, str]:
    """The reports of all kinds of results."""
    sweep = next(found for found in map(SweepResult.load, of_story("two_ways", "sweep")) if found.points >= 40)
    runs = {name: report([result(name)]) for name in ("hostile", "levels", "two_ways", "norway_2010")}
    return runs | {"sweep": report([sweep]), "with sweep": report([result("two_ways"), sweep]),
                   "several": report([result("two_ways"), result("levels"), result("two_ways")], "print")}


@pytest.fixture(scope="module")
def reports(played: Path) -> dict[str, str]:
    return every(played)


def test_every_report_is_sound_html_with_one_h1_and_no_heading_left_out(reports: dict[str, str]) -> None:
    for name, text in reports.items():
        html5lib.HTMLParser(strict=True).parse(text)
        seen = Seen(text)
        levels = [int(tag[1]) for tag, _ in seen.tags if re.fullmatch(r"h[1-6]", tag)]
        assert levels.count(1) == 1 and levels[0] == 1, name
        assert all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False)), f"{name}: {levels}"
        assert len(seen.ids) == len(set(seen.ids)), f"{name}: one name twice"
        assert len(text.encode()) < MOST


def test_nothing_in_a_report_refers_to_anything_outside(reports: dict[str, str]) -> None:
    for name, text in reports.items():
        seen = Seen(text)
        for tag, found in seen.tags:
            assert tag not in ("script", "iframe", "object", "embed", "base", "img", "form"), f"{name}: {tag}"
            assert not [key for key in found if key.startswith("on") or key in ("src", "srcset", "action", "xlink:href")], f"{name}: {tag}"
            for value in (found.get("href"), *re.findall(r"url\(([^)]*)\)", " ".join(filter(None, found.values())))):
                assert value is None or value == "data:," or value[1:] in seen.ids and value[0] == "#", f"{name}: {value}"
        style = "".join(seen.texts["style"])
        assert "@import" not in style
        assert {found[:10] for found in re.findall(r"url\(([^)]*)\)", style)} <= {"data:font/"}


def test_a_hostile_story_is_written_out_and_runs_nothing(reports: dict[str, str]) -> None:
    text = reports["hostile"]
    for told in ("&lt;script&gt;alert(1)&lt;/script&gt;", "&lt;img src=http://example.org/x.png onerror=alert(2)&gt;",
                 "&lt;iframe src=//example.org&gt;", "&lt;a href=javascript:alert(5)&gt;A paper", "Engagement &amp; &lt;b&gt;more&lt;/b&gt;"):
        assert told in text, told
    assert not re.search(r"<(script|img|iframe|b)\b", text)


def test_every_picture_is_told_in_words_and_every_table_has_heads_with_scope(reports: dict[str, str]) -> None:
    for name, text in reports.items():
        seen = Seen(text)
        by_id = {found["id"] for _, found in seen.tags if "id" in found}
        for tag, found in seen.tags:
            if tag == "svg":
                assert found["role"] == "img" and set((found["aria-labelledby"] or "").split()) <= by_id, name
            if tag == "th":
                assert found["scope"] in ("row", "col"), name
        assert all(len(words) > 80 for words in seen.texts.get("desc", []))
        assert text.count("<table") == text.count("<caption")
        assert '<html lang="en">' in text and "<main" in text and "<nav" in text and 'class="skip"' in text


def test_the_numbers_of_the_sentence_are_those_of_the_result(two_ways: Result) -> None:
    told = Told(two_ways)
    sentence = answer(told)
    most = told.leading.same[0]  # type: ignore[union-attr]
    base = told.leading.baseline  # type: ignore[union-attr]
    assert most.difference is not None
    numbers = re.search(r"by ([\d.]+) points? \(95 % sampling interval ([\d.]+) to ([\d.]+)\); as an illustration, in ([\d.]+) % of the worlds "
                        r"\((.*?)\) against ([\d.]+) %", sentence)
    assert numbers is not None, sentence
    size, low, high, share, word, base_share = numbers.groups()
    assert float(share) == pytest.approx(100 * most.estimate, abs=0.5)
    assert float(base_share) == pytest.approx(100 * base.estimate, abs=0.5)
    assert float(size) == pytest.approx(100 * abs(most.difference), abs=0.5)
    assert told.title(most.variant) in sentence and ("more" if most.difference > 0 else "fewer") in sentence
    assert abs(float(share) - float(base_share)) == pytest.approx(float(size)), "they add up as they stand"
    assert word == most.said
    ends = sorted(100 * abs(end or 0) for end in (most.difference_low, most.difference_high))
    assert [float(low), float(high)] == pytest.approx(ends, abs=0.5)


def changed(found: Result, gap: float, low: float, high: float) -> Told:
    """The result with another difference in `lift`, and none in `press`."""
    said = {"lift": (gap, low, high), "press": (0.0, -0.01, 0.01)}
    answers = []
    for one in found.answers:
        if one.kind == "chance":
            moved, *ends = said.get(one.variant, (None, None, None))
            one = replace(one, estimate=0.5 + (moved or 0), low=0.45 + (moved or 0), high=0.55 + (moved or 0), word="a word", difference=moved,
                          difference_low=ends[0], difference_high=ends[1])
        answers.append(one)
    return Told(replace(found, answers=answers))


def test_the_words_turn_with_the_numbers(two_ways: Result) -> None:
    fewer = answer(changed(two_ways, -0.3, -0.4, -0.2))
    assert "comes true in fewer of the worlds" in fewer and "by 30 points (95 % sampling interval 20 to 40)" in fewer
    noise = answer(changed(two_ways, 0.02, -0.01, 0.05))
    assert "no variant is told apart" in noise and "could be sampling noise" in noise
    assert "more" not in noise


def test_what_stands_alone_or_in_one_world_is_called_no_finding(played: Path) -> None:
    assert any("no finding" in text for text in beside(Told(result("levels"))))
    assert any("illustration" in text for text in beside(Told(result("hostile"))))


def test_failed_blocks_are_said_at_the_numbers(two_ways: Result) -> None:
    row = {"variant": "lift", "first_world": 0, "count": 50, "kind": "ValueError", "message": "broken"}
    two_ways.manifest["failures"] = 1
    two_ways.tables["failures"] = type("Rows", (), {"to_pylist": staticmethod(lambda: [row])})()
    text = html(document([two_ways]))
    assert "50 plays of a world in a variant failed and are left out" in text
    assert "ValueError: broken" in text


def test_the_commands_of_a_report_say_what_was_played(two_ways: Result) -> None:
    facts = two_ways.manifest | {"sets": ["beijing.pressure.tourism=0.5"], "altered": ["beijing.pressure.tourism=0.5", "150 worlds instead of 200"]}
    first, second, *_ = commands(replace(two_ways, manifest=facts | {"variants": facts["variants"][:2]}))
    assert first == f"python3 dev.py rerun {two_ways.folder.name} --check"  # type: ignore[union-attr]
    assert second.startswith("python3 dev.py run two_ways.yaml --worlds 150 --seed 5 --variant hold --variant lift "
                             "--set beijing.pressure.tourism=0.5 ")


def test_a_story_that_asks_nothing_says_so(two_ways: Result) -> None:
    nothing = replace(two_ways, answers=[], scenario={**two_ways.scenario, "outcomes": {}})
    text = report([nothing])
    html5lib.HTMLParser(strict=True).parse(text)
    assert "The story asks nothing" in text


def test_skills_of_other_numbers_are_said_to_be_so(two_ways: Result) -> None:
    assert "made with other numbers" not in report([replace(two_ways, manifest=two_ways.manifest | {"config_hash": shipped_hash()})])
    assert "made with other numbers" in report([replace(two_ways, manifest=two_ways.manifest | {"config_hash": "0" * 64})])


def shipped_hash() -> str:
    from sim.world.numbers import table

    return str(table("history/skill_korea.yaml")["config_hash"])


def test_another_theatre_does_not_borrow_the_skills_of_korea(reports: dict[str, str]) -> None:
    assert "No back-test stands behind a report of" in reports["norway_2010"]
    assert "That cohesion with Washington hardly moves" not in reports["norway_2010"]


def text_of(html: str) -> str:
    """What a reader sees."""
    return " ".join(part for tag, parts in Seen(html).texts.items() if tag != "style" for part in parts)


def test_a_sweep_beside_a_run_is_told_besides_what_the_run_itself_tells(reports: dict[str, str]) -> None:
    both = reports["with sweep"]
    assert both.index("Of a sweep of this story") < both.index("Of the worlds of this run"), "the levers first, and the worlds still"
    assert both.count('class="brief"') == 1
    assert "depends-points" in both, "its points are drawn"


def test_a_sweep_too_small_to_be_read_takes_nothing_from_the_report_on_a_run(reports: dict[str, str], played: Path) -> None:
    small = report([result("two_ways"), SweepResult.load(small_sweep(played))])
    assert "too few" in small
    without = {part for part in Seen(reports["two_ways"]).texts["p"] if "python3" not in part}
    assert without <= set(Seen(small).texts["p"]), "every sentence of the report without it stands there"


def small_sweep(played: Path) -> Path:
    """The sweep of too few points."""
    return next(folder for folder in of_story("two_ways", "sweep", played / "results") if SweepResult.load(folder).points < 40)


def test_a_report_on_a_sweep_alone_has_a_picture_and_a_table_of_its_points(reports: dict[str, str], played: Path) -> None:
    for text in (reports["sweep"], report([SweepResult.load(small_sweep(played))])):
        assert "no one answer here" in text
        assert "The levers at these points" in text and "Where each outcome was least and most" in text
        assert "brief-points" in text
    assert "Behind these effects" in reports["sweep"]


def test_effects_in_points_lead_and_indices_explain_them(tmp_path: Path) -> None:
    made = document([made_sweep(tmp_path / "made" / "2026-11-21-0f0f0f0f", points=128)]).parts[0]
    blocks = [block for block in made.sections[0].blocks if isinstance(block, Paragraph | Grid)]
    texts = [block.text if isinstance(block, Paragraph) else block.caption for block in blocks]
    effect = re.compile(r"pressure on culture, upper half against lower half: \+\d+ points \((95 % interval )?\+\d+ to \+\d+\)")
    assert effect.search(made.brief.answer) and "order" not in made.brief.answer
    first = next(place for place, text in enumerate(texts) if effect.search(text))
    table = next(place for place, text in enumerate(texts) if text.startswith("Effects at 128 points: "))
    index = next(place for place, text in enumerate(texts) if "first order 0." in text)
    assert first < table < index
    assert any(text.startswith("First order: share of the variance") for text in texts), "a sentence begins with a capital letter"


def test_a_report_says_the_same_whatever_was_asked_of_the_sensitivity_before(tmp_path: Path) -> None:
    sweep = made_sweep(tmp_path / "made" / "2026-11-21-0f0f0f0f", points=128)
    fresh = report([sweep])
    for asked in (Asked(outcomes=("cohesion",)), Asked(variants=("lift",))):
        analyse(sweep, asked).write(sweep.folder / FOLDER)
        assert report([sweep]) == fresh, asked
    analyse(sweep).write(sweep.folder / FOLDER)
    assert Swept(sweep).told[0].folder == sweep.folder / FOLDER, "what covers all of it is believed"  # type: ignore[union-attr]


def in_parts(folder: Path) -> SweepResult:
    """A sweep of two parts that vary other levers; what is asked is the same at every point of the second in one variant."""
    random, sizes = np.random.default_rng(3), {"alone": 64, "both": 96}
    part = np.repeat(list(sizes), list(sizes.values()))
    culture, decay = random.uniform(0, 1, len(part)), np.where(part == "both", random.uniform(6, 36, len(part)), np.nan)
    values = {"beijing.pressure.culture": culture, "grievance.decay_months": decay}

    def level(values: Any, variant: str) -> Any:
        return np.full(len(part), 0.9) if variant == "lift" else 0.8 - 0.3 * culture

    return made_sweep(folder, values=values, levers=LEVERS[:2], columns={"part": part}, design="parts", level=level)


def test_a_sweep_in_parts_is_told_part_by_part_and_in_titles(tmp_path: Path) -> None:
    sweep = in_parts(tmp_path / "made" / "2026-11-21-0f0f0f0f")
    text = report([sweep])
    html5lib.HTMLParser(strict=True).parse(text)
    seen = Seen(text)
    assert [found for found in seen.texts["h3"] if found.startswith("Part ")] == ["Part “both”", "Part “alone”"] * 2
    assert "Of part “both” of a sweep of this story (96 points" in text and "Of part “alone” of a sweep of this story (64 points" in text
    assert "the same at every point, and so depend on nothing that varied: “Seoul drifts” in “Bans end”" in text
    captions = re.findall(r"<caption[^>]*>(.*?)</caption>", text)
    assert captions and len(captions) == len(set(captions)), "no two tables have one name"
    assert not re.search(r"\blift\.(drift|cohesion)\b", text_of(text)), "no names of the notation"


def test_several_results_begin_with_one_page_on_what_they_are_and_how_they_differ(played: Path) -> None:
    again = report([result("two_ways"), result("two_ways")])
    seen = Seen(again)
    assert [tag for tag, _ in seen.tags].count("h1") == 1
    top = again[again.index('class="brief"'):again.index('<section aria-labelledby="compared"')]
    assert "the results are not told apart" in top, "the same run twice differs in nothing"
    assert "A: Two ways" in top and "B: Two ways" in top and "B less A" in top and "<table" in top


def compared_by(found: Result, low: float, gap: float, high: float) -> tuple[str, tuple[str, ...]]:
    """The sentence and the first row on two results that differ so in a chance."""
    made = side_by_side.compared([found, found])[0]
    assert made is not None
    row = next(row for row in made.rows if row.asked.kind == "chance")
    row = replace(row, found=replace(row.found, first=0.2, second=0.2 + gap, difference=gap, low=low, high=high, higher=9, lower=1))
    made = replace(made, rows=[row])
    return side_by_side.sentence(made, found), next(side_by_side.tables(made))[0].rows[0]


def test_results_side_by_side_are_rounded_as_everything_else(two_ways: Result) -> None:
    said, row = compared_by(two_ways, 0.05, 0.1004, 0.15)
    assert "in 30 % of the worlds" in said and "against 20 %" in said and "10 points more (95 % sampling interval 5 to 15; in the" in said
    assert row[1:5] == ("20 %", "30 %", "+10 points", "+5 to +15")
    said, row = compared_by(two_ways, -0.05, 0.1004, 0.25)
    assert "the largest difference, +10 points if" in said and row[4] == "−5 to +25"


def test_results_that_have_nothing_in_common_are_said_not_to_be_compared(played: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "These results are not compared" in report([result("two_ways"), result("levels")])
    code, _, said = run(capsys, "@two_ways", "@levels", "--no-sweep", "--out", str(tmp_path))
    assert code == 0 and "warning: these results are not compared" in said


def test_worlds_and_seed_are_those_of_the_run_everywhere(played: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert "is played in 150 worlds" in report([result("two_ways")])
    other = Result.load(few_worlds(tmp_path))
    assert "is played in 12 worlds, from the seed 9" in report([other]) and "150 worlds, from" not in report([other])


def few_worlds(home: Path) -> Path:
    """A run with fewer worlds than its file says, and another seed."""
    (home / "two_ways.yaml").write_text(TWO_WAYS, encoding="utf-8")
    asked = ["--worlds", "12", "--seed", "9", "--out", str(home / "results"), "--no-figures", "-q", "--jobs", "1"]
    assert main(["run", str(home / "two_ways.yaml"), *asked]) == 0
    return of_story("two_ways", root=home / "results")[0]


def test_commands_stand_under_how_to_make_it_again_and_nowhere_else(reports: dict[str, str]) -> None:
    for name, text in reports.items():
        for section in re.split(r"<section ", text)[1:]:
            typed = re.findall(r"(?:dev\.py|\bsim) [a-z]+ [\w@./-]+", text_of(f"<section {section.partition('<footer>')[0]}"))
            found = [words for words in typed if not words.startswith("sim is") and words.split()[1] in COMMANDS]
            assert not found or 'making"' in section[:60], f"{name}: {found}"
            assert "`" not in text_of(section), f"{name}: a backtick"
        assert "python3 dev.py" in text


def test_a_report_takes_the_newest_sweep_of_its_story_along_and_says_so(played: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, said = run(capsys, "@two_ways:run", "--out", str(tmp_path))
    assert code == 0 and "with the sweep" in said and "48 points" in said, "that which can be read, though a smaller one is newer"
    assert "By the levers of a sweep" in Path(out.strip()).read_text(encoding="utf-8")
    code, out, said = run(capsys, "@two_ways", "--no-sweep", "--out", str(tmp_path))
    assert code == 0 and "with the sweep" not in said
    assert "Of a sweep of this story" not in Path(out.strip()).read_text(encoding="utf-8")


def copied(played: Path, home: Path) -> Path:
    """The run and the sweep that can be read, in a folder of their own; returns that of the sweep."""
    home = home / "results" / "two_ways"
    large = next(found for found in map(SweepResult.load, of_story("two_ways", "sweep", played / "results")) if found.points >= 40)
    for folder in (result("two_ways").folder, large.folder):
        shutil.copytree(str(folder), home / Path(str(folder)).name)
    return home / large.folder.name


@pytest.mark.parametrize(("damaged", "said"), [
    ("parts/*/outcomes.parquet", "is not what its receipt says"), ("parts/*/receipt.json", "receipt|damaged"),
    ("points.csv", "this result was edited"),
    ("design.parquet", "this result is damaged: design.parquet"),
])
def test_a_damaged_sweep_that_nobody_named_is_passed_over_with_a_warning(
    played: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, damaged: str, said: str,
) -> None:
    folder = copied(played, tmp_path)
    path = next(folder.glob(damaged))
    path.write_bytes(path.read_bytes()[:-40])
    monkeypatch.setenv("SIM_RESULTS", str(tmp_path / "results"))
    code, out, told = run(capsys, "@two_ways:run")
    assert code == 0 and re.search(rf"warning: left out is the sweep \S+{folder.name}: .*({said})", told), told
    assert "Of a sweep of this story" not in Path(out.strip()).read_text(encoding="utf-8")


@pytest.mark.parametrize("other", ["story", "model"])
def test_a_sweep_of_another_text_or_model_is_told_apart_with_what_differs(
    played: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, other: str,
) -> None:
    folder = copied(played, tmp_path)
    name, before, after, what = {
        "story": ("scenario.yaml", "title: The bans go", "title: Bans go", "variants.lift.title"),
        "model": ("manifest.json", '"config_hash": "', '"config_hash": "0', "numbers of the model"),
    }[other]
    text = (folder / name).read_text(encoding="utf-8")
    (folder / name).write_text(text.replace(before, after, 1), encoding="utf-8")
    monkeypatch.setenv("SIM_RESULTS", str(tmp_path / "results"))
    code, out, said = run(capsys, "@two_ways:run", "@two_ways:sweep")
    written = Path(out.strip()).read_text(encoding="utf-8")
    assert code == 0 and "another text, or of another model, than the run" in said
    assert written.count('class="brief"') == 3 and f"Its story is not that of A: {what}" in written
    assert "By the levers of a sweep" not in written


def test_the_newest_of_a_story_is_told_with_its_run_and_the_same_named_twice_once(
    played: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str],
) -> None:
    code, out, said = run(capsys, "@two_ways", "@two_ways", "--out", str(tmp_path))
    text = Path(out.strip()).read_text(encoding="utf-8")
    assert code == 0 and "warning: `@two_ways` and `@two_ways` name one result" in said
    assert text.count('class="brief"') == 1 and "Against the baseline" in text, "a report on the run, with its sweeps"
    assert "with the run" in said and "48 points" in said


def test_a_report_is_never_written_over_another(two_ways: Result, tmp_path: Path) -> None:
    first, second = keep([two_ways], tmp_path / "r.html"), keep([two_ways], tmp_path / "r.html")
    assert (first.name, second.name) == ("r.html", "r-2.html")
    assert first.read_bytes() == second.read_bytes(), "the same result makes the same bytes"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["r-2.html", "r.html"]


def test_reports_that_are_written_at_one_moment_take_names_of_their_own(tmp_path: Path) -> None:
    texts = [f"<p>{number}" for number in range(8)]
    with ThreadPoolExecutor(len(texts)) as pool:
        places = list(pool.map(lambda text: put(text, tmp_path / "r.html"), texts))
    assert [place.read_text(encoding="utf-8") for place in places] == texts
    assert sorted(tmp_path.iterdir()) == sorted(places)


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = main(["report", *words])
    done = capsys.readouterr()
    return code, done.out, done.err


def test_the_command_prints_the_file_and_as_json_what_it_says(played: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "@two_ways", "--out", str(tmp_path))
    assert (code, out.strip()) == (0, str(tmp_path / "report.html"))
    code, out, _ = run(capsys, "@two_ways", "--out", str(tmp_path), "--json")
    told = json.loads(out)
    assert told["file"].endswith("report-2.html")
    assert told["parts"][0]["answer"] == answer(Told(result("two_ways")))
    assert [one["label"].split(",")[0] for one in told["parts"][0]["numbers"]] == ["Engagement", "US-ROK cohesion"], "what is no headline"


def test_a_report_is_an_html_file_whatever_it_is_called(played: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "@levels", "--out", str(tmp_path / "brief"))
    assert (code, out.strip()) == (0, str(tmp_path / "brief.html"))
    for name in ("brief.pdf", "brief.yaml", "notes.txt"):
        (tmp_path / name).write_text("mine", encoding="utf-8")
        code, _, said = run(capsys, "@levels", "--out", str(tmp_path / name))
        assert code == 2 and "a report is an HTML file" in said and "brief.html" in said.replace("notes", "brief")
        assert (tmp_path / name).read_text(encoding="utf-8") == "mine"
    code, out, said = run(capsys, "@levels", "--out", str(tmp_path / "brief.html"))
    assert code == 0 and out.strip().endswith("brief-2.html") and "stays as it is" in said


def test_wrong_input_is_refused_and_leaves_nothing(played: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "nonsense")[0] == 2
    code, _, said = run(capsys, "@two_ways", "--out", str(tmp_path / "none" / "r.html"))
    assert code == 1 and "cannot write" in said
    folder = tmp_path / "results" / "two_ways" / "2026-11-22-00000000"
    folder.mkdir(parents=True)
    (folder / "manifest.json").write_text("{}")
    code, _, said = run(capsys, str(folder), "--out", str(tmp_path / "r.html"))
    assert code == 1 and "damaged" in said
    assert not (tmp_path / "r.html").exists()
    with pytest.raises(UsageError, match="nothing to report"):
        report([])


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_is_said(two_ways: Result, tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    code = main(["report", str(two_ways.folder), "--out", str(tmp_path / "r.html")])
    tmp_path.chmod(0o700)
    assert code == 1


def test_no_path_of_a_machine_is_handed_over(reports: dict[str, str], played: Path) -> None:
    assert not [name for name, text in reports.items() if str(played) in text.replace(f"sim run {played}", "")]
