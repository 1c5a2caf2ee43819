"""The faces that the printed page really has, against those that the file asks for."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from reporter.document.inspect.finding import Finding, finding
from reporter.document.inspect.geometry.pages import Page
from reporter.document.inspect.geometry.sheets import Sheets

_SUBSET = re.compile(r"^[A-Z]{6}\+")
_STYLE = re.compile(r"[-,](Regular|Bold|Medium|Light).*$", re.I)
_HAN = re.compile("[\u4e00-\u9fff]")
_ALIKE = {
    "仿宋_GB2312": ("fangsong", "仿宋", "simfang", "stfangsong"),
    "仿宋": ("fangsong", "simfang", "stfangsong"),
    "楷体_GB2312": ("kaiti", "楷体", "simkai", "stkaiti"),
    "楷体": ("kaiti", "simkai", "stkaiti"),
    "黑体": ("simhei", "heiti", "stheiti"),
    "宋体": ("simsun", "stsong", "songti"),
    "方正小标宋简体": ("fzxiaobiaosong", "fzxbsjw", "小标宋"),
    "Times New Roman": ("timesnewroman",),
}


def substituted(sheets: Sheets) -> Iterator[Finding]:
    """One remark for each face of the file that the sheets.pages lack, with what stands in for it."""
    asked: dict[str, str] = {}
    for text in sheets.view.every_text:
        for run in text.runs:
            sample = "".join(_HAN.findall(run.text))
            if sample and run.look.east not in asked:
                asked[run.look.east] = sample[:6]
    printed = _printed(sheets.pages)
    every = {_plain(font) for fonts in printed.values() for font in fonts}
    for face, sample in sorted(asked.items()):
        names = (_plain(face), *map(_plain, _ALIKE.get(face, ())))
        if not any(name in font or font in name for name in names if name for font in every):
            sets = [printed[char] for char in sample if char in printed]
            there = sorted(set.intersection(*sets)) if sets else []
            yield finding(
                "G613", f"“{face or '未定字体'}”没有装，印出来用的是{'、'.join(there[:3]) or '别的字体'}", text=sample
            )


def _printed(pages: Sequence[Page]) -> dict[str, set[str]]:
    """Which fonts print each character."""
    found: dict[str, set[str]] = defaultdict(set)
    for page in pages:
        for glyph in page.inked:
            found[glyph.text].add(_STYLE.sub("", _SUBSET.sub("", glyph.font)))
    return found


def _plain(name: str) -> str:
    return re.sub(r"[\s_-]", "", _STYLE.sub("", _SUBSET.sub("", name))).lower()


CHECKS = (substituted,)
