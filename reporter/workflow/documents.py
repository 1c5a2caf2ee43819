"""The documents of a month: everything that `run` leaves in output/<period>/."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from reporter.bulletin.facts import Facts
from reporter.bulletin.wording import TemplateFault
from reporter.bulletin.workbooks import city_book, problem_book, summary_book
from reporter.core.period import Period
from reporter.document.blocks import DocumentError
from reporter.folder import FileBusy, write_atomic
from reporter.record.results import dump_results
from reporter.sheets.write import write_book
from reporter.workflow.month import Assessed, Months
from reporter.workflow.papers import FOLDERS, Papers
from reporter.workflow.returned import write_returned

Makers = dict[str, Callable[[], bytes]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """The files of a run, results first; Chinese sentences on templates that could not be used, and remarks."""

    paths: tuple[Path, ...]
    faults: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


def write_documents(months: Months, period: Period, month: Assessed) -> Written:
    """Write results.json, the workbooks, the papers and the marked-up copies of a period.

    A paper whose template is at fault is left out and said; the others are written. The folders of papers to single
    bureaus belong to the run: what it does not write there any more is taken away. A quarter, half-year or year writes
    nothing to single bureaus: its last month has done that.
    """
    folder, watch = months.folder, months.watch
    facts = Facts(
        plan=months.plan(period),
        results=month.results,
        previous=month.previous,
        earlier=month.earlier,
        months=month.months,
        gaps=month.gaps,
    )
    papers = Papers(folder, facts)
    makers = {**_makers(facts, period), **papers.makers()}
    paths: list[Path] = []
    faults: dict[str, None] = {}
    for number, (name, make) in enumerate(makers.items()):
        watch("写文件", number, len(makers))
        path = folder.output(period) / name
        try:
            write_atomic(path, make())
            paths.append(path)
        except TemplateFault as fault:
            faults[str(fault)] = None
        except DocumentError as fault:
            faults[f"“{name}”的模板排不成公文：{fault}。其他文书照常生成。"] = None
    watch("写文件", len(makers), len(makers))
    if period.is_month:
        paths += write_returned(months, period, month.results)
    for name in FOLDERS:
        _clear(folder.output(period) / name, f"{period}-", keep=paths)
    return Written(paths=tuple(paths), faults=tuple(faults), remarks=(*_on_gaps(month.gaps), *_on_rare(papers.rare)))


def _on_gaps(gaps: Sequence[Period]) -> tuple[str, ...]:
    names = "、".join(f"{one.last_month}月" for one in gaps)
    return (f"{names}没有收到填报表，这一期只看最后一个月的数。",) if names else ()


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
