"""`sim explain NAME` and `--order`: everything in the model with its meaning, numbers, sources and place, as `configs/` has them."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from sim.cli import main
from sim.errors import UsageError
from sim.explain import explain
from sim.explain.names import PAGES, index
from sim.explain.page import Page, as_data, as_text
from sim.rules.mechanisms import CODES
from sim.rules.turn import TURN
from sim.world.axes import AXES, CAPITALS
from sim.world.numbers import sources, table, tables
from sim.world.parameters import catalogue

HOME = Path(__file__).resolve().parents[2]


def told(page: Page) -> str:
    """A page as one line of text."""
    return " ".join(as_text(page, 100).split())


def one(name: str, kind: str) -> Page:
    """The page of a name, for one of its meanings."""
    return next(page for page in explain(name) if page.kind == kind)


def line_at(place: str) -> str:
    """The line of a file that a place names."""
    file, _, number = place.partition(":")
    return (HOME / file).read_text(encoding="utf-8").splitlines()[int(number) - 1]


@pytest.mark.parametrize("kind", PAGES)
def test_everything_that_has_a_name_has_a_page_and_says_where_it_stands(kind: str) -> None:
    names = {page for things in index().values() for found, page in things if found == kind}
    assert names
    for name in names:
        page = PAGES[kind](name)
        assert as_text(page, 100) and json.dumps(as_data(page), allow_nan=False)
        place = str(page.facts.get("where", ""))
        if ":" in place:
            ends = {*name.split("."), name, kind}
            assert any(re.match(rf"\s*\"?{re.escape(end)}\"?:", line_at(place)) for end in ends), (name, place)
        elif place:
            assert (HOME / place).is_file(), (name, place)


def test_every_place_in_a_text_holds_its_key() -> None:
    """Each line of a mechanism's numbers names the file and line that holds the number."""
    for name in CODES:
        numbers = told(one(name, "mechanism")).partition("Its numbers")[2]
        for parameter, place in re.findall(rf"- {name}\.(\w+): .*?(configs/parameters/\S+:\d+)", numbers):
            assert line_at(place).strip().startswith(f"{parameter}:"), place


def test_every_number_shown_is_the_one_in_configs() -> None:
    raw = {f"{group}.{key}": entry for group in tables("parameters")
           for key, entry in yaml.safe_load((HOME / f"configs/parameters/{group}.yaml").read_text("utf-8"))["numbers"].items()}
    raw |= {f"{capital}.{key}": entry for capital in CAPITALS
            for key, entry in yaml.safe_load((HOME / f"configs/actors/{capital}.yaml").read_text("utf-8"))["preferences"].items()}
    assert set(raw) == set(catalogue())
    for name, entry in raw.items():
        page = one(name, "parameter")
        value = entry["value"] if isinstance(entry["value"], dict) or "by" not in entry else dict.fromkeys(AXES[entry["by"]], entry["value"])
        assert page.facts["value"] == value and page.facts["unit"] == str(entry["unit"]) and page.facts["grade"] == entry["grade"]
        text = told(page)
        for number in value.values() if isinstance(value, dict) else [value]:
            assert f": {number:.6g}; plausible range" in text, name
        for key in str(entry["source"]).split(", "):
            assert key == "judgement" or " ".join(str(sources()[key]["title"]).split()) in text, (name, key)
        assert not entry.get("because") or entry["because"][1:] in text, name


def test_a_mechanism_is_found_by_name_and_by_code_and_says_all_of_itself() -> None:
    assert [page.name for page in explain("M1")] == ["trade_coercion"] == [page.name for page in explain("trade_coercion")]
    assert [page.name for page in explain("m13")] == ["credibility", "grievance"]
    page = explain("M1")[0]
    text = told(page)
    assert page.facts["owns"] == ["flow", "adaptation"] and "pressure" in page.facts["reads"]["instruments"]
    assert page.facts["reads"]["drivers"] == ["structural_demand"] and len(page.facts["parameters"]) == 13
    assert "lost = pressure_effect * pressure * (1 - sanction_busting * adaptation)" in text
    assert "Lim and Ferguson 2022" in text and "culture 0.08 (range 0.03 to 0.15)" in text
    assert "early_2015: Early, Bryan R. 2015. Busted Sanctions" in text
    assert line_at(page.facts["where"] + ":1").startswith('"""Beijing\'s pressure makes trade and travel fall fast')


def test_equations_keep_their_lines() -> None:
    lines = as_text(one("trade_coercion", "mechanism"), 60).splitlines()
    assert "    lost       = pressure_effect * pressure * (1 - sanction_busting * adaptation)" in lines


def test_a_mechanism_says_which_shipped_stories_switch_it_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sim.explain.shipped_stories.shipped", lambda: ("thaad_lift", "quiet"))
    quiet = {"variants": {"a": {"mechanisms": {"grievance": False}}}}
    monkeypatch.setattr("sim.explain.shipped_stories.told", lambda name: quiet if name == "quiet" else {})
    assert one("credibility", "mechanism").facts["switched_off_in"] == ["quiet"]
    assert "switched_off_in" not in one("threat", "mechanism").facts


@pytest.mark.parametrize(("name", "kind", "said"), [
    ("trade_coercion.exposure.culture", "parameter", "Value for Korean culture: 0.08; plausible range 0.03 to 0.15."),
    ("exposure", "parameter", "Exposure by channel"),
    ("pressure", "instrument", "culture: "),
    ("beijing.reward", "instrument", "1: everything that Beijing has to give."),
    ("hedging", "instruments", "Indirect balancing (`hedging.indirect_balancing`)"),
    ("war_demand", "driver", "January 2026: 0.8"),
    ("seam_ideal.taiwan", "driver", "August 2023: 0.26"),
    ("seoul.align", "posture", "indirect balancing (`hedging.indirect_balancing`): 0.88"),
    ("reactive", "doctrine", "Only Beijing can follow it."),
    ("three_noes", "event", "Lowers Beijing's grievance by 0.35"),
    ("taiwan", "seam", "`seams.taiwan`"), ("tourism", "channel", "`flow.tourism`"), ("wide", "ensemble", "0.3 sd of a log factor"),
    ("likely", "likelihood", "from 0.55 to 0.8"), ("very likely", "likelihood", "from 0.8 to 0.95"),
    ("kuik_2008", "source", "Contemporary Southeast Asia 30(2), 159-185."), ("missile_defence", "theme", "thaad_lift: "),
    ("flow.tourism", "quantity", "Trade coercion (M1)"), ("seams.core", "quantity", "computed from other quantities"),
    ("leverage.beijing.over.seoul", "quantity", "Unit: index 0-1."), ("ledger.us_rok.drift", "quantity", "index per month"),
    ("january_2026", "world", "January 2026"), ("seoul", "capital", "What it wants"), ("choice", "parameters", "choice.precision"),
    ("movement", "phase", "Phase 8 of 13."), ("entrapment", "word", "dragged by an ally"),
])
def test_each_kind_of_name_is_explained(name: str, kind: str, said: str) -> None:
    assert said in told(one(name, kind))


def test_all_meanings_of_a_name_are_shown_and_one_can_be_asked_for() -> None:
    assert {"mechanism", "quantity"} <= {page.kind for page in explain("engagement")}
    assert [page.kind for page in explain("quantity:engagement")] == ["quantity"]


def test_a_story_wins_over_other_meanings_of_its_name_and_says_how_to_ask_for_them() -> None:
    (page,) = explain("white_paper")
    assert page.kind == "story" and "sim explain event:white_paper" in told(page)
    assert [found.kind for found in explain("event:white_paper")] == ["event"]


def test_an_unknown_name_is_refused_with_the_nearest_and_exit_code_2() -> None:
    done = subprocess.run([sys.executable, "-m", "sim.cli", "explain", "trade_coersion"], capture_output=True, text=True, check=False)
    assert done.returncode == 2 and "did you mean `trade_coercion`" in done.stderr and "Traceback" not in done.stderr
    with pytest.raises(UsageError, match="nothing is asked"):
        explain(None)


@pytest.mark.parametrize("words", [["x"], ["thaad_lift"], ["thaad_lift", "grievance"], ["--set", "grievance.decay_months=9"], ["--variant", "lift"]])
def test_the_order_of_play_takes_nothing_beside_it(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "--order", *words]) == 2
    assert "the order of play is the same for all" in capsys.readouterr().err


def test_the_order_of_play_is_that_of_the_turn_and_names_every_mechanism() -> None:
    (page,) = explain(None, order=True)
    assert [phase["name"] for phase in page.facts["phases"]] == [phase.name for phase in TURN]
    assert {(entry["name"], entry["code"]) for entry in page.facts["mechanisms"]} == set(CODES.items())
    assert page.facts["mechanisms"][-1]["name"] == "grievance"
    assert all(" ".join(phase.sentence.split()).rstrip(".") in told(page) for phase in TURN)


def test_the_command_prints_text_without_colour_into_a_pipe_and_json_for_programs() -> None:
    text = subprocess.run([sys.executable, "-m", "sim.cli", "explain", "thaad_lift", "actors.beijing.pressure.culture"],
                          capture_output=True, text=True, check=True).stdout
    assert "\x1b" not in text and "What wins, month by month" in text and max(map(len, text.splitlines())) <= 100
    answer = subprocess.run([sys.executable, "-m", "sim.cli", "explain", "--order", "--json"], capture_output=True, text=True, check=True)
    found = json.loads(answer.stdout)
    assert found["pages"][0]["kind"] == "order" and len(found["pages"][0]["phases"]) == len(TURN)


def test_quantities_name_all_tables() -> None:
    """Every state, derived quantity and driver of the tables can be asked for, whole and row by row."""
    entries = {**table("quantities.yaml")["state"], **table("quantities.yaml")["derived"]}
    for name, entry in entries.items():
        for row in (name, *(f"{name}.{label}" for label in AXES[entry["by"]])) if "by" in entry else (name,):
            assert any(page.kind == "quantity" and page.facts["unit"] == entry["unit"] for page in explain(f"quantity:{row}")), row
