"""Templates checked without a month."""

from __future__ import annotations

from pathlib import Path

import pytest

from reporter.bulletin.vocabulary import template_faults

TEMPLATES = sorted((Path(__file__).parents[2] / "templates").glob("*.j2"))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_shipped_template_is_in_order(path: Path) -> None:
    assert template_faults(path.read_text(encoding="utf-8"), path.name) == ()


@pytest.mark.parametrize(
    ("text", "line", "unknown"),
    [
        ("{{ 文.报告期 }}\n{{ 没有的数 }}", 2, "没有的数"),
        ("{% if false %}\n{{ 文.没有的项 }}{% endif %}", 2, "没有的项"),
        ("{% for 行 in 各灯色 %}{{ loop.最后 }}{% endfor %}", 1, "最后"),
        ("{% if 没有的数 %}{% endif %}", 1, "没有的数"),
    ],
)
def test_an_unknown_name_is_said_with_its_line_even_where_it_would_not_be_printed(
    text: str, line: int, unknown: str
) -> None:
    assert template_faults(text, "甲.md.j2") == (f"模板“甲.md.j2”第{line}行用了“{unknown}”，没有这个数。",)


@pytest.mark.parametrize("text", ["甲\n{% if 文.样例 %}乙", "甲\n{{ 文", "甲\n{% endfor %}"])
def test_a_tag_that_is_not_closed_is_said_with_its_line(text: str) -> None:
    (fault,) = template_faults(text, "甲.md.j2")
    assert "第2行" in fault and "标签" in fault


def test_names_that_a_template_makes_itself_are_known() -> None:
    assert template_faults("{% set 甲 = 文 %}{% macro 句(乙) %}{{ 乙.数 }}{% endmacro %}{{ 句(甲) }}", "甲") == ()
