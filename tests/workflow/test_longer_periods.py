"""Quarter, half-year and year: the view of their last month, compared with the period of the same length before."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from reporter.bulletin.circular.content import bulletin
from reporter.bulletin.facts import Facts
from reporter.bulletin.leaders.fit import leaders_markdown
from reporter.bulletin.wording import markdown
from reporter.core.period import Period
from reporter.core.status import Reason, Status
from reporter.document.markdown import parse
from reporter.folder import FolderError
from reporter.forms.model import SheetKind
from reporter.plan.model import Comparator, Kind, Plan
from reporter.plan.store import write_workbook
from reporter.record.results import dump_results, load_results
from reporter.workflow.assessed import Assessed
from reporter.workflow.documents import facts_of, write_documents
from reporter.workflow.papers import Papers
from reporter.workflow.register import SETTINGS_TEXT
from reporter.workflow.trace import account_of
from tests.bulletin.papers import TEMPLATES
from tests.plan.register_sample import loaded, sample
from tests.plans import RULES, indicator, small_plan
from tests.workflow.commands import reporter
from tests.workflow.months import give_back, months_of, row, typed

Q1, Q2, H1, YEAR = (Period.parse(text) for text in ("2024-Q1", "2024-Q2", "2024-H1", "2024"))
JUNE = Period(2024, 6)
S = SheetKind.STEPS
RATE = {"comparator": Comparator.AT_LEAST, "target": Decimal("7.5"), "unit": "%", "decimals": 1}
COUNT = {"comparator": Comparator.AT_LEAST, "target": Decimal(1200), "unit": "人"}


def plan() -> Plan:
    """A growth rate of every frequency, counts, what is judged at the year's end only, and a milestone."""
    whole = small_plan()
    rates = [
        indicator(f"A1-K{number}", Kind.GROWTH, f"{frequency}增速", frequency=frequency, **RATE)
        for number, frequency in enumerate(("月", "季", "季+1", "半年", "半年+1", "年", "年+1"), 31)
    ]
    kept = ("A1-K03", "A1-K09", "A1-K10", "A1-K11")
    rules = tuple(replace(one, value="1") if one.name == "排名最少事项" else one for one in RULES)
    return small_plan(
        indicators=(
            indicator("A1-K01", Kind.CUMULATIVE, "城镇新增就业", **COUNT),
            indicator("A2-K02", Kind.CUMULATIVE, "康复救助", bureau="区残联", **COUNT),
            *(one for one in whole.indicators if one.code in kept),
            *rates,
        ),
        parts=(),
        tasks=whole.tasks[:1],
        rules=rules,
    )


# figures of A1-K01 and A2-K02 at the ends of the months
FIGURES: Mapping[int, tuple[int, int]] = {
    1: (100, 90), 2: (200, 190), 3: (310, 200), 4: (410, 400), 5: (450, 500), 6: (480, 610), 12: (1100, 1200),
}  # fmt: skip
RATES = {"A1_K31": 8, "A1_K32": 8, "A1_K34": 8, "A1_K36": 8}
STEPS = {
    (S, "A1-K09-S1", "done"): "是",
    (S, "A1-K09-S1", "finished"): date(2024, 3, 20),
    (S, "A1-K09-S2", "done"): "否",
}
LEVELS = {(SheetKind.INDICATORS, "A1-K03", "base"): Decimal(200)}


def fill(root: Path, months: tuple[int, ...], forms: tuple[str, ...] = ()) -> None:
    for number in months:
        jobs, care = FIGURES[number]
        answers = typed(A1_K01=jobs, A2_K02=care, A1_K03=280, A1_K10=0, A1_K11=0, **RATES)
        give_back(root, plan(), f"2024-{number:02d}", {**answers, **STEPS}, forms=forms)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Returns of January to June."""
    root = tmp_path_factory.mktemp("六个月")
    fill(root, (1, 2, 3, 4, 5, 6))
    return root


def assessed(root: Path, period: Period) -> Assessed:
    return months_of(root, plan()).assess(period)


def test_a_quarter_is_compared_with_the_quarter_before_by_its_last_month(folder: Path) -> None:
    found = assessed(folder, Q2)
    assert found.results.period == "2024-Q2"
    assert found.previous is not None and found.previous.period == "2024-Q1"
    jobs = row(found.results, "A1-K01")
    assert (jobs.actual, jobs.previous, jobs.change) == (480, 310, 170)
    assert (jobs.previous_status, jobs.status, jobs.months_behind) == (Status.ON_PACE, Status.BEHIND, 1)
    june = row(assessed(folder, JUNE).results, "A1-K01")
    assert (june.actual, june.previous, june.months_behind) == (480, 450, 2)


def test_quarters_behind_in_a_row_are_counted(folder: Path) -> None:
    care = [row(one, "A2-K02") for one in (*assessed(folder, Q2).earlier, assessed(folder, Q2).results)]
    assert [(one.status, one.months_behind) for one in care] == [(Status.BEHIND, 1), (Status.ON_PACE, 0)]


def test_places_are_compared_with_the_quarter_before(folder: Path) -> None:
    quarter = {one.code: (one.rank, one.rank_change) for one in assessed(folder, Q2).results.bureaus}
    month = {one.code: (one.rank, one.rank_change) for one in assessed(folder, JUNE).results.bureaus}
    first = {one.code: one.rank for one in assessed(folder, Q1).results.bureaus}
    assert first == {"B001": 1, "B002": 2}
    assert quarter["B002"] == (1, 1)
    assert month["B002"] == (1, 0)


def test_returns_and_files_are_those_of_the_last_month(folder: Path) -> None:
    quarter, month = assessed(folder, Q2).results, assessed(folder, JUNE).results
    assert (quarter.returns, quarter.files, quarter.deadline) == (month.returns, month.files, month.deadline)
    assert {one.file.split("/")[1] for one in quarter.files} == {"2024-06"}
    assert load_results(dump_results(quarter)) == quarter


DUE = {
    # in the period: codes of the rates that are judged or missed; the others are not published
    "2024-06": {"A1-K31", "A1-K32", "A1-K34"},
    "2024-Q2": {"A1-K31", "A1-K32", "A1-K33", "A1-K34"},
    "2024-H1": {"A1-K31", "A1-K32", "A1-K33", "A1-K34", "A1-K35"},
}


@pytest.mark.parametrize("period", DUE)
def test_figures_of_a_periods_own_frequency_are_due_in_it(folder: Path, period: str) -> None:
    results = assessed(folder, Period.parse(period)).results
    rates = [one for one in results.indicators if one.kind is Kind.GROWTH]
    assert {one.code for one in rates if one.reason is not Reason.NOT_PUBLISHED or one.actual is not None} - {
        "A1-K36"
    } == DUE[period]
    late = row(results, "A1-K33")
    assert late.status is (Status.NOT_DUE if period == "2024-06" else Status.NOT_REPORTED)


def test_a_month_between_that_is_missing_is_said(tmp_path: Path) -> None:
    fill(tmp_path, (3, 6))
    found = assessed(tmp_path, Q2)
    assert [str(one) for one in found.gaps] == ["2024-04", "2024-05"]
    assert found.previous is not None and found.months == ()
    written = write_documents(months_of(tmp_path, plan()), Q2, found)
    assert "4月、5月没有收到填报表，这一期只看最后一个月的数。" in written.remarks
    assert assessed(tmp_path, Period.parse("2024-Q1")).gaps == (Period(2024, 1), Period(2024, 2))


def test_without_its_last_month_there_is_no_period(tmp_path: Path) -> None:
    fill(tmp_path, (4, 5))
    with pytest.raises(FolderError, match="input_sheets/2024-06"):
        assessed(tmp_path, Q2)


def test_a_first_period_of_the_year_has_none_before_it(folder: Path) -> None:
    assert [assessed(folder, one).previous for one in (Q1, H1)] == [None, None]
    assert len(assessed(folder, H1).months) == 5


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Returns of September and December."""
    root = tmp_path_factory.mktemp("全年")
    for number, figures in {9: (900, 900), 12: FIGURES[12]}.items():
        answers = typed(A1_K01=figures[0], A2_K02=figures[1], A1_K03=280, A1_K10=0, A1_K11=0, **RATES)
        give_back(root, plan(), f"2024-{number:02d}", {**answers, **STEPS})
    return root


def test_the_year_judges_what_is_judged_only_then(year: Path) -> None:
    found = assessed(year, YEAR)
    states = {one.code: one.status for one in found.results.indicators}
    assert states == {
        "A1-K01": Status.BEHIND,
        "A2-K02": Status.ACHIEVED,
        "A1-K03": Status.FAR_BEHIND,
        "A1-K09": Status.FAR_BEHIND,
        "A1-K10": Status.ACHIEVED,
        "A1-K11": Status.FAR_BEHIND,
        **dict.fromkeys(("A1-K31", "A1-K32", "A1-K34", "A1-K36"), Status.ACHIEVED),
        **dict.fromkeys(("A1-K33", "A1-K35", "A1-K37"), Status.NOT_REPORTED),
    }
    december = {one.code: one.status for one in assessed(year, Period(2024, 12)).results.indicators}
    assert {code for code in states if states[code] is not december[code]} == {"A1-K33", "A1-K35", "A1-K37"}
    assert found.previous is None and len(found.gaps) == 10


def written(root: Path, period: Period) -> list[str]:
    months = months_of(root, plan())
    paths = write_documents(months, period, months.assess(period)).paths
    return sorted(path.relative_to(root / "output").as_posix() for path in paths)


@pytest.mark.parametrize("period", [Q2, H1, JUNE], ids=str)
def test_every_figure_of_the_annexes_of_the_leaders_paper_is_proved(folder: Path, period: Period) -> None:
    """No paper is written where a figure is not what it is computed anew."""
    rules = tuple(replace(one, value="是") if one.name == "专报附赶超账" else one for one in plan().rules)
    months = months_of(folder, replace(plan(), rules=rules))
    month = months.assess(period)
    account = account_of(months, period, month, Papers(months.folder, facts_of(months, month)))
    assert account.faults == ()
    printed = {one.figure.printed.origin for one in account.proofs}
    assert {"A1.best_rank", "A1.worst_rank", "all.unsafe_bureaus"} <= printed


def test_a_longer_period_writes_its_papers_but_none_to_single_bureaus(folder: Path) -> None:
    names = ["results.json", "上报表.xlsx", "汇总表.xlsx", "问题清单.xlsx", "溯源.xlsx"]
    names += ["民生实事专报.docx", "督查通报.docx", "领导专报.docx"]
    assert written(folder, Q2) == sorted(f"2024-Q2/{name}" for name in names)
    assert [name for name in written(folder, JUNE) if "notices/" in name] == ["2024-06/notices/2024-06-区发改局.docx"]


def printed(root: Path, period: Period) -> list[str]:
    """The circular's paragraphs, then those of 领导专报."""
    months = months_of(root, plan())
    found = months.assess(period)
    facts = Facts(
        plan=months.plan(period), results=found.results, previous=found.previous, earlier=found.earlier,
        months=found.months, gaps=found.gaps,
    )  # fmt: skip
    circular = markdown(bulletin(facts), TEMPLATES["督查通报"], name="督查通报.md.j2")
    lines = []
    for text, marks in (circular, leaders_markdown(facts, TEMPLATES["领导专报"])):
        document = parse(text, marks)
        blocks = [*document.blocks, *(block for annex in document.annexes for block in annex.blocks)]
        for block in blocks:
            if hasattr(block, "inlines"):
                lines.append(marks.plain("".join(span.text for span in block.inlines)))
    return lines


def test_a_quarter_speaks_of_quarters(folder: Path) -> None:
    lines = printed(folder, Q2)
    assert "与一季度比较" in lines
    assert any(line.startswith("纳入台账的指标共13项，本季度应统计") for line in lines)
    assert any("城镇新增就业480人，占年任务40.0%，本季度新增（A1-K01，区发改局）" in line for line in lines)
    assert (
        "滞后事项1项（见附件4）。督办单按月下达，本期通报不另下达；有关单位按6月督办单的要求整改、回复。"
        "一季度滞后的1项中，1项已达到进度要求，经核实后销号。" in lines
    )
    assert any("比一季度" in line for line in lines)
    assert not [line for line in lines if re.search("本月(?!无变化)|上月|[0-9]个月(?!升|红灯下达)", line)]


def test_the_year_speaks_of_the_year(year: Path) -> None:
    lines = printed(year, YEAR)
    assert "没有上年的可比数据，不作比较。" in lines
    assert any(line.startswith("纳入台账的指标共13项，全年应统计13项。") for line in lines)
    assert any("较大事故全年保持" in line for line in lines)
    assert any("季+1增速（A1-K33，区发改局，次月公布，尚未补报）" in line for line in lines)
    assert not [line for line in lines if re.search("本月(?!无变化)|上月|时序进度为1—|年末作最终认定", line)]


@pytest.mark.parametrize(("period", "title"), [(Q2, "2024年二季度"), (H1, "2024年上半年"), (Q1, "2024年一季度")])
def test_titles_name_the_period(folder: Path, period: Period, title: str) -> None:
    months = months_of(folder, plan())
    content = bulletin(Facts(plan=months.plan(period), results=months.results(period)))
    assert (content.head.period, content.head.document_number) == (title, "（送审稿）")


def test_the_same_returns_give_the_same_bytes(folder: Path) -> None:
    def content() -> dict[str, bytes]:
        written(folder, Q2)
        return {path.name: path.read_bytes() for path in (folder / "output/2024-Q2").iterdir()}

    assert content() == content()


def test_the_command_runs_a_quarter_and_what_has_forms_refuses_it(tmp_path: Path) -> None:
    """Of a register of its own, as a clerk would: April and May missing, 零报告 nowhere."""
    tables = tmp_path / "csv"
    tables.mkdir()
    register = loaded(tables, sample()).plan
    assert register is not None
    root = tmp_path / "工作"
    (root / "input_sheets").mkdir(parents=True)
    (root / "reporter.toml").write_text(SETTINGS_TEXT, encoding="utf-8")
    (root / "input_sheets/计划台账.xlsx").write_bytes(write_workbook(register))
    give_back(root, register, "2024-06", typed(A1_K01="0.8", A1_K02=8))
    done = reporter("run", "2024-Q2", "--no-pdf", "--json", root=root)
    shown = json.loads(done.stdout)
    assert shown["period"] == "2024-Q2"
    assert "output/2024-Q2/督查通报.docx" in shown["files"]
    assert shown["remarks"] == ["4月、5月没有收到填报表，这一期只看最后一个月的数。"]
    record = json.loads((root / "output/2024-Q2/results.json").read_text(encoding="utf-8"))
    assert (record["period"], record["elapsed_ratio"]) == ("2024-Q2", "0.5")
    assert reporter("run", "2024-Q2", "--no-pdf", root=root).stdout.startswith("2024年二季度推进情况")
    for command in ("forms", "sample", "status"):
        said = reporter(command, "2024-Q2", root=root, code=2).stderr
        assert said.startswith("“2024-Q2”不是一个月。这一步按月做"), command
    assert "input_sheets/2024-03" in reporter("run", "2024-Q1", root=root, code=2).stderr
