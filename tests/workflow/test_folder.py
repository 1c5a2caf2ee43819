"""The working folder: settings, atomic writing, lock, templates."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from reporter.folder import (
    FileBusy,
    Folder,
    FolderError,
    NotAFolder,
    Settings,
    one_run_at_a_time,
    open_folder,
    shipped_templates,
    write_atomic,
)


def test_a_folder_without_settings_is_none(tmp_path: Path) -> None:
    with pytest.raises(NotAFolder, match="reporter init"):
        open_folder(tmp_path)


@pytest.mark.parametrize(("text", "said"), [("soffice = [", "写法不对"), ("soffice = 3", "soffice")])
def test_broken_settings_are_named(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "reporter.toml").write_text(text, encoding="utf-8")
    with pytest.raises(FolderError, match=said):
        open_folder(tmp_path)


def test_settings_with_a_byte_order_mark_are_read(tmp_path: Path) -> None:
    (tmp_path / "reporter.toml").write_text('soffice = "C:/LibreOffice"', encoding="utf-8-sig")
    assert open_folder(tmp_path).settings.soffice == "C:/LibreOffice"


def test_the_folders_own_template_wins_and_a_missing_one_falls_back(tmp_path: Path) -> None:
    folder = Folder(root=tmp_path, settings=Settings())
    name = "督查通报.md.j2"
    assert folder.template(name) == shipped_templates()[name]
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / name).write_text("自己的", encoding="utf-8-sig")
    assert folder.template(name) == "自己的"
    with pytest.raises(FolderError, match="没有的"):
        folder.template("没有的.md.j2")


def test_writing_leaves_the_old_file_or_the_new_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "深" / "表.xlsx"
    write_atomic(path, b"old")

    def busy(self: Path, target: Path) -> None:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", busy)
        with pytest.raises(FileBusy, match="正被WPS或Excel打开"):
            write_atomic(path, b"new", patience=0)
    assert path.read_bytes() == b"old"
    assert [entry.name for entry in path.parent.iterdir()] == ["表.xlsx"]
    write_atomic(path, b"new")
    assert path.read_bytes() == b"new"


def test_a_file_that_is_released_in_time_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    replace, tries = Path.replace, []

    def busy_once(self: Path, target: Path) -> Path:
        tries.append(target)
        if len(tries) == 1:
            raise PermissionError(13, "Permission denied")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", busy_once)
    write_atomic(tmp_path / "a", b"x")
    assert (tmp_path / "a").read_bytes() == b"x" and len(tries) == 2


def test_an_unchanged_file_keeps_its_time(tmp_path: Path) -> None:
    path = tmp_path / "a"
    write_atomic(path, b"x")
    os.utime(path, (1, 1))
    write_atomic(path, b"x")
    assert path.stat().st_mtime == 1


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(FileBusy, match="不让写入"):
        write_atomic(tmp_path / "file" / "below", b"x")


def test_two_runs_do_not_meet(tmp_path: Path) -> None:
    folder = Folder(root=tmp_path, settings=Settings())
    with one_run_at_a_time(folder), pytest.raises(FileBusy, match="另一个窗口"), one_run_at_a_time(folder):
        pass
    with one_run_at_a_time(folder):
        pass
