"""督办台账.xlsx: every matter of the year's notices, what waits for a reply, what may be closed, counts by bureau."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from reporter.bulletin.facts import Facts, balance
from reporter.bulletin.words import long_date, short_date
from reporter.bulletin.workbooks.links import link_to_cell, tip_of
from reporter.bulletin.workbooks.looks import (
    FILLS,
    NOTHING,
    Column,
    Listing,
    Row,
    bold,
    counted,
    day,
    day_after,
    filled,
    linked,
    listing_sheet,
    mark,
    words,
)
from reporter.plan.calendar import closing_day
from reporter.plan.closings import WRITTEN
from reporter.record.model import MatterState, NoticeResult
from reporter.sheets.spec import BookSpec, CellSpec, SheetSpec

CLOSE = "同意销号"
"""The conclusion that is offered for the register; the office may write another."""
_STATES = tuple(MatterState)
_FILLS = {
    MatterState.OPEN: FILLS["红"],
    MatterState.IMPROVING: FILLS["黄"],
    MatterState.CLOSING_PROPOSED: FILLS["绿"],
    MatterState.CLOSED: FILLS["绿"],
}
_ENDED = (MatterState.CLOSED, MatterState.CARRIED_ON, MatterState.WITHDRAWN)
_MATTER = (
    Column(heading="序号", width=6),
    Column(heading="字号", width=17),
    Column(heading="责任单位", width=15),
    Column(heading="编号", width=9),
    Column(heading="督办事项", width=20),
    Column(heading="单项级别", width=9),
)
_REGISTER = (
    Column(heading="字号", width=19),
    Column(heading="单位", width=17),
    Column(heading="编号", width=10),
    Column(heading="结论", width=12),
    Column(heading="日期", width=12),
)
"""The columns of the register's table 督办, in its order: rows to be copied as they stand."""
_COPY = "右边五列就是计划台账“督办”表的一行，核实后原样抄过去，日期写实际的那一天"


def notice_book(facts: Facts) -> BookSpec:
    """督办台账 of the year up to a period; Unbalanced when its counts contradict what was issued."""
    rows = facts.results.notices
    _check(facts, rows)
    return BookSpec(
        sheets=(_ledger(facts, rows), _waiting(facts, rows), _proposed(facts, rows), _totals(facts, rows)),
        created=day_after(facts.period),
        title=f"{facts.period.label}督办台账",
        author=facts.rule("印发机关"),
    )


def _check(facts: Facts, rows: Sequence[NoticeResult]) -> None:
    """What was issued, counted from the issues, is what the ledger holds."""
    issues = (*facts.issues, *((facts.issue,) if facts.issue else ()))
    issued = sum(len(notice.matters) for issue in issues for notice in issue.notices)
    balance("督办单下发事项", issued, "台账事项", len(rows))
    numbers = Counter((one.number, one.code) for one in rows)
    balance("台账事项", len(rows), "不重复的事项", len(numbers))


def _ledger(facts: Facts, rows: Sequence[NoticeResult]) -> SheetSpec:
    table = Listing(
        name="台账",
        title=f"{facts.period.year}年督办台账",
        lead=_lead(facts, rows),
        columns=(
            *_MATTER[:2],
            Column(heading="下达日期", width=11),
            *_MATTER[2:],
            Column(heading="行动", width=14),
            Column(heading="下单时差距", width=24),
            Column(heading="办结标准", width=16),
            Column(heading="回复期限", width=11),
            Column(heading="回复日期", width=11),
            Column(heading="回复内容", width=36),
            Column(heading="状态", width=8),
            Column(heading="目前情况", width=24),
            Column(heading="提出销号", width=10),
            Column(heading="销号日期", width=11),
            Column(heading="备注", width=18),
        ),
        rows=[_row(facts, index, one) for index, one in enumerate(rows, 1)],
        note="注：1.一份督办单有几个事项的，一个事项一行。2.挂账：没有收到合格的回复；整改：已回复；拟销号：达到进度要求，或者单位申请，等督查室核实；"
        "销号：已登记在计划台账“督办”表；并入：同一事项又下了新的督办单，并到新单办理；撤回：通报更正后不再滞后。3.回复日期点一下，到填报表里那一格。",
        freeze=6,
    )
    return listing_sheet(table, sample=facts.results.sample)


def _lead(facts: Facts, rows: Sequence[NoticeResult]) -> str:
    by = Counter(one.state for one in rows)
    said = "，".join(f"{state.label}{by[state]}项" for state in _STATES if by[state])
    number = len({one.number for one in rows})
    issued = f"共下达督办单{number}份、{len(rows)}项：{said}" if rows else "没有下达过督办单"
    drafted = "" if facts.issue or not facts.lagging else f"；本期待下达{len(facts.lagging)}项，签发后编号列入"
    return f"截至{long_date(facts.day)}，{issued}{drafted}"


def _row(facts: Facts, index: int, one: NoticeResult) -> Row:
    head = _matter(facts, index, one)
    source = one.reply.source if one.reply else None
    return [
        *head[:2],
        day(one.issued),
        *head[2:],
        words(facts.action(one.action).name if one.action in facts.plan.action_by_code else one.action),
        words(one.stood or NOTHING),
        words(one.standard or NOTHING),
        day(one.reply_by),
        linked(day(one.replied), link_to_cell(source), tip_of(source)),
        words(_said(one)),
        filled(mark(one.state.label), _FILLS.get(one.state, "")),
        words(one.stands or NOTHING),
        mark(_ground(one) if one.closing_proposed else NOTHING),
        day(one.closed),
        words(_remark(facts, one)),
    ]


def _matter(facts: Facts, index: int, one: NoticeResult) -> list[CellSpec]:
    """The cells under `_MATTER`."""
    return [
        counted(index),
        words(one.number),
        words(facts.bureau(one.answering)),
        mark(one.code),
        words(one.name),
        mark(f"{one.colour}单"),
    ]


def _said(one: NoticeResult) -> str:
    if one.reply is None:
        return "书面回复" if one.replied else NOTHING
    reply = one.reply
    said = f"{reply.situation}；措施：{reply.measures}（{short_date(reply.promised)}前，{reply.person}）"
    return said + ("；申请销号" if reply.closing else "")


def _ground(one: NoticeResult) -> str:
    return "达到进度" if one.met else "单位申请"


def _remark(facts: Facts, one: NoticeResult) -> str:
    said = [f"并入{one.carried_by}"] if one.carried_by else []
    said += [f"原发{facts.bureau(one.bureau)}"] if one.bureau != one.answering else []
    if one.overdue:
        said.append("逾期未回复")
    elif one.days_late:
        said.append(f"逾期{one.days_late}日回复")
    return "；".join(said) or NOTHING


def _waiting(facts: Facts, rows: Sequence[NoticeResult]) -> SheetSpec:
    """Matters without a reply, or with a late one, that are under way: a written reply is recorded in the register."""
    found = [one for one in rows if (one.replied is None or one.days_late) and one.state not in _ENDED]
    late = sum(one.overdue for one in found)
    told = sum(one.replied is not None for one in found)
    table = Listing(
        name="待回复",
        title="待回复的督办事项",
        lead=f"共{len(found)}项，其中逾期未回复{late}项、填报表逾期回复{told}项。收到过书面回复的，登记到计划台账“督办”表才算按期"
        if found
        else "没有待回复的督办事项",
        columns=(*_MATTER, Column(heading="回复期限", width=12), Column(heading="是否逾期", width=10), *_REGISTER),
        rows=[
            [
                *_matter(facts, index, one),
                day(one.reply_by),
                _lateness(one),
                *_register_row(facts, one, WRITTEN),
                day(None, missing="（收到那天）"),
            ]
            for index, one in enumerate(found, 1)
        ],
        note=f"注：{_COPY}。只登记“{WRITTEN}”的不算销号。",
        freeze=6,
    )
    return listing_sheet(table, sample=facts.results.sample)


def _lateness(one: NoticeResult) -> CellSpec:
    if one.overdue:
        return filled(mark("逾期"), FILLS["红"])
    return filled(mark("逾期回复"), FILLS["黄"]) if one.days_late else mark("未到期")


def _proposed(facts: Facts, rows: Sequence[NoticeResult]) -> SheetSpec:
    """Matters that may be closed, each with the row that closes it; one that is still behind has no row yet."""
    found = [one for one in rows if one.state is MatterState.CLOSING_PROPOSED]
    by = closing_day(facts.plan, facts.period)
    table = Listing(
        name="拟销号",
        title="拟销号的督办事项",
        lead=f"共{len(found)}项，核实后登记" if found else "没有拟销号的督办事项",
        columns=(
            *_MATTER,
            Column(heading="目前情况", width=28),
            Column(heading="依据", width=10),
            Column(heading="建议", width=16),
            *_REGISTER,
        ),
        rows=[
            [
                *_matter(facts, index, one),
                words(one.stands or NOTHING),
                mark(_ground(one)),
                words("可以销号" if one.met else "没有达到进度要求，先核实"),
                *_register_row(facts, one, CLOSE if one.met else ""),
                day(by if one.met else None, missing=""),
            ]
            for index, one in enumerate(found, 1)
        ],
        note=f"注：{_COPY}。{short_date(by)}以前的日期本期就算销号，以后的算到下期。",
        freeze=6,
    )
    return listing_sheet(table, sample=facts.results.sample)


def _register_row(facts: Facts, one: NoticeResult, conclusion: str) -> Iterator[CellSpec]:
    yield words(one.number)
    yield words(facts.bureau(one.answering))
    yield mark(one.code)
    yield mark(conclusion)


def _totals(facts: Facts, rows: Sequence[NoticeResult]) -> SheetSpec:
    """汇总: by bureau in the fixed order, 下发 = 挂账 + 整改 + 拟销号 + 销号 + 并入 + 撤回."""
    own = {code: [one for one in rows if one.answering == code] for code in {one.answering for one in rows}}
    lines: list[Row] = [[words(facts.bureau(code)), *_counts(own[code])] for code in facts.in_order(set(own))]
    table = Listing(
        name="汇总",
        title=f"{facts.period.year}年督办事项汇总",
        lead=f"截至{long_date(facts.day)}　单位：份、项",
        columns=(
            Column(heading="单位", width=26),
            Column(heading="督办单（份）", width=12),
            Column(heading="下发", width=9),
            *(Column(heading=state.label, width=9) for state in _STATES),
            Column(heading="逾期未回复", width=12),
        ),
        rows=[*lines, [bold(cell) for cell in (mark("合计"), *_counts(rows))]],
        note="注：下发=挂账+整改+拟销号+销号+并入+撤回。单位已合并的，列在合并后的单位。",
        landscape=False,
    )
    return listing_sheet(table, sample=facts.results.sample)


def _counts(rows: Sequence[NoticeResult]) -> list[CellSpec]:
    by = Counter(one.state for one in rows)
    numbers = [len({one.number for one in rows}), len(rows), *(by[state] for state in _STATES)]
    balance("下发", numbers[1], "各状态之和", sum(numbers[2:]))
    overdue = sum(one.overdue and one.state is not MatterState.CARRIED_ON for one in rows)
    return [counted(one) for one in (*numbers, overdue)]
