"""When a return came in: the registration list, else the last-saved time inside the file, else the file's own time.

DESIGN 9. All times are Beijing time.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from datetime import datetime
from hashlib import sha256

from reporter.core.problem import Place, Problem, problem

REGISTERED, SAVED, FILE_TIME = "收件登记", "文件内保存时间", "文件时间"
COLUMNS = ("sha256", "文件名", "收件时间", "来源")
_FORMATS = ("%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S", "%Y/%m/%d %H:%M", "%Y/%m/%d %H:%M:%S", "%Y-%m-%d", "%Y/%m/%d")


def parse_registration(data: bytes, file: str) -> tuple[Mapping[str, datetime], tuple[Problem, ...]]:
    """Received times by sha256 from 收件登记.csv (UTF-8 or GBK), and the lines that cannot be used.

    A file listed twice keeps its first time: lines are only added.
    """
    times: dict[str, datetime] = {}
    problems = []
    for number, row in enumerate(csv.DictReader(io.StringIO(decoded(data))), start=2):
        digest, typed = (row.get("sha256") or "").strip().lower(), (row.get("收件时间") or "").strip()
        moment = _moment(typed)
        if not digest and not typed:
            continue
        if moment is None or not digest:
            place = Place(file=file, cell=f"第{number}行")
            problems.append(problem("E311", place, seen=typed))
        else:
            times.setdefault(digest, moment)
    return times, tuple(problems)


def registration_text(before: bytes | None, added: Iterable[tuple[bytes, str, datetime, str]]) -> bytes:
    """收件登记.csv with lines added at its end: content, name, received time and source of each return.

    What stands in `before` is kept as it is, in its own encoding.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    if before is None:
        writer.writerow(COLUMNS)
    for data, name, moment, source in added:
        writer.writerow([sha256(data).hexdigest(), name, moment.strftime("%Y-%m-%d %H:%M"), source])
    if before is None:
        return out.getvalue().encode("utf-8-sig")
    kept = before if before.endswith(b"\n") else before + b"\n"
    return kept + out.getvalue().encode("utf-8" if _is_utf8(before) else "gb18030")


def received_time(
    registered: datetime | None, saved: datetime | None, file_time: datetime, issued: datetime
) -> tuple[datetime, str]:
    """The received time and the name of its source.

    A last-saved time before the form was issued, or later than the file's own time, is not believed.
    """
    if registered is not None:
        return registered, REGISTERED
    if saved is not None and issued <= saved <= file_time:
        return saved, SAVED
    return file_time, FILE_TIME


def decoded(data: bytes) -> str:
    return data.decode("utf-8-sig") if _is_utf8(data) else data.decode("gb18030", errors="replace")


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
