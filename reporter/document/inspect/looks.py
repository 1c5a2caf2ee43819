"""How text looks in the end: document defaults, style chains and what stands at the run, resolved."""

from __future__ import annotations

from collections.abc import Iterator

from reporter.core.values import dataclass
from reporter.document.inspect.names import A, Element, W, attribute, inside, number, switch

Given = dict[str, object]
"""The properties that one level gives; those it does not give are absent."""

_LONGEST_CHAIN = 12  # Word itself goes no deeper than 10
_TOGGLES = {"bold": "b", "italic": "i"}
_MEASURES = {"size": "sz", "spacing": "spacing", "scale": "w"}
_INDENTS = {
    "left": ("left", "start"),
    "right": ("right", "end"),
    "first": ("firstLine",),
    "hanging": ("hanging",),
    "left_chars": ("leftChars", "startChars"),
    "right_chars": ("rightChars", "endChars"),
    "first_chars": ("firstLineChars",),
    "hanging_chars": ("hangingChars",),
}
_SPACINGS = ("before", "after", "line")
_FIRST, _HANGING = ("first", "first_chars"), ("hanging", "hanging_chars")


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A run as printed. `size` in half points, `spacing` in twips; fonts are names, `theme` says a theme gave one."""

    east: str = "Times New Roman"
    west: str = "Times New Roman"
    theme: bool = False
    hint: bool = False
    size: int = 20
    bold: bool = False
    italic: bool = False
    color: str = "auto"
    spacing: int = 0
    scale: int = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """A paragraph as printed, in twips; `line_rule` exact, atLeast or auto; outline from 0, None without."""

    left: int = 0
    right: int = 0
    first: int = 0
    hanging: int = 0
    left_chars: int = 0
    right_chars: int = 0
    first_chars: int = 0
    hanging_chars: int = 0
    before: int = 0
    after: int = 0
    line: int = 240
    line_rule: str = "auto"
    align: str = "left"
    outline: int | None = None
    keep_next: bool = False
    page_break: bool = False
    numbered: bool = False
    rule: tuple[str, str, int, int] | None = None
    """The lower border: kind, colour, eighths of a point, space in points."""


class Styles:
    """The styles of one document."""

    def __init__(self, root: Element | None, theme: Element | None, east_script: str) -> None:
        found = [] if root is None else list(root.iterfind(f"{W}style"))
        self._styles = {attribute(style, "styleId") or "": style for style in found}
        self._fonts = _theme_fonts(theme, east_script)
        defaults = inside(root, "docDefaults")
        run_default = inside(inside(defaults, "rPrDefault"), "rPr")
        paragraph_default = inside(inside(defaults, "pPrDefault"), "pPr")
        self._run_default, self._paragraph_default = self._run(run_default), _paragraph(paragraph_default)
        self._default = next((key for key, one in self._styles.items() if _is_default(one)), "")
        self._runs: dict[str, Given] = {}
        self._paragraphs: dict[str, Given] = {}

    def name(self, style: str | None) -> str:
        """The style's name as Word shows it, in small letters."""
        return (attribute(inside(self._styles.get(style or self._default), "name")) or style or "").lower()

    def shape(self, properties: Element | None) -> Shape:
        """The shape of a paragraph with these properties."""
        style = attribute(inside(properties, "pStyle")) or self._default
        given = _over(_over(self._paragraph_default, self._of_paragraph(style)), _paragraph(properties))
        return Shape(**given)  # type: ignore[arg-type]

    def look(self, paragraph_style: str | None, properties: Element | None) -> Look:
        """The look of a run with these properties in a paragraph of that style."""
        own = self._run(properties)
        paragraph = self._of_run(paragraph_style or self._default)
        character = self._of_run(attribute(inside(properties, "rStyle")) or "")
        given = {**self._run_default, **paragraph, **character}
        for toggle in _TOGGLES:  # both styles setting it cancel each other
            if paragraph.get(toggle) and character.get(toggle):
                given[toggle] = False
        return Look(**{**given, **own})  # type: ignore[arg-type]

    def _of_run(self, style: str) -> Given:
        if style not in self._runs:
            merged: Given = {}
            for element in self._chain(style):
                merged |= self._run(inside(element, "rPr"))
            self._runs[style] = merged
        return self._runs[style]

    def _of_paragraph(self, style: str) -> Given:
        if style not in self._paragraphs:
            merged: Given = {}
            for element in self._chain(style):
                merged = _over(merged, _paragraph(inside(element, "pPr")))
            self._paragraphs[style] = merged
        return self._paragraphs[style]

    def _chain(self, style: str) -> list[Element]:
        """The style and what it is based on, the most general first; a circle ends where it closes."""
        chain: list[Element] = []
        while style in self._styles and self._styles[style] not in chain and len(chain) < _LONGEST_CHAIN:
            chain.append(self._styles[style])
            style = attribute(inside(chain[-1], "basedOn")) or ""
        return chain[::-1]

    def _run(self, properties: Element | None) -> Given:
        if properties is None:
            return {}
        given = self._faces(inside(properties, "rFonts"))
        given |= {key: value for key, name in _TOGGLES.items() if (value := switch(properties, name)) is not None}
        measures = {key: number(attribute(inside(properties, name))) for key, name in _MEASURES.items()}
        given |= {key: value for key, value in measures.items() if value is not None}
        color = attribute(inside(properties, "color"))
        return given | ({"color": color.upper()} if color else {})

    def _faces(self, fonts: Element | None) -> Given:
        given: Given = {}
        for key, name, theme_name in (("west", "ascii", "asciiTheme"), ("east", "eastAsia", "eastAsiaTheme")):
            theme, plain = attribute(fonts, theme_name), attribute(fonts, name)
            if theme:
                given |= {key: self._fonts.get(theme, plain or ""), "theme": True}
            elif plain:
                given |= {key: plain} | ({"theme": False} if key == "east" else {})
        hint = attribute(fonts, "hint")
        return given | ({"hint": hint == "eastAsia"} if hint else {})


def _is_default(style: Element) -> bool:
    return attribute(style, "type") == "paragraph" and attribute(style, "default") in ("1", "true", "on")


def _theme_fonts(theme: Element | None, script: str) -> dict[str, str]:
    """The face behind each theme word (minorEastAsia …)."""
    found: dict[str, str] = {}
    for kind in ("major", "minor"):
        holder = None if theme is None else theme.find(f".//{A}{kind}Font")
        if holder is None:
            continue
        latin, east = (_typeface(holder.find(f"{A}{name}")) for name in ("latin", "ea"))
        by_script = next((_typeface(one) for one in holder.iterfind(f"{A}font") if one.get("script") == script), "")
        found |= {f"{kind}HAnsi": latin, f"{kind}Ascii": latin, f"{kind}EastAsia": east or by_script}
    return found


def _typeface(element: Element | None) -> str:
    return "" if element is None else element.get("typeface", "")


def _over(lower: Given, upper: Given) -> Given:
    """`upper` over `lower`; a hanging indent ends a first-line indent and the other way round."""
    gone: set[str] = set()
    if any(upper.get(key) for key in _HANGING):
        gone |= set(_FIRST)
    if any(upper.get(key) for key in _FIRST):
        gone |= set(_HANGING)
    return {**{key: value for key, value in lower.items() if key not in gone}, **upper}


def _paragraph(properties: Element | None) -> Given:
    return {} if properties is None else dict(_paragraph_items(properties))


def _paragraph_items(properties: Element) -> Iterator[tuple[str, object]]:
    indent, spacing = inside(properties, "ind"), inside(properties, "spacing")
    for key, spellings in _INDENTS.items():
        values = [number(attribute(indent, name)) for name in spellings]
        yield from ((key, value) for value in values if value is not None)
    for key in _SPACINGS:
        value = number(attribute(spacing, key))
        if value is not None:
            yield key, value
    if attribute(spacing, "lineRule") or attribute(spacing, "line"):
        yield "line_rule", attribute(spacing, "lineRule") or "auto"
    align = attribute(inside(properties, "jc"))
    if align:
        yield "align", {"start": "left", "end": "right"}.get(align, align)
    outline = number(attribute(inside(properties, "outlineLvl")))
    if outline is not None:
        yield "outline", outline if outline < 9 else None
    for key, name in (("keep_next", "keepNext"), ("page_break", "pageBreakBefore")):
        value_ = switch(properties, name)
        if value_ is not None:
            yield key, value_
    numbering = inside(properties, "numPr")
    if numbering is not None:
        yield "numbered", (number(attribute(inside(numbering, "numId"))) or 0) > 0
    border = inside(inside(properties, "pBdr"), "bottom")
    if border is not None:
        size, space = (number(attribute(border, name)) or 0 for name in ("sz", "space"))
        yield "rule", (attribute(border) or "", (attribute(border, "color") or "").upper(), size, space)
