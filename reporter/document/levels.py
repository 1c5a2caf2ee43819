"""The literal numbers of headings: 一、 （一） 1. （1）, restarting under every higher heading."""

from __future__ import annotations

import re

_DIGITS = "〇一二三四五六七八九"
_CHINESE = "[〇一二三四五六七八九十百]+"
_NUMBERED = {1: f"{_CHINESE}、", 2: f"（{_CHINESE}）", 3: r"\d+[.．]", 4: r"（\d+）"}


class Levels:
    """Counts the headings of one body or annex."""

    def __init__(self) -> None:
        self._counts = dict.fromkeys(_NUMBERED, 0)

    def label(self, level: int, text: str) -> str:
        """The number to print before the heading `text`; empty if it begins with one already."""
        self._counts[level] += 1
        for lower in range(level + 1, max(_NUMBERED) + 1):
            self._counts[lower] = 0
        if re.match(_NUMBERED[level], text):
            return ""
        count = self._counts[level]
        forms = {1: f"{chinese(count)}、", 2: f"（{chinese(count)}）", 3: f"{count}.", 4: f"（{count}）"}
        return forms[level]


def chinese(number: int) -> str:
    """A number from 1 to 99 in Chinese: 1 一, 10 十, 21 二十一; Arabic beyond."""
    if not 1 <= number <= 99:
        return str(number)
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[ones] if ones else "")
