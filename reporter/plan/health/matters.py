"""Which row of 裁定 is on what a finding says."""

from __future__ import annotations

from reporter.plan.health.finding import Finding, topics
from reporter.plan.model import Plan, Ruling

_OF_PROMISES = ("H101", "H102")
"""Topics whose subject is the promise itself; the matter of any other begins with its title."""


def ruling_codes(plan: Plan, finding: Finding) -> tuple[str, ...]:
    """The codes of a finding that 裁定 may name: those of indicators and tasks."""
    return tuple(code for code in finding.codes if code in plan.indicator_by_code or code in plan.task_by_code)


def matter_of(finding: Finding) -> str:
    """What 事项 of 裁定 says for a finding: its subject, after the title of a topic that is no contradiction."""
    topic = finding.topic
    return finding.subject if topic.code in _OF_PROMISES else f"{topic.title}：{finding.subject}"


def topic_of(ruling: Ruling) -> str:
    """The code of the topic that a ruling answers: that whose title its matter begins with, else H101."""
    titled = (topic.code for topic in topics().values() if ruling.matter.startswith(f"{topic.title}："))
    return next(titled, _OF_PROMISES[0])


def same_matter(plan: Plan, finding: Finding, ruling: Ruling) -> bool:
    """Whether a ruling answers a finding: the same topic and the same rows, or the same words where it has no rows."""
    code = _OF_PROMISES[0] if finding.topic.code in _OF_PROMISES else finding.topic.code
    if topic_of(ruling) != code:
        return False
    codes = ruling_codes(plan, finding)
    return set(codes) == set(ruling.codes) if codes or ruling.codes else ruling.matter == matter_of(finding)
