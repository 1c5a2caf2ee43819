"""Notes of responsibility in all their forms (DOMAIN 10), and brackets that are none."""

from __future__ import annotations

import pytest

from reporter.plan.draft.notes import Duty, notes_in
from reporter.plan.draft.text import packed, plain_text

A, B, C = "县发改局", "县财政局", "县水利局"


def duties(text: str) -> list[Duty]:
    return [note.duty for note in notes_in(plain_text(packed(text)))]


@pytest.mark.parametrize(
    ("note", "leads", "supports", "is_open"),
    [
        ("（县发改局负责）", (A,), (), False),
        ("（县发改局牵头，县财政局、县水利局按职责分工负责）", (A,), (B, C), False),
        ("（县发改局牵头，县财政局、县水利局等按职责分工负责）", (A,), (B, C), True),
        ("（县发改局牵头，县财政局等相关部门配合）", (A,), (B,), True),
        ("（县发改局、县财政局牵头，县水利局负责）", (A, B), (C,), False),
        ("（县发改局、县财政局、县水利局等负责。）", (A, B, C), (), True),
        ("（县发改局、县财政局分工负责）", (A, B), (), False),
        ("（县发改局、县财政局按职责分工牵头）", (A, B), (), False),
        ("（县发改局、县财政局按职责分工牵头负责）", (A, B), (), False),
        ("（县发改局、县财政局分别牵头，其他有关单位配合）", (A, B), ("其他有关单位",), False),
        ("（县发改局牵头、县财政局、县水利局按职责分工牵头负责）", (A, B, C), (), False),
        ("（县发改局牵头，县财政局、县水利局按职责分工）", (A,), (B, C), False),
        ("（县发改局牵头、各相关职能部门、乡镇（街道）负责）", (A,), ("各相关职能部门", "乡镇（街道）"), False),
        ("（县发改局、各乡镇（街道）负责）", (A, "各乡镇（街道）"), (), False),
        ("（各成员单位按职责分工负责）", ("各成员单位",), (), False),
        ("（县发改局会同县财政局等部门负责）", (A,), (B,), True),
        ("（县发改局、县财政局）", (A, B), (), False),
        ("(县发改局牵头,县财政局配合)", (A,), (B,), False),
        ("（县发改局牵头，县财政局配合，县水利局参与）", (A,), (B, C), False),
        ("（县发改局、县财政局，县水利局等按职责分工负责）", (A, B, C), (), True),
        ("（县发改局牵头，县财政局、县水利局按职责分工负责", (A,), (B, C), False),
        ("（牵头单位：县发改局）", (A,), (), False),
        ("（牵头单位：县发改局、县财政局）", (A, B), (), False),
        ("（牵头单位：县发改局；配合单位：县财政局、县水利局）", (A,), (B, C), False),
        ("（牵头单位：县发改局，责任单位：县财政局等）", (A,), (B,), True),
        ("（责任单位：县发改局、县财政局）", (A, B), (), False),
        ("（责任单位：县发改局（牵头）、县财政局）", (A,), (B,), False),
        ("（责任单位：县发改局牵头，县财政局配合）", (A,), (B,), False),
        ("〔责任单位：县发改局、县财政局按职责分工负责。其他不再列出，下同。〕", (A, B), (), False),
        ("（主办：县发改局；协办：县财政局）", (A,), (B,), False),
        ("牵头责任单位：县发改局。", (A,), (), False),
        ("责任单位：县发改局 县财政局", (A, B), (), False),
        ("由县发改局、县财政局负责落实。", (A, B), (), False),
    ],
)
def test_who_leads_and_who_supports(
    note: str, leads: tuple[str, ...], supports: tuple[str, ...], is_open: bool
) -> None:
    prefix = "做好工作。"
    (duty,) = duties(prefix + note)
    assert (duty.leads, duty.supports, duty.open_list) == (leads, supports, is_open)


@pytest.mark.parametrize(
    "text",
    [
        "建设公路安防设施（含标志标牌）。",
        "困难残疾人家庭（父母数）184人",
        "完成一期建设（一期）",
        "风景线5条（沿江大道、S307、工业大道）。",
        "全区合法稳定住所（含租赁）、投靠类人口落户",
        "由县委副书记任召集人，县发改局负责日常协调。",
        "各单位主要负责同志亲自研究（不得委托他人负责落实）。",
    ],
)
def test_a_bracket_that_explains_is_no_note(text: str) -> None:
    assert duties(text) == []


def test_deadline_and_leader_are_kept() -> None:
    (duty,) = duties("（牵头领导：张三；牵头单位：县发改局；完成时限：2026年6月底前）")
    assert (duty.leads, duty.person, duty.due) == ((A,), "张三", "2026年6月底前")


def test_a_deadline_behind_the_names_is_no_name() -> None:
    (duty,) = duties("（县发改局、县财政局负责，6月底前完成）")
    assert (duty.leads, duty.due) == ((A, B), "6月底前完成")


def test_names_with_connectives_inside_stay_whole() -> None:
    (duty,) = duties("（县住房和城乡建设局、县文化和旅游局及县财政局负责）")
    assert duty.leads == ("县住房和城乡建设局", "县文化和旅游局", B)


def test_two_notes_of_one_paragraph_are_two() -> None:
    assert [duty.leads for duty in duties("做甲事（县发改局负责）；做乙事（县财政局负责）。")] == [(A,), (B,)]


def test_names_that_follow_without_a_word_are_doubted() -> None:
    (duty,) = duties("（县发改局牵头，县财政局）")
    assert (duty.leads, duty.supports) == ((A,), (B,))
    assert duty.doubts == ("括号末尾的单位后面没有写“负责”或“配合”",)
