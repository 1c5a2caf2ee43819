"""督查通报 alone, worded from results."""

from __future__ import annotations

from datetime import date

from reporter.bulletin.circular.content import bulletin
from reporter.bulletin.facts import Facts
from reporter.bulletin.wording import markdown
from reporter.core.marks import Marks
from reporter.plan.model import Plan
from reporter.record.model import Results


def bulletin_markdown(
    plan: Plan,
    results: Results,
    previous: Results | None,
    template: str,
    *,
    number: str = "",
    issued: date | None = None,
) -> tuple[str, Marks]:
    """督查通报 of the period as Markdown with marks. TemplateFault for a template at fault, Unbalanced for counts."""
    facts = Facts(plan=plan, results=results, previous=previous)
    return markdown(bulletin(facts, number=number, issued=issued), template, name="督查通报.md.j2")
