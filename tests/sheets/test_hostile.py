"""Files that ask for endless work: read or refused within bounds of time and memory, measured process by process."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reporter.sheets.cells import Book, Cell, CellKind, Sheet, Unreadable
from reporter.sheets.open import open_book
from tests.formats import ods_of, xls_of, xlsb_of, zipped
from tests.sheets.test_formats import EXAMPLE
from tests.sheets.test_open_book import PLAIN, changed, with_cells

MOST_SECONDS, MOST_MEGABYTES = 30, 900
MEASURE = """
import json, os, sys
from reporter.sheets.cells import Unreadable
from reporter.sheets.open import open_book
data, start = open(sys.argv[1], "rb").read(), sum(os.times()[:4])
try:
    book = open_book(data, "x")
    told = sum(len(sheet.cells) for sheet in book.sheets)
except Unreadable as refused:
    told = refused.code
try:
    import resource
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1 if sys.platform != "darwin" else 1024)
except ImportError:
    memory = 0
print(json.dumps([told, sum(os.times()[:4]) - start, memory // 1024]))
"""
SPREADSHEETS = "urn:oasis:names:tc:opendocument:xmlns"


def in_sheet(before_end: str) -> Callable[[], bytes]:
    """The plain workbook with more elements behind its cells."""
    more = b"</sheetData>" + before_end.encode()
    return lambda: changed(lambda name, part: part.replace(b"</sheetData>", more) if "sheet1.xml" in name else part)


def in_workbook(after_sheets: str, before: str = "</sheets>") -> Callable[[], bytes]:
    more = after_sheets.encode()
    mark = before.encode()
    return lambda: changed(lambda name, part: part.replace(mark, more) if name == "xl/workbook.xml" else part)


def rows(count: int, columns: str, cell: str) -> Callable[[], bytes]:
    """A sheet of `count` rows; `cell` is written in every column with its address for {a}."""

    def line(row: int) -> str:
        return f'<row r="{row}">{"".join(cell.format(a=f"{column}{row}") for column in columns)}</row>'

    return lambda: with_cells("".join(line(row) for row in range(1, count + 1)))


def ods(rows: str, before: str = "") -> Callable[[], bytes]:
    spaces = " ".join(f'xmlns:{name}="{SPREADSHEETS}:{name}:1.0"' for name in ("office", "table", "text"))
    body = f'<office:body><office:spreadsheet><table:table table:name="a">{rows}</table:table></office:spreadsheet>'
    content = f"{before}<office:document-content {spaces}>{body}</office:body></office:document-content>"
    return lambda: zipped({"mimetype": "x", "content.xml": content})


def corner(row: int, column: int) -> Book:
    cells = {(1, 1): _number(1, 1), (row, column): _number(row, column)}
    return Book(sheets=(Sheet(name="a", cells=cells),))


def _number(row: int, column: int) -> Cell:
    return Cell(row=row, column=column, kind=CellKind.NUMBER, value=Decimal(1))


EVERYTHING = '<mergeCell ref="A1:XFD1048576"/>'
FILLED_ROW = (
    '<table:table-row table:number-rows-repeated="1048576">'
    '<table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="16384"/>'
    "</table:table-row>"
)
CASES: dict[str, tuple[Callable[[], bytes], object]] = {
    "cells in both corners": (
        lambda: with_cells(
            '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
        ),
        1,
    ),
    "one merged range over everything": (in_sheet(f"<mergeCells>{EVERYTHING}</mergeCells>"), 1),
    "ten thousand of them": (in_sheet(f"<mergeCells>{EVERYTHING * 10_000}</mergeCells>"), 1),
    "one link over everything": (
        in_sheet('<hyperlinks><hyperlink ref="A1:XFD1048576" location="a!A1"/></hyperlinks>'),
        2,
    ),
    "a million rows": (rows(1_000_000, "A", '<c r="{a}"><v>1</v></c>'), 20_000),
    "sixty thousand formatted rows": (rows(60_000, "ABCDEFGH", '<c r="{a}" s="0"/>'), 0),
    "more cells than any form": (rows(20_000, "ABCDEFGHIJKLMNOPQRSTUVWXYZ", '<c r="{a}"><v>1</v></c>'), "E115"),
    "a million hidden rows": (
        lambda: with_cells("".join(f'<row r="{row}" hidden="1"/>' for row in range(1, 1_000_001))),
        0,
    ),
    "one sheet listed twenty thousand times": (
        in_workbook(
            "".join(f'<sheet name="s{n}" sheetId="{n + 9}" r:id="rId1"/>' for n in range(20_000)) + "</sheets>"
        ),
        "E115",
    ),
    "a hundred thousand names": (
        in_workbook(
            "</sheets><definedNames>"
            + "".join(f'<definedName name="n{n}">表!$A$1</definedName>' for n in range(100_000))
            + "</definedNames>"
        ),
        2,
    ),
    "seventeen megabytes of texts": (
        lambda: changed(
            lambda name, part: (
                b"<sst>" + b"".join(b"<si><t>%d</t></si>" % n for n in range(900_000)) + b"</sst>"
                if name == "xl/sharedStrings.xml"
                else part
            )
        ),
        "E115",
    ),
    "a bomb": (lambda: zipped({"[Content_Types].xml": b"<Types/>", "xl/a.xml": bytes(100_000_000)}), "E115"),
    "ten thousand parts": (
        lambda: zipped({"[Content_Types].xml": b"", **{f"xl/{n}": b"" for n in range(10_000)}}),
        "E115",
    ),
    "billion laughs": (
        lambda: changed(
            lambda name, part: (
                b'<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><sst>&c;</sst>'
                if name == "xl/sharedStrings.xml"
                else part
            )
        ),
        "E116",
    ),
    "a control character": (lambda: with_cells('<row r="1"><c r="A1" t="str"><v>a\x01</v></c></row>'), "E114"),
    "ods: one cell repeated over everything": (ods(FILLED_ROW), "E115"),
    "ods: blank rows repeated": (ods('<table:table-row table:number-rows-repeated="1048576"/>'), 0),
    "ods: entities": (ods("", '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>'), "E116"),
    "ods: elements in elements": (ods("<table:table-row>" * 40_000), "E114"),
    "ods: a control character": (ods("<table:table-row>\x01</table:table-row>"), "E114"),
    "xls: cells far apart": (lambda: xls_of(corner(65_536, 256)), 1),
    "xlsb: cells in both corners": (lambda: xlsb_of(corner(1_048_576, 16_384)), "E110"),
    "xlsb: cells far apart": (lambda: xlsb_of(corner(15_000, 200)), 2),
}


@pytest.mark.parametrize("name", CASES)
def test_bounded_work(name: str, tmp_path: Path) -> None:
    make, expected = CASES[name]
    (tmp_path / "file").write_bytes(make())
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, str(tmp_path / "file")], capture_output=True, timeout=120, check=True
    )
    told, seconds, megabytes = json.loads(done.stdout)
    assert told == expected
    assert seconds < MOST_SECONDS and megabytes < MOST_MEGABYTES


def parts_of(data: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


PACKAGES = {"xlsx": parts_of(PLAIN), "ods": parts_of(ods_of(EXAMPLE))}
XLSB = parts_of(xlsb_of(EXAMPLE))


def flipped(parts: dict[str, bytes], draw: st.DrawFn) -> bytes:
    """The package with some bytes of one part changed; the zip around them is sound."""
    name = draw(st.sampled_from(sorted(parts)))
    part = bytearray(parts[name])
    for _ in range(draw(st.integers(1, 4))):
        part[draw(st.integers(0, len(part) - 1))] = draw(st.integers(0, 255))
    return zipped({**parts, name: bytes(part)}, ZIP_STORED)


damaged_packages = st.composite(lambda draw: flipped(PACKAGES[draw(st.sampled_from(sorted(PACKAGES)))], draw))()
damaged_xlsb = st.composite(lambda draw: flipped(XLSB, draw))()


def read_or_refuse(data: bytes) -> None:
    try:
        open_book(data, "x")
    except Unreadable as refused:
        assert refused.code.startswith("E1")


@settings(max_examples=300, deadline=None)
@given(damaged_packages)
def test_damaged_parts_are_read_or_refused_and_nothing_else(data: bytes) -> None:
    read_or_refuse(data)


@settings(max_examples=15, deadline=None)
@given(damaged_xlsb)
def test_damaged_binary_parts_are_read_or_refused_and_nothing_else(data: bytes) -> None:
    read_or_refuse(data)
