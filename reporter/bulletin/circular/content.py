"""The whole content of a bulletin: every count, list and sentence part, computed from register and results alone."""

from __future__ import annotations

from datetime import date

from reporter.bulletin.circular.actions import ActionPart, action_part
from reporter.bulletin.circular.annex_items import ItemAnnex, item_annex
from reporter.bulletin.circular.annex_rules import RuleAnnex, rule_annex
from reporter.bulletin.circular.annex_tasks import TaskAnnex, task_annex
from reporter.bulletin.circular.next_steps import NextSteps, next_steps
from reporter.bulletin.circular.overview import Overview, overview
from reporter.bulletin.circular.returns import Returns, returns
from reporter.bulletin.circular.troubles import Troubles, troubles
from reporter.bulletin.facts import Facts
from reporter.bulletin.head import Head, head
from reporter.core.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Bulletin:
    """Content of 督查通报: five parts and the annexes."""

    head: Head
    overview: Overview
    actions: tuple[ActionPart, ...]
    returns: Returns
    troubles: Troubles
    next_steps: NextSteps
    item_annex: ItemAnnex
    task_annex: TaskAnnex
    basis_annex: RuleAnnex


def bulletin(facts: Facts, *, number: str = "", issued: date | None = None) -> Bulletin:
    """The content for one period; Unbalanced where counts contradict each other."""
    back = returns(facts)
    return Bulletin(
        head=head(facts, number=number, issued=issued),
        overview=overview(facts),
        actions=tuple(action_part(facts, one) for one in facts.ranked_actions),
        returns=back,
        troubles=troubles(facts),
        next_steps=next_steps(facts, back.doubts),
        item_annex=item_annex(facts),
        task_annex=task_annex(facts),
        basis_annex=rule_annex(facts),
    )
