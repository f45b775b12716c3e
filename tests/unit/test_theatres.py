"""Another pair of capitals in the roles of Seoul and Beijing: names of its own, numbers of its own, and nothing else changed."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.cli import main
from sim.errors import ConfigError, ScenarioError
from sim.experiments.run import run
from sim.experiments.settings import Settings
from sim.explain import explain
from sim.explain.page import as_text
from sim.explain.story import story_page
from sim.results.result import Result
from sim.rules.mechanisms import CODES
from sim.scenario import load
from sim.scenario.build import plans
from sim.scenario.marks import Mark, Text
from sim.scenario.tree import Leaf
from sim.scenario.validate import in_the_file
from sim.world.axes import CHANNELS
from sim.world.theatre_files import theatre_folder, theatre_names
from sim.world.theatres import speaker, theatre
from sim.world.worlds import starting_world

HOW_TO = Path(__file__).parents[2] / "docs" / "how_to" / "add_a_theatre.md"
SHIPPED = ("norway_2010", "philippines_2012")
WORLDS = 12


def blocks() -> dict[str, str]:
    """The files of the how-to, by their place."""
    found = re.findall(r"```yaml\n# (theatres/\S+)\n(.*?)```", HOW_TO.read_text(encoding="utf-8"), re.DOTALL)
    return dict(found)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the theatre of the how-to."""
    monkeypatch.chdir(tmp_path)
    for place, text in blocks().items():
        (tmp_path / place).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / place).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture(scope="module")
def norway() -> Result:
    return run(load("norway_2010"), Settings(worlds=WORLDS))


def changed(folder: Path, old: str, new: str, file: str = "theatre.yaml") -> None:
    """One of the files of the how-to with one thing changed."""
    path = folder / "theatres" / "australia_2020" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def faults(text: str, folder: Path) -> list[Any]:
    """The faults of a story of Norway."""
    path = folder / "mine.yaml"
    path.write_text("sim: 1\ntheatre: norway_2010\ntitle: Mine\ntime: {months: 24}\n" + text, encoding="utf-8")
    with pytest.raises(ScenarioError) as caught:
        load(str(path))
    return caught.value.faults


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_theatre_plays_without_a_fault_or_a_warning(name: str) -> None:
    assert name in theatre_names()
    story = load(name)
    assert not story.warnings and story.name == name and story.world.name == name
    assert story.title == story.composed["title"], "what plays there stands among the assumptions"
    assert "(M2) is switched off" in " ".join(as_text(story_page(story), 100).split())


def test_what_a_theatre_leaves_out_is_the_worlds_that_it_is_based_on() -> None:
    own, base = theatre("norway_2010").world, starting_world("january_2016")
    assert own.state["export_share"] == 0.02 and own.state["seams.taiwan"] == 0.72
    assert own.state["seams.industry"] == base.state["seams.industry"] and own.instruments["commitment"] == base.instruments["commitment"]
    assert set(own.state) == set(base.state) and set(own.instruments) == set(base.instruments)


def test_a_channel_without_a_name_is_closed_and_capitals_outside_do_nothing() -> None:
    plan = plans(load("norway_2010"))[0]
    closed = [channel for channel in CHANNELS if channel not in ("retail", "goods")]
    assert all(plan.parameters.overrides[f"trade_coercion.exposure.{channel}"].high == 0 for channel in closed)
    assert {steering.instrument for steering in plan.steering} >= {f"pressure.{channel}" for channel in closed}
    assert [plan.doctrines[capital][-1].name for capital in ("washington", "tokyo", "pyongyang")] == ["scripted"] * 3
    assert plan.mechanisms_off == set(CODES.values()) - {"M1", "M5", "M7", "M13", "M14"}


def test_own_names_say_the_same_as_the_models(tmp_path: Path) -> None:
    head = "sim: 1\ntheatre: norway_2010\ntitle: Mine\ntime: {months: 24}\n"
    own = head + ("actors: {oslo: {rhetoric: 0.6}, beijing: {pressure: {salmon: {when: 'flow.other_goods < 0.9', then: 0.4}}}}\n"
                  "initial: {flow.salmon: 0.9}\noutcomes: {a: {track: flow.salmon}, salmon: {chance_of: 'mean(6) of seams.human_rights < 0.5'}}\n")
    model = head + ("actors: {seoul: {rhetoric: 0.6}, beijing: {pressure: {retail: {when: 'flow.goods < 0.9', then: 0.4}}}}\n"
                    "initial: {flow.retail: 0.9}\noutcomes: {a: {track: flow.retail}, salmon: {chance_of: 'mean(6) of seams.taiwan < 0.5'}}\n")
    stories = []
    for place, text in (("own", own), ("model", model)):
        (tmp_path / f"{place}.yaml").write_text(text, encoding="utf-8")
        stories.append(load(str(tmp_path / f"{place}.yaml")))
    assert stories[0].composed == stories[1].composed
    assert list(stories[0].outcomes) == ["a", "salmon"]


def test_set_takes_own_names() -> None:
    own, model = (load("norway_2010", [f"{name}=0.5"]) for name in ("beijing.pressure.salmon", "beijing.pressure.retail"))
    assert own.composed == model.composed and own.sets == ("beijing.pressure.salmon=0.5",)


def test_faults_point_at_the_users_own_words_with_the_nearest_of_them(tmp_path: Path) -> None:
    found = faults("actors:\n  beijing:\n    pressure: {sallmon: 0.3, other_goods: 1.4}\n"
                   "outcomes:\n  a: {chance_of: 'flow.salmon < 0.5 and seams.human_right < 0.3 by 2011-01'}\n", tmp_path)
    told = {fault.code: fault for fault in found}
    assert "did you mean `salmon`?" in told["unknown-key"].remedy and "retail" not in told["unknown-key"].remedy
    assert "pressure.other_goods" in told["out-of-range"].what and "Oslo" in told["out-of-range"].remedy
    sentence = told["bad-sentence"]
    assert "seams.human_rights" in sentence.remedy
    assert (tmp_path / "mine.yaml").read_text().splitlines()[sentence.line - 1][sentence.column - 1 :].startswith("seams.human_right")


def test_a_date_behind_a_longer_name_is_found_where_it_stands(tmp_path: Path) -> None:
    (found,) = faults("outcomes: {a: {chance_of: 'flow.other_goods < 0.5 by 2009-01'}}\n", tmp_path)
    assert (tmp_path / "mine.yaml").read_text().splitlines()[found.line - 1][found.column - 1 :].startswith("2009-01")


def test_places_in_a_sentence_are_those_of_the_file() -> None:
    leaf = Leaf("flow.goods < 0.5 and flow.retail > 1", Mark(Text("", ()), 1, 1), 1, "flow.other_goods < 0.5 and flow.salmon > 1")
    assert in_the_file(leaf, 1, 10) == (1, len("flow.other_goods"))
    assert in_the_file(leaf, 14, 3) == (20, 3)
    assert in_the_file(leaf, 22, 11) == (28, len("flow.salmon"))


def test_one_thing_under_two_names_is_a_fault(tmp_path: Path) -> None:
    (found,) = faults("actors: {beijing: {pressure: {salmon: 0.3, retail: 0.4}}}\n", tmp_path)
    assert found.code == "duplicate-key"


def test_tables_and_the_foot_speak_of_the_theatre_and_data_keep_the_models_names(norway: Result) -> None:
    assert norway.quantities["flow.retail"].label.endswith("salmon") and "July 2010" in norway.quantities["flow.retail"].unit
    assert "Oslo" in norway.quantities["engagement"].label and "What the theatre does not give" in norway.foot


def test_figures_speak_of_the_theatre(norway: Result) -> None:
    from sim.plots import picture

    drawn = picture(norway, "coercion_and_flows")
    words = [written.get_text() for written in drawn.texts]
    assert "Salmon" in words and "Retail" not in words
    assert "flow.salmon" in {cell for row in drawn.story.data.rows for cell in row}


def test_explanations_speak_of_the_theatre_and_quote_the_story_as_it_is() -> None:
    text = as_text(explain("norway_2010")[0], 100, str)
    assert "Oslo chooses for itself" in text and "Seoul" not in text
    assert "With Korea's numbers" in text
    assert "salmon" in as_text(explain("norway_2010", "pressure.salmon")[0], 100, str)


def test_the_storys_own_words_are_left_alone() -> None:
    words = speaker({"theatre": "norway_2010", "title": "What Korea lost in retail"})
    assert words is not None
    assert words("Retail in Seoul: What Korea lost in retail") == "Salmon in Oslo: What Korea lost in retail"
    assert speaker({"title": "Seoul"}) is None


def test_a_story_without_a_theatre_is_as_before() -> None:
    story = load("thaad_2016")
    assert "theatre" not in story.composed and story.title == "The dispute over missile defence, 2016 to 2019"


def test_the_theatre_of_the_manual_plays(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert set(theatre_names()) == {*SHIPPED, "australia_2020"}
    assert main(["check", "australia_2020"]) == 0
    result = run(load("australia_2020"), Settings(worlds=WORLDS))
    assert result.name == "australia_2020"
    means = {answer.variant: answer.estimate for answer in result.answers if answer.outcome == "wine_2022"}
    assert means["as_it_was"] < 0.6 < 0.95 < means["left_alone"]
    assert main(["list", "theatres"]) == 0
    assert "Wine and the inquiry" in capsys.readouterr().out


def test_the_manual_shows_every_key_of_a_theatre(here: Path) -> None:
    from sim.world.theatres import KNOWN

    assert all(re.search(rf"^{key}:", blocks()["theatres/australia_2020/theatre.yaml"], re.MULTILINE) for key in KNOWN)


@pytest.mark.parametrize(("old", "new", "line", "near"), [
    ("outside:", "outsde:", True, "outside"),
    ("plays: retail", "plays: retial", True, "retail"),
    ("public_opinion,", "public_opinions,", True, "public_opinion"),
    ("trade_coercion.exposure.wine:", "trade_coercion.exposures.wine:", True, "trade_coercion.exposure"),
    ("[washington,", "[washingtn,", True, "washington"),
    ("  wine: {", "  culture: {", True, "choose another name"),
    ("range: [0.04, 0.08]", "range: [0.07, 0.08]", True, ""),
    ("frozen:\n", "words: {}\n_frozen:\n", True, "frozen"),
])
def test_a_fault_of_a_theatre_is_told_with_its_line(here: Path, old: str, new: str, line: bool, near: str) -> None:
    changed(here, old, new)
    with pytest.raises(ConfigError) as caught:
        load("australia_2020")
    assert re.match(r"theatres/australia_2020/theatre\.yaml:\d+$", caught.value.where) is not None or not line
    assert near in str(caught.value)


def test_a_fault_of_a_world_is_told_with_its_line(here: Path) -> None:
    changed(here, "seams.inquiry:", "seams.inquirey:", "world.yaml")
    with pytest.raises(ConfigError, match=r"world\.yaml:7(.|\n)*`seams\.inquiry`"):
        load("australia_2020")


def test_a_theatre_with_the_same_story_in_two_worlds_is_two_runs(here: Path) -> None:
    first = run(load("australia_2020"), Settings(worlds=2)).manifest["hash"]
    changed(here, "value: 0.35, range: [0.25, 0.45]", "value: 0.4, range: [0.25, 0.45]", "world.yaml")
    from sim.world.theatres import read_theatre

    read_theatre.cache_clear()
    assert run(load("australia_2020"), Settings(worlds=2)).manifest["hash"] != first


@pytest.mark.parametrize("name", SHIPPED)
def test_pressure_as_it_was_bites_deep_and_fast_and_no_pressure_leaves_the_line_alone(name: str) -> None:
    story = load(name)
    result = run(story, Settings(worlds=WORLDS))
    low = np.min(result.fan("as_it_was", "flow.retail").mean)
    assert low < 0.55
    assert np.min(result.fan("left_alone", "flow.retail").mean) > 0.9
    assert result.fan("as_it_was", "flow.culture").mean[-1] > 0.9


@pytest.mark.parametrize("name", SHIPPED)
def test_a_theatre_has_a_suite_of_its_own(name: str) -> None:
    from sim.history.suite import load_suite

    suite = load_suite(name)
    assert suite.story.name == name and suite.tables == f"theatres/{name}" and suite.parts
    assert theatre_folder(name).joinpath("observed.csv").is_file()
