"""A returned form as read: answers that still know their cells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date, datetime
from decimal import Decimal
from enum import Enum

from reporter.core.period import Period
from reporter.core.problem import Problem
from reporter.core.source import Source
from reporter.core.status import TaskState
from reporter.core.values import dataclass


class AnswerState(Enum):
    """What a figure cell says (DOMAIN 2: states that must never be confused)."""

    VALUE = "value"
    BLANK = "blank"
    NOT_DUE = "未到节点"
    NOT_PUBLISHED = "未公布"
    NOT_APPLICABLE = "不适用"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A figure as answered. `value` is set exactly when the state is VALUE; `raw` is what stands in the cell."""

    state: AnswerState
    source: Source
    value: Decimal | None = None
    raw: str = ""
    approximate: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureAnswer:
    """The answers of one row of 指标, by its row code (A1-K07 or A1-K07-1)."""

    code: str
    current: Answer
    prior_year: Answer | None = None
    base: Answer | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepAnswer:
    """The answer of one row of 节点. `done` None: not answered; `rejected`: answered but not usable."""

    code: str
    source: Source
    done: bool | None = None
    finished: date | None = None
    note: str = ""
    rejected: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskAnswer:
    """The answer of one row of 任务. `progress` is in percent (0–100); `source` is the cell of the state."""

    code: str
    source: Source
    state: TaskState | None = None
    progress: Decimal | None = None
    narrative: str = ""
    trouble: str = ""
    next_steps: str = ""
    practice: str = ""
    progress_cell: str = ""
    narrative_cell: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListAnswer:
    """A filled row of 清单 (project, duty or policy)."""

    code: str
    source: Source
    category: str
    name: str
    task: str = ""
    person: str = ""
    planned: Decimal | None = None
    done: Decimal | None = None
    unit: str = ""
    start: date | None = None
    due: date | None = None
    finished: date | None = None
    progress: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyAnswer:
    """The answer of one row of 督办回复. `matter` is the indicator of the matter, `notice` the number of its 督办单.

    `source` is the cell of 整改情况; `cells` are those of the other inputs by column mark. `promised_refused`: a day
    was typed that cannot be one.
    """

    code: str
    notice: str
    matter: str
    source: Source
    situation: str = ""
    measures: str = ""
    promised: date | None = None
    person: str = ""
    closing: bool = False
    promised_refused: bool = False
    cells: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_acceptable(self) -> bool:
        """Whether it answers the notice: 整改情况, and 措施, 完成时限 and 责任人, all three."""
        return bool(self.situation and self.measures and self.promised and self.person)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Who filled the form, as typed on 填表说明."""

    filler: str = ""
    phone: str = ""
    reviewer: str = ""
    filled: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnedFile:
    """A file found in the period's folder. `received` is Beijing time; `received_from` names its source (DESIGN 9).

    `sha256` is empty when the bytes could not be read. `sender` is the address it came from, as far as it is known;
    `sent_for` are the codes of the bureaus for which 通讯录 has that address ("" for a leader), empty when it has it
    for nobody, None when nobody can say.
    """

    file: str
    sha256: str
    received: datetime
    received_from: str
    sender: str = ""
    sent_for: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """One readable form: whose it is (codes), what it answers, what was wrong with it.

    `rejected` means nothing in it counts (wrong period, contradictory identity …); the problems say why.
    """

    file: ReturnedFile
    period: Period | None
    action: str
    bureau: str
    edition: str = ""
    sample: bool = False
    nil_return: bool = False
    rejected: bool = False
    contact: Contact = Contact()
    figures: tuple[FigureAnswer, ...] = ()
    steps: tuple[StepAnswer, ...] = ()
    tasks: tuple[TaskAnswer, ...] = ()
    lists: tuple[ListAnswer, ...] = ()
    replies: tuple[ReplyAnswer, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NotAForm:
    """A file that holds no form of ours or cannot be read; its problems say why and what to do."""

    file: ReturnedFile
    problems: tuple[Problem, ...] = ()
