"""Titles in lines of balanced length, broken where reading pauses."""

from __future__ import annotations

from functools import cache

from reporter.core.marks import Mark, Marks
from reporter.document.text import width

_HALF = 220  # twips of half a 2号 character
_COMFORT = 36  # half characters of a line before another line is better
_NEVER_BEFORE = set("、，。；：！？》〉”’）〕】％%的之与和")
_NEVER_AFTER = set("《〈“‘（〔【关第")
_PAUSES = ("关于", "推进情况", "完成情况", "进展情况", "办理情况")
_BALANCE, _INSIDE_QUOTES, _PAUSE = 1, 400, -200


def broken(text: str, marks: Marks, *, room: int) -> str:
    """`text` with line ends that fill lines of at most `room` twips evenly; its own line ends are kept."""
    plain = marks.plain(text)
    return text if "\n" in plain else _insert(text, marks, _cuts(plain, room // _HALF))


def _cuts(plain: str, limit: int) -> tuple[int, ...]:
    """The positions of the line ends; the fewest comfortable lines, or one line where none fits."""
    lines = -(-width(plain) // min(limit, _COMFORT))
    for count in range(lines, lines + 2):
        found = _search(plain, limit, count)
        if found is not None:
            return found
    return ()


def _search(plain: str, limit: int, lines: int) -> tuple[int, ...] | None:
    ideal = width(plain) / max(lines, 1)

    @cache
    def best(start: int, left: int) -> tuple[float, tuple[int, ...]] | None:
        if left <= 1:
            rest = width(plain[start:])
            return ((rest - ideal) ** 2 * _BALANCE, ()) if rest <= limit else None
        options = []
        for cut in range(start + 1, len(plain)):
            size = width(plain[start:cut])
            if size > limit:
                break
            tail = best(cut, left - 1) if _may_break(plain, cut) else None
            if tail is not None:
                cost = (size - ideal) ** 2 * _BALANCE + _price(plain, cut) + tail[0]
                options.append((cost, (cut, *tail[1])))
        return min(options, default=None)

    found = best(0, lines)
    return found[1] if found else None


def _may_break(plain: str, cut: int) -> bool:
    before, after = plain[cut - 1], plain[cut]
    if before in _NEVER_AFTER or after in _NEVER_BEFORE:
        return False
    return not (_sticks(before) and (_sticks(after) or after in "年月日号期"))


def _sticks(char: str) -> bool:
    return char.isascii() or char in "—年月"


def _price(plain: str, cut: int) -> int:
    head = plain[:cut]
    inside = any(head.count(first) > head.count(last) for first, last in ("《》", "“”", "（）"))
    pause = plain.startswith(_PAUSES, cut)
    return (_INSIDE_QUOTES if inside else 0) + (_PAUSE if pause else 0)


def _insert(text: str, marks: Marks, cuts: tuple[int, ...]) -> str:
    """`text` with a line end at every cut of its plain form, inside marks too."""
    parts: list[str] = []
    at = 0
    for piece in marks.pieces(text):
        value = piece.text if isinstance(piece, Mark) else piece
        inner = [cut - at for cut in cuts if at < cut < at + len(value)]
        if at in cuts:
            parts.append("\n")
        split = "\n".join(value[a:b] for a, b in zip([0, *inner], [*inner, len(value)], strict=True))
        parts.append(marks.again(piece, split) if isinstance(piece, Mark) else split)
        at += len(value)
    return "".join(parts)
