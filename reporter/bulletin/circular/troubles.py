"""Part 四: what lags for long, what bureaus say stands in the way, what is missing. No opinion of the program's own."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from reporter.bulletin.counts import task_label
from reporter.bulletin.facts import Facts, Item
from reporter.bulletin.figure import Figure, Phrase, coded, count, joined, phrase, share
from reporter.bulletin.words import plain, sentence
from reporter.core.status import Reason, Status
from reporter.core.values import dataclass
from reporter.record.model import TaskResult


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """The troubles that bureaus report in one action, for tasks that lag."""

    action: str
    number: Figure
    sentences: tuple[Phrase, ...]
    left_out: Figure
    """How many more there are; they stand in annex 2."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Troubles:
    """Everything part 四 says."""

    lagging: Figure
    twice: Figure
    """Items two months or longer behind."""
    twice_share: Figure | None
    thrice: Figure
    thrice_names: Phrase
    """Empty when there are more than the list may hold."""
    red_again: Figure
    red_again_names: Phrase
    reported: tuple[Reported, ...]
    without_form: Figure
    refused: Figure
    blank: Figure
    bureaus_blank: Phrase

    @property
    def anything(self) -> bool:
        return bool(self.twice or self.reported or self.without_form or self.refused or self.blank)


def troubles(facts: Facts) -> Troubles:
    """Part 四, from the results alone."""
    lagging, limit = facts.lagging, facts.number("名单上限")
    twice = [item for item in lagging if item.result.months_behind >= 2]
    thrice = [item for item in lagging if item.result.months_behind >= 3]
    red = [item for item in lagging if item.status is item.status_before is Status.FAR_BEHIND]
    missing = [item for item in facts.counted if item.status is Status.NOT_REPORTED]
    no_form = [item for item in missing if item.result.reason is Reason.FORM_MISSING]
    refused = [item for item in missing if item.result.reason is Reason.REJECTED]
    blank = [item for item in missing if item not in no_form and item not in refused]
    return Troubles(
        lagging=count(len(lagging), "all.lagging"),
        twice=count(len(twice), "all.behind_2"),
        twice_share=share(Decimal(len(twice)) / len(lagging), "all.behind_2.share") if lagging else None,
        thrice=count(len(thrice), "all.behind_3"),
        thrice_names=_names(thrice, limit),
        red_again=count(len(red), "all.far_behind_2"),
        red_again_names=_names(red, limit),
        reported=tuple(_reported(facts, limit)),
        without_form=count(len(no_form), "all.form_missing"),
        refused=count(len(refused), "all.rejected"),
        blank=count(len(blank), "all.blank"),
        bureaus_blank=joined(facts.bureau(code) for code in facts.in_order({item.result.bureau for item in blank})),
    )


def _names(items: list[Item], limit: int) -> Phrase:
    return joined(item.result.name for item in items) if len(items) <= limit else Phrase()


def _reported(facts: Facts, limit: int) -> Iterator[Reported]:
    """By action, worst tasks first; at most `limit` sentences an action."""
    for action in facts.actions:
        tasks = [task for task in facts.results.tasks if task.action == action.code and task.status.is_lagging]
        tasks.sort(key=lambda task: task_label(task) != "停滞")
        said = [one for task in tasks for one in _of_task(facts, task)]
        if said:
            yield Reported(
                action=facts.action_name(action.code),
                number=count(len(said), f"{action.code}.troubles"),
                sentences=tuple(said[:limit]),
                left_out=count(max(len(said) - limit, 0), f"{action.code}.troubles_beyond.{limit}"),
            )


def _of_task(facts: Facts, task: TaskResult) -> Iterator[Phrase]:
    for answer in task.answers:
        said = sentence(plain(answer.trouble), facts.number("印出字数"))
        if said:
            yield phrase(said, "（", coded(task.code), "，", facts.bureau(answer.bureau), "）")
