"""XML names and numbers of Word parts, read without trust."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

Element = etree._Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_NUMBER = re.compile(r"-?\d{1,9}(\.\d{1,9})?")
_OFF = {"0", "false", "off"}
_HIDDEN = {f"{MC}Fallback", f"{W}del", f"{W}moveFrom"}


def attribute(element: Element | None, name: str = "val") -> str | None:
    """A `w:` attribute; None where element or attribute is missing."""
    return None if element is None else element.get(W + name)


def number(text: str | None) -> int | None:
    """A number of twips or points as Word reads it; None for anything else."""
    return int(float(text)) if text is not None and _NUMBER.fullmatch(text.strip()) else None


def switch(parent: Element | None, name: str) -> bool | None:
    """An on-off property: None when it is not given."""
    child = None if parent is None else parent.find(W + name)
    return None if child is None else child.get(W + "val", "1").lower() not in _OFF


def inside(parent: Element | None, name: str) -> Element | None:
    """The child `w:name`."""
    return None if parent is None else parent.find(W + name)


def shown(element: Element) -> bool:
    """Whether `element` counts: not deleted, and not the stand-in for old programs."""
    return not any(parent.tag in _HIDDEN for parent in element.iterancestors())


def visible(root: Element, tag: str) -> Iterator[Element]:
    """The descendants `tag` that count."""
    return (element for element in root.iter(tag) if shown(element))
