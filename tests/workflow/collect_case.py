"""A working folder of the small plan that letters come into, and forms to send there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from reporter.core.period import Period
from reporter.folder import Folder, open_folder
from reporter.post.journal import Collected
from reporter.workflow.arrivals import Arrival, from_path
from reporter.workflow.collect import Collection
from reporter.workflow.collect_report import Report
from reporter.workflow.collected import finish
from reporter.workflow.month import Months
from reporter.workflow.register import Register
from tests.plans import small_plan
from tests.post.contact_sheets import contacts_bytes
from tests.returned import MAY, filled

APRIL = Period.parse("2024-04")
GOOD = filled()
"""A1 of 区发改局 for May."""
BLANK = filled(form=("A1", "B001"), blank=True)
OTHER = filled(form=("A1", "B003"), blank=True)
"""A1 of 区统计局 for May."""
OLD = filled(period=APRIL)
"""A1 of 区发改局 for April."""
ZHANG, LI, STRANGER, LEADER = "zhang@163.com", "li@163.com", "who@qq.com", "boss@163.com"
"""Officers of 区发改局 and 区统计局, somebody unknown, a leader."""


def working_folder(root: Path, *, contacts: bool = True) -> Folder:
    root.mkdir(parents=True, exist_ok=True)
    (root / "reporter.toml").write_text("", encoding="utf-8")
    if contacts:
        path = root / "input_sheets" / "通讯录.xlsx"
        path.parent.mkdir()
        officers = [("区发改局", "张三", "填报人", "", ZHANG), ("区统计局", "李四", "填报人", "", LI)]
        path.write_bytes(contacts_bytes([("王五", "常务", "", "主送", LEADER)], officers))
    return open_folder(root)


def months_of(folder: Folder, passwords: Sequence[str] = ()) -> Months:
    return Months(folder, Register(plan=small_plan(), sha256="0" * 64), lambda *_: None, passwords)


def collection(folder: Folder, period: Period = MAY, passwords: Sequence[str] = (), **more: bool) -> Collection:
    return Collection(months_of(folder, passwords), period, **more)


def collect(folder: Folder, arrivals: Iterable[Arrival], period: Period = MAY, **more: bool) -> Report:
    return collection(folder, period, **more).collect(arrivals)


def collect_letters(folder: Folder, *letters: bytes, period: Period = MAY, **more: bool) -> list[Collected]:
    """Collect letters that lie in a folder as .eml files; what was new."""
    place = folder.root / "来信"
    place.mkdir(exist_ok=True)
    for old in place.iterdir():
        old.unlink()
    for number, data in enumerate(letters):
        (place / f"{number:03}.eml").write_bytes(data)
    return list(collect(folder, from_path(place), period, **more).letters)


def whole_run(root: Path, source: Path) -> None:
    """What the command does, without the command: for runs that are killed."""
    months = months_of(open_folder(root))
    one = Collection(months, MAY)
    one.collect(from_path(source))
    finish(months, MAY, one)


def returned(folder: Folder, period: Period = MAY) -> dict[str, bytes]:
    """The files of the period's folder by name."""
    place = folder.returns(period)
    return {path.name: path.read_bytes() for path in sorted(place.iterdir())} if place.is_dir() else {}


def tree(root: Path) -> dict[str, bytes]:
    """Every file of input_sheets and output by its path."""
    files = (path for room in ("input_sheets", "output") for path in sorted((root / room).rglob("*")) if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}
