"""Text inside a block: `**strong**` and backslash escapes, nothing else.

CommonMark's rules for emphasis fail beside full-width punctuation (`**第一，**进度` stays
literal), so the two-star pair is read here by itself.
"""

from __future__ import annotations

import re

from reporter.document.blocks import Inlines, Span

_TOKEN = re.compile(r"\\([!-/:-@\[-`{-~])|(\*\*)|[ \t]*(\\?)\n[ \t]*")


def read_inline(text: str) -> Inlines:
    """The spans of `text`; a line end joins, a backslash before it breaks the line."""
    spans: list[Span] = []
    strong, buffer, at = False, "", 0
    for found in _TOKEN.finditer(text):
        buffer += text[at : found.start()]
        at = found.end()
        if found.group(2) and (strong or "**" in text[at:]):
            spans += [Span(text=buffer, strong=strong)] if buffer else []
            strong, buffer = not strong, ""
        else:
            buffer += _literal(found, text)
    buffer += text[at:]
    return (*spans, Span(text=buffer, strong=strong)) if buffer else tuple(spans)


def _literal(found: re.Match[str], text: str) -> str:
    """What an escape, a lone `**` or a line end stands for."""
    if found.group(1) or found.group(2):
        return found.group(1) or found.group(2)
    if found.group(3):
        return "\n"
    before, after = text[: found.start()][-1:], text[found.end() :][:1]
    words = before.isascii() and before.isalnum() and after.isascii() and after.isalnum()
    return " " if words else ""
