"""Charts of Excel's own of a sweep: every lever that is a number against the main outcome, read from the sheet of points."""

from __future__ import annotations

from typing import Any

from sim.export.charts import COLUMNS, HEIGHT, ROWS, WIDTH, column, ruled
from sim.export.columns import Table, plain
from sim.export.sheets import Sheet
from sim.plots.drawing.style import theme_named


def write(file: Any, shown: Sheet, table: Table, result: Any) -> None:
    """Every lever that is a number against the main outcome of a sweep, a chart each, the points of a variant in one colour."""
    info = next((one for one in result.outcomes if one.headline), result.outcomes[0])
    names = [one.name for one in table.columns]
    theme = theme_named("light")
    for place, lever in enumerate(one for one in result.levers if one.kind == "number"):
        chart = file.add_chart({"type": "scatter"})
        for order, variant in enumerate(result.variants):
            rows = (1 + order * result.points, (1 + order) * result.points)
            marker = {"type": "circle", "size": 5, "fill": {"color": theme.variant(order)}, "border": {"none": True}}
            chart.add_series({"name": variant.title, "categories": column("Points", rows, names.index(plain(lever.name))),
                              "values": column("Points", rows, names.index(plain(info.name))), "marker": marker})
        chart.set_title({"name": info.label, "name_font": {"size": 10}})
        chart.set_x_axis({"name": f"{lever.label} ({lever.unit})", "min": lever.low, "max": lever.high})
        chart.set_y_axis({"num_format": "0%" if info.kind == "chance" else "0.00", "major_gridlines": ruled()})
        chart.set_legend({"position": "bottom"})
        chart.set_size({"width": WIDTH, "height": HEIGHT})
        shown.page.insert_chart(place // 3 * ROWS, place % 3 * COLUMNS, chart, {"description": f"Points: {info.label} over {lever.label}"})
