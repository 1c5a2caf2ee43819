"""The columns of every sheet of a form and what their inputs take; wording and widths stand in `columns.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from reporter.core.period import Period
from reporter.core.status import TaskState
from reporter.forms.model import Column, SheetKind

YES, NO, UNCHANGED = "是", "否", "本月无变化"
WORDS_FOR_NONE = ("未到节点", "未公布", "不适用")
"""What may stand in 本期累计 instead of a number (DOMAIN 2)."""
OWN_TASKS = "所属任务"
"""The drop-down of the form's own tasks; the others are the same in every form."""
CHOICES: Mapping[str, tuple[str, ...]] = {
    "进展状态": tuple(state.value for state in TaskState),
    "是否": (YES, NO),
    "类别": ("项目", "任务", "政策"),
    "零报告": (UNCHANGED,),
}


def end_of(period: Period) -> str:
    """The period's last day in print: 5月31日."""
    return f"{period.last_month}月{period.last_day.day}日"


@lru_cache(64)  # every form asks for the same few
def columns_of(kind: SheetKind, period: Period) -> tuple[Column, ...]:
    """The columns of a sheet in their order, hints worded for the period; KeyError for a sheet without columns."""
    return tuple(_column(row, end_of(period)) for row in _table()[kind.value])


@cache
def _table() -> Mapping[str, Any]:
    return tomllib.loads(files("reporter.forms").joinpath("columns.toml").read_text(encoding="utf-8"))


def _column(row: Mapping[str, Any], end: str) -> Column:
    return Column(
        mark=row["mark"],
        heading=row["heading"],
        width=row["width"],
        is_input=bool(row["entry"]),
        hint_title=row["title"].format(end=end),
        hint=row["hint"].format(end=end),
        entry=row["entry"],
    )
