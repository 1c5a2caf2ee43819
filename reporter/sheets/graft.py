"""A chart for a place outside its workbook: the chart part, and a workbook that holds nothing but its figures."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

from reporter.core.values import dataclass
from reporter.sheets.spec import BookSpec
from reporter.sheets.write import write_book

_CHART = "xl/charts/chart1.xml"


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnChart:
    """The XML of a chart, and the .xlsx file to which its ranges refer."""

    part: bytes
    book: bytes


def drawn_chart(spec: BookSpec) -> DrawnChart:
    """The one chart of `spec`; ValueError if there is another number of charts."""
    count = sum(len(sheet.charts) for sheet in spec.sheets)
    if count != 1:
        raise ValueError(f"one chart is drawn at a time, not {count}")
    with ZipFile(BytesIO(write_book(spec))) as package:
        part = package.read(_CHART)
    bare = replace(spec, sheets=tuple(replace(sheet, charts=()) for sheet in spec.sheets))
    return DrawnChart(part=part, book=write_book(bare))
