"""Paper, margins, lines and characters, section by section."""

from __future__ import annotations

from collections.abc import Iterator

from reporter.document.inspect.finding import Finding, finding
from reporter.document.inspect.model import Role, Section, Text, View
from reporter.document.inspect.point import TWIPS_PER_MM, Check, millimetres, point

_LONG, _SHORT = 16838, 11906
_TOLERANCE = 57  # a millimetre
_TOP, _SIDE, _WIDTH, _HEIGHT = 37, 28, 156, 225  # 天头, 订口, 版心
_LINES, _CHARS = 22, 28
_NUMBER_ROOM = range(1304, 1532)  # 23 to 27 mm: puts a line of 4号 7 mm below the text area


def paper(view: View) -> Iterator[Finding]:
    for one in view.sections:
        wanted = (_LONG, _SHORT) if one.turned else (_SHORT, _LONG)
        if any(abs(size - want) > _TOLERANCE for size, want in zip((one.width, one.height), wanted, strict=True)):
            yield finding("G201", f"{_name(one)}纸张{millimetres(one.width)}×{millimetres(one.height)}")
        elif one.turned != one.landscape:
            yield finding("G201", f"{_name(one)}纸张长短边与“横向”的设置不一致")


def margins(view: View) -> Iterator[Finding]:
    """A turned page has its 天头 on the right and its 订口 on top."""
    for one in view.sections:
        left = one.margins["left"] + one.margins["gutter"]
        top, side = (one.margins["right"], one.margins["top"]) if one.turned else (one.margins["top"], left)
        across, down = text_area(one)
        width, height = (down, across) if one.turned else (across, down)
        for code, name, value, wanted in (
            ("G202", "天头", top, _TOP),
            ("G203", "订口", side, _SIDE),
            ("G204", "版心宽", width, _WIDTH),
            ("G205", "版心高", height, _HEIGHT),
        ):
            if abs(value - wanted * TWIPS_PER_MM) > _TOLERANCE + 1:
                yield finding(code, f"{_name(one)}{name}{millimetres(value)}")
        if one.margins["footer"] not in _NUMBER_ROOM and not one.turned:
            yield finding("G206", f"{_name(one)}页脚距纸边{millimetres(one.margins['footer'])}")


def grid(view: View) -> Iterator[Finding]:
    for one in view.sections:
        if one.grid not in ("lines", "linesAndChars", "snapToChars"):
            yield finding("G207", f"{_name(one)}没有设行网格")
        elif not one.turned and one.pitch and text_area(one)[1] // one.pitch != _LINES:
            yield finding("G207", f"{_name(one)}行网格{one.pitch / 20:g}磅，每面{text_area(one)[1] // one.pitch}行")


def lines(view: View) -> Iterator[Finding]:
    for text, section in _body(view):
        shape = text.shape
        if shape.before > 120 or shape.after > 120:
            yield point("G208", text, f"段前{shape.before / 20:g}磅、段后{shape.after / 20:g}磅")
        if shape.line_rule != "exact":
            yield point("G208", text, "行距不是固定值")
        elif text_area(section)[1] // max(shape.line, 1) != _LINES:
            yield point("G208", text, f"行距{shape.line / 20:g}磅，每面{text_area(section)[1] // max(shape.line, 1)}行")


def characters(view: View) -> Iterator[Finding]:
    for text, section in _body(view):
        count = text_area(section)[0] * 10 // _pitch(text, section, view)
        if text.look.size == 32 and count != _CHARS:
            yield point("G209", text, f"每行{count}字（字距{text.look.spacing / 20:g}磅）")


def text_area(section: Section) -> tuple[int, int]:
    """Width and height of a section's text in twips."""
    margin = section.margins
    return (
        section.width - margin["left"] - margin["right"] - margin["gutter"],
        section.height - margin["top"] - margin["bottom"],
    )


def _pitch(text: Text, section: Section, view: View) -> int:
    """Tenths of a twip from one Han to the next."""
    if section.grid in ("linesAndChars", "snapToChars"):
        return max(view.normal.size * 100 + round(section.char_space * 200 / 4096) + text.look.spacing * 10, 1)
    return max(text.look.size * 100 + text.look.spacing * 10, 1)


def _body(view: View) -> Iterator[tuple[Text, Section]]:
    """The paragraphs of the body on upright pages."""
    for text in view.of(Role.BODY, Role.HEADING):
        section = view.sections[min(text.section, len(view.sections) - 1)]
        if not section.turned:
            yield text, section


def _name(section: Section) -> str:
    return f"第{section.number}节"


CHECKS: tuple[Check, ...] = (paper, margins, grid, lines, characters)
