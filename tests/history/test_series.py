"""The observed series: complete, sourced, dated as they are written, and agreeing with one another."""

from collections import Counter

import pytest

from sim.errors import ConfigError, UsageError
from sim.history.series import COLUMNS, months_of, observed, observed_value, read_figures, series, table_names
from sim.world.calendar import month_number
from sim.world.numbers import GRADES, sources

HEAD = ",".join(COLUMNS) + "\n"


def every_figure():
    return [figure for figures in observed().values() for figure in figures]


def test_every_figure_has_months_a_unit_a_grade_and_known_sources():
    assert len(table_names()) >= 7
    for figure in every_figure():
        assert figure.unit and figure.first <= figure.last, figure
        assert set(figure.grade.split("/")) <= set(GRADES), figure
        assert all(key in sources() for key in figure.source.split(", ")), figure


def test_figures_come_in_the_order_of_time_once_for_the_same_months():
    for name, figures in observed().items():
        months = [(figure.first, figure.last) for figure in figures]
        assert months == sorted(months) and max(Counter(months).values()) == 1, name
        assert len({figure.unit for figure in figures}) == 1, name


@pytest.mark.parametrize("date, first, last", [
    ("2017", "2017-01", "2017-12"), ("2017-03", "2017-03", "2017-03"), ("2017H1", "2017-01", "2017-06"), ("2017H2", "2017-07", "2017-12"),
    ("2017Q2", "2017-04", "2017-06"), ("2017Q1..2017Q3", "2017-01", "2017-09"), ("2012-2021", "2012-01", "2021-12"),
    ("2025-01..2025-07", "2025-01", "2025-07"), ("2016-11..2018-06", "2016-11", "2018-06"),
])
def test_dates_mean_the_months_that_they_name(date, first, last):
    assert months_of(date) == (month_number(first), month_number(last))


@pytest.mark.parametrize("date", ["17", "2017-13", "2017H3", "2017Q5", "2018-2017", "2018-03..2018-01", "March 2017", ""])
def test_anything_else_is_not_a_date(date):
    with pytest.raises(ValueError):
        months_of(date)


GOOD = "visitors,2017,0.5,ratio,V,kto_arrivals,\n"


@pytest.mark.parametrize("rows, line, what", [
    (GOOD + "visitors,2017-13,0.5,ratio,V,kto_arrivals,\n", 3, "not a date"),
    (GOOD + "visitors,2018,half,ratio,V,kto_arrivals,\n", 3, "not a number"),
    (GOOD + "visitors,2018,nan,ratio,V,kto_arrivals,\n", 3, "not a number"),
    ("visitors,2018,0.5,,V,kto_arrivals,\n", 2, "unit"),
    ("visitors,2018,0.5,ratio,A,kto_arrivals,\n", 2, "grade"),
    ("visitors,2018,0.5,ratio,V,nobody_1999,\n", 2, "nobody_1999"),
    ("visitors,2018,0.5,ratio,V,kto_arrivals,one, two\n", 2, "8 columns"),
    (GOOD + "visitors,2017-01..2017-12,0.6,ratio,V,kto_arrivals,\n", 3, "these months"),
])
def test_a_wrong_row_is_a_fault_at_its_line(rows, line, what):
    with pytest.raises(ConfigError, match=what) as caught:
        read_figures(HEAD + rows, "made_up.csv")
    assert caught.value.where == f"made_up.csv:{line}"


def test_a_table_with_other_columns_is_a_fault():
    with pytest.raises(ConfigError, match="columns"):
        read_figures("series,year,value\n" + GOOD, "made_up.csv")


def test_a_series_that_is_not_there_is_named_with_the_nearest():
    with pytest.raises(UsageError, match="visitors_annual_index"):
        series("visitors_anual_index")


def test_a_figure_that_is_not_there_is_a_fault():
    with pytest.raises(ConfigError, match="visitors_annual_index"):
        observed_value("visitors_annual_index", 1999)


def test_the_collapse_of_cultural_exports_adds_up():
    before = sum(observed_value(f"{kind}_tv_exports_to_china", 2016) for kind in ("terrestrial", "producers"))
    after = sum(observed_value(f"{kind}_tv_exports_to_china", 2017) for kind in ("terrestrial", "producers"))
    assert observed_value("tv_exports_to_china_ratio", 2017) == pytest.approx(after / before, abs=5e-4)


def test_opinion_is_mapped_as_its_note_says():
    favourable = observed_value("pew_favourable_china", 2017)
    assert observed_value("opinion_of_china", 2017) == pytest.approx(0.2 + 0.5 * favourable / 100)


def by_months(name):
    return {(figure.first, figure.last): figure.value for figure in series(name)}


def both(one, other):
    """Pairs of values for the months for which two series have figures."""
    first, second = by_months(one), by_months(other)
    pairs = [(first[months], second[months]) for months in first if months in second]
    assert len(pairs) >= 4, (one, other)
    return pairs


def test_the_annual_tourism_index_is_the_visitors_counted_over_those_of_2016():
    assert set(by_months("visitors")) == set(by_months("visitors_annual_index"))
    for index, visitors in both("visitors_annual_index", "visitors"):
        assert index == pytest.approx(visitors / 8_067_722, abs=1e-3)


def test_the_balance_with_china_is_exports_less_imports():
    exports, imports = by_months("goods_exports_to_china"), by_months("goods_imports_from_china")
    both_sides = [months for months in by_months("balance_with_china") if months in exports and months in imports]
    assert len(both_sides) == 12
    for months in both_sides:
        assert by_months("balance_with_china")[months] == pytest.approx(exports[months] - imports[months], abs=0.15)


def test_the_share_of_exports_is_what_goes_to_china_of_what_goes_everywhere():
    for exports, everywhere in both("goods_exports_to_china", "goods_exports_everywhere"):
        months = next(key for key, value in by_months("goods_exports_everywhere").items() if value == everywhere)
        assert by_months("china_share_of_exports")[months] == pytest.approx(exports / everywhere, abs=1e-3)


def test_the_change_of_exports_is_that_of_the_years():
    exports = by_months("goods_exports_to_china")
    for (first, last), change in by_months("goods_exports_to_china_change").items():
        assert change == pytest.approx(100 * (exports[first, last] / exports[first - 12, last - 12] - 1), abs=0.06)


def test_months_of_exports_give_the_share_that_their_notes_derive():
    for figure in series("china_share_of_exports_month"):
        china, _, everywhere = figure.note.removeprefix("derived: ").removesuffix(" USD billion").partition(" of ")
        assert figure.value == pytest.approx(float(china) / float(everywhere), abs=5e-5)


@pytest.mark.parametrize("tie", ["us_rok", "rok_japan", "trilateral"])
def test_the_net_count_of_events_is_the_sum_of_the_dated_ones(tie):
    events = [figure for name, figures in observed().items() if name.startswith(f"{tie}_") for figure in figures]
    assert all("direction of the tie" in figure.unit for figure in events)
    for year in series(f"alliance_events_{tie}"):
        assert year.value == sum(event.value for event in events if year.first <= event.first <= year.last), year


def test_the_drills_held_are_those_planned_less_those_put_off():
    held, planned = by_months("field_drills"), by_months("field_drills_ulchi_planned")
    for months, drills in planned.items():
        assert held[months] == drills - by_months("field_drills_ulchi_put_off").get(months, 0)


def test_what_one_survey_calls_favourable_and_unfavourable_leaves_room_for_those_who_do_not_know():
    for favourable, unfavourable in both("pew_favourable_china", "pew_unfavourable_china"):
        assert 90 <= favourable + unfavourable <= 100
