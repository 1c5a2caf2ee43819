"""The whole content of 更正通报, from the results as issued, the results as they are, and both circulars as printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import groupby

from reporter.bulletin.circular.content import bulletin
from reporter.bulletin.correction.conclusions import Conclusion, Side, conclusions
from reporter.bulletin.correction.differences import added, differences, in_order, same
from reporter.bulletin.correction.entries import Entry, entries, opening
from reporter.bulletin.correction.passages import OPENING, Key, Passage
from reporter.bulletin.facts import Facts
from reporter.bulletin.figure import Phrase, coded, quoted
from reporter.bulletin.head import Head, head
from reporter.core.values import dataclass
from reporter.record.changes import Changes


class NothingToCorrect(ValueError):
    """Two results that say the same: there is nothing to write."""

    def __init__(self, period: str) -> None:
        super().__init__(f"{period}的数据和印发的一样，没有要更正的。")


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """The circular that is corrected."""

    title: str
    document_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonRow:
    """One row of 更正前后对照表."""

    index: int
    position: str
    subject: str
    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """Content of 更正通报: four parts and the annex."""

    head: Head
    corrected: Issued
    opening: Phrase
    entries: tuple[Entry, ...]
    figures_changed: bool
    conclusions: tuple[Conclusion, ...]
    changed_places: str
    """第一部分（一）（三），附件1、附件3."""
    unchanged_places: str
    """第三部分、附件5; empty when every part holds something that changed."""
    comparison: tuple[ComparisonRow, ...]


Printed = Mapping[Key, Passage]


def correction(
    old: Facts, new: Facts, changes: Changes, printed: tuple[Printed, Printed], issued: Issued, *,
    number: str = "", day: date | None = None,
) -> Correction:  # fmt: skip
    """The content; `printed` are the circular as issued and as it would read now. NothingToCorrect without changes."""
    if not changes:
        raise NothingToCorrect(new.results.period)
    before, after = printed
    sides = (Side(facts=facts, content=bulletin(facts)) for facts in (old, new))
    return Correction(
        head=head(new, number=number, issued=day),
        corrected=Issued(title=quoted(issued.title), document_number=coded(issued.document_number)),
        opening=opening(changes),
        entries=entries(old, new, changes),
        figures_changed=bool(changes.figures),
        conclusions=conclusions(*sides),
        changed_places=quoted(_changed(before, after)),
        unchanged_places=quoted(_unchanged(before, after)),
        comparison=tuple(
            ComparisonRow(
                index=index,
                position=quoted(one.position),
                subject=quoted(one.subject),
                old=quoted(one.old),
                new=quoted(one.new),
            )
            for index, one in enumerate(differences(before, after), 1)
        ),
    )


def _places(before: Printed, after: Printed) -> Iterator[tuple[str, str, bool]]:
    """Part, section and whether it changed, in the order of the circular."""
    for key in in_order(before, after):
        shown = before.get(key) or after[key]
        section = shown.section if key in before else added(shown)
        annexed = shown.part.startswith("附件")
        yield shown.part, "" if annexed else section, not same(before.get(key), after.get(key))


def _changed(before: Printed, after: Printed) -> str:
    """第一部分（一）（二），第二部分（八），附件1、附件3."""
    found: dict[str, list[str]] = {}
    for part, section, changed in _places(before, after):
        if changed:
            found.setdefault(part, []).append(section)
    named = [(part, part + "".join(dict.fromkeys(sections))) for part, sections in found.items()]
    groups = groupby(named, key=lambda one: one[0].startswith("附件"))
    return "，".join(("、" if annexes else "，").join(text for _, text in group) for annexes, group in groups)


def _unchanged(before: Printed, after: Printed) -> str:
    found: dict[str, bool] = {}
    for part, _, changed in _places(before, after):
        found[part] = found.get(part, False) or changed
    return "、".join(part for part, changed in found.items() if not changed and part != OPENING)
