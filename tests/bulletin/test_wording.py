"""The sandbox: every value a mark, nothing typed becomes markup, faults by line and name."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.bulletin.figure import Figure, phrase
from reporter.bulletin.wording import TemplateFault, render
from reporter.document.blocks import Paragraph
from reporter.document.markdown import parse

HOSTILE = ["<进展>&", "{{7*7}}", "# 标题", "|", "::: 表", "**粗**", "1. 条", "\ue000\ue010\ue001", "---", "<!-- 注 -->"]
SEVEN = Figure(text="7.8%", value=Decimal("7.8"), origin="A1-K01.actual")


def printed(template: str, **context: object) -> str:
    """What a template says, with the values in place."""
    markdown, marks = render(template, context, name="测试.md.j2")
    return marks.plain(markdown)


@pytest.mark.parametrize("typed", HOSTILE)
def test_what_a_bureau_types_prints_literally(typed: str) -> None:
    template = "---\n版式: 表单\n标题: 题\n---\n\n{% macro 句(值) %}甲{{ 值 }}乙{% endmacro %}\n{{ 句(值) }}\n"
    markdown, marks = render(template, {"值": typed}, name="测试.md.j2")
    literal = typed.replace("\ue000", "").replace("\ue010", "").replace("\ue001", "")
    outside = "".join(piece for piece in marks.pieces(markdown) if isinstance(piece, str))
    assert outside == "---\n版式: 表单\n标题: 题\n---\n\n甲乙\n"
    (block,) = parse(markdown, marks).blocks
    assert isinstance(block, Paragraph)
    assert marks.plain("".join(span.text for span in block.inlines)) == f"甲{literal}乙"


@given(st.text())
def test_any_text_is_one_mark(typed: str) -> None:
    markdown, marks = render("甲{{ 值 }}乙", {"值": typed}, name="测试.md.j2")
    pieces = list(marks.pieces(markdown))
    assert [pieces[0], pieces[-1], len(pieces)] == ["甲", "乙", 3]


def test_a_figure_keeps_its_origin_and_a_phrase_its_figures() -> None:
    markdown, marks = render(
        "{{ 数 }}{{ 句 }}{{ 数|两位小数 }}", {"数": SEVEN, "句": phrase("增长", SEVEN)}, name="测试.md.j2"
    )
    assert marks.plain(markdown) == "7.8%增长7.8%7.80"
    assert [mark.origin for mark in marks.entries] == ["A1-K01.actual", None, "A1-K01.actual", "A1-K01.actual"]


def test_lists_join_into_marks() -> None:
    assert (
        printed("{{ 名单|顿号 }}；{{ 名单|join('/') }}；{{ 名单|分号 }}", 名单=["#甲", "乙"])
        == "#甲、乙；#甲/乙；#甲；乙"
    )


def test_figures_compare_in_conditions() -> None:
    assert printed("{% if 数 > 7 %}大{% else %}小{% endif %}", 数=SEVEN) == "大"


@pytest.mark.parametrize(
    ("template", "line", "variable"),
    [
        ("甲\n{{ 滞后项 }}", 2, "滞后项"),
        ("甲\n\n{{ 总.滞后项 }}", 3, "滞后项"),
        ("{% if 没有 %}1{% endif %}", 1, "没有"),
    ],
)
def test_an_unknown_name_is_said_with_its_line(template: str, line: int, variable: str) -> None:
    with pytest.raises(TemplateFault) as fault:
        render(template, {"总": {}}, name="督查通报.md.j2")
    assert (fault.value.line, fault.value.variable) == (line, variable)
    assert str(fault.value) == (f"模板“督查通报.md.j2”第{line}行用了“{variable}”，没有这个数。其他文书照常生成。")


@pytest.mark.parametrize(
    ("template", "line"),
    [
        ("甲\n{% if 数 %}乙", 2),
        ("{{ 数", 1),
        ("{{ 名 ~ 名 }}", 1),
        ("\n{{ 名 + 名 }}", 2),
        ("{{ '%s' % 名 }}", 1),
        ("{{ 名|safe }}", 1),
        ("{{ 名|replace('甲', '乙') }}", 1),
        ("{% macro 句() %}甲%s{% endmacro %}{{ 句().format(名) }}", 1),
        ("{% macro 句() %}甲{% endmacro %}{{ 句().replace('甲', 名) }}", 1),
        ("{% include '别的.md.j2' %}", 1),
        ("{{ 无 }}", 1),
        ("{{ 是 }}", 1),
        ("{{ 1 // 0 }}", 1),
        ("{{ 名.__class__.__mro__ }}", 1),
    ],
)
def test_what_cannot_be_used_is_a_fault_with_a_line(template: str, line: int) -> None:
    with pytest.raises(TemplateFault) as fault:
        render(template, {"数": SEVEN, "名": "甲", "无": None, "是": True}, name="测试.md.j2")
    assert fault.value.line == line


def test_the_same_template_gives_the_same_marks() -> None:
    first, second = (render("{{ 名 }}{{ 数 }}", {"数": SEVEN, "名": "甲"}, name="测试") for _ in range(2))
    assert (first[0], first[1].entries) == (second[0], second[1].entries)


def test_a_power_never_starts_and_a_loop_without_end_stops(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(TemplateFault, match=r"不能用“\*\*”"):
        render("{{ 10 ** 9999999 }}", {}, name="a.md.j2")
    monkeypatch.setattr("reporter.bulletin.wording._SECONDS", 0)
    long = "{% for a in 数 %}{% for b in 数 %}{{ a }}{{ b }}{% endfor %}{% endfor %}"
    with pytest.raises(TemplateFault, match="循环"):
        render(long, {"数": list(range(1000))}, name="a.md.j2")
