"""The name under which a figure is printed, to what it means and how it is computed anew."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction
from functools import cached_property

from reporter.record.trace.corrections import KEPT, correction_count, lagging_kept
from reporter.record.trace.counts import count_of
from reporter.record.trace.material import Material
from reporter.record.trace.papers import bureau_returns, paper_figure
from reporter.record.trace.subjects import item_figure, part_figure, step_figure, task_figure
from reporter.record.trace.tables import tables_of
from reporter.record.trace.terms import Cell, Tables, value_of
from reporter.record.trace.traced import Traced, UnknownOrigin

PREVIOUS, ISSUED, CORRECTED = "previous.", "issued.", ".corrected"
_CODE = re.compile(r"(?P<subject>[AB]\d+(?:-[KT]\d+(?:-S?\d+)?)?)\.(?P<what>.+)")


class Tracer:
    """Finds what the figures of a period's papers were computed from."""

    def __init__(self, material: Material) -> None:
        self.material = material
        self._known: dict[str, Traced] = {}
        self._values: dict[str, Fraction] = {}

    @cached_property
    def tables(self) -> Tables:
        """The tables in which the figures are counted."""
        return tables_of(self.material)

    @cached_property
    def as_issued(self) -> Tracer:
        """The tracer of the results that a correction corrects; UnknownOrigin without such results."""
        if self.material.issued is None:
            raise UnknownOrigin(ISSUED)
        plan = self.material.issued_plan or self.material.plan
        return Tracer(replace(self.material, plan=plan, results=self.material.issued, issued=None))

    def of(self, origin: str) -> Traced:
        """What an origin means; UnknownOrigin when no figure has it."""
        if origin not in self._known:
            try:
                self._known[origin] = self._traced(origin)
            except (KeyError, StopIteration) as error:
                raise UnknownOrigin(origin) from error
        return self._known[origin]

    def value(self, origin: str) -> Fraction:
        """The exact value, computed anew; UnknownOrigin, or Undefined for a figure that cannot be computed."""
        if origin not in self._values:
            self._values[origin] = self._value(origin)
        return self._values[origin]

    def _value(self, origin: str) -> Fraction:
        if origin.startswith(ISSUED):
            return self.as_issued.value(origin.removeprefix(ISSUED))
        if origin.endswith(CORRECTED):
            plain = origin.removesuffix(CORRECTED)
            return self.value(plain) - self.as_issued.value(plain)
        return value_of(self.of(origin).term, self.tables)

    def _traced(self, origin: str) -> Traced:
        if origin.startswith(ISSUED):
            found = self.as_issued.of(origin.removeprefix(ISSUED))
            return replace(found, origin=origin, meaning=f"原通报：{found.meaning}")
        if origin.endswith(CORRECTED):
            found = self.of(origin.removesuffix(CORRECTED))
            return replace(found, origin=origin, meaning=f"{found.meaning}更正前后之差")
        if origin.startswith(PREVIOUS):
            return self._previous(origin)
        coded = _CODE.fullmatch(origin)
        if coded:
            return self._of_code(coded["subject"], coded["what"])
        subject, _, what = origin.partition(".")
        if subject == "all":
            return count_of(self.material, subject, what)
        if subject == "correction" and self.material.issued is not None:
            return correction_count(self.material.issued, self.material.results, what)
        return paper_figure(self.material, subject, what)

    def _of_code(self, code: str, what: str) -> Traced:
        find: Callable[[Material, str, str], Traced] = count_of
        for pattern, finder in _FINDERS.items():
            if re.search(pattern, code):
                find = finder
                break
        if what == KEPT and self.material.issued is not None:
            return lagging_kept(self.material.issued, self.material.results, code)
        if find is count_of and what.startswith("returns."):
            return bureau_returns(self.material, code, what.removeprefix("returns."))
        return find(self.material, code, what)

    def _previous(self, origin: str) -> Traced:
        """The place of an action or bureau in the period before."""
        subject, _, what = origin.removeprefix(PREVIOUS).partition(".")
        if what != "rank":
            raise UnknownOrigin(origin)
        table = "行动" if subject in self.material.plan.action_by_code else "单位"
        name = str(self.tables[table].rows[subject]["名称"])
        return Traced(origin=origin, meaning=f"{name}上期名次", term=Cell(table, subject, "上期名次"))


_FINDERS: Mapping[str, Callable[[Material, str, str], Traced]] = {
    r"-S\d+$": step_figure,
    r"-K\d+-\d+$": part_figure,
    r"-K\d+$": item_figure,
    r"-T\d+$": task_figure,
}
