"""The smaller documents of a handful of items, printed as lines, so that a test shows all of its data."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reporter.bulletin.facts import Facts, Item
from reporter.bulletin.leaders.fit import leaders_markdown
from reporter.bulletin.letters.fit import notice_markdown
from reporter.bulletin.letters.reminder import First, Variant, reminder
from reporter.bulletin.livelihood.content import livelihood
from reporter.bulletin.wording import markdown
from reporter.core.marks import Marks
from reporter.document.blocks import Block, Chart, Elements, Table
from reporter.document.markdown import parse
from reporter.ledger.model import ExpectedReturn
from reporter.plan.model import Rule
from tests.bulletin.small import plan_of, results_of
from tests.plans import RULES

TEMPLATES = {path.name.removesuffix(".md.j2"): path.read_text(encoding="utf-8")
             for path in (Path(__file__).parents[2] / "templates").glob("*.md.j2")}  # fmt: skip


def facts_of(
    items: Sequence[Item],
    *earlier: Sequence[Item],
    period: str = "2024-05",
    ranks: dict[str, int] | None = None,
    ranks_before: dict[str, int] | None = None,
    returns: tuple[ExpectedReturn, ...] = (),
    returns_before: tuple[ExpectedReturn, ...] = (),
    rules: dict[str, str] | None = None,
    **tables: object,
) -> Facts:
    """Facts of a month of `items` after the months `earlier`, oldest first; `rules` replace those of the small plan."""
    year, month = int(period[:4]), int(period[5:])
    before = tuple(
        results_of(
            own, period=f"{year}-{month - len(earlier) + index:02d}", ranks=ranks_before, returns=returns_before
        )
        for index, own in enumerate(earlier)
    )  # fmt: skip
    changed = rules or {}
    kept = tuple(Rule(name=one.name, value=changed.get(one.name, one.value), since=one.since) for one in RULES)
    return Facts(
        plan=plan_of(items, rules=kept, **tables),
        results=results_of(items, period=period, ranks=ranks, returns=returns),
        previous=before[-1] if before else None,
        earlier=before,
    )


def leaders_said(facts: Facts) -> list[str]:
    return said(*leaders_markdown(facts, TEMPLATES["领导专报"]))


def livelihood_said(facts: Facts) -> list[str]:
    return said(*markdown(livelihood(facts), TEMPLATES["民生实事专报"], name="民生实事专报"))


def notice_said(facts: Facts, bureau: str = "B001") -> list[str]:
    return said(*notice_markdown(facts, bureau, TEMPLATES["督办单"]))


def reminder_said(
    facts: Facts, variant: Variant = Variant.OVERDUE, bureau: str = "B001", first: First | None = None
) -> list[str]:
    return said(*reminder_written(facts, variant, bureau, first))


def reminder_written(facts: Facts, variant: Variant, bureau: str, first: First | None = None) -> tuple[str, Marks]:
    return markdown(reminder(facts, bureau, variant, first=first), TEMPLATES["催报函"], name="催报函")


def said(text: str, marks: Marks) -> list[str]:
    """Every heading, paragraph and table row of a document, body before annexes; cells are parted by ` | `.

    A picture is said by its rows, in which no figure is left out.
    """
    whole = parse(text, marks)
    blocks = (*whole.blocks, *(block for annex in whole.annexes for block in annex.blocks))
    return [line for block in blocks for line in _lines(block, marks)]


def _lines(block: Block, marks: Marks) -> list[str]:
    if isinstance(block, Table):
        rows = (*block.header, *block.rows)
        return [" | ".join("".join(marks.plain(span.text) for span in cell) for cell in row) for row in rows]
    if isinstance(block, Chart):
        series = [" | ".join([one.name, *map(str, one.values)]) for one in block.series]
        return [marks.plain(block.caption), *series]
    return ["".join(marks.plain(span.text) for span in block.inlines)]


def elements(text: str, marks: Marks) -> Elements:
    """The front matter, its values in place."""
    return parse(text, marks).elements
