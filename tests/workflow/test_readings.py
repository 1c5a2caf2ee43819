"""Returned files read once: what is known from last time, by several processes or by one, gives the same results."""

from __future__ import annotations

import os
import pickle
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath
from types import SimpleNamespace

import pytest

import reporter.workflow.reading as reading
from reporter.core.period import Period
from reporter.folder import Folder, FolderError, Settings, open_folder, write_atomic
from reporter.forms.layout import layouts
from reporter.forms.sample import sample_returns
from reporter.plan.store import fingerprint, write_workbook
from reporter.record.results import dump_results
from reporter.workflow.month import Months
from reporter.workflow.reading import Reading, Ways
from reporter.workflow.readings import Readings
from reporter.workflow.register import Register
from tests.plans import small_plan

MAY = Period.parse("2024-05")
PLAN = small_plan()


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """A working folder with the sample returns of May."""
    write_atomic(tmp_path / "reporter.toml", b"")
    write_atomic(tmp_path / "input_sheets" / "计划台账.xlsx", write_workbook(PLAN))
    found = open_folder(tmp_path)
    for one in sample_returns(PLAN, layouts(PLAN, MAY, None), MAY, 3, None):
        write_atomic(found.returns(MAY) / one.name, one.data)
    return found


def read(folder: Folder, plan_sha: str = "") -> tuple[bytes, Ways]:
    """The results of May as bytes, and how its files were read."""
    months = Months(folder, Register(plan=PLAN, sha256=plan_sha or fingerprint(PLAN)), lambda *_: None)
    return dump_results(months.results(MAY)), months.ways[MAY]


def returned(folder: Folder) -> list[Path]:
    return sorted(path for path in folder.returns(MAY).rglob("*") if path.is_file())


def test_an_unchanged_file_is_not_read_again(folder: Folder) -> None:
    count = len(returned(folder))
    cold, first = read(folder)
    warm, second = read(folder)
    assert first.known == 0 and first.short + first.faithful == count
    assert second == Ways(known=count)
    assert warm == cold


@pytest.mark.parametrize(
    "root", [PurePosixPath("/"), PurePosixPath("/甲"), PureWindowsPath("D:/"), PureWindowsPath("D:/甲")]
)
def test_a_file_is_named_from_its_working_folder(root: PurePath) -> None:
    found = Reading.name(SimpleNamespace(root=root), root / "input_sheets" / "表.xlsx")  # type: ignore[arg-type]
    assert found == "input_sheets/表.xlsx"


def test_a_changed_file_is_read_though_name_and_time_are_the_same(folder: Folder) -> None:
    read(folder)
    one, other = [path for path in returned(folder) if path.suffix == ".xlsx"][:2]
    stamp = one.stat().st_mtime_ns
    one.write_bytes(other.read_bytes())
    os.utime(one, ns=(stamp, stamp))
    warm, ways = read(folder)
    folder.readings(MAY).unlink()
    assert ways.known == len(returned(folder)) - 1
    assert read(folder)[0] == warm


def test_another_register_or_month_before_makes_all_be_read_anew(folder: Folder) -> None:
    read(folder)
    assert read(folder, "0" * 64)[1].known == 0


@pytest.mark.parametrize("content", [b"", b"x" * 100, sha256(b"x" * 64).digest() + b"x" * 64])
def test_a_damaged_store_is_as_good_as_none(folder: Folder, content: bytes) -> None:
    cold, _ = read(folder)
    folder.readings(MAY).write_bytes(content)
    again, ways = read(folder)
    assert ways.known == 0 and again == cold


class Harm:
    """What a forged store would like to have done."""

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.mkdir, ("harm",)


def test_nothing_that_acts_comes_out_of_a_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    store = Readings(tmp_path / "a.bin", "context")
    store._after["file"] = pickle.dumps((Harm(),))
    store.save()
    assert Readings(tmp_path / "a.bin", "context").get("file") is None
    assert not (tmp_path / "harm").exists()


def test_a_store_of_another_context_is_not_believed(tmp_path: Path) -> None:
    store = Readings(tmp_path / "a.bin", "context")
    store.keep("file", ())
    store.save()
    assert Readings(tmp_path / "a.bin", "context").get("file") == ()
    assert Readings(tmp_path / "a.bin", "another").get("file") is None


@pytest.fixture
def early_pool(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Several processes from the second file on."""
    monkeypatch.setattr(reading, "SEVERAL_FROM", 2)
    yield


def test_two_processes_give_what_one_gives(folder: Folder, early_pool: None) -> None:
    alone = open_folder(folder.root)
    by_one = read(Folder(root=alone.root, settings=Settings(workers="1")))[0]
    folder.readings(MAY).unlink()
    by_two, ways = read(Folder(root=alone.root, settings=Settings(workers="2")))
    assert by_two == by_one and ways.known == 0


@pytest.mark.parametrize(("files", "cells"), [(1, 50_000), (2, 50_000), (50, 1)])
def test_how_many_are_open_at_once_changes_nothing(
    folder: Folder, monkeypatch: pytest.MonkeyPatch, files: int, cells: int
) -> None:
    whole, ways = read(folder)
    folder.readings(MAY).unlink()
    opened, most = 0, 0
    fresh = reading.Reading._fresh
    opening = reading.Reading._open

    def open_noted(self: reading.Reading, path: Path) -> object:
        nonlocal opened, most
        opened += 1
        most = max(most, opened)
        return opening(self, path)

    def fresh_noted(self: reading.Reading, one: object) -> reading.Fresh:
        nonlocal opened
        opened -= 1
        return fresh(self, one)  # type: ignore[arg-type]

    monkeypatch.setattr(reading.Reading, "_open", open_noted)
    monkeypatch.setattr(reading.Reading, "_fresh", fresh_noted)
    monkeypatch.setattr(reading, "_BUNCH", files)
    monkeypatch.setattr(reading, "_MOST_CELLS_AT_ONCE", cells)
    assert read(folder) == (whole, ways)
    assert most == (1 if cells == 1 else files)


@pytest.mark.parametrize("workers", ["0", "-1", "100", "zwei"])
def test_a_number_of_workers_that_cannot_be_is_said(workers: str) -> None:
    with pytest.raises(FolderError, match="workers"):
        Settings.parse(f'workers = "{workers}"')
