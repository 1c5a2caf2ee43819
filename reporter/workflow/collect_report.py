"""What a collection brought, for the screen and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from reporter.bulletin.words import cut
from reporter.core.period import Period
from reporter.core.values import dataclass
from reporter.post.journal import FORMS, Collected, Outcome, Verdict
from reporter.record.codec import encode
from reporter.workflow.status import NOTHING, aligned


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a run collected: the letters that were new to it, and how many it knew. `trouble` broke it off."""

    letters: tuple[Collected, ...] = ()
    known: int = 0
    trouble: str = ""

    @property
    def is_sealed(self) -> bool:
        """Whether a form was refused because its period is sealed."""
        return any(item.outcome is Outcome.SEALED for one in self.letters for item in one.items)

    def of(self, verdict: Verdict) -> tuple[Collected, ...]:
        return tuple(one for one in self.letters if one.verdict is verdict)


def lines(report: Report, files: Sequence[str], period: Period, *, dry_run: bool) -> Iterator[str]:
    """A line of counts, the letters as a table, what a person must do, the files written."""
    counts = "，".join(f"{verdict.value}{len(report.of(verdict))}封" for verdict in Verdict)
    yield f"{period.month_label}收表{'（只看，没有写文件）' if dry_run else ''}：{counts}；早已收过的{report.known}封"
    shown = [one for one in report.letters if one.verdict is not Verdict.NO_FORM]
    if shown:
        yield from aligned([["结果", "收到时间", "发件人", "主题", "填报表"], *map(_row, shown)])
    asked = [(one, note) for one in report.letters for note in one.attention]
    if asked:
        yield f"要人看的{len(asked)}处："
    for one, note in asked:
        kept = f"（邮件留在{one.kept}）" if one.kept else ""
        yield f"  {_who(one)}《{cut(one.subject, 20)}》：{note.said}{note.needed}。（{note.code}）{kept}"
    if files:
        yield "文件：" + "、".join(files)


def _row(one: Collected) -> list[str]:
    forms = [cut(PurePosixPath(item.path or item.name).name, 36) for item in one.items if item.outcome in FORMS]
    more = f"等{len(forms)}份" if len(forms) > 1 else ""
    when = f"{one.received:%m-%d %H:%M}" if one.received else NOTHING
    return [one.verdict.value, when, _who(one), cut(one.subject, 20), f"{forms[0]}{more}" if forms else NOTHING]


def _who(one: Collected) -> str:
    return cut(one.sender_name or one.sender or "（文件）", 16)


def as_dict(report: Report, files: Sequence[str], *, dry_run: bool) -> dict[str, object]:
    """The same as JSON values."""
    return {
        "dry_run": dry_run,
        "known": report.known,
        "trouble": report.trouble,
        "files": list(files),
        "letters": [encode(one) | {"verdict": one.verdict.value} for one in report.letters],
    }
