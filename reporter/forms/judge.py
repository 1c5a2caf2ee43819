"""The two living columns of 指标, 完成率 and 进度判断: decoration for the bureau, recomputed when the form comes back.

Each is said twice, as a formula and as the value it shows, because a file must carry the value (a missing one reads as
0%). A test holds the two together.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from enum import Enum
from fractions import Fraction

from reporter.core.values import dataclass
from reporter.plan.model import Comparator

NONE = "—"
_DONE, _ON_PACE, _BELOW_PACE = "已完成", "达到进度", "低于进度"
_MET, _NOT_MET = "达到目标", "未达到目标"
_KEPT, _OCCURRED = "保持", "已发生"
_HIGHER, _NOT_HIGHER = "高于上年同期", "不高于上年同期"
_SIGNS = {
    Comparator.AT_LEAST: ">=",
    Comparator.ABOUT: ">=",
    Comparator.MORE_THAN: ">",
    Comparator.AT_MOST: "<=",
    Comparator.LESS_THAN: "<",
}
_PLACES = 9
"""Shares are compared after rounding, so that 5 of 12 is not below five twelfths."""


class Ratio(Enum):
    """How 完成率 comes about."""

    NONE = "none"
    OF_TARGET = "of_target"
    OF_INCREMENT = "of_increment"
    OF_FALL = "of_fall"


class Verdict(Enum):
    """What 进度判断 compares."""

    NONE = "none"
    PACE = "pace"
    TARGET = "target"
    ZERO = "zero"
    PRIOR_YEAR = "prior_year"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """How a row is judged in its form; `blank` is what 进度判断 says before a figure is typed."""

    ratio: Ratio = Ratio.NONE
    verdict: Verdict = Verdict.NONE
    comparator: Comparator = Comparator.AT_LEAST
    blank: str = NONE


def ratio_formula(measure: Measure, at: Mapping[str, str]) -> str:
    """The formula of 完成率, empty where the kind has none. `at` gives cell addresses by column mark."""
    current, target, base = at["current"], at["target"], at["base"]
    if measure.ratio is Ratio.OF_TARGET:
        return f'=IF(ISNUMBER({current}),{current}/{target},"{NONE}")'
    if measure.ratio is Ratio.OF_FALL:
        return f'=IF(ISNUMBER({current}),MAX({current},0)/{target},"{NONE}")'
    if measure.ratio is Ratio.OF_INCREMENT:
        known = f"AND(ISNUMBER({current}),ISNUMBER({base}),{target}>N({base}))"
        return f'=IF({known},({current}-{base})/({target}-{base}),"{NONE}")'
    return ""


def ratio_value(measure: Measure, values: Mapping[str, object]) -> Decimal | str:
    """What 完成率 shows for the figures of a row, a share of 1 or —."""
    current, target, base = (_number(values.get(mark)) for mark in ("current", "target", "base"))
    if current is None or target is None or measure.ratio is Ratio.NONE:
        return NONE
    if measure.ratio is Ratio.OF_INCREMENT:
        return (current - base) / (target - base) if base is not None and target > base else NONE
    return (max(current, Decimal(0)) if measure.ratio is Ratio.OF_FALL else current) / target


def verdict_formula(measure: Measure, at: Mapping[str, str]) -> str:
    """The formula of 进度判断, empty where nothing can be judged in one row."""
    current, target, prior = at["current"], at["target"], at["prior_year"]
    reached = f"{current}{_SIGNS[measure.comparator]}{target}"
    if measure.verdict is Verdict.PACE:
        pace = f'IF(ROUND({at["ratio"]},{_PLACES})>=ROUND({at["share"]},{_PLACES}),"{_ON_PACE}","{_BELOW_PACE}")'
        judged = f'IF({reached},"{_DONE}",{pace})'
    elif measure.verdict is Verdict.TARGET:
        judged = f'IF({reached},"{_MET}","{_NOT_MET}")'
    elif measure.verdict is Verdict.ZERO:
        judged = f'IF({current}=0,"{_KEPT}","{_OCCURRED}")'
    elif measure.verdict is Verdict.PRIOR_YEAR:
        judged = f'IF(ISNUMBER({prior}),IF({current}>{prior},"{_HIGHER}","{_NOT_HIGHER}"),"{NONE}")'
    else:
        return ""
    return f'=IF(ISNUMBER({current}),{judged},"{measure.blank}")'


def verdict_value(measure: Measure, values: Mapping[str, object]) -> str:
    """What 进度判断 shows for the figures of a row."""
    current = _number(values.get("current"))
    target, prior = _number(values.get("target")), _number(values.get("prior_year"))
    if current is None or measure.verdict is Verdict.NONE:
        return measure.blank
    if measure.verdict is Verdict.ZERO:
        return _KEPT if current == 0 else _OCCURRED
    if measure.verdict is Verdict.PRIOR_YEAR:
        return NONE if prior is None else _HIGHER if current > prior else _NOT_HIGHER
    reached = target is not None and measure.comparator.holds(Fraction(current), Fraction(target))
    if measure.verdict is Verdict.TARGET:
        return _MET if reached else _NOT_MET
    ratio, share = ratio_value(measure, values), _number(values.get("share"))
    on_pace = isinstance(ratio, Decimal) and share is not None and round(ratio, _PLACES) >= round(share, _PLACES)
    return _DONE if reached else _ON_PACE if on_pace else _BELOW_PACE


def _number(value: object) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, Decimal | int):
        return None
    return Decimal(value)
