"""Which level of government a plan is of, by the name of who issued it."""

from __future__ import annotations

from reporter.plan.model import Plan

LEVELS = ("省", "市", "县", "区")


def level_of(plan: Plan) -> str:
    """省, 市, 县 or 区: the last of them in the issuer's name; empty when it names none.

    自治区 is a 省, 自治州 a 市.
    """
    name = plan.head.issuer.replace("自治区", "省").replace("自治州", "市")
    return next((letter for letter in reversed(name) if letter in LEVELS), "")
