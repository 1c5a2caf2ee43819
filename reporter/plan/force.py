"""The register as it counts on a day: what 调整, 裁定 and changes of bureaus make of the rows as written.

特批 and 规则 carry their days themselves and are looked up by date where they are needed.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from reporter.core.period import Period
from reporter.plan.amend import amended
from reporter.plan.model import Plan, Ruling
from reporter.plan.succession import succeeded


def in_force(plan: Plan, period: Period) -> Plan:
    """The plan on the last day of a period; `plan` itself when nothing of it is dated."""
    return on_day(plan, period.last_day)


def on_day(plan: Plan, day: date) -> Plan:
    """The plan as amended, ruled and answered for on a day; rows keep their number and order."""
    return succeeded(_ruled(amended(plan, day), day), day)


def _ruled(plan: Plan, day: date) -> Plan:
    """From its day on a ruling decides which of its rows count; before it, 计入 stands as written."""
    dated = [one for one in plan.rulings if one.ruled]
    if not dated:
        return plan
    counted: dict[str, bool] = {}
    for one in sorted(dated, key=lambda ruling: ruling.ruled or date.max):
        if one.ruled and one.ruled <= day and one.adopted:
            later = {row.code for row in plan.amendments if row.column == "计入" and one.ruled < row.since <= day}
            counted |= {code: yes for code, yes in _decided(plan, one).items() if code not in later}
    return replace(
        plan,
        indicators=tuple(
            replace(row, counted=counted[row.code]) if row.code in counted else row for row in plan.indicators
        ),
        rulings=tuple(_open(plan, one) if one.ruled and one.ruled > day else one for one in plan.rulings),
    )


def _decided(plan: Plan, ruling: Ruling) -> dict[str, bool]:
    """Whether each row of a ruling counts. An adopted row that shows another adopted one's figure does not."""
    adopted = adopted_codes(ruling)
    counts = {code: code in adopted for code in (*ruling.codes, *adopted) if code in plan.indicator_by_code}
    return {code: yes and plan.indicator_by_code[code].uses not in adopted for code, yes in counts.items()}


def adopted_codes(ruling: Ruling) -> tuple[str, ...]:
    """The codes in 采用编号, usually one."""
    return tuple(code for code in ruling.adopted.split("、") if code)


def _open(plan: Plan, ruling: Ruling) -> Ruling:
    """A ruling that is still to come: what counts until then is what the register counts as written."""
    known = plan.indicator_by_code
    counted = "、".join(code for code in ruling.codes if code in known and known[code].counted)
    return replace(ruling, adopted=counted, adopted_scope="", basis="", ruled=None)
