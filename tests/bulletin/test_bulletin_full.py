"""The whole bulletin of the shipped register: balances, tables, words, figures that agree with the results."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from reporter.bulletin.circular.content import Bulletin, bulletin
from reporter.bulletin.facts import Facts
from reporter.bulletin.names import NAMES, named
from reporter.core.marks import Marks
from reporter.core.status import Status
from reporter.document.blocks import Document, Table
from reporter.document.markdown import parse
from reporter.plan.model import Plan
from reporter.plan.store import read_folder, shipped
from reporter.record.model import Results
from tests.bulletin.circular import bulletin_markdown
from tests.bulletin.generated import generated

TEMPLATE = (Path(__file__).parents[2] / "templates" / "督查通报.md.j2").read_text(encoding="utf-8")
HAN = "[\u4e00-\u9fff]"


@cache
def register() -> Plan:
    plan = read_folder(shipped("quyuan-2024")).plan
    assert plan is not None
    return plan


@cache
def results(period: str, seed: int = 7) -> Results:
    """A month's results; May follows April."""
    return generated(register(), period, seed, results("2024-04", seed) if period == "2024-05" else None)


@cache
def written(seed: int = 7, *, first: bool = False) -> tuple[str, Marks]:
    """May's Markdown; `first` without a period before."""
    return bulletin_markdown(
        register(), results("2024-05", seed), None if first else results("2024-04", seed), TEMPLATE
    )


def document(seed: int = 7, *, first: bool = False) -> tuple[Document, Marks]:
    markdown, marks = written(seed, first=first)
    return parse(markdown, marks), marks


def content(seed: int = 7) -> Bulletin:
    return bulletin(Facts(plan=register(), results=results("2024-05", seed), previous=results("2024-04", seed)))


def lines(seed: int = 7, *, first: bool = False) -> list[str]:
    """Every paragraph, note and cell as printed."""
    whole, marks = document(seed, first=first)
    texts = []
    for block in (*whole.blocks, *(block for annex in whole.annexes for block in annex.blocks)):
        rows = [cell for row in (*block.header, *block.rows) for cell in row] if isinstance(block, Table) else []
        texts += ["".join(marks.plain(span.text) for span in inlines) for inlines in rows or [block.inlines]]  # type: ignore[union-attr]
    return texts


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_counts_in_print_equal_the_results(seed: int) -> None:
    counted = [one for one in results("2024-05", seed).indicators if one.counted]
    by = {status: sum(one.status is status for one in counted) for status in Status}
    counts = content(seed).overview.counts
    assert counts.total == len(counted)
    assert counts.on_pace == by[Status.ACHIEVED] + by[Status.ON_PACE]
    assert (counts.yellow, counts.red, counts.unreported) == (
        by[Status.BEHIND], by[Status.FAR_BEHIND], by[Status.NOT_REPORTED],
    )  # fmt: skip
    assert counts.due.value == counts.on_pace.value + counts.lagging.value + counts.unreported.value
    outside = counts.not_due.value + counts.not_published.value + counts.not_applicable.value
    assert counts.total.value == counts.due.value + outside
    assert lines(seed)[3].startswith(
        f"纳入台账的指标共{len(counted)}项，本月应统计{counts.due}项。其中，达到进度要求{counts.on_pace}项，"
    )


def test_summary_adds_up_to_its_last_row() -> None:
    annex = content().item_annex
    for field in ("total", "due", "on_pace", "achieved", "yellow", "red", "unreported", "not_due", "not_published"):
        rows = [getattr(row.counts, field).value for row in annex.summary]
        assert sum(rows) == getattr(annex.whole.counts, field).value, field


def test_lists_hold_what_the_counts_say() -> None:
    found = content()
    assert len(found.item_annex.indicators) == len(register().indicators)
    assert len(found.item_annex.laggards) == found.overview.counts.lagging
    assert len(found.task_annex.tasks) == len(register().tasks)
    assert sum(state.number.value for state in found.task_annex.whole.states) == len(register().tasks)
    assert sum(part.counts.lagging.value for part in (*found.actions, *found.overview.others)) == (
        found.overview.counts.lagging.value
    )
    assert sum(len(part.lagging) for part in (*found.actions, *found.overview.others)) == len(found.item_annex.laggards)
    groups = found.basis_annex.not_due
    assert sum(group.number.value for group in groups) == found.overview.counts.not_due.value


@pytest.mark.parametrize("first", [True, False])
def test_no_word_that_must_not_be_printed(first: bool) -> None:
    for text in lines(first=first):
        assert "None" not in text and "Decimal" not in text
        assert not re.search(r"(?<![\d.])0(项|份|个|条)(?!\d)", text), text
        assert not re.search(f"{HAN}[,;:?!()]|[,;:?!()]{HAN}", text), text
        assert not re.search(r"[，；：、。]{2}|（）|“”|^，|、。", text), text


def test_every_row_of_a_table_has_its_columns_and_every_annex_its_table() -> None:
    whole, _ = document()
    tables = [[block for block in annex.blocks if isinstance(block, Table)] for annex in whole.annexes]
    assert [len(found) for found in tables] == [2, 2, 1, 1, 3]
    assert [annex.landscape for annex in whole.annexes] == [True, True, False, True, False]
    assert {len(row) for table in tables[0][1:] for row in (*table.header, *table.rows)} == {12}


def test_figures_in_the_text_lead_to_their_origin() -> None:
    _, marks = written()
    origins = {mark.origin for mark in marks.entries if mark.origin}
    assert {"all.due", "A1.on_pace", "all.shares.on_pace", "returns.missing", "A1-K02.actual"} <= origins


def test_the_head_waits_for_the_issue() -> None:
    whole, marks = document()
    elements = whole.elements
    assert elements.sample
    assert marks.plain(elements.title) == "屈原管理区管委办公室关于2024年1—5月“八大行动”推进情况的通报"
    assert (marks.plain(elements.number), marks.plain(elements.date)) == ("（送审稿）", "2024年6月 日")
    assert marks.plain(elements.annex_titles[0]) == "“八大行动”指标完成情况表"


def test_a_first_bulletin_compares_nothing() -> None:
    texts = lines(first=True)
    assert "本期为首次通报，不作环比。" in texts
    text = "".join(texts[: texts.index("（2024年1—5月，时序进度41.7%）")])
    assert "4月" not in text and "转绿灯" not in text and "本月新增" not in text and "上期也未报" not in text


def test_the_same_results_give_the_same_text() -> None:
    again = bulletin_markdown(register(), results("2024-05"), results("2024-04"), TEMPLATE)
    assert (again[0], again[1].entries) == (written()[0], written()[1].entries)


def test_every_field_of_the_content_has_a_name_of_its_own() -> None:
    assert len(set(NAMES.values())) == len(NAMES)
    assert isinstance(named(content()), dict)
    with pytest.raises(TypeError, match="set"):
        named({1, 2})


def test_texts_of_bureaus_are_cut_to_the_rule() -> None:
    longest = max(len(str(row.narrative)) for row in content().task_annex.tasks)
    assert longest <= 2 * 60 + 60  # two leads' room, and the names of those who did not answer
