"""The rules of the register that decide states, as typed values (DOMAIN 3 and 5)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from reporter.core.values import dataclass
from reporter.plan.model import Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """Rules in force on one day. Points are shares of 1 here (10 个百分点 = 1/10)."""

    by_points: bool
    yellow_points: Fraction
    yellow_share: Fraction
    growth_tolerance: Decimal
    """In 百分点."""
    standard_tolerance: Fraction
    """Share of the target."""
    about_tolerance: Decimal | None
    """In the indicator's unit; None while the office has ruled none."""
    small_target: Decimal
    score_growth: bool
    least_ranked: int

    @classmethod
    def of(cls, plan: Plan, on: date) -> Thresholds:
        """The thresholds in force; KeyError when the register lacks a rule."""
        about = plan.rule("左右容差", on)
        return cls(
            by_points=plan.rule("灯色口径", on) == "points",
            yellow_points=Fraction(plan.rule("黄灯百分点", on)) / 100,
            yellow_share=Fraction(plan.rule("黄灯比例", on)) / 100,
            growth_tolerance=Decimal(plan.rule("增速容差", on)),
            standard_tolerance=Fraction(plan.rule("达标容差", on)) / 100,
            about_tolerance=Decimal(about) if about else None,
            small_target=Decimal(plan.rule("小数目标", on)),
            score_growth=plan.rule("增速折算", on) == "是",
            least_ranked=int(plan.rule("排名最少事项", on)),
        )
