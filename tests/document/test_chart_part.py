"""Charts inside the Word file: parts and relationships, the workbook behind them, what Word has to be told."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import docx
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from openpyxl.chart.chartspace import ChartSpace
from openpyxl.chart.reader import read_chart
from openpyxl.utils.escape import unescape

from reporter.core.marks import Marks
from tests.document.docsamples import FILE, NS, W, made, part, styled, text_of
from tests.document.test_chart_table import LIGHTS, fenced

C = {
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    **NS,
}
BARS = fenced("类型=条形 高=4.5 题=图2　占比", "行动 | 占比", "甲 | 92.9%", "乙 | 0.0%")
LINES = fenced("类型=折线 题=图3", "月份 | 全区 | 甲行动", "1月 | 10% | 5%", "2月 | — | 8%", "2024 | 30% | 9%")
ONE_LINE = fenced("类型=折线", "月份 | 全区", "1 | 3.5", "2 | -1")
CHART = "word/charts/chart{}.xml"
ALL = made(f"{FILE}前文\n\n{LIGHTS}\n{BARS}\n{LINES}\n{ONE_LINE}")


def chart(number: int, data: bytes = ALL) -> etree._Element:
    return part(data, CHART.format(number))


def values(element: etree._Element, path: str) -> list[str]:
    return [str(value) for value in element.xpath(path, namespaces=C)]


def workbook(number: int, data: bytes = ALL) -> openpyxl.Workbook:
    with ZipFile(BytesIO(data)) as archive:
        return openpyxl.load_workbook(BytesIO(archive.read(f"word/embeddings/chart{number}.xlsx")))


def cached(drawn: etree._Element) -> dict[str, list[str | float | None]]:
    """What the chart remembers of its workbook, by range."""
    found = {}
    for reference in drawn.iter(f"{{{C['c']}}}strRef", f"{{{C['c']}}}numRef"):
        (cells,) = values(reference, "c:f/text()")
        (count,) = values(reference, "*/c:ptCount/@val")
        points = {int(point.get("idx")): point.findtext("c:v", None, C) for point in reference.iterfind("*/c:pt", C)}
        numeric = reference.tag.endswith("numRef")
        texts = [unescape(points[index]) if points.get(index) else points.get(index) for index in range(int(count))]
        found[cells] = [float(text) if numeric and text is not None else text for text in texts]
    return found


def in_book(book: openpyxl.Workbook, cells: str) -> list[str | float | None]:
    sheet, _, area = cells.partition("!")
    found = book[sheet.strip("'")][area.replace("$", "")]
    return [row[0].value for row in found] if isinstance(found, tuple) else [found.value]


def test_package_parts_relationships_and_content_types() -> None:
    with ZipFile(BytesIO(ALL)) as archive:
        names = set(archive.namelist())
        types = archive.read("[Content_Types].xml").decode()
        links = archive.read("word/charts/_rels/chart2.xml.rels").decode()
        of_document = archive.read("word/_rels/document.xml.rels").decode()
    for number in range(1, 5):
        assert {CHART.format(number), f"word/embeddings/chart{number}.xlsx"} <= names
        assert f'PartName="/word/charts/chart{number}.xml" ContentType="application/vnd.openxmlformats-' in types
        assert f'relationships/chart" Target="charts/chart{number}.xml"' in of_document
    assert CHART.format(5) not in names
    assert 'Extension="xlsx" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"' in types
    assert 'relationships/package" Target="../embeddings/chart2.xlsx"' in links
    assert values(chart(2), "c:externalData/@r:id") == ["rId1"] and 'Id="rId1"' in links


def test_same_bytes_twice() -> None:
    assert made(f"{FILE}前文\n\n{LIGHTS}\n{BARS}\n{LINES}\n{ONE_LINE}") == ALL


def test_python_docx_opens_it_and_finds_the_parts() -> None:
    document = docx.Document(BytesIO(ALL))
    drawn = [shape._inline.docPr.get("name") for shape in document.inline_shapes]
    assert drawn == ["图表 1", "图表 2", "图表 3", "图表 4"]
    ids = values(part(ALL), "//wp:docPr/@id")
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_cells_equal_the_cached_values(number: int) -> None:
    book = workbook(number)
    remembered = cached(chart(number))
    assert len(remembered) == {1: 11, 2: 3, 3: 5, 4: 3}[number]
    for cells, points in remembered.items():
        assert points == in_book(book, cells), cells


def test_workbook_holds_the_table_and_no_second_chart() -> None:
    book = workbook(3)
    assert [[cell.value for cell in row] for row in book.active.rows] == [
        ["月份", "全区", "甲行动"],
        ["1月", 0.1, 0.05],
        ["2月", None, 0.08],
        ["2024", 0.3, 0.09],
    ]
    assert book.active["B2"].number_format == "0%"
    assert book.active._charts == []


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_openpyxl_reads_the_chart(number: int) -> None:
    drawn = chart(number)
    drawn.remove(drawn.find("c:externalData", C))  # openpyxl looks for its r:id without the r
    read = read_chart(ChartSpace.from_tree(drawn))
    assert len(read.series) == {1: 5, 2: 1, 3: 2, 4: 1}[number]


def test_table_is_not_printed_and_caption_stands_below() -> None:
    body = part(ALL).find("w:body", NS)
    assert body is not None and not body.findall("w:tbl", NS)
    styles = values(body, "w:p/w:pPr/w:pStyle/@w:val")
    first = styles.index("Figure")
    assert styles[first : first + 7] == ["Figure", "Caption", "Figure", "Caption", "Figure", "Caption", "Figure"]
    assert styled(ALL, "Caption") == ["图1　八大行动灯色分布", "图2　占比", "图3"]
    assert "安全守底行动" not in "".join(text_of(item) for item in body.iter(f"{W}p"))


def test_alternative_text() -> None:
    texts = values(part(ALL), "//wp:inline/wp:docPr/@descr")
    assert texts[0].startswith("八大行动灯色分布：安全守底行动绿灯13项、红灯1项")
    assert texts[1] == "占比：甲占比92.9%；乙占比0.0%。"


def test_size_is_the_text_width_and_the_height_asked() -> None:
    sizes = [(int(size.get("cx")), int(size.get("cy"))) for size in part(ALL).iterfind(".//wp:inline/wp:extent", C)]
    assert sizes == [(8844 * 635, height) for height in (2160000, 1620000, 2160000, 2160000)]


def test_width_follows_a_turned_page() -> None:
    data = made(f"{FILE}前文\n\n::: 附件 横排\n{BARS}:::\n")
    (size,) = part(data).iterfind(".//wp:inline/wp:extent", C)
    assert int(size.get("cx", 0)) == 12756 * 635


def test_patterns_of_lights_and_labels() -> None:
    lights = chart(1)
    series = lights.findall(".//c:ser", C)
    assert [values(one, "c:spPr/*[1]/@prst") for one in series] == [[], ["wdUpDiag"], ["lgGrid"], [], []]
    assert [values(one, "c:spPr/a:solidFill/a:srgbClr/@val") for one in series] == [["2E7D32"], [], [], ["FFFFFF"], []]
    assert values(series[4], "c:spPr/a:noFill") and values(lights, "//c:grouping/@val") == ["stacked"]
    assert [values(one, "c:dLbls/c:numFmt/@formatCode")[0] for one in series] == ["0;;"] * 4 + ["0.0%"]
    assert [values(one, "c:dLbls/c:dLblPos/@val")[0] for one in series] == ["ctr"] * 4 + ["inBase"]
    assert values(series[4], "c:tx//c:v/text()") == ["条右端为达到占比"]


def test_kinds() -> None:
    assert values(chart(2), "//c:barChart/c:barDir/@val") == ["bar"]
    assert values(chart(2), "//c:dLbls/c:showVal/@val") == ["1"]  # beside the bar by default
    assert not chart(2).findall(".//c:legend", C) and chart(1).findall(".//c:legend", C)
    assert values(chart(3), "//c:ser/c:marker/c:symbol/@val") == ["circle", "square"]
    assert values(chart(3), "//c:ser/c:spPr//a:prstDash/@val") == ["solid", "dash"]
    assert not chart(3).findall(".//c:dLbls", C)
    assert values(chart(4), "//c:dLbls/c:dLblPos/@val") == ["t"]


def test_axis_from_zero_unless_something_is_below() -> None:
    assert values(chart(3), "//c:valAx/c:scaling/c:min/@val") == ["0"]
    assert values(chart(4), "//c:valAx/c:scaling/c:min/@val") == []


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_nothing_is_left_to_the_program_or_the_theme(number: int) -> None:
    drawn = chart(number)
    assert values(drawn, "c:roundedCorners/@val") == ["0"] and values(drawn, "c:lang/@val") == ["zh-CN"]
    assert not drawn.findall(".//c:style", C) and not drawn.findall(".//a:schemeClr", C)
    assert not drawn.findall("c:printSettings", C)
    axes = drawn.findall(".//c:catAx", C) + drawn.findall(".//c:valAx", C)
    assert [values(axis, "c:delete/@val") for axis in axes] == [["0"], ["1" if number < 3 else "0"]]
    for labels in drawn.iterfind(".//c:dLbls", C):
        assert (values(labels, "c:showVal/@val"), values(labels, "c:showSerName/@val")) == (["1"], ["0"])
    faces = [
        (values(props, "a:latin/@typeface"), values(props, "a:ea/@typeface"))
        for props in drawn.iter(f"{{{C['a']}}}defRPr")
    ]
    assert set(map(str, faces)) == {"(['Times New Roman'], ['宋体'])"}
    assert values(drawn, "c:txPr//a:defRPr/@sz") == ["900"]


def test_children_stand_in_the_order_of_the_schema() -> None:
    """Word calls a file damaged whose chart has the right elements in another order."""
    names = [etree.QName(child).localname for child in chart(1)]
    assert names == ["date1904", "lang", "roundedCorners", "chart", "spPr", "txPr", "externalData"]
    axis = [etree.QName(child).localname for child in chart(3).find(".//c:valAx", C)]
    ticks = ["majorTickMark", "minorTickMark", "tickLblPos", "spPr", "txPr"]
    crossing = ["crossAx", "crosses", "crossBetween"]
    assert axis == ["axId", "scaling", "delete", "axPos", "majorGridlines", "numFmt", *ticks, *crossing]
    series = [etree.QName(child).localname for child in chart(4).find(".//c:ser", C)]
    assert series == ["idx", "order", "tx", "spPr", "marker", "dLbls", "cat", "val", "smooth"]


@given(
    st.lists(st.text(max_size=12), min_size=3, max_size=3),
    st.integers(0, 10**12),
)
@settings(max_examples=30, deadline=None)
def test_values_come_out_as_typed(texts: list[str], figure: int) -> None:
    check_literal(texts, figure)


@pytest.mark.parametrize("text", ["<&>\"'", "=1+1", "2024", "nan", "_x000D_", "甲\x01乙", "a|b", "🙂𠮷", "", " 1.1_1"])
def test_awkward_values(text: str) -> None:
    check_literal([text, text, text], 5)


def check_literal(texts: list[str], figure: int) -> None:
    marks = Marks()
    heading, category, name = (marks.add(text) for text in texts)
    body = fenced("类型=条形", f"类{heading} | 数{name}", f"{category} | {marks.add(str(figure + 1))}")
    data = made(FILE + body, marks)
    book = workbook(1, data)
    for cells, points in cached(chart(1, data)).items():
        assert points == in_book(book, cells)
    assert in_book(book, "'图表数据'!$B$2") == [figure + 1]
