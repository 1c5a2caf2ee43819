"""体检 of a plan: every rule in its order, and what the register already rules on the same rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from reporter.plan.health import contradictions, dates, duties, places, sums, texts
from reporter.plan.health.finding import Finding, Rule, Weight, topics
from reporter.plan.health.matters import same_matter
from reporter.plan.model import Plan

RULES: tuple[Rule, ...] = (
    contradictions.contradictions,
    contradictions.like_names,
    contradictions.open_remarks,
    places.like_tasks,
    places.several_places,
    places.several_leads,
    sums.sums,
    duties.without_bureau,
    duties.without_target,
    duties.outside_task_force,
    duties.unmeasured,
    dates.before_the_plan,
    texts.vague_words,
    dates.congestion,
    duties.overloaded,
)


def survey(plan: Plan, source: str = "") -> tuple[Finding, ...]:
    """Every finding about the plan, by weight and topic. `source` is the plan's whole text, if there is.

    A finding on the matter of a ruling carries that ruling.
    """
    found = [one for rule in RULES for one in rule(plan)]
    found += texts.of_another_level(plan, source)
    weights, codes = list(Weight), list(topics())
    order = {code: (weights.index(topic.weight), codes.index(code)) for code, topic in topics().items()}
    return tuple(sorted(_ruled(found, plan), key=lambda one: order[one.topic.code]))


def _ruled(found: Iterable[Finding], plan: Plan) -> Iterable[Finding]:
    for one in found:
        known = next((ruling for ruling in plan.rulings if same_matter(plan, one, ruling)), None)
        yield one if one.ruling or known is None else replace(one, ruling=known)
