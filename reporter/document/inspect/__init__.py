"""Checks any Word file against GB/T 9704-2012 and the rules of writing that official documents follow."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from reporter.document.inspect.checks import ALL
from reporter.document.inspect.faces import Faces
from reporter.document.inspect.finding import Finding, Rule, Severity, rules
from reporter.document.inspect.geometry import measure
from reporter.document.inspect.parts import NotAWordFile, open_parts
from reporter.document.inspect.read import read_view

__all__ = ["Faces", "Finding", "NotAWordFile", "Rule", "Severity", "inspect_docx", "rules"]

_SHOWN = 10
"""Places of one rule that are told one by one; the last of them says how many more there are."""


def inspect_docx(data: bytes, *, pdf: bytes | None = None, faces: Faces | None = None) -> tuple[Finding, ...]:
    """What `data` breaks, in the order of the rules; with its PDF the printed page is measured too.

    NotAWordFile (one Chinese sentence) when it is no Word file that can be read.
    """
    view = read_view(open_parts(data), faces or Faces())
    return _shortened([*(found for check in ALL for found in check(view)), *measure(view, pdf)])


def _shortened(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """At most so many findings of each rule."""
    by_rule: dict[str, list[Finding]] = defaultdict(list)
    for one in findings:
        by_rule[one.rule].append(one)
    shown: list[Finding] = []
    for _, group in sorted(by_rule.items()):
        more = len(group) - _SHOWN
        last = [replace(group[_SHOWN - 1], found=f"{group[_SHOWN - 1].found}；另有{more}处")] if more > 0 else []
        shown += [*group[: _SHOWN - 1], *last] if last else group
    return tuple(shown)
