"""Headlines are computed, and say no more than the numbers do."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from fake_result import VARIANTS, fake_result
from hypothesis import given
from hypothesis import strategies as st

from sim.plots import FIGURES, picture
from sim.plots.drawing import comparing, findings, lettering
from sim.plots.drawing.findings import number, percent, sampling, signed
from sim.plots.drawing.given import given as given_by
from sim.plots.drawing.labels import inside, spread, title_of
from sim.plots.drawing.panels import Span, step_for
from sim.plots.drawing.style import HEADLINE, MARGIN, WIDTH
from sim.results.result import Result
from sim.scenario.numbers import word_for


def test_numbers_have_a_true_minus_and_no_minus_zero() -> None:
    assert number(-0.034) == "\N{MINUS SIGN}0.03"
    assert number(-0.001) == "0.00"
    assert signed(0.05) == "+0.05"
    assert signed(-0.05) == "\N{MINUS SIGN}0.05"
    assert signed(0.001) == "0.00"
    assert signed(float("nan")) == number(float("inf")) == "unknown"


def test_shares_are_never_rounded_to_certainty() -> None:
    assert [percent(share) for share in (0, 0.0001, 0.003, 0.19, 0.9999, 1)] == ["0 %", "under 0.1 %", "0.3 %", "19 %", "over 99.9 %", "100 %"]


@pytest.mark.parametrize("share", [0.046, 0.0496, 0.05, 0.1996, 0.2, 0.447, 0.797, 0.8, 0.948, 0.9501])
def test_a_share_as_printed_has_the_word_of_the_share(share: float) -> None:
    assert word_for(float(percent(share).removesuffix(" %")) / 100) == word_for(share)


def test_sampling_error_is_rounded_up() -> None:
    assert sampling(0.0001) == "\N{PLUS-MINUS SIGN}0.001"


def test_the_largest_difference_is_named_with_its_range() -> None:
    said = comparing.comparison(fake_result(size=6), ["cohesion.us_rok"], "alliance cohesion")
    assert said.startswith("\N{LEFT DOUBLE QUOTATION MARK}")
    assert "US-ROK cohesion by \N{MINUS SIGN}0.0" in said
    assert "90 % of worlds" in said


def test_a_small_difference_is_called_small() -> None:
    said = comparing.comparison(fake_result(), ["cohesion.us_rok"], "alliance cohesion")
    assert said.startswith("On average alliance cohesion hardly differs between variants in any month: at most \N{MINUS SIGN}0.01")
    assert "(US-ROK cohesion in " in said
    assert ", Jan 2031; 90 % of worlds \N{MINUS SIGN}0.0" in said


def test_a_difference_within_noise_is_no_finding() -> None:
    assert comparing.comparison(fake_result(size=0), ["cohesion.us_rok"], "alliance cohesion") == (
        "No variant moves alliance cohesion by more than the Monte Carlo error"
    )


def changed(result: Result, variant: str, quantity: str, months: slice, effect: float) -> Result:
    """The result, a quantity moved in some recorded months of a variant: its mean difference and the median of the path."""
    for fan in (result.difference(variant, quantity), result.fan(variant, quantity)):
        for line in (fan.mean, *fan.quantiles.values()):
            line[months] += effect
    return result


def test_a_difference_that_passes_is_told_with_its_month() -> None:
    result = changed(fake_result(2, size=0.1), "lift", "cohesion.us_japan", slice(17, 20), 0.08)
    said = comparing.comparison(result, ["cohesion.us_japan"], "alliance cohesion")
    assert "moves US-Japan cohesion by +0.08" in said
    assert ", at its widest in Aug 2027 (" in said


def test_variants_that_do_the_same_are_named_together() -> None:
    said = picture(fake_result(), "coercion_and_flows").story.headline
    lift, exchange = (f"\N{LEFT DOUBLE QUOTATION MARK}{VARIANTS[name][:12]}" for name in ("lift", "exchange"))
    assert said.startswith(lift)
    assert f" and {exchange}" in said
    assert "alike bring the flow of culture to " in said


def test_all_variants_alike_are_said_to_be_every_one() -> None:
    result = fake_result(2)
    move = findings.moves(result, ["flow.culture"])[0]
    assert comparing.who(result, [move]) == "\N{LEFT DOUBLE QUOTATION MARK}Bans phased out\N{RIGHT DOUBLE QUOTATION MARK}"
    several = findings.moves(fake_result(4), ["flow.culture"])
    assert comparing.who(fake_result(4), several) == "every other variant"
    assert comparing.verb(fake_result(4), several, "move") == "moves"


def test_an_instrument_that_the_story_fixes_is_held() -> None:
    result = fake_result(2)
    for variant, level in (("hold", 0.35), ("lift", 0.68)):
        fan = result.fan(variant, "hedging.limited_bandwagoning")
        for line in (fan.mean, *fan.quantiles.values()):
            line[1:] = level
    difference = result.difference("lift", "hedging.limited_bandwagoning")
    for line in (difference.mean, *difference.quantiles.values()):
        line[1:] = 0.33
    said = picture(result, "hedging_portfolio").story.headline
    assert said.startswith("Seoul's limited bandwagoning is held at 0.68 under ")
    assert "against 0.35" in said


def told(result: Result, **variants: object) -> Result:
    """The result of a story whose variants say so much."""
    return Result(result.manifest, {**result.scenario, "variants": variants}, result.answers, result.tables)


def test_a_seam_that_an_event_moves_is_no_finding() -> None:
    result = fake_result(2, size=3)
    assert "missile defence" in picture(result, "seams").story.headline
    event = {"name": "Seoul gives way", "on": "2026-08", "effect": {"seams.missile_defence": {"add": -0.12}}}
    assert "missile defence" not in picture(told(result, lift={"events": [event]}), "seams").story.headline
    battery = {"event": "thaad_battery", "on": "2026-08"}
    assert "missile defence" not in picture(told(result, lift={"events": [battery]}), "seams").story.headline


def test_where_the_story_sets_everything_that_is_said() -> None:
    result = told(fake_result(2, size=3), lift={"actors": {"seoul": {"hedging": {"posture": "accommodate"}}}})
    assert picture(result, "hedging_portfolio").story.headline.startswith("As the story sets it, Seoul's ")


def test_a_flow_that_answers_a_pressure_of_the_story_is_said_to() -> None:
    result = told(fake_result(2), hold={"actors": {"beijing": {"pressure": {"culture": 0.6}}}})
    assert picture(result, "coercion_and_flows").story.headline.startswith("As the story presses, ")
    assert not picture(fake_result(2), "coercion_and_flows").story.headline.startswith("As the story")


def test_the_strip_does_not_lead_with_what_the_story_sets() -> None:
    result = fake_result(2)
    sentences = {"drift": {"chance_of": "mean(6) of pressure.culture < 0.3"}, "kept": {"chance_of": "seams.core < 0.4"}}
    result.scenario["outcomes"] = sentences
    set_there = told(result, lift={"actors": {"beijing": {"pressure": {"culture": 0.0}}}})
    assert picture(result, "outcome_strip").story.headline.startswith("Seoul drifts")
    assert picture(set_there, "outcome_strip").story.headline.startswith("The ban is still lifted")


@pytest.mark.parametrize(("part", "names"), [
    ({"actors": {"beijing": {"pressure": {"culture": {"2026-02": 0.6}}}}}, {"pressure.culture"}),
    ({"actors": {"beijing": {"pressure": {"posture": "soft_coerce", "goods": "chosen"}}}},
     {f"pressure.{channel}" for channel in ("culture", "tourism", "retail", "inputs", "finance")}),
    ({"actors": {"tokyo": {"doctrine": {"name": "committed", "posture": "friction"}}}}, {"outreach", "friction", "defence_buildup"}),
    ({"actors": {"seoul": {"doctrine": "strategic"}, "beijing": {"pressure": "chosen"}}}, set()),
    ({"events": [{"effect": {"seams.taiwan": {"add": 0.1}}}]}, {"seams.taiwan", "seams.core"}),
])  # fmt: skip
def test_what_a_story_sets_is_read_off_the_story(part: dict[str, object], names: set[str]) -> None:
    assert given_by(told(fake_result(2), lift=part), "hold", "lift") == names


@pytest.mark.parametrize("variants", [1, 2, 5])
def test_headlines_take_two_lines_and_a_third_rather_than_cut_a_title(variants: int) -> None:
    result = fake_result(variants, size=3)
    for kind in [kind for kind in FIGURES if variants > 1 or kind != "difference_to_baseline"]:
        said = picture(result, kind).story.headline
        assert len(lettering.wrap(said, HEADLINE, WIDTH - 2 * MARGIN, bold=True)) <= 2 + ("\N{LEFT DOUBLE QUOTATION MARK}" in said), kind
        assert "\N{HORIZONTAL ELLIPSIS}" not in said, kind


def test_titles_are_cut_only_as_long_as_they_can_be_told_apart() -> None:
    start, end = "\N{LEFT DOUBLE QUOTATION MARK}The bans that were laid on one by one are lifted", "\N{RIGHT DOUBLE QUOTATION MARK}"
    lift, other = f"{start} at once{end}", f"{start} late{end}"
    assert lettering.short_enough(f"{lift} and {other} alike", HEADLINE, 2) == f"{lift} and {other} alike"
    assert lettering.short_enough(f"{lift} alone moves cohesion by a good deal", HEADLINE, 3).startswith(lift[:20])


def test_the_strip_says_how_many_variants_it_does_not_name() -> None:
    assert picture(fake_result(), "outcome_strip").story.headline.endswith("; 3 others differ less")


def test_events_without_a_date_are_said_to_have_no_mark() -> None:
    result = fake_result(2)
    by_chance = told(result, lift={"events": [{"name": "A slip", "chance": 0.5}]})
    assert "by chance" in " ".join(picture(by_chance, "cohesion_fan").story.notes)
    assert "by chance" not in " ".join(picture(result, "cohesion_fan").story.notes)


def test_the_network_compares_every_tie_that_it_draws() -> None:
    result = changed(fake_result(), "lift", "tie.moscow_pyongyang", slice(1, None), -0.4)
    said = picture(result, "capitals_network").story.headline
    assert said.startswith("Of the ties drawn, the Moscow-Pyongyang tie changes most: from 0.65 to ")


def test_one_variant_is_told_as_its_course() -> None:
    assert picture(fake_result(1), "cohesion_fan").story.headline.startswith("ROK-Japan cohesion rises from 0.58 to 0.6")


def test_the_strip_names_the_first_headline_and_where_it_differs_most() -> None:
    said = picture(fake_result(), "outcome_strip").story.headline
    assert "4 % (remote)" in said
    assert "24 % (unlikely)" in said


def test_titles_inside_a_sentence() -> None:
    assert inside("Core seams") == "the core seams"
    assert inside("South China Sea") == "the South China Sea"
    assert inside("US-ROK cohesion") == "US-ROK cohesion"
    assert inside("Beijing's grievance") == "Beijing's grievance"


def test_titles_of_rows() -> None:
    assert title_of("seams.south_china_sea") == "South China Sea"
    assert title_of("hedging.dominance_denial") == "Dominance denial"


@given(st.lists(st.floats(0, 1), min_size=1, max_size=7))
def test_labels_keep_their_distance_and_order(places: list[float]) -> None:
    found = spread(places, 0.1, 0, 1)
    ordered = np.sort(found)
    assert np.all(np.diff(ordered) >= 0.1 - 1e-9)
    assert ordered[0] >= -1e-9
    assert ordered[-1] <= 1 + 1e-9
    assert list(np.argsort(found, kind="stable")) == list(np.argsort(places, kind="stable"))


@given(st.text(st.characters(codec="ascii", categories=("L", "N", "Zs")), max_size=80), st.floats(0.5, 5))
def test_lines_fit_and_lose_no_word(text: str, room: float) -> None:
    for lines in (lettering.wrap(text, 9, room), lettering.balanced(text, 9, room)):
        assert " ".join(lines).split() == text.split()
        assert all(lettering.width(line, 9) <= room for line in lines if " " in line.strip())


def test_steps_are_round() -> None:
    assert [step_for(Span(0, high), 5) for high in (0.22, 1.0, 1.05)] == [0.05, 0.2, 0.5]


@pytest.mark.parametrize("room", [0.3, 1.1, 2.5, 7.0])
def test_a_line_takes_the_next_word_exactly_as_long_as_it_fits(room: float) -> None:
    text = "iiii lll WWWW MMMMMM a bc “The bans are phased out” moves engagement by +0.12 and i i i i i i wwwwwwwwwwwwwwwwwwwwwwwwwww ends"
    for size in (6.8, 11.0):
        lines = lettering.wrap(text, size, room)
        assert " ".join(lines) == text
        for line, after in pairwise(lines):
            assert " " not in line or lettering.width(line, size) <= room * lettering.SLACK
            assert lettering.width(f"{line} {after.split(' ')[0]}", size) > room * lettering.SLACK
