"""收件清单.xlsx: every letter that was collected for a period, what was in it, where it went, what a person must do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from reporter.bulletin.workbooks.links import link_to_file
from reporter.bulletin.workbooks.looks import (
    FILLS,
    NOTHING,
    Column,
    Listing,
    Row,
    counted,
    day,
    day_after,
    filled,
    linked,
    listing_sheet,
    mark,
    words,
)
from reporter.core.period import Period
from reporter.post.journal import Collected, Item, Outcome, Verdict
from reporter.sheets.spec import BookSpec, CellSpec

OUTCOMES = {
    Outcome.FILED: "收下",
    Outcome.LOCKED: "收下，加了密码",
    Outcome.KNOWN: "已经有了，一模一样",
    Outcome.BLANK: "空白表，没有收",
    Outcome.OTHER_PERIOD: "别的月份，没有收",
    Outcome.SEALED: "已签发，没有收",
    Outcome.NOT_TAKEN: "不是填报表",
}
_FILLS = {Verdict.NEW: FILLS["绿"], Verdict.PERSON: FILLS["黄"]}
_COLUMNS = (
    Column(heading="序号", width=6),
    Column(heading="收到时间", width=17),
    Column(heading="发件人", width=14),
    Column(heading="邮箱", width=22),
    Column(heading="主题", width=24),
    Column(heading="结果", width=11),
    Column(heading="附件", width=30),
    Column(heading="单位、行动", width=24),
    Column(heading="放在哪里", width=26),
    Column(heading="要看、要办的", width=46),
    Column(heading="留存的邮件", width=16),
)
_NOTE = "注：邮箱里的邮件没有动，也没有标记已读。“要人看”的，邮件原样留存在sealed/letters里，点最后一列打开。"


def collected_book(letters: Sequence[Collected], period: Period, named: Callable[[Item], str]) -> BookSpec:
    """The list, oldest letter first. `named` gives bureau and action of a form in words."""
    ordered = sorted(letters, key=lambda one: (str(one.received or ""), one.digest))
    by = Counter(one.verdict for one in ordered)
    said = "，".join(f"{verdict.value}{by[verdict]}封" for verdict in Verdict if by[verdict])
    table = Listing(
        name="收件清单",
        title=f"{period.month_label}收件清单",
        lead=f"共{len(ordered)}封（含单独放进来的文件）：{said}",
        columns=_COLUMNS,
        rows=[_row(number, one, named) for number, one in enumerate(ordered, 1)],
        note=_NOTE,
        freeze=4,
    )
    title = f"{period.month_label}收件清单"
    return BookSpec(sheets=(listing_sheet(table, sample=False),), created=day_after(period), title=title, author="")


def _row(number: int, one: Collected, named: Callable[[Item], str]) -> Row:
    files = [item for item in one.items if not item.embedded]
    asked = [f"{note.said}（{note.code}）{note.needed}" for note in one.attention]
    return [
        counted(number),
        day(one.received),
        words(one.sender_name or NOTHING),
        words(one.sender or NOTHING),
        words(one.subject),
        filled(mark(one.verdict.value), _FILLS.get(one.verdict, "")),
        words("\n".join(f"{item.name}：{OUTCOMES[item.outcome]}" for item in files) or NOTHING),
        words("\n".join(dict.fromkeys(named(item) for item in files if item.bureau)) or NOTHING),
        _path([item.path for item in files if item.path]),
        words("\n".join(asked) or NOTHING),
        _kept(one.kept),
    ]


def _path(paths: Sequence[str]) -> CellSpec:
    if not paths:
        return mark(NOTHING)
    cell = words("\n".join(path.removeprefix("input_sheets/") for path in paths))
    return linked(cell, link_to_file(paths[0])) if len(paths) == 1 else cell


def _kept(path: str) -> CellSpec:
    return linked(words("打开邮件"), path.split("/", 2)[-1]) if path else mark(NOTHING)
