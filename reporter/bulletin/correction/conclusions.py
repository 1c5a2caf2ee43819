"""What follows from a correction, in seven classes in the order of the example; a class without change is left out."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from reporter.bulletin.changes import Changes as Comparison
from reporter.bulletin.circular.content import Bulletin
from reporter.bulletin.correction.notices import notice_sentences
from reporter.bulletin.correction.ranks import action_sentences, bureau_sentences
from reporter.bulletin.correction.standing import consequence
from reporter.bulletin.correction.turns import Pair, group, turn
from reporter.bulletin.counts import task_counts
from reporter.bulletin.facts import Facts, Item
from reporter.bulletin.figure import Phrase, count, joined, phrase
from reporter.core.values import dataclass
from reporter.document.levels import chinese

_LIVELIHOOD = "民生实事"


@dataclass(frozen=True, slots=True, kw_only=True)
class Conclusion:
    """One class of conclusions that changed; `index` is its number in the document, `sentences` are without stops."""

    index: str
    label: str
    sentences: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """The circular's content and what it was written from, as issued or as it is now."""

    facts: Facts
    content: Bulletin


def conclusions(old: Side, new: Side) -> tuple[Conclusion, ...]:
    """The classes in order, numbered without gaps; empty when the corrected figures change nothing else."""
    found = [(label, tuple(filter(None, make(old, new)))) for label, make in _CLASSES.items()]
    kept = [(label, sentences) for label, sentences in found if sentences]
    if kept:
        others = tuple(_other_papers(old, new))
        kept += [("其他文书", others)] if others else []
    return tuple(
        Conclusion(index=chinese(number), label=label, sentences=sentences)
        for number, (label, sentences) in enumerate(kept, 1)
    )


def _indicators(old: Side, new: Side) -> Iterator[Phrase]:
    before, after = ({item.code: item for item in side.facts.items} for side in (old, new))
    for code, item in after.items():
        if code in before:
            yield consequence(before[code], item)


def _totals(old: Side, new: Side) -> Iterator[Phrase]:
    yield joined(filter(None, _counts(old, new)), "；")
    before, after = old.content.overview.changes, new.content.overview.changes
    if before and after:
        turns = list(filter(None, _comparison(before, after)))
        if turns:
            yield joined([phrase("与", after.before, "相比"), *turns], "，")


def _counts(old: Side, new: Side) -> Iterator[Phrase]:
    (was, then), (now, shares) = ((side.content.overview.counts, side.content.overview.shares) for side in (old, new))
    yield turn(Pair(subject="指标总数", old=was.total, new=now.total, unit="项"))
    yield turn(Pair(subject="应统计", old=was.due, new=now.due, unit="项"))
    yield group(
        Pair(subject="达到进度要求", old=was.on_pace, new=now.on_pace, unit="项"),
        Pair(subject="占比", old=then.on_pace, new=shares.on_pace),
        Pair(subject="其中已完成全年目标", old=was.achieved, new=now.achieved, unit="项"),
    )
    yield group(
        Pair(subject="滞后", old=was.lagging, new=now.lagging, unit="项"),
        Pair(subject="占比", old=then.lagging, new=shares.lagging),
        inner=(
            Pair(subject="黄灯", old=was.yellow, new=now.yellow, unit="项"),
            Pair(subject="红灯", old=was.red, new=now.red, unit="项"),
        ),
    )
    yield group(
        Pair(subject="未报", old=was.unreported, new=now.unreported, unit="项"),
        Pair(subject="占比", old=then.unreported, new=shares.unreported),
    )
    yield turn(Pair(subject="未到节点", old=was.not_due, new=now.not_due, unit="项"))
    yield turn(Pair(subject="按季按年统计", old=was.not_published, new=now.not_published, unit="项"))
    yield turn(Pair(subject="不适用", old=was.not_applicable, new=now.not_applicable, unit="项"))


def _comparison(was: Comparison, now: Comparison) -> Iterator[Phrase]:
    level = phrase("与", now.before, "持平")

    def same(said: Phrase) -> Phrase:
        return level if str(said) == "持平" else said

    yield turn(Pair(subject="应统计指标数", old=was.due, new=now.due))
    counts = (
        ("达到进度要求", was.on_pace, now.on_pace),
        ("占比", was.share, now.share),
        ("滞后", was.lagging, now.lagging),
        ("未报", was.unreported, now.unreported),
    )
    for subject, old, new in counts:
        if str(old) != str(new):
            yield turn(Pair(subject=subject, old=old, new=same(new)))
    yield turn(Pair(subject="灯色转好", old=was.better, new=now.better, unit="项"))
    yield turn(Pair(subject="灯色转差", old=was.worse, new=now.worse, unit="项"))
    yield turn(Pair(subject=phrase(now.before, "绿灯、本期未报"), old=was.silent, new=now.silent, unit="项"))
    yield turn(Pair(subject="新完成全年目标", old=was.achieved, new=now.achieved, unit="项"))


def _tasks(old: Side, new: Side) -> Iterator[Phrase]:
    was, now = (task_counts(side.facts.results.tasks, "all") for side in (old, new))
    totals = (count(len(side.facts.results.tasks), "all.tasks") for side in (old, new))
    yield joined(
        filter(
            None,
            (
                turn(Pair(subject="任务总数", old=next(totals), new=next(totals), unit="项")),
                *(
                    group(
                        Pair(subject=before.label, old=before.number, new=after.number, unit="项"),
                        Pair(subject="占比", old=before.share, new=after.share),
                    )
                    for before, after in zip(was, now, strict=True)
                ),
            ),
        ),
        "；",
    )


def _actions(old: Side, new: Side) -> Iterator[Phrase]:
    return action_sentences(old.facts, new.facts, old.content, new.content)


def _bureaus(old: Side, new: Side) -> Iterator[Phrase]:
    return bureau_sentences(old.facts, new.facts, old.content, new.content)


def _notices(old: Side, new: Side) -> Iterator[Phrase]:
    return notice_sentences(old.facts, new.facts, old.content, new.content)


_CLASSES: dict[str, Callable[[Side, Side], Iterator[Phrase]]] = {
    "指标": _indicators,
    "总体": _totals,
    "任务": _tasks,
    "行动": _actions,
    "单位": _bureaus,
    "问题和督办": _notices,
}


def _other_papers(old: Side, new: Side) -> Iterator[Phrase]:
    """The papers of the period that quote what changed; their figures follow the corrected circular."""
    tasks = new.facts.plan.tasks
    livelihood = {task.code for task in tasks if any(tag.startswith(_LIVELIHOOD) for tag in task.tags)}
    touched = {task for item in _changed(old, new) for task in item.promise.tasks}
    papers = ["《民生实事专报》"] if livelihood & touched else []
    yield phrase(f"{''.join([*papers, '《督查专报》'])}引用上述数据的，随本通报更正")


def _changed(old: Side, new: Side) -> Iterator[Item]:
    """The indicators whose figure or state differs."""
    before = {item.code: item.result for item in old.facts.items}
    for item in new.facts.items:
        was, now = before.get(item.code), item.result
        if was is None or (was.actual, was.status, was.target) != (now.actual, now.status, now.target):
            yield item
