"""The register of a working folder: read, checked, converted; and the folder itself, set up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from reporter.core.problem import Problem, Severity
from reporter.folder import (
    REGISTER,
    SETTINGS,
    Folder,
    FolderError,
    RegisterUnusable,
    shipped_templates,
    write_atomic,
)
from reporter.plan.check import check, check_source
from reporter.plan.model import Plan
from reporter.plan.reading import Loaded
from reporter.plan.store import (
    fingerprint,
    read_folder,
    read_workbook,
    shipped,
    shipped_plans,
    write_csv,
    write_workbook,
)

SETTINGS_TEXT = """\
# 这台电脑怎么工作，改这里；通报的数、排名和句子只由计划台账的“规则”表决定。

# LibreOffice的位置（用来出PDF）。空着时自己找；没有装也不影响Word和表格。
soffice = ""

# 出PDF用的字体文件夹（仿宋、楷体等）。空着时用系统里的字体。
fonts = ""

# 封存档案另存一份的文件夹，例如D盘或U盘："D:/督查档案"。空着时不另存。
archive_copy = ""
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """A usable register and the fingerprint of its content."""

    plan: Plan
    sha256: str


def load_register(folder: Folder) -> Register:
    """The register of the folder; RegisterUnusable when a fault (退回) is in it."""
    loaded = read_register(folder)
    faults = tuple(one for one in check(loaded) if one.severity is Severity.REJECTED)
    if loaded.plan is None or faults:
        raise RegisterUnusable(faults or loaded.problems)
    return Register(plan=loaded.plan, sha256=fingerprint(loaded.plan))


def read_register(folder: Folder) -> Loaded:
    """The register workbook as read, with what could not be converted; FolderError when there is none."""
    if not folder.register.is_file():
        raise FolderError(
            f"没有找到“input_sheets/{REGISTER}”。请把计划台账放到那里，或者用“reporter init”新建工作文件夹。"
        )
    return read_workbook(folder.register.read_bytes(), REGISTER)


def check_register(folder: Folder, source: str | None) -> tuple[Loaded, tuple[Problem, ...]]:
    """Every problem of the register; with `source`, also phrases (原文) that the text does not hold."""
    loaded = read_register(folder)
    phrases = check_source(loaded, source) if source is not None else ()
    return loaded, check(loaded) + phrases


def export_csv(loaded: Loaded, target: Path) -> Mapping[str, bytes]:
    """Write the register's tables as CSV into `target`; RegisterUnusable when it cannot be converted."""
    if loaded.plan is None:
        raise RegisterUnusable(loaded.problems)
    tables = write_csv(loaded.plan)
    for name, data in tables.items():
        write_atomic(target / name, data)
    return tables


def export_workbook(loaded: Loaded, target: Path) -> None:
    """Write the register as a workbook; RegisterUnusable when it cannot be converted."""
    if loaded.plan is None:
        raise RegisterUnusable(loaded.problems)
    write_atomic(target, write_workbook(loaded.plan))


def csv_register(folder: Path) -> Loaded:
    """The register in a folder of CSV files."""
    if not folder.is_dir():
        raise FolderError(f"没有找到文件夹“{folder}”。")
    return read_folder(folder)


def init_folder(target: Path, plan_name: str) -> None:
    """A fresh working folder at `target`: settings, register, templates, empty folders.

    FolderError when it already is one, or when no register of that name is shipped.
    """
    if (target / SETTINGS).exists():
        raise FolderError(f"“{target}”已经是工作文件夹，没有改动。要新建请换一个文件夹名。")
    if plan_name not in shipped_plans():
        raise FolderError(f"没有名为“{plan_name}”的计划台账，现有：{'、'.join(shipped_plans())}。")
    loaded = read_folder(shipped(plan_name))
    export_workbook(loaded, target / "input_sheets" / REGISTER)
    for name, text in shipped_templates().items():
        write_atomic(target / "templates" / name, text.encode("utf-8"))
    write_atomic(target / SETTINGS, SETTINGS_TEXT.encode("utf-8"))
    (target / "output").mkdir(exist_ok=True)
