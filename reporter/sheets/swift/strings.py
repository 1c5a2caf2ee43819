"""The shared strings of a workbook. Forms say the same over and over: a text is understood once and remembered."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reporter.sheets.swift.text import MAIN, Odd, Remembered, resolved, text_of, unescaped
from reporter.sheets.values import Content, text_content

_STRINGS = re.compile(rb'<sst xmlns="%b"(?: (?:count|uniqueCount)="\d{1,7}")*>(.*)</sst>[ \t\n]*' % MAIN.encode(), re.S)
_EMPTY, _IN_FULL = b"<si><t/></si>", b"<si><t></t></si>"
_PHONETIC = re.compile(rb'<phoneticPr fontId="\d{1,4}" type="noConversion"/>(?=</si>)')
_TAGS = (b"t", b't xml:space="preserve"')
_LONGEST = 1000


def strings_in(content: bytes) -> Sequence[Content]:
    """What each shared string says; Odd when one is rich or phonetic."""
    whole = _STRINGS.fullmatch(content)
    if whole is None:
        raise Odd
    body = whole.group(1)
    texts = _texts(body)
    if texts is None:
        texts = _texts(_PHONETIC.sub(b"", body).replace(_EMPTY, _IN_FULL))
    if texts is None:
        raise Odd
    return list(map(_said.__getitem__, texts))


def _texts(body: bytes) -> Sequence[bytes] | None:
    """The strings from `t` to the next tag; None unless every one has a text and nothing else."""
    before, *pieces = body.split(b"<")
    starts, texts, ends, lasts = (pieces[at::4] for at in range(4))
    count = len(lasts)
    is_plain = (
        not before
        and len(pieces) == 4 * count
        and starts.count(b"si>") == count
        and ends.count(b"/t>") == count
        and lasts.count(b"/si>") == count
    )
    return texts if is_plain else None


def _understood(piece: bytes) -> Content:
    tag, _, content = piece.partition(b">")
    if tag not in _TAGS or b"x005F_" in content:
        raise Odd
    text = resolved(text_of(content))
    return text_content(unescaped(text))


_said = Remembered(_understood, longest=_LONGEST)
