"""What lies in the folders of a period: returned files, when they came in, the forms as they were issued."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from reporter.core.period import Period
from reporter.core.problem import Problem
from reporter.folder import REGISTRATION, UNFINISHED, Folder, FolderError
from reporter.forms.issued import Values, load_issued
from reporter.intake.received import Registered, parse_registration
from reporter.intake.submission import ReturnedFile
from reporter.record.history import load_receipts, receipts_of
from reporter.workflow.archives import Archives
from reporter.workflow.sealed import RECEIVED, unpacked

_IGNORED = {REGISTRATION.lower(), "desktop.ini", "thumbs.db", ".ds_store", ".gitkeep"}


def issued_record(folder: Folder, period: Period) -> Mapping[str, Values]:
    """The forms of the period as issued, by form number; empty while none was. FolderError when it is damaged."""
    path = folder.issued_record(period)
    if not path.is_file():
        return {}
    try:
        return load_issued(path.read_bytes())
    except ValueError as error:
        raise FolderError(
            f"“{folder.relative(path)}”坏了，读不出发出去的填报表是什么样子。请从备份拷回来；没有备份的，"
            f"删掉它再运行“reporter forms {period}”。"
        ) from error


def returned_files(folder: Folder, period: Period) -> Iterator[Path]:
    """Files of the period's folder at any depth, in a fixed order, without what systems leave behind."""
    found = (path for path in folder.returns(period).rglob("*") if path.is_file())
    kept = (path for path in found if path.name.lower() not in _IGNORED and not path.name.startswith(UNFINISHED))
    return iter(sorted(kept, key=lambda path: path.relative_to(folder.root).as_posix()))


def registration(folder: Folder, period: Period) -> tuple[Mapping[str, Registered], tuple[Problem, ...]]:
    """The lines of 收件登记.csv by sha256, and those that cannot be used."""
    path = folder.returns(period) / REGISTRATION
    if not path.is_file():
        return {}, ()
    return parse_registration(path.read_bytes(), folder.relative(path))


def known_receipts(folder: Folder, archives: Archives, period: Period) -> Mapping[tuple[str, str], ReturnedFile]:
    """Received times as they were sealed, by file and hash; by hash alone where one file had it, renamed or not.

    Empty for a draft.
    """
    sealed = archives.newest(period)
    found = receipts_of(archives.results(sealed)) if sealed else unpacked(folder, period, RECEIVED, load_receipts) or ()
    times = Counter(one.sha256 for one in found)
    alone = {("", one.sha256): one for one in found if times[one.sha256] == 1}
    return {**alone, **{(one.file, one.sha256): one for one in found}}
