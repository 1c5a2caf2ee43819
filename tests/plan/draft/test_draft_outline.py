"""Headings of every kind to a tree; what belongs to which attachment."""

from __future__ import annotations

import pytest

from reporter.document.passages.plain import text_passages
from reporter.plan.draft.outline import Node, outline
from reporter.plan.draft.text import paragraphs


def tree(text: str) -> tuple[Node, ...]:
    return outline(paragraphs(text_passages(text)))


def headings(text: str) -> list[tuple[int, str, str]]:
    return [(node.rank, node.number, node.title) for part in tree(text) for node in part.walk() if node.rank]


@pytest.mark.parametrize(
    ("line", "rank", "number", "title"),
    [
        ("一、主要目标", 2, "一、", "主要目标"),
        ("（三）做优服务", 3, "（三）", "做优服务"),
        ("1.现代农业。大力发展粮食。", 4, "1.", "现代农业"),
        ("12、扩大就业", 4, "12、", "扩大就业"),
        ("3﹒进出口增长", 4, "3.", "进出口增长"),
        ("（2）新增学位", 5, "（2）", "新增学位"),
        ("2）新增学位", 5, "2）", "新增学位"),
        ("②新增学位", 6, "②", "新增学位"),
        ("第三章 重点任务", 1, "第三章", "重点任务"),
        ("3、援企稳岗：落实政策。", 4, "3、", "援企稳岗"),
        ("（三）优医疗（牵头单位：县卫健局）", 3, "（三）", "优医疗（牵头单位：县卫健局）"),
    ],
)
def test_a_heading_is_known_by_its_number(line: str, rank: int, number: str, title: str) -> None:
    assert headings(line) == [(rank, number, title)]


@pytest.mark.parametrize("line", ["1.5万亩高标准农田", "2026年2月9日", "一是抓落实", "十四五规划"])
def test_a_line_that_begins_like_a_number_is_no_heading(line: str) -> None:
    assert headings(line) == []


def test_children_hang_under_the_nearest_higher_heading() -> None:
    (part,) = tree("一、任务\n（一）甲\n1.乙\n（1）丙\n2.丁\n（二）戊\n二、保障")
    shape = [("".join(node.number for node in one.path()), one.title) for one in part.walk() if one.rank]
    assert shape == [
        ("一、", "任务"),
        ("一、（一）", "甲"),
        ("一、（一）1.", "乙"),
        ("一、（一）1.（1）", "丙"),
        ("一、（一）2.", "丁"),
        ("一、（二）", "戊"),
        ("二、", "保障"),
    ]


def test_the_list_of_attachments_is_no_heading_and_names_the_parts() -> None:
    text = "总体方案\n一、目标\n附件：\n1.工业倍增行动\n2.乡村振兴行动\n工业倍增行动\n一、任务\n乡村振兴行动\n一、任务"
    assert [part.title for part in tree(text)] == ["", "工业倍增行动", "乡村振兴行动"]


def test_attachments_are_known_by_their_label_and_title() -> None:
    parts = tree("甲县工作方案\n一、目标\n附件1\n工业行动实施方案\n一、任务\n附件2\n农业行动实施方案\n一、任务")
    assert [part.title for part in parts] == ["甲县工作方案", "工业行动实施方案", "农业行动实施方案"]
