"""Places that move with a correction: of actions and of bureaus, by the new place, ties together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby

from reporter.bulletin.circular.actions import ActionPart
from reporter.bulletin.circular.content import Bulletin
from reporter.bulletin.correction.turns import Pair, turn
from reporter.bulletin.facts import Facts
from reporter.bulletin.figure import Figure, Phrase, count, joined, phrase, share, titled
from reporter.bulletin.places import Place, first_and_last, places
from reporter.core.values import dataclass
from reporter.record.model import ActionResult, BureauResult

UNRANKED = "不排名"
_LAST = 10**6


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """One that takes part, as it was and as it is; `turns` are what changed besides its place."""

    name: str
    order: int
    turns: tuple[Phrase, ...]
    old_rank: Phrase
    new_rank: Phrase

    @property
    def moved(self) -> bool:
        return str(self.old_rank) != str(self.new_rank)


def action_sentences(old: Facts, new: Facts, was: Bulletin, now: Bulletin) -> Iterator[Phrase]:
    """Counts, shares and places of actions; who is first and last where that changed."""
    before, after = ({part.code: part for part in _parts(one)} for one in (was, now))
    old_labels, new_labels = _labels(old.results.actions), _labels(new.results.actions)
    ranks = {one.code: one.rank for one in new.results.actions}
    rows = [
        Ranked(
            name=titled(part.name if ranks.get(code) or new.action(code).is_ranked else f"{part.name}其他指标"),
            order=ranks.get(code) or _LAST,
            turns=tuple(filter(None, _action_turns(before[code], part))),
            old_rank=old_labels[code],
            new_rank=new_labels[code],
        )
        for code, part in after.items()
        if code in before
    ]
    yield _moves(rows, "位次")
    yield from _ends(
        *(
            [
                Place(rank=one.rank, name=facts.action_name(one.code), code=one.code)
                for one in facts.ranked_actions
                if one.rank is not None
            ]
            for facts in (old, new)
        ),
        noun="行动",
    )


def _parts(content: Bulletin) -> tuple[ActionPart, ...]:
    return (*content.actions, *content.overview.others)


def _action_turns(was: ActionPart, now: ActionPart) -> Iterator[Phrase]:
    yield turn(Pair(subject="应统计", old=was.counts.due, new=now.counts.due, unit="项"))
    met = turn(Pair(subject="达到进度要求", old=was.counts.on_pace, new=now.counts.on_pace, unit="项"))
    yield met
    if not met:  # a light that moves without the count of those on pace
        yield turn(Pair(subject="黄灯", old=was.counts.yellow, new=now.counts.yellow, unit="项"))
        yield turn(Pair(subject="红灯", old=was.counts.red, new=now.counts.red, unit="项"))
        yield turn(Pair(subject="未报", old=was.counts.unreported, new=now.counts.unreported, unit="项"))
    yield turn(Pair(subject="占比", old=was.counts.share, new=now.counts.share))
    yield turn(Pair(subject="", old=was.change, new=now.change))


def bureau_sentences(old: Facts, new: Facts, _was: Bulletin, _now: Bulletin) -> Iterator[Phrase]:
    """Shares, means and places of bureaus; who is first and last where that changed."""
    before = {one.code: one for one in old.results.bureaus}
    old_labels, new_labels = _labels(old.results.bureaus), _labels(new.results.bureaus)
    rows = [
        Ranked(
            name=new.bureau(one.code),
            order=one.rank or _LAST,
            turns=tuple(filter(None, _bureau_turns(before[one.code], one))),
            old_rank=old_labels[one.code],
            new_rank=new_labels[one.code],
        )
        for one in new.results.bureaus
        if one.code in before and (one.due or before[one.code].due)
    ]
    yield _moves(rows, "名次")
    yield from _listed(old, new)
    moved = [row for row in rows if row.moved]
    if moved and len(moved) < len(rows):
        yield phrase("其他单位名次不变")
    yield from _ends(
        *(
            [
                Place(rank=one.rank, name=facts.bureau(one.code), code=one.code)
                for one in facts.results.bureaus
                if one.rank is not None
            ]
            for facts in (old, new)
        ),
        noun="单位",
    )


def _listed(old: Facts, new: Facts) -> Iterator[Phrase]:
    """The bureaus that report an indicator only now, or no longer."""
    before, after = ({one.code for one in facts.results.bureaus} for facts in (old, new))
    for codes, word in ((after - before, "新列入"), (before - after, "不再列入")):
        if codes:
            yield phrase(joined(new.bureau(code) for code in new.in_order(codes)), word)


def _bureau_turns(was: BureauResult, now: BureauResult) -> Iterator[Phrase]:
    code = now.code
    yield turn(Pair(subject="应统计", old=count(was.due, f"{code}.due"), new=count(now.due, f"{code}.due"), unit="项"))
    shares = [_share(one.on_pace_share, f"{code}.on_pace_share") for one in (was, now)]
    moved = turn(Pair(subject="占比", old=shares[0], new=shares[1]))
    yield moved
    if not moved:
        means = [_share(one.mean_ratio, f"{code}.mean_ratio") for one in (was, now)]
        yield turn(Pair(subject="完成率均值", old=means[0], new=means[1]))


def _share(ratio: Decimal | None, origin: str) -> Figure | None:
    return None if ratio is None else share(ratio, origin)


def _labels(rows: Sequence[ActionResult] | Sequence[BureauResult]) -> dict[str, Phrase]:
    """第3位, 并列第13位, 不排名 by code."""
    shared = Counter(one.rank for one in rows)

    def label(one: ActionResult | BureauResult) -> Phrase:
        if not one.rank:
            return phrase(UNRANKED)
        return phrase("并列" if shared[one.rank] > 1 else "", "第", count(one.rank, f"{one.code}.rank"), "位")

    return {one.code: label(one) for one in rows}


def _moves(rows: Sequence[Ranked], word: str) -> Phrase:
    """Those with other changes first, each with its place; then those of which only the place moved."""
    found = sorted((row for row in rows if row.turns or row.moved), key=lambda row: row.order)
    own = [
        phrase(row.name, joined((*row.turns, turn(Pair(subject=word, old=row.old_rank, new=row.new_rank))), "，"))
        if row.moved
        else phrase(row.name, joined(row.turns, "，"))
        for row in found
        if row.turns
    ]
    only = [row for row in found if not row.turns]
    groups = (list(rows) for _, rows in groupby(only, key=lambda row: (str(row.old_rank), str(row.new_rank))))
    others = [
        turn(Pair(subject=joined(row.name for row in rows), old=rows[0].old_rank, new=rows[0].new_rank))
        for rows in groups
    ]
    return joined((*own, joined(others, "，")) if others else own, "；")


def _ends(old: Sequence[Place], new: Sequence[Place], *, noun: str) -> Iterator[Phrase]:
    """居前三位的改为…；居后三位的改为… where they changed."""
    was, now = (first_and_last(one, noun=noun, measure="个") for one in (old, new))
    whole = places(new, noun=noun, measure="个")
    if not now[0] or not was[0]:
        if str(whole) != str(places(old, noun=noun, measure="个")):
            yield phrase(f"{noun}位次改为：", whole)
        return
    said = [
        phrase(f"{word}的改为", after) if after else phrase(f"不再列{word}的")
        for word, before, after in zip(("居前三位", "居后三位"), was, now, strict=True)
        if str(before) != str(after)
    ]
    if said:
        yield joined(said, "；")
