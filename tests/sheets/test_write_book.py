"""What a description of a workbook becomes, read back from the package or by open_book."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import pytest

from reporter.sheets.cells import Book, CellKind
from reporter.sheets.graft import drawn_chart
from reporter.sheets.open import open_book
from reporter.sheets.pen import link_to, text_for_cell
from reporter.sheets.spec import (
    BookSpec,
    CellSpec,
    ChartSeries,
    ChartSpec,
    Highlight,
    Page,
    SeriesLabels,
    SheetSpec,
    Style,
    Validation,
)
from reporter.sheets.write import write_book

CREATED = datetime(2024, 5, 31, 8, 0)


def book_of(sheet: SheetSpec, *others: SheetSpec, **more: object) -> BookSpec:
    return BookSpec(sheets=(sheet, *others), created=CREATED, **more)  # type: ignore[arg-type]


def cells_of(*values: object, **looks: object) -> SheetSpec:
    """A sheet with one value per row in column A."""
    style = Style(**looks)  # type: ignore[arg-type]
    return SheetSpec(
        name="表",
        cells={(row, 1): CellSpec(value=value, style=style) for row, value in enumerate(values, 1)},  # type: ignore[arg-type]
    )


def part(data: bytes, name: str) -> str:
    with ZipFile(BytesIO(data)) as package:
        return package.read(name).decode()


def read(spec: BookSpec) -> Book:
    return open_book(write_book(spec), "x.xlsx")


def box(**more: object) -> Validation:
    return Validation(first_row=2, first_column=1, last_row=9, last_column=1, **more)  # type: ignore[arg-type]


def test_same_description_gives_same_bytes_with_everything_in_it() -> None:
    sheet = SheetSpec(
        name="总览",
        cells={(1, 1): CellSpec(value="甲"), (2, 1): CellSpec(value=Decimal("0.5"), tip="批注")},
        highlights=(Highlight(first_row=1, first_column=1, last_row=2, last_column=1, data_bar="638EC6"),),
        charts=(
            ChartSpec(
                row=4,
                column=1,
                title="各行动",
                series=(ChartSeries(name="达到", categories="='总览'!$A$1:$A$1", values="='总览'!$A$2:$A$2"),),
            ),
        ),
        validations=(box(message="提示"),),
    )
    assert write_book(book_of(sheet)) == write_book(book_of(sheet))


def test_text_stays_text() -> None:
    texts = ["=1+1", "＝1", "@SUM", "+86", "https://example.cn", "12", "-3", "正文", "_x_"]
    data = write_book(book_of(cells_of(*texts)))
    cells = open_book(data, "x.xlsx").sheets[0].cells
    assert [cells[(row, 1)].value for row in range(1, 10)] == texts
    assert {cell.kind for cell in cells.values()} == {CellKind.TEXT}
    assert "<f>" not in part(data, "xl/worksheets/sheet1.xml")


@pytest.mark.parametrize(("text", "quoted"), [("=1", True), ("＋1", True), ("甲=1", False)])
def test_quote_prefix_guards_what_would_become_a_formula_when_edited(text: str, quoted: bool) -> None:
    styles = part(write_book(book_of(cells_of(text))), "xl/styles.xml")
    assert ('quotePrefix="1"' in styles) is quoted


def test_numbers_dates_and_blanks() -> None:
    sheet = read(
        book_of(cells_of(Decimal("251.82"), 7, date(2024, 5, 31), None, "", number_format="yyyy-mm-dd"))
    ).sheets[0]
    assert sheet.cells.keys() == {(1, 1), (2, 1), (3, 1)}
    assert sheet.cells[(3, 1)].value == date(2024, 5, 31)
    assert read(book_of(cells_of(Decimal("251.82")))).sheets[0].cells[(1, 1)].value == Decimal("251.82")


def test_formula_carries_its_shown_value() -> None:
    sheet = SheetSpec(
        name="表",
        cells={
            (1, 1): CellSpec(formula="=1/4", value=Decimal("0.25")),
            (2, 1): CellSpec(formula='=IF(B2="","—",B2)', value="—"),
            (3, 1): CellSpec(formula='=""'),
        },
    )
    cells = read(book_of(sheet)).sheets[0].cells
    assert (cells[(1, 1)].value, cells[(1, 1)].formula) == (Decimal("0.25"), "=1/4")
    assert cells[(2, 1)].value == "—"
    assert cells[(3, 1)].kind is CellKind.NO_RESULT


@pytest.mark.parametrize(
    ("link", "written"),
    [
        ("internal:'总览'!A1", "internal:'总览'!A1"),
        ("returned/2024-05-A1-区发改局.xlsx", "external:returned/2024-05-A1-区发改局.xlsx"),
        ("a b/报表#2.xlsx#指标!H7", "external:a%20b/报表%232.xlsx#'指标'!H7"),
        ("a#1.xlsx", "external:a%231.xlsx"),
        ("a.xlsx#它's!$B$2", "external:a.xlsx#'它''s'!$B$2"),
        ("a.xlsx#'表'!A1", "external:a.xlsx#'表'!A1"),
        ("100%.xlsx", "external:100%25.xlsx"),
    ],
)
def test_links(link: str, written: str) -> None:
    assert link_to(link) == written


def test_link_to_a_file_is_a_relative_uri_and_keeps_the_number_of_its_cell() -> None:
    cell = CellSpec(value=Decimal(5), link="returned/报表 #1.xlsx#它's!H7", tip="原表")
    data = write_book(book_of(SheetSpec(name="表", cells={(3, 1): cell})))
    relations, sheet = part(data, "xl/worksheets/_rels/sheet1.xml.rels"), part(data, "xl/worksheets/sheet1.xml")
    assert 'Target="returned/报表%20%231.xlsx" TargetMode="External"' in relations
    assert "location=\"'它''s'!H7\"" in sheet and 'tooltip="原表"' in sheet
    assert open_book(data, "x.xlsx").sheets[0].cells[(3, 1)].value == Decimal(5)


@pytest.mark.parametrize(
    "validation",
    [
        box(title="题" * 33),
        box(message="字" * 256),
        box(kind="list", source="=RPT_甲", error="错" * 225),
        box(kind="list", source="是,否"),
        box(kind="list", source='="是"'),
        box(kind="colour"),
    ],
    ids=["title", "message", "error", "literal list", "literal in a formula", "kind"],
)
def test_limits_of_office_are_refused(validation: Validation) -> None:
    with pytest.raises(ValueError):
        write_book(book_of(SheetSpec(name="表", validations=(validation,))))


def test_longest_allowed_texts_pass() -> None:
    widest = box(kind="list", source="=RPT_甲", title="题" * 32, message="字" * 255, error="错" * 224, blocks=True)
    sheet = part(write_book(book_of(SheetSpec(name="表", validations=(widest,)))), "xl/worksheets/sheet1.xml")
    assert 'sqref="A2:A9"' in sheet and "<formula1>RPT_甲</formula1>" in sheet


def test_blocking_stops_and_warning_lets_pass() -> None:
    limits = {"kind": "decimal", "minimum": Decimal(0), "maximum": Decimal(100)}
    for blocks, mark in ((True, False), (False, True)):
        spec = SheetSpec(name="表", validations=(box(blocks=blocks, **limits),))
        sheet = part(write_book(book_of(spec)), "xl/worksheets/sheet1.xml")
        assert ('errorStyle="warning"' in sheet) is mark
        assert "<formula1>0</formula1><formula2>100</formula2>" in sheet


def test_protection_lets_people_filter_widen_and_wrap_but_not_sort() -> None:
    sheet = part(write_book(book_of(SheetSpec(name="表", protected=True))), "xl/worksheets/sheet1.xml")
    protection = re.search("<sheetProtection[^>]*>", sheet)
    assert protection is not None
    for allowed in ('formatCells="0"', 'formatColumns="0"', 'formatRows="0"', 'autoFilter="0"'):
        assert allowed in protection.group(0)
    assert "sort=" not in protection.group(0) and "insertRows=" not in protection.group(0)


def test_structure_is_locked_only_where_asked() -> None:
    locked = part(write_book(book_of(cells_of("a"), locked_structure=True)), "xl/workbook.xml")
    assert locked.index("<workbookPr ") < locked.index("<workbookProtection ") < locked.index("<bookViews>")
    assert "workbookProtection" not in part(write_book(book_of(cells_of("a"))), "xl/workbook.xml")


def test_states_names_properties_and_time_come_back() -> None:
    lists = SheetSpec(name="_lists", state="hidden", cells={(1, 1): CellSpec(value="是")})
    meta = SheetSpec(name="_meta", state="veryHidden", cells={(1, 1): CellSpec(value="x")})
    book = read(
        BookSpec(
            sheets=(lists, cells_of("甲"), meta),
            created=CREATED,
            names={"RPT_是否": "='_lists'!$A$1:$A$2", "RPT_FORM_ID": '="2024-05.A1"'},
            properties={"RPT_FORM_ID": "2024-05.A1"},
        )
    )
    assert [(sheet.name, sheet.state) for sheet in book.sheets] == [
        ("_lists", "hidden"),
        ("表", "visible"),
        ("_meta", "veryHidden"),
    ]
    assert book.names == {"RPT_是否": "'_lists'!$A$1:$A$2", "RPT_FORM_ID": "2024-05.A1"}
    assert book.properties == {"RPT_FORM_ID": "2024-05.A1"}
    assert book.modified == CREATED


@pytest.mark.parametrize("name", ["2024年", "a b", "A1"])
def test_a_name_excel_forbids_is_refused(name: str) -> None:
    with pytest.raises((ValueError, UserWarning)):
        write_book(book_of(cells_of("甲"), names={name: "='表'!$A$1"}))


def test_a_workbook_of_hidden_sheets_is_refused() -> None:
    with pytest.raises(ValueError):
        write_book(book_of(SheetSpec(name="_meta", state="hidden")))


def test_page_is_a4_one_page_wide_with_repeated_headings() -> None:
    spec = SheetSpec(
        name="表", cells={(1, 1): CellSpec(value="题")}, page=Page(repeat_rows=(1, 3), header="&C表", footer="&P/&N")
    )
    data = write_book(book_of(spec))
    sheet = part(data, "xl/worksheets/sheet1.xml")
    assert 'paperSize="9"' in sheet and 'fitToHeight="0"' in sheet and 'orientation="landscape"' in sheet
    assert "表!$1:$3" in part(data, "xl/workbook.xml")


def test_merges_hidden_rows_and_widths() -> None:
    spec = SheetSpec(
        name="表",
        cells={(3, 1): CellSpec(value="行")},
        merges={(1, 1, 1, 3): CellSpec(value="题"), (2, 1, 2, 1): CellSpec(value="单")},
        hidden_rows=frozenset({3}),
        hidden_columns=frozenset({2}),
        widths={1: 30},
    )
    sheet = read(book_of(spec)).sheets[0]
    assert sheet.merged == ((1, 1, 1, 3),)
    assert sheet.hidden_rows == frozenset({3})
    assert sheet.cells[(2, 1)].value == "单"


def test_chart_has_description_pattern_and_order_of_its_table() -> None:
    series = ChartSeries(
        name="滞后",
        categories="='表'!$A$1:$A$2",
        values="='表'!$B$1:$B$2",
        pattern="wide_upward_diagonal",
        color="C00000",
    )
    chart = ChartSpec(row=3, column=1, title="各行动", series=(series,), stacked=True, alt_text="两个行动各有几项滞后")
    cells = {
        (1, 1): CellSpec(value="甲"),
        (1, 2): CellSpec(value=2),
        (2, 1): CellSpec(value="乙"),
        (2, 2): CellSpec(value=1),
    }
    data = write_book(book_of(SheetSpec(name="表", cells=cells, charts=(chart,))))
    assert 'descr="两个行动各有几项滞后"' in part(data, "xl/drawings/drawing1.xml")
    drawn = part(data, "xl/charts/chart1.xml")
    assert '<c:grouping val="stacked"/>' in drawn and 'prst="wdUpDiag"' in drawn
    assert '<c:orientation val="maxMin"/>' in drawn and "<c:v>甲</c:v>" in drawn


def figures_and(*charts: ChartSpec) -> BookSpec:
    """A table of two rows and two series with `charts` beside it."""
    rows = [["行动", "绿灯", "占比"], ["甲", 2, Decimal("0.5")], ["乙", 1, Decimal("0.25")]]
    cells = {
        (row, column): CellSpec(value=value) for row, line in enumerate(rows, 1) for column, value in enumerate(line, 1)
    }  # type: ignore[arg-type]
    return book_of(SheetSpec(name="表", cells=cells, charts=charts))


def series_of(column: str, **more: object) -> ChartSeries:
    ranges = {"categories": "='表'!$A$2:$A$3", "values": f"='表'!${column}$2:${column}$3"}
    return ChartSeries(name=f"='表'!${column}$1", **ranges, **more)  # type: ignore[arg-type]


def test_line_chart_with_markers_dashes_and_an_axis_from_zero() -> None:
    series = (series_of("B", marker="square", dash="dash"), series_of("C"))
    chart = ChartSpec(row=5, column=1, title="", series=series, line=True, from_zero=True, value_format="0%")
    drawn = part(write_book(figures_and(chart)), "xl/charts/chart1.xml")
    assert "<c:lineChart>" in drawn and "<c:barChart>" not in drawn
    assert drawn.count('<c:symbol val="square"/>') == 1 and drawn.count('<c:symbol val="none"/>') == 1
    assert '<a:prstDash val="dash"/>' in drawn and '<c:min val="0"/>' in drawn and 'formatCode="0%"' in drawn
    assert '<c:autoTitleDeleted val="1"/>' in drawn and '<c:orientation val="maxMin"/>' not in drawn


def test_labels_ghosts_and_the_place_of_the_plot() -> None:
    green = series_of("B", border="404040", labels=SeriesLabels(position="center", number_format="0;;", bold=True))
    share = series_of("C", ghost=True, labels=SeriesLabels(position="inside_base", number_format="0%"))
    plot = (0.25, 0.125, 0.5, 0.75)
    chart = ChartSpec(row=5, column=1, title="", series=(green, share), stacked=True, value_axis=False, plot=plot)
    drawn = part(write_book(figures_and(chart)), "xl/charts/chart1.xml")
    assert [f'<c:{key} val="{value}"/>' in drawn for key, value in zip("xywh", plot, strict=True)] == [True] * 4
    assert '<c:delete val="1"/>' in drawn and "majorGridlines" not in drawn
    first, second = drawn.split("<c:ser>")[1:]
    assert 'formatCode="0;;"' in first and '<c:dLblPos val="ctr"/>' in first and 'val="404040"' in first
    assert second.index("<a:noFill/>") < second.index('<c:dLblPos val="inBase"/>')


def test_drawn_chart_and_its_workbook_hold_the_same_figures() -> None:
    chart = ChartSpec(row=5, column=1, title="", series=(series_of("B"), series_of("C")))
    drawn = drawn_chart(figures_and(chart))
    assert drawn == drawn_chart(figures_and(chart))
    assert b"<c:v>0.25</c:v>" in drawn.part
    assert open_book(drawn.book, "x.xlsx").sheets[0].cells[3, 3].value == 0.25
    with ZipFile(BytesIO(drawn.book)) as package:
        assert not [name for name in package.namelist() if "chart" in name or "drawing" in name]


@pytest.mark.parametrize("count", [0, 2])
def test_one_chart_is_drawn_at_a_time(count: int) -> None:
    chart = ChartSpec(row=5, column=1, title="", series=(series_of("B"),))
    with pytest.raises(ValueError, match=f"not {count}"):
        drawn_chart(figures_and(*[chart] * count))


def test_text_for_cell_drops_what_xml_forbids_and_cuts_at_the_limit() -> None:
    assert text_for_cell("甲\ud800乙\uffff") == "甲乙"
    assert len(text_for_cell("长" * 40000)) == 32767
    assert text_for_cell("长" * 40000).endswith("…")
    assert text_for_cell("𠮷" * 10) == "𠮷" * 10


def test_a_rule_may_frame_cells() -> None:
    rule = Highlight(first_row=1, first_column=1, last_row=4, last_column=2, formula="=LEN(A1)=0", border=True)
    data = write_book(book_of(SheetSpec(name="表", highlights=(rule,))))
    styles = part(data, "xl/styles.xml")
    frame = styles[styles.index("<dxfs ") : styles.index("</dxfs>")]
    assert frame.count('style="thin"') == 4 and 'rgb="FF808080"' in frame
    assert '<conditionalFormatting sqref="A1:B4">' in part(data, "xl/worksheets/sheet1.xml")
