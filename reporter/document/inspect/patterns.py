"""What numbers, dates and labels of official documents look like, right and wrong."""

from __future__ import annotations

import re

from reporter.core.values import dataclass

HAN = "\u3400-\u9fff\uf900-\ufaff〇"
_CHINESE = "[一二三四五六七八九十百零〇]{1,6}"
LEVELS = {
    1: re.compile(f"({_CHINESE})、"),
    2: re.compile(f"（({_CHINESE})）"),
    3: re.compile(r"(\d{1,3})[.．](?!\d)"),
    4: re.compile(r"（(\d{1,3})）"),
}
_WRONG_LEVELS = (
    (1, re.compile(f"({_CHINESE})[.．,，]")),
    (1, re.compile(f"第({_CHINESE})、")),
    (2, re.compile(f"（({_CHINESE})）[、.．，,]")),
    (2, re.compile(rf"\(({_CHINESE})[)）][、.．，,]?|（({_CHINESE})\)[、.．，,]?")),
    (3, re.compile(r"(\d{1,3})、(?!\d)")),
    (3, re.compile(r"(\d{1,3})[)）]")),
    (3, re.compile(r"(\d{1,3})[.．]\s+(?!\d)")),
    (4, re.compile(r"（(\d{1,3})）[、.．，,]")),
    (4, re.compile(r"\((\d{1,3})[)）][、.．，,]?|（(\d{1,3})\)[、.．，,]?")),
)
FORMS = {1: "一、", 2: "（一）", 3: "1.", 4: "（1）"}

NUMBER_LIKE = re.compile(
    r"(第\s*)?[^\s，。；]{0,20}[〔\[【［(（{〈《]\s*\d{2,4}\s*(年)?[〕\]】］)）}〉》]\s*(第\s*)?\d{1,6}\s*号?"
)
NUMBER_RIGHT = re.compile(r"[^\s〔〕第]+〔(19|20)\d{2}〕[1-9]\d*号")
DRAFT = "（送审稿）"
ISSUE_LIKE = re.compile(r"[（(]?(第|总第)\s*[\d〇一二三四五六七八九十百]+\s*期.{0,16}")
ISSUE_RIGHT = re.compile(r"第[1-9]\d*期(（总第[1-9]\d*期）)?|（总第[1-9]\d*期）")
SECRECY = re.compile(r"(绝密|机密|秘密)(★.*)?|特急|加急|平急|急件|内部资料.*")
SECRECY_RIGHT = re.compile(r"(绝密|机密|秘密)(★\d+(年|个月|天))?|特急|加急|内部资料.*")
COPY_NUMBER = re.compile(r"\d{6}")

_DIGIT = "[一二三四五六七八九〇○零Ｏ０]"
DATE_LIKE = re.compile(
    rf"(\d{{2,4}}|[０-９]{{2,4}}|{_DIGIT}{{2,4}})\s*[年./\-．]\s*([\d０-９]{{0,2}}|[一二三四五六七八九十]{{0,3}})\s*"
    rf"[月./\-．]?\s*([\d０-９]{{0,2}}|[一二三四五六七八九十]{{0,3}})\s*[日号]?"
)
DATE_RIGHT = re.compile(r"(\d{4})年([1-9]|1[0-2])月([1-9]|[12]\d|3[01])日")
DATE_OPEN = re.compile(r"\d{4}年(1[0-2]|[1-9])?\s?月\s?日")
"""A draft's date whose day or month is still to be written."""

ANNEX_LABEL = re.compile(r"附\s*件\s*([0-9０-９一二三四五六七八九十]{0,3})\s*[:：]?")
ANNEX_LIST = re.compile(r"附\s*件\s*[:：]")
ANNEX_LIST_ITEM = re.compile(r"(\d{1,2})\s*[.．、]\s*(.*)")
CAPTION = re.compile(
    r"(附?表|附?图)\s*\d+([-—.－]\d+)?[\s　].*|(单位|计量单位)\s*[:：].*|(注|备注|说明|资料来源)\s*[:：].*"
)
IMPRINT = re.compile(r"(抄\s?送|主\s?送|报|送|发|分\s?送|抄\s?报)[:：].*|.*印\s?发\s*|[（(]?共印.*份[）)]?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """The number at the head of a paragraph: its level, its value, and whether it is written as it should be."""

    level: int
    value: int
    written: str
    right: bool


def label_of(text: str) -> Label | None:
    """The level number that `text` begins with; None without one."""
    bare = text.lstrip(" \t　")
    for level, pattern in _WRONG_LEVELS:
        found = pattern.match(bare)
        if found:
            value = next(group for group in found.groups() if group)
            return Label(level=level, value=value_of(value), written=found.group(), right=False)
    for level, pattern in LEVELS.items():
        found = pattern.match(bare)
        if found:
            return Label(level=level, value=value_of(found.group(1)), written=found.group(), right=True)
    return None


_UNITS = {"十": 10, "百": 100}
_DIGITS = {char: index for index, char in enumerate("零一二三四五六七八九")} | {"〇": 0}


def value_of(text: str) -> int:
    """A Chinese or Arabic whole number below a thousand.

    >>> value_of("二十一"), value_of("十"), value_of("12")
    (21, 10, 12)
    """
    if text.isdigit() and text.isascii():
        return int(text)
    whole, digit = 0, 0
    for char in text:
        if char in _UNITS:
            whole += max(digit, 1) * _UNITS[char]
            digit = 0
        else:
            digit = _DIGITS.get(char, 0)
    return whole + digit
