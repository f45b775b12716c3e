"""Charts of Excel's own: outcomes by variant with their sampling intervals, and fans over time. All read from the sheets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10
from typing import Any

from sim.export.sheets import Sheet
from sim.export.tables import month_ends
from sim.plots.cohesion_fan import ALLIANCES
from sim.plots.drawing.findings import present
from sim.plots.drawing.grid import MOST
from sim.plots.drawing.labels import left_out, place_of, shown_variants, title_of
from sim.plots.drawing.style import BANDS, theme_named
from sim.plots.outcome_strip import chances
from sim.results.result import Result
from sim.results.tables import STATISTICS
from sim.results.values import LEVELS, Answer, VariantInfo
from sim.world.theatres import speaker

WIDTH, HEIGHT, ROWS, COLUMNS = 400, 260, 14, 7
"""A chart in pixels, and the cells that it takes with the space around it."""

TOP = 2
"""Rows above the charts."""

DRAWN = ("Bars: share of the worlds, with its 95 % sampling interval. Fans: line, median; bands, 30, 60 and 90 % of the worlds; broken line, "
         "the median of the baseline. All charts read from the sheet Chart data.")

LINES, FINE, FEW = 5, (1, 2, 5, 10), 9
"""About so many lines has a scale, they stand at multiples of one of these, and its ends have no more places than that."""

OUTCOME_HEAD = ("Outcome", "Variant", "Estimate", "Low", "High", "Below", "Above")
FAN_HEAD = ("Quantity", "Variant", "Date", *STATISTICS[-len(LEVELS):], "Baseline", *(f"Band {place}" for place in range(1, len(LEVELS))))
FAN_AT = len(OUTCOME_HEAD) + 1
"""The columns of the sheet of data: the outcomes, a free column, the fans."""

DATE, LOWEST = FAN_AT + 2, FAN_AT + 3
MEDIAN, BASELINE, BAND = LOWEST + len(LEVELS) // 2, LOWEST + len(LEVELS), LOWEST + len(LEVELS) + 1
"""Where dates, quantiles, the baseline's median and the bands stand."""

Reference = list[Any]
"""A range of cells as XlsxWriter takes it: sheet, first row, first column, last row, last column."""


@dataclass(frozen=True)
class Fan:
    """One panel: a quantity in one variant, and the colour of the variant."""

    quantity: str
    label: str
    variant: VariantInfo
    colour: str


@dataclass(frozen=True)
class Drawn:
    """What of a result has a chart."""

    result: Result
    outcomes: list[list[Answer]]
    fans: list[Fan]

    def __bool__(self) -> bool:
        return bool(self.outcomes or self.fans)


def drawn(result: Result) -> Drawn:
    """The chances of a result, and the fans of its alliances and of the levels that the story asks for."""
    words, theme = speaker(result.scenario) or str, theme_named("light")
    asked = (str(entry.get("track", "")) for entry in (result.scenario.get("outcomes") or {}).values())
    names = [name for name in present(result, dict.fromkeys((*ALLIANCES, *asked))) if moves(result, name)]
    fans = [Fan(name, words(title_of(name, result)), info, theme.variant(place_of(result, info)))
            for name in names for info in shown_variants(result, MOST)]
    return Drawn(result, chances(result), fans)


def moves(result: Result, name: str) -> bool:
    """Whether a quantity changes at all: where a theatre has no alliances, they stand still."""
    paths = [result.fan(info.name, name).quantiles[level] for info in result.variants for level in (LEVELS[0], LEVELS[-1])]
    return bool(max(path.max() for path in paths) > min(path.min() for path in paths))


def write(file: Any, shown: Sheet, data: Sheet, of: Drawn) -> None:
    """The charts, and the sheet that they read from."""
    for place, name in enumerate(OUTCOME_HEAD):
        data.put(0, place, name, "head")
    for place, name in enumerate(FAN_HEAD, start=FAN_AT):
        data.put(0, place, name, "head")
    data.page.freeze_panes(1, 0)
    data.page.set_column(0, FAN_AT + len(FAN_HEAD), 12)
    shown.page.hide_gridlines(2)
    shown.put(0, 0, f"{DRAWN}{left_out(of.result, MOST)}", "plain")
    top = outcome_charts(file, shown, data, of)
    fan_charts(file, shown, data, of, top)


def outcome_charts(file: Any, shown: Sheet, data: Sheet, of: Drawn) -> int:
    """A chart of bars per chance, three in a row; returns the first free row of the sheet."""
    titles = {info.name: info.title for info in of.result.variants}
    row, across = 1, 3
    for place, group in enumerate(of.outcomes):
        for offset, one in enumerate(group):
            outcome_row(data, row + offset, one, titles[one.variant])
        chart = bars(file, data.name, row, group)
        at = (TOP + place // across * ROWS, place % across * COLUMNS)
        shown.page.insert_chart(*at, chart, {"description": f"Bars: {group[0].label}, by variant, with the 95 % sampling interval"})
        row += len(group)
    return TOP + -(-len(of.outcomes) // across) * ROWS


def outcome_row(data: Sheet, row: int, one: Answer, title: str) -> None:
    """One answer, and how far its interval reaches below and above, as formulas."""
    data.put(row, 0, one.label)
    data.put(row, 1, title)
    for place, value in enumerate((one.estimate, one.low, one.high), start=2):
        data.put(row, place, value, "share")
    for place, formula, value in ((5, f"=C{row + 1}-D{row + 1}", one.estimate - one.low), (6, f"=E{row + 1}-C{row + 1}", one.high - one.estimate)):
        data.page.write_formula(row, place, formula, data.formats["number"], value)


def bars(file: Any, sheet: str, row: int, group: Sequence[Answer]) -> Any:
    """The bars of one chance."""
    last = row + len(group) - 1
    chart = file.add_chart({"type": "bar"})
    reaches = {"type": "custom", "plus_values": f"='{sheet}'!$G${row + 1}:$G${last + 1}", "minus_values": f"='{sheet}'!$F${row + 1}:$F${last + 1}",
               "line": {"color": "#1b1b1b"}}
    theme = theme_named("light")
    chart.add_series({
        "name": [sheet, row, 0], "categories": [sheet, row, 1, last, 1], "values": [sheet, row, 2, last, 2], "x_error_bars": reaches,
        "fill": {"color": theme.series[0]}, "points": [{"fill": {"color": theme.variant(place)}} for place in range(len(group))], "gap": 60,
    })
    chart.set_title({"name": group[0].label, "name_font": {"size": 10}, "overlay": False})
    chart.set_legend({"none": True})
    chart.set_x_axis({"min": 0, "max": 1, "major_unit": 0.25, "num_format": "0%", "major_gridlines": ruled()})
    chart.set_y_axis({"reverse": True, "crossing": "max", "num_font": {"size": 8}})
    chart.set_size({"width": WIDTH, "height": HEIGHT})
    return chart


def ruled() -> dict[str, Any]:
    """Thin lines across a chart."""
    return {"visible": True, "line": {"color": theme_named("light").rule}}


def fan_charts(file: Any, shown: Sheet, data: Sheet, of: Drawn, top: int) -> None:
    """A fan per quantity and variant: a row per quantity, one scale along each."""
    quantities = list(dict.fromkeys(fan.quantity for fan in of.fans))
    first = 1
    for quantity in quantities:
        row = [fan for fan in of.fans if fan.quantity == quantity]
        span = scale(of.result, row)
        for place, fan in enumerate(row):
            fan_rows(data, first, of.result, fan)
            last = first + of.result.months
            chart = fan_chart(file, data.name, (first, last), fan, span)
            shown.page.insert_chart(top + quantities.index(quantity) * ROWS, place * COLUMNS, chart, {"description": told(fan)})
            first = last + 1


def told(fan: Fan) -> str:
    """A fan for those who do not see it."""
    return f"Fan over time: {fan.label} if {fan.variant.title}; line: median, bands: 30, 60 and 90 % of the worlds"


def scale(result: Result, fans: Sequence[Fan]) -> tuple[float, float, float]:
    """The ends of a scale that holds all fans of a row, and the distance of its lines: the finest of 1, 2 and 5 that gives few."""
    paths = [result.fan(fan.variant.name, fan.quantity).quantiles for fan in fans]
    low, high = min(float(path[LEVELS[0]].min()) for path in paths), max(float(path[LEVELS[-1]].max()) for path in paths)
    size = 10.0 ** floor(log10((high - low) / LINES))
    step = next(size * fine for fine in FINE if size * fine * LINES >= high - low)
    return round(floor(low / step) * step, FEW), round(ceil(high / step) * step, FEW), step


def fan_rows(data: Sheet, row: int, result: Result, fan: Fan) -> None:
    """The quantiles of one fan, and the widths of its bands as formulas."""
    baseline = next(info.name for info in result.variants if info.is_baseline)
    quantiles = result.fan(fan.variant.name, fan.quantity).quantiles
    others = result.fan(baseline, fan.quantity).quantiles[0.5]
    for offset, date in enumerate(month_ends(result.dates).to_pydatetime()):
        levels = [float(quantiles[level][offset]) for level in LEVELS]
        data.put(row + offset, FAN_AT, fan.label)
        data.put(row + offset, FAN_AT + 1, fan.variant.title)
        data.page.write_datetime(row + offset, DATE, date, data.formats["date"])
        for place, level in enumerate((*levels, float(others[offset]))):
            data.put(row + offset, LOWEST + place, level, "number")
        for place, (formula, value) in enumerate(bands(levels, row + offset)):
            data.page.write_formula(row + offset, BAND + place, formula, data.formats["number"], value)


def bands(levels: Sequence[float], row: int) -> Iterator[tuple[str, float]]:
    """The width of each band, as a formula over the quantiles of the row, and what it comes to."""
    for place, (low, high) in enumerate(zip(levels, levels[1:], strict=False)):
        ends = [f"{letters(LOWEST + place + side)}{row + 1}" for side in (1, 0)]
        yield f"={ends[0]}-{ends[1]}", high - low


def letters(column: int) -> str:
    """The name of a column of a sheet: 0 is A, 26 is AA."""
    head, tail = divmod(column, 26)
    return (letters(head - 1) if head else "") + chr(ord("A") + tail)


def fan_chart(file: Any, sheet: str, rows: tuple[int, int], fan: Fan, span: tuple[float, float, float]) -> Any:
    """Areas on top of one another, the lowest unseen, and lines for the medians."""
    theme = theme_named("light")
    strengths = [strength for *_, strength in BANDS]
    areas, lines = file.add_chart({"type": "area", "subtype": "stacked"}), file.add_chart({"type": "line"})
    dates = column(sheet, rows, DATE)
    areas.add_series({"values": column(sheet, rows, LOWEST), "categories": dates, "fill": {"none": True}, "border": {"none": True}})
    for place, strength in enumerate((*strengths, *strengths[::-1])):
        tint = theme.tint(fan.colour, strength)
        areas.add_series({"values": column(sheet, rows, BAND + place), "categories": dates, "fill": {"color": tint}, "border": {"none": True}})
    if not fan.variant.is_baseline:
        broken = {"color": theme.grey, "width": 1.25, "dash_type": "dash"}
        lines.add_series({"values": column(sheet, rows, BASELINE), "categories": dates, "line": broken})
    lines.add_series({"values": column(sheet, rows, MEDIAN), "categories": dates, "line": {"color": fan.colour, "width": 2}})
    areas.combine(lines)
    areas.set_title({"name": f"{fan.label}: {fan.variant.title}", "name_font": {"size": 10}})
    areas.set_legend({"none": True})
    areas.set_x_axis({"date_axis": True, "num_format": "yyyy", "major_unit": 1, "major_unit_type": "years", "num_font": {"size": 8}})
    digits = "0.00" if span[2] < 1 else "General"
    areas.set_y_axis({"min": span[0], "max": span[1], "major_unit": span[2], "num_format": digits, "major_gridlines": ruled()})
    areas.set_size({"width": WIDTH, "height": HEIGHT})
    return areas


def column(sheet: str, rows: tuple[int, int], place: int) -> Reference:
    """A column of the sheet of data, between two rows."""
    return [sheet, rows[0], place, rows[1], place]
