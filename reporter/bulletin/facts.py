"""What a bulletin is written from: the register, the period's results and those of the period before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cached_property

from reporter.bulletin.figure import Figure, FixedText, Setting, coded, plain_figure, titled
from reporter.bulletin.words import plain, sentence
from reporter.core.period import Period, Span
from reporter.core.status import Status
from reporter.core.values import dataclass
from reporter.plan.model import Action, Indicator, Plan
from reporter.plan.pace import is_final
from reporter.progress.ladder import colour
from reporter.record.history import Footnote, comparable
from reporter.record.issue import Issue
from reporter.record.model import ActionResult, BureauResult, IndicatorResult, Results, StepResult, TaskAnswerResult

_SOURCES = ("反馈", "提供", "公布", "口径")
"""How a 说明 ends that names where a figure comes from, and no stage."""


class Unbalanced(Exception):
    """Counts that contradict each other, or a state that its kind cannot have: a fault of the program (E310)."""

    def __init__(self, left: str, left_value: object, right: str, right_value: object) -> None:
        super().__init__(f"核对不平：{left}＝{left_value}，{right}＝{right_value}。通报没有生成。")


def balance(left: str, left_value: object, right: str, right_value: object) -> None:
    """Nothing when both sides are equal; Unbalanced otherwise."""
    if left_value != right_value:
        raise Unbalanced(left, left_value, right, right_value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An indicator as reported, beside what was promised and how it stood in the period before.

    `before` is None without a comparable period; `stage` is the bureau's own word on where it stands.
    """

    result: IndicatorResult
    promise: Indicator
    bureau: str
    period: Period
    before: IndicatorResult | None = None
    stage: str = ""

    @property
    def code(self) -> str:
        return coded(self.result.code)

    @property
    def status(self) -> Status:
        return self.result.status

    @property
    def status_before(self) -> Status | None:
        return self.before.status if self.before else None

    @property
    def is_final(self) -> bool:
        """Whether the period is the one in which 时限 falls."""
        return is_final(self.promise, self.period)

    @property
    def turned(self) -> tuple[str, str] | None:
        """The light before and now where they differ; None when either has none."""
        old = self.status_before.light if self.status_before else None
        new = self.status.light
        return (old, new) if old and new and old != new else None

    def notice(self, start: str) -> str:
        """Colour of the notice this matter deserves while it is behind; `start` is rule 督办起点."""
        return colour(self.status, self.status_before, self.result.months_behind, start)

    @property
    def newly_achieved(self) -> bool:
        """Achieved now and not in the period before (unknown, hence False, without one)."""
        return self.status is Status.ACHIEVED and self.before is not None and self.before.status is not Status.ACHIEVED

    @property
    def overdue(self) -> tuple[StepResult, ...]:
        """Steps past their date that are not finished, earliest first."""
        late = (step for step in self.result.steps if step.done is False and step.due <= self.period.last_day)
        return tuple(sorted(late, key=lambda step: step.due))


def _named(result: IndicatorResult) -> IndicatorResult:
    """The result with its names as words of the register: 5G基站 holds no figure of the run."""
    return replace(
        result,
        name=titled(result.name),
        unit=titled(result.unit),
        parts=tuple(replace(one, name=titled(one.name), unit=titled(one.unit)) for one in result.parts),
        steps=tuple(replace(one, name=titled(one.name)) for one in result.steps),
    )


@dataclass(frozen=True, kw_only=True)
class Facts:
    """Register, results and the results before, with the lookups that the parts of a bulletin share.

    `earlier` are the periods of that length before this one in the year without a gap, oldest first; `previous` is the
    last of them. Where the period is longer than a month, `months` are the months before its last one and `gaps` those
    of its months of which nothing came back. `issue` is how this period was issued (None: it is a draft), `issues` are
    those of the year's earlier months that are sealed, oldest first: each the circular itself, not its corrections.
    `footnotes` say what became of those.
    """

    plan: Plan
    results: Results
    previous: Results | None = None
    earlier: tuple[Results, ...] = ()
    issue: Issue | None = None
    issues: tuple[Issue, ...] = ()
    footnotes: tuple[Footnote, ...] = ()
    months: tuple[Results, ...] = ()
    gaps: tuple[Period, ...] = ()

    @cached_property
    def period(self) -> Period:
        return Period.parse(self.results.period)

    @property
    def day(self) -> date:
        """The last day of the period: rules in force are those of this day."""
        return self.period.last_day

    def notice_number(self, bureau: str) -> str:
        """The number of a bureau's notice (code) as issued; empty in a draft, and when it got none."""
        notices = self.issue.notices if self.issue else ()
        return next((one.number for one in notices if one.bureau == bureau), "")

    def rule(self, name: str) -> Setting:
        """The rule in force; KeyError when the register lacks it."""
        return Setting.of(name, self.plan.rule(name, self.day))

    def number(self, name: str) -> int:
        """A rule that is a whole number."""
        return int(self.rule(name))

    def setting(self, name: str) -> Figure:
        """A rule that is a number, in print."""
        return plain_figure(Decimal(self.rule(name)), self.rule(name).origin)

    @cached_property
    def rules(self) -> Mapping[str, str]:
        """Every rule in force by name."""
        known = dict.fromkeys(rule.name for rule in self.plan.rules if rule.since <= self.day)
        return {name: self.rule(name) for name in known}

    @property
    def comparable(self) -> Results | None:
        """The results before, where they can be compared with."""
        return comparable(self.period, self.previous)

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """All indicators of the results, those of unranked actions (A0) last."""
        found = [self._item(result) for result in self.results.indicators]
        return tuple(sorted(found, key=lambda item: not self.action(item.result.action).is_ranked))

    @cached_property
    def counted(self) -> tuple[Item, ...]:
        return tuple(item for item in self.items if item.result.counted)

    @cached_property
    def lagging(self) -> tuple[Item, ...]:
        """Counted items behind, in the order of annex 1."""
        return tuple(item for item in self.counted if item.status.is_lagging)

    def of_action(self, code: str) -> tuple[Item, ...]:
        """Counted items whose home is the action."""
        return tuple(item for item in self.counted if item.result.action == code)

    def action(self, code: str) -> Action:
        return self.plan.action_by_code[code]

    @cached_property
    def actions(self) -> tuple[ActionResult, ...]:
        """Actions in the order of print: ranked ones, then those without a rank (A0)."""
        return tuple(sorted(self.results.actions, key=lambda one: not self.action(one.code).is_ranked))

    @property
    def ranked_actions(self) -> tuple[ActionResult, ...]:
        return tuple(one for one in self.actions if self.action(one.code).is_ranked)

    def action_before(self, code: str) -> ActionResult | None:
        """The action in the comparable period before."""
        return next((one for one in self.comparable.actions if one.code == code), None) if self.comparable else None

    def bureau_before(self, code: str) -> BureauResult | None:
        """The bureau in the comparable period before."""
        return next((one for one in self.comparable.bureaus if one.code == code), None) if self.comparable else None

    def bureau(self, code: str) -> FixedText:
        """The bureau's 规范名."""
        return titled(self.plan.bureau_by_code[code].name if code in self.plan.bureau_by_code else code)

    def action_name(self, code: str) -> FixedText:
        """The action's name."""
        return titled(self.action(code).name)

    def in_order(self, codes: Sequence[str] | set[str]) -> list[str]:
        """Bureau codes, each once, in the fixed order."""
        known = self.plan.bureau_by_code
        return sorted(set(codes), key=lambda code: (known[code].order if code in known else 10**6, code))

    def history(self, code: str) -> list[IndicatorResult | None]:
        """The indicator in the earlier months and in this one, oldest first; None where a month lacks it."""
        return [months.get(code) for months in self._by_month]

    def monthly(self, code: str) -> list[IndicatorResult | None]:
        """The indicator month by month, the period's last month at the end; None where a month lacks it."""
        if self.period.span is Span.MONTH:
            return self.history(code)
        return [month.get(code) for month in self._months]

    @cached_property
    def months_known(self) -> int:
        """How many months in a row, the period's last one included, figures are known of."""
        return len(self._by_month if self.period.span is Span.MONTH else self._months)

    @cached_property
    def _months(self) -> list[Mapping[str, IndicatorResult]]:
        return [{one.code: one for one in month.indicators} for month in (*self.months, self.results)]

    @cached_property
    def _by_month(self) -> list[Mapping[str, IndicatorResult]]:
        known = self.earlier or ((self.comparable,) if self.comparable else ())
        return [{one.code: one for one in month.indicators} for month in (*known, self.results)]

    @cached_property
    def _answers(self) -> Mapping[str, tuple[int, tuple[TaskAnswerResult, ...]]]:
        """Answers by task, with the task's place in the plan."""
        return {task.code: (place, task.answers) for place, task in enumerate(self.results.tasks)}

    @cached_property
    def _before(self) -> Mapping[str, IndicatorResult]:
        return {one.code: one for one in self.comparable.indicators} if self.comparable else {}

    def _item(self, result: IndicatorResult) -> Item:
        return Item(
            result=_named(result),
            promise=self.plan.indicator_by_code[result.code],
            bureau=self.bureau(result.bureau),
            period=self.period,
            before=self._before.get(result.code),
            stage=next(self._stages(result), ""),
        )

    def _stages(self, result: IndicatorResult) -> Iterator[str]:
        """What the bureau says of the matter: the overdue step's 说明, the row's, its task's 存在问题."""
        late = [step for step in result.steps if step.done is False and step.due <= self.day]
        said = [step.note for step in late] + [result.note]
        said += [
            answer.trouble
            for _, answers in sorted(self._answers[code] for code in result.tasks if code in self._answers)
            for answer in answers
            if answer.bureau == result.bureau
        ]
        limit = self.number("印出字数")
        texts = (sentence(plain(one), limit) for one in said)
        yield from (text for text in texts if text and not text.endswith(_SOURCES))
