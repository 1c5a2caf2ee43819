"""What all parts have in common: plain UTF-8 without anything that a parser would treat in its own way."""

from __future__ import annotations

import re
from collections.abc import Callable
from operator import itemgetter
from typing import AnyStr, TypeVar

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_HEAD = re.compile(
    rb'<\?xml version="1\.0" encoding="(?:UTF-8|utf-8)"(?: standalone="(?:yes|no)")? ?\?>[ \t\r\n]*(?=<)'
)
_ILLEGAL = bytes([*range(9), *range(11, 32)])
"""Control characters that XML refuses, and the carriage return, which it changes."""
_ENTITY = re.compile(r"&(?:amp|lt|gt|quot|apos);")
_ENTITIES = {"&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'", "&amp;": "&"}
_WHOLE = itemgetter(0)
Piece = TypeVar("Piece", bound=str | bytes | tuple[bytes, ...])
Said = TypeVar("Said")


class Odd(Exception):
    """Something is not of the plain shape: the faithful reader must look at it."""


class Remembered(dict[Piece, Said]):
    """What was made of pieces that come again and again, by the piece itself; only short ones, at most twice as many as
    `most`: when so many are known, those that are not asked for before it happens again are forgotten.
    """

    def __init__(self, judge: Callable[[Piece], Said], *, most: int = 16_384, longest: int = 2000) -> None:
        super().__init__()
        self._judge, self._most, self._longest = judge, most, longest
        self._before: dict[Piece, Said] = {}

    def __missing__(self, piece: Piece) -> Said:
        said = self._before[piece] if piece in self._before else self._judge(piece)
        if len(self) >= self._most:
            self._before = dict(self)
            self.clear()
        if len(piece) <= self._longest:
            self[piece] = said
        return said


def content_of(part: bytes) -> bytes:
    """An XML part after its declaration; Odd unless it says to be UTF-8 and holds no comment or the like."""
    head = _HEAD.match(part)
    content = part[head.end() :] if head else b"<?"
    if (b"!" in content and b"<!" in content) or (b"?" in content and b"<?" in content):
        raise Odd
    return content


def text_of(content: bytes) -> str:
    """The text of (a piece of) a part; Odd when a parser would refuse or change a character."""
    try:
        text = content.decode()
    except UnicodeDecodeError as fault:
        raise Odd from fault
    if "]]>" in text:
        raise Odd
    if text.isprintable():
        return text
    if "\ufffe" in text or "\uffff" in text or len(content.translate(None, _ILLEGAL)) != len(content):
        raise Odd
    return text


def resolved(text: str) -> str:
    """`text` with its entities; Odd for any but the five that XML knows."""
    if "&" not in text:
        return text
    if text.count("&") != len(_ENTITY.findall(text)):
        raise Odd
    return _ENTITY.sub(lambda found: _ENTITIES[found.group()], text)


def unescaped(text: str) -> str:
    """`text` with the characters that stand in it as numbers, such as _x000A_."""
    if "_x" not in text:
        return text
    from openpyxl.utils.escape import unescape

    return unescape(text)


def covering(pattern: re.Pattern[AnyStr], text: AnyStr) -> list[tuple[AnyStr, ...]]:
    """The groups of all matches, of which the first group is the whole match; Odd unless they cover `text`."""
    found: list[tuple[AnyStr, ...]] = pattern.findall(text)
    if sum(map(len, map(_WHOLE, found))) != len(text):
        raise Odd
    return found
