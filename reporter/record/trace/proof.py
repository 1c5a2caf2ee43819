"""Every printed figure against the same figure computed anew: the value, and the text as its rounding."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction

from reporter.core.numbers import half_up
from reporter.core.values import dataclass
from reporter.document.figures import Printed
from reporter.progress.model import decimal_of
from reporter.record.trace.origins import Tracer
from reporter.record.trace.terms import Undefined
from reporter.record.trace.traced import Traced, UnknownOrigin

_NUMBER = re.compile(r"\d+(?:\.(\d+))?", re.ASCII)
_NEAR = Fraction(1, 10**9)
"""Recorded ratios have ten decimals."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure as one paper prints it; `paper` is the file's name."""

    paper: str
    printed: Printed


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """A figure beside what it is computed anew. `fault` is a Chinese phrase, empty when both agree."""

    figure: Figure
    traced: Traced | None
    exact: Fraction | None
    fault: str = ""


def proofs(figures: Iterable[Figure], tracer: Tracer) -> Iterator[Proof]:
    """The proof of each figure, in their order."""
    return (_proof(figure, tracer) for figure in figures)


def _proof(figure: Figure, tracer: Tracer) -> Proof:
    try:
        traced = tracer.of(figure.printed.origin)
    except UnknownOrigin:
        return Proof(figure=figure, traced=None, exact=None, fault="找不到来历")
    try:
        exact = tracer.value(figure.printed.origin)
    except Undefined:
        return Proof(figure=figure, traced=traced, exact=None, fault="重算时没有数")
    return Proof(figure=figure, traced=traced, exact=exact, fault=_fault(figure.printed, traced, exact))


def _fault(printed: Printed, traced: Traced, exact: Fraction) -> str:
    if printed.value is not None and abs(abs(Fraction(printed.value)) - abs(exact)) > _NEAR:
        return f"印出的数出自{printed.value:f}，重算是{decimal_of(exact):f}"
    value = printed.value if printed.value is not None else decimal_of(exact)
    return (
        "" if _reads(printed.text, value, percent=traced.percent) else f"印出的“{printed.text}”不是{value:f}的四舍五入"
    )


def _reads(text: str, value: Decimal, *, percent: bool) -> bool:
    """Whether the number in `text` is the value, rounded half up to the decimals that it shows.

    A share without a sign may stand under a heading with one, or as a number of its own where a template rounds it.
    """
    found = _NUMBER.search(text)
    if found is None:
        return False
    signed = text.endswith(("%", "个百分点"))
    sizes = [abs(value) * 100] if percent else [abs(value)]
    sizes += [abs(value)] if percent and not signed else []
    places = len(found[1] or "")
    return Decimal(found[0]) in [half_up(size, places) for size in sizes]
