"""A register drafted from a plan's own file: read, drafted, compared with one that is there, written as a workbook."""

from __future__ import annotations

import tempfile
from pathlib import Path

from reporter.core.values import dataclass
from reporter.document.passages.model import NoText, NoTool, Passage
from reporter.document.passages.reading import read_passages
from reporter.folder import FolderError, RegisterUnusable, Settings, ToolMissing, write_atomic
from reporter.plan.book import plan_book
from reporter.plan.draft.assemble import Defaults, draft
from reporter.plan.draft.compare import Difference, difference_sheet, differences
from reporter.plan.draft.looks import candidate_page, front_page
from reporter.plan.draft.model import Draft
from reporter.plan.model import Plan
from reporter.plan.reading import Loaded
from reporter.plan.store import read_folder, read_workbook, shipped, shipped_plans
from reporter.sheets.write import write_book

_OFFICE_RULES = frozenset(
    ("通报发文机关", "主送", "抄送", "印发机关", "督办单位", "编发单位", "督办字头", "联系方式", "统计指标", "试行规则")
)
"""Rules whose values belong to the office that keeps a register, or to its rows."""
_MAY_BE_EMPTY = frozenset(("抄送", "统计指标", "试行规则"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted:
    """What was drafted, and what it holds otherwise than the register it was compared with; None without one."""

    draft: Draft
    differences: tuple[Difference, ...] | None = None


def draft_register(source: Path, target: Path, settings: Settings, *, year: int | None, onto: Path | None) -> Drafted:
    """Write the register drafted from `source` as the workbook `target`.

    FolderError when the file cannot be read or `target` is there already; ToolMissing when a program is needed for it;
    RegisterUnusable when the register `onto` cannot be read.
    """
    if target.exists():
        raise FolderError(f"“{target}”已经有了，没有改动。草稿请另起一个名字，免得盖掉改好的台账。")
    old = _register(onto) if onto else None
    found = draft(_passages(source, settings), _defaults(), year)
    changes = differences(old, found) if old else None
    compared = (difference_sheet(changes),) if changes is not None else ()
    front = (front_page(found, source.name), *compared, candidate_page(found))
    write_atomic(target, write_book(plan_book(found.plan, more=front, remarks=found.remarks)))
    return Drafted(draft=found, differences=changes)


def _passages(source: Path, settings: Settings) -> tuple[Passage, ...]:
    try:
        data = source.read_bytes()
    except OSError as error:
        raise FolderError(f"“{source}”读不了（{error.strerror}）。") from error
    try:
        with tempfile.TemporaryDirectory(prefix="draft-", ignore_cleanup_errors=True) as workdir:
            return read_passages(data, soffice=settings.soffice, workdir=Path(workdir))
    except NoText as error:
        raise FolderError(f"“{source}”读不了：{error}。") from error
    except NoTool as error:
        raise ToolMissing(f"{error}。") from error


def _register(path: Path) -> Plan:
    """The register to compare with: a workbook or a folder of CSV files."""
    if not path.exists():
        raise FolderError(f"没有找到台账“{path}”。")
    loaded: Loaded = read_folder(path) if path.is_dir() else read_workbook(path.read_bytes(), path.name)
    if loaded.plan is None:
        raise RegisterUnusable(loaded.problems)
    return loaded.plan


def _defaults() -> Defaults:
    """The rules and holidays of the shipped registers, the last one's where several have a rule."""
    plans = [plan for name in shipped_plans() if (plan := read_folder(shipped(name)).plan) is not None]
    rules = {rule.name: rule for plan in plans for rule in plan.rules}
    calendar = {day.day: day for plan in plans for day in plan.calendar}
    return Defaults(
        rules=tuple(rules.values()),
        calendar=tuple(calendar.values()),
        office_rules=_OFFICE_RULES,
        may_be_empty=_MAY_BE_EMPTY,
    )
