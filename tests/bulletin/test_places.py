"""Ties, few entries and long lists in the ranking sentence."""

from __future__ import annotations

from decimal import Decimal

import pytest

from reporter.bulletin.figure import share
from reporter.bulletin.places import Place, places

NAMES = "甲乙丙丁戊己庚辛壬癸子丑寅卯"


def said(*ranks: int) -> str:
    """The sentence for bureaus 甲、乙 … of those places."""
    entries = [Place(rank=rank, name=NAMES[index], code=f"B{index:03d}") for index, rank in enumerate(ranks)]
    return str(places(entries, noun="单位", measure="个"))


@pytest.mark.parametrize(
    ("ranks", "sentence"),
    [
        ((1, 2, 3, 4, 5, 6), "甲、乙、丙居前三位，丁、戊、己居后三位"),
        ((1, 2, 2, 4, 5, 6, 7), "甲居第1位，乙、丙并列第2位，戊、己、庚居后三位"),
        ((1, 2, 3, 3, 5, 6, 7), "甲、乙居前两位，丙、丁并列第3位，戊、己、庚居后三位"),
        ((1, 1, 3, 4, 5, 6), "甲、乙并列第1位，丙居第3位，丁、戊、己居后三位"),
        ((1, 1, 3, 3, 5, 6, 7), "甲、乙并列第1位，丙、丁并列第3位，戊、己、庚居后三位"),
        ((1, 1, 1, 4, 5, 6), "甲、乙、丙并列第1位，丁、戊、己居后三位"),
        ((1, 2, 3, 4, 5, 5, 7, 8), "甲、乙、丙居前三位，戊、己（并列第5位），庚（第7位），辛（第8位）居后三位"),
        ((1, 2, 3, 4, 4, 4, 4), "甲、乙、丙居前三位，丁、戊、己、庚（并列第4位）居后三位"),
        ((1, 1, 1, 1, 1, 1), "参加排名的6个单位达到占比相同，不排名次"),
        ((1, 2, 3, 4, 5), "甲、乙、丙居前三位"),
        ((1, 2), "本期参加排名的单位不足3个，不排名次"),
        ((), "本期参加排名的单位不足3个，不排名次"),
        ((1, 1, 1, 1, 1, 1, 1, 1, 1, 10, 11, 12), "甲、乙、丙、丁、戊等9个单位并列第1位，癸、子、丑居后三位"),
        ((1, 2, 2, 2, 2, 2, 2), "甲居第1位，乙、丙、丁、戊、己、庚并列第2位"),
    ],
)
def test_places(ranks: tuple[int, ...], sentence: str) -> None:
    assert said(*ranks) == sentence


def test_shares_stand_beside_names_where_they_are_given() -> None:
    entries = [
        Place(rank=n, name=name, code=name, share=share(Decimal(1) / n, "x")) for n, name in enumerate("甲乙丙", 1)
    ]
    assert str(places(entries, noun="行动", measure="个")) == "甲（100.0%）、乙（50.0%）、丙（33.3%）居前三位"
