"""What 溯源.xlsx is written from: every figure with its proof, the chain behind each origin, the tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from reporter.core.period import Period
from reporter.core.values import dataclass
from reporter.record.trace.chain import Chains
from reporter.record.trace.evidence import Evidence, Witness
from reporter.record.trace.nodes import Node
from reporter.record.trace.origins import Tracer
from reporter.record.trace.promises import Promise
from reporter.record.trace.proof import Figure, Proof, proofs
from reporter.record.trace.terms import Cell, Tables


class Account:
    """The figures of a period's papers, each traced and proved once."""

    def __init__(self, figures: Iterable[Figure], tracer: Tracer, witness: Witness) -> None:
        self._tracer = tracer
        self._chains = Chains(tracer, witness)
        self._nodes: dict[str, Node] = {}
        self.proofs: tuple[Proof, ...] = tuple(proofs(figures, tracer))

    @property
    def period(self) -> Period:
        return self._tracer.material.period

    @property
    def sample(self) -> bool:
        return self._tracer.material.results.sample

    @property
    def tables(self) -> Tables:
        return self._tracer.tables

    def chain(self, origin: str) -> Node:
        """The chain of an origin that is known."""
        if origin not in self._nodes:
            self._nodes[origin] = self._chains.of(origin)
        return self._nodes[origin]

    @cached_property
    def computed(self) -> tuple[tuple[Proof, int], ...]:
        """One proof for each total, share, sum, count and place as printed, and in how many places it is printed."""
        found: dict[tuple[str, str], list[Proof]] = {}
        for one in self.proofs:
            if one.traced is not None and not isinstance(one.traced.term, Cell):
                found.setdefault((one.traced.origin, one.figure.printed.text), []).append(one)
        return tuple((group[0], len(group)) for group in found.values())

    @cached_property
    def faults(self) -> tuple[str, ...]:
        """A Chinese sentence for each figure that is not what it is computed anew, the first saying what follows."""
        wrong = [one for one in self.proofs if one.fault]
        places = [f"{one.figure.paper}{one.figure.printed.place}“{one.figure.printed.text}”" for one in wrong]
        more = f"，另有{len(wrong) - 1}处" if len(wrong) > 1 else ""
        tail = f"{more}。各份文书没有生成，逐处见溯源.xlsx“自证”“数字”页，请把它发给维护人员。"
        said = [f"自证不一致：{place}，{one.fault}" for place, one in zip(places, wrong, strict=True)]
        return tuple(f"{text}{'。' if number else tail}" for number, text in enumerate(said))


@dataclass(frozen=True, slots=True, kw_only=True)
class Ends:
    """Where a chain ends: the first cell of a bureau and the first row of the register; `others` are further cells."""

    evidence: Evidence | None
    promise: Promise | None
    others: tuple[Evidence, ...] = ()


def ends(node: Node) -> Ends:
    """The first ends of a chain, depth first; of rows of the register one with a target or step before the others."""
    nodes = list(_all(node))
    cells = list({one.evidence.source: one.evidence for one in nodes if one.evidence}.values())
    rows = sorted((one.promise for one in nodes if one.promise), key=lambda row: not _promises_value(row))
    return Ends(
        evidence=cells[0] if cells else None,
        promise=rows[0] if rows else None,
        others=tuple(cells[1:]),
    )


def _promises_value(row: Promise) -> bool:
    """Whether the row is named for what it promises, not only for who reports."""
    return any(column.heading != "填报单位" for column in row.columns)


def _all(node: Node) -> Iterator[Node]:
    yield node
    for child in node.children:
        yield from _all(child)
