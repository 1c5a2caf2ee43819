from __future__ import annotations

import pytest

from reporter.core.marks import Marks
from reporter.document.blocks import (
    Align,
    Document,
    DocumentError,
    Heading,
    Layout,
    Note,
    OrderedItem,
    Paragraph,
    Span,
    Table,
)
from reporter.document.markdown import parse

HEAD = "---\n标题: 通报\n发文机关: 甲\n附件: [表一, 表二]\n---\n"  # body starts on line 6


def read(body: str, marks: Marks | None = None) -> Document:
    return parse(HEAD + body, marks or Marks())


def words(text: str, *, strong: bool = False) -> tuple[Span, ...]:
    return (Span(text=text, strong=strong),)


def refused(text: str) -> DocumentError:
    with pytest.raises(DocumentError) as caught:
        parse(text, Marks())
    return caught.value


class TestElements:
    def test_all_keys_arrive(self) -> None:
        text = """---
样例数据: true
文种: 通报
版式: 简报
报头: 督查专报
期号: 第3期
编发单位: 督查室
标题: 甲
标题分行: [甲, 乙]
附件:
  - 表一
报: 区领导。
共印: 20
---
"""
        elements = parse(text, Marks()).elements
        assert elements.sample is True
        assert elements.layout is Layout.BRIEF
        assert (elements.masthead, elements.issue, elements.editor) == ("督查专报", "第3期", "督查室")
        assert elements.title_lines == ("甲", "乙")
        assert elements.annex_titles == ("表一",)
        assert (elements.reported_to, elements.copies) == ("区领导。", "20")

    def test_plain_strings_only(self) -> None:
        elements = read("").elements
        assert parse("---\n标题: 2024-05-01\n发文机关: yes\n---\n", Marks()).elements.title == "2024-05-01"
        assert elements.sample is False

    def test_a_value_that_looks_like_yaml_is_a_value(self) -> None:
        marks = Marks()
        title = marks.add("甲: [乙] # 丙\n样例数据: true")
        elements = parse(f"---\n标题: {title}\n发文机关: 甲\n---\n", marks).elements
        assert elements.title == title
        assert elements.sample is False

    def test_a_mark_of_an_empty_value_is_no_element(self) -> None:
        marks = Marks()
        elements = parse(f"---\n标题: 甲\n发文机关: 甲\n抄送: {marks.add(' ')}\n---\n", marks).elements
        assert elements.copied_to == ""

    def test_choice_may_be_a_mark(self) -> None:
        marks = Marks()
        text = f"---\n标题: 甲\n版式: {marks.add('表单')}\n样例数据: {marks.add('true')}\n---\n"
        elements = parse(text, marks).elements
        assert (elements.layout, elements.sample) == (Layout.FORM, True)

    @pytest.mark.parametrize(
        ("text", "line", "words"),
        [
            ("---\n标题: 甲\n作者: 乙\n---\n", 3, "不认识的要素“作者”"),
            ("---\n标题: 甲\n标题: 乙\n---\n", 3, "写了两次"),
            ("---\n标题: 甲\n样例数据: yes\n---\n", 3, "可写：true、false"),
            ("---\n标题: 甲\n版式: 公告\n---\n", 3, "可写：文件、简报、信函、表单"),
            ("---\n标题: 甲\n附件: 一张表\n---\n", 3, "应为列表"),
            ("---\n标题: [甲]\n---\n", 2, "只能写一项"),
            ("---\n标题: 甲\n  : : [\n---\n", 3, "要素区写法不对"),
            ("---\n发文机关: 甲\n---\n", 2, "要有要素“标题”"),
            ("---\n标题: 甲\n---\n", 2, "要有要素“发文机关”"),
            ("---\n标题: 甲\n版式: 简报\n---\n", 2, "要有要素“报头”"),
            ("正文\n", 1, "要素区"),
        ],
    )
    def test_faults(self, text: str, line: int, words: str) -> None:
        error = refused(text)
        assert error.line == line
        assert words in str(error)


class TestBlocks:
    def test_headings_and_text(self) -> None:
        blocks = read("## 总体\n### 指标\n正文一，\n接着写 two\nthree\n\n1. 甲\n2. 乙\n").blocks
        assert blocks == (
            Heading(level=1, inlines=words("总体")),
            Heading(level=2, inlines=words("指标")),
            Paragraph(inlines=words("正文一，接着写 two three")),
            OrderedItem(number=1, inlines=words("甲")),
            OrderedItem(number=2, inlines=words("乙")),
        )

    def test_strong_beside_full_width_punctuation(self) -> None:
        (block,) = read("**第一，**进度 2*3 \\*\\* **\n").blocks
        assert block == Paragraph(inlines=(Span(text="第一，", strong=True), Span(text="进度 2*3 ** **")))

    def test_comments_are_dropped_and_lines_still_count(self) -> None:
        assert read("<!-- 模板\n两行 -->\n正文<!-- 内 -->后\n").blocks == (Paragraph(inlines=words("正文后")),)
        assert refused(HEAD + "<!--\n\n-->\n# 题\n").line == 9

    def test_html_code_links_and_quotes_stay_literal(self) -> None:
        text = "<b>甲</b> `乙` [丙](丁) > 戊 &amp; ![己](庚)"
        assert read(text).blocks == (Paragraph(inlines=words(text)),)

    def test_number_without_blank_is_no_list(self) -> None:
        assert read("1.6月17日前报送\n").blocks == (Paragraph(inlines=words("1.6月17日前报送")),)

    @pytest.mark.parametrize(
        ("body", "line", "words"),
        [
            ("# 题\n", 6, "标题用“##”"),
            ("###### 题\n", 6, "标题用“##”"),
            ("\n- 甲\n", 7, "不用项目符号"),
            ("1. 甲\n\n   乙\n", 6, "只能写一段"),
        ],
    )
    def test_faults(self, body: str, line: int, words: str) -> None:
        error = refused(HEAD + body)
        assert error.line == line
        assert words in str(error)


TABLE = "| 名 | 值 |\n|:-:|--:|\n| 甲 | 1 |\n"


class TestTables:
    def test_bare_table(self) -> None:
        (table,) = read(TABLE).blocks
        assert table == Table(
            header=((words("名"), words("值")),),
            rows=((words("甲"), words("1")),),
            align=(Align.CENTER, Align.RIGHT),
        )

    def test_directive(self) -> None:
        marks = Marks()
        caption = f"表1　{marks.add('五月 单位=人')} 汇总"
        (table,) = read(f"::: 表 列宽=4,10 对齐=左右 题={caption} 单位=项\n{TABLE}:::\n", marks).blocks
        assert isinstance(table, Table)
        assert (table.widths, table.align) == ((4, 10), (Align.LEFT, Align.RIGHT))
        assert (table.caption, table.unit) == (caption, "项")

    def test_blank_heading_row_is_none(self) -> None:
        (table,) = read("| | |\n|---|---|\n| 甲 | 1 |\n").blocks
        assert isinstance(table, Table)
        assert table.header == ()
        assert table.align == (None, None)

    def test_cell_values_never_end_a_cell(self) -> None:
        marks = Marks()
        value = marks.add("a|b\n| c |")
        (table,) = read(f"| 名 |\n|---|\n| {value} |\n", marks).blocks
        assert isinstance(table, Table)
        assert table.rows == ((words(value),),)

    def test_escaped_bar(self) -> None:
        (table,) = read("| 名 |\n|---|\n| a\\|b |\n").blocks
        assert isinstance(table, Table)
        assert table.rows == ((words("a|b"),),)

    @pytest.mark.parametrize(
        ("body", "line", "words"),
        [
            (TABLE + "| 乙 | 2 | 3 |\n", 9, "本行有3格，表头有2格"),
            (TABLE + "注：直接跟在表后\n", 9, "本行有1格"),
            (f"::: 表 列宽=1,2,3\n{TABLE}:::\n", 7, "“列宽”写了3列，表格有2列"),
            (f"::: 表 对齐=左\n{TABLE}:::\n", 7, "“对齐”写了1列"),
            (f"::: 表 列宽=1,0\n{TABLE}:::\n", 6, "应为正整数"),
            (f"::: 表 对齐=左下\n{TABLE}:::\n", 6, "左、中、右"),
            (f"::: 表 颜色=红\n{TABLE}:::\n", 6, "不认识“颜色”"),
            ("::: 表\n文字\n:::\n", 6, "有且只有一个表格"),
        ],
    )
    def test_faults(self, body: str, line: int, words: str) -> None:
        error = refused(HEAD + body)
        assert error.line == line
        assert words in str(error)


class TestAnnexes:
    def test_titles_in_order_and_nesting_with_equal_fences(self) -> None:
        document = read(
            f"正文\n\n::: 附件 横排\n::: 表 题=甲\n{TABLE}:::\n::: 注\n注：一。\n:::\n:::\n\n::: 附件\n文字\n:::\n"
        )
        first, second = document.annexes
        assert (first.title, first.landscape) == ("表一", True)
        assert (second.title, second.landscape) == ("表二", False)
        assert isinstance(first.blocks[0], Table)
        assert first.blocks[1] == Note(inlines=words("注：一。"))
        assert second.blocks == (Paragraph(inlines=words("文字")),)

    def test_titles_without_annex_are_bound_apart(self) -> None:
        assert read("正文\n").annexes == ()

    @pytest.mark.parametrize(
        ("body", "line", "words"),
        [
            ("::: 附件 斜排\n:::\n", 6, "不认识“斜排”"),
            ("::: 框\n:::\n", 6, "不认识的块“框”"),
            ("::: 注\n注：\n", 6, "没有以“:::”结束"),
            ("文字\n\n:::\n", 8, "多了一个"),
            ("::: 注\n## 题\n:::\n", 6, "只能写文字"),
            ("::: 注\n::: 附件\n甲\n:::\n:::\n", 6, "只能写文字"),
            ("::: 附件\n::: 附件\n甲\n:::\n:::\n", 7, "不能放在别的块里"),
            ("::: 附件\n:::\n::: 附件\n:::\n::: 附件\n:::\n", 10, "第3个附件"),
            ("::: 附件\n甲\n:::\n\n正文\n", 10, "附件之后"),
        ],
    )
    def test_faults(self, body: str, line: int, words: str) -> None:
        error = refused(HEAD + body)
        assert error.line == line
        assert words in str(error)
