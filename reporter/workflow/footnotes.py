"""What became of the circulars of the year since they were issued: annex 5 of the next one says it."""

from __future__ import annotations

from collections.abc import Iterator

from reporter.core.period import Period
from reporter.record.history import Footnote
from reporter.record.seal import Sealed
from reporter.workflow.archives import earlier_periods, named
from reporter.workflow.month import Months


def footnotes(months: Months, period: Period) -> tuple[Footnote, ...]:
    """Corrections that no circular has mentioned yet, and changes that still wait for one, by month."""
    return tuple(note for month in _rests_on(months, period) for note in _of_month(months, month, period))


def _rests_on(months: Months, period: Period) -> Iterator[Period]:
    """The months before a month; of a longer period the month it views, after the earlier periods of its length.

    An earlier period that was not issued is its last month.
    """
    earlier = earlier_periods(period)
    if period.is_month:
        yield from earlier
    else:
        yield from (one if months.archives.editions(one) else one.month for one in earlier)
        yield period.month


def _of_month(months: Months, month: Period, period: Period) -> Iterator[Footnote]:
    editions = months.archives.editions(month)
    told = max(_told(months, month, period), 1)
    for old, new in zip(editions[told - 1 :], editions[told:], strict=False):
        yield _corrected(months, month, old, new)
    if not editions:
        return
    from reporter.bulletin.correction.entries import opening
    from reporter.workflow.recheck import changes_since, inputs_changed

    if inputs_changed(months, month):
        changes = changes_since(months, month)
        if changes:
            yield Footnote(period=str(month), number=named(editions[0].issue), causes=str(opening(changes)))


def _told(months: Months, month: Period, period: Period) -> int:
    """The newest edition of `month` of which a circular between the two knew; 0 when there was none."""
    between = [one for one in earlier_periods(period) if one > month]
    circulars = [months.archives.editions(one)[0] for one in between if months.archives.editions(one)]
    relied = (one for sealed in circulars for one in sealed.manifest.relies_on)
    return max((one.edition for one in relied if one.period == str(month)), default=0)


def _corrected(months: Months, month: Period, old: Sealed, new: Sealed) -> Footnote:
    from reporter.bulletin.correction.entries import entries, opening
    from reporter.workflow.recheck import differences, sealed_facts

    before, after = (sealed_facts(months, month, one) for one in (old, new))
    changes = differences(before.results, after.results)
    return Footnote(
        period=str(month),
        number=named(months.archives.editions(month)[0].issue),
        causes=str(opening(changes)),
        correction=new.issue.number,
        day=new.issue.day,
        details=tuple(str(one.text) for one in entries(before, after, changes)),
    )
