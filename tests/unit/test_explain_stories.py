"""`sim explain FILE`: a story in plain English, true to its file."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from sim.errors import UsageError
from sim.explain import explain
from sim.explain.page import Page, as_data, as_text
from sim.explain.sentences import Telling
from sim.scenario import load
from sim.scenario.files import shipped, shipped_path
from sim.world.calendar import month_number
from sim.world.numbers import sources

IDENTIFIER = re.compile(r"\b[a-z]+(?:_[a-z]+)+\b")
NO_PROSE = re.compile(
    r"`[^`]*`|\[[^\]]*\]|\([a-z_0-9]+(?:, the baseline of all differences)?\)|<[^>]*>|\S+\.yaml\S*|\([a-z_]+ of the library\)|sim explain \S+"
)
HEAD = "sim: 1\nextends: january_2026\ntitle: A story\ntime: {start: 2026-02, months: 24}\n"


def told(page: Page) -> str:
    """A page as one line of text."""
    return " ".join(as_text(page, 100).split())


def written(folder: Path, text: str, name: str = "story.yaml") -> str:
    """A story in a file."""
    (folder / name).write_text(text, encoding="utf-8")
    return str(folder / name)


@pytest.mark.parametrize("name", shipped())
def test_every_shipped_story_explains_in_every_variant_without_raw_identifiers(name: str) -> None:
    story = load(name)
    own = {word for entry in story.expect for word in IDENTIFIER.findall(f"{entry.get('because')} {entry.get('does_not_hold')}")}
    for variant in ("", *(each.name for each in story.variants)):
        (page,) = explain(name, variant=variant)
        text = as_text(page, 100)
        json.dumps(as_data(page), allow_nan=False)
        prose = NO_PROSE.sub("", " ".join(text.split()))
        assert not set(IDENTIFIER.findall(prose)) - own
        assert story.title in " ".join(text.split()) and "None" not in prose and "ITS" not in prose


@pytest.mark.parametrize("name", shipped())
def test_every_sentence_points_at_the_line_that_says_it(name: str) -> None:
    facts = explain(name)[0].facts
    lines = shipped_path(name).read_text(encoding="utf-8").splitlines()
    entries = [*facts.get("said", ()), *facts.get("outcomes", ()), *(each for variant in facts["variants"] for each in variant["differences"])]
    assert entries
    for entry in entries:
        freed = entry.get("said", "").endswith(("own again", "own choice again"))
        assert entry["where"] or freed, entry
        if not entry["where"]:
            continue
        file, _, line = entry["where"].partition(":")
        key = entry["name"].removeprefix("events.") if entry["name"].startswith("events.") else entry["name"].rpartition(".")[2]
        keys = (key, *(["chosen"] if freed else []), *(["posture", "parameters"] if key in ("doctrine", "ensemble") else []))
        if file == f"scenarios/{name}.yaml" and not re.fullmatch(r"M\d+", key):
            nearby = lines[int(line) - 1 : int(line) + 2] if entry["name"].startswith("events.") else lines[int(line) - 1 : int(line)]
            assert any(one in text for one in keys for text in nearby), (entry, nearby)


@pytest.mark.parametrize(("sentence", "english"), [
    ("mean(6) of seams.core <= start - 0.10 after month 12",
     "the chance that the six-month mean of the core seams falls to at least 0.1 below its start, "
     "at the end of any month from January 2027 (month 12) to January 2031"),
    ("cohesion.us_rok < 0.6 for 6 months", "the chance that US-ROK cohesion is below 0.6, in each of six months running, "
                                           "at the end of any month up to January 2031"),
    ("crises >= 1 by 2028-12", "the chance that the number of crises so far is at or above 1, at the end of any month up to December 2028"),
    ("cohesion.us_rok < start at 2028-12", "the chance that US-ROK cohesion is below its start, at the end of December 2028"),
    ("cohesion.us_rok < start at end", "the chance that US-ROK cohesion is below its start, at the end of January 2031"),
    ("grievance > 0.4 after 2028-12",
     "the chance that Beijing's grievance is above 0.4, at the end of any month from January 2029 (month 36) to January 2031"),
    ("not (grievance > 0.4 or crises >= 1)", "the chance that Beijing's grievance is at or below 0.4 and the number of crises so far is below 1, "
                                             "at the end of any month up to January 2031"),
    ("seams.core < seams.trilateral - 0.05 or engagement > start + 0.1",
     "the chance that the core seams are below Seoul's position on trilateral cooperation minus 0.05 or "
     "Beijing-Seoul engagement rises more than 0.1 above its start, at the end of any month up to January 2031"),
])
def test_an_outcome_is_an_english_sentence(sentence: str, english: str) -> None:
    assert Telling(month_number("2026-02"), 60).asked({"chance_of": sentence}) == english


def test_a_quantity_is_followed_over_the_months_that_the_engine_takes() -> None:
    telling = Telling(month_number("2026-02"), 60)
    assert telling.asked({"track": "cohesion.us_rok"}) == "the mean over the twelve months to the end of January 2031 of US-ROK cohesion"
    assert telling.asked({"track": "grievance", "at": "2028-06"}) == "the value at the end of June 2028 of Beijing's grievance"
    assert telling.followed({"track": "grievance", "by": "2026-06"}) == "the mean over the five months to the end of June 2026"


def test_the_shipped_example_reads_as_it_should() -> None:
    text = told(explain("thaad_lift")[0])
    for said in (
        "60 months (five years), from February 2026 to January 2031",
        "The month in between is played first, with every capital choosing for itself.",
        "Seoul, Washington, Tokyo and Pyongyang choose for themselves.",
        "Pressure on Korean culture (0 none, 1 full: ban, boycott or withdrawal) is 0.6 from February 2026, 0.3 from August 2026 and 0 from "
        "February 2027 on.",
        '"The bans are phased out" (lift): exactly as above.',
        '"Seoul joins a statement on Taiwan" happens in January 2029. It raises Seoul\'s position on Taiwan by 0.1.',
        "It is held to be likely (55 to 80 per cent).",
        "the ensemble `calibrated_2016_2019`", "1,000 worlds, from the seed 20260104",
    ):
        assert said in text, said


def test_every_form_of_a_setting_and_every_trigger_has_its_words(tmp_path: Path) -> None:
    text = told(explain(written(tmp_path, HEAD + """
actors:
  seoul: {doctrine: {name: committed, posture: {align: 0.6, accommodate: 0.4}, until: 2027-01, then: strategic}}
  beijing:
    pressure:
      culture: {doctrine: reactive}
      tourism: {posture: linkage}
      retail: {ramp: {2026-06: 0.5, 2027-06: 0.1}, until: 2027-09}
      goods: {within: [0.0, 0.3]}
      inputs: {cap: 0.2, from: 2027-01, until: end}
      finance: {start: 0.1}
    reward: {low: 0.2, likely: 0.3, high: 0.5}
    technology_acquisition: {when: "leverage.over_seoul > start + 0.02", then: 0.8, until: "leverage.over_seoul < start"}
    restraint_of_pyongyang: {on: Talks, then: 0.7, for: 12}
  washington: {doctrine: uniform}
drivers: {war_demand: 0.2..0.5}
initial: {grievance: 0.3}
leaders: [{date: 2026-02, name: Lee, ideology: -0.35, next_election: 2030-06}]
elections: false
mechanisms: {public_opinion: off}
parameters: {ensemble: default, set: {choice.learning_weight: 0.3}}
events:
  - {name: Talks, event: summit, on: 2026-05}
  - {name: A hazard, hazard: 0.2, once: false, between: [2026-03, 2026-06], effect: {seams.taiwan: {add: -0.1, delay: 2}}}
  - {name: When, when: "crises >= 1", effect: {grievance: {floor: 0.4, until: Talks}}}
expect: []
"""))[0])
    for said in (
        'Seoul commits itself to a mixture of postures: 60 per cent "Stand with Washington on the seams, keep Beijing at a distance" (align) and '
        '40 per cent "Defer to Beijing on the seams to protect market and peace" (accommodate) until December 2026, then chooses for itself',
        "follows a doctrine of its own, apart from the rest of Beijing: reactive",
        'is held throughout at 0.1, as in the posture "Hold the cultural ban as a bargaining chip: lifting depends on conduct" (linkage)',
        "is Beijing's own choice until May 2026, then goes in straight lines through 0.5 in June 2026 and 0.1 in June 2027; "
        "from September 2027 on it is Beijing's own choice again",
        "is kept at or above 0 and at or below 0.3 throughout", "is kept at or below 0.2 from January 2027",
        "begins at 0.1; from there Beijing moves it as it sees fit", "about 0.3 (between 0.2 and 0.5, drawn anew in each world)",
        "is 0.8 once Beijing's leverage over Seoul rises more than 0.02 above its start, until Beijing's leverage over Seoul is below its start",
        'is 0.7 from when "Talks" happens, for twelve months (one year)', "Washington picks its postures at random",
        "Russia's demand for Pyongyang's arms is between 0.2 and 0.5 (drawn anew in each world) throughout", "Beijing's grievance begins at 0.3",
        "Lee from February 2026 (-0.35 between -1 progressive and +1 conservative, next election in June 2030)",
        "There are no elections and no removals", "Public opinion (M5) is switched off", "by about 15 per cent", "is set to 0.3",
        "may happen, again and again: a chance of 20 per cent in each month between March 2026 and June 2026. "
        "Two months later it lowers Seoul's position on Taiwan by 0.1.",
        "happens the first time that the number of crises so far is at or above 1.",
        'It holds Beijing\'s grievance at or above 0.4 until "Talks" happens.',
    ):
        assert said in text, said


def test_what_a_variant_takes_back_is_said(tmp_path: Path) -> None:
    text = told(explain(written(tmp_path, HEAD + """
actors: {beijing: {reward: 0.4}, seoul: {posture: align}}
variants:
  one: {title: One}
  two: {title: Two, actors: {beijing: {reward: chosen}, seoul: {posture: chosen}}}
"""))[0])
    assert "Beijing: reward is Beijing's own choice." in text
    assert "Seoul: the choice of posture is its own again." in text


def test_an_expectation_that_the_model_does_not_give_says_so(tmp_path: Path) -> None:
    text = told(explain(written(tmp_path, HEAD + """
outcomes: {strain: {label: The alliance is strained, chance_of: "cohesion.us_rok < 0.6"}, opinion: {track: opinion.china}}
variants: {one: {title: First}, two: {title: Second, actors: {beijing: {reward: 0.9}}}}
expect:
  - {that: "two.strain > one.strain + 5%", because: kuik_2016, confidence: likely, does_not_hold: the effect is smaller}
  - {that: "two.opinion < 0.5", because: nobody forgets}
  - {that: "one.opinion + two.opinion > 1"}
"""))[0])
    assert '"The alliance is strained" is likelier in "Second" than in "First", by more than 5 percentage points. ' \
           "So says Kuik, Cheng-Chwee (2016). It is held to be likely (55 to 80 per cent). " \
           "The model does not give this: The effect is smaller." in text
    assert '"opinion" in "Second" is below 0.5. The reason: Nobody forgets.' in text
    assert '"opinion" in "First" plus "opinion" in "Second" is above 1.' in text
    assert "Kuik, Cheng-Chwee 2016. How Do Weaker States Hedge?" in text


def test_a_variant_that_does_not_exist_is_refused_with_the_nearest() -> None:
    with pytest.raises(UsageError, match="did you mean `lift`"):
        explain("thaad_lift", variant="lifd")


def test_warnings_of_the_file_are_told(tmp_path: Path) -> None:
    text = told(explain(written(tmp_path, HEAD + "events: [{name: Late, on: 2030-01}]\n"))[0])
    assert "Warnings" in text and "January 2030" in text and "2030-01 is after the last month" in text


def test_an_effect_whose_end_the_story_does_not_have_is_said_to_last_for_good(tmp_path: Path) -> None:
    events = "events: [{event: firm_sanctioned, on: 2026-06}%s]\n"
    deal = ", {event: washington_beijing_deal, on: 2026-09}"
    open_ended, ended = (told(explain(written(tmp_path, HEAD + events % more))[0]) for more in ("", deal))
    assert "lasts for good" in open_ended and "lasts for good" not in ended


def test_an_effect_says_how_long_it_lasts_and_one_of_nothing_is_not_told(tmp_path: Path) -> None:
    text = told(explain(written(tmp_path, HEAD + """
events:
  - name: Push
    on: 2026-06
    effect: {alliance_contribution: {add: 0.2}, drivers.war_demand: {times: 0.5}, grievance: {add: 0.1}, threat.beijing: {times: 1}}
  - {name: Nothing, on: 2026-07, effect: {grievance: {add: 0}}}
"""))[0])
    assert "Seoul's target for alliance contribution by 0.2 (until Seoul chooses anew)" in text
    assert " by 0.5 for good" in text and "by 0.1 for good" not in text and " by 1" not in text
    assert '"Nothing" happens in July 2026. By itself it changes nothing.' in text


def test_text_wraps_at_the_width_and_names_stay_whole() -> None:
    (page,) = explain("thaad_lift")
    for width in (40, 60, 100):
        for line in as_text(page, width).splitlines():
            assert len(line) <= width or " " not in line.strip().removeprefix("- "), line
    assert sources()["kpop_concerts_2025"]["url"] in as_text(page, 40)
