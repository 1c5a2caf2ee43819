"""Number formats by our own obvious cases are what openpyxl says of all, and styles are read for nothing else."""

from __future__ import annotations

import subprocess
import sys
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from openpyxl import load_workbook
from openpyxl.packaging.workbook import WorkbookPackage
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format
from openpyxl.utils.datetime import MAC_EPOCH, from_excel

from reporter.sheets import formats
from reporter.sheets.cells import CellKind, Unreadable, place_of
from reporter.sheets.ooxml import read_ooxml
from reporter.sheets.open import open_book
from reporter.sheets.swift import frame, read_plain
from reporter.sheets.swift.text import Odd
from reporter.sheets.values import EPOCH, number_content, plain_content
from tests.sheets.test_swift import SMALL, packed, parts_of

STYLES = "xl/styles.xml"


@pytest.mark.parametrize("number", sorted(BUILTIN_FORMATS))
def test_what_is_built_in_is_what_the_library_knows(number: int) -> None:
    styles = f'<styleSheet><cellXfs><xf numFmtId="{number}"/></cellXfs></styleSheet>'.encode()
    found = formats.formats_in(styles)
    assert found.shown == (BUILTIN_FORMATS[number],)
    assert bool(found.dates) is is_date_format(BUILTIN_FORMATS[number])
    assert bool(found.durations) is is_timedelta_format(BUILTIN_FORMATS[number])


@settings(deadline=None, max_examples=2000)
@given(st.text('yYmMdDhHsS#0.,%@?;:"[]\\_-/ 年≥GeneralRd', max_size=12))
def test_what_is_obvious_is_what_the_library_says(number_format: str) -> None:
    assert formats.is_date_format(number_format) is is_date_format(number_format)
    assert formats.is_duration_format(number_format) is is_timedelta_format(number_format)


@pytest.mark.parametrize("epoch", [EPOCH, MAC_EPOCH])
@pytest.mark.parametrize("value", [-700000, -1, 0, 1, 59, 60, 61, 45432, 2958465, 2958466, 10**15, 0.5, 45432.25])
def test_a_day_is_the_day_that_the_library_counts(value: float, epoch: datetime) -> None:
    try:
        expected = plain_content(from_excel(value, epoch))
    except (OverflowError, ValueError):
        expected = CellKind.ERROR, "#VALUE!"
    assert number_content(value, formats.DAY, epoch) == expected


def test_own_formats_go_before_built_in_ones_and_unknown_ones_show_the_number() -> None:
    styles = b"""<styleSheet><numFmts><numFmt numFmtId="1" formatCode="yyyy/m/d"/></numFmts>
        <cellXfs><xf numFmtId="1"/><xf numFmtId="200"/><xf/></cellXfs></styleSheet>"""
    found = formats.formats_in(styles)
    assert (found.shown, found.dates) == (("yyyy/m/d", "General", "General"), {0})


def test_a_form_with_a_broken_font_is_read_though_the_library_refuses_it() -> None:
    parts = parts_of(SMALL)
    broken = packed({**parts, STYLES: parts[STYLES].replace(b'<family val="2"/>', b'<family val="serif"/>')})
    with pytest.raises(TypeError):
        load_workbook(BytesIO(broken))
    assert open_book(broken, "x.xlsx") == read_ooxml(broken) == open_book(SMALL, "x.xlsx")


@pytest.mark.parametrize("new", [b'numFmtId="0.5"', b'numFmtId=""', b'numFmtId="x"'])
def test_a_format_that_is_no_number_is_no_plain_file(new: bytes) -> None:
    parts = parts_of(SMALL)
    assert read_plain(packed({**parts, STYLES: parts[STYLES].replace(b'numFmtId="164"', new)})) is None


@settings(deadline=None, max_examples=100)
@given(st.from_regex(frame._OWN_FRAME, fullmatch=True))
def test_the_library_accepts_every_frame_that_it_is_not_asked_about(text: str) -> None:
    package = WorkbookPackage.from_tree(etree.fromstring(text))
    assert not (package.properties.date1904 or package.pivotCaches)


_DECLARED = "".join(
    f' xmlns:{prefix}="{space}"'
    for prefix, space in (
        ("cp", "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"),
        ("dc", "http://purl.org/dc/elements/1.1/"),
        ("dcterms", "http://purl.org/dc/terms/"),
        ("xsi", "http://www.w3.org/2001/XMLSchema-instance"),
    )
)


def core(inner: str, declared: str = _DECLARED) -> bytes:
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    return f"{head}<cp:coreProperties{declared}>{inner}</cp:coreProperties>".encode()


_THEN = datetime(2024, 6, 3, 9, 30)
_TYPED = ' xsi:type="dcterms:W3CDTF"'
_TIME = "<dcterms:modified>2024-06-03T01:30:00Z</dcterms:modified>"


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        (core(_TIME), _THEN),
        (core(f"<dc:title>甲 &amp; 乙</dc:title>{_TIME}<dc:subject/>"), _THEN),
        (core(_TIME.replace("modified>2", f"modified{_TYPED}>2")), _THEN),
        (core(f"<dcterms:modified/>{_TIME}"), None),
        (core("<dcterms:modified>gestern</dcterms:modified>"), None),
        (core("<dc:title>甲</dc:title>"), None),
        (core(f"<dc:title>{_TIME}</dc:title>"), None),
        (core(_TIME.replace("dcterms", "x"), _DECLARED + ' xmlns:x="http://purl.org/dc/terms/"'), _THEN),
        (core(_TIME, _DECLARED.replace("purl.org/dc/terms", "purl.org/dc/other")), None),
        (core(_TIME, _DECLARED.replace("dcterms", "d")), Odd),
        (core(_TIME, _DECLARED + _DECLARED), Odd),
        (core(f"<dc:title>甲 & 乙</dc:title>{_TIME}"), Odd),
        (core(f"<dc:title>{_TIME}"), Odd),
        (core(f"<dc:title>甲</dc:subject>{_TIME}"), Odd),
        (core(f"<dc:title xsi:type='a'>甲</dc:title>{_TIME}"), _THEN),
    ],
)  # fmt: skip
def test_the_last_saved_time_is_what_a_parser_finds(part: bytes, expected: object) -> None:
    try:
        found: object = frame.modified_in(part)
    except Odd:
        found = Odd
    assert found == expected


@pytest.mark.parametrize("name", ["xl/_rels/workbook.xml.rels", "[Content_Types].xml"])
@pytest.mark.parametrize("other", [b'"/>\n<', b'" /><', b'"></x><', b'" Id="rId1"/><', b'&amp;"/><'])
def test_lists_of_parts_are_plain_or_left_alone(name: str, other: bytes) -> None:
    parts = parts_of(SMALL)
    data = packed({**parts, name: parts[name].replace(b'"/><', other)})
    plain = read_plain(data)
    assert (plain is not None) is (other == b'"/>\n<')
    if plain is not None:
        assert plain == read_ooxml(data)


def test_a_workbook_among_others_is_left_to_the_faithful_reader() -> None:
    """openpyxl takes the first of several, in an order of its own."""
    name, end = "[Content_Types].xml", b"</Types>"
    kind = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    parts = parts_of(SMALL)
    more = parts[name].replace(end, b'<Override PartName="/xl/other.xml" ContentType="' + kind + b'"/>' + end)
    assert read_plain(packed({**parts, name: more})) is None


@pytest.mark.parametrize(
    ("address", "place"), [("A1", (1, 1)), ("z9", (9, 26)), ("AA10", (10, 27)), ("XFD1048576", (1048576, 16384))]
)
def test_a_place_by_its_address(address: str, place: tuple[int, int]) -> None:
    assert place_of(address) == place


@pytest.mark.parametrize("address", ["", "A", "1", "A0", "$A$1", "A1:B2", "ABCD1", "甲1", "A١"])
def test_what_is_no_address(address: str) -> None:
    with pytest.raises(ValueError, match=r"^"):
        place_of(address)


@pytest.mark.parametrize("reference", [b'ref="A1"', b"", b'ref=""', b'ref="1A"'])
def test_a_comment_that_hangs_on_no_cell_breaks_nothing(reference: bytes) -> None:
    comment = b"<comment %b><text><t>?</t></text></comment>" % reference
    comments = b'<comments xmlns="x"><commentList>' + comment + b"</commentList></comments>"
    relations = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1"'
        b' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"'
        b' Target="../comments1.xml"/></Relationships>'
    )
    more = {"xl/comments1.xml": comments, "xl/worksheets/_rels/sheet1.xml.rels": relations}
    data = packed({**parts_of(SMALL), **more})
    attached = open_book(data, "x.xlsx").sheets[0].attached
    assert attached == read_ooxml(data).sheets[0].attached == ({(1, 1): ("批注",)} if b"A1" in reference else {})


def test_relations_that_are_no_xml_are_left_to_the_faithful_reader_which_refuses() -> None:
    data = packed({**parts_of(SMALL), "xl/worksheets/_rels/sheet1.xml.rels": b"<broken"})
    assert read_plain(data) is None
    with pytest.raises(Unreadable, match="E114"):
        open_book(data, "x.xlsx")


def test_forms_as_they_are_issued_need_no_library_to_be_read(tmp_path: Path) -> None:
    (tmp_path / "x.xlsx").write_bytes(SMALL)
    code = (
        "import sys; from pathlib import Path; from reporter.sheets.open import open_book\n"
        "book = open_book(Path('x.xlsx').read_bytes(), 'x.xlsx')\n"
        "print(len(book.sheets), [name for name in sys.modules if name.startswith('openpyxl')])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "2 []"
