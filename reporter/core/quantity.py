"""The grammar of a typed quantity: what a number cell filled with text means, and never a guess (RELIABILITY 8).

Blank, zero, "nothing due" and wrong are told apart here and nowhere else.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import field, replace
from decimal import Decimal
from enum import Enum

from reporter.core.numerals import chinese_number
from reporter.core.values import dataclass


class Word(Enum):
    """An answer in words that a number cell may hold (DOMAIN 2)."""

    BLANK = ""
    NOT_DUE = "未到节点"
    NOT_PUBLISHED = "未公布"
    NOT_APPLICABLE = "不适用"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A quantity in the unit of its column, and what had to be understood to read it."""

    value: Decimal
    approximate: bool = False
    text_number: bool = False
    """Nothing to remark but that the number was typed as text."""
    full_width: bool = False
    thousands: bool = False
    unit_removed: bool = False
    scaled: bool = False
    """Converted to the column's unit (万, 亿, 成, another unit): to be confirmed."""
    percent_sign: bool = False

    @property
    def decimals(self) -> int:
        """Number of decimal places of the value, trailing zeros left out."""
        exponent = self.value.normalize().as_tuple().exponent
        return max(0, -exponent) if isinstance(exponent, int) else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A text that is no single quantity: the code of the catalogue and the fields its sentence needs."""

    code: str
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """A suffix that names a unit: one of it is `factor` units of the column."""

    suffix: str
    factor: Decimal = Decimal(1)
    unit_removed: bool = False
    scaled: bool = False
    percent_sign: bool = False


_WORDS = {
    Word.NOT_DUE: ("未到节点", "未到时间", "没到时间", "未到期", "未到启动时间", "尚未到节点", "未到节点时间"),
    Word.NOT_PUBLISHED: ("未公布", "未出", "数据未出", "尚未公布", "暂未公布", "待公布", "未发布", "数据未公布"),
    Word.NOT_APPLICABLE: ("不适用", "不涉及", "无此项工作", "无此类工作", "没有这类工作", "n/a", "N/A"),
}
_UNCLEAR = frozenset(("无", "没有", "暂无", "无数据", "同上", "不变", "无变化", "没有变化", "与上期相同", "与上月相同"))
_STROKES = re.compile(r"[-/\\—―–─×xX]+")
_BEFORE = re.compile(
    r"(?:大约|大概|约为|将近|接近|超过|突破|不足|不到|不少于|不低于|至少|约|近|超|逾|>=|<=|≥|≤|>|<)\s*"
)
_AFTER = re.compile(r"\s*(?:以上|以下|左右|上下|余|多|许)$")
_NUMBER = r"[0-9]+(?:,[0-9]+)*(?:\.[0-9]+)?|\.[0-9]+"
_SCALES = {"万亿": 12, "亿": 8, "千万": 7, "百万": 6, "十万": 5, "万": 4, "千": 3, "百": 2, "十": 1}
_SEGMENT = re.compile(rf"\s*({_NUMBER})(?:[eE]([+-]?[0-9]{{1,2}}))?\s*({'|'.join(_SCALES)})?")
_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_BAD_COMMA = re.compile(r"[-+]?([0-9]+(?:,[0-9]+)+)((?:\.[0-9]+)?)\D*")
_DATE = re.compile(r"[0-9]{4}[-./年][0-9]{1,2}(?:[-./月][0-9]{1,2}日?)?|[0-9]{1,2}月[0-9]{1,2}[日号]?")
_DASH = r"(?:[-~—–―]{1,2}|至|到)"
_CHINESE = "[零〇一二两三四五六七八九十百千万亿]"
_RANGE = re.compile(rf"\D*[0-9.]+[^0-9]{{0,4}}?\s*{_DASH}\s*[0-9.]+\D*|{_CHINESE}+\w?{_DASH}{_CHINESE}+\w*")
_NEIGHBOURS = re.compile("(?:一二|二三|三四|四五|五六|六七|七八|八九)" + r"\D*")
_SCALED_UNIT = re.compile(r"(万亿|亿|万)(?!能|向)(\D+)")

_SAME_UNIT = (frozenset("个家户项件宗起处座所"), frozenset("人名位"))
"""Measure words that bureaus use for one another; read, but to be confirmed."""
_CONVERTED = {
    "公里": {"千米": "1", "km": "1", "米": "0.001"},
    "千米": {"公里": "1", "km": "1", "米": "0.001"},
    "米": {"公里": "1000", "千米": "1000"},
    "吨": {"公斤": "0.001", "千克": "0.001"},
    "亩": {"公顷": "15"},
    "平方米": {"m2": "1", "平米": "1", "平": "1"},
    "%": {"‰": "0.1", "成": "10"},
}


def parse_quantity(text: str, unit: str = "") -> Quantity | Word | Refusal:
    """The quantity `text` means in `unit`, the word it is, or why it is neither.

    >>> parse_quantity("１２．５").value
    Decimal('12.5')
    >>> parse_quantity("约12.5万户", "户").value
    Decimal('125000')
    >>> parse_quantity("57（其中新增3）", "户").code
    'E205'
    >>> parse_quantity("12,34").values
    {'guess': '1234', 'other_guess': '12.34'}
    >>> parse_quantity("未到节点")
    <Word.NOT_DUE: '未到节点'>
    >>> parse_quantity("无").code
    'E220'
    """
    clean = normalised(text)
    word = _word(clean)
    if word is not None:
        return word
    if clean in _UNCLEAR or _STROKES.fullmatch(clean):
        return Refusal(code="E220")
    found = _measured(clean, normalised(unit)) if len(clean) <= 60 else None
    if found is None:
        return _refusal(clean)
    if any(0xFF01 <= ord(letter) <= 0xFF5E for letter in text):
        return replace(found, full_width=True, text_number=False)
    return found


def normalised(text: str) -> str:
    """`text` with full-width letters narrow, invisible characters gone, one kind of minus and no outer space."""
    narrow = unicodedata.normalize("NFKC", text).replace("−", "-").replace("﹣", "-").replace("²", "2")
    if not narrow.isprintable():
        narrow = "".join(letter for letter in narrow if unicodedata.category(letter) != "Cf")
    return narrow.strip()


def _word(clean: str) -> Word | None:
    """The word that opens the text, alone or before a remark in brackets."""
    opening = re.split(r"[(,。;:,]", clean, maxsplit=1)[0].strip()
    if not clean:
        return Word.BLANK
    return next((word for word, names in _WORDS.items() if opening in names), None)


def _readings(unit: str) -> Iterator[_Reading]:
    """Every way to end a quantity in a column of `unit`, longest suffix first."""
    readings = [_Reading(suffix="")]
    if unit:
        is_percent = unit in ("%", "百分点")
        readings.append(_Reading(suffix=unit, unit_removed=not is_percent, percent_sign=is_percent))
        if unit == "百分点":
            readings += [_Reading(suffix="%", percent_sign=True), _Reading(suffix="个百分点", percent_sign=True)]
        for other, factor in _CONVERTED.get(unit, {}).items():
            same = factor == "1"
            readings.append(_Reading(suffix=other, factor=Decimal(factor), unit_removed=same, scaled=not same))
        group = next((group for group in _SAME_UNIT if unit in group), frozenset())
        readings += [_Reading(suffix=other, scaled=True) for other in sorted(group - {unit})]
        scale, base = _scaled_unit(unit)
        if base:
            readings.append(_Reading(suffix=base, factor=1 / scale, scaled=True))
    return iter(sorted(readings, key=lambda reading: -len(reading.suffix)))


def _scaled_unit(unit: str) -> tuple[Decimal, str]:
    """Scale and base of a unit such as 万元; (1, "") of a plain one."""
    found = _SCALED_UNIT.fullmatch(unit)
    return (Decimal(10) ** _SCALES[found.group(1)], found.group(2)) if found else (Decimal(1), "")


def _measured(clean: str, unit: str) -> Quantity | None:
    before = _BEFORE.match(clean)
    body = clean[before.end() :] if before else clean
    shortened = _AFTER.sub("", body)
    approximate = before is not None or shortened != body
    percent = unit == "%" and shortened.startswith("百分之")
    for reading in _readings(unit) if not percent else iter([_Reading(suffix="", percent_sign=True)]):
        if shortened.endswith(reading.suffix):
            number = shortened.removesuffix(reading.suffix).removeprefix("百分之" if percent else "")
            found = _amount(_AFTER.sub("", number))
            if found is not None:
                return _quantity(found, reading, unit, approximate or bool(_AFTER.search(number)))
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Amount:
    value: Decimal
    scaled: bool = False
    thousands: bool = False


def _quantity(found: _Amount, reading: _Reading, unit: str, approximate: bool) -> Quantity:
    factor = reading.factor
    if found.scaled and not reading.suffix:
        factor = 1 / _scaled_unit(unit)[0]
    scaled = found.scaled or reading.scaled
    bare = not (reading.suffix or scaled or approximate or found.thousands or reading.percent_sign)
    return Quantity(
        value=found.value if factor == 1 else (found.value * factor).normalize(),
        approximate=approximate,
        text_number=bare,
        thousands=found.thousands,
        unit_removed=reading.unit_removed,
        scaled=scaled,
        percent_sign=reading.percent_sign,
    )


def _amount(body: str) -> _Amount | None:
    """The amount of a signed number, in digits with scales or in Chinese numerals; None when it is not one."""
    signed = re.fullmatch(r"\s*([-+负]?)\s*(\S.*?)\s*", body)
    if signed is None:
        return None
    sign = -1 if signed.group(1) in ("-", "负") else 1
    chinese = chinese_number(signed.group(2))
    if chinese is not None:
        return _Amount(value=Decimal(sign * chinese))
    found = _in_digits(signed.group(2))
    return found and _Amount(value=sign * found.value, scaled=found.scaled, thousands=found.thousands)


def _in_digits(body: str) -> _Amount | None:
    """12.5万, 1亿2000万, 1,234, 1.2E+05; scales must fall from left to right."""
    at, total, last, thousands = 0, Decimal(0), 99, False
    while at < len(body):
        found = _SEGMENT.match(body, at)
        if found is None:
            return None
        number, exponent, scale = found.groups()
        if "," in number and not _GROUPED.fullmatch(number):
            return None
        power = _SCALES[scale] if scale else 0
        if power >= last or (at and not scale):
            return None
        total += Decimal(number.replace(",", "")).scaleb(int(exponent or 0) + power)
        at, last, thousands = found.end(), power, thousands or "," in number
    return _Amount(value=total, scaled=last != 0, thousands=thousands)


def _refusal(clean: str) -> Refusal:
    """Why a text is no quantity: bad commas, a range, two numbers, or no number at all."""
    comma = _BAD_COMMA.fullmatch(clean)
    if comma and not _GROUPED.fullmatch(comma.group(1)):
        digits = comma.group(1)
        other = digits.replace(",", ".") if digits.count(",") == 1 and not comma.group(2) else digits.replace(",", "、")
        return Refusal(code="E224", values={"guess": digits.replace(",", "") + comma.group(2), "other_guess": other})
    if _DATE.fullmatch(clean):
        return Refusal(code="E203")
    if _RANGE.fullmatch(clean) or _NEIGHBOURS.fullmatch(clean):
        return Refusal(code="E206")
    return Refusal(code="E205" if len(re.findall(_NUMBER, clean)) > 1 else "E203")
