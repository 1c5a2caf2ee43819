"""The grammar of a typed quantity, text by text; and what is never a number."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.core.numerals import chinese_number
from reporter.core.quantity import Quantity, Refusal, Word, parse_quantity

READ = [
    # text, unit, value, flags
    ("12.5", "", "12.5", "text_number"),
    (" 0 ", "", "0", "text_number"),
    ("-5", "", "-5", "text_number"),
    ("−5", "", "-5", "text_number"),
    ("1.2E+05", "", "120000", "text_number"),
    ("１２．５", "", "12.5", "full_width"),
    ("８５％", "%", "85", "full_width percent_sign"),
    ("85%", "%", "85", "percent_sign"),
    ("百分之八十五", "%", "85", "percent_sign"),
    ("八成", "%", "80", "scaled"),
    ("5‰", "%", "0.5", "scaled"),
    ("约100", "户", "100", "approximate"),
    ("≥100", "户", "100", "approximate"),
    ("100户左右", "户", "100", "approximate unit_removed"),
    ("100余户", "户", "100", "approximate unit_removed"),
    ("3万多", "户", "30000", "approximate scaled"),
    ("100户", "户", "100", "unit_removed"),
    ("100㎡", "平方米", "100", "unit_removed"),
    ("57个", "家", "57", "scaled"),
    ("12.5万", "户", "125000", "scaled"),
    ("1.2亿", "户", "120000000", "scaled"),
    ("3千", "户", "3000", "scaled"),
    ("1亿2000万", "元", "120000000", "scaled"),
    ("12万元", "万元", "12", "unit_removed"),
    ("12万", "万元", "12", "scaled"),
    ("120000元", "万元", "12", "scaled"),
    ("1.2亿元", "万元", "12000", "scaled"),
    ("5千米", "公里", "5", "unit_removed"),
    ("1,234", "", "1234", "thousands"),
    ("1，234", "", "1234", "full_width thousands"),
    ("十三", "人", "13", "text_number"),
    ("一百二十万元", "万元", "120", "unit_removed"),
    ("零", "", "0", "text_number"),
]
REFUSED = [
    ("57（其中新增3）", "户", "E205"),
    ("352（其中低保63）", "人", "E205"),
    ("1 234", "", "E205"),
    ("1万2", "户", "E205"),
    ("8-10", "", "E206"),
    ("8至10", "", "E206"),
    ("1.6—1.8", "万亩", "E206"),
    ("八至十", "个", "E206"),
    ("三四个", "个", "E206"),
    ("12,34", "", "E224"),
    ("1,234,5", "", "E224"),
    ("完成57户", "户", "E203"),
    ("已完成", "", "E203"),
    ("85%", "户", "E203"),
    ("57人", "户", "E203"),
    ("3.5公里", "户", "E203"),
    ("2024-05-20", "", "E203"),
    ("3月5日", "", "E203"),
    ("三百五", "户", "E203"),
    ("约", "", "E203"),
    ("--5", "", "E203"),
    ("9" * 61, "", "E203"),
    ("无", "", "E220"),
    ("—", "", "E220"),
    ("－", "", "E220"),
    ("/", "", "E220"),
    ("同上", "", "E220"),
]
WORDS = [
    ("", Word.BLANK),
    (" \u200b\u3000", Word.BLANK),
    ("未到节点", Word.NOT_DUE),
    ("未到节点（计划9月验收）", Word.NOT_DUE),
    ("未公布", Word.NOT_PUBLISHED),
    ("数据未出", Word.NOT_PUBLISHED),
    ("不适用", Word.NOT_APPLICABLE),
    ("N/A", Word.NOT_APPLICABLE),
]
FLAGS = ("approximate", "text_number", "full_width", "thousands", "unit_removed", "scaled", "percent_sign")


@pytest.mark.parametrize(("text", "unit", "number", "flags"), READ)
def test_quantities(text: str, unit: str, number: str, flags: str) -> None:
    found = parse_quantity(text, unit)
    assert isinstance(found, Quantity)
    assert found.value == Decimal(number)
    assert " ".join(flag for flag in sorted(FLAGS) if getattr(found, flag)) == flags


@pytest.mark.parametrize(("text", "unit", "code"), REFUSED)
def test_refused(text: str, unit: str, code: str) -> None:
    found = parse_quantity(text, unit)
    assert isinstance(found, Refusal)
    assert found.code == code


@pytest.mark.parametrize(("text", "word"), WORDS)
def test_words(text: str, word: Word) -> None:
    assert parse_quantity(text) is word


def test_blank_zero_and_none_are_three_things() -> None:
    zero = parse_quantity("0")
    assert isinstance(zero, Quantity)
    assert zero.value == 0
    assert parse_quantity("") is Word.BLANK
    assert parse_quantity("无") == Refusal(code="E220")


@pytest.mark.parametrize(("text", "places"), [("12", 0), ("12.50", 1), ("0.125", 3), ("120", 0)])
def test_decimals(text: str, places: int) -> None:
    found = parse_quantity(text)
    assert isinstance(found, Quantity)
    assert found.decimals == places


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**9), max_value=10**9))
def test_every_plain_decimal_is_itself(number: Decimal) -> None:
    found = parse_quantity(f"{number:f}")
    assert isinstance(found, Quantity)
    assert found.value == number


@given(st.text(max_size=80), st.sampled_from(["", "%", "户", "万元", "平方米"]))
def test_any_text_is_understood_or_refused(text: str, unit: str) -> None:
    assert isinstance(parse_quantity(text, unit), Quantity | Word | Refusal)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("十", 10),
        ("十三", 13),
        ("两百", 200),
        ("一百零五", 105),
        ("三千", 3000),
        ("一万二千零三", 12003),
        ("三亿", 3 * 10**8),
    ],
)
def test_chinese_numerals(text: str, number: int) -> None:
    assert chinese_number(text) == number


@pytest.mark.parametrize("text", ["三百五", "一万二", "一二三", "百", "万", "十百", "户", ""])
def test_no_chinese_numeral(text: str) -> None:
    assert chinese_number(text) is None
