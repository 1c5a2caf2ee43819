"""A period issued: numbers and day on its documents, a month's notices numbered, everything sealed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from reporter.bulletin.letters.issued import issued_notices
from reporter.core.period import Period
from reporter.core.values import dataclass
from reporter.folder import FolderError
from reporter.record.issue import Issue, last_serial, numbered
from reporter.record.model import Results
from reporter.workflow.archives import named, refuse_sealed
from reporter.workflow.assessed import Assessed
from reporter.workflow.documents import facts_of, write_documents
from reporter.workflow.month import Months
from reporter.workflow.pdf import final_pdfs
from reporter.workflow.sealing import Contents, documents_of, inputs_of, seal

_NUMBER = re.compile(r"[^\d\s〔〕]+〔(20\d\d)〕[1-9]\d*号")
_BRACKETS = str.maketrans({"[": "〔", "]": "〕", "(": "〔", ")": "〕", "【": "〔", "】": "〕", "{": "〔", "}": "〕"})
_SERIAL = re.compile(r"第([1-9]\d*)期")


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What the office decides at issue. `number` 字号 or `issue_no` 期号 may be missing, not both.

    `first_notice` is the serial of the first 督办单; None: after the last one that was sealed.
    """

    number: str
    issue_no: int | None
    day: date
    first_notice: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """A sealed period: its results, the files written, the archive, and what the clerk must know."""

    issue: Issue
    results: Results
    paths: tuple[Path, ...]
    archive: Path
    remarks: tuple[str, ...]


def clean_number(typed: str) -> tuple[str, str]:
    """字号 as it is printed, and what was put right ("" when nothing was); FolderError when it is none.

    >>> clean_number("政办发[2024]12号")[0]
    '政办发〔2024〕12号'
    """
    number = "".join(unicodedata.normalize("NFKC", typed).split()).translate(_BRACKETS)
    if not _NUMBER.fullmatch(number):
        raise FolderError(
            f"“{typed}”不是发文字号，请写成政办发〔2024〕12号这样：机关代字、年份、顺序号，顺序号不编虚位。"
        )
    return number, "" if number == typed else f"文号按规定写法印作“{number}”。"


def issue(months: Months, period: Period, order: Order, *, pdf: bool) -> Issued:
    """Write the period's documents with number and day, and seal it; FolderError when it must not be.

    Nothing is sealed unless every document could be written.
    """
    refuse_sealed(months.archives, period, "不能再签发")
    if months.issue(period):
        raise FolderError(f"这里是解压出来的{period.called}封存档案，只能重做看看，不能再签发。")
    _refuse_day(period, order.day)
    refuse_used(months.archives.issues(), number=order.number, issue_no=order.issue_no, year=order.day.year)
    inputs = inputs_of(months.folder, period)
    month = months.assess(period)
    made = _issue_of(months, period, month, order)
    month = replace(month, issue=made)
    written = write_documents(months, period, month)
    if written.faults:
        raise FolderError("文书没有写全，没有签发：" + " ".join(written.faults))
    output = months.folder.output(period)
    printed = final_pdfs(months.folder, [path for path in written.paths if path.parent == output], wanted=pdf)
    contents = Contents(
        results=month.results,
        history=replace(month.history, footnotes=facts_of(months, month).footnotes),
        issues=(made,),
        documents=documents_of(output, [*written.paths, *printed.paths]),
    )
    remarks = months.archives.add(period, seal(months, period, contents, inputs))
    return Issued(
        issue=made,
        results=month.results,
        paths=(*written.paths, *printed.paths),
        archive=months.archives.path(period, 1),
        remarks=(*_remarks(months, month, made), *written.remarks, *printed.remarks, *remarks),
    )


def _issue_of(months: Months, period: Period, month: Assessed, order: Order) -> Issue:
    facts, year = facts_of(months, month), order.day.year
    if order.first_notice is not None and not period.is_month:
        raise FolderError(f"督办单随月份的通报走，{period.called}不编督办单，请去掉“--notice-no”。")
    prefix, before = facts.rule("督办字头"), months.archives.issues()
    last = last_serial(before, prefix, year)
    if order.first_notice is not None:
        if order.first_notice <= last:
            raise FolderError(f"督办单已编到{last}号，这次要从{last + 1}号以后编起。")
        last = order.first_notice - 1
    notices = issued_notices(facts, order.day) if period.is_month else ()
    return Issue(
        period=str(period),
        edition=1,
        number=order.number,
        issue_no=f"第{order.issue_no or _last_issue_no(before, year) + 1}期",
        day=order.day,
        notices=numbered(notices, prefix=prefix, year=year, last=last),
    )


def _last_issue_no(issues: Sequence[Issue], year: int) -> int:
    found = (_SERIAL.fullmatch(one.issue_no) for one in issues if one.day.year == year)
    return max((int(one.group(1)) for one in found if one), default=0)


def _refuse_day(period: Period, day: date) -> None:
    if day <= period.last_day:
        last = period.last_day
        raise FolderError(f"{period.called}要到{last.month}月{last.day}日才完，签发日期不能是{day.isoformat()}。")


def refuse_used(issues: Sequence[Issue], *, number: str, issue_no: int | None = None, year: int = 0) -> None:
    """FolderError when a sealed document bears the number, or the year's serial, already."""
    for one in issues:
        month = Period.parse(one.period).called
        if number and one.number == number:
            what = "通报" if one.edition == 1 else "更正通报"
            raise FolderError(f"{number}已用在{month}的{what}上，请另写一个文号。")
        if issue_no and one.issue_no == f"第{issue_no}期" and one.day.year == year:
            raise FolderError(f"{one.issue_no}已用在{month}的通报上，请另写一个期号。")


def _remarks(months: Months, month: Assessed, made: Issue) -> list[str]:
    found = []
    if not made.number and facts_of(months, month).rule("通报版式") == "文件":
        found.append(f"没有发文字号，通报的文号处印的是{made.issue_no}。用期号的，把台账的规则“通报版式”改成“简报”。")
    if month.history.previous and not month.history.previous.sealed:
        before = Period.parse(month.history.previous.results.period).called
        found.append(f"{before}还没有签发封存，环比用的是现算的数，文中已注明。")
    if made.number and f"〔{made.day.year}〕" not in made.number:
        found.append(f"文号{named(made)}的年份和签发日期{made.day.isoformat()}不是同一年，请核对。")
    period = Period.parse(made.period)
    if not period.is_month and not months.archives.editions(period.month):
        found.append(f"{period.month_label}还没有签发封存，它以后有变动的，{period.called}的通报要另行更正。")
    return found
