"""由{原值}改为{新值}: the turns of phrase of a correction. Two values that print alike are no change."""

from __future__ import annotations

from collections.abc import Iterable

from reporter.bulletin.figure import NOTHING, Figure, Phrase, as_issued, joined, phrase
from reporter.core.values import dataclass

Text = Figure | Phrase | str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """One thing that is counted or said in the circular, as it was and as it is."""

    subject: str | Phrase
    old: Text
    new: Text
    unit: str = ""

    @property
    def moved(self) -> bool:
        return str(_with_unit(self.old, "")) != str(_with_unit(self.new, ""))


def turn(pair: Pair, *, verb: str = "改为") -> Phrase:
    """达到进度要求由96项改为97项; the new value alone where there was none; empty where nothing moved."""
    if not pair.moved:
        return NOTHING
    old, new = as_issued(_with_unit(pair.old, pair.unit)), _with_unit(pair.new, pair.unit)
    if not old:
        return phrase(pair.subject, "为", new)
    return phrase(pair.subject, "由", old, verb, new or "不再列出")


def kept(pair: Pair) -> Phrase:
    """红灯11项不变."""
    return phrase(pair.subject, _with_unit(pair.new, pair.unit), "不变")


def group(head: Pair, *others: Pair, inner: Iterable[Pair] = ()) -> Phrase:
    """A count with what hangs on it; `inner` are its kinds, all of them said when one moved (其中黄灯…，红灯…不变)."""
    kinds = tuple(inner)
    hanging = [turn(one) for one in others]
    if any(one.moved for one in kinds):
        said = joined((turn(one) or kept(one) for one in kinds if _counts(one)), "，")
        hanging.append(phrase("其中", said))
    if not head.moved and not any(hanging):
        return NOTHING
    return joined((turn(head) or kept(head), *filter(None, hanging)), "，")


def _counts(pair: Pair) -> bool:
    return bool(pair.old) or bool(pair.new)


def _with_unit(value: Text, unit: str) -> Phrase:
    if value is None:
        return NOTHING
    shown = phrase(value)
    return phrase(shown, unit) if shown else NOTHING
