"""Bar and line charts of a workbook: readable in black and white, described for those who do not see them."""

from __future__ import annotations

from typing import Any

from reporter.sheets.spec import ChartSeries, ChartSpec, SeriesLabels

_FONT = "宋体"
_TITLE_FONT = {"name": "黑体", "size": 12, "bold": False}
_GREY = "#808080"
_PALE = "#D9D9D9"
_LINE_WIDTH, _EDGE_WIDTH, _MARKER_SIZE = 1.75, 0.5, 6


def add_chart(book: Any, sheet: Any, spec: ChartSpec) -> None:
    """Places the chart; bars run in the order of their table, the first on top."""
    kind = {"type": "line" if spec.line else "bar", **({"subtype": "stacked"} if spec.stacked else {})}
    chart = book.add_chart(kind)
    for series in spec.series:
        chart.add_series(_series(series, spec))
    title = {"name": spec.title, "name_font": _TITLE_FONT, "overlay": False}
    chart.set_title(title if spec.title else {"none": True})
    _set_axes(chart, spec)
    chart.set_legend(_legend(spec))
    if spec.plot:
        chart.set_plotarea({"layout": dict(zip(("x", "y", "width", "height"), spec.plot, strict=True))})
    chart.show_blanks_as("gap")
    chart.set_size({"width": spec.width, "height": spec.height})
    place = {"description": spec.alt_text or spec.title, "object_position": 1}
    if sheet.insert_chart(spec.row - 1, spec.column - 1, chart, place) != 0:
        raise ValueError(f"chart was not accepted: {spec.title}")


def _set_axes(chart: Any, spec: ChartSpec) -> None:
    """In xlsxwriter's words the categories of bars stand on x too where the chart is a line, on y where it lies."""
    font = {"name": _FONT, "size": spec.font_size}
    edge = {"color": _GREY}
    categories = {"num_font": font, "major_gridlines": {"visible": False}, "line": edge}
    values: dict[str, object] = {
        "num_font": font,
        "num_format": spec.value_format,
        "line": edge,
        "visible": spec.value_axis,
        "major_gridlines": {"visible": spec.value_axis, "line": {"color": _PALE}},
    }
    if spec.from_zero:
        values["min"] = 0
    if spec.line:
        chart.set_x_axis(categories)
        chart.set_y_axis(values)
    else:
        chart.set_y_axis({**categories, "reverse": True})
        chart.set_x_axis(values)


def _legend(spec: ChartSpec) -> dict[str, object]:
    """A legend where there is more than one series to tell apart."""
    if len(spec.series) <= 1:
        return {"none": True}
    return {"position": "bottom", "font": {"name": _FONT, "size": spec.font_size}}


def _series(series: ChartSeries, spec: ChartSpec) -> dict[str, object]:
    """Patterns, markers and dashes tell series apart on a black-and-white printer."""
    ranges = {"name": series.name, "categories": series.categories, "values": series.values}
    labels = {"data_labels": _labels(series.labels, spec)} if series.labels else {}
    return {**ranges, **(_line(series) if spec.line else _bar(series, spec)), **labels}


def _bar(series: ChartSeries, spec: ChartSpec) -> dict[str, object]:
    color = _color(series)
    if series.ghost:
        return {"gap": spec.gap, "fill": {"none": True}, "border": {"none": True}}
    border = {"color": f"#{series.border}", "width": _EDGE_WIDTH} if series.border else {"color": color}
    options = {"gap": spec.gap, "border": border}
    if series.pattern:
        return {
            **options,
            "pattern": {"pattern": series.pattern, "fg_color": color, "bg_color": f"#{series.background}"},
        }
    return {**options, "fill": {"color": color}}


def _line(series: ChartSeries) -> dict[str, object]:
    color = _color(series)
    marker = {"type": series.marker, "size": _MARKER_SIZE, "border": {"color": color}, "fill": {"color": color}}
    line = {"color": color, "width": _LINE_WIDTH, "dash_type": series.dash}
    return {"line": line, "marker": marker if series.marker else {"type": "none"}}


def _color(series: ChartSeries) -> str:
    return f"#{series.color}" if series.color else _GREY


def _labels(labels: SeriesLabels, spec: ChartSpec) -> dict[str, object]:
    font = {"name": _FONT, "size": spec.font_size, "color": f"#{labels.color}", "bold": labels.bold}
    return {"value": True, "position": labels.position, "num_format": labels.number_format, "font": font}
