"""An issued period as an archive: what goes in, so that unpacked it is a working folder that makes the same again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import reporter
from reporter.core.period import Period
from reporter.core.values import dataclass
from reporter.folder import REGISTER, REGISTRATION, SETTINGS, FileBusy, Folder, FolderError, shipped_templates
from reporter.plan.model import Plan
from reporter.plan.store import fingerprint
from reporter.record.history import History, dump_history, dump_issues, dump_receipts, receipts_of
from reporter.record.issue import Issue
from reporter.record.model import Results
from reporter.record.seal import FORMAT, MANIFEST, README, Manifest, member_of, pack
from reporter.workflow.archives import Archives, earlier_periods
from reporter.workflow.month import Months
from reporter.workflow.period_files import returned_files
from reporter.workflow.sealed import HISTORY, ISSUE, LAST_MONTH, RECEIVED, in_memory, in_output

_FORMS = "forms.json"
_README = """\
{title}（{number}，{day}）封存档案　第{edition}版

一、里面是什么
计划台账、各单位报来的填报表、文书模板、当时的设置，签发时写出的全部文书和计算结果，以及所依据的以前各月的数（{history}）。

二、怎样核对
清单“{manifest}”记着每个文件的sha256和大小；本档案自己的sha256记在同一文件夹的“封存目录.csv”里，以后各月的档案里也记着。
每次运行程序都会自动核对，哪个文件被改过、少了、多了，会说出名字。

三、怎样重做
把本档案解压到一个空文件夹，在那里运行“reporter run {period} --no-pdf”，得到的文书和这里的一样（PDF除外）。
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What is sealed: the results, what they rest on, every issue of the period, documents by their path in output."""

    results: Results
    history: History
    issues: tuple[Issue, ...]
    documents: Mapping[str, bytes]


def inputs_of(folder: Folder, period: Period) -> dict[str, bytes]:
    """The returned files of a period's last month and their registration as they lie there, by name in the archive."""
    registration = folder.returns(period.month) / REGISTRATION
    paths = [*returned_files(folder, period.month), *([registration] if registration.is_file() else [])]
    return {folder.relative(path): _bytes_of(folder, path) for path in paths}


def documents_of(place: Path, paths: Sequence[Path]) -> dict[str, bytes]:
    """The files of a run by their path below `place`."""
    return {path.relative_to(place).as_posix(): path.read_bytes() for path in paths}


def seal(months: Months, period: Period, contents: Contents, inputs: Mapping[str, bytes]) -> bytes:
    """The archive of the period's next edition.

    FolderError when the returned files are others than `inputs`, from which the results were computed, or when the
    archive could not be opened again, with the reason.
    """
    if _digests(inputs_of(months.folder, period)) != _digests(inputs):
        raise FolderError("签发的时候填报表有变动，没有封存。请关掉正在收表的程序，再运行一次。")
    members = {**_working_folder(months.folder), **inputs, **_records(months.folder, period, contents)}
    if not period.is_month:
        members |= _last_month(months, period)
    members |= {in_output(period, name): data for name, data in contents.documents.items()}
    manifest = _manifest(months, period, contents.issues[-1])
    members[README] = _readme(contents.issues[-1], period)
    manifest = replace(manifest, members={name: member_of(data) for name, data in members.items()})
    try:
        return pack(manifest, members)
    except UnicodeEncodeError as error:
        raise FolderError("封存不了：有的文件名不是正常的文字。请改了文件名，再运行一次。") from error


def register_mark(plan: Plan, period: Period) -> str:
    """The fingerprint of the register as it counted in a period: rows that begin later do not matter."""
    day = period.last_day
    counting = replace(
        plan,
        rules=tuple(one for one in plan.rules if one.since <= day),
        amendments=tuple(one for one in plan.amendments if one.since <= day),
        waivers=tuple(one for one in plan.waivers if one.since <= day),
        closings=tuple(one for one in plan.closings if one.closed <= day),
    )
    return fingerprint(counting)


def _working_folder(folder: Folder) -> dict[str, bytes]:
    """Settings, register, templates as they are in effect."""
    own = {path.name for path in (folder.root / "templates").glob("*.j2")}
    templates = {f"templates/{name}": folder.template(name).encode() for name in {*own, *shipped_templates()}}
    return {
        SETTINGS: _bytes_of(folder, folder.root / SETTINGS),
        f"input_sheets/{REGISTER}": _bytes_of(folder, folder.register),
        **templates,
    }


def _records(folder: Folder, period: Period, contents: Contents) -> dict[str, bytes]:
    found = {
        ISSUE: dump_issues(contents.issues),
        HISTORY: dump_history(contents.history),
        RECEIVED: dump_receipts(receipts_of(contents.results)),
    }
    return {in_memory(period, name): data for name, data in (*found.items(), *_forms(folder, period))}


def _forms(folder: Folder, month: Period) -> Iterator[tuple[str, bytes]]:
    """The forms of a month as they were issued; none of a longer period."""
    if folder.issued_record(month).is_file():
        yield _FORMS, _bytes_of(folder, folder.issued_record(month))


def _last_month(months: Months, period: Period) -> dict[str, bytes]:
    """What the month that a longer period views is read and computed from: its records, its archive when sealed."""
    month, sealed = period.month, months.archives.newest(period.month)
    found = {
        HISTORY: dump_history(months.history(month)),
        RECEIVED: dump_receipts(receipts_of(months.results(month))),
    }
    members = {in_memory(month, name): data for name, data in (*found.items(), *_forms(months.folder, month))}
    return members | ({in_memory(period, LAST_MONTH): sealed.data} if sealed else {})


def _manifest(months: Months, period: Period, issue: Issue) -> Manifest:
    archives: Archives = months.archives
    before = archives.newest(period)
    last_year = replace(period, year=period.year - 1)
    relied = [one for earlier in (last_year, *_rests_on(period)) for one in archives.reliance(earlier)]
    return Manifest(
        format=FORMAT,
        program=reporter.__version__,
        period=str(period),
        edition=issue.edition,
        issue=issue,
        register=register_mark(months.plan(period), period),
        members={},
        previous_edition=before.sha256 if before else "",
        relies_on=tuple(relied),
    )


def _rests_on(period: Period) -> Iterator[Period]:
    """The periods of the year whose figures a period shows: earlier ones of its length, and those of its months."""
    yield from earlier_periods(period)
    if not period.is_month:
        yield from (*earlier_periods(period.month), period.month)


def _readme(issue: Issue, period: Period) -> bytes:
    text = _README.format(
        title=f"{period.called}推进情况通报" if issue.edition == 1 else f"{period.called}通报的更正",
        number="，".join(filter(None, (issue.number, issue.issue_no))),
        day=issue.day.isoformat(),
        edition=issue.edition,
        history=HISTORY,
        manifest=MANIFEST,
        period=period,
    )
    return text.replace("\n", "\r\n").encode("utf-8-sig")


def _digests(files: Mapping[str, bytes]) -> dict[str, str]:
    return {name: sha256(data).hexdigest() for name, data in files.items()}


def _bytes_of(folder: Folder, path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise FileBusy(
            f"“{folder.relative(path)}”读不了（{error.strerror}），没有封存。如果它正开着，请关掉，再运行一次。"
        ) from error
