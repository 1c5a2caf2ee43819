"""What a period comes to: its results with everything that its documents are written from."""

from __future__ import annotations

from dataclasses import field

from reporter.core.period import Period
from reporter.core.values import dataclass
from reporter.record.history import History
from reporter.record.issue import Issue
from reporter.record.model import Results


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessed:
    """A period's results, what they rest on, and how it was issued (None: not yet).

    The earlier results name bureaus as the period does (see `record.succession`).
    """

    results: Results
    history: History = field(default_factory=History)
    issue: Issue | None = None

    @property
    def months(self) -> tuple[Results, ...]:
        """Those of the months before the last one of a longer period."""
        return self.history.within

    @property
    def gaps(self) -> tuple[Period, ...]:
        """The months of a longer period of which nothing came back."""
        return self.history.gaps

    @property
    def earlier(self) -> tuple[Results, ...]:
        """Those of the periods of its length before it in the year without a gap, oldest first."""
        return self.history.results

    @property
    def previous(self) -> Results | None:
        """The period before; None in the first of the year, or when it left nothing."""
        return self.history.previous.results if self.history.previous else None
