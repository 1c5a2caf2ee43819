"""Templates checked without a month: every name they use is one that exists, every tag is closed."""

from __future__ import annotations

from collections.abc import Iterator

from jinja2 import TemplateSyntaxError, meta, nodes

from reporter.bulletin.names import NAMES
from reporter.bulletin.wording import sandbox
from reporter.core.marks import Marks, strip_private
from reporter.plan.checks.rules import NEEDED

EXTRA = frozenset({"写每月还需", "图高", "从简"})
"""Names that the papers which keep to a number of pages hand over beside their content."""
_LOOP = frozenset({"first", "last", "index", "index0", "length", "revindex", "revindex0"})
_KNOWN = frozenset(NAMES.values()) | EXTRA | frozenset(NEEDED)
"""What a template may name: the fields of the content and the rules of the register."""


def template_faults(template: str, name: str) -> tuple[str, ...]:
    """A Chinese sentence with the line for each unknown name or unclosed tag; empty for a template in order."""
    try:
        found = sorted(set(_unknown(sandbox(Marks()).parse(strip_private(template)))))
    except TemplateSyntaxError as error:
        return (f"模板“{name}”第{error.lineno}行写法不对（{error.message}），多半是标签没有写完。",)
    return tuple(f"模板“{name}”第{line}行用了“{unknown}”，没有这个数。" for line, unknown in found)


def _unknown(tree: nodes.Template) -> Iterator[tuple[int, str]]:
    """Lines and names: those the template neither makes itself nor is given, and fields that nothing has."""
    strange = meta.find_undeclared_variables(tree) - _KNOWN
    for node in tree.find_all(nodes.Name):
        if node.ctx == "load" and node.name in strange:
            yield node.lineno, node.name
    for field in tree.find_all(nodes.Getattr):
        of_loop = isinstance(field.node, nodes.Name) and field.node.name == "loop"
        if field.attr not in (_LOOP if of_loop else _KNOWN):
            yield field.lineno, field.attr
