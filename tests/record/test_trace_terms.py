"""Formulas as values: what they come to, how they read, where they have no value."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.bulletin.workbooks.trace.excel import Grid, NoFormula, formula
from reporter.record.trace import words
from reporter.record.trace.terms import (
    AtLeast,
    Cell,
    Count,
    Known,
    Op,
    ShareOfWhole,
    Table,
    Term,
    Total,
    Undefined,
    Where,
    matching,
    operands,
    value_of,
)

#  row  编号  行动   灯色  月数  数
#    4  K1   A1    红    3    1.5
#    5  K2   A1    绿    0    —
#    6  K3   A2    红    1    2
ROWS = {
    "K1": {"编号": "K1", "行动": "A1", "引用": "|A2|A3|", "灯色": "红", "月数": 3, "数": Decimal("1.5")},
    "K2": {"编号": "K2", "行动": "A1", "引用": "|", "灯色": "绿", "月数": 0, "数": None},
    "K3": {"编号": "K3", "行动": "A2", "引用": "|A31|", "灯色": "红", "月数": 1, "数": Decimal(2)},
}
TABLES = {"指标": Table(name="指标", columns=("编号", "行动", "引用", "灯色", "月数", "数"), rows=ROWS)}
GRIDS = {"指标": Grid(table=TABLES["指标"], first=4)}
RED = Count("指标", (Where("灯色", "红"),))
ALL = Count("指标", ())
FIRST, BLANK = Cell("指标", "K1", "数"), Cell("指标", "K2", "数")


@pytest.mark.parametrize(
    ("term", "value", "said", "excel"),
    [
        (FIRST, "1.5", "数1.5", "='指标'!$F$4"),
        (Known(Fraction(5, 12), "5个月"), "5/12", "0.4166666667…（5个月）", "=(5/12)"),
        (RED, "2", "红2", "=COUNTIFS('指标'!$D$4:$D$6,\"=红\")"),
        (ALL, "3", "全部3", "=COUNTA('指标'!$A$4:$A$6)"),
        (Op("÷", RED, ALL), "2/3", "红2 ÷ 全部3", "=(COUNTIFS('指标'!$D$4:$D$6,\"=红\")/COUNTA('指标'!$A$4:$A$6))"),
        (Op("−", FIRST, Op("−", FIRST, FIRST)), "1.5", "数1.5 − （数1.5 − 数1.5）",
         "=('指标'!$F$4-('指标'!$F$4-'指标'!$F$4))"),
        (Count("指标", (Where("月数", 1, "≥"), Where("灯色", "绿", "≠"))), "2", "月数≥1、灯色≠绿2",
         "=COUNTIFS('指标'!$E$4:$E$6,\">=1\",'指标'!$D$4:$D$6,\"<>绿\")"),
        (Count("指标", (Where("引用", "A3", "含"),)), "1", "引用含A31", "=COUNTIFS('指标'!$C$4:$C$6,\"*|A3|*\")"),
        (Count("指标", (Where("数", FIRST, "＞"),)), "1", "数高于它1", "=COUNTIFS('指标'!$F$4:$F$6,\">\"&'指标'!$F$4)"),
        (Total("指标", "数", (Where("灯色", "红"),)), "3.5", "红的数合计3.5",
         "=SUMIFS('指标'!$F$4:$F$6,'指标'!$D$4:$D$6,\"=红\")"),
        (Total("指标", "数", (Where("灯色", "红"),), "平均"), "1.75", "红的数平均1.75",
         "=AVERAGEIFS('指标'!$F$4:$F$6,'指标'!$D$4:$D$6,\"=红\")"),
        (AtLeast(Op("−", FIRST, Known(Fraction(2), "目标"))), "0", "数1.5 − 2（目标）（低于0的按0）",
         "=MAX(('指标'!$F$4-2),0)"),
    ],
)  # fmt: skip
def test_a_term_comes_to_its_value_and_reads_well(term: Term, value: str, said: str, excel: str) -> None:
    assert value_of(term, TABLES) == Fraction(value)
    assert words.formula(term, TABLES) == said
    assert formula(term, GRIDS) == excel


def test_a_list_holds_whole_codes_only() -> None:
    assert matching(Count("指标", (Where("引用", "A3", "含"),)), TABLES) == ("K1",)


def test_a_blank_has_no_value_and_is_no_zero() -> None:
    with pytest.raises(Undefined):
        value_of(BLANK, TABLES)
    assert words.formula(Op("−", FIRST, BLANK), TABLES) == "数1.5 − 数（无）"


def test_nothing_is_divided_by_zero() -> None:
    with pytest.raises(Undefined):
        value_of(Op("÷", RED, Known(Fraction(0), "没有")), TABLES)
    with pytest.raises(Undefined):
        value_of(Total("指标", "数", (Where("灯色", "绿"),), "平均"), TABLES)


def test_the_largest_of_no_row_has_no_formula_of_every_age() -> None:
    largest = Total("指标", "月数", (Where("灯色", "红"),), "最大")
    assert value_of(largest, TABLES) == 3
    with pytest.raises(NoFormula):
        formula(largest, GRIDS)


@given(st.lists(st.integers(0, 40), min_size=2, max_size=6).filter(any))
def test_shares_of_a_whole_add_up(counts: list[int]) -> None:
    terms = tuple(Known(Fraction(one), "") for one in counts)
    shares = [value_of(ShareOfWhole(index, terms), {}) for index in range(len(counts))]
    assert sum(shares) == 1


def test_operands_are_named_once() -> None:
    assert list(operands(Op("−", Op("÷", RED, ALL), Op("÷", RED, FIRST)))) == [RED, ALL, FIRST]


def test_text_in_a_criterion_is_no_pattern_of_its_own() -> None:
    where = Where("灯色", '红*?~"')
    assert formula(Count("指标", (where,)), GRIDS) == '=COUNTIFS(\'指标\'!$D$4:$D$6,"=红~*~?~~""")'


@pytest.mark.parametrize(
    ("value", "text", "share", "how"),
    [
        ("4/11", "36.4%", True, "四舍五入到一位小数"),
        ("3/4", "75.0%", True, ""),
        ("12.8", "12.8万头", False, ""),
        ("12.84", "13万头", False, "四舍五入取整数"),
        ("-0.053030303", "5.3个百分点", True, "四舍五入到一位小数"),
    ],
)
def test_the_rounding_is_said_where_there_was_one(value: str, text: str, share: bool, how: str) -> None:
    assert words.rounding(Fraction(value), text, share=share) == how
