"""Punctuation among Han, brackets in pairs, characters that the faces lack."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reporter.document.inspect.checks.body import in_gb2312
from reporter.document.inspect.finding import Finding
from reporter.document.inspect.model import Role, Text, View
from reporter.document.inspect.patterns import HAN, label_of
from reporter.document.inspect.point import Check, point

_ADDRESS = re.compile(r"https?://\S+|www\.\S+|[\w.+-]+@[\w.-]+")
_HALF = re.compile(
    rf"(?<=[{HAN}”》）〕])[,;:!?]|[,;!?](?=[{HAN}“《（])|(?<=[{HAN}”》）])\.(?=[{HAN}]|\s*$)"
    rf"|\((?=[^()]{{0,60}}[{HAN}])|(?<=[{HAN}])\("
)
_QUOTES = re.compile(rf"(?<=[{HAN}，。：；、（])[\"']|[\"'](?=[{HAN}《])")
_DOTS = re.compile(rf"(?<=[{HAN}”）])(\.{{2,}}|。{{2,}})|。{{2,}}")
_DASHES = re.compile(rf"(?<=[{HAN}”])(--+|－－+|––+)(?=[{HAN}“])")
_DOUBLED = re.compile("，，|、、|；；|：：|，。|。，|、，|，、|；。|。；|、。|：。")
_SPACED = re.compile(rf"(?!月 +日)[{HAN}] +[{HAN}]")  # a draft leaves room for the day
_PAIRS = (("《", "》"), ("（", "）"), ("“", "”"), ("〔", "〕"), ("【", "】"))
_HAN = re.compile(f"[{HAN}]")


def half_width(view: View) -> Iterator[Finding]:
    for text, plain in _texts(view):
        found = _HALF.search(plain)
        if found:
            yield point("G501", text, f"有半角的“{found.group()}”：“{_around(plain, found)}”")


def quotes(view: View) -> Iterator[Finding]:
    for text, plain in _texts(view):
        found = _QUOTES.search(plain)
        if found:
            yield point("G502", text, f"引号写作{found.group()}：“{_around(plain, found)}”")


def dots_and_dashes(view: View) -> Iterator[Finding]:
    for text, plain in _texts(view):
        found = _DOTS.search(plain) or _DASHES.search(plain)
        if found:
            yield point("G503", text, f"写作“{found.group()}”")


def doubled(view: View) -> Iterator[Finding]:
    for text, plain in _texts(view):
        found = _DOUBLED.search(plain)
        if found:
            yield point("G504", text, f"两个标点连用“{found.group()}”：“{_around(plain, found)}”")


def pairs(view: View) -> Iterator[Finding]:
    for text, plain in _texts(view):
        label = label_of(plain)
        rest = plain[len(label.written) :] if label and not label.right else plain
        for first, last in _PAIRS:
            if rest.count(first) != rest.count(last):
                yield point("G505", text, f"“{first}”{rest.count(first)}个，“{last}”{rest.count(last)}个，不成对")
                break


def spaces(view: View) -> Iterator[Finding]:
    skipped = {text.number for text in view.of(Role.DATE, Role.SIGNATURE, Role.IMPRINT)}
    for text, plain in _texts(view):
        found = _SPACED.search(plain)
        if found and (text.number is None or text.number not in skipped):
            yield point("G506", text, f"汉字之间有空格：“{_around(plain, found)}”")


def rare(view: View) -> Iterator[Finding]:
    seen: set[str] = set()
    for text in view.every_text:
        new = {char for char in _HAN.findall(text.text) if not in_gb2312(char)} - seen - {"〇"}
        if new:
            seen |= new
            yield point("G507", text, f"“{'、'.join(sorted(new))}”不在GB 2312字符集里，仿宋_GB2312、楷体_GB2312没有")


def _texts(view: View) -> Iterator[tuple[Text, str]]:
    """Every paragraph with its text, addresses of mail and web taken out."""
    return ((text, _ADDRESS.sub("", text.text)) for text in view.every_text if text.text.strip())


def _around(plain: str, found: re.Match[str]) -> str:
    return plain[max(found.start() - 4, 0) : found.end() + 4].strip()


CHECKS: tuple[Check, ...] = (half_width, quotes, dots_and_dashes, doubled, pairs, spaces, rare)
