"""The sealed archives of a working folder: found, compared with their index and with each other, added to."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from hashlib import sha256
from io import StringIO
from pathlib import Path

from reporter.core.period import Period
from reporter.folder import FileBusy, Folder, FolderError, write_atomic, write_new
from reporter.record.issue import Issue
from reporter.record.model import Results
from reporter.record.seal import BrokenSeal, Reliance, Sealed, unpack
from reporter.workflow.sealed import sealed_results

INDEX = "封存目录.csv"
_COLUMNS = ("版次", "档案", "sha256", "字号", "日期")
_DIGEST = re.compile(r"[0-9a-f]{64}")


class Archives:
    """The archives of a folder, each read and compared once while this lives.

    Whatever is wrong with one is a FolderError that names archive and member, and where a copy may be.
    """

    def __init__(self, folder: Folder) -> None:
        self._folder = folder
        self._known: dict[Period, tuple[Sealed, ...]] = {}
        self._results: dict[str, Results] = {}

    def editions(self, period: Period) -> tuple[Sealed, ...]:
        """The editions of a period, the circular first, then its corrections; empty when it is not sealed."""
        if period not in self._known:
            editions = self._read(period)
            for sealed in editions:
                self._compare_with_earlier(period, sealed)
            self._known[period] = editions
        return self._known[period]

    def newest(self, period: Period) -> Sealed | None:
        """The edition that counts."""
        editions = self.editions(period)
        return editions[-1] if editions else None

    def results(self, sealed: Sealed) -> Results:
        """The results of an edition."""
        if sealed.sha256 not in self._results:
            self._results[sealed.sha256] = sealed_results(sealed)
        return self._results[sealed.sha256]

    def path(self, period: Period, edition: int) -> Path:
        return self._folder.sealed(period) / f"{period}-{edition}.zip"

    def periods(self) -> list[Period]:
        """The periods with an archive, or with an index that names one, in order."""
        places = (self._folder.root / "output").glob("*/sealed")
        named = (_period(place.parent.name) for place in places)
        return sorted(period for period in named if period and self._numbers(period))

    def issues(self) -> list[Issue]:
        """Every issue in the folder, corrections included."""
        return [sealed.issue for period in self.periods() for sealed in self.editions(period)]

    def reliance(self, period: Period) -> tuple[Reliance, ...]:
        """Every edition of a period, as a later manifest names it."""
        return tuple(
            Reliance(period=str(period), edition=number, sha256=sealed.sha256)
            for number, sealed in enumerate(self.editions(period), 1)
        )

    def add(self, period: Period, data: bytes) -> tuple[str, ...]:
        """Write the next edition of a period and its line of the index; remarks on the second copy.

        FolderError, and nothing is written, when the archive could not be read back or the edition is there already.
        """
        try:
            sealed = unpack(data)
            write_new(self.path(period, sealed.manifest.edition), data)
        except BrokenSeal as error:
            raise FolderError(f"封存不了：档案{error}。请把多余的大文件、怪文件名清掉，再运行一次。") from error
        except FileBusy as error:
            raise FileBusy(f"{error}没有封存，签发没有完成。") from error
        self._known.pop(period, None)
        for one in self.periods():
            self.mend(one)
        return self.copy()

    def mend(self, period: Period) -> None:
        """Add the lines that the index lacks: those of archives that were written when the PC went off."""
        listed = self._index(period)
        rows = [(number, one) for number, one in enumerate(self.editions(period), 1) if number not in listed]
        if not rows:
            return
        path = self._folder.sealed(period) / INDEX
        before = path.read_bytes() if path.is_file() else _line(_COLUMNS, bom=True)
        before += b"" if before.endswith(b"\n") else b"\r\n"
        lines = (
            _line((number, self.path(period, number).name, one.sha256, named(one.issue), one.issue.day.isoformat()))
            for number, one in rows
        )
        write_atomic(path, before + b"".join(lines))

    def copy(self) -> tuple[str, ...]:
        """Bring every archive that the second place lacks there; a Chinese sentence when that fails."""
        place = self._folder.archive_copy
        if place is None:
            return ()
        try:
            for period in self.periods():
                for number, sealed in enumerate(self.editions(period), 1):
                    _copy(place / self.path(period, number).name, sealed)
        except (OSError, FolderError) as error:
            return (f"封存档案没有另存成：{_reason(error)}。原档案在output里，好好的；接上“{place}”后会补存。",)
        return ()

    def _numbers(self, period: Period) -> set[int]:
        """The editions that there are or were."""
        form = re.compile(rf"{period}-([1-9]\d*)\.zip")
        found = (form.fullmatch(path.name) for path in self._folder.sealed(period).glob("*.zip"))
        return {int(one.group(1)) for one in found if one} | {*self._index(period)}

    def _read(self, period: Period) -> tuple[Sealed, ...]:
        listed = self._index(period)
        editions: list[Sealed] = []
        for number in range(1, max(self._numbers(period), default=0) + 1):
            sealed = self._open(period, number, listed.get(number, ""))
            before = editions[-1].sha256 if editions else ""
            if sealed.manifest.previous_edition != before:
                raise self._fault(period, number - 1, f"和“{period}-{number}.zip”里记着的不一样，被换过")
            editions.append(sealed)
        return tuple(editions)

    def _open(self, period: Period, number: int, digest: str) -> Sealed:
        path = self.path(period, number)
        try:
            sealed = unpack(path.read_bytes())
        except FileNotFoundError as error:
            raise self._fault(period, number, "不见了") from error
        except OSError as error:
            raise FileBusy(f"封存档案“{self._folder.relative(path)}”读不了（{error.strerror}）。") from error
        except BrokenSeal as error:
            raise self._fault(period, number, str(error)) from error
        if (sealed.manifest.period, sealed.manifest.edition) != (str(period), number):
            inside = f"{sealed.manifest.period}-{sealed.manifest.edition}.zip"
            raise self._fault(period, number, f"里面是“{inside}”的内容，放错了地方")
        if digest and digest != sealed.sha256:
            raise self._fault(period, number, f"里面的清单“manifest.json”被改过，和“{INDEX}”里记着的不一样")
        return sealed

    def _compare_with_earlier(self, period: Period, sealed: Sealed) -> None:
        """The archives that this one names are those that lie there; those of last year may be elsewhere."""
        for one in sealed.manifest.relies_on:
            earlier = _period(one.period)
            if earlier is None or not earlier < period:
                raise self._fault(period, sealed.manifest.edition, f"里面的清单记着不该有的“{one.period}”")
            editions = self.editions(earlier)
            if not editions and earlier.year < period.year:
                continue
            if len(editions) < one.edition:
                raise self._fault(earlier, one.edition, "不见了")
            if editions[one.edition - 1].sha256 != one.sha256:
                later = self.path(period, sealed.manifest.edition).name
                raise self._fault(earlier, one.edition, f"和“{later}”里记着的不一样，被换过")

    def _index(self, period: Period) -> Mapping[int, str]:
        """Hashes by edition as the index has them."""
        path = self._folder.sealed(period) / INDEX
        if not path.is_file():
            return {}
        try:
            rows = csv.DictReader(StringIO(path.read_text(encoding="utf-8-sig")))
            found = {int(row["版次"]): row["sha256"] for row in rows}
        except (ValueError, KeyError, TypeError) as error:
            raise FolderError(_broken_index(self._folder.relative(path))) from error
        if not all(_DIGEST.fullmatch(digest or "") for digest in found.values()):
            raise FolderError(_broken_index(self._folder.relative(path)))
        return found

    def _fault(self, period: Period, number: int, what: str) -> FolderError:
        path = self.path(period, number)
        return FolderError(f"封存档案“{self._folder.relative(path)}”{what}。{self._advice(path.name)}")

    def _advice(self, name: str) -> str:
        place = self._folder.archive_copy
        if place is None:
            return "请从备份里把原来的那一份拷回来，再运行一次。"
        if (place / name).is_file():
            return f"请用另存的“{place / name}”替换它，再运行一次。"
        return f"另存的地方“{place}”里也没有这一份，请从别的备份拷回来，再运行一次。"


def refuse_sealed(archives: Archives, period: Period, what: str) -> None:
    """FolderError when the period is sealed, so that `what` (不能再发表) is too late."""
    sealed = archives.newest(period)
    if sealed:
        raise FolderError(
            f"{period.called}已签发封存（{named(archives.editions(period)[0].issue)}），{what}。"
            f"数据有变动的，运行“reporter correct {period}”办理更正。"
        )


def named(issue: Issue) -> str:
    """字号 of a circular or correction, 期号 where it has none."""
    return issue.number or issue.issue_no


def _period(name: str) -> Period | None:
    try:
        return Period.parse(name)
    except ValueError:
        return None


def _line(cells: tuple[object, ...], *, bom: bool = False) -> bytes:
    text = StringIO()
    csv.writer(text, lineterminator="\r\n").writerow(cells)
    return text.getvalue().encode("utf-8-sig" if bom else "utf-8")


def _copy(path: Path, sealed: Sealed) -> None:
    if not path.exists():
        write_new(path, sealed.data)
    elif path.stat().st_size != len(sealed.data) or sha256(path.read_bytes()).hexdigest() != sealed.sha256:
        raise FolderError(f"“{path}”和原档案不一样，没有覆盖它")


def _reason(error: OSError | FolderError) -> str:
    return (error.strerror or str(error)) if isinstance(error, OSError) else str(error).removesuffix("。")


def _broken_index(name: str) -> str:
    return f"“{name}”读不出来。请从备份拷回来；没有备份的，把它移走再运行一次，程序核对档案以后重新登记。"


def earlier_periods(period: Period) -> Iterator[Period]:
    """The periods of its length in the year before a period, oldest first: of a month the months, January first."""
    length = period.span.value
    return (Period(period.year, last, period.span) for last in range(length, period.last_month, length))
