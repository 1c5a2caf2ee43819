"""Whole numbers in Chinese numerals. Short forms (三百五, 一万二) are not read: they can be misunderstood."""

from __future__ import annotations

_DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_SMALL = {"十": 10, "百": 100, "千": 1000}


def chinese_number(text: str) -> int | None:
    """The number `text` writes in Chinese numerals; None when it is not one, or not without doubt.

    >>> chinese_number("一万二千零三")
    12003
    >>> chinese_number("三百五") is None
    True
    """
    total, rest = 0, text
    for letter, scale in (("亿", 10**8), ("万", 10**4)):
        head, found, tail = rest.partition(letter)
        if found:
            value = _section(head)
            if not value:
                return None
            total, rest = total + value * scale, tail
            if not rest:
                return total
    value = _section(rest)
    if value is None or (total and value < 1000 and rest[0] not in "零〇"):
        return None
    return total + value


def _section(text: str) -> int | None:
    """A number below 10000."""
    total, pending, last, gap = 0, None, 10_000, False
    for letter in text:
        if letter in _DIGITS:
            if pending:
                return None
            pending, gap = _DIGITS[letter], gap or letter in "零〇"
        elif letter in _SMALL and _SMALL[letter] < last and (pending or (letter == "十" and not total)):
            last = _SMALL[letter]
            total, pending, gap = total + (pending or 1) * last, None, False
        else:
            return None
    if pending is None:
        return total if total else None
    certain = total == 0 or last == 10 or gap
    return total + pending if certain else None
