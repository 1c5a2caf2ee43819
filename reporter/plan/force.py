"""The register as it counts on a day: what 调整, 裁定 and changes of bureaus make of the rows as written."""

from __future__ import annotations

from reporter.core.period import Period
from reporter.plan.model import Plan


def in_force(plan: Plan, period: Period) -> Plan:  # noqa: ARG001
    """`plan` itself in every period: its dated rows are looked up where they are needed."""
    return plan
