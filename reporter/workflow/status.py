"""Who has reported, late, not at all, and with which problems: a table of bureaus and actions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from reporter.core.period import Period
from reporter.core.problem import Problem, Severity
from reporter.core.values import dataclass
from reporter.ledger.model import ExpectedReturn, ReturnState
from reporter.plan.calendar import closing_day, deadline
from reporter.plan.model import Bureau, Plan
from reporter.record.model import Results
from reporter.workflow.month import Months

NOTHING = "－"
_BUREAU, _PROBLEMS = "单位", "问题"
_ASKED = (Severity.REJECTED, Severity.QUESTIONED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The returns of a month as they stand on a day."""

    plan: Plan
    period: Period
    today: date
    returns: tuple[ExpectedReturn, ...]
    problems: tuple[Problem, ...]
    owners: Mapping[str, tuple[str, str]]
    """Action and bureau code by file."""

    @property
    def deadline(self) -> date:
        return deadline(self.plan, self.period)

    @property
    def days_left(self) -> int:
        """Calendar days to the deadline; negative when it has passed."""
        return (self.deadline - self.today).days

    @property
    def bureaus(self) -> list[Bureau]:
        """Those of whom a form is expected, in the fixed order."""
        codes = {one.bureau for one in self.returns}
        found = [bureau for bureau in self.plan.bureaus if bureau.code in codes]
        return sorted(found, key=lambda bureau: (bureau.order, bureau.code))

    @property
    def actions(self) -> list[str]:
        """Codes of the actions for which a form is expected, in the plan's order."""
        codes = {one.action for one in self.returns}
        return [action.code for action in self.plan.actions if action.code in codes]

    def problems_of(self, one: ExpectedReturn) -> Counter[Severity]:
        """How many problems of each severity the returns of a form have."""
        key = one.action, one.bureau
        return Counter(found.severity for found in self.problems if self.owners.get(found.place.file) == key)


def standing(months: Months, period: Period, today: date) -> Standing:
    """How the returns of a month stand; everything is missing before the first has come in."""
    results = months.results(period)
    return Standing(
        plan=months.plan(period),
        period=period,
        today=today,
        returns=results.returns,
        problems=results.problems,
        owners=_owners(results),
    )


def _owners(results: Results) -> Mapping[str, tuple[str, str]]:
    return {one.file: (one.action, one.bureau) for one in results.files}


def state_words(one: ExpectedReturn) -> str:
    """按时, 迟2日, 未报送, with 零报告 and 退回n次."""
    if one.state is ReturnState.MISSING:
        return "未报送"
    words = []
    if one.state is not ReturnState.REJECTED:
        words.append(f"迟{one.days_late}日" if one.days_late else "按时")
    words += ["零报告"] if one.nil_return else []
    words += [f"退回{one.returned_times}次"] if one.returned_times else []
    return "、".join(words)


def table(status: Standing) -> list[list[str]]:
    """Headings and one row for each bureau: its state per action, then its problems."""
    rows = [[_BUREAU, *status.actions, _PROBLEMS]]
    for bureau in status.bureaus:
        forms = {one.action: one for one in status.returns if one.bureau == bureau.code}
        states = [state_words(forms[code]) if code in forms else NOTHING for code in status.actions]
        counts = sum((status.problems_of(one) for one in forms.values()), Counter[Severity]())
        said = "、".join(f"{severity.value}{counts[severity]}" for severity in _ASKED if counts[severity])
        rows.append([bureau.name, *states, said or NOTHING])
    return rows


def lines(status: Standing) -> list[str]:
    """The whole answer as lines for a console."""
    counts = Counter(one.state for one in status.returns)
    names = "，".join(f"{code} {status.plan.action_by_code[code].name}" for code in status.actions)
    return [
        f"{status.period.month_label}报送情况（{status.today.month}月{status.today.day}日）",
        _time_left(status),
        f"应报送{len(status.returns)}份：按时{counts[ReturnState.ON_TIME]}，迟报{counts[ReturnState.LATE]}，"
        f"退回未重报{counts[ReturnState.REJECTED]}，未报送{counts[ReturnState.MISSING]}",
        names,
        "",
        *aligned(table(status)),
        *_problem_lines(status),
    ]


def _time_left(status: Standing) -> str:
    day = f"报送截止{status.deadline.month}月{status.deadline.day}日"
    closing = closing_day(status.plan, status.period)
    left = status.days_left
    if left > 0:
        return f"{day}，还有{left}天"
    if left == 0:
        return f"{day}，就是今天"
    return f"{day}，已经过了{-left}天；停收日{closing.month}月{closing.day}日"


def _problem_lines(status: Standing) -> list[str]:
    """What has to be corrected or explained, a line each."""
    asked = [one for one in status.problems if one.severity in _ASKED]
    names = {bureau.code: bureau.name for bureau in status.plan.bureaus}
    said = [f"[{one.severity.value}] {names.get(one.bureau, '没有认出单位')}：{one.message}（{one.code}）"
            for one in sorted(asked, key=lambda one: _ASKED.index(one.severity))]  # fmt: skip
    return ["", f"要改、要说明的{len(said)}处：", *said] if said else []


def aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """`rows` in columns; a Chinese character takes two places on a console."""
    widths = [max(_width(cell) for cell in column) for column in zip(*rows, strict=True)]
    return [
        "  ".join(cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]


def _width(text: str) -> int:
    return sum(1 if character.isascii() else 2 for character in text)


def as_dict(status: Standing) -> dict[str, object]:
    """The answer as JSON values, codes and states as in results.json."""
    return {
        "period": str(status.period),
        "today": status.today.isoformat(),
        "deadline": status.deadline.isoformat(),
        "days_left": status.days_left,
        "returns": [_form(status, one) for one in status.returns],
        "problems": [
            {
                "code": one.code, "severity": one.severity.value, "bureau": one.bureau, "item": one.item,
                "file": one.place.file, "sheet": one.place.sheet, "cell": one.place.cell, "message": one.message,
            }
            for one in status.problems
        ],
    }  # fmt: skip


def _form(status: Standing, one: ExpectedReturn) -> dict[str, object]:
    counts = status.problems_of(one)
    return {
        "action": one.action,
        "bureau": one.bureau,
        "bureau_name": status.plan.bureau_by_code[one.bureau].name,
        "state": one.state.value,
        "words": state_words(one),
        "days_late": one.days_late,
        "nil_return": one.nil_return,
        "returned_times": one.returned_times,
        "file": one.file,
        "received": one.received.isoformat() if one.received else None,
        "problems": {severity.value: counts[severity] for severity in Severity},
    }
