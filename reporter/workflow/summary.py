"""The closing summary of a run: two balances that must hold, and what could not be used."""

from __future__ import annotations

from dataclasses import asdict, field

from reporter.core.problem import Severity
from reporter.core.status import Status
from reporter.core.values import dataclass
from reporter.ledger.model import Outcome, ReturnState
from reporter.record.model import MatterState, Results


class UnbalancedError(Exception):
    """Counts that must add up do not: a fault of the program (E310)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """Counts of a run. 下发 = 已回收 + 未回收; 应统计 = 达到 + 滞后 + 未报 (DOMAIN 2)."""

    issued: int
    returned: int
    late: int
    rejected: int
    missing: int
    due: int
    met: int
    lagging: int
    unreported: int
    not_due: int
    not_applicable: int
    problems: dict[str, int]
    unused_files: int
    supervised: int = 0
    """Matters of the notices issued in the year."""
    states: dict[str, int] = field(default_factory=dict)
    """How many of them are in each state, by its Chinese name."""

    def __post_init__(self) -> None:
        if self.issued != self.returned + self.missing:
            raise UnbalancedError(f"核对不平：下发{self.issued}，已回收{self.returned}＋未回收{self.missing}")
        if self.due != self.met + self.lagging + self.unreported:
            raise UnbalancedError(
                f"核对不平：应统计{self.due}，达到{self.met}＋滞后{self.lagging}＋未报{self.unreported}"
            )

        if self.supervised != sum(self.states.values()):
            raise UnbalancedError(f"核对不平：督办下发{self.supervised}，各状态{self.states}")

    def as_dict(self) -> dict[str, object]:
        """The counts by name, for printing as JSON."""
        return asdict(self)


def summary_of(results: Results) -> Summary:
    """The summary; returns and indicators are counted independently of the totals they must add up to."""
    states = [one.state for one in results.returns]
    counted = [one.status for one in results.indicators if one.counted]
    return Summary(
        issued=len(states),
        returned=sum(state is not ReturnState.MISSING for state in states),
        late=states.count(ReturnState.LATE),
        rejected=states.count(ReturnState.REJECTED),
        missing=states.count(ReturnState.MISSING),
        due=sum(action.due for action in results.actions),
        met=sum(status.is_met for status in counted),
        lagging=sum(status.is_lagging for status in counted),
        unreported=counted.count(Status.NOT_REPORTED),
        not_due=counted.count(Status.NOT_DUE),
        not_applicable=counted.count(Status.NOT_APPLICABLE),
        problems={severity.value: sum(one.severity is severity for one in results.problems) for severity in Severity},
        unused_files=sum(one.outcome in (Outcome.NOT_A_FORM, Outcome.REJECTED) for one in results.files),
        supervised=len({(one.number, one.code) for one in results.notices}),
        states=_states(results),
    )


def _states(results: Results) -> dict[str, int]:
    found = [one.state for one in results.notices]
    return {state.label: found.count(state) for state in MatterState if state in found}
