"""Every kind of origin leads to a value of its own, and to a chain that ends where a figure can end."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import cache

import pytest

from reporter.plan.model import Kind
from reporter.record.model import ActionResult, IndicatorResult
from reporter.record.trace.chain import Chains
from reporter.record.trace.nodes import Node
from reporter.record.trace.origins import Tracer
from reporter.record.trace.proof import Figure, Proof, proofs
from reporter.record.trace.traced import UnknownOrigin
from tests.bulletin.whole_run import Nobody, facts_of, figures_in, material_of, papers_of

MONTHS = ((1, 5), (2, 5), (3, 2))


@cache
def tracer(seed: int, month: int) -> Tracer:
    return Tracer(material_of(facts_of(seed, month)))


@cache
def figures(seed: int, month: int) -> tuple[Figure, ...]:
    return tuple(figures_in(papers_of(facts_of(seed, month))))


def kind(origin: str) -> str:
    """An origin with its codes, levels, reasons and numbers left out: K.actual, all.tasks.*.share."""
    said = re.sub(r"\b[AB]\d+-K\d+-S\d+", "S", origin)
    said = re.sub(r"\bA\d+-K\d+-\d+", "P", said)
    said = re.sub(r"\bA\d+-K\d+", "K", said)
    said = re.sub(r"\bA\d+-T\d+", "T", said)
    said = re.sub(r"\b[A]\d+", "A", said)
    said = re.sub(r"\bB\d+", "B", said)
    said = re.sub(r"[一-鿿（）“”：、，()]+", "*", said)
    return re.sub(r"\d+", "n", said)


_KINDS = """
K.actual K.average K.base K.change K.completion_ratio K.gap K.grown K.left K.months_behind K.months_red K.needed
K.places K.projected K.remaining K.target K.target_upper P.actual P.target S.days_late T.progress
A.achieved A.behind A.due A.elsewhere.A A.far_behind A.lagging A.not_applicable A.not_due A.not_published
A.not_reported A.on_pace A.on_pace_share A.on_pace_share.change A.rank A.tasks A.tasks.* A.total A.troubles
A.zero_kept B.asked_indicators B.asked_tasks B.due B.lagging B.mean_ratio B.on_pace B.on_pace_share B.rank
B.rank_change B.returns.A.returned_times B.returns.late.n B.returns.late.n.days B.returns.missing B.returns.on_time
B.returns.returned_times all.achieved all.behind all.behind_n all.behind_n.share all.blank all.due all.due.change
all.elapsed_ratio all.excluded all.far_behind all.far_behind_n all.form_missing all.lagging all.lagging.change
all.lagging_before all.lights.* all.lights_better all.lights_worse all.newly_achieved all.not_applicable all.not_due
all.not_due.* all.not_published all.not_published.* all.not_reported all.on_pace all.on_pace.change
all.on_pace_share all.on_pace_share.change all.ranked_bureaus all.ranked_unreported all.recovered
all.shares.lagging all.shares.not_reported all.shares.on_pace all.tasks all.tasks.* all.tasks.*.share all.total
all.uncounted doubts doubts.unexplained livelihood.*.lagging livelihood.*.on_pace livelihood.*.pieces
livelihood.*.total livelihood.behind livelihood.far_behind livelihood.lagging livelihood.lagging.share
livelihood.on_pace livelihood.on_pace.share livelihood.total next.elapsed_ratio notices notices.* previous.A.rank
previous.B.rank returns.bureaus returns.expected returns.late returns.missing returns.missing_bureaus
returns.on_time returns.received returns.returned returns.timeliness rule.*
"""
KINDS = frozenset(_KINDS.split())
"""Kinds that months drawn from these seeds are known to print."""


@pytest.mark.parametrize(("seed", "month"), MONTHS)
def test_every_figure_of_every_paper_is_what_it_is_computed_anew(seed: int, month: int) -> None:
    printed = figures(seed, month)
    assert len(printed) > 1000
    wrong = [one for one in proofs(printed, tracer(seed, month)) if one.fault]
    assert [(one.figure.paper, one.figure.printed.origin, one.fault) for one in wrong] == []


def test_the_known_kinds_are_all_printed_in_these_months() -> None:
    found = {kind(one.printed.origin) for seed, month in MONTHS for one in figures(seed, month)}
    assert KINDS - found == set()


@pytest.mark.parametrize("wanted", sorted(KINDS))
def test_each_kind_has_a_chain_that_ends(wanted: str) -> None:
    seed, month, origin = next(
        (seed, month, one.printed.origin)
        for seed, month in MONTHS
        for one in figures(seed, month)
        if kind(one.printed.origin) == wanted
    )
    node = Chains(tracer(seed, month), Nobody()).of(origin)
    assert node.meaning and node.said and node.said != "没有数"
    assert all(_ends(leaf) for leaf in _leaves(node)), origin


def _leaves(node: Node) -> Iterator[Node]:
    if not node.children:
        yield node
    for child in node.children:
        yield from _leaves(child)


def _ends(leaf: Node) -> bool:
    """Whether a leaf says where it comes from: a cell, a row, the rows counted, a formula, or why there is none."""
    counted_nothing = leaf.said == "0"
    return bool(leaf.evidence or leaf.promise or leaf.members or leaf.formula or leaf.remarks or counted_nothing)


@pytest.mark.parametrize(
    "origin",
    ["A1-K99.actual", "A1-K07.colour", "A9.due", "B999.due", "all.nothing", "returns.never", "rule.没有", "nobody.due",
     "livelihood.国家级级.none", "issued.all.due", "A1-K07", "", "all.tasks.不存在", "previous.A1.due"],
)  # fmt: skip
def test_what_no_figure_is_called_is_unknown(origin: str) -> None:
    with pytest.raises(UnknownOrigin):
        tracer(1, 5).of(origin)


def test_a_share_of_all_is_met_by_due() -> None:
    found = tracer(1, 5)
    results = facts_of(1, 5).results
    counted = [one for one in results.indicators if one.counted]
    met, due = sum(one.status.is_met for one in counted), sum(one.status.is_due for one in counted)
    assert found.value("all.on_pace_share") == Fraction(met, due)
    node = Chains(found, Nobody()).of("all.on_pace_share")
    assert node.formula == f"达到{met} ÷ 应统计{due}"
    assert [len(child.members) for child in node.children] == [met, due]


def test_a_place_lists_everyone_by_place_with_the_pair_it_is_given_by() -> None:
    results = facts_of(1, 5).results
    ranked = sorted((one for one in results.actions if one.rank), key=lambda one: one.rank or 0)
    members = Chains(tracer(1, 5), Nobody()).of(f"{ranked[-1].code}.rank").members
    assert [one.key for one in members] == [one.code for one in ranked]
    assert f"第{ranked[0].rank}位 {ranked[0].name}，达到{ranked[0].on_pace}÷应统计{ranked[0].due}" in members[0].said


def proof_of(figure: Figure) -> Proof:
    return next(proofs([figure], tracer(1, 5)))


@pytest.mark.parametrize("origin", ["all.due", "all.on_pace_share", "A1.rank", "livelihood.total", "returns.late"])
def test_a_figure_that_is_tampered_with_is_caught(origin: str) -> None:
    figure = next(one for one in figures(1, 5) if one.printed.origin == origin)
    printed = figure.printed
    assert printed.value is not None
    assert proof_of(figure).fault == ""
    other_value = replace(figure, printed=replace(printed, value=printed.value + Decimal("0.001")))
    assert proof_of(other_value).fault.startswith("印出的数出自")
    other_text = replace(figure, printed=replace(printed, text=f"9{printed.text}"))
    assert "不是" in proof_of(other_text).fault
    no_origin = replace(figure, printed=replace(printed, origin="all.made_up"))
    assert proof_of(no_origin).fault == "找不到来历"


def test_a_figure_without_an_answer_is_said_to_have_none() -> None:
    silent = next(one for one in facts_of(1, 5).results.indicators if one.actual is None and not one.parts)
    printed = figures(1, 5)[0].printed
    figure = Figure(paper="a", printed=replace(printed, origin=f"{silent.code}.actual", value=Decimal(1), text="1"))
    assert proof_of(figure).fault == "重算时没有数"


def held(name: str) -> Fraction:
    """A number of the first indicator that grows, has a base or a target, and is reported."""
    return Fraction(getattr(grown(), name))


@cache
def grown() -> IndicatorResult:
    """A stock with base, target and figure."""
    rows = facts_of(1, 5).results.indicators
    return next(one for one in rows if one.kind is Kind.STOCK and None not in (one.base, one.actual, one.expected))


@pytest.mark.parametrize(
    ("what", "value"),
    [
        ("reported", lambda: held("reported")),
        ("remaining", lambda: held("target") - held("actual")),
        ("left", lambda: max(held("target") - held("actual"), Fraction(0))),
        ("over", lambda: held("actual") - held("target")),
        ("grown", lambda: held("actual") - held("base")),
        (
            "completion_ratio",
            lambda: max((held("actual") - held("base")) / (held("target") - held("base")), Fraction(0)),
        ),
        ("needed", lambda: max(held("target") - held("actual"), Fraction(0)) / 7),
        ("gap.bound", lambda: Fraction(1, 1000)),
        ("months_behind", lambda: held("months_behind")),
        ("overdue_more", lambda: Fraction(-1)),
        ("least_step", lambda: Fraction(1)),
    ],
)
def test_words_of_an_indicator(what: str, value: Callable[[], Fraction]) -> None:
    assert tracer(1, 5).value(f"{grown().code}.{what}") == value()


@pytest.mark.parametrize(
    ("origin", "value"),
    [
        ("all.far_moves", lambda: sum(one.rank is not None for one in moved(3))),
        ("outlook.matters", lambda: lagging_long() or lagging()),
        ("A8.troubles_beyond.3", lambda: int(tracer(1, 5).value("A8.troubles")) - 3),
        ("B025.lagging_beyond.0", lambda: int(tracer(1, 5).value("B025.lagging"))),
    ],
)
def test_words_of_the_whole(origin: str, value: Callable[[], int]) -> None:
    assert tracer(1, 5).value(origin) == value()


def moved(least: int) -> list[ActionResult]:
    """Actions whose place moved by so many."""
    facts = facts_of(1, 5)
    assert facts.previous
    before = {one.code: one.rank for one in facts.previous.actions}
    pairs = [(one, before[one.code]) for one in facts.results.actions]
    return [one for one, old in pairs if one.rank and old and abs(one.rank - old) >= least]


def lagging() -> int:
    return sum(one.counted and one.status.is_lagging for one in facts_of(1, 5).results.indicators)


def lagging_long() -> int:
    rows = facts_of(1, 5).results.indicators
    return sum(one.counted and one.status.is_lagging and one.months_behind >= 3 for one in rows)
