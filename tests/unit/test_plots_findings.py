"""Headlines are computed, and say no more than the numbers do."""

from __future__ import annotations

import numpy as np
from fake_result import fake_result
from hypothesis import given
from hypothesis import strategies as st

from sim.plots import picture
from sim.plots.drawing import findings, lettering
from sim.plots.drawing.findings import number, percent, sampling, signed
from sim.plots.drawing.labels import inside, spread, title_of
from sim.plots.drawing.panels import Span, step_for


def test_numbers_have_a_true_minus_and_no_minus_zero() -> None:
    assert number(-0.034) == "\N{MINUS SIGN}0.03"
    assert number(-0.001) == "0.00"
    assert signed(0.05) == "+0.05"
    assert signed(-0.05) == "\N{MINUS SIGN}0.05"
    assert signed(0.001) == "0.00"
    assert signed(float("nan")) == number(float("inf")) == "unknown"


def test_shares_are_never_rounded_to_certainty() -> None:
    assert [percent(share) for share in (0, 0.001, 0.19, 0.999, 1)] == ["0 %", "under 1 %", "19 %", "over 99 %", "100 %"]


def test_sampling_error_is_rounded_up() -> None:
    assert sampling(0.0001) == "\N{PLUS-MINUS SIGN}0.001"


def test_the_largest_difference_is_named_with_its_range() -> None:
    said = findings.comparison(fake_result(size=6), ["cohesion.us_rok"], "alliance cohesion")
    assert said.startswith("\N{LEFT DOUBLE QUOTATION MARK}")
    assert "US-ROK cohesion by \N{MINUS SIGN}0.0" in said
    assert "90 % of worlds" in said


def test_a_small_difference_is_called_small() -> None:
    said = findings.comparison(fake_result(), ["cohesion.us_rok"], "alliance cohesion")
    assert said.startswith("On average alliance cohesion hardly differs between variants: at most \N{MINUS SIGN}0.01")
    assert "(US-ROK cohesion, 90 % of worlds \N{MINUS SIGN}0.0" in said


def test_a_difference_within_noise_is_no_finding() -> None:
    assert findings.comparison(fake_result(size=0), ["cohesion.us_rok"], "alliance cohesion") == (
        "No variant moves alliance cohesion by more than the Monte Carlo error"
    )


def test_one_variant_is_told_as_its_course() -> None:
    assert picture(fake_result(1), "cohesion_fan").story.headline.startswith("ROK-Japan cohesion rises from 0.58 to 0.6")


def test_the_strip_names_the_first_headline_and_where_it_differs_most() -> None:
    said = picture(fake_result(), "outcome_strip").story.headline
    assert "4 % (remote)" in said
    assert "24 % (unlikely)" in said


def test_titles_inside_a_sentence() -> None:
    assert inside("Core seams") == "core seams"
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
