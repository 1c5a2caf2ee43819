"""Letters on their way in: from the mailbox, from .eml files, from a folder of files that somebody brought."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path

from reporter.core.period import BEIJING
from reporter.core.values import dataclass
from reporter.folder import FileBusy, FolderError
from reporter.intake.received import MAILBOX
from reporter.post.inbound import Enclosure, Inbound, looks_like_letter, parse_letter
from reporter.post.mailbox import Mailbox, fetch
from reporter.sheets.limits import LARGEST_FILE

DATED = "邮件日期"
"""The clock of the sender's computer: the only time on a letter that no server stamped."""
_LEFT_BEHIND = frozenset(("desktop.ini", "thumbs.db", ".ds_store", ".gitkeep"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A letter, or a file that came without one, which is then its only attachment.

    `received` is None where nothing says when it came; `file_time` is then the file's own. `raw` is the letter itself,
    empty for a file and for a letter of which only the head was fetched.
    """

    letter: Inbound
    origin: str
    received: datetime | None = None
    time_source: str = ""
    file_time: datetime | None = None
    raw: bytes = b""

    @property
    def moment(self) -> datetime:
        """When it came, as far as anything says so."""
        moment = self.received or self.file_time
        assert moment is not None
        return moment


def from_mailbox(box: Mailbox, password: str, since: date, is_known: Callable[[str], bool]) -> Iterator[Arrival]:
    """The letters on the server that are not known yet, oldest first; MailboxTrouble."""
    for one in fetch(box, password, since, is_known):
        letter = parse_letter(one.data)
        if one.too_large:
            letter = replace(letter, fault=one.too_large, enclosures=())
        yield Arrival(
            letter=letter,
            origin=one.origin,
            received=one.received,
            time_source=MAILBOX,
            raw=b"" if one.too_large else one.data,
        )


def from_path(path: Path) -> list[Arrival]:
    """The letters and files at `path`, a file or a folder, in the order of their times. FolderError: nothing there."""
    if path.is_file():
        found = [path]
    elif path.is_dir():
        found = [one for one in sorted(path.rglob("*")) if one.is_file() and one.name.lower() not in _LEFT_BEHIND]
    else:
        raise FolderError(f"没有找到“{path}”。--from 后面写一个.eml文件，或者放着邮件、填报表的文件夹。")
    arrivals = [_arrival(one) for one in found]
    return sorted(arrivals, key=lambda one: one.moment)


def _arrival(path: Path) -> Arrival:
    try:
        data = path.read_bytes()
        moment = datetime.fromtimestamp(path.stat().st_mtime, BEIJING).replace(tzinfo=None, microsecond=0)
    except OSError as error:
        raise FileBusy(f"“{path}”读不了（{error.strerror}）。请先关掉它，再运行一次。") from error
    if path.suffix.lower() == ".eml" or looks_like_letter(data):
        return _letter(path, data, moment)
    # A file too large to be opened is recognised by its size alone.
    file = Enclosure(name=path.name, data=data[: LARGEST_FILE + 1])
    letter = Inbound(enclosures=(file,), digest=sha256(data).hexdigest(), subject=path.name)
    return Arrival(letter=letter, origin=f"file:{path.name}", file_time=moment)


def _letter(path: Path, data: bytes, moment: datetime) -> Arrival:
    letter = parse_letter(data)
    received = letter.received or letter.dated
    return Arrival(
        letter=letter,
        origin=f"file:{path.name}",
        received=received,
        time_source=MAILBOX if letter.received else DATED if received else "",
        file_time=moment,
        raw=data,
    )
