"""The documents of a month: everything that `run` leaves in output/<period>/."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from reporter.bulletin.facts import Facts
from reporter.bulletin.wording import TemplateFault
from reporter.bulletin.workbooks import city_book, notice_book, problem_book, summary_book
from reporter.bulletin.workbooks.trace.book import trace_book
from reporter.core.period import Period
from reporter.core.values import dataclass
from reporter.document.blocks import DocumentError
from reporter.folder import FileBusy, write_atomic
from reporter.record.history import Footnote
from reporter.record.notices import unmatched, with_own_issue
from reporter.record.results import dump_results
from reporter.sheets.write import write_book
from reporter.workflow.assessed import Assessed
from reporter.workflow.footnotes import footnotes
from reporter.workflow.month import Months
from reporter.workflow.papers import FOLDERS, Papers
from reporter.workflow.returned import write_returned
from reporter.workflow.trace import account_of

Makers = dict[str, Callable[[], bytes]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """The files of a run, results first; Chinese sentences on templates that could not be used, and remarks."""

    paths: tuple[Path, ...]
    faults: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    unproved: bool = False
    """Whether a figure is not what it is computed anew: a fault of the program, and no paper is written."""


def write_documents(months: Months, period: Period, month: Assessed, place: Path | None = None) -> Written:
    """Write results.json, the workbooks, the papers and the marked-up copies of a period.

    A paper whose template is at fault is left out and said; the others are written. No paper is written when a figure
    in one of them is not what it is computed anew (溯源.xlsx says which). The folders of papers to single bureaus
    belong to the run: what it does not write there any more is taken away. A quarter, half-year or year writes nothing
    to single bureaus: its last month has done that. `place` is output/<period>/ unless it is given.
    """
    watch, place = months.watch, place or months.folder.output(period)
    facts = facts_of(months, month)
    papers = Papers(months.folder, facts)
    account = account_of(months, period, month, papers)
    proved = {"溯源.xlsx": lambda: write_book(trace_book(account, author=facts.rule("印发机关")))}
    faults: dict[str, None] = dict.fromkeys(account.faults[:1])
    makers = {**_makers(facts, period), **proved, **({} if account.faults else papers.makers())}
    paths: list[Path] = []
    for number, (name, make) in enumerate(makers.items()):
        watch("写文件", number, len(makers))
        path = place / name
        try:
            write_atomic(path, make())
            paths.append(path)
        except TemplateFault as fault:
            faults[str(fault)] = None
        except DocumentError as fault:
            faults[f"“{name}”的模板排不成公文：{fault}。其他文书照常生成。"] = None
    watch("写文件", len(makers), len(makers))
    if period.is_month:
        paths += write_returned(months, period, month.results, place)
    for name in () if account.faults else FOLDERS:
        _clear(place / name, f"{period}-", keep=paths)
    return Written(
        paths=tuple(paths),
        faults=tuple(faults),
        remarks=(
            *_on_gaps(month.gaps),
            *_on_changed(facts.footnotes),
            *_on_unmatched(facts),
            *_on_unrecorded(facts),
            *_on_rare(papers.rare),
        ),
        unproved=bool(account.faults),
    )


def _on_gaps(gaps: Sequence[Period]) -> tuple[str, ...]:
    names = "、".join(f"{one.last_month}月" for one in gaps)
    return (f"{names}没有收到填报表，这一期只看最后一个月的数。",) if names else ()


def _on_changed(found: Iterable[Footnote]) -> Iterator[str]:
    """What the clerk must do about issued figures that are others now."""
    for one in found:
        if not one.correction:
            month = Period.parse(one.period).called
            yield (
                f"{month}已印发（{one.number}），现在的数和印发的不一样：{one.causes}。本期仍用印发的数；"
                f"要更正请运行“reporter correct {one.period}”。"
            )


def _on_unmatched(facts: Facts) -> Iterator[str]:
    """Confirmations of the register that fit no notice, so that they do nothing; a matter of months."""
    if not facts.period.is_month:
        return
    found = unmatched(facts.plan, facts.period, facts.results.notices)
    if found:
        names = "、".join(dict.fromkeys(f"{one.number} {one.code}" for one in found))
        yield f"计划台账“督办”表有{len(found)}行对不上督办单，没有起作用：{names}。哪一格见“reporter plan check”。"


def _on_unrecorded(facts: Facts) -> Iterator[str]:
    """Red notices of the month before that count as late while nobody recorded a written reply."""
    before = str(facts.period.month.previous)
    red = {notice.number for issue in facts.issues for notice in issue.notices if notice.reply_by}
    late = {one.number for one in facts.results.notices if one.period == before and (one.days_late or one.overdue)}
    if red & late:
        yield (
            f"红单{len(red & late)}份没有登记按期的书面回复，通报里按逾期写；收到过的，照督办台账“待回复”页登记到"
            "计划台账“督办”表，再运行一次。"
        )


def facts_of(months: Months, month: Assessed) -> Facts:
    """What the documents of a month are written from; the notices of an issued month are among its results."""
    period = Period.parse(month.results.period)
    plan, results, issues = months.plan(period), month.results, month.history.issues
    if month.issue and period.is_month:
        results = with_own_issue(results, plan, month.issue, issues, month.earlier)
    return Facts(
        plan=plan,
        results=results,
        previous=month.previous,
        earlier=month.earlier,
        issue=month.issue,
        issues=issues,
        footnotes=month.history.footnotes or footnotes(months, period),
        months=month.months,
        gaps=month.gaps,
    )


def _on_rare(rare: Iterable[str]) -> tuple[str, ...]:
    names = "、".join(f"“{one}”" for one in rare)
    return (f"文中的{names}不在仿宋_GB2312里，Word里已改用宋体，印出前看一眼。",) if names else ()


def _makers(facts: Facts, period: Period) -> Makers:
    plan, results, previous = facts.plan, facts.results, facts.previous
    history = {"earlier": facts.earlier, "months": facts.months}
    return {
        "results.json": lambda: dump_results(results),
        "汇总表.xlsx": lambda: write_book(summary_book(plan, results, previous, period=period, **history)),
        "上报表.xlsx": lambda: write_book(city_book(plan, results, period=period)),
        "问题清单.xlsx": lambda: write_book(problem_book(plan, results, period=period)),
        **({"督办台账.xlsx": lambda: write_book(notice_book(facts))} if period.is_month else {}),
    }


def _clear(place: Path, start: str, *, keep: Sequence[Path]) -> None:
    """Remove the Word files and PDFs of an earlier run, whose names begin with `start`; other files stay."""
    kept = {path.with_suffix("") for path in keep}
    for path in sorted(place.glob(f"{start}*")):
        if path.suffix in (".docx", ".pdf") and path.with_suffix("") not in kept:
            try:
                path.unlink()
            except OSError as error:
                raise FileBusy(f"“{path}”是上次留下的，删不掉（{error.strerror}）。请关掉它，再运行一次。") from error
