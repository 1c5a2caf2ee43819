"""Every paper of whole-register months drawn from a seed, as `run` words them: for tests on all figures at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

from reporter.bulletin.facts import Facts
from reporter.core.marks import Marks
from reporter.core.source import Source
from reporter.document.blocks import Document
from reporter.document.figures import figures_of
from reporter.folder import Folder, Settings
from reporter.plan.model import Plan
from reporter.plan.store import read_folder, shipped
from reporter.record.model import Results
from reporter.record.trace.evidence import Evidence
from reporter.record.trace.material import Material
from reporter.record.trace.proof import Figure
from reporter.workflow.papers import Papers
from tests.bulletin.generated import generated

Composed = dict[str, tuple[Document, Marks]]


class Nobody:
    """A witness that knows no file."""

    def cell(self, code: str, column: str, file: str = "") -> Source | None:
        return None

    def evidence(self, source: Source) -> Evidence:
        return Evidence(source=source)

    def register(self, table: str, index: int, heading: str) -> str:
        return ""


@cache
def register() -> Plan:
    """The shipped register, 专报 with its 赶超账."""
    plan = read_folder(shipped("quyuan-2024")).plan
    assert plan is not None
    rules = (replace(rule, value="是") if rule.name == "专报附赶超账" else rule for rule in plan.rules)
    return replace(plan, rules=tuple(rules))


@cache
def facts_of(seed: int, month: int = 5) -> Facts:
    """A month of 2024 after the months before it."""
    earlier: tuple[Results, ...] = ()
    for number in range(1, month):
        earlier += (generated(register(), f"2024-{number:02d}", seed, earlier[-1] if earlier else None),)
    previous = earlier[-1] if earlier else None
    results = generated(register(), f"2024-{month:02d}", seed, previous)
    return Facts(plan=register(), results=results, previous=previous, earlier=earlier)


def material_of(facts: Facts) -> Material:
    return Material(plan=facts.plan, results=facts.results, previous=facts.previous, earlier=facts.earlier)


def papers_of(facts: Facts) -> Composed:
    """Every paper as blocks and marks, by its file name."""
    papers = Papers(Folder(root=Path("nowhere"), settings=Settings()), facts)
    return {name: papers.composed(name) for name in papers.makers()}


def figures_in(papers: Composed) -> Iterator[Figure]:
    for name, (document, marks) in papers.items():
        yield from (Figure(paper=name, printed=printed) for printed in figures_of(document, marks))
