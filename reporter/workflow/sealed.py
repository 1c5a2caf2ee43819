"""What an archive holds, as values; and what an unpacked archive left beside the documents."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from reporter.core.period import Period
from reporter.folder import REGISTER, Folder, FolderError
from reporter.plan.force import in_force
from reporter.plan.model import Plan
from reporter.plan.store import read_workbook
from reporter.record.history import History, load_history, load_issues
from reporter.record.issue import Issue
from reporter.record.model import Results
from reporter.record.results import BrokenRecord, load_results
from reporter.record.seal import BrokenSeal, Sealed

ISSUE, HISTORY, RECEIVED = "issue.json", "history.json", "received.json"
RESULTS = "results.json"
LAST_MONTH = "最后一个月.zip"
"""In the archive of a longer period: that of its last month, where it was sealed."""
T = TypeVar("T")


def in_output(period: Period | str, name: str) -> str:
    """The name in an archive of a document of the period."""
    return f"output/{period}/{name}"


def in_memory(period: Period | str, name: str) -> str:
    """The name in an archive of a record that `sealed/` holds."""
    return in_output(period, f"sealed/{name}")


def sealed_results(sealed: Sealed) -> Results:
    """The results as they were sealed."""
    return _value(sealed, in_output(sealed.manifest.period, RESULTS), load_results)


def sealed_history(sealed: Sealed) -> History:
    """What the period rested on when it was sealed."""
    return _value(sealed, in_memory(sealed.manifest.period, HISTORY), load_history)


def sealed_issues(sealed: Sealed) -> tuple[Issue, ...]:
    """The circular's issue and those of the corrections up to this edition."""
    return _value(sealed, in_memory(sealed.manifest.period, ISSUE), load_issues)


def sealed_plan(sealed: Sealed) -> Plan:
    """The register as it counted in the period when it was sealed."""
    name = f"input_sheets/{REGISTER}"
    loaded = read_workbook(_value(sealed, name, bytes), REGISTER)
    if loaded.plan is None:
        raise _fault(sealed, name)
    return in_force(loaded.plan, Period.parse(sealed.manifest.period))


def sealed_text(sealed: Sealed, name: str) -> str:
    """A text of the archive."""
    return _value(sealed, name, lambda data: data.decode("utf-8-sig"))


def unpack_into(sealed: Sealed, place: Path) -> None:
    """Make an empty folder the working folder that was sealed."""
    for name in sealed.manifest.members:
        path = place / name
        if not path.resolve().is_relative_to(place.resolve()):
            raise _fault(sealed, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(_value(sealed, name, bytes))


def unpacked(folder: Folder, period: Period, name: str, load: Callable[[bytes], T]) -> T | None:
    """A record that an archive unpacked here brought along; None where there is none."""
    path = folder.sealed(period) / name
    if not path.is_file():
        return None
    try:
        return load(path.read_bytes())
    except (BrokenRecord, BrokenSeal) as error:
        raise FolderError(f"“{folder.relative(path)}”坏了（{error}）。请重新解压封存档案。") from error


def _value(sealed: Sealed, name: str, load: Callable[[bytes], T]) -> T:
    try:
        return load(sealed.read(name))
    except (BrokenSeal, BrokenRecord, UnicodeDecodeError) as error:
        raise _fault(sealed, name) from error


def _fault(sealed: Sealed, name: str) -> FolderError:
    archive = f"{sealed.manifest.period}-{sealed.manifest.edition}.zip"
    return FolderError(f"封存档案“{archive}”里的“{name}”读不出来，不是这个程序封存的样子。请从备份拷回原来的那一份。")
