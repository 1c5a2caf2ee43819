"""Lines to paragraphs: what is joined, what is dropped, and that every letter keeps its line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from reporter.document.passages.model import Passage
from reporter.document.passages.plain import text_passages
from reporter.plan.draft.text import paragraphs, plain_text


def joined(*lines: str) -> list[str]:
    return [one.text for one in paragraphs(text_passages("\n".join(lines)))]


@pytest.mark.parametrize(
    ("lines", "whole"),
    [
        (("1.现代农业。加快推进大中型灌区续建配套和现代化改造，加强排涝", "能力建设。"), 1),
        (("（县发改局牵头，县财政局、县住房公积金管理中心、县人", "社局等按职责分工负责)"), 1),
        (("做好示范县创建工作，实现量质齐升（县交通运输", "局负责）"), 1),
        (("工业倍增行动实施方案", "为加快发展，制定本方案。"), 2),
        (("建设高标准农田1.5万亩，加快推进大中型灌区建设，补齐短板", "2.农村饮水。提高普及率。"), 2),
        (("（一）做强主导产业", "1.新型材料。"), 2),
        (("做好工作。", "继续推进。"), 2),
        (("清政办发〔2026〕9号", "清溪县人民政府办公室关于印发《清溪县实施“两大行动”总体方案》的通知"), 2),
    ],
)
def test_a_sentence_is_joined_and_a_heading_is_not(lines: tuple[str, ...], whole: int) -> None:
    assert len(joined(*lines)) == whole


def test_page_numbers_and_repeated_heads_of_pages_are_dropped() -> None:
    pages = [
        f"清溪县文件汇编\n　　第{page}项工作，任务很重，时间很紧，要求很高，必须\n— {page} —" for page in (1, 2, 3)
    ]
    found = paragraphs(text_passages("\f".join(pages)))
    assert "".join(one.text for one in found) == "".join(
        f"第{page}项工作，任务很重，时间很紧，要求很高，必须" for page in (1, 2, 3)
    )


def test_a_line_that_stands_on_two_pages_only_is_kept() -> None:
    assert joined("清溪县文件\n内容一。\f清溪县文件\n内容二。") == ["清溪县文件", "内容一。", "清溪县文件", "内容二。"]


def test_where_paragraphs_are_indented_a_line_at_the_margin_goes_on() -> None:
    """一、 at the front of a soft line is no heading: 集中统 / 一、权责明确."""
    body = [
        "　　坚持标准化，重点围绕六个方面，按照改革思路，建立集中统",
        "一、权责明确的机关事务管理体制，实行集中管理、两翼融合发",
        "展、资源统筹调配。",
    ]
    assert joined("　　前言。", "后语。", *body) == ["前言。", "后语。", "".join(line.strip() for line in body)]
    unindented = [line.strip() for line in body]
    assert joined(*unindented) == [unindented[0], "".join(unindented[1:])]


def test_brackets_commas_and_an_english_and_are_made_alike_letter_for_letter() -> None:
    text = "水产品and蔬菜(县农业农村局,县水利局负责)１０％〔注〕"
    plain = plain_text(text)
    assert plain == "水产品和  蔬菜（县农业农村局，县水利局负责）10%（注）"
    assert len(plain) == len(text)


def test_numbers_keep_their_decimal_point_and_comma() -> None:
    assert plain_text("1.5万亩、1,200户") == "1.5万亩、1,200户"


@given(some.lists(some.text(alphabet="字句。，、（）(1.一 　", max_size=40), max_size=20))
def test_no_letter_is_lost_and_plain_text_has_the_same_length(lines: list[str]) -> None:
    passages = [Passage(text=line, place=f"第{at}行") for at, line in enumerate(lines, start=1)]
    found = paragraphs(passages)
    for one in found:
        assert len(one.text) == len(one.plain)
        assert one.place(0) in one.places
    kept = "".join(one.text for one in found)
    assert set(kept) <= set("".join(lines))


def test_a_letter_knows_its_line() -> None:
    (one,) = paragraphs(text_passages("建设高标准农田，加快推进大中型灌区续建配套，补齐\n短板，提高产量。"))
    assert one.place(one.text.index("建设")) == "第1行"
    assert one.place(one.text.index("短板")) == "第2行"
