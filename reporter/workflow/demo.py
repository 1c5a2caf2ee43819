"""The demonstration: sample returns for two months of the plan's year, both run."""

from __future__ import annotations

from reporter.core.period import Period
from reporter.record.model import Results
from reporter.workflow.documents import Written, write_documents
from reporter.workflow.forms import write_samples
from reporter.workflow.month import Months

MONTHS, SEED = (4, 5), 1


def run_demo(months: Months) -> list[tuple[Period, Results, Written]]:
    """Samples and documents of April and May; each period with its results and the files written."""
    shown = []
    for number in MONTHS:
        period = Period(months.register.plan.head.year, number)
        write_samples(months, period, SEED)
        assessed = months.assess(period)
        shown.append((period, assessed.results, write_documents(months, period, assessed)))
    return shown
