"""A sealed period looked at again: what its files say today against what was issued. Nothing issued is rewritten."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from reporter.bulletin.correction.entries import opening
from reporter.bulletin.facts import Facts
from reporter.core.period import Period
from reporter.core.problem import Severity
from reporter.core.values import dataclass
from reporter.folder import write_atomic
from reporter.record.changes import Changes
from reporter.record.compare import compare
from reporter.record.issue import Issue
from reporter.record.model import Results
from reporter.record.seal import Sealed, member_of
from reporter.sheets.package import deeper_links
from reporter.workflow.archives import named
from reporter.workflow.month import Months
from reporter.workflow.period_files import returned_files
from reporter.workflow.sealed import in_memory, in_output, sealed_history, sealed_plan
from reporter.workflow.sealing import inputs_of, register_mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Recheck:
    """A sealed period today. `changes` is None when its returns are here no longer, so that nothing can be compared.

    `issues` are the circular's and those of its corrections; `restored` are issued documents that had been missing.
    """

    issues: tuple[Issue, ...]
    results: Results
    changes: Changes | None
    restored: tuple[Path, ...]


def recheck(months: Months, period: Period) -> Recheck:
    """Compare a sealed period with what its files say now, and bring back what is missing of its documents."""
    months.archives.mend(period)
    editions = months.archives.editions(period)
    here = any(returned_files(months.folder, period.month))
    return Recheck(
        issues=tuple(one.issue for one in editions),
        results=months.archives.results(editions[-1]),
        changes=changes_since(months, period) if here else None,
        restored=tuple(path for sealed in editions for path in restore(months, period, sealed)),
    )


def how_much(changes: Changes) -> dict[str, object]:
    """The causes by number, and in words; all 0 and empty when nothing differs."""
    return {
        "figures": len(changes.figures),
        "indicators": len(changes.corrected),
        "promises": len(changes.promises),
        "rules": len(changes.rules),
        "tasks": len(changes.tasks),
        "returns": len(changes.returns),
        "words": str(opening(changes)) if changes else "",
    }


def verdict(period: Period, found: Recheck) -> str:
    """The sentence for the clerk."""
    circular, *corrections = (f"{named(one)}，{one.day.isoformat()}" for one in found.issues)
    sealed = "；更正：".join((circular, *corrections))
    month = period.called
    if found.changes is None:
        return f"{month}已签发封存（{sealed}）。“input_sheets/{period.month}”里没有填报表，没有和印发的数核对。"
    if not found.changes:
        return f"{month}已签发封存（{sealed}），没有变化。"
    return (
        f"{month}已签发封存（{sealed}），现在的数和印发的不一样：{opening(found.changes)}。印发的文书没有改写；"
        f"要更正请运行“reporter correct {period}”。"
    )


def changes_since(months: Months, period: Period) -> Changes:
    """What differs between the newest edition of a sealed period and its files as they are now."""
    sealed = months.archives.newest(period)
    assert sealed is not None
    return differences(months.archives.results(sealed), as_now(months, period))


def differences(old: Results, new: Results) -> Changes:
    """What differs between two results of a period; remarks (提示), which no document prints, make no difference."""
    return compare(_without_remarks(old), _without_remarks(new))


def _without_remarks(results: Results) -> Results:
    return replace(results, problems=tuple(one for one in results.problems if one.severity is not Severity.REMARK))


def as_now(months: Months, period: Period) -> Results:
    """The results of a sealed period as its files make them now.

    Whether the month before was sealed by then is no figure: it stays as it was issued.
    """
    sealed = months.archives.newest(period)
    assert sealed is not None
    return replace(months.results(period), previous_sealed=months.archives.results(sealed).previous_sealed)


def inputs_changed(months: Months, period: Period) -> bool:
    """Whether what a sealed period rests on is other now: its returns, the register as it counted, its last month.

    Returns that were all taken away are no change: nothing can be compared then.
    """
    sealed = months.archives.newest(period)
    assert sealed is not None
    if not any(returned_files(months.folder, period.month)):
        return False
    relied = [one for one in sealed.manifest.relies_on if one.period == str(period.month)]
    if not period.is_month and relied != [*months.archives.reliance(period.month)]:
        return True
    start = f"input_sheets/{period.month}/"
    listed = {name: one for name, one in sealed.manifest.members.items() if name.startswith(start)}
    found = {name: member_of(data) for name, data in inputs_of(months.folder, period).items()}
    return found != listed or register_mark(months.plan(period), period) != sealed.manifest.register


def sealed_facts(months: Months, period: Period, sealed: Sealed) -> Facts:
    """What the documents of an edition were written from."""
    history = sealed_history(sealed)
    return Facts(
        plan=sealed_plan(sealed),
        results=months.archives.results(sealed),
        previous=history.previous.results if history.previous else None,
        earlier=tuple(month.results for month in history.months),
        issue=months.archives.editions(period)[0].issue,
        issues=history.issues,
        footnotes=history.footnotes,
        months=history.within,
        gaps=history.gaps,
    )


def restore(months: Months, period: Period, sealed: Sealed) -> list[Path]:
    """Write the documents of an edition where they are missing; those that are there stay as they are."""
    written = []
    for name in sealed.manifest.members:
        path = place_of(months, period, sealed.manifest.edition, name)
        if path is not None and not path.exists():
            data = sealed.read(name)
            deeper = path.suffix == ".xlsx" and path.parent.name == corrected_folder(sealed.manifest.edition)
            write_atomic(path, deeper_links(data) if deeper else data)
            written.append(path)
    return written


def place_of(months: Months, period: Period, edition: int, name: str) -> Path | None:
    """Where a document of an archive lies in this folder; None for what is none.

    The circular lies in output/<period>/; what a correction makes of the other documents lies below it, so that
    nothing that was issued is written over.
    """
    start = in_output(period, "")
    if not name.startswith(start) or name.startswith(in_memory(period, "")):
        return None
    inner = name.removeprefix(start)
    output = months.folder.output(period)
    if edition == 1 or inner in (f"{correction_name(edition)}{ending}" for ending in (".docx", ".pdf")):
        return output / inner
    return output / corrected_folder(edition) / inner


def correction_name(edition: int) -> str:
    """更正通报, of a later correction 更正通报（第2次）."""
    return f"更正通报{_times(edition)}"


def corrected_folder(edition: int) -> str:
    """The folder of what the documents say after a correction."""
    return f"更正后{_times(edition)}"


def _times(edition: int) -> str:
    return f"（第{edition - 1}次）" if edition > 2 else ""
