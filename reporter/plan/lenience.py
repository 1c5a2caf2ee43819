"""Problems that the office shows more gently: codes on trial (rule 试行规则) and codes waived for an item or bureau."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from reporter.core.problem import Problem, Severity, catalogue
from reporter.core.values import dataclass
from reporter.plan.model import Plan
from reporter.plan.waivers import waiver_of

TRIAL_RULE = "试行规则"
_CODE = re.compile(r"E\d{3}")
_PART = re.compile(r"(A\d+-[KT]\d+)-.+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruled:
    """Problems after trial and waivers: those that are shown, and those that a waiver silences."""

    shown: tuple[Problem, ...]
    waived: tuple[Problem, ...]


def ruled(problems: Iterable[Problem], plan: Plan, on: date) -> Ruled:
    """`problems` as the register wants them shown on a day. What a figure counts for does not change."""
    trial = trial_codes(plan.rule(TRIAL_RULE, on))
    waivable = {waiver.rule for waiver in plan.waivers if _CODE.fullmatch(waiver.rule)}
    shown, waived = list[Problem](), list[Problem]()
    for one in problems:
        if one.code in waivable and _is_waived(one, plan, on):
            waived.append(one)
        elif one.code in trial:
            shown.append(replace(one, severity=Severity.REMARK))
        else:
            shown.append(one)
    return Ruled(shown=tuple(shown), waived=tuple(waived))


def trial_codes(value: str) -> frozenset[str]:
    """The codes in the value of rule 试行规则."""
    return frozenset(code.strip() for code in value.split("、") if code.strip())


def is_trial(value: str) -> bool:
    """Whether the value of rule 试行规则 names known codes of returned forms only."""
    return all(_CODE.fullmatch(code) and code in catalogue() for code in trial_codes(value))


def _is_waived(one: Problem, plan: Plan, on: date) -> bool:
    """A waiver of an indicator holds for its parts and steps too."""
    bureau = plan.bureau_by_code[one.bureau].name if one.bureau in plan.bureau_by_code else ""
    whole = _PART.sub(r"\1", one.item)
    return any(waiver_of(plan, one.code, on, code=code, bureau=bureau) is not None for code in {one.item, whole})
