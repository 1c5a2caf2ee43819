"""What a correction lists: everything that differs and nothing else, over random changes of what was sent."""

from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import Any

import pytest

from reporter.core.source import Source
from reporter.core.status import Status, TaskState
from reporter.intake.submission import AnswerState
from reporter.ledger.model import Ledger, ReturnState
from reporter.plan.model import Comparator, Plan, Rule
from reporter.plan.store import read_folder, shipped
from reporter.record.changes import Changes
from reporter.record.compare import bare, compare, notice_colours, totals_of
from reporter.record.model import Results
from tests.bulletin.generated import computed, ledger_of

ELSEWHERE = Source(file="input_sheets/2024-05/更正.xlsx", sheet="指标", cell="H9", sha256="1")
KEYS = {
    "indicators": lambda row: row.code,
    "tasks": lambda row: row.code,
    "lists": lambda row: row.code,
    "actions": lambda row: row.code,
    "bureaus": lambda row: row.code,
    "returns": lambda row: (row.action, row.bureau),
}


@cache
def register() -> Plan:
    plan = read_folder(shipped("quyuan-2024")).plan
    assert plan is not None
    return plan


@cache
def april() -> Results:
    return computed(register(), ledger_of(register(), "2024-04", 5))


@cache
def may() -> Ledger:
    return ledger_of(register(), "2024-05", 5)


def results(ledger: Ledger | None = None, plan: Plan | None = None) -> Results:
    return computed(plan or register(), ledger or may(), april())


def with_figure(code: str, value: str | None, ledger: Ledger | None = None) -> Ledger:
    """The ledger with another answer to one row; None: blank."""
    ledger = ledger or may()
    state = AnswerState.BLANK if value is None else AnswerState.VALUE
    number = None if value is None else Decimal(value)
    answer = replace(ledger.figures[code], state=state, value=number, source=ELSEWHERE)
    return replace(ledger, figures={**ledger.figures, code: answer})


def disturbed(seed: int) -> tuple[Ledger, Plan]:
    """Up to six random changes of what was sent and what was promised."""
    dice, ledger, plan = random.Random(seed), may(), register()
    for _ in range(dice.randint(1, 6)):
        match dice.randrange(6):
            case 0 | 1:
                code = dice.choice(sorted(ledger.figures))
                ledger = with_figure(code, dice.choice(("0", "3", "9999", None)), ledger)
            case 2:
                code = dice.choice(sorted(ledger.steps))
                answer = replace(ledger.steps[code], done=dice.choice((True, False, None)), finished=None)
                ledger = replace(ledger, steps={**ledger.steps, code: answer})
            case 3:
                key = dice.choice(sorted(ledger.tasks))
                task = replace(ledger.tasks[key], state=dice.choice(list(TaskState)), narrative="更正")
                ledger = replace(ledger, tasks={**ledger.tasks, key: task})
            case 4:
                index = dice.randrange(len(ledger.returns))
                form = replace(ledger.returns[index], state=dice.choice(list(ReturnState)), days_late=dice.randrange(3))
                ledger = replace(ledger, returns=(*ledger.returns[:index], form, *ledger.returns[index + 1 :]))
            case _:
                plan = _promised_otherwise(plan, dice)
    return ledger, plan


def _promised_otherwise(plan: Plan, dice: random.Random) -> Plan:
    if dice.random() < 0.3:
        first = plan.rules[0].since
        return replace(plan, rules=(*plan.rules, Rule(name="黄灯百分点", value="2", since=first.replace(month=5))))
    rows = list(plan.indicators)
    index = dice.choice([number for number, row in enumerate(rows) if row.target and row.comparator])
    row = rows[index]
    assert row.target is not None
    rows[index] = dice.choice(
        (
            replace(row, target=row.target * 2, target_upper=None),
            replace(row, counted=not row.counted),
            replace(row, comparator=Comparator.MORE_THAN),
        )
    )
    return replace(plan, indicators=tuple(rows))


def applied(old: Results, changes: Changes) -> dict[str, dict[object, Any]]:
    """The rows of `old` by table and key with every listed field, and only those, taken from the change."""
    found = {}
    for table, key in KEYS.items():
        rows: dict[object, Any] = {key(row): row for row in getattr(old, table)}
        for change in getattr(changes, table):
            if change.new is None:
                del rows[change.key]
            elif change.old is None:
                rows[change.key] = change.new
            else:
                rows[change.key] = replace(
                    rows[change.key], **{name: getattr(change.new, name) for name in change.fields}
                )
        found[table] = rows
    return found


@pytest.mark.parametrize("seed", range(25))
def test_the_changes_applied_to_the_old_give_the_new(seed: int) -> None:
    old, new = results(), results(*disturbed(seed))
    changes = compare(old, new)
    for table, rows in applied(old, changes).items():
        wanted = {KEYS[table](row): bare(row) for row in getattr(new, table)}
        assert {key: bare(row) for key, row in rows.items()} == wanted, table
        for change in getattr(changes, table):
            if change.old is not None and change.new is not None:
                assert change.fields
                same = [n for n in change.fields if bare(getattr(change.old, n)) == bare(getattr(change.new, n))]
                assert same == []
    before, after = notice_colours(old), notice_colours(new)
    for notice in changes.notices:
        assert before.get(notice.bureau) == notice.old != notice.new == after.get(notice.bureau)
    moved = {notice.bureau for notice in changes.notices}
    assert {code: c for code, c in before.items() if code not in moved} == {
        code: c for code, c in after.items() if code not in moved
    }
    assert (changes.totals is None) == (totals_of(old) == totals_of(new))
    lagging = [row.code for row in old.indicators if row.counted and row.status.is_lagging]
    left = [code for code in lagging if code not in changes.laggards_removed]
    assert sorted([*left, *changes.laggards_added]) == sorted(
        row.code for row in new.indicators if row.counted and row.status.is_lagging
    )
    assert {name: value for name, value in old.rules.items() if name not in {one.name for one in changes.rules}} == {
        name: value for name, value in new.rules.items() if name not in {one.name for one in changes.rules}
    }


@pytest.mark.parametrize("seed", range(25))
def test_every_answer_and_promise_that_differs_is_a_cause(seed: int) -> None:
    old, new = results(), results(*disturbed(seed))
    changes = compare(old, new)
    answers = {(one.code, one.field): (one.old, one.new) for one in changes.figures}
    for was, now in zip(old.indicators, new.indicators, strict=True):
        assert was.code == now.code
        if not was.parts and not was.steps:
            assert (was.actual != now.actual) == ((was.code, "actual") in answers)
        for then, part in zip(was.parts, now.parts, strict=True):
            assert (then.actual != part.actual) == ((part.code, "actual") in answers)
        for before, step in zip(was.steps, now.steps, strict=True):
            assert (before.done != step.done) == ((step.code, "done") in answers)
    promised = {(one.code, one.field) for one in changes.promises}
    for was, now in zip(old.indicators, new.indicators, strict=True):
        assert (was.target != now.target) == ((was.code, "target") in promised) or now.parts
        assert (was.counted != now.counted) == ((was.code, "counted") in promised)


def test_nothing_changed() -> None:
    changes = compare(results(), results())
    assert not changes
    assert changes.corrected == ()


def test_a_form_sent_again_with_the_same_figures_changes_nothing() -> None:
    again = {code: replace(one, source=ELSEWHERE) for code, one in may().figures.items()}
    returns = tuple(replace(one, file="b.xlsx", sha256="2") for one in may().returns)
    assert not compare(results(), results(replace(may(), figures=again, returns=returns)))


def test_a_changed_figure_names_its_cell() -> None:
    old = results()
    red = (row for row in old.indicators if row.counted and row.status is Status.FAR_BEHIND)
    row = next(row for row in red if row.code in may().figures and row.target and not row.parts)
    new = results(with_figure(row.code, f"{row.target:f}"))
    changes = compare(old, new)
    own = [one for one in changes.figures if one.code == row.code]
    assert [(one.field, one.old, one.new, one.source) for one in own] == [("actual", row.actual, row.target, ELSEWHERE)]
    assert changes.corrected[0] == row.code
    assert row.code in changes.laggards_removed


def test_a_row_that_takes_its_figure_follows_and_is_no_correction_of_its_own() -> None:
    old = results()
    used = next(row for row in old.indicators if any(user.count("-") == 1 for user in row.uses) and row.actual)
    changes = compare(old, results(with_figure(used.code, f"{(used.actual or 0) + 1}")))
    assert {one.indicator for one in changes.figures} > {used.code}
    assert changes.corrected == (used.code,)


def test_results_of_other_periods_are_not_compared() -> None:
    with pytest.raises(ValueError, match="2024-04"):
        compare(april(), results())
