"""A return with everything that the checks of one form may look at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cached_property

from reporter.core.past import Past
from reporter.core.source import Source
from reporter.core.values import dataclass
from reporter.forms.model import FormLayout
from reporter.intake.asked import FigureRow
from reporter.intake.spot import Spot
from reporter.intake.submission import AnswerState, FigureAnswer, StepAnswer, Submission
from reporter.plan.model import Milestone, Plan


@dataclass(frozen=True, kw_only=True)
class Returned:
    """One submission, the register, the period before, and the form as issued."""

    submission: Submission
    plan: Plan
    past: Past | None
    layout: FormLayout
    rows: Mapping[str, FigureRow]

    @property
    def last_day(self) -> date:
        return self.layout.period.last_day

    @property
    def this_year(self) -> Past | None:
        """The period before, when it lies in the same year: cumulative figures start anew in January."""
        return self.past if self.past and self.past.period.year == self.layout.period.year else None

    def rule(self, name: str) -> str:
        return self.plan.rule(name, self.last_day)

    def spot(self, code: str, heading: str, source: Source) -> Spot:
        """The place of an answer, for a problem found in it."""
        return Spot(
            file=self.submission.file,
            sheet=source.sheet,
            cell=source.cell,
            item=code,
            name=self.name(code),
            heading=heading,
            bureau=self.submission.bureau,
        )

    def name(self, code: str) -> str:
        """The item's name as the form prints it."""
        issued = next((row.issued for sheet in self.layout.sheets for row in sheet.rows if row.code == code), {})
        return str(issued.get("step") or issued.get("name") or "")

    @cached_property
    def values(self) -> Sequence[tuple[FigureRow, FigureAnswer, Decimal]]:
        """The rows of 指标 that hold a usable figure."""
        return [
            (self.rows[answer.code], answer, answer.current.value)
            for answer in self.submission.figures
            if answer.current.value is not None and answer.current.state is AnswerState.VALUE
        ]

    def steps(self) -> Iterator[tuple[Milestone, StepAnswer]]:
        """The rows of 节点 with what the register says of them."""
        known = self.plan.milestone_by_code
        return ((known[answer.code], answer) for answer in self.submission.steps)
