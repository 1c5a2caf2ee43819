"""What people typed, on one line and in one sentence; and whether it says anything."""

from __future__ import annotations

import re

from reporter.core.marks import strip_private

_NONE = {"无", "没有", "暂无", "/", "／", "-", "—", "无。", "无问题"}
EDGES = " 　，。；、,;．.：:"


def one_line(text: str) -> str:
    """`text` on one line, doubled marks once; empty where it says that there is nothing to say."""
    line = re.sub(r"\s+", " ", strip_private(text)).strip()
    line = re.sub(r"(?<=[^\x00-\x7f]) | (?=[^\x00-\x7f])", "", line)
    line = re.sub(r"([，。；、！？])\1+", r"\1", line)
    return "" if line in _NONE else line


def unspaced(text: str) -> str:
    """`text` without white space, for comparison."""
    return "".join(text.split())


def first_sentence(text: str) -> str:
    """The first sentence of a line, without its stop, fit to stand inside another sentence."""
    return re.split("[。；！？]", text.removeprefix("目前"), maxsplit=1)[0].strip(EDGES)
