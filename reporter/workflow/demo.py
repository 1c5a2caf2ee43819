"""The demonstration: sample returns for two months of the plan's year, both run."""

from __future__ import annotations

from pathlib import Path

from reporter.core.period import Period
from reporter.folder import Folder
from reporter.record.model import Results
from reporter.workflow.documents import write_documents
from reporter.workflow.forms import write_samples
from reporter.workflow.month import Watch, assess
from reporter.workflow.register import Register

MONTHS, SEED = (4, 5), 1


def run_demo(folder: Folder, register: Register, watch: Watch) -> list[tuple[Period, Results, list[Path]]]:
    """Samples and documents of April and May; each period with its results and the files written."""
    shown = []
    for number in MONTHS:
        period = Period(register.plan.head.year, number)
        write_samples(folder, register, period, SEED, watch)
        assessed = assess(folder, register, period, watch)
        shown.append((period, assessed.results, write_documents(folder, register, period, assessed, watch)))
    return shown
