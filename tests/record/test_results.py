"""results.json, both ways, with the names DESIGN 8 promises."""

from __future__ import annotations

import json
from datetime import date, datetime
from decimal import Decimal

import pytest

from reporter.core.problem import Place, Problem, Severity
from reporter.core.source import Source
from reporter.core.status import Reason, Status, TaskState
from reporter.ledger.model import ExpectedReturn, FoundFile, Outcome, ReturnState
from reporter.plan.model import Comparator, Kind
from reporter.record.model import (
    ActionResult,
    BureauResult,
    IndicatorResult,
    ListResult,
    PartResult,
    PlanRef,
    Results,
    StepResult,
    TaskAnswerResult,
    TaskResult,
)
from reporter.record.results import BrokenRecord, dump_results, load_results

CELL = Source(file="input_sheets/2024-05/a.xlsx", sheet="指标", cell="H7", sha256="ab")
COUNTS = dict.fromkeys(Status, 0) | {Status.ON_PACE: 3}
RESULTS = Results(
    period="2024-05",
    sample=True,
    plan=PlanRef(name="方案", number="屈政办发〔2024〕4号", sha256="00"),
    elapsed_ratio=Decimal("0.4166666667"),
    rules={"灯色口径": "points"},
    indicators=(
        IndicatorResult(
            code="A8-K14", action="A8", tasks=("A8-T09",), name="康复救助", kind=Kind.PAIRED, unit="",
            comparator=Comparator.AT_LEAST, target=Decimal(91), target_upper=None, base=None, actual=Decimal(40),
            completion_ratio=Decimal("0.4395604396"), expected=Decimal("0.4166666667"), gap=Decimal("0.0228937729"),
            status=Status.ON_PACE, reason=None, bureau="B049", counted=True, uses=("A1-K01",), previous=Decimal(31),
            change=Decimal(9), previous_status=Status.BEHIND, source=None,
            parts=(PartResult(code="A8-K14-1", name="人数", unit="人", target=Decimal(13), actual=Decimal(13),
                              source=CELL),),
        ),
        IndicatorResult(
            code="A8-K20", action="A8", tasks=(), name="应急广播", kind=Kind.MILESTONE, unit="", comparator=None,
            target=Decimal(1), target_upper=None, base=None, actual=None, completion_ratio=None, expected=Decimal(0),
            gap=None, status=Status.NOT_DUE, reason=Reason.NOT_DUE_YET, bureau="B023", counted=True, uses=(),
            previous=None, change=None, previous_status=None, source=None,
            steps=(StepResult(code="A8-K20-S1", name="资金落实", due=date(2024, 12, 31), done=None, finished=None,
                              note="", source=None),),
        ),
    ),
    tasks=(
        TaskResult(
            code="A8-T09", action="A8", name="康复救助", status=Status.FAR_BEHIND, reported_status=TaskState.STALLED,
            progress=Decimal(40), leads=("B049",),
            answers=(TaskAnswerResult(bureau="B049", status=TaskState.STALLED, progress=Decimal(40),
                                      narrative="<进展>&", trouble="无", next_steps="", practice="", source=CELL),),
        ),
    ),
    lists=(
        ListResult(code="A8-B049-L01", action="A8", bureau="B049", category="项目", name="项目", planned=Decimal(100),
                   done=Decimal("40.5"), unit="万元", start=date(2024, 1, 10), due=None, progress="", source=CELL),
    ),
    actions=(ActionResult(code="A8", name="民生可感行动", counts=COUNTS, due=3, on_pace=3, on_pace_share=Decimal(1),
                          mean_ratio=None, rank=1),),
    bureaus=(BureauResult(code="B049", name="区残联", counts=COUNTS, due=3, on_pace=3, on_pace_share=Decimal(1),
                          mean_ratio=Decimal("0.5"), rank=None, rank_change=None, timeliness=Decimal(1),
                          returned_times=0),),
    returns=(ExpectedReturn(action="A8", bureau="B049", state=ReturnState.ON_TIME, file=CELL.file, sha256="ab",
                            received=datetime(2024, 6, 4, 9, 30), received_from="收件登记"),),
    files=(FoundFile(file=CELL.file, sha256="ab", received=datetime(2024, 6, 4, 9, 30), received_from="收件登记",
                     action="A8", bureau="B049", outcome=Outcome.COUNTED),),
    problems=(Problem(code="E214", severity=Severity.REJECTED, place=Place(file=CELL.file, sheet="指标", cell="H9"),
                      message="没有填", needed="补填", item="A8-K14-2", bureau="B049", seen=""),),
    previous_sealed=False,
    deadline=date(2024, 6, 5),
)  # fmt: skip

PROMISED = {
    "": "period sample plan elapsed_ratio rules indicators tasks lists actions bureaus returns files problems",
    "plan": "name number sha256",
    "indicators": "code action tasks name kind unit comparator target target_upper base actual completion_ratio"
    " expected gap status reason bureau counted uses previous change previous_status source parts",
    "indicators.parts": "code name unit target actual source",
    "tasks": "code action name status reported_status progress leads answers",
    "tasks.answers": "bureau status progress source",
    "lists": "code action bureau category name planned done unit start due progress source",
    "actions": "code name counts due on_pace on_pace_share mean_ratio rank",
    "bureaus": "code name due on_pace on_pace_share mean_ratio rank rank_change timeliness returned_times",
    "returns": "action bureau state days_late nil_return file sha256 received received_from",
    "files": "file sha256 received received_from action bureau outcome reason",
    "problems": "code severity item bureau file sheet cell seen needed",
}


def test_what_is_written_is_read_back() -> None:
    assert load_results(dump_results(RESULTS)) == RESULTS


def test_the_promised_names_are_there() -> None:
    written = json.loads(dump_results(RESULTS))
    for place, names in PROMISED.items():
        node = written
        for step in filter(None, place.split(".")):
            node = node[step][0] if isinstance(node[step], list) else node[step]
        assert set(names.split()) <= set(node), place


def test_values_are_strings_codes_and_english_states() -> None:
    written = json.loads(dump_results(RESULTS))
    row, due = written["indicators"]
    assert (row["completion_ratio"], row["kind"], row["comparator"]) == ("0.4395604396", "paired", "at_least")
    assert (row["status"], row["previous_status"], row["parts"][0]["source"]["cell"]) == ("on_pace", "behind", "H7")
    assert (due["reason"], due["actual"], due["steps"][0]["due"]) == ("not_due_yet", None, "2024-12-31")
    task = written["tasks"][0]
    assert (task["reported_status"], task["answers"][0]["status"]) == ("far_behind", "far_behind")
    assert written["actions"][0]["counts"]["on_pace"] == 3
    assert written["problems"][0]["severity"] == "退回"
    assert (written["returns"][0]["state"], written["files"][0]["outcome"]) == ("on_time", "counted")


def test_keys_are_sorted_and_bytes_repeat() -> None:
    data = dump_results(RESULTS)
    assert data == dump_results(RESULTS)
    assert list(json.loads(data)) == sorted(json.loads(data))


@pytest.mark.parametrize("damage", [b"", b"[]", b"{}", b'{"period": 3}'])
def test_a_broken_record_is_named(damage: bytes) -> None:
    with pytest.raises(BrokenRecord, match="读不出来"):
        load_results(damage)


def test_a_record_with_an_unknown_status_is_broken() -> None:
    data = dump_results(RESULTS).replace(b'"on_pace"', b'"splendid"', 1)
    with pytest.raises(BrokenRecord):
        load_results(data)
