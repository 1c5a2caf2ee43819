"""Archives as they lie in a working folder: index, chain, second copies. Nothing is computed here."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from reporter.core.period import Period
from reporter.folder import FileBusy, Folder, FolderError, Settings
from reporter.record.issue import Issue
from reporter.record.seal import FORMAT, Manifest, Reliance, member_of, pack
from reporter.workflow.archives import INDEX, Archives, refuse_sealed

MARCH, APRIL, MAY = (Period(2024, month) for month in (3, 4, 5))


class Place:
    """A working folder in which archives of one member are sealed."""

    def __init__(self, root: Path, **settings: str) -> None:
        self.folder = Folder(root=root, settings=Settings(**settings))

    @property
    def archives(self) -> Archives:
        """As a new command sees them."""
        return Archives(self.folder)

    def data(self, period: Period, content: bytes = b"x", relies_on: tuple[Reliance, ...] | None = None) -> bytes:
        editions = self.archives.editions(period)
        edition = len(editions) + 1
        number = f"甲〔2024〕{period.last_month * 10 + edition}号"
        members = {"output/a.docx": content}
        return pack(
            Manifest(
                format=FORMAT,
                program="0.1.0",
                period=str(period),
                edition=edition,
                issue=Issue(period=str(period), edition=edition, number=number, issue_no="", day=date(2024, 6, 12)),
                register="",
                members={name: member_of(data) for name, data in members.items()},
                previous_edition=editions[-1].sha256 if editions else "",
                relies_on=self._earlier(period) if relies_on is None else relies_on,
            ),
            members,
        )

    def seal(self, period: Period, content: bytes = b"x") -> tuple[str, ...]:
        return self.archives.add(period, self.data(period, content))

    def path(self, period: Period, edition: int) -> Path:
        return self.archives.path(period, edition)

    def index(self, period: Period) -> Path:
        return self.folder.sealed(period) / INDEX

    def _earlier(self, period: Period) -> tuple[Reliance, ...]:
        months = (Period(period.year, number) for number in range(1, period.last_month))
        return tuple(one for month in months for one in self.archives.reliance(month))


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """March, April twice, May."""
    found = Place(tmp_path)
    for period in (MARCH, APRIL, APRIL, MAY):
        found.seal(period)
    return found


def test_editions_are_found_in_order_and_listed_in_the_index(place: Place) -> None:
    assert place.archives.periods() == [MARCH, APRIL, MAY]
    assert [one.manifest.edition for one in place.archives.editions(APRIL)] == [1, 2]
    assert [one.number for one in place.archives.issues()] == [f"甲〔2024〕{n}号" for n in (31, 41, 42, 51)]
    first, second = place.archives.editions(APRIL)
    assert place.index(APRIL).read_text(encoding="utf-8-sig").splitlines() == [
        "版次,档案,sha256,字号,日期",
        f"1,2024-04-1.zip,{first.sha256},甲〔2024〕41号,2024-06-12",
        f"2,2024-04-2.zip,{second.sha256},甲〔2024〕42号,2024-06-12",
    ]
    assert place.archives.newest(Period(2024, 6)) is None


def test_an_edition_is_never_written_over(place: Place) -> None:
    data = place.data(MAY)
    place.archives.add(MAY, data)
    before = place.path(MAY, 2).read_bytes()
    with pytest.raises(FolderError, match=r"2024-05-2\.zip”已经有了"):
        place.archives.add(MAY, data)
    assert place.path(MAY, 2).read_bytes() == before == data


def test_a_sealed_period_refuses_and_another_does_not(place: Place) -> None:
    with pytest.raises(FolderError, match=r"2024年4月已签发封存（甲〔2024〕41号），不能再发.*reporter correct 2024-04"):
        refuse_sealed(place.archives, APRIL, "不能再发填报表")
    refuse_sealed(place.archives, Period(2024, 6), "不能再发填报表")


def remade(place: Place, period: Period, edition: int, content: bytes) -> None:
    """Somebody changes a document and makes a manifest that fits."""
    other = Place(place.folder.root.parent / "别处")
    for number in range(1, edition + 1):
        other.seal(period, content if number == edition else b"x")
    place.path(period, edition).write_bytes(other.path(period, edition).read_bytes())


DAMAGES: dict[str, tuple[Callable[[Place], object], str]] = {
    "cut": (lambda p: p.path(MAY, 1).write_bytes(p.path(MAY, 1).read_bytes()[:99]), "2024-05-1.zip”打不开"),
    "gone": (lambda p: p.path(MAY, 1).unlink(), "2024-05-1.zip”不见了"),
    "first gone": (lambda p: p.path(APRIL, 1).unlink(), "2024-04-1.zip”不见了"),
    "first and index gone": (
        lambda p: (p.path(APRIL, 1).unlink(), p.index(APRIL).unlink()),
        "2024-04-1.zip”不见了",
    ),
    "manifest remade": (
        lambda p: remade(p, MAY, 1, b"y"),
        "2024-05-1.zip”里面的清单“manifest.json”被改过，和“封存目录.csv”里记着的不一样",
    ),
    "remade, index gone, corrected since": (
        lambda p: (remade(p, APRIL, 1, b"y"), p.index(APRIL).unlink()),
        "2024-04-1.zip”和“2024-04-2.zip”里记着的不一样，被换过",
    ),
    "remade, index gone, a later month knew it": (
        lambda p: (remade(p, MARCH, 1, b"y"), p.index(MARCH).unlink()),
        "2024-03-1.zip”和“2024-05-1.zip”里记着的不一样，被换过",
    ),
    "another month's": (
        lambda p: p.path(MAY, 1).write_bytes(p.path(MARCH, 1).read_bytes()),
        "2024-05-1.zip”里面是“2024-03-1.zip”的内容",
    ),
    "index no table": (lambda p: p.index(MAY).write_bytes(b"\xff\xfe\x00"), "封存目录.csv”读不出来"),
    "index with a letter": (lambda p: p.index(MAY).write_bytes("版次,sha256\nx,y".encode()), "封存目录.csv”读不出来"),
    "index without hashes": (lambda p: p.index(MAY).write_bytes("版次,sha256\n1,y".encode()), "封存目录.csv”读不出来"),
}


@pytest.mark.parametrize("name", DAMAGES)
def test_every_damage_is_one_sentence(place: Place, name: str) -> None:
    damage, said = DAMAGES[name]
    damage(place)
    with pytest.raises(FolderError) as error:
        for period in (MAY, APRIL, MARCH):
            place.archives.editions(period)
    assert said in str(error.value) and "\n" not in str(error.value) and "拷回来" in str(error.value)


def test_the_second_fault_is_said_again(place: Place) -> None:
    """A damaged month does not count as read after the first complaint."""
    remade(place, MARCH, 1, b"y")
    place.index(MARCH).unlink()
    archives = place.archives
    for _ in range(2):
        with pytest.raises(FolderError, match="被换过"):
            archives.editions(MAY)


def test_an_archive_that_names_itself_or_nonsense(tmp_path: Path) -> None:
    for period in ("2024-05", "2024-06", "x"):
        place = Place(tmp_path / period)
        data = place.data(MAY, relies_on=(Reliance(period=period, edition=1, sha256="0" * 64),))
        place.path(MAY, 1).parent.mkdir(parents=True)
        place.path(MAY, 1).write_bytes(data)
        with pytest.raises(FolderError, match=f"记着不该有的“{period}”"):
            place.archives.editions(MAY)


def test_an_archive_of_last_year_may_lie_elsewhere(tmp_path: Path) -> None:
    place = Place(tmp_path)
    last_year = Reliance(period="2023-05", edition=1, sha256="0" * 64)
    place.archives.add(MAY, place.data(MAY, relies_on=(last_year,)))
    assert place.archives.newest(MAY)
    missing = Reliance(period="2024-02", edition=1, sha256="0" * 64)
    place.archives.add(Period(2024, 6), place.data(Period(2024, 6), relies_on=()))
    place.path(Period(2024, 7), 1).parent.mkdir(parents=True)
    place.path(Period(2024, 7), 1).write_bytes(place.data(Period(2024, 7), relies_on=(missing,)))
    with pytest.raises(FolderError, match=r"2024-02-1\.zip”不见了"):
        place.archives.editions(Period(2024, 7))


def test_the_pc_went_off_between_archive_and_index(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    june = Period(2024, 6)
    with monkeypatch.context() as patched:
        patched.setattr(Archives, "mend", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt()))
        with pytest.raises(KeyboardInterrupt):
            place.seal(june)
    assert place.path(june, 1).is_file() and not place.index(june).exists()
    assert place.archives.newest(june)
    place.archives.mend(june)
    lines = place.index(june).read_bytes()
    assert place.archives.editions(june)[0].sha256.encode() in lines
    place.archives.mend(june)
    assert place.index(june).read_bytes() == lines


def test_the_disk_is_full(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    june = Period(2024, 6)
    data = place.data(june)

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "磁盘已满")

    with monkeypatch.context() as patched:
        patched.setattr("reporter.folder.os.fsync", full)
        with pytest.raises(FileBusy, match=r"2024-06-1\.zip”写不进去（磁盘已满）.*没有封存"):
            place.archives.add(june, data)
    assert list(place.folder.sealed(june).iterdir()) == []
    assert place.archives.add(june, data) == () and place.archives.newest(june)


def test_a_disk_without_links_writes_all_the_same_and_never_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(*_: object) -> None:
        raise OSError(errno.EPERM, "不支持")

    monkeypatch.setattr(os, "link", no_links)
    place = Place(tmp_path)
    data = place.data(MAY)
    place.archives.add(MAY, data)
    assert place.path(MAY, 1).read_bytes() == data
    with pytest.raises(FolderError, match="已经有了"):
        place.archives.add(MAY, data)


def test_second_copies_are_written_and_point_the_way(tmp_path: Path) -> None:
    place = Place(tmp_path / "w", archive_copy="../备份")
    assert place.seal(MARCH) == () and place.seal(APRIL) == ()
    copies = tmp_path / "w" / "../备份"
    assert {path.name for path in copies.iterdir()} == {"2024-03-1.zip", "2024-04-1.zip"}
    place.path(MARCH, 1).write_bytes(b"")
    with pytest.raises(FolderError, match=r"请用另存的“.*备份.2024-03-1\.zip”替换它"):
        place.archives.editions(MARCH)
    place.path(MARCH, 1).write_bytes((copies / "2024-03-1.zip").read_bytes())
    assert place.archives.newest(MARCH)
    (copies / "2024-03-1.zip").unlink()
    place.path(MARCH, 1).unlink()
    with pytest.raises(FolderError, match=r"“.*备份”里也没有这一份"):
        place.archives.editions(MARCH)


def test_a_copy_that_fails_is_a_remark_and_is_made_up_for(tmp_path: Path) -> None:
    place = Place(tmp_path / "w", archive_copy="../备份")
    (tmp_path / "备份").write_bytes(b"a file where the folder should be")
    (remark,) = place.seal(MARCH)
    assert remark.startswith("封存档案没有另存成") and place.archives.newest(MARCH)
    (tmp_path / "备份").unlink()
    assert place.seal(APRIL) == ()
    assert {path.name for path in (tmp_path / "备份").iterdir()} == {"2024-03-1.zip", "2024-04-1.zip"}


def test_a_copy_with_other_content_is_left_alone(tmp_path: Path) -> None:
    place = Place(tmp_path / "w", archive_copy="../备份")
    (tmp_path / "备份").mkdir()
    (tmp_path / "备份/2024-03-1.zip").write_bytes(b"of another folder")
    (remark,) = place.seal(MARCH)
    assert "和原档案不一样，没有覆盖它" in remark
    assert (tmp_path / "备份/2024-03-1.zip").read_bytes() == b"of another folder"
