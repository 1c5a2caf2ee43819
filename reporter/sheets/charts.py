"""Bar charts of a workbook: readable in black and white, described for those who do not see them."""

from __future__ import annotations

from typing import Any

from reporter.sheets.spec import ChartSeries, ChartSpec

_FONT = {"name": "宋体", "size": 10}
_TITLE_FONT = {"name": "黑体", "size": 12, "bold": False}
_GREY = "#808080"


def add_chart(book: Any, sheet: Any, spec: ChartSpec) -> None:
    """Places the chart; bars run in the order of their table, the first on top."""
    chart = book.add_chart({"type": "bar", **({"subtype": "stacked"} if spec.stacked else {})})
    for series in spec.series:
        chart.add_series(_series(series))
    chart.set_title({"name": spec.title, "name_font": _TITLE_FONT, "overlay": False})
    chart.set_y_axis({"reverse": True, "num_font": _FONT, "major_gridlines": {"visible": False}})
    chart.set_x_axis({"num_font": _FONT, "major_gridlines": {"visible": True, "line": {"color": "#D9D9D9"}}})
    chart.set_legend({"position": "bottom", "font": _FONT} if len(spec.series) > 1 else {"none": True})
    chart.set_size({"width": spec.width, "height": spec.height})
    place = {"description": spec.alt_text or spec.title, "object_position": 1}
    if sheet.insert_chart(spec.row - 1, spec.column - 1, chart, place) != 0:
        raise ValueError(f"chart was not accepted: {spec.title}")


def _series(series: ChartSeries) -> dict[str, object]:
    """Patterns tell series apart on a black-and-white printer."""
    color = f"#{series.color}" if series.color else _GREY
    options: dict[str, object] = {
        "name": series.name,
        "categories": series.categories,
        "values": series.values,
        "gap": 60,
        "border": {"color": color},
    }
    if series.pattern:
        options["pattern"] = {"pattern": series.pattern, "fg_color": color, "bg_color": "#FFFFFF"}
    else:
        options["fill"] = {"color": color}
    return options
