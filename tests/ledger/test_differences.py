"""Several returns of one form: what differs, what counts, what was put right; trial codes and waivers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest

from reporter.core.problem import Severity
from reporter.ledger.merge import merge
from reporter.ledger.model import Ledger
from reporter.plan.lenience import is_trial
from reporter.plan.model import Plan, Rule, Waiver
from tests.plans import RULES, small_plan
from tests.returned import MAY, NAME, PLAN, S, T, damaged, figure, filled, layout_map, read, typed

JUNE = [datetime(2024, 6, day, 9, 5) for day in (3, 4, 5)]
WAIVER = Waiver(
    rule="E206", code="A1-K01", bureau="区发改局", reason="年中统计", approved_by="张××", since=date(2024, 5, 1)
)


def ledger(*files: bytes, plan: Plan = PLAN) -> Ledger:
    """The ledger of returns that came in one after the other."""
    found = [read(data, f"{at}{NAME}", received=JUNE[at], plan=plan) for at, data in enumerate(files)]
    return merge(plan, MAY, list(layout_map(plan).values()), found, None)


def seen(found: Ledger) -> list[tuple[str, str, str, str, str, str]]:
    return [(one.item, one.heading, one.new_source.cell, one.old, one.new, one.chosen) for one in found.differences]


def codes(problems: object) -> list[str]:
    return [one.code for one in problems]  # type: ignore[attr-defined]


def test_every_cell_that_differs_is_listed_with_what_counts() -> None:
    second = {
        **figure("A1-K01", Decimal(650)),
        **figure("A1-K12", None),
        **figure("A1-K05", "8-10"),
        (S, "A1-K09-S2", "done"): "是",
        (S, "A1-K09-S2", "finished"): date(2024, 5, 20),
        (T, "A1-T01", "state"): "进展滞后",
    }
    found = ledger(filled(), filled(second))
    assert seen(found) == [
        ("A1-K01", "本期累计", "I5", "640", "650", "650"),
        ("A1-K05", "本期累计", "I8", "720", "8-10", "720"),
        ("A1-K12", "本期累计", "I15", "0", "", "0"),
        ("A1-K09-S2", "是否完成", "F6", "否", "是 2024-05-20", "是 2024-05-20"),
        ("A1-T01", "进展状态", "E5", "正常推进", "进展滞后", "进展滞后"),
    ]
    assert [one.old_source.file[-len(NAME) - 1 :] for one in found.differences][:1] == [f"0{NAME}"]
    (told,) = [one for one in found.problems if one.code == "E105"]
    assert "5格有变化：I5、I8、I15、“节点”页F6、“任务”页E5。" in told.message


def test_one_return_and_equal_ones_have_no_differences() -> None:
    assert seen(ledger(filled())) == []
    assert seen(ledger(filled(), damaged(filled(), typed("K30", "备忘", sheet="指标")))) == []


def test_each_earlier_return_is_compared_with_the_newest() -> None:
    found = ledger(filled(figure("A1-K01", Decimal(1))), filled(figure("A1-K01", Decimal(2))), filled())
    assert [(one.old, one.new) for one in found.differences] == [("1", "640"), ("2", "640")]


@pytest.mark.parametrize(
    ("second", "gone"),
    [
        (figure("A1-K01", Decimal(640)), ["E206"]),
        (figure("A1-K01", "8-10"), []),
        (figure("A1-K01", "很多"), []),
        (figure("A1-K01", "640"), ["E206"]),
    ],
)
def test_what_was_put_right(second: dict[tuple[object, str, str], object], gone: list[str]) -> None:
    found = ledger(filled(figure("A1-K01", "8-10")), filled(second))  # type: ignore[arg-type]
    assert codes(found.cleared) == gone
    assert [one.place.cell for one in found.cleared] == ["I5"] * len(gone)


def test_a_remark_that_is_gone_was_not_put_right_and_a_doubt_was() -> None:
    assert codes(ledger(filled(figure("A1-K01", "640")), filled()).cleared) == []
    assert codes(ledger(filled({(S, "A1-K09-S1", "done"): "否"}), filled()).cleared) == ["E508"]


def test_a_refused_return_is_put_right_by_one_that_counts() -> None:
    refused = damaged(filled(), typed("B1", "2024-05.A2.B002.3f", sheet="_meta"))
    assert codes(ledger(refused, filled()).cleared) == ["E106"]
    assert codes(ledger(filled(), refused).cleared) == []
    assert codes(ledger(refused, damaged(refused, typed("C4", "x"))).cleared) == []


@pytest.mark.parametrize(
    ("value", "severity", "times"),
    [("", Severity.REJECTED, 1), ("E206", Severity.REMARK, 0), ("E205、E206", Severity.REMARK, 0)],
)
def test_codes_on_trial_are_only_remarked(value: str, severity: Severity, times: int) -> None:
    rule = Rule(name="试行规则", value=value, since=date(2024, 5, 1))
    found = ledger(filled(figure("A1-K01", "8-10")), plan=small_plan(rules=(*RULES, rule)))
    assert [one.severity for one in found.problems if one.code == "E206"] == [severity]
    form = next(one for one in found.returns if (one.action, one.bureau) == ("A1", "B001"))
    assert form.returned_times == times
    assert found.figures["A1-K01"].value is None


@pytest.mark.parametrize(
    ("waiver", "silent"),
    [
        (WAIVER, True),
        (replace(WAIVER, code=""), True),
        (replace(WAIVER, bureau=""), True),
        (replace(WAIVER, code="A1-K05"), False),
        (replace(WAIVER, bureau="区残联"), False),
        (replace(WAIVER, rule="E205"), False),
        (replace(WAIVER, until=date(2024, 5, 30)), False),
    ],
)
def test_a_waiver_by_code_silences_and_is_listed(waiver: Waiver, silent: bool) -> None:
    found = ledger(filled(figure("A1-K01", "8-10")), plan=small_plan(waivers=(waiver,)))
    assert (codes(found.problems), codes(found.waived)) == ((["E102"], ["E206"]) if silent else (["E102", "E206"], []))


def test_a_waiver_of_an_indicator_holds_for_its_parts() -> None:
    waiver = replace(WAIVER, code="A1-K06", rule="E206")
    found = ledger(filled(figure("A1-K06-1", "8-10")), plan=small_plan(waivers=(waiver,)))
    assert codes(found.waived) == ["E206"]


def test_why_a_whole_file_is_refused_is_always_said() -> None:
    refused = damaged(filled(), typed("B1", "2024-05.A2.B002.3f", sheet="_meta"))
    waiver = replace(WAIVER, rule="E106", code="", bureau="")
    assert codes(ledger(refused, plan=small_plan(waivers=(waiver,))).problems) == ["E106"]


@pytest.mark.parametrize(
    ("value", "legal"),
    [("", True), ("E404", True), ("E404、E420", True), ("E999", False), ("P101", False), ("是", False)],
)
def test_legal_values_of_the_trial_rule(value: str, legal: bool) -> None:
    assert is_trial(value) is legal
