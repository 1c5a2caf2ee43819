"""The marked-up return: the bureau's own file with red cells, comments in plain words and 问题清单 in front."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime

from reporter.core.problem import Problem, Severity
from reporter.core.values import dataclass
from reporter.forms.looks import GREY, YELLOW
from reporter.forms.model import FormLayout, Issued, SheetKind
from reporter.intake.identity import LIST_SHEET
from reporter.sheets.cells import Book
from reporter.sheets.front import FrontPage, FrontRow, FrontTable
from reporter.sheets.markup import CannotBeMarked, Fills, Remark, mark_up, not_kept
from reporter.sheets.recognise import is_package
from reporter.sheets.rewrite import as_xlsx

_ASKED = (Severity.REJECTED, Severity.QUESTIONED)
_HEADINGS = ("序号", "严重程度", "表", "单元格", "事项", "填的内容", "问题", "怎么改")
_WIDTHS = (6.0, 10.0, 10.0, 9.0, 28.0, 18.0, 66.0, 24.0)
_CENTRED, _JUMP = frozenset({0, 1, 2, 3}), 3
_GROUNDS = {Severity.REJECTED: "F4B0B0", Severity.QUESTIONED: "FFEB9C", Severity.REMARK: ""}
_CAPTIONS = {
    Severity.REJECTED: "需要改的（不改不能计入）",
    Severity.QUESTIONED: "请说明的（已按表内数计入）",
    Severity.REMARK: "已自动处理的（不用改）",
}
_COUNTED = {
    SheetKind.INDICATORS: "指标", SheetKind.TASKS: "任务", SheetKind.STEPS: "节点", SheetKind.REPLIES: "督办回复",
}  # fmt: skip
_BLANK = frozenset({"E214", "E219", "E249", "E501", "E601"})
"""Codes of cells in which nothing stands."""
_LOST_BY_VALUES = ("原来的样子", "图片", "图表", "公式", "批注")
"""What a copy of the values leaves out."""
_ORDER = [kind.value for kind in SheetKind]


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What is to be told to a bureau about one of its forms.

    `file` is the path of the marked file; problems of other files (a later one that was refused) are listed without a
    cell. `cleared` are problems of earlier returns that are gone; `answer_by` is the day until which to answer.
    """

    layout: FormLayout
    file: str
    received: datetime
    problems: tuple[Problem, ...]
    cleared: tuple[Problem, ...] = ()
    returned_times: int = 0
    rejected: bool = False
    answer_by: date
    sample: bool = False

    @property
    def is_needed(self) -> bool:
        """Whether there is something to correct or to explain."""
        return any(one.severity in _ASKED for one in self.problems)

    def of(self, severity: Severity) -> list[Problem]:
        """The problems of one severity in the order of the form: sheets, rows, columns."""
        return sorted((one for one in self.problems if one.severity is severity), key=_place)


def annotate(data: bytes, book: Book, review: Review) -> bytes:
    """The marked-up .xlsx of a return; of one that is in another format or cannot be changed part by part a copy of its
    values (`book`) is marked.
    """
    remarks = [
        Remark(sheet=one.place.sheet, cell=one.place.cell, text=_comment(one), alarming=one.severity in _ASKED)
        for severity in Severity
        for one in review.of(severity)
        if one.place.file == review.file
    ]
    fills = Fills(unlocked=YELLOW, locked=GREY)
    if is_package(data):
        with suppress(CannotBeMarked):
            return mark_up(data, remarks, _page(review, not_kept(data)), fills)
    return mark_up(as_xlsx(book), remarks, _page(review, _LOST_BY_VALUES), fills)


def _comment(one: Problem) -> str:
    return f"{one.severity.value}：{one.message}（{one.code}）\n怎么改：{one.needed}。"


def _page(review: Review, lost: Sequence[str]) -> FrontPage:
    title = f"{review.layout.action_name}填报表问题清单" + ("（样例）" if review.sample else "")
    return FrontPage(
        name=LIST_SHEET,
        title=title,
        lead=(f"{review.layout.bureau_name}：", "　　" + _lead(review), *_losses(lost)),
        headings=_HEADINGS,
        widths=_WIDTHS,
        centred=_CENTRED,
        jump_column=_JUMP,
        tables=tuple(_tables(review)),
        tail=("　　" + _tail(review), f"{review.layout.contact}"),
    )


def _losses(lost: Sequence[str]) -> Iterator[str]:
    if lost:
        yield f"　　原文件里的{'、'.join(lost)}没有带到这份批注表里；填的内容都在。"


def _lead(review: Review) -> str:
    """The first paragraph of 退回修改说明, with its variant where nothing must be changed."""
    asked, doubts, remarks = (len(review.of(severity)) for severity in Severity)
    day = f"{review.received.month}月{review.received.day}日"
    period = review.layout.period.month_label
    opening = f"你单位{day}报来的《{review.layout.action_name}填报表（{period}）》已收到，"
    if review.rejected:
        return opening + "但是整份表没有计入，原因见下表。" + _again(review)
    if not asked:
        noted = f"；有{remarks}处已自动处理，请看一眼" if remarks else ""
        return (
            f"{opening}{_scope(review)}，全部可以使用，不需要重报。有{doubts}处有疑问，请说明{noted}。{_again(review)}"
        )
    blank = len({one.item for one in review.problems if one.code in _BLANK})
    filled = f"其中{blank}项没有填" if blank else "都有内容"
    said = [f"{asked}处不能使用，需要改"]
    said += [f"{doubts}处有疑问，请说明"] if doubts else []
    said += [f"{remarks}处已自动处理，请看一眼"] if remarks else []
    return f"{opening}{_scope(review)}，{filled}。其中{'；'.join(said)}。{_again(review)}"


def _scope(review: Review) -> str:
    """应填指标2项、任务1项: a figure of several rows is one item."""
    counts = []
    for kind, name in _COUNTED.items():
        sheet = review.layout.sheet(kind)
        if sheet:
            codes = {row.code for row in sheet.rows}
            items = {"-".join(code.split("-")[:2]) for code in codes} if kind is SheetKind.INDICATORS else codes
            counts.append(f"{name}{len(items)}项")
    return "应填" + "、".join(counts) if counts else "没有固定要填的项"


def _again(review: Review) -> str:
    if not review.cleared:
        return ""
    left = len(review.of(Severity.REJECTED)) + len(review.of(Severity.QUESTIONED))
    times = f"这是第{review.returned_times}次退回，" if review.returned_times > 1 else ""
    return f"{times}上次的问题已改好{len(review.cleared)}处，见后面的“已改正”；这次还有{left}处。"


def _tail(review: Review) -> str:
    by = f"{review.answer_by.month}月{review.answer_by.day}日17时前发回"
    asked = len(review.of(Severity.REJECTED))
    if review.rejected:
        return f"请按“怎么改”一列重新报送，{by}；过了时间没有重报的，整份表按“未报”统计。有不清楚的，打电话问我们。"
    if not asked:
        return f"请在这份表的“说明”里写清楚原因，数填错了的直接改，{by}；不说明的，通报里列为“存疑”。谢谢配合。"
    return (
        "请直接在这份表里改，改完发回原邮箱，文件名不用改，红色和批注不用清，这一页也不用删。"
        f"请在{by}；过了时间还没有改的，需要改的{asked}处按“未报”统计。"
        "改表不难，一般3分钟就够；有不清楚的，打电话问我们。"
    )


def _tables(review: Review) -> Iterator[FrontTable]:
    """One table for each severity, numbered through, and at last what is put right."""
    names = {row.code: _name(row.issued) for sheet in review.layout.sheets for row in sheet.rows}
    number = 0
    for severity in Severity:
        rows = []
        for one in review.of(severity):
            number += 1
            rows.append(_row(number, one, names, severity.value, own=one.place.file == review.file))
        if rows:
            yield FrontTable(caption=f"{_CAPTIONS[severity]}：{len(rows)}处", rows=tuple(rows))
    if review.cleared:
        done = [
            _row(at, one, names, "已改正", own=False) for at, one in enumerate(sorted(review.cleared, key=_place), 1)
        ]
        yield FrontTable(caption=f"已改正（上次指出、这次没有了的）：{len(done)}处", rows=tuple(done))


def _row(number: int, one: Problem, names: Mapping[str, str], word: str, *, own: bool) -> FrontRow:
    place = one.place
    item = f"{one.item} {names.get(one.item, '')}".strip()
    cell = place.cell or ("整页" if place.sheet else "整份表")
    jump = (place.sheet, place.cell or "A1") if own and place.sheet else None
    ground = _GROUNDS[one.severity] if word == one.severity.value else "C6EFCE"
    return FrontRow(
        values=(
            str(number), word, place.sheet or "—", cell, item or "—", one.seen or "—",
            f"{one.message}（{one.code}）", one.needed,
        ),
        jump=jump,
        fill=ground,
    )  # fmt: skip


def _name(issued: Mapping[str, Issued]) -> str:
    return str(issued.get("step") or issued.get("name") or "")


def _place(one: Problem) -> tuple[object, ...]:
    """Sheets in the form's order, then row and column; what has no cell comes first."""
    sheet = _ORDER.index(one.place.sheet) + 1 if one.place.sheet in _ORDER else 0
    letters = one.place.cell.rstrip("0123456789")
    row = one.place.cell[len(letters) :]
    return sheet, int(row or 0), len(letters), letters, one.code
