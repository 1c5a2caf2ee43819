"""What became of the notices of earlier periods, in the words of 督查通报 and of the next 督办单."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from reporter.bulletin.facts import Facts, Item
from reporter.bulletin.figure import Figure, FixedText, Phrase, coded, count, dated, joined, phrase
from reporter.bulletin.words import cut, plain, sentence, short_date
from reporter.core.period import Period
from reporter.core.values import dataclass
from reporter.record.model import MatterState, NoticeResult, ReplyResult

_PROMISE = 24
"""Characters of what was promised that are printed."""
_DAY_SAID = re.compile(r"\d{1,2}月")
_SERIAL = re.compile(r".*〕(?=\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class LastNotices:
    """The notices of the month before: how they were answered, and how their matters stand now."""

    month: str
    number: Figure
    replied: Figure
    """Notices all of whose matters were answered in time."""
    replied_late: Figure
    late_names: Phrase
    unanswered: Figure
    unanswered_names: Phrase
    needless: Figure
    """Notices all of whose matters were closed before a reply came."""
    matters: Figure
    recovered: Figure
    """Matters that are on pace now."""
    confirmed: Figure
    """Matters that the office has closed."""
    to_confirm: Figure
    """Matters on pace that it has not closed yet."""


def last_notices(facts: Facts) -> LastNotices | None:
    """The notices of the month before; None when it issued none, or all were withdrawn."""
    before = facts.period.month.previous
    rows = [one for one in facts.results.notices if one.period == str(before)]
    rows = [one for one in rows if one.state is not MatterState.WITHDRAWN]
    if not rows:
        return None
    notices = _by_notice(rows)
    unanswered = [own for own in notices if any(one.overdue for one in own)]
    late = [own for own in notices if own not in unanswered and any(one.days_late for one in own)]
    in_time = [own for own in notices if own not in (*unanswered, *late) and any(one.replied for one in own)]
    closed = [one for one in rows if one.state is MatterState.CLOSED]
    met = [one for one in rows if one.met]
    origin = "last_notices"
    return LastNotices(
        month=dated(f"{before.last_month}月"),
        number=count(len(notices), f"{origin}.number"),
        replied=count(len(in_time), f"{origin}.replied"),
        replied_late=count(len(late), f"{origin}.replied_late"),
        late_names=_named(facts, late),
        unanswered=count(len(unanswered), f"{origin}.unanswered"),
        unanswered_names=_named(facts, unanswered),
        needless=count(len(notices) - len(in_time) - len(late) - len(unanswered), f"{origin}.needless"),
        matters=count(len(rows), f"{origin}.matters"),
        recovered=count(len(met), f"{origin}.recovered"),
        confirmed=count(len(closed), f"{origin}.confirmed"),
        to_confirm=count(sum(one not in closed for one in met), f"{origin}.to_confirm"),
    )


def _by_notice(rows: Iterable[NoticeResult]) -> list[list[NoticeResult]]:
    found: dict[str, list[NoticeResult]] = {}
    for one in rows:
        found.setdefault(one.number, []).append(one)
    return list(found.values())


def _named(facts: Facts, notices: Sequence[Sequence[NoticeResult]]) -> Phrase:
    """区城投公司（督〔2024〕23号）、…: the bureaus that answer, with the numbers of their notices."""
    return joined(
        phrase(facts.bureau(own[0].answering), "（", coded(own[0].number), _part(own), "）") for own in notices
    )


def _part(own: Sequence[NoticeResult]) -> Phrase:
    """，其中1项, where only some of a notice's matters are unanswered or were answered late."""
    concerned = [one for one in own if one.overdue] or [one for one in own if one.days_late]
    number = count(len(concerned), f"last_notices.concerned.{own[0].bureau}")
    return phrase("，其中", number, "项") if len(concerned) < len(own) else Phrase()


def number_range(facts: Facts) -> FixedText:
    """督〔2024〕25号至37号; one number alone for one notice, empty in a draft."""
    numbers = [one.number for one in facts.issue.notices] if facts.issue else []
    if len(numbers) < 2:
        return coded("".join(numbers))
    return coded(f"{numbers[0]}至{_SERIAL.sub('', numbers[-1])}")


def last_of(facts: Facts, item: Item) -> NoticeResult | None:
    """The newest earlier notice of a matter to its bureau; None when this is the first one."""
    own = (
        one
        for one in reversed(facts.results.notices)
        if one.code == item.code
        and one.period != facts.results.period
        and one.state is not MatterState.WITHDRAWN
        and item.result.bureau in (one.bureau, one.answering)
    )
    return next(own, None)


def was_noticed(facts: Facts) -> bool:
    """Whether it is known which notices the month before issued."""
    return str(facts.period.month.previous) in {issue.period for issue in facts.issues}


def last_in_full(facts: Facts, one: NoticeResult) -> Phrase:
    """4月红单（督〔2024〕13号），5月20日回复，承诺5月31日前开工，未实现."""
    said = _head(one)
    if one.replied is None:
        return phrase(said, "，", _answered(one))
    late = phrase("（逾期", dated(f"{one.days_late}日"), "）") if one.days_late else Phrase()
    promise = phrase("，", _promise(facts, one, one.reply)) if one.reply else Phrase()
    return phrase(said, "，", short_date(one.replied), "回复", late, promise)


def last_in_short(one: NoticeResult) -> Phrase:
    """4月黄单（督〔2024〕14号），按期回复."""
    return phrase(_head(one), "，", _answered(one))


def _head(one: NoticeResult) -> Phrase:
    month = dated(f"{Period.parse(one.period).last_month}月")
    return phrase(month, f"{one.colour}单（", coded(one.number), "）")


def _answered(one: NoticeResult) -> Phrase:
    if one.replied is None:
        return phrase("逾期未回复" if one.overdue else "未回复")
    return phrase("逾期", dated(f"{one.days_late}日"), "回复") if one.days_late else phrase("按期回复")


def _promise(facts: Facts, one: NoticeResult, reply: ReplyResult) -> Phrase:
    """What was promised until when, and whether it came true: the matter was on pace at the end of a later month."""
    kept = any(
        row.code == one.code and row.status.is_met
        for month in facts.earlier
        if month.period > one.period
        for row in month.indicators
    )
    verdict = "已兑现" if kept else "未实现" if reply.promised <= facts.day else "未到承诺时限"
    deed = cut(sentence(plain(reply.measures), _PROMISE), _PROMISE)
    by = phrase("承诺", short_date(reply.promised), "前")
    if _DAY_SAID.search(deed):
        return phrase(by, "完成（", deed, f"），{verdict}")
    return phrase(by, deed, f"，{verdict}")
