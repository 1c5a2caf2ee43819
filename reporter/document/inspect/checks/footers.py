"""Page numbers: both footers, a whole field, dashes, face and side."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reporter.document.inspect.faces import is_one_of
from reporter.document.inspect.finding import Finding, finding
from reporter.document.inspect.model import Role, Section, Text, View
from reporter.document.inspect.names import Element, W, attribute, switch, visible
from reporter.document.inspect.point import Check, size_name

_PAGE = re.compile(r"\s*PAGE\b", re.I)
_RIGHT = re.compile(r"(^|[^—\-–])— ?\d+ ?—($|[^—\-–])")
_NUMBERED = re.compile(r"\S{0,3}\s*\d+\s*\S{0,3}")
_SIZE = 28
_ONE_CHARACTER = range(200, 361)  # twips that count as 空一字 in 4号
_SIDES = {"default": ("奇数页", "right"), "even": ("偶数页", "left")}


def present(view: View) -> Iterator[Finding]:
    """Each section with text has a number on odd and on even pages."""
    if not switch(view.settings, "evenAndOddHeaders"):
        yield finding("G210", "没有设“奇偶页不同”，单页码、双页码放不到外侧")
    kinds = ("default", "even") if switch(view.settings, "evenAndOddHeaders") else ("default",)
    for section in _numbered_sections(view):
        for kind in kinds:
            foot = section.footers.get(kind)
            if foot is None or not _codes(foot):
                code = "G211" if kind == "default" else "G212"
                yield finding(code, f"第{section.number}节{_SIDES[kind][0]}没有页码")


def whole(view: View) -> Iterator[Finding]:
    for _, kind, foot in _feet(view):
        marks = [attribute(mark, "fldCharType") for mark in visible(foot, f"{W}fldChar")]
        usual = ["begin", "separate", "end"]
        if marks and marks != usual * (len(marks) // 3) and marks != ["begin", "end"] * (len(marks) // 2):
            yield finding("G213", f"{_SIDES[kind][0]}页码的域不完整（{'、'.join(mark or '' for mark in marks)}）")


def dashes(view: View) -> Iterator[Finding]:
    for _, kind, foot in _feet(view):
        text = _line(view, foot)
        if text is not None and not _RIGHT.search(text.text):
            shown = _NUMBERED.search(text.text)
            yield finding("G214", f"{_SIDES[kind][0]}页码写作“{shown.group() if shown else text.text}”", text=text.text)


def face(view: View) -> Iterator[Finding]:
    for _, kind, foot in _feet(view):
        text = _line(view, foot)
        digits = next((run.look for run in text.runs if re.search(r"\d", run.text)), None) if text else None
        if digits and (digits.size != _SIZE or not is_one_of(digits.west, view.faces.song)):
            yield finding("G215", f"{_SIDES[kind][0]}页码是{size_name(digits.size)}{digits.west}")


def side(view: View) -> Iterator[Finding]:
    if not switch(view.settings, "evenAndOddHeaders"):
        return
    for section, kind, foot in _feet(view):
        text, (name, wanted) = _line(view, foot), _SIDES[kind]
        if text is None or text.runs[0].text.startswith("　"):
            continue
        shape = text.shape
        indent, chars = (shape.right, shape.right_chars) if wanted == "right" else (shape.left, shape.left_chars)
        if shape.align != wanted:
            yield finding("G216", f"第{section.number}节{name}页码没有{'居右' if wanted == 'right' else '居左'}")
        elif indent not in _ONE_CHARACTER and chars not in range(50, 151):
            yield finding("G216", f"第{section.number}节{name}页码没有空一字")


def _numbered_sections(view: View) -> Iterator[Section]:
    """The sections with text or tables; a side for the 版记 alone carries no number."""
    filled = {text.section for text, role in zip(view.flow, view.roles, strict=True) if _is_text(text, role)}
    filled |= {grid.section for grid in view.grids}
    return (section for section in view.sections if section.number - 1 in filled)


def _is_text(text: Text, role: Role) -> bool:
    return role not in (Role.BLANK, Role.IMPRINT) and bool(text.text.strip())


def _feet(view: View) -> Iterator[tuple[Section, str, Element]]:
    """Each footer with a page number once."""
    seen: list[tuple[str, Element]] = []
    for section in _numbered_sections(view):
        for kind, foot in section.footers.items():
            if kind in _SIDES and (kind, foot) not in seen and _codes(foot):
                seen.append((kind, foot))
                yield section, kind, foot


def _codes(foot: Element) -> list[str]:
    simple = [attribute(item, "instr") or "" for item in visible(foot, f"{W}fldSimple")]
    found = [item.text or "" for item in visible(foot, f"{W}instrText")]
    return [code for code in simple + found if _PAGE.match(code)]


def _line(view: View, foot: Element) -> Text | None:
    """The line of the footer with the number."""
    return next((text for text in view.feet[foot] if re.search(r"\d", text.text)), None)


CHECKS: tuple[Check, ...] = (present, whole, dashes, face, side)
