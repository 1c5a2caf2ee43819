"""The numbers of the structure: 一、（一）1.（1）, in order, rightly written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reporter.document.inspect.finding import Finding
from reporter.document.inspect.model import Role, Text, View
from reporter.document.inspect.patterns import FORMS, Label, label_of
from reporter.document.inspect.point import Check, point

_LIST_LEVEL = 3  # from here on a number may begin again after other text

Numbered = tuple[Text, Label | None]


def punctuation(view: View) -> Iterator[Finding]:
    for text in view.of(Role.BODY, Role.HEADING):
        label = label_of(text.text)
        if label and not label.right:
            yield point("G421", text, f"序号写作“{label.written.strip()}”，应写作“{FORMS[label.level]}”的样子")


def order(view: View) -> Iterator[Finding]:
    for scope in _scopes(view):
        yield from _Order(scope).findings()


def endings(view: View) -> Iterator[Finding]:
    for text in view.of(Role.HEADING):
        label = label_of(text.text)
        if label and label.level == 1 and text.text.rstrip()[-1:] in "。，；：":
            yield point("G424", text, f"单独成行的标题末尾有“{text.text.rstrip()[-1]}”")


class _Order:
    """Follows the numbers of one body or annex."""

    def __init__(self, scope: Sequence[Numbered]) -> None:
        self._scope = scope
        self._last: dict[int, int] = {}
        self._broken = True  # other text since the last number
        self._lowest = min((label.level for _, label in scope if label), default=1)

    def findings(self) -> Iterator[Finding]:
        for text, label in self._scope:
            if label is None:
                self._broken = True
                continue
            yield from self._jump(text, label)
            yield from self._step(text, label)
            self._last = {level: value for level, value in self._last.items() if level < label.level}
            self._last[label.level] = label.value
            self._broken = False

    def _jump(self, text: Text, label: Label) -> Iterator[Finding]:
        above = max((level for level in self._last if level < label.level), default=self._lowest - 1)
        if label.level - above > 1 and label.level not in self._last:
            yield point("G422", text, f"“{label.written}”的上一层是“{FORMS.get(above, '正文')}”，跳了层")

    def _step(self, text: Text, label: Label) -> Iterator[Finding]:
        expected = self._last.get(label.level, 0) + 1
        again = label.value == 1 and label.level >= _LIST_LEVEL and self._broken
        if label.value != expected and not again:
            yield point("G423", text, f"序号是“{label.written}”，按顺序应是第{expected}个")


def _scopes(view: View) -> Iterator[list[Numbered]]:
    """The numbered paragraphs of the body and of each annex by itself."""
    scope: list[Numbered] = []
    for text, role in zip(view.flow, view.roles, strict=True):
        if role is Role.ANNEX_LABEL:
            yield scope
            scope = []
        elif role in (Role.BODY, Role.HEADING):
            scope.append((text, label_of(text.text)))
    yield scope


CHECKS: tuple[Check, ...] = (punctuation, order, endings)
