"""What became of earlier notices: part 五 of 督查通报, the row 上次督办 of the next 督办单, 督办台账.xlsx."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from reporter.bulletin.circular.content import bulletin
from reporter.bulletin.facts import Facts, Item, Unbalanced
from reporter.bulletin.wording import markdown
from reporter.bulletin.workbooks import notice_book, problem_book
from reporter.core.period import Period
from reporter.core.problem import Place, problem
from reporter.core.status import Status
from reporter.plan.model import Closing, Kind, Plan
from reporter.record.issue import Issue, IssuedMatter, IssuedNotice
from reporter.record.notices import notices_of, with_own_issue
from reporter.sheets.write import write_book
from tests.bulletin.items import item
from tests.bulletin.papers import TEMPLATES, facts_of, notice_said, said
from tests.record.test_notices import FIRST, SECOND, reply

BEHIND, RED, MET = Status.BEHIND, Status.FAR_BEHIND, Status.ON_PACE
APRIL, MAY = Period(2024, 4), Period(2024, 5)


def jobs(status: Status, months: int = 1, code: str = "A1-K01", bureau: str = "B001") -> Item:
    made = item(
        Kind.CUMULATIVE, status, "城镇新增就业", actual="300", target="1500", unit="人", code=code, months=months,
        bureau={"B001": "区发改局", "B002": "区残联"}[bureau],
    )  # fmt: skip
    return replace(made, result=replace(made.result, bureau=bureau))


def notice(number: str, *codes: str, colour: str = "蓝", bureau: str = "B001", by: date | None = None) -> IssuedNotice:
    matters = tuple(IssuedMatter(code=code, colour=colour, months_behind=1) for code in codes)
    return IssuedNotice(number=number, bureau=bureau, colour=colour, matters=matters, reply_by=by)


def issue(period: Period, day: date, *notices: IssuedNotice) -> Issue:
    return Issue(period=str(period), edition=1, number="甲〔2024〕9号", issue_no="", day=day, notices=notices)


def in_may(
    now: list[Item], then: list[Item], *notices: IssuedNotice, replies: tuple[object, ...] = (),
    closings: tuple[Closing, ...] = (), own: tuple[IssuedNotice, ...] = (),
) -> Facts:  # fmt: skip
    """May after an April that issued `notices` on 12 May; `own` are those of May itself, issued on 12 June."""
    facts = facts_of(now, then, closings=closings)
    april = issue(APRIL, date(2024, 5, 12), *notices)
    results = replace(facts.results, replies=replies)  # type: ignore[arg-type]
    months = (*facts.earlier, results)
    results = replace(results, notices=notices_of(facts.plan, MAY, [april], months))
    made = issue(MAY, date(2024, 6, 12), *own) if own else None
    if made:
        results = with_own_issue(results, facts.plan, made, [april], facts.earlier)
    return replace(facts, results=results, issues=(april,), issue=made)


def part_five(facts: Facts) -> list[str]:
    """The paragraphs of 督查通报 that speak of notices."""
    lines = said(*markdown(bulletin(facts), TEMPLATES["督查通报"], name="督查通报.md.j2"))
    return [line for line in lines if line.startswith("4月督办单") or "下达督办单" in line]


def closing(number: str, code: str = "A1-K01", day: date = date(2024, 6, 6)) -> Closing:
    return Closing(number=number, bureau="区发改局", code=code, conclusion="同意销号", closed=day)


def test_a_draft_has_counts_and_an_issued_circular_numbers_and_days() -> None:
    now, then = [jobs(RED, 2)], [jobs(RED)]
    (draft,) = part_five(in_may(now, then, notice(FIRST, "A1-K01"), replies=(reply(),)))
    assert draft == (
        "对1个单位下达督办单1份，涉及滞后事项1项，为红单。红单下达后5个工作日内书面回复。4月督办单1份，已按期回复。"
    )
    own = notice(SECOND, "A1-K01", colour="红", by=date(2024, 6, 19))
    (issued,) = part_five(in_may(now, then, notice(FIRST, "A1-K01"), replies=(reply(),), own=(own,)))
    assert issued.startswith(
        "对1个单位下达督办单1份（屈督〔2024〕2号），涉及滞后事项1项，为红单。红单6月19日前书面回复。"
    )


def test_several_numbers_are_a_range() -> None:
    now = [jobs(BEHIND), jobs(BEHIND, code="A1-K02", bureau="B002")]
    own = notice("屈督〔2024〕9号", "A1-K02", bureau="B002"), notice("屈督〔2024〕10号", "A1-K01")
    (said_,) = part_five(in_may(now, now, own=own))
    assert said_.startswith("对2个单位下达督办单2份（屈督〔2024〕9号至10号），涉及滞后事项2项，均为蓝单。")


def test_overdue_and_late_ones_are_named() -> None:
    now = [jobs(BEHIND, 2), jobs(MET, 0, "A1-K02", "B002"), jobs(BEHIND, 2, "A1-K03"), jobs(MET, 0, "A1-K04")]
    then = [jobs(BEHIND), jobs(BEHIND, 1, "A1-K02", "B002"), jobs(BEHIND, 1, "A1-K03"), jobs(BEHIND, 1, "A1-K04")]
    found = in_may(
        now,
        then,
        notice("屈督〔2024〕3号", "A1-K02", bureau="B002"),
        notice(FIRST, "A1-K01", "A1-K03"),
        notice(SECOND, "A1-K04"),
        replies=(
            reply(),
            reply(SECOND, date(2024, 6, 7), code="A1-K04"),
        ),
    )
    (line,) = part_five(found)
    assert line.partition("4月督办单")[2] == (
        "3份，区发改局（屈督〔2024〕2号）逾期回复，区残联（屈督〔2024〕3号）、"
        "区发改局（屈督〔2024〕1号，其中1项）逾期未回复，限7月5日前补报。"
        "4月挂账的4项滞后事项中，2项已达到进度要求，经核实后销号。"
    )


@pytest.mark.parametrize(
    ("closings", "sentence"),
    [
        ((), "2项已达到进度要求，经核实后销号。"),
        ((closing(FIRST),), "2项已达到进度要求，已核实销号1项，其余1项经核实后销号。"),
        ((closing(FIRST), closing(FIRST, "A1-K02")), "2项已达到进度要求，已核实销号2项。"),
    ],
)
def test_what_is_back_on_pace_and_what_is_closed(closings: tuple[Closing, ...], sentence: str) -> None:
    now, then = [jobs(MET, 0), jobs(MET, 0, "A1-K02")], [jobs(BEHIND), jobs(BEHIND, 1, "A1-K02")]
    replies = (reply(), reply(code="A1-K02"))
    (line,) = part_five(in_may(now, then, notice(FIRST, "A1-K01", "A1-K02"), replies=replies, closings=closings))
    assert line == f"4月督办单1份，已按期回复。4月挂账的2项滞后事项中，{sentence}"


def test_closed_before_a_reply_needs_none() -> None:
    found = in_may([jobs(MET, 0)], [jobs(BEHIND)], notice(FIRST, "A1-K01"), closings=(closing(FIRST),))
    (line,) = part_five(found)
    assert line.startswith("4月督办单1份，已销号不再回复1份。") and "逾期" not in line


def test_without_issued_notices_nothing_is_said_of_replies() -> None:
    facts = facts_of([jobs(BEHIND, 2)], [jobs(BEHIND)])
    assert all("4月督办单" not in line for line in part_five(facts))


def last(facts: Facts) -> str:
    return next(line for line in notice_said(facts) if line.startswith("上次督办")).removeprefix("上次督办 | ")


@pytest.mark.parametrize(
    ("replies", "words"),
    [
        ((), "逾期未回复"),
        (
            (reply(promised=date(2024, 5, 31), measures="办结用地手续"),),
            "6月3日回复，承诺5月31日前办结用地手续，未实现",
        ),
        ((reply(promised=date(2024, 6, 30)),), "6月3日回复，承诺6月30日前再开三场，未到承诺时限"),
        (
            (reply(received=date(2024, 6, 7), measures="6月10日前报齐材料"),),
            "6月7日回复（逾期2日），承诺6月30日前完成（6月10日前报齐材料），未到承诺时限",
        ),
    ],
)
def test_the_row_on_the_notice_before(replies: tuple[object, ...], words: str) -> None:
    facts = in_may([jobs(BEHIND, 2)], [jobs(BEHIND)], notice(FIRST, "A1-K01"), replies=replies)
    assert last(facts) == f"4月蓝单（屈督〔2024〕1号），{words}"


def test_a_promise_that_came_true_and_was_lost_again() -> None:
    facts = facts_of([jobs(BEHIND)], [jobs(BEHIND)], [jobs(MET, 0)])
    march = issue(Period(2024, 3), date(2024, 4, 12), notice(FIRST, "A1-K01"))
    april = replace(facts.earlier[1], replies=(reply(received=date(2024, 5, 6), promised=date(2024, 4, 30)),))
    months = (facts.earlier[0], april, facts.results)
    rows = notices_of(facts.plan, MAY, [march], months)
    facts = replace(facts, earlier=months[:2], results=replace(facts.results, notices=rows), issues=(march,))
    assert last(facts) == "3月蓝单（屈督〔2024〕1号），5月6日回复，承诺4月30日前再开三场，已兑现"


def test_in_the_table_of_several_matters_it_is_short() -> None:
    now, then = [jobs(BEHIND, 2), jobs(BEHIND, 1, "A1-K02")], [jobs(BEHIND), jobs(MET, 0, "A1-K02")]
    found = notice_said(in_may(now, then, notice(FIRST, "A1-K01"), replies=(reply(),)))
    rows = [line for line in found if line[:1].isdigit()]
    assert [row.rpartition(" | ")[2] for row in rows] == ["4月蓝单（屈督〔2024〕1号），按期回复", "首次督办"]


def test_a_month_that_was_not_issued_leaves_the_answer_to_be_filled_in() -> None:
    assert last(facts_of([jobs(BEHIND, 2)], [jobs(BEHIND)])) == "4月蓝单，回复情况（待填）"


def book(facts: Facts) -> dict[str, Worksheet]:
    found = load_workbook(BytesIO(write_book(notice_book(facts))))
    return {sheet.title: sheet for sheet in found}


def cells(sheet: Worksheet, row: int) -> dict[str, object]:
    """A row by its headings in row 3; of a heading that occurs twice the first."""
    found: dict[str, object] = {}
    for column in range(sheet.max_column, 0, -1):
        found[str(sheet.cell(3, column).value)] = sheet.cell(row, column).value
    return found


def ledger_facts(*closings: Closing) -> Facts:
    now = [jobs(BEHIND, 2), jobs(MET, 0, "A1-K02"), jobs(MET, 0, "A1-K03", "B002"), jobs(BEHIND, 2, "A1-K04", "B002")]
    then = [jobs(BEHIND), *(jobs(BEHIND, 1, f"A1-K0{n}", b) for n, b in ((2, "B001"), (3, "B002"), (4, "B002")))]
    return in_may(
        now,
        then,
        notice(FIRST, "A1-K03", "A1-K04", bureau="B002"),
        notice(SECOND, "A1-K01", "A1-K02"),
        replies=(reply(SECOND), reply(SECOND, code="A1-K02", closing=True)),
        closings=closings,
        own=(notice("屈督〔2024〕3号", "A1-K01"),),
    )


def test_the_ledger_has_a_row_for_each_matter_with_its_link() -> None:
    sheet = book(ledger_facts())["台账"]
    assert sheet["A2"].value == ("截至2024年5月31日，共下达督办单3份、5项：挂账2项，拟销号2项，并入1项")
    rows = [cells(sheet, row) for row in range(4, 9)]
    assert [(row["字号"], row["编号"], row["状态"]) for row in rows] == [
        (FIRST, "A1-K03", "拟销号"), (FIRST, "A1-K04", "挂账"), (SECOND, "A1-K01", "并入"),
        (SECOND, "A1-K02", "拟销号"), ("屈督〔2024〕3号", "A1-K01", "挂账"),
    ]  # fmt: skip
    carried = rows[2]
    assert (carried["责任单位"], carried["行动"], carried["单项级别"], carried["备注"]) == (
        "区发改局", "产业培塑行动", "蓝单", "并入屈督〔2024〕3号",
    )  # fmt: skip
    assert carried["回复内容"] == "已开两场招聘会；措施：再开三场（6月30日前，张××）"
    assert carried["下单时差距"] == "完成300人，占年任务20.0%，慢于时序21.7个百分点"
    assert rows[1]["备注"] == "逾期未回复" and rows[3]["回复内容"].endswith("；申请销号")  # type: ignore[union-attr]
    replied = next(cell for cell in sheet[6] if sheet.cell(3, cell.column).value == "回复日期")
    link = replied.hyperlink
    assert (link.target, link.location) == ("../../input_sheets/2024-05/表.xlsx", "'督办回复'!I5")


def test_rows_to_be_copied_stand_in_the_order_of_the_register() -> None:
    found = book(ledger_facts())
    proposed, waiting = found["拟销号"], found["待回复"]
    assert [cell.value for cell in proposed[3]][-5:] == ["字号", "单位", "编号", "结论", "日期"]
    row = [cell.value for cell in proposed[5]]
    assert row[7:9] == ["达到进度", "可以销号"]
    assert row[-5:-1] == [SECOND, "区发改局", "A1-K02", "同意销号"] and row[-1].date() == date(2024, 6, 7)  # type: ignore[union-attr]
    assert [cell.value for cell in waiting[4]][6:12] == [
        waiting["G4"].value, "逾期", FIRST, "区残联", "A1-K03", "书面回复",
    ]  # fmt: skip
    assert [waiting.cell(row, 4).value for row in (4, 5, 6)] == ["A1-K03", "A1-K04", "A1-K01"]
    assert waiting["H6"].value == "未到期"


def test_a_late_reply_in_the_form_waits_for_the_record_of_one_in_writing() -> None:
    facts = in_may(
        [jobs(BEHIND, 2)], [jobs(BEHIND)], notice(FIRST, "A1-K01"), replies=(reply(received=date(2024, 6, 7)),)
    )
    sheet = book(facts)["待回复"]
    assert [sheet.cell(4, column).value for column in (2, 4, 8)] == [FIRST, "A1-K01", "逾期回复"]
    in_time = in_may([jobs(BEHIND, 2)], [jobs(BEHIND)], notice(FIRST, "A1-K01"), replies=(reply(),))
    assert book(in_time)["待回复"]["A2"].value == "没有待回复的督办事项"


def test_a_matter_still_behind_is_no_row_to_copy() -> None:
    facts = in_may([jobs(BEHIND, 2)], [jobs(BEHIND)], notice(FIRST, "A1-K01"), replies=(reply(closing=True),))
    row = [cell.value for cell in book(facts)["拟销号"][4]]
    assert row[7:9] == ["单位申请", "没有达到进度要求，先核实"] and row[-2:] == [None, None]


def test_what_was_copied_is_closed() -> None:
    sheet = book(ledger_facts(closing(SECOND, "A1-K02")))["台账"]
    row = cells(sheet, 7)
    assert (row["状态"], row["销号日期"].date()) == ("销号", date(2024, 6, 6))  # type: ignore[union-attr]


def test_counts_by_bureau_balance() -> None:
    sheet = book(ledger_facts())["汇总"]
    headings = [cell.value for cell in sheet[3]]
    assert headings == ["单位", "督办单（份）", "下发", "挂账", "整改", "拟销号", "销号", "并入", "撤回", "逾期未回复"]
    rows = [[cell.value for cell in sheet[row]] for row in (4, 5, 6)]
    assert rows == [
        ["区残联", 1, 2, 1, 0, 1, 0, 0, 0, 2],
        ["区发改局", 2, 3, 1, 0, 1, 0, 1, 0, 0],
        ["合计", 3, 5, 2, 0, 2, 0, 1, 0, 2],
    ]


def test_a_ledger_that_lacks_what_was_issued_is_a_fault() -> None:
    facts = ledger_facts()
    with pytest.raises(Unbalanced, match="核对不平：督办单下发事项＝5，台账事项＝4"):
        notice_book(replace(facts, results=replace(facts.results, notices=facts.results.notices[1:])))


def test_a_year_without_notices_says_so() -> None:
    facts = facts_of([jobs(BEHIND)])
    found = book(facts)
    assert found["台账"]["A2"].value == "截至2024年5月31日，没有下达过督办单；本期待下达1项，签发后编号列入"
    assert found["待回复"]["A2"].value == "没有待回复的督办事项"
    assert isinstance(facts.plan, Plan)


def test_a_doubtful_reply_is_no_doubtful_figure() -> None:
    def doubted(item: str) -> str:
        place = Place(file="表.xlsx", sheet="督办回复", cell="M5")
        found = problem("E606", place, item=item, bureau="B001", number=FIRST)
        facts = in_may([jobs(BEHIND, 2)], [jobs(BEHIND)], notice(FIRST, "A1-K01"), replies=(reply(),))
        facts = replace(facts, results=replace(facts.results, problems=(found,)))
        assert [row[7] for row in _rows(facts)] == ["城镇新增就业"]
        return str(bulletin(facts).returns.doubted)

    assert (doubted("A1-K01-D1"), doubted("A1-K01")) == ("0", "1")


def _rows(facts: Facts) -> list[list[object]]:
    """The rows of 问题清单, sheet 明细."""
    data = write_book(problem_book(facts.plan, facts.results, period=MAY))
    return [
        [cell.value for cell in row] for row in load_workbook(BytesIO(data))["明细"].iter_rows(min_row=4, max_row=4)
    ]
