"""Findings at a paragraph or table, and the words for sizes that rules share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from reporter.document.inspect.finding import Finding, finding
from reporter.document.inspect.model import Text, View

Check = Callable[[View], Iterator[Finding]]

TWIPS_PER_MM = 56.693
_SIZES = {
    84: "初号",
    52: "一号",
    44: "2号",
    36: "小2号",
    32: "3号",
    30: "小3号",
    28: "4号",
    24: "小4号",
    21: "5号",
    18: "小5号",
}


def point(code: str, text: Text, found: str) -> Finding:
    """A finding at one paragraph; in a table or box its text says where."""
    made = finding(code, found, text=text.text, paragraph=text.number)
    return replace(made, text=f"{text.place}：{made.text}") if text.place else made


def size_name(half_points: int) -> str:
    """A type size as people call it: 3号（16磅）."""
    points = f"{half_points / 2:g}磅"
    return f"{_SIZES[half_points]}（{points}）" if half_points in _SIZES else points


def millimetres(twips: float) -> str:
    """Twips in millimetres with one decimal."""
    return f"{twips / TWIPS_PER_MM:.1f}毫米"
