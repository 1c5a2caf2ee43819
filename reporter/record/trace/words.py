"""Formulas, conditions and exact values in words that a clerk can read."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

from reporter.core.numbers import shortest
from reporter.progress.model import decimal_of
from reporter.record.trace.terms import (
    AtLeast,
    Cell,
    Count,
    Known,
    Op,
    ShareOfWhole,
    Tables,
    Term,
    Total,
    Undefined,
    Where,
    value_of,
)

_NUMBER = re.compile(r"\d+(?:\.(\d+))?", re.ASCII)
_LOOSE = ("＋", "−")
_SHARES = ("完成率", "应达进度", "达到占比", "上期达到占比", "完成率均值", "计分")
"""Columns that hold shares of 1."""
_NAMED = ("分项", "节点")
"""Tables whose rows are named in a formula; those of 指标 speak of the indicator that is traced."""


def exact(value: Fraction) -> str:
    """The exact value where its decimals end, else ten decimals and ….

    >>> exact(Fraction(3, 8)), exact(Fraction(1, 3))
    ('0.375', '0.3333333333…')
    """
    if value.denominator == 1:
        return shortest(Decimal(value.numerator))
    number = decimal_of(value)
    return shortest(number) + ("" if Fraction(number) == value else "…")


def percent(value: Fraction) -> str:
    """A share of 1 in percent, unrounded."""
    return f"{exact(value * 100)}%"


def rounding(value: Fraction, text: str, *, share: bool) -> str:
    """How the printed text was rounded; empty where it is exact.

    >>> rounding(Fraction(4, 11), "36.4%", share=True), rounding(Fraction(3, 4), "75.0%", share=True)
    ('四舍五入到一位小数', '')
    """
    found = _NUMBER.search(text)
    size = abs(value) * 100 if share else abs(value)
    if found is None or Fraction(found[0]) == size:
        return ""
    places = len(found[1] or "")
    return f"四舍五入到{'一二三四五六'[places - 1]}位小数" if places else "四舍五入取整数"


def formula(term: Term, tables: Tables) -> str:
    """The formula with its values: 达到69 ÷ 应统计92."""
    match term:
        case Cell():
            return f"{_label(term, tables)}{_said(term, tables, share=term.column in _SHARES)}"
        case Known():
            return f"{exact(term.value)}（{term.why}）"
        case Count() | Total():
            return f"{condition(term, tables)}{_said(term, tables)}"
        case AtLeast():
            return f"{formula(term.term, tables)}（低于{term.floor}的按{term.floor}）"
        case ShareOfWhole():
            counts = " : ".join(formula(one, tables) for one in term.counts)
            return f"{counts} 各占多少，最大余数法使合计为100.0%，取第{term.index + 1}个"
        case Op():
            left, right = (_inner(one, term, tables) for one in (term.left, term.right))
            return f"{left} {term.sign} {right}"


def _inner(term: Term, outer: Op, tables: Tables) -> str:
    said = formula(term, tables)
    if isinstance(term, Op) and (outer.sign not in _LOOSE or (term is outer.right and outer.sign == "−")):
        return f"（{said}）"
    return said


def _label(cell: Cell, tables: Tables) -> str:
    row = tables[cell.table].rows[cell.key]
    named = f"“{row['名称']}”" if cell.table in _NAMED else f"{cell.key} " if cell.table in ("行动", "单位") else ""
    return f"{named}{cell.column}"


def _said(term: Term, tables: Tables, *, share: bool = False) -> str:
    try:
        return (percent if share else exact)(value_of(term, tables))
    except Undefined:
        return "（无）"


def condition(term: Count | Total, tables: Tables) -> str:
    """What is counted, in few words: 红灯, 达到, 区公安局达到; 计入 is understood."""
    said = [(one.column in _OWNERS, _condition(one, tables)) for one in term.where if one.column != "计入"]
    kept = "".join(text for owner, text in said if owner) + "、".join(text for owner, text in said if not owner)
    if isinstance(term, Total):
        return f"{kept + '的' if kept else ''}{term.column}{term.kind}"
    only_owner = all(owner for owner, _ in said)
    return f"{kept}全部" if only_owner else kept


def _condition(where: Where, tables: Tables) -> str:
    if where.value == "是":
        return where.column if where.sign == "＝" else f"不{where.column}"
    if where.column in _OWNERS:
        rows = tables[_OWNERS[where.column]].rows
        known = rows.get(str(where.value))
        return str(known["名称"] if known else where.value)
    if isinstance(where.value, Cell):
        return f"{where.column}{_SIGNS[where.sign]}它"
    if where.value == "":
        return f"有{where.column}"
    return (
        str(where.value)
        if where.sign == "＝" and isinstance(where.value, str)
        else f"{where.column}{where.sign}{where.value}"
    )


_OWNERS = {"行动": "行动", "引用行动": "行动", "填报单位": "单位", "单位": "单位", "指标": "指标", "任务": "任务"}
"""Columns that hold a code, and the table that has its name."""
_SIGNS = {"＝": "等于", "＞": "高于", "≥": "不低于", "≠": "不同于"}
