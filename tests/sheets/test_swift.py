"""The short way of reading and the faithful reader: wherever the short way answers, both give the same book."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reporter.core.period import Period
from reporter.forms.layout import layouts
from reporter.forms.sample import sample_returns
from reporter.sheets.cells import Book, CellKind, Unreadable
from reporter.sheets.ooxml import read_ooxml
from reporter.sheets.spec import BookSpec, CellSpec, SheetSpec, Style
from reporter.sheets.swift import read_plain
from reporter.sheets.swift.parcel import Part, plain_directory
from reporter.sheets.swift.text import Remembered
from reporter.sheets.write import write_book
from tests.plans import small_plan

SHEET, STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
SMALL = write_book(
    BookSpec(
        sheets=(
            SheetSpec(
                name="指标",
                cells={
                    (1, 1): CellSpec(value="编号 & <名称>"),
                    (1, 2): CellSpec(value="  两头空  "),
                    (2, 1): CellSpec(value="A1-K01"),
                    (2, 2): CellSpec(value=Decimal("12.5"), style=Style(number_format="0.0%")),
                    (2, 3): CellSpec(value=Decimal(1260)),
                    (3, 1): CellSpec(value=date(2024, 5, 20), style=Style(number_format="yyyy-mm-dd")),
                    (3, 2): CellSpec(value="换行\n第二行"),
                    (4, 3): CellSpec(style=Style(number_format="0.00")),
                },
            ),
            SheetSpec(name="任务", cells={(1, 1): CellSpec(value="甲"), (5, 2): CellSpec(value=Decimal(0))}),
        ),
        created=datetime(2024, 6, 3, 9, 30),
        properties={"RPT_FORM_ID": "2024-05.A1.B001.3f"},
    )
)


def parts_of(data: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(parts: dict[str, bytes], method: int = ZIP_DEFLATED) -> bytes:
    result = BytesIO()
    with ZipFile(result, "w", method) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return result.getvalue()


def with_cells(xml: str, around: str = "{}") -> bytes:
    """SMALL with `xml` as the rows of its first sheet."""
    parts = parts_of(SMALL)
    sheet = re.sub(rb"<sheetData>.*</sheetData>", b"@", parts[SHEET])
    return packed({**parts, SHEET: sheet.replace(b"@", around.format(f"<sheetData>{xml}</sheetData>").encode())})


def check(data: bytes) -> str:
    """Which way was taken; both books must be equal, to the order of their cells."""
    plain = read_plain(data)
    if plain is None:
        return "faithful"
    faithful = read_ooxml(data)
    assert plain == faithful
    assert [list(sheet.cells) for sheet in plain.sheets] == [list(sheet.cells) for sheet in faithful.sheets]
    return "plain"


def test_every_sample_return_goes_the_short_way() -> None:
    plan, period = small_plan(), Period.parse("2024-05")
    forms = layouts(plan, period, None)
    ways = Counter(check(one.data) for one in sample_returns(plan, forms, period, 7, None) if one.data[:2] == b"PK")
    assert ways == {"plain": ways.total()} and ways.total() >= 4


def first(book: Book | None) -> object:
    """Kind and value of A1 of the first sheet, "odd" for a book that the short way leaves alone."""
    if book is None:
        return "odd"
    cell = book.sheets[0].at(1, 1)
    return (cell.kind, cell.value) if cell else None


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ('<c r="A1"><v>12</v></c>', (CellKind.NUMBER, Decimal(12))),
        ('<c r="A1" t="n"><v>-0.1</v></c>', (CellKind.NUMBER, Decimal("-0.1"))),
        ('<c r="A1"><v>1.2E+05</v></c>', (CellKind.NUMBER, Decimal(120000))),
        ('<c r="A1" t="b"><v>1</v></c>', (CellKind.BOOLEAN, True)),
        ('<c r="A1" t="str"><f>"甲"&amp;"乙"</f><v>甲乙</v></c>', (CellKind.TEXT, "甲乙")),
        ('<c r="A1" t="str"><f>B1</f><v></v></c>', (CellKind.TEXT, "")),
        ('<c r="A1"><f>B1</f><v></v></c>', (CellKind.NO_RESULT, None)),
        ('<c r="A1"><f>B1</f><v/></c>', (CellKind.NO_RESULT, None)),
        ('<c r="A1"/>', None),
        ('<c r="A1" t="e"><v>#N/A</v></c>', "odd"),
        ('<c r="A1" t="inlineStr"><is><t>甲</t></is></c>', "odd"),
        ('<c r="A1" t="d"><v>2024-05-20</v></c>', "odd"),
        ('<c r="A1"><f t="shared" si="0">B1</f><v>1</v></c>', "odd"),
        ('<c r="A1"><f/><v>1</v></c>', "odd"),
        ('<c r="A1"><v>12万</v></c>', "odd"),
        ('<c r="A1"><v> 12</v></c>', "odd"),
        ('<c r="A1" t="s"><v>9999</v></c>', "odd"),
        ('<c r="A1" t="s"><v>-1</v></c>', "odd"),
        ('<c r="A1" s="9999"><v>1</v></c>', "odd"),
        ('<c r="A1" t="b"><v>2</v></c>', "odd"),
        ('<c r="A1"><v>1</v></c><c r="A1"><v>2</v></c>', "odd"),
        ('<c r="XFD1"><v>1</v></c>', "odd"),
        ('<c r="A1048576"><v>1</v></c>', "odd"),
        ('<c r="A1"><v>1</v></c> ', "odd"),
        ('<c r="A1"><v>1</v></c><!-- -->', "odd"),
        ('<c r="A1" t="str"><v>&#x7532;</v></c>', "odd"),
        ('<c r="A1" t="str"><v>甲\r乙</v></c>', "odd"),
        ('<c r="A1" t="str"><v>甲\x0b乙</v></c>', "odd"),
        ('<c r="A1" t="str"><v>甲\ufffe乙</v></c>', "odd"),
        ('<x:c r="A1"><x:v>1</x:v></x:c>', "odd"),
        ('<c r="A1" t="str"><f>B1</f><v>very vivid</v></c>', (CellKind.TEXT, "very vivid")),
        ('<c r="A1" t="str"><f>IF(B1,"v","")</f><v>v</v></c>', (CellKind.TEXT, "v")),
        ('<c r="A1" t="str"><f>B1</f><v>a/v>b</v></c>', "odd"),
        ('<c r="A1" t="str"><f>B1</f><v>&lt;v></v></c>', (CellKind.TEXT, "<v>")),
        ('<c r="A1" t="str"><f>B1</f><v>  </v></c>', (CellKind.NO_RESULT, None)),
        ('<c r="A1" t="s"><v>0</v></c>', (CellKind.TEXT, "编号 & <名称>")),
        ('<c r="A1" t="s"><v>00</v></c>', "odd"),
        ('<c r="A1" t="s"><v>+0</v></c>', "odd"),
        ('<c r="A1" t="s"><v></v></c>', "odd"),
        ('<c r="A1" t="s"><v>١</v></c>', "odd"),
        ('<c r="A1" t="s"><v>99999999999999999999</v></c>', "odd"),
        ('<c r="A1" t="n"><v>1</v></c><c r="B1" t="s"><v>0.</v></c>', "odd"),
        ('<c r="A1"><v>1_0</v></c>', "odd"),
        ('<c r="A1"><v>nan</v></c>', "odd"),
        ('<c r="A1"><v>12</v></v></c>', "odd"),
        ('<c r="A1"><v><v>12</v></c>', "odd"),
        ('<c r="A1"><v>1</v>5<v>2</v></c>', "odd"),
        ('<c r="A1"><v>1</v><v>2</v></c>', "odd"),
        ('<c r="A1"><v>12</c>', "odd"),
        ('<c r="A1">12</v></c>', "odd"),
        ('<c r="A1"><v>12</v>', "odd"),
        ('<c r="A1"><f>B1<v>1</v></f></c>', "odd"),
        ('<c r="A1"><f>B1<v></f><v>1</v></c>', "odd"),
        ('<c r="A1"><v xml:space="preserve">1</v></c>', "odd"),
        ('<c r="A1"><v>1</v ></c>', "odd"),
        ('<c r="A1"><c r="B1"><v>1</v></c></c>', "odd"),
        ('<c r="A1"><v>1</v></c>v', "odd"),
        ('v<c r="A1"><v>1</v></c>', "odd"),
        ('\x01<c r="A1"><v>1</v></c>', "odd"),
        ('<c r="A1"><v>1</v>\x01</c>', "odd"),
        ('<c r="A1"><f>B1</f></c>', "odd"),
        ('<c r="A1"/><c r="A1"><v>1</v></c>', (CellKind.NUMBER, Decimal(1))),
        ('<c r="B1"><v>1</v></c><c r="A1"><v>2</v></c>', (CellKind.NUMBER, Decimal(2))),
    ],
)
def test_each_shape_of_a_cell(cell: str, expected: object) -> None:
    data = with_cells(f'<row r="1">{cell}</row>')
    assert first(read_plain(data)) == expected
    check(data)


@pytest.mark.parametrize(
    ("rows", "plain"),
    [
        ('<row r="1"><c r="A1"><v>1</v></c></row><row r="2"/><row r="3"></row>', True),
        ('<row r="1" spans="1:2" ht="12.5" customHeight="1" hidden="1"><c r="A1"><v>1</v></c></row>', True),
        ('<row r="1" hidden="true"><c r="A1"><v>1</v></c></row>', True),
        ("", True),
        ('<row r="1"><row r="2"></row></row>', False),
        ('</row><row r="1">', False),
        ('<row r="1"></row><c r="A1"><v>1</v></c>', False),
        ('<c r="A1"><v>1</v></c>', False),
        ('<row r="1"/><c r="A1"><v>1</v></c>', False),
        ('<row r="1"><row r="2"/></row>', False),
        ('<row r="1"><c r="A1"><v>1</v></c>', False),
        ('<row r="1" ht="hoch"><c r="A1"><v>1</v></c></row>', False),
        ('<row r="1"></row>\n<row r="2"></row>', False),
        ('<row r="1" outlineLevel="1"><c r="A1"><v>1</v></c></row>', True),
        ('<row r="1"><c r="A1"><f>B1</f><v/></c></row>', True),
        ('<row r="1"><c r="A1"><v>1</v></c></row><c r="A2"><v>1</v></c>', False),
        ('<row r="1"><c r="A1"><v>1</v></c></row><c r="A2"><v>1</v></c><row r="2"></row>', False),
        ('<row r="1"><c r="A1"><v>1</v></c><row r="2"><c r="A2"><v>1</v></c></row></row>', False),
        ('<row r="1"><c r="A1"><v>1</v></c></row></row>', False),
        ('<row r="1"><c r="A1"><v>1</v></c></row><row r="2">', False),
        ('<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"><v>1</v></c>', False),
        ('<row r="1"><c r="A1"><v>1</v></c></row></sheetData><sheetData><row r="2"/>', False),
        ('<row r="1"><c r="A1"><v>1</v></c></row><row r="1"><c r="B1"><v>1</v></c></row>', True),
        ('<row r="2"><c r="A2"><v>2</v></c></row><row r="1"><c r="A1"><v>1</v></c></row>', True),
    ],
)
def test_rows_lie_side_by_side_or_are_left_alone(rows: str, plain: bool) -> None:
    data = with_cells(rows)
    assert (read_plain(data) is not None) is plain
    try:
        check(data)
    except Unreadable:
        assert not plain


def test_a_blank_that_stands_twice_wipes_out_nothing() -> None:
    data = with_cells('<row r="1"><c r="A1"><v>1</v></c><c r="A1" s="0"/></row><row r="2"><c r="A1"/></row>')
    assert first(read_plain(data)) == first(read_ooxml(data)) == (CellKind.NUMBER, Decimal(1))


def test_hidden_rows_and_merged_ranges_are_kept() -> None:
    rows = '<row r="1" hidden="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row>'
    rows += '<row r="2"><c r="A2"><v>3</v></c></row>'
    data = with_cells(rows, '{}<mergeCells count="1"><mergeCell ref="A1:B1"/></mergeCells>')
    assert check(data) == "plain"
    sheet = (read_plain(data) or pytest.fail("odd")).sheets[0]
    assert (sheet.hidden_rows, sheet.merged, list(sheet.cells)) == ({1}, ((1, 1, 1, 2),), [(1, 1), (2, 1)])


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        (STRINGS, b"<t>A1-K01</t>", b"<r><t>A1</t></r><r><t>-K01</t></r>"),
        (STRINGS, b"<t>A1-K01</t>", b"<t>A1</t><rPh sb='0' eb='1'><t>a</t></rPh>"),
        (STRINGS, b"A1-K01", b"x005F_A1"),
        (STRINGS, b'encoding="UTF-8"', b'encoding="GBK"'),
        (SHEET, b"</worksheet>", b""),
        (SHEET, b"</sheetData>", b'</sheetData><mergeCell ref="A1:B1"/>'),
        (SHEET, b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="C1:B1"/></mergeCells>'),
        (SHEET, b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="A0:B1"/></mergeCells>'),
        (SHEET, b"</sheetData>", b'</sheetData><mergeCells t="s"><mergeCell ref="A1:B1"/></mergeCells>'),
        (SHEET, b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="A1:B1" t="s"/></mergeCells>'),
        (SHEET, b"</sheetData>", b'</sheetData><mergeCells><x/><mergeCell ref="A1:B1"/></mergeCells>'),
        (SHEET, b"</sheetData>", b'</sheetData><mergeCells/><mergeCells><mergeCell ref="A1:B1"/></mergeCells>'),
        (
            SHEET,
            b"</sheetData>",
            b'</sheetData><x:row xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>',
        ),
        (SHEET, b"</sheetData>", b'</sheetData><extLst><ext r="A1"><f>B1</f></ext></extLst>'),
        (SHEET, b"spreadsheetml/2006/main", b"spreadsheetml/2007/main"),
        ("xl/workbook.xml", b"<sheet ", b"<x:sheet "),
        ("xl/workbook.xml", b'name="\xe4\xbb\xbb\xe5\x8a\xa1"', b'name="\xe6\x8c\x87\xe6\xa0\x87"'),
        ("xl/workbook.xml", b"<workbookPr ", b'<workbookPr date1904="1" '),
        ("[Content_Types].xml", b"/xl/workbook.xml", b"/xl/other.xml"),
        ("[Content_Types].xml", b"/2006/content-types", b"/200]6/content-types"),
        ("xl/_rels/workbook.xml.rels", b"rId1", b"rId9"),
        ("xl/styles.xml", b"<cellXfs", b"<cellXfs <"),
        ("docProps/custom.xml", b"vt:lpwstr", b"vt:lpstr"),
        ("docProps/core.xml", b"</cp:coreProperties>", b""),
    ],
)
def test_a_part_out_of_the_ordinary_is_left_to_the_faithful_reader(part: str, old: bytes, new: bytes) -> None:
    parts = parts_of(SMALL)
    assert old in parts[part]
    assert read_plain(packed({**parts, part: parts[part].replace(old, new)})) is None


def test_what_excel_writes_goes_the_short_way_too() -> None:
    parts = parts_of(SMALL)
    ignorable = b'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="x14ac" '
    extension = b'xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac" '
    sheet = parts[SHEET].replace(b"<worksheet ", b"<worksheet " + ignorable + extension)
    sheet = sheet.replace(b'<row r="1" ', b'<row r="1" x14ac:dyDescent="0.25" ')
    texts = parts[STRINGS].replace(b"</t></si>", b'</t><phoneticPr fontId="1" type="noConversion"/></si>')
    book = parts["xl/workbook.xml"].replace(b"<workbook ", b"<workbook " + ignorable + extension)
    assert check(packed({**parts, SHEET: sheet, STRINGS: texts, "xl/workbook.xml": book})) == "plain"
    assert read_plain(packed({**parts, SHEET: sheet.replace(extension, b"")})) is None


def test_stored_parts_and_macros() -> None:
    parts = parts_of(SMALL)
    assert check(packed(parts, ZIP_STORED)) == "plain"
    assert read_plain(packed({**parts, "xl/vbaProject.bin": b"x"})) is None


def test_an_edited_part_under_its_old_checksum_is_left_alone() -> None:
    data = packed(parts_of(SMALL), ZIP_STORED)
    assert read_plain(data) is not None
    assert read_plain(data.replace(b"A1-K01", b"A1-K99", 1)) is None


def test_a_remembered_part_is_not_believed_under_another_checksum() -> None:
    data = packed(parts_of(SMALL), ZIP_STORED)
    assert read_plain(data) is not None
    with ZipFile(BytesIO(data)) as package:
        checksum = package.getinfo("xl/theme/theme1.xml").CRC.to_bytes(4, "little")
    assert read_plain(data.replace(checksum, b"\0\0\0\0")) is None


def test_what_is_remembered_is_bounded() -> None:
    judged: list[str] = []

    def length(text: str) -> int:
        judged.append(text)
        return len(text)

    known = Remembered(length, most=2, longest=3)
    assert [known[text] for text in ("a", "a", "bb", "long", "long", "ccc", "a")] == [1, 1, 2, 4, 4, 3, 1]
    assert judged == ["a", "bb", "long", "long", "ccc"] and len(known) == 2
    assert [known[text] for text in ("d", "e", "bb")] == [1, 1, 2]
    assert judged[5:] == ["d", "e", "bb"] and len(known) <= 2


def listed(part: Part | ZipInfo) -> object:
    if isinstance(part, Part):
        return part.filename, part.flag_bits, part.method, part.crc, part.compress_size, part.file_size, part.offset
    sizes = part.compress_size, part.file_size, part.header_offset
    return part.filename, part.flag_bits, part.compress_type, part.CRC, *sizes


def test_a_damaged_directory_is_read_as_the_zip_library_reads_it() -> None:
    luck, ways = random.Random(7), Counter[bool]()
    begin = SMALL.index(b"PK\x01\x02")
    for _ in range(3000):
        damaged = bytearray(SMALL)
        for _ in range(luck.choice((0, 1, 1, 2))):
            damaged[luck.randrange(begin, len(SMALL))] = luck.choice((0, 1, 8, 47, 92, 127, 255, luck.randrange(256)))
        found = plain_directory(bytes(damaged) + b"\0" * luck.choice((0, 0, 0, 1)))
        ways[bool(found)] += 1
        if found:
            assert [listed(part) for part in found] == [listed(part) for part in ZipFile(BytesIO(damaged)).infolist()]
    assert min(ways.values()) > 500


@settings(deadline=None, max_examples=60)
@given(st.binary(max_size=200), st.integers(min_value=0, max_value=5000))
def test_bytes_thrown_into_the_file_never_raise(junk: bytes, place: int) -> None:
    place %= len(SMALL)
    data = SMALL[:place] + junk + SMALL[place + len(junk) :]
    plain = read_plain(data)
    if plain is not None:
        assert plain == read_ooxml(data)


_ATTRIBUTE = re.compile(rb'[\w:]+="[^"]*"')
_TAG = re.compile(rb"<[^<>]+>")
_PIECES = (
    b"<c/>", b'<c r="B2"/>', b'<c r="B2"><v>7</v></c>', b"<row>", b"</row>", b"<v>1</v>", b"&amp;", b"&", b"<!---->",
    b' t="e"', b' t="str"', b' hidden="1"', b"\xff", b"\r\n", b" ", b"9" * 20, b"<![CDATA[x]]>", b"]]>", b"&#65;",
    b"_x0041_", b"v", b"<v>", b"</v>", b"</v>5<v>", b"<v/>", b"\x01", b"<f>A1</f>", b'</row><row r="9">',
    b"-", b"!", b"?", b"<oddHeader>", b"<sheetData>", b"</sheetData>", b"<sheetData/>", b"]", b"<t/>", b"<si>",
    b"</si><si>",
)  # fmt: skip


def damaged(parts: dict[str, bytes], luck: random.Random) -> dict[str, bytes]:
    """One edit of one part: an attribute changed or lost, a tag lost, doubled or moved, something put in."""
    name = luck.choice([name for name in parts if "theme" not in name] + [SHEET] * 8 + [STRINGS] * 3)
    content = parts[name]
    kind = luck.randrange(5)
    if kind == 4:
        place = luck.randrange(len(content))
        return {**parts, name: content[:place] + luck.choice(_PIECES) + content[place:]}
    found = list((_ATTRIBUTE if kind < 2 else _TAG).finditer(content))
    one = luck.choice(found)
    text = one.group()
    if kind == 0:
        text = text[:-1] + luck.choice((b"0", b"x", b"-", b"")) + b'"'
    elif kind == 1 or luck.random() < 0.4:
        text = b""
    else:
        text = text * 2 if luck.random() < 0.5 else luck.choice(found).group()
    return {**parts, name: content[: one.start()] + text + content[one.end() :]}


def a_form() -> bytes:
    plan, period = small_plan(), Period.parse("2024-05")
    return next(one.data for one in sample_returns(plan, layouts(plan, period, None), period, 7, None))


@pytest.mark.parametrize(("make", "times"), [(lambda: SMALL, 1500), (a_form, 500)], ids=["small", "form"])
def test_thousands_of_damaged_files_are_read_alike(make: Callable[[], bytes], times: int) -> None:
    parts, ways = parts_of(make()), Counter[str]()
    luck = random.Random(20240605)
    for _ in range(times):
        broken = damaged(parts, luck)
        ways[check(packed(damaged(broken, luck) if luck.random() < 0.3 else broken))] += 1
    assert ways["plain"] > times / 15 and ways["faithful"] > times / 3
