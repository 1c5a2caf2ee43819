"""When a return came in: the registration list, else the last-saved time inside the file, else the file's own time.

DESIGN 9. All times are Beijing time.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from reporter.core.problem import Place, Problem, problem
from reporter.core.values import dataclass

MAILBOX, REGISTERED, SAVED, FILE_TIME = "邮箱", "收件登记", "文件内保存时间", "文件时间"
_KEY, _NAME, _TIME, _SOURCE, _SENDER = COLUMNS = ("sha256", "文件名", "收件时间", "来源", "发件人")
_FORMATS = ("%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S", "%Y/%m/%d %H:%M", "%Y/%m/%d %H:%M:%S", "%Y-%m-%d", "%Y/%m/%d")
_FORMULA = re.compile(r"[=+\-@＝＋－＠\t\r]")
"""What a spreadsheet program would take for a formula when it opens the list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered:
    """One line of 收件登记.csv. `received` is Beijing time; `sender` is an address, empty where none is written."""

    sha256: str
    received: datetime
    name: str = ""
    source: str = ""
    sender: str = ""


def parse_registration(data: bytes, file: str) -> tuple[Mapping[str, Registered], tuple[Problem, ...]]:
    """The line that counts for each sha256 of 收件登记.csv (UTF-8 or GBK), and the lines that cannot be used.

    A file listed twice keeps its first line: lines are only added. What the mailbox says (its earliest line) goes
    before what was typed (DESIGN 9).
    """
    lines: dict[str, Registered] = {}
    problems = []
    for number, row in enumerate(csv.DictReader(io.StringIO(decoded(data))), start=2):
        digest, typed = _cell(row, _KEY).lower(), _cell(row, _TIME)
        moment = _moment(typed)
        if not digest and not typed:
            continue
        if moment is None or not digest:
            place = Place(file=file, cell=f"第{number}行")
            problems.append(problem("E311", place, seen=typed))
        else:
            line = Registered(
                sha256=digest,
                received=moment,
                name=_cell(row, _NAME),
                source=_cell(row, _SOURCE),
                sender=_cell(row, _SENDER),
            )
            lines[digest] = _counting(lines.get(digest), line)
    return lines, tuple(problems)


def _counting(before: Registered | None, line: Registered) -> Registered:
    if before is None or line.source != MAILBOX:
        return before or line
    return line if before.source != MAILBOX or line.received < before.received else before


def _cell(row: Mapping[str, str | None], name: str) -> str:
    text = (row.get(name) or "").strip()
    return text[1:] if text.startswith("'") and _FORMULA.match(text[1:]) else text


def registration_text(before: bytes | None, added: Iterable[Registered]) -> bytes:
    """收件登记.csv with lines added at its end.

    What stands in `before` is kept as it is, in its own encoding and order of columns; columns that its headings lack
    are added on the right.
    """
    if not before:
        return _lines([COLUMNS, *([_values(one)[name] for name in COLUMNS] for one in added)]).encode("utf-8-sig")
    encoding = "utf-8" if _is_utf8(before) else "gb18030"
    head, _, rest = before.partition(b"\n")
    columns = [name.strip() for name in next(csv.reader([decoded(head)]), [])]
    missing = [name for name in COLUMNS if name not in columns]
    kept = head.rstrip(b"\r")
    wider = "".join(f",{name}" for name in missing).encode(encoding)
    rows = _lines([[_values(one).get(name, "") for name in (*columns, *missing)] for one in added])
    whole = b"".join((kept, wider, head[len(kept) :], b"\n", rest))
    return (whole if whole.endswith(b"\n") else whole + b"\n") + rows.encode(encoding)


def _values(line: Registered) -> Mapping[str, str]:
    shown = {
        _KEY: line.sha256,
        _NAME: line.name,
        _TIME: line.received.strftime("%Y-%m-%d %H:%M:%S").removesuffix(":00"),
        _SOURCE: line.source,
        _SENDER: line.sender,
    }
    return {name: f"'{text}" if _FORMULA.match(text) else text for name, text in shown.items()}


def _lines(rows: Iterable[Sequence[str]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


def received_time(
    registered: Registered | None, saved: datetime | None, file_time: datetime, issued: datetime
) -> tuple[datetime, str]:
    """The received time and the name of its source.

    A last-saved time before the form was issued, or later than the file's own time, is not believed.
    """
    if registered is not None:
        return registered.received, MAILBOX if registered.source == MAILBOX else REGISTERED
    if saved is not None and issued <= saved <= file_time:
        return saved, SAVED
    return file_time, FILE_TIME


def decoded(data: bytes) -> str:
    return data.decode("utf-8-sig" if _is_utf8(data) else "gb18030", errors="replace")


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return True


def _moment(text: str) -> datetime | None:
    for form in _FORMATS:
        try:
            return datetime.strptime(text, form)
        except ValueError:
            continue
    return None
