"""更正通报 as Markdown: both circulars are worded to find the places that changed."""

from __future__ import annotations

from datetime import date

from reporter.bulletin.circular.content import Bulletin, bulletin
from reporter.bulletin.correction.content import Issued, correction
from reporter.bulletin.correction.passages import passages_of
from reporter.bulletin.facts import Facts
from reporter.bulletin.head import circular_number, issue_day
from reporter.bulletin.wording import markdown
from reporter.core.marks import Marks
from reporter.document.markdown import parse
from reporter.record.compare import compare


def correction_markdown(
    old: Facts,
    new: Facts,
    template: str,
    *,
    circular: str,
    corrected_number: str,
    number: str = "",
    issued: date | None = None,
) -> tuple[str, Marks]:
    """更正通报 as Markdown with marks: `old` is the period as issued, `circular` the template of 督查通报.

    Both circulars are rendered to find the places that changed. NothingToCorrect when both say the same.
    """
    texts = [markdown(_as_printed(side), circular, name="督查通报.md.j2") for side in (old, new)]
    documents = [(parse(text, marks), marks) for text, marks in texts]
    printed = [passages_of(document, marks) for document, marks in documents]
    document, marks = documents[0]
    content = correction(
        old,
        new,
        compare(old.results, new.results),
        (printed[0], printed[1]),
        Issued(title=marks.plain(document.elements.title), document_number=corrected_number),
        number=number,
        day=issued,
    )
    return markdown(content, template, name="更正通报.md.j2")


def _as_printed(facts: Facts) -> Bulletin:
    return bulletin(facts, number=circular_number(facts), issued=issue_day(facts))
