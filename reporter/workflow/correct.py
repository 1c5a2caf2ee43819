"""更正通报: what an issued period says against what its files say now; with a number it is final and sealed."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from reporter.bulletin.correction.entries import opening
from reporter.bulletin.correction.wording import correction_markdown
from reporter.bulletin.facts import Facts
from reporter.bulletin.wording import TemplateFault
from reporter.core.numbers import shortest
from reporter.core.period import Period
from reporter.core.values import dataclass
from reporter.document.blocks import DocumentError
from reporter.document.markdown import parse
from reporter.document.official import write
from reporter.folder import FolderError, write_atomic
from reporter.record.changes import Changes, Value
from reporter.record.issue import Issue
from reporter.workflow.archives import named
from reporter.workflow.assessed import Assessed
from reporter.workflow.documents import facts_of, write_documents
from reporter.workflow.issue import refuse_used
from reporter.workflow.month import Months
from reporter.workflow.pdf import PdfReport, final_pdfs
from reporter.workflow.period_files import returned_files
from reporter.workflow.recheck import as_now, correction_name, differences, restore, sealed_facts
from reporter.workflow.sealed import sealed_issues, sealed_text
from reporter.workflow.sealing import Contents, documents_of, inputs_of, seal

_CIRCULAR, _CORRECTION = "督查通报.md.j2", "更正通报.md.j2"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """A figure that differs, and the return that says so."""

    indicator: str
    name: str
    bureau: str
    old: str
    new: str
    file: str
    sheet: str
    cell: str
    received: str
    received_from: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """What was written. `issue` is that of the correction, None for a draft; without changes nothing was written."""

    circular: Issue
    issue: Issue | None
    changes: Changes
    causes: tuple[Cause, ...]
    paths: tuple[Path, ...] = ()
    archive: Path | None = None
    remarks: tuple[str, ...] = ()


def correct(months: Months, period: Period, number: str, day: date, *, pdf: bool) -> Corrected:
    """The correction of a sealed period: a draft without `number`, else final and sealed as the next edition.

    FolderError when the period is not sealed, nothing was returned, or the number is used.
    """
    archives = months.archives
    editions = archives.editions(period)
    if not editions:
        raise FolderError(
            f"{period.called}还没有签发封存，不用更正：改好填报表或台账，运行“reporter run {period}”就行。"
        )
    if number:
        refuse_used(archives.issues(), number=number)
    if number and day < editions[-1].issue.day:
        raise FolderError(f"更正的日期{day.isoformat()}早于{named(editions[-1].issue)}的日期，请核对。")
    if not any(returned_files(months.folder, period.month)):
        raise FolderError(
            f"“input_sheets/{period.month}”里没有填报表，没法和印发的比。请把它们放回去，封存档案里都有。"
        )
    inputs = inputs_of(months.folder, period)
    month = months.assess(period)
    month = replace(month, results=as_now(months, period))
    old, new = sealed_facts(months, period, editions[-1]), facts_of(months, month)
    changes = differences(old.results, new.results)
    causes = tuple(_causes(old, new, changes))
    if not changes:
        return Corrected(circular=editions[0].issue, issue=None, changes=changes, causes=())
    edition = len(editions) + 1
    made = Issue(period=str(period), edition=edition, number=number, issue_no="", day=day) if number else None
    path, printed = _paper(months, period, (old, new), edition, made, pdf=pdf)
    found = Corrected(
        circular=editions[0].issue,
        issue=made,
        changes=changes,
        causes=causes,
        paths=(path, *printed.paths),
        remarks=printed.remarks,
    )
    return _sealed(months, period, month, found, inputs, pdf=pdf) if made else found


def said(found: Corrected) -> str:
    """How much differs: 1项指标数据变动、2项统计规则调整."""
    return str(opening(found.changes))


def _paper(
    months: Months, period: Period, sides: tuple[Facts, Facts], edition: int, made: Issue | None, *, pdf: bool
) -> tuple[Path, PdfReport]:
    """更正通报 and its PDF. The wording of the circular is that with which it was issued, on both sides."""
    editions = months.archives.editions(period)
    path = months.folder.output(period) / f"{correction_name(edition)}.docx"
    try:
        text, marks = correction_markdown(
            *sides,
            months.folder.template(_CORRECTION),
            circular=sealed_text(editions[0], f"templates/{_CIRCULAR}"),
            corrected_number=_corrected_number([one.issue for one in editions]),
            number=made.number if made else "",
            issued=made.day if made else None,
        )
        data = write(parse(text, marks), marks)
    except TemplateFault as fault:
        raise FolderError(f"更正通报没有写成：{fault}") from fault
    except DocumentError as fault:
        raise FolderError(f"“{_CORRECTION}”的模板排不成公文：{fault}。更正通报没有写成。") from fault
    write_atomic(path, data)
    return path, final_pdfs(months.folder, [path], wanted=pdf)


def _corrected_number(issues: list[Issue]) -> str:
    """政办发〔2024〕12号，已由政办发〔2024〕14号更正."""
    circular, *corrections = map(named, issues)
    return f"{circular}，已由{'、'.join(corrections)}更正" if corrections else circular


def _sealed(
    months: Months, period: Period, month: Assessed, found: Corrected, inputs: dict[str, bytes], *, pdf: bool
) -> Corrected:
    """The corrected documents made beside, sealed, then laid below the issued ones, which stay as they are."""
    assert found.issue is not None
    archives, output = months.archives, months.folder.output(period)
    with tempfile.TemporaryDirectory(prefix="reporter-") as scratch:
        place = Path(scratch)
        written = write_documents(months, period, month, place)
        if written.faults:
            raise FolderError("文书没有写全，没有封存：" + " ".join(written.faults))
        papers = [path for path in written.paths if path.parent == place]
        printed = final_pdfs(months.folder, papers, wanted=pdf)
        documents = documents_of(place, [*written.paths, *printed.paths]) | documents_of(output, found.paths)
    facts = facts_of(months, month)
    contents = Contents(
        results=month.results,
        history=replace(month.history, footnotes=facts.footnotes),
        issues=(*sealed_issues(archives.editions(period)[-1]), found.issue),
        documents=documents,
    )
    remarks = archives.add(period, seal(months, period, contents, inputs))
    laid = restore(months, period, archives.editions(period)[-1])
    return replace(
        found,
        paths=(*found.paths, *laid),
        archive=archives.path(period, found.issue.edition),
        remarks=(*found.remarks, *_without_number(facts), *remarks),
    )


def _without_number(facts: Facts) -> Iterator[str]:
    """Bureaus that get their first notice of a month through the correction; a longer period has no notices."""
    if not facts.period.is_month:
        return
    behind = {item.result.bureau for item in facts.lagging}
    names = [facts.bureau(code) for code in facts.in_order(behind) if not facts.notice_number(code)]
    if names:
        yield f"{'、'.join(names)}因更正新增督办单，文号由办公室另编。"


def _causes(old: Facts, new: Facts, changes: Changes) -> Iterator[Cause]:
    received = {(one.file, one.sha256): one for one in new.results.files}
    items = {item.code: item for facts in (old, new) for item in facts.items}
    for one in changes.figures:
        item, source = items[one.indicator], one.source
        came = received.get((source.file, source.sha256)) if source else None
        yield Cause(
            indicator=one.code,
            name=item.result.name,
            bureau=item.bureau,
            old=_plain(one.old),
            new=_plain(one.new),
            file=source.file if source else "",
            sheet=source.sheet if source else "",
            cell=source.cell if source else "",
            received=came.received.isoformat(sep=" ", timespec="minutes") if came else "",
            received_from=came.received_from if came else "",
            note=item.result.note,
        )


def _plain(value: Value) -> str:
    if value is None:
        return "未报"
    if isinstance(value, bool):
        return "是" if value else "否"
    return value.isoformat() if isinstance(value, date) else shortest(value)
