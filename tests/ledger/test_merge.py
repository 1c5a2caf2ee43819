"""Which figure counts when several files came in, what every expected form is, and that order does not matter."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reporter.core.past import Past, PastTask
from reporter.core.period import Period
from reporter.core.problem import Severity
from reporter.core.status import TaskState
from reporter.intake.submission import AnswerState, NotAForm, Submission
from reporter.ledger.merge import merge
from reporter.ledger.model import ExpectedReturn, Ledger, Outcome, ReturnState
from reporter.plan.model import Plan, Waiver
from tests.plans import small_plan
from tests.returned import MAY, NAME, PLAN, S, T, figure, filled, layout_map, read

JUNE_3, JUNE_4, JUNE_5 = (datetime(2024, 6, day, 9, 5) for day in (3, 4, 5))
Returned = Submission | NotAForm


def ledger(*returns: Returned, past: Past | None = None, plan: Plan = PLAN) -> Ledger:
    return merge(plan, MAY, list(layout_map(plan, past).values()), list(returns), past)


def form(received: datetime, name: str, code: str = "A1-K01", value: object = Decimal(640)) -> Returned:
    """The faultless form with another figure in one row."""
    return read(filled(figure(code, value)), name, received=received)  # type: ignore[arg-type]


def expected(found: Ledger, action: str = "A1", bureau: str = "B001") -> ExpectedReturn:
    return next(one for one in found.returns if (one.action, one.bureau) == (action, bureau))


def outcomes(found: Ledger) -> dict[str, Outcome]:
    return {file.file.rsplit("/", 1)[1]: file.outcome for file in found.files}


def codes(found: Ledger) -> list[str]:
    return [one.code for one in found.problems]


def test_nothing_came_in() -> None:
    found = ledger()
    assert (found.figures, found.files, found.problems, found.sample) == ({}, (), (), False)
    assert {one.state for one in found.returns} == {ReturnState.MISSING}
    assert len(found.returns) == len(layout_map())


def test_one_form() -> None:
    found = ledger(form(JUNE_3, NAME))
    assert found.problems == ()
    assert (found.figures["A1-K01"].value, found.figures["A1-K01"].bureau) == (640, "B001")
    assert found.figures["A1-K03"].base == 200
    assert found.figures["A1-K13"].prior_year == 2
    assert found.steps["A1-K09-S1"].done is True
    assert found.tasks["A1-T01", "B001"].state is TaskState.NORMAL
    assert outcomes(found) == {NAME: Outcome.COUNTED}
    assert expected(found).state is ReturnState.ON_TIME


def test_the_newest_version_wins_and_names_what_changed() -> None:
    found = ledger(form(JUNE_4, "b.xlsx", value=Decimal(650)), form(JUNE_3, NAME))
    assert found.figures["A1-K01"].value == 650
    assert outcomes(found) == {"b.xlsx": Outcome.COUNTED, NAME: Outcome.SUPERSEDED}
    changed = next(one for one in found.problems if one.code == "E105")
    assert "先后发来2份" in changed.message
    assert "1格有变化：I5" in changed.message


def test_a_refused_figure_does_not_replace() -> None:
    found = ledger(form(JUNE_3, NAME), form(JUNE_4, "b.xlsx", value="很多"))
    assert found.figures["A1-K01"].value == 640
    assert found.figures["A1-K01"].source.file.endswith(NAME)  # type: ignore[union-attr]
    assert "E203" in codes(found)


def test_a_blank_does_not_erase() -> None:
    found = ledger(form(JUNE_3, NAME), form(JUNE_4, "b.xlsx", value=None))
    assert found.figures["A1-K01"].value == 640
    kept = [(one.code, one.severity, one.place.cell) for one in found.problems if one.place.cell == "I5"]
    assert kept == [("E239", Severity.QUESTIONED, "I5")]


def test_zero_replaces() -> None:
    found = ledger(form(JUNE_3, NAME), form(JUNE_4, "b.xlsx", value=Decimal(0)))
    assert found.figures["A1-K01"].value == 0


def test_problems_of_a_superseded_file_are_gone() -> None:
    found = ledger(form(JUNE_3, NAME, value="很多"), form(JUNE_4, "b.xlsx"))
    assert codes(found) == ["E105", "E102"]
    assert found.figures["A1-K01"].value == 640


def test_remark_of_the_cell_that_still_counts_is_kept() -> None:
    found = ledger(form(JUNE_3, NAME, value="约640"), form(JUNE_4, "b.xlsx", value="很多"))
    assert found.figures["A1-K01"].approximate
    assert [(one.code, one.place.file.rsplit("/", 1)[1]) for one in found.problems if one.place.cell] == [
        ("E203", "b.xlsx"),
        ("E225", NAME),
    ]


def test_refused_everywhere_is_rejected() -> None:
    found = ledger(form(JUNE_3, NAME, value="很多"))
    assert (found.figures["A1-K01"].state, found.figures["A1-K01"].value) == (AnswerState.REJECTED, None)


def test_same_bytes_count_once_with_the_first_time() -> None:
    found = ledger(form(JUNE_4, "副本.xlsx"), form(JUNE_3, NAME))
    assert outcomes(found) == {NAME: Outcome.COUNTED, "副本.xlsx": Outcome.DUPLICATE}
    assert expected(found).received == JUNE_3
    assert codes(found) == ["E104"]


def test_equal_times_are_settled_by_source_then_hash() -> None:
    first, second = form(JUNE_3, "a.xlsx"), form(JUNE_3, "b.xlsx", value=Decimal(650))
    trusted = replace(first, file=replace(first.file, received_from="收件登记"))
    assert ledger(trusted, second).figures["A1-K01"].value == 640
    by_hash = max((first, second), key=lambda one: one.file.sha256)
    assert ledger(first, second).figures["A1-K01"].source.file == by_hash.file.file  # type: ignore[union-attr]


def test_a_sample_among_real_returns_is_refused() -> None:
    sample = read(filled(sample=True), "样例.xlsx", received=JUNE_4)
    found = ledger(form(JUNE_3, NAME), sample)
    assert (found.sample, outcomes(found)["样例.xlsx"]) == (False, Outcome.REJECTED)
    assert ("E125", Severity.REJECTED) in [(one.code, one.severity) for one in found.problems]
    assert found.figures["A1-K01"].source.file.endswith(NAME)  # type: ignore[union-attr]


def test_a_period_of_samples_is_a_sample() -> None:
    found = ledger(read(filled(sample=True), NAME, received=JUNE_3))
    assert (found.sample, outcomes(found), codes(found)) == (True, {NAME: Outcome.COUNTED}, [])


def test_one_broken_file_never_stops_the_rest() -> None:
    broken = read(filled()[:4000], "坏的.xlsx", received=JUNE_3)
    found = ledger(broken, form(JUNE_3, NAME))
    assert outcomes(found) == {"坏的.xlsx": Outcome.NOT_A_FORM, NAME: Outcome.COUNTED}
    assert [(one.code, one.place.file.rsplit("/", 1)[1]) for one in found.problems] == [("E114", "坏的.xlsx")]
    assert next(file.reason for file in found.files if file.outcome is Outcome.NOT_A_FORM)


def test_a_form_of_another_month_is_rejected() -> None:
    april = read(filled(period=Period.parse("2024-04")), "四月.xlsx", received=JUNE_3)
    found = ledger(april)
    assert (expected(found).state, expected(found).returned_times) == (ReturnState.REJECTED, 1)
    assert (found.figures, outcomes(found), codes(found)) == ({}, {"四月.xlsx": Outcome.REJECTED}, ["E101"])
    after = ledger(april, form(JUNE_4, NAME))
    assert (expected(after).state, expected(after).returned_times) == (ReturnState.ON_TIME, 1)


@pytest.mark.parametrize(
    ("received", "state", "days"),
    [
        (datetime(2024, 6, 5, 23, 59), ReturnState.ON_TIME, 0),
        (datetime(2024, 6, 6, 0, 0), ReturnState.LATE, 1),
        (datetime(2024, 6, 8, 9, 0), ReturnState.LATE, 2),
        (datetime(2024, 6, 11, 9, 0), ReturnState.LATE, 4),
    ],
)
def test_lateness_in_working_days(received: datetime, state: ReturnState, days: int) -> None:
    """Due on Wednesday 5 June 2024; 8 and 9 June are a weekend."""
    one = expected(ledger(form(received, NAME)))
    assert (one.state, one.days_late) == (state, days)


def test_a_correction_after_the_deadline_makes_nobody_late() -> None:
    late = datetime(2024, 6, 11, 9, 0)
    found = expected(ledger(form(JUNE_3, NAME), form(late, "更正.xlsx", value=Decimal(650))))
    assert (found.state, found.days_late, found.received) == (ReturnState.ON_TIME, 0, JUNE_3)
    assert found.file.endswith("更正.xlsx")


def test_lateness_waived() -> None:
    waiver = Waiver(
        rule="报送截止", code="A1", bureau="区发改局", reason="机构合并", approved_by="张××", since=date(2024, 6, 1),
        until=date(2024, 6, 7),
    )  # fmt: skip
    plan = small_plan(waivers=(waiver,))
    late = [read(filled(plan=plan), NAME, plan=plan, received=datetime(2024, 6, day)) for day in (7, 8)]
    assert [expected(ledger(one, plan=plan)).days_late for one in late] == [0, 2]


PAST = Past(
    period=Period.parse("2024-04"),
    figures={"A1-K01": Decimal(500), "A1-K10": Decimal(0)},
    steps={"A1-K09-S1": date(2024, 3, 20)},
    tasks={("A1-T01", "B001"): PastTask(progress=Decimal(40), narrative="已开工", state=TaskState.NORMAL)},
)


def test_nil_return_carries_last_months_answers() -> None:
    nil = read(filled(blank=True, nil_return=True, past=PAST), NAME, past=PAST, received=JUNE_3)
    found = ledger(nil, past=PAST)
    assert (found.figures["A1-K01"].value, found.figures["A1-K01"].carried) == (500, True)
    assert (found.figures["A1-K10"].value, found.figures["A1-K10"].carried) == (0, True)
    assert (found.figures["A1-K03"].state, found.figures["A1-K03"].carried) == (AnswerState.BLANK, False)
    assert (found.steps["A1-K09-S1"].done, found.steps["A1-K09-S1"].finished) == (True, date(2024, 3, 20))
    assert found.steps["A1-K09-S2"].done is False
    assert (found.tasks["A1-T01", "B001"].state, found.tasks["A1-T01", "B001"].progress) == (TaskState.NORMAL, 40)
    assert found.tasks["A1-T02", "B001"].state is None
    assert expected(found).nil_return


def test_nil_return_with_a_figure_keeps_the_figure() -> None:
    data = filled(figure("A1-K01", Decimal(520)), blank=True, nil_return=True, past=PAST)
    found = ledger(read(data, NAME, past=PAST, received=JUNE_3), past=PAST)
    assert (found.figures["A1-K01"].value, found.figures["A1-K01"].carried) == (520, False)
    assert codes(found) == ["E419"]


def test_blank_form_is_not_carried() -> None:
    found = ledger(read(filled(blank=True, past=PAST), NAME, past=PAST, received=JUNE_3), past=PAST)
    assert (found.figures["A1-K01"].state, found.figures["A1-K01"].value) == (AnswerState.BLANK, None)


def test_figures_of_another_bureaus_rows_do_not_count() -> None:
    own = form(JUNE_3, NAME)
    assert isinstance(own, Submission)
    stranger = replace(own, bureau="B003", file=replace(own.file, sha256="f" * 64, file="x/别家.xlsx"))
    assert ledger(stranger).figures == {}


POOL = [
    form(JUNE_3, "a.xlsx"),
    form(JUNE_4, "b.xlsx", value=Decimal(650)),
    form(JUNE_4, "c.xlsx", value=None),
    form(JUNE_5, "d.xlsx", value="很多"),
    form(JUNE_5, "e.xlsx"),
    read(filled(sample=True), "f.xlsx", received=JUNE_5),
    read(b"%PDF", "g.xlsx", received=JUNE_3),
    read(filled({(T, "A1-T02", "state"): "停滞"}, form=("A1", "B002"), blank=True), "h.xlsx", received=JUNE_5),
    read(filled({(S, "A1-K09-S1", "done"): None}), "i.xlsx", received=JUNE_5),
]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.permutations(POOL))
def test_any_order_gives_the_same_ledger(returns: list[Returned]) -> None:
    assert ledger(*returns) == ledger(*POOL)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(POOL), unique_by=lambda one: one.file.file))
def test_counts_balance(returns: list[Returned]) -> None:
    """Every file has one outcome; every form is answered or not."""
    found = ledger(*returns)
    assert sorted(file.file for file in found.files) == sorted(one.file.file for one in returns)
    counted = sum(file.outcome is Outcome.COUNTED for file in found.files)
    in_time = sum(one.state in (ReturnState.ON_TIME, ReturnState.LATE) for one in found.returns)
    assert counted == in_time
