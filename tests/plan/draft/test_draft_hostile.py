"""Texts made to break the draft: the time stays in proportion to the text, and nothing is raised."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from tests.plan.draft import drafted

WORDS = (
    *("一、", "（一）", "1.", "①", "附件：", "目标", "建设", "新增", "5", "10", "个", "%", "以上", "增长"),
    *("不发生", "全覆盖", "破零", "（", "）", "“", "”", "《", "》", "、", "，", "。", "；", "：", "等", "均", "和"),
    *("县发改局", "各乡镇（街道）", "牵头", "负责", "牵头单位：", "截止2025年底", "其中", "\n", "专班", "召集人"),
    *("成员单位包括", "办公室设在", "2026年6月底前", "|", "\t", "实施方案", "13人（91月）", "九大省级民生实事"),
)


@settings(max_examples=150, deadline=None)
@given(some.lists(some.sampled_from(WORDS), min_size=1, max_size=80))
def test_no_text_breaks_the_draft(words: list[str]) -> None:
    text = "".join(words)
    if not text.strip("\n\t| "):
        return
    found = drafted.of(f"{text}\n末")
    assert len(found.remarks.get("指标", ())) == len(found.plan.indicators)
    assert len(found.remarks.get("任务", ())) == len(found.plan.tasks)
    codes = [one.code for one in (*found.plan.indicators, *found.plan.tasks, *found.plan.bureaus)]
    assert len(codes) == len(set(codes))


@pytest.mark.parametrize(
    "unit",
    [
        "（",
        "“",
        "1",
        "新建",
        "甲占乙、",
        "建设1个项目、",
        "一、目标\n（一）任务\n1.事项\n",
        "附件1\n甲方案\n一、事\n",
        "1.任务。做事。（县发改局、县财政局负责）\n",
        "成立专班，成员单位包括县甲局、",
        "字\n",
    ],
)
def test_twice_the_text_takes_about_twice_the_time(unit: str) -> None:
    """Eight times the text takes less than twenty-four times the time; what grows with its square takes sixty-four."""
    small = _seconds(unit * max(1, 4_000 // len(unit)))
    large = _seconds(unit * max(8, 32_000 // len(unit)))
    assert large < 24 * max(small, 0.05)


def _seconds(text: str) -> float:
    start = time.process_time()
    drafted.of(text)
    return time.process_time() - start
