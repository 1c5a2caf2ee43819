"""From the table inside `::: 图` to a chart: figures, what is refused and on which line, the chart in words."""

from __future__ import annotations

from decimal import Decimal

import pytest

from reporter.core.marks import Marks
from reporter.document.blocks import Chart, ChartKind, DocumentError
from reporter.document.chart_looks import look_of
from reporter.document.markdown import parse

HEAD = "---\n标题: 通报\n发文机关: 甲\n附件: [表一]\n---\n"  # body starts on line 6

LIGHTS = """\
::: 图 类型=堆叠条形 高=6 题=图1　八大行动灯色分布 单位=项 标注=达到占比
| 行动 | 绿灯 | 黄灯 | 红灯 | 未报 | 达到占比 |
|---|---|---|---|---|---|
| 安全守底行动 | 13 | 0 | 1 | 0 | 92.9% |
| 民生可感行动 | 25 | 5 | 3 | 1 | 73.5% |
:::
"""


def charts(body: str, marks: Marks | None = None) -> list[Chart]:
    return [block for block in parse(HEAD + body, marks or Marks()).blocks if isinstance(block, Chart)]


def chart_of(options: str, *rows: str, marks: Marks | None = None) -> Chart:
    (chart,) = charts(fenced(options, *rows), marks)
    return chart


def fenced(options: str, head: str, *rows: str) -> str:
    lines = [f"| {row} |" for row in (head, *rows)]
    lines.insert(1, f"|{'---|' * (head.count('|') + 1)}")
    return "\n".join([f"::: 图 {options}", *lines, ":::\n"])


def test_lights() -> None:
    (chart,) = charts(LIGHTS)
    assert (chart.kind, chart.height, chart.heading) == (ChartKind.STACKED, Decimal(6), "行动")
    assert chart.categories == ("安全守底行动", "民生可感行动")
    assert [series.name for series in chart.series] == ["绿灯", "黄灯", "红灯", "未报", "达到占比"]
    assert chart.series[0].values == (Decimal(13), Decimal(25))
    assert [series.label_only for series in chart.series] == [False, False, False, False, True]
    assert chart.series[4].values == (Decimal("0.929"), Decimal("0.735"))
    assert [series.number_format for series in chart.series] == ["0", "0", "0", "0", "0.0%"]


def test_words_leave_out_zeros_of_a_stack_and_the_number_of_the_figure() -> None:
    (chart,) = charts(LIGHTS)
    assert chart.description == (
        "八大行动灯色分布：安全守底行动绿灯13项、红灯1项、达到占比92.9%；"
        "民生可感行动绿灯25项、黄灯5项、红灯3项、未报1项、达到占比73.5%。"
    )


def test_words_keep_a_zero_bar_and_say_where_there_is_nothing() -> None:
    chart = chart_of("类型=条形 题=占比", "行动 | 占比", "甲 | 0%", "乙 | —", "丙 | 50%")
    assert chart.description == "占比：甲占比0%；乙无数据；丙占比50%。"


def test_words_given_by_the_author() -> None:
    assert chart_of("类型=条形 替代=两条差不多长", "行动 | 数", "甲 | 1").description == "两条差不多长"


def test_words_without_caption_begin_with_the_kind() -> None:
    assert chart_of("类型=折线", "月份 | 全区", "1月 | 1").description == "折线：1月全区1。"


@pytest.mark.parametrize(
    ("cell", "value", "number_format"),
    [
        ("12", "12", "0"),
        ("3.50", "3.50", "0.00"),
        ("-2", "-2", "0"),
        ("−2.5", "-2.5", "0.0"),
        ("92.9%", "0.929", "0.0%"),
        ("100％", "1", "0%"),
    ],
)
def test_figures(cell: str, value: str, number_format: str) -> None:
    (series,) = chart_of("类型=条形", "行动 | 数", f"甲 | {cell}").series
    assert (series.values, series.number_format) == ((Decimal(value),), number_format)


@pytest.mark.parametrize("cell", ["", "—", "-", "－"])
def test_no_figure_is_not_zero(cell: str) -> None:
    (series,) = chart_of("类型=折线", "月份 | 数", "1月 | 3", f"2月 | {cell}").series
    assert series.values == (Decimal(3), None)


def test_marks_are_resolved_and_cannot_become_columns() -> None:
    marks = Marks()
    name, figure, head = marks.add("甲|乙 <&>\n行动"), marks.add("7"), marks.add("绿灯")
    chart = chart_of("类型=堆叠条形 题=图", f"行动 | {head}", f"{name} | {figure}", marks=marks)
    assert (chart.categories, chart.series[0].name, chart.series[0].values) == (
        ("甲|乙 <&> 行动",),
        "绿灯",
        (Decimal(7),),
    )
    assert chart.description == "图：甲|乙 <&> 行动绿灯7。"


@pytest.mark.parametrize(
    "rows",
    [[], ["甲 | 0 | 50%"], ["甲 | — | 50%", "乙 | 0 | 0%"], ["甲 |  | "]],
    ids=["no row", "zeros", "zeros and nothing", "blank"],
)
def test_nothing_to_draw_is_no_chart(rows: list[str]) -> None:
    """The column of labels alone is nothing to draw."""
    body = fenced("类型=堆叠条形 标注=占比 题=图1", "行动 | 绿灯 | 占比", *rows)
    assert parse(f"{HEAD}前文\n\n{body}\n后文\n", Marks()).blocks == parse(f"{HEAD}前文\n\n后文\n", Marks()).blocks


@pytest.mark.parametrize(
    ("options", "rows", "line", "message"),
    [
        ("类型=饼", ["行动 | 数", "甲 | 1"], 6, "“类型”写的是“饼”，可写：堆叠条形、条形、折线"),
        ("高=6", ["行动 | 数", "甲 | 1"], 6, "“类型”写的是“”"),
        ("类型=条形 高=六", ["行动 | 数", "甲 | 1"], 6, "“高”写的是“六”，应为2至14（厘米）"),
        ("类型=条形 高=1.9", ["行动 | 数", "甲 | 1"], 6, "“高”写的是“1.9”"),
        ("类型=条形 高=14.1", ["行动 | 数", "甲 | 1"], 6, "“高”写的是“14.1”"),
        ("类型=条形 宽=6", ["行动 | 数", "甲 | 1"], 6, "“图”后面不认识“宽”"),
        ("类型=条形", ["行动 | 数", "甲 | 1", "乙 | 很多"], 10, "图的“数”列写的是“很多”，应为数字"),
        ("类型=条形", ["行动 | 数", "甲 | 1,200"], 9, "写的是“1,200”"),
        ("类型=条形", ["行动 | 数", "甲 | ١"], 9, "写的是“١”"),
        ("类型=条形", ["行动 | 数", "甲 | 1e9"], 9, "写的是“1e9”"),
        ("类型=条形", ["行动", "甲"], 6, "至少要有两列"),
        ("类型=堆叠条形 标注=占比", ["行动 | 占比", "甲 | 1%"], 6, "至少要有两列"),
        ("类型=堆叠条形 标注=占", ["行动 | 数 | 占比", "甲 | 1 | 1%"], 6, "“标注”写的是“占”，表头没有这一列"),
        ("类型=堆叠条形 标注=行动", ["行动 | 数", "甲 | 1"], 6, "表头没有这一列"),
        ("类型=堆叠条形 标注=占比", ["行动 | 数 | 占比", "甲 | 1 | 12"], 9, "“占比”列应为0%至100%的百分数"),
        ("类型=堆叠条形 标注=占比", ["行动 | 数 | 占比", "甲 | 1 | 120%"], 9, "应为0%至100%的百分数"),
        ("类型=条形 标注=占比", ["行动 | 数 | 占比", "甲 | 1 | 12%"], 6, "“标注”只用于堆叠条形图"),
        ("类型=堆叠条形", ["行动 | 绿灯", "甲 | -1"], 9, "“绿灯”列有负数"),
        ("类型=折线", ["月份 | 甲 | 乙", "1月 | 1 | 2%"], 9, "“乙”列：同一图的数要么都带%，要么都不带"),
        ("类型=折线", ["月份 | 甲 | 甲", "1月 | 1 | 2"], 6, "图的表头有两列都叫“甲”"),
        ("类型=折线", ["月份 | 甲 | ", "1月 | 1 | 2"], 6, "图的表头有一列没有名称"),
        ("类型=折线", ["月份 | 甲", "1月 | 1 | 2"], 9, "本行有3格，表头有2格"),
    ],
)
def test_faults(options: str, rows: list[str], line: int, message: str) -> None:
    with pytest.raises(DocumentError) as caught:
        charts(fenced(options, *rows))
    assert caught.value.line == line
    assert message in str(caught.value)


@pytest.mark.parametrize("inner", ["", "文字\n", "| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n\n文字\n"])
def test_only_a_table_inside(inner: str) -> None:
    with pytest.raises(DocumentError, match="“图”里要有且只有一个表格"):
        charts(f"::: 图 类型=条形\n{inner}:::\n")


def test_lights_have_looks_of_their_own() -> None:
    looks = [look_of(name, 7, lines=False) for name in ("绿灯", "黄灯", "红灯", "未报")]
    assert [look.pattern for look in looks] == ["", "wide_upward_diagonal", "large_grid", ""]
    assert [look.color for look in looks][::3] == ["2E7D32", "FFFFFF"]


def test_other_series_differ_without_colour() -> None:
    lines = [look_of("某行动", index, lines=True) for index in range(8)]
    assert len({(look.marker, look.dash) for look in lines}) == 8
    assert all(look.marker and look.color < "D" for look in lines)  # dark enough for paper
    assert look_of("某行动", 8, lines=True) == lines[0]
    assert look_of("未报", 0, lines=True).color != "FFFFFF"
