"""What letters of a period are made from: the issued documents out of the archive, else those that `run` left."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from reporter.bulletin.facts import Facts
from reporter.core.period import Period
from reporter.core.values import dataclass
from reporter.folder import FileBusy
from reporter.record.issue import Issue
from reporter.record.results import dump_results
from reporter.record.seal import Sealed
from reporter.workflow.assessed import Assessed
from reporter.workflow.documents import facts_of
from reporter.workflow.month import Months
from reporter.workflow.period_files import returned_files
from reporter.workflow.recheck import correction_name, sealed_facts
from reporter.workflow.sealed import RESULTS, in_output

_CARRIED = ("*.docx", "notices/*.docx", "returned/*.xlsx", "forms/*/*.xlsx")


@dataclass(frozen=True, slots=True, kw_only=True)
class MailSource:
    """Facts, files by their path in output/<period>, corrections with their issue.

    `current` is False when what `run` left says something else than the returns do now.
    """

    facts: Facts
    files: Mapping[str, bytes]
    corrections: tuple[tuple[str, Issue | None], ...] = ()
    current: bool = True
    sealed: bool = False


def mail_source(months: Months, period: Period) -> MailSource:
    """The issued documents of a sealed period; otherwise the files of its folder and what the returns say today."""
    place = months.folder.output(period)
    editions = months.archives.editions(period)
    if editions:
        return _of_archive(months, period, editions, place)
    facts = facts_now(months, period)
    results = place / RESULTS
    current = not results.is_file() or results.read_bytes() == dump_results(facts.results)
    return MailSource(facts=facts, files=_files(place), current=current)


def _of_archive(months: Months, period: Period, editions: tuple[Sealed, ...], place: Path) -> MailSource:
    """What was sealed goes out, whatever lies in the folder now; only a draft correction is taken from there."""
    start = in_output(period, "")
    members = {name.removeprefix(start): name for name in editions[0].manifest.members if name.startswith(start)}
    files = {short: editions[0].read(name) for short, name in members.items() if Path(short).match("*.docx")}
    corrections: list[tuple[str, Issue | None]] = []
    for number, sealed in enumerate(editions[1:], 2):
        name = f"{correction_name(number)}.docx"
        files[name] = sealed.read(start + name)
        corrections.append((name, sealed.issue))
    draft = place / f"{correction_name(len(editions) + 1)}.docx"
    if draft.is_file():
        files[draft.name] = _bytes(draft)
        corrections.append((draft.name, None))
    facts = sealed_facts(months, period, editions[0])
    return MailSource(facts=facts, files=files, corrections=tuple(corrections), sealed=True)


def facts_now(months: Months, period: Period) -> Facts:
    """What the returns say today; every form is missing before the first has come in."""
    if not period.is_month or any(returned_files(months.folder, period)):
        return facts_of(months, months.assess(period))
    month = Assessed(results=months.results(period), history=months.history(period), issue=months.issue(period))
    return facts_of(months, month)


def _files(place: Path) -> Mapping[str, bytes]:
    """The files that letters may carry, by their path in the period's folder."""
    paths = sorted(path for pattern in _CARRIED for path in place.glob(pattern) if path.is_file())
    return {path.relative_to(place).as_posix(): _bytes(path) for path in paths if not path.name.startswith("~$")}


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise FileBusy(f"“{path}”读不了（{error.strerror}）。请先关掉它，再运行一次。") from error
