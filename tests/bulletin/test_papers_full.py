"""专报, 督办单 and 催报函 of the shipped register: words, front matter, same text, pages."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pytest

from reporter.bulletin.facts import Facts
from reporter.bulletin.leaders.content import leaders
from reporter.bulletin.leaders.fit import leaders_markdown
from reporter.bulletin.letters.fit import notice_markdown
from reporter.bulletin.letters.notice import noticed
from reporter.bulletin.letters.reminder import Variant, missing_bureaus
from reporter.bulletin.livelihood.content import livelihood
from reporter.bulletin.livelihood.tasks import deeds
from reporter.bulletin.wording import markdown
from reporter.core.marks import Marks
from reporter.core.status import Status
from reporter.document.blocks import Layout
from reporter.document.markdown import parse
from reporter.document.official import write
from reporter.plan.model import Plan
from reporter.plan.store import read_folder, shipped
from reporter.record.model import Results
from tests.bulletin.generated import generated
from tests.bulletin.papers import TEMPLATES, reminder_written, said
from tests.document.conftest import Rendered, render  # noqa: F401  a fixture of another room

with warnings.catch_warnings():  # its compiled types lack a module name
    warnings.simplefilter("ignore", DeprecationWarning)
    import pymupdf

HAN = "[\u4e00-\u9fff]"
Written = tuple[str, Marks]


@cache
def register() -> Plan:
    plan = read_folder(shipped("quyuan-2024")).plan
    assert plan is not None
    return plan


@cache
def months(seed: int) -> tuple[Results, ...]:
    """February to May, each after the one before."""
    made: list[Results] = []
    for month in range(2, 6):
        made.append(generated(register(), f"2024-{month:02d}", seed, made[-1] if made else None))
    return tuple(made)


@cache
def facts(seed: int, known: int = 4) -> Facts:
    """May after `known` - 1 earlier months."""
    *earlier, now = months(seed)[-known:]
    return Facts(plan=register(), results=now, previous=earlier[-1] if earlier else None, earlier=tuple(earlier))


def papers(found: Facts) -> Iterator[tuple[str, Written]]:
    """Every paper by name."""
    yield "领导专报", leaders_markdown(found, TEMPLATES["领导专报"])
    yield "民生实事专报", markdown(livelihood(found), TEMPLATES["民生实事专报"], name="民生实事专报")
    for code in noticed(found):
        yield f"督办单{code}", notice_markdown(found, code, TEMPLATES["督办单"])
    for code in missing_bureaus(found):
        for variant in Variant:
            yield f"催报函{variant.value}{code}", reminder_written(found, variant, code)


@pytest.mark.parametrize(("seed", "known"), [(1, 4), (2, 4), (3, 2), (4, 1)])
def test_no_word_that_must_not_be_printed(seed: int, known: int) -> None:
    for name, written in papers(facts(seed, known)):
        for text in said(*written):
            assert "None" not in text and "Decimal" not in text, (name, text)
            assert not re.search(r"(?<![\d.])0(项|份|条)(?!\d)", text), (name, text)
            if " | " not in text:
                assert not re.search(f"{HAN}[,;:?!()]|[,;:?!()]{HAN}", text), (name, text)
                assert not re.search(r"[，；：、。]{2}|（）|^，|、。", text), (name, text)


def test_each_paper_has_its_layout_says_sample_and_waits_for_the_issue() -> None:
    looks = {"领": Layout.BRIEF, "民": Layout.BRIEF, "督": Layout.FORM, "催": Layout.LETTER}
    seen = set()
    for name, (text, marks) in papers(facts(1)):
        elements = parse(text, marks).elements
        assert elements.layout is looks[name[0]] and elements.sample
        assert marks.plain(elements.number + elements.issue) == "（送审稿）"
        assert marks.plain(elements.date) == "2024年6月 日"
        seen.add(name[0])
    assert seen == looks.keys()


def test_the_same_results_give_the_same_bytes() -> None:
    first = {name: write(parse(*written), written[1]) for name, written in papers(facts(1))}
    again = {name: write(parse(*written), written[1]) for name, written in papers(facts(1))}
    assert first == again


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_livelihood_counts_add_up(seed: int) -> None:
    content = livelihood(facts(seed))
    assert (content.whole.number.value, len(content.table), len(deeds(facts(seed)))) == (27, 27, 27)
    assert [(level.deeds.value, level.number.value) for level in content.levels] == [(9, 18), (6, 6), (3, 3)]
    for level in (content.whole, *content.levels):
        groups = (
            level.achieved, level.on_pace, level.lagging, level.unreported, level.not_due, level.not_applicable,
        )  # fmt: skip
        assert sum(group.number.value for group in groups) == level.number.value
    assert len(content.laggards) == content.whole.lagging.number.value + content.whole.unreported.number.value


def test_the_picture_holds_what_annex_1_counts() -> None:
    content = leaders(facts(1), names=8)
    for row in content.chart:
        action = next(one for one in facts(1).results.actions if one.name == row.name)
        assert row.green == action.on_pace and row.unreported == action.counts[Status.NOT_REPORTED]
        assert row.green.value + row.yellow.value + row.red.value + row.unreported.value == action.due


def test_every_matter_behind_is_in_its_notice() -> None:
    found = facts(1)
    assert sum(one.status.is_lagging for one in found.counted) == len(found.lagging)
    codes = {item.code for item in found.lagging}
    printed = "".join(
        line for code in noticed(found) for line in said(*notice_markdown(found, code, TEMPLATES["督办单"]))
    )
    assert {code for code in codes if f"（{code}" not in printed} == set()


def longest() -> Facts:
    """Most matters red for months with a long word of their bureau, some silent: the longest that can be written."""
    stuck = "用地手续、资金落实、招标文件和设备采购都没有办结，等待上级批复以后才能继续往下推进"
    may = facts(1).results
    paced = [row for row in may.indicators if row.counted and row.status.light and row.gap and row.expected is not None]
    silent = {row.code for row in paced[::9]}
    rows = tuple(
        replace(row, status=Status.NOT_REPORTED, actual=None)
        if row.code in silent
        else replace(row, status=Status.FAR_BEHIND, months_behind=5, note=stuck)
        if row in paced and not row.steps
        else row
        for row in may.indicators
    )
    return replace(facts(1), results=replace(may, indicators=rows))


@pytest.mark.libreoffice
@pytest.mark.usefixtures("render")
def test_two_pages_for_leaders_and_one_for_a_notice(render: Rendered) -> None:  # noqa: F811
    """The annex of a crowded notice begins on a page of its own; the page of the notice is as full as it can be."""
    files, annexed = {}, set()
    for label, found in (("a", facts(1)), ("b", facts(2)), ("c", facts(3, 2)), ("long", longest())):
        for name, (text, marks) in papers(found):
            if name[0] in "领督":
                document = parse(text, marks)
                files[f"{label} {name}"] = write(document, marks)
                annexed |= {f"{label} {name}"} if document.annexes else set()
    pages = {name: [page.get_text() for page in pymupdf.open(stream=data)] for name, data in render(files).items()}
    assert {name: len(texts) for name, texts in pages.items() if name not in annexed} == {
        name: 2 if "领导" in name else 1 for name in pages if name not in annexed
    }
    assert annexed
    for name in annexed:
        first, second, *_ = pages[name]
        assert "签收" in first and "附件：督办事项表" in first and "附件\n督办事项表" in second
