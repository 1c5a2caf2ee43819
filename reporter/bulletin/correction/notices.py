"""Class 问题和督办: what lags for long, which figures are missing, returns, notices."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reporter.bulletin.circular.content import Bulletin
from reporter.bulletin.correction.turns import Pair, group, turn
from reporter.bulletin.facts import Facts, Item
from reporter.bulletin.figure import Phrase, count, dated, joined, phrase
from reporter.record.compare import notice_colours


def notice_sentences(old: Facts, new: Facts, was: Bulletin, now: Bulletin) -> Iterator[Phrase]:
    """The sentences of the class; empty ones may stand among them."""
    yield joined(filter(None, _troubles(was, now)), "；")
    yield joined(filter(None, _returns(was, now)), "；")
    yield joined(filter(None, (*_bureaus(old, new), *_whole(was, now))), "；")
    steps = was.next_steps, now.next_steps
    if steps[1].before:
        yield joined(
            filter(
                None,
                (
                    turn(Pair(subject=phrase(steps[1].before, "滞后事项"), old=steps[0].lagging_before,
                              new=steps[1].lagging_before, unit="项")),
                    turn(Pair(subject=phrase(steps[1].before, "滞后事项中已达到进度要求的"), old=steps[0].recovered,
                              new=steps[1].recovered, unit="项")),
                ),
            ),
            "，",
        )  # fmt: skip


def _troubles(was: Bulletin, now: Bulletin) -> Iterator[Phrase]:
    old, new, times = was.troubles, now.troubles, now.head.times
    yield group(
        Pair(subject=dated(f"连续2{times}以上滞后"), old=old.twice, new=new.twice, unit="项"),
        Pair(subject="占滞后事项之比", old=old.twice_share, new=new.twice_share),
    )
    yield turn(Pair(subject=dated(f"连续3{times}以上滞后"), old=old.thrice, new=new.thrice, unit="项"))
    yield turn(Pair(subject=dated(f"连续2{times}红灯"), old=old.red_again, new=new.red_again, unit="项"))
    yield turn(Pair(subject="因未报送填报表没有数据的指标", old=old.without_form, new=new.without_form, unit="项"))
    yield turn(Pair(subject="因退回后未重报没有数据的指标", old=old.refused, new=new.refused, unit="项"))
    yield turn(Pair(subject="填报表已报、该项空白的指标", old=old.blank, new=new.blank, unit="项"))


def _returns(was: Bulletin, now: Bulletin) -> Iterator[Phrase]:
    old, new = was.returns, now.returns
    yield turn(Pair(subject="填报表应报送", old=old.expected, new=new.expected, unit="份"))
    yield group(
        Pair(subject="按时报送", old=old.on_time, new=new.on_time, unit="份"),
        Pair(subject="占比", old=old.on_time_share, new=new.on_time_share),
    )
    yield turn(Pair(subject="迟报", old=old.late, new=new.late, unit="份"))
    yield turn(Pair(subject="退回后未按要求重报", old=old.rejected, new=new.rejected, unit="份"))
    yield turn(Pair(subject="未报送", old=old.missing, new=new.missing, unit="份"))
    yield turn(Pair(subject="存疑数据", old=old.doubted, new=new.doubted, unit="处"))
    yield turn(Pair(subject="存疑数据中已说明的", old=old.explained, new=new.explained, unit="处"))


def _bureaus(old: Facts, new: Facts) -> Iterator[Phrase]:
    """By bureau: the notice that is withdrawn or issued, the matters that leave or join it, its colour."""
    before, after = notice_colours(old.results), notice_colours(new.results)
    for code in new.in_order({*before, *after}):
        was, now = ([item for item in facts.lagging if item.result.bureau == code] for facts in (old, new))
        name = phrase(new.bureau(code), "督办单")
        if code not in after:
            yield phrase(name, "撤回")
        elif code not in before:
            yield phrase("对", new.bureau(code), f"下达督办单，为{after[code]}单，事项为", _listed(now))
        else:
            yield _matters(name, was, now, before[code], after[code])


def _matters(name: Phrase, was: Sequence[Item], now: Sequence[Item], before: str, after: str) -> Phrase:
    old, new = {item.code for item in was}, {item.code for item in now}
    gone, come = [item for item in was if item.code not in new], [item for item in now if item.code not in old]
    said = [phrase(word, _listed(items)) for word, items in (("撤回", gone), ("增列", come)) if items]
    if said and old & new:
        kept = count(len(old & new), f"{now[0].result.bureau}.lagging_kept")
        said.append(phrase("其余", kept, "项继续办理"))
    colour = phrase(f"级别由{before}单改为{after}单") if before != after else phrase("级别不变")
    return phrase(name, joined((*said, colour), "，")) if said or before != after else Phrase()


def _listed(items: Sequence[Item]) -> Phrase:
    return joined(phrase(item.result.name, "（", item.code, "）") for item in items)


def _whole(was: Bulletin, now: Bulletin) -> Iterator[Phrase]:
    old, new = was.next_steps, now.next_steps
    yield turn(Pair(subject="督办单", old=old.notices, new=new.notices, unit="份"))
    yield turn(Pair(subject="全部督办单涉及的滞后事项", old=old.matters, new=new.matters, unit="项"))
    numbers = [{one.colour: one.number for one in steps.colours} for steps in (old, new)]
    for colour in dict.fromkeys((*numbers[0], *numbers[1])):
        before, after = (one.get(colour) or count(0, f"notices.{colour}") for one in numbers)
        yield turn(Pair(subject=f"{colour}单", old=before, new=after, unit="份"))
