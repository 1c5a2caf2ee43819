"""Whatever a bureau typed comes out as typed, in paragraphs and cells, and a figure keeps its origin."""

from __future__ import annotations

from io import BytesIO

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reporter.core.marks import Marks
from reporter.document.text import rare_characters
from tests.document.docsamples import FILE, NS, W, made, part

NASTY = [
    "<进展>&",
    "{{7*7}}",
    "# 标题",
    "a|b",
    "**甲**",
    "::: 附件",
    "---",
    "<!-- 甲 -->",
    "]]>",
    "&amp;",
    "🙂",
    "𠮷野",
    " 前后 ",
    "一\n二\t三",
    "- 甲",
    "\\*",
    "",
]


def printed(value: str) -> tuple[str, str]:
    """`value` as it reads in a paragraph and in a table cell."""
    marks = Marks()
    mark = marks.add(value)
    data = made(f"{FILE}甲{mark}乙\n\n| 名 |\n|---|\n| 丙{mark}丁 |\n", marks)
    document = docx.Document(BytesIO(data))
    (body,) = (p.text for p in document.paragraphs if p.style is not None and p.style.name == "Body Text")
    return body[1:-1], document.tables[0].cell(1, 0).text[1:-1]


@pytest.mark.parametrize("value", NASTY)
def test_survives(value: str) -> None:
    assert printed(value) == (value, value)


@pytest.mark.parametrize(
    ("value", "shown"), [("甲\x00\x0b\x1f乙", "甲乙"), ("甲\r\n乙\r丙", "甲\n乙\n丙"), ("甲\ufffe\ue000\udc80", "甲")]
)
def test_what_xml_cannot_hold_is_dropped(value: str, shown: str) -> None:
    assert printed(value) == (shown, shown)


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Co", "Cn"]), max_size=40))
def test_any_text_survives(value: str) -> None:
    assert printed(value) == (value, value)


@pytest.mark.parametrize("value", NASTY)
def test_survives_in_every_element(value: str) -> None:
    marks = Marks()
    keys = ["发文机关", "字号", "标题", "主送", "署名", "日期", "附注", "抄送", "印发", "印发日期", "密级"]
    lines = [f"{key}: 前{marks.add(value)}后" for key in keys]
    data = made(
        "\n".join(["---", *lines, f"附件: [前{marks.add(value)}后]", "---", "", "::: 附件", "文字", ":::"]), marks
    )
    text = "".join(node.text or "" for node in part(data).iter(f"{W}t"))
    shown = value.replace("\n", "").replace("\t", "")
    assert text.count(f"前{shown}后") == len(keys) + 2  # the annex is listed and titled


class TestBookmarks:
    @staticmethod
    def names(*origins: str | None) -> list[str]:
        marks = Marks()
        text = "".join(marks.add(f"{index}.5", origin) for index, origin in enumerate(origins))
        starts = part(made(f"{FILE}{text}\n", marks)).iter(f"{W}bookmarkStart")
        return [start.attrib[f"{W}name"] for start in starts]

    def test_figure_with_origin_stands_in_a_bookmark(self) -> None:
        marks = Marks()
        figure = marks.add("37.0", "A1-K13.completion")
        body = part(made(f"{FILE}占年任务{figure}%\n", marks))
        start = body.find(".//w:bookmarkStart", NS)
        assert start is not None
        run = start.getnext()
        assert run is not None
        assert "".join(run.itertext()) == "37.0"
        end = run.getnext()
        assert end is not None
        assert end.tag == f"{W}bookmarkEnd"
        assert end.attrib[f"{W}id"] == start.attrib[f"{W}id"]

    def test_without_origin_none(self) -> None:
        assert self.names(None) == []

    def test_names_are_legal_and_differ(self) -> None:
        assert self.names("A1-K13.rate", "a1 k13 rate", "7号", '"<&>') == [
            "A1_K13_rate",
            "a1_k13_rate_2",
            "v_7号",
            "v_____",
        ]

    def test_long_names_are_cut_and_still_differ(self) -> None:
        first, second = self.names("甲" * 60, "甲" * 50)
        assert len(first) == len(second) == 40
        assert first != second

    def test_same_marks_after_writing(self) -> None:
        marks = Marks()
        title = marks.add("屈原管理区管委办公室关于2024年1—5月“八大行动”推进情况的通报")
        made(f"---\n标题: {title}\n发文机关: 甲\n---\n", marks)
        assert len(marks.entries) == 1


def test_han_that_the_faces_lack_are_named_once() -> None:
    assert rare_characters("昇通新材昇、𠮷㎡ ABC“引号”——1—5月") == ("昇", "𠮷")
    assert rare_characters("屈原管理区") == ()
