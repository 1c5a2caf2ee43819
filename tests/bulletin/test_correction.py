"""更正通报 in whole sentences: what is corrected, what follows, where it stands; nothing else."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest

from reporter.bulletin.correction.content import NothingToCorrect
from reporter.core.status import TaskState
from reporter.document.official import write
from reporter.plan.model import Kind, Milestone
from reporter.record.model import Results
from tests.bulletin.correction_case import APRIL, MAY, NUMBER, ROWS, TITLE, Written, month, plan
from tests.plans import indicator
from tests.record.test_compare import april as sent_in_april
from tests.record.test_compare import disturbed, register, results

WAITING = "原因：（待填）。"
UNCHANGED = "以上更正不改变原通报的占比、灯色、位次和其他结论。"
FIGURES, FOLLOWS, PLACES, ASKED = "更正内容", "由此改变的结论", "原通报相应文字", "有关要求"


def april() -> Results:
    return month("2024-04", APRIL)


def may(**changed: str) -> Results:
    """May with other figures: K03="100.2" stands for A1-K03, P01 for A2-K01, P02 for A2-K02."""
    codes = {"K03": "A1-K03", "P01": "A2-K01", "P02": "A2-K02"}
    return month("2024-05", MAY | {codes[key]: value for key, value in changed.items()}, previous=april())


def one_light() -> Written:
    """The correction of the example: 38.6 becomes 45.6 and yellow turns green."""
    figures = MAY | {"A2-K01": "45.6"}
    notes = {"A2-K01": "填报时漏计2个标段5月建成的7.0公里"}
    return Written(may(), month("2024-05", figures, previous=april(), notes=notes), april())


def test_one_figure_with_a_change_of_light() -> None:
    found = one_light().sections
    assert list(found) == ["", FIGURES, FOLLOWS, PLACES, ASKED]
    assert found[""] == [f"《{TITLE}》（{NUMBER}）印发后，有1项指标数据变动。经核实，现予更正。"]
    assert found[FIGURES] == [
        "农村公路安防设施（A2-K01，区残联）1—5月完成数，由38.6公里更正为45.6公里，增加7.0公里。"
        "原因：填报时漏计2个标段5月建成的7.0公里。区残联（待填）来函更正，区督查室（待填）核实。"
        "农村“三路”建设（A2-T01）进展状态相应由“进展滞后”更正为“正常推进”。"
    ]
    assert found[FOLLOWS] == [
        "（一）指标。农村公路安防设施占年任务之比由37.5%改为44.3%，由慢于时序4.2个百分点改为快于时序2.6个百分点，"
        "由黄灯改为绿灯，不再列为滞后。",
        "（二）总体。达到进度要求由3项改为4项，占比由60.0%改为80.0%；滞后由2项改为1项，占比由40.0%改为20.0%，"
        "其中黄灯由2项改为1项。与4月相比，达到进度要求由持平改为增加1项，占比由持平改为提高20.0个百分点，"
        "滞后由持平改为减少1项，灯色转好由0项改为1项。",
        "（三）任务。正常推进由0项改为1项，占比由0.0%改为100.0%；进展滞后由1项改为0项，占比由100.0%改为0.0%。",
        "（四）行动。民生可感行动达到进度要求由1项改为2项，占比由50.0%改为100.0%，由与4月持平改为比4月提高"
        "50.0个百分点，位次由第2位改为第1位；产业培塑行动由第1位改为第2位。",
        "（五）单位。区残联占比由0.0%改为100.0%。",
        "（六）问题和督办。连续2个月以上滞后由2项改为1项。存疑数据由1处改为0处。区残联督办单撤回；"
        "督办单由2份改为1份；全部督办单涉及的滞后事项由2项改为1项；黄单由2份改为1份。"
        "4月滞后事项中已达到进度要求的由0项改为1项。",
        "（七）其他文书。《督查专报》引用上述数据的，随本通报更正。",
    ]
    assert found[PLACES] == [
        "原通报第一部分（一）（二）（三），第二部分（二），第三部分（三），第四部分（一），第五部分（一）（二），"
        "附件1、附件2、附件3、附件4、附件5的有关数字和文字，以本通报附件为准。"
    ]
    assert found[ASKED] == [
        "各单位已引用原通报上述数据的，按本通报更正。责任单位报送前要由分管负责人核对完成数，避免漏计、错报。"
    ]


def test_the_table_follows_the_circular() -> None:
    rows = one_light().rows
    assert rows[:3] == [
        ("第一部分（一）", "达到进度要求", "3项，占60.0%", "4项，占80.0%"),
        ("第一部分（一）", "滞后", "2项，占40.0%，均为黄灯", "1项，占20.0%，为黄灯"),
        ("第一部分（二）", "任务推进情况", "进展滞后1项", "正常推进1项"),
    ]
    lagging = "农村公路安防设施38.6公里，占年任务37.5%，连续2个月（A2-K01，区残联）"
    assert ("第二部分（二）", "滞后的是", lagging, "删去") in rows
    assert ("第四部分（一）", "连续2个月以上滞后", "2项", "1项") in rows
    assert ("附件1表1-1", "产业培塑行动", "第1位", "第2位") in rows
    assert (
        "附件1表1-2",
        "第4项（A2-K01）",
        "1—5月完成38.6公里，占年任务之比37.5%，慢4.2个百分点，比4月末增减+8.6公里，黄灯，备注：连续滞后2个月",
        "1—5月完成45.6公里，占年任务之比44.3%，快2.6个百分点，比4月末增减+15.6公里，绿灯，备注：由黄灯转绿灯",
    ) in rows
    assert ("附件4", "第2项（A2-K01）", "列入", "删去") in rows
    assert list(dict.fromkeys(row[0] for row in rows)) == [
        *(f"第一部分（{section}）" for section in "一二三"),
        "第二部分（二）",
        "第三部分（三）",
        "第四部分（一）",
        "第五部分（一）",
        "第五部分（二）",
        *("附件1表1-1", "附件1表1-2", "附件2表2-1", "附件2表2-2", "附件3", "附件4", "附件5存疑数据"),
    ]


def test_one_figure_without_consequence() -> None:
    written = Written(may(K03="100.1"), may(K03="100.2"), april())
    found = written.sections
    assert found[FIGURES] == [
        "新增住房（A1-K03，营田镇）1—5月完成数，由100.1万平方米更正为100.2万平方米，增加0.1万平方米。"
        f"{WAITING}营田镇（待填）来函更正，区督查室（待填）核实。"
    ]
    assert found[FOLLOWS] == [UNCHANGED]
    assert found[PLACES] == [
        "原通报第二部分（一），附件1、附件4的有关数字和文字，以本通报附件为准。"
        "第一部分、第三部分、第四部分、第五部分、附件2、附件3、附件5不变。"
    ]
    assert written.rows == [
        ("第二部分（一）", "新增住房", "100.1万平方米", "100.2万平方米"),
        (
            "附件1表1-2",
            "第3项（A1-K03）",
            "1—5月完成100.1万平方米，比4月末增减+20.1万平方米",
            "1—5月完成100.2万平方米，比4月末增减+20.2万平方米",
        ),
        ("附件4", "第1项（A1-K03）", "1—5月完成100.1万平方米", "1—5月完成100.2万平方米"),
    ]


def test_a_figure_that_differs_where_nothing_is_printed() -> None:
    found = Written(may(K03="100.21"), may(K03="100.22"), april())
    assert "由100.21万平方米更正为100.22万平方米，增加0.01万平方米" in found.sections[FIGURES][0]
    assert found.sections[PLACES] == ["原通报印出的数字和文字不变。"]
    assert "原通报印出的数字和文字没有变化。" in found.markdown


def test_two_figures_are_numbered_and_the_places_follow_the_new_ranks() -> None:
    found = Written(may(), may(K03="130", P02="3"), april()).sections
    assert found[""][0].endswith("有2项指标数据变动。经核实，现予更正。")
    assert found[FIGURES] == [
        "1.新增住房（A1-K03，营田镇）1—5月完成数，由100万平方米更正为130万平方米，增加30万平方米。"
        f"{WAITING}营田镇（待填）来函更正，区督查室（待填）核实。",
        f"2.新建公厕（A2-K02，河市镇）1—5月完成数，由6座更正为3座，减少3座。{WAITING}"
        "河市镇（待填）来函更正，区督查室（待填）核实。",
    ]
    assert found[FOLLOWS][1] == (
        "（二）总体。滞后2项不变，其中黄灯由2项改为1项，红灯由0项改为1项。"
        "与4月相比，灯色转好由0项改为1项，灯色转差由0项改为1项。"
    )
    assert found[FOLLOWS][3] == (
        "（四）单位。营田镇占比由0.0%改为100.0%，名次由第5位改为第3位；河市镇占比由100.0%改为0.0%，"
        "名次由并列第1位改为第5位。其他单位名次不变。居前三位的改为区发改局、区统计局（并列第1位），营田镇（第3位）。"
    )


def test_a_changed_target_is_decided_and_has_no_letter() -> None:
    stricter = plan(indicators=[*ROWS[:4], replace(ROWS[4], target=Decimal(24))])
    new = month("2024-05", MAY, previous=april(), register=stricter)
    found = Written(may(), new, april(), stricter).sections
    assert found[""][0].endswith("有1项指标口径调整。经核实，现予更正。")
    assert found[FIGURES] == ["新建公厕（A2-K02，河市镇）年度目标由12座调整为24座。依据：（待填）。"]
    assert found[FOLLOWS][0] == (
        "（一）指标。新建公厕占年任务之比由50.0%改为25.0%，由快于时序8.3个百分点改为慢于时序16.7个百分点，"
        "由绿灯改为红灯，改列为滞后。"
    )
    assert found[FOLLOWS][4] == (
        "（五）问题和督办。连续2个月以上滞后2项不变，占滞后事项之比由100.0%改为66.7%。"
        "对河市镇下达督办单，为蓝单，事项为新建公厕（A2-K02）；督办单由2份改为3份；"
        "全部督办单涉及的滞后事项由2项改为3项；蓝单由0份改为1份。"
    )
    assert found[ASKED] == ["各单位已引用原通报上述数据的，按本通报更正。"]


def test_a_changed_rule_is_rendered_as_it_was() -> None:
    stricter = plan(黄灯百分点="3")
    new = month("2024-05", MAY, previous=april(), register=stricter)
    found = Written(may(), new, april(), stricter)
    assert found.sections[""][0].endswith("有1项统计规则调整。经核实，现予更正。")
    assert found.sections[FIGURES] == ["规则“黄灯百分点”由10调整为3。依据：（待填）。"]
    assert found.sections[FOLLOWS][0] == ("（一）指标。新增住房由黄灯改为红灯。农村公路安防设施由黄灯改为红灯。")
    assert any(row[0] == "附件5灯色和状态" for row in found.rows)


def test_a_form_that_came_in_late() -> None:
    without = {code: value for code, value in MAY.items() if code != "A2-K01"}
    old = month("2024-05", without, previous=april())
    new = month("2024-05", MAY, previous=april(), late={"A2-K01": (3, datetime(2024, 6, 10, 9))})
    found = Written(old, new, april()).sections
    assert found[""][0].endswith("有1项指标数据变动、1项任务填报内容变动、1份填报表报送情况变动。经核实，现予更正。")
    assert found[FIGURES] == [
        "1.区残联民生可感行动填报表由未报送更正为迟报（6月10日收到）。区督查室（待填）核实。",
        "2.农村公路安防设施（A2-K01，区残联）1—5月完成数，由未报更正为38.6公里。原因：填报表补报。"
        "区督查室（待填）核实。农村“三路”建设（A2-T01）进展状态由“未报”更正为“进展滞后”。",
    ]
    assert found[FOLLOWS][0] == (
        "（一）指标。农村公路安防设施占年任务之比为37.5%，慢于时序4.2个百分点，由未报改为黄灯，改列为滞后。"
    )
    assert found[FOLLOWS][5] == (
        "（六）问题和督办。连续2个月以上滞后由1项改为2项；因未报送填报表没有数据的指标由1项改为0项。"
        "迟报由0份改为1份；未报送由1份改为0份；存疑数据由0处改为1处。"
        "对区残联下达督办单，为黄单，事项为农村公路安防设施（A2-K01）；督办单由1份改为2份；"
        "全部督办单涉及的滞后事项由1项改为2项；黄单由1份改为2份。"
    )


def test_a_tie_that_appears() -> None:
    found = Written(may(), may(K03="150"), april())
    assert found.sections[FOLLOWS][3] == (
        "（四）单位。营田镇占比由0.0%改为100.0%，名次由第5位改为并列第1位；区残联由第4位改为第5位。其他单位名次不变。"
        "居前三位的改为区发改局、区统计局、营田镇、河市镇（并列第1位）。"
    )
    assert ("附件3", "区残联", "第4位", "第5位") in found.rows


def test_an_indicator_that_joined_the_register_and_one_that_left_it() -> None:
    joined = indicator("A1-K08", Kind.CUMULATIVE, "新增商户", bureau="区发改局", target=Decimal(10), unit="户")
    other = plan(indicators=[*ROWS[:4], joined])
    sent = {code: value for code, value in MAY.items() if code != "A2-K02"} | {"A1-K08": "6"}
    found = Written(may(), month("2024-05", sent, previous=april(), register=other), april(), other)
    assert found.sections[FIGURES][:2] == [
        "1.新增商户（A1-K08，区发改局）列入台账。依据：（待填）。",
        "2.新建公厕（A2-K02，河市镇）不再列入台账。依据：（待填）。",
    ]
    assert ("附件1表1-2", "第5项（A2-K02）", "列入", "删去") in found.rows
    assert ("附件1表1-2", "第5项（A1-K08）", "—", "列入") in found.rows
    assert found.sections[""][0].endswith("有2项指标口径调整。经核实，现予更正。")
    assert "。河市镇不再列入。" in found.sections[FOLLOWS][2]


def test_only_words_changed() -> None:
    new = month("2024-05", MAY, previous=april(), narrative="两个标段已完工")
    found = Written(may(), new, april())
    assert found.sections[""][0].endswith("有1项任务填报内容变动。经核实，现予更正。")
    assert found.sections[FIGURES] == [
        "农村“三路”建设（A2-T01）的进展情况、说明等文字有更正，见附件。区督查室（待填）核实。"
    ]
    assert found.sections[FOLLOWS] == [UNCHANGED]
    assert found.rows == [("附件2表2-2", "第1项（A2-T01）", "进展情况：按计划推进", "进展情况：两个标段已完工")]


def test_a_task_that_its_lead_judges_otherwise() -> None:
    old = may(P01="45.6")
    new = month("2024-05", MAY | {"A2-K01": "45.6"}, previous=april(), task=TaskState.STALLED)
    found = Written(old, new, april()).sections
    assert found[FIGURES] == ["农村“三路”建设（A2-T01）进展状态由“正常推进”更正为“停滞”。区督查室（待填）核实。"]
    assert [line[:6] for line in found[FOLLOWS]] == ["（一）任务。", "（二）其他文"]


def test_a_step_that_was_done_after_all() -> None:
    row = indicator("A1-K09", Kind.MILESTONE, "应急广播", bureau="区发改局")
    step = Milestone(indicator="A1-K09", number=1, name="完成招标", due=date(2024, 3, 31))
    steps = plan(indicators=[*ROWS, row], milestones=[step])
    before = month("2024-04", APRIL, register=steps, steps={"A1-K09-S1": (False, None)})
    old, new = (
        month("2024-05", MAY, register=steps, previous=before, steps={"A1-K09-S1": answer})
        for answer in ((False, None), (True, date(2024, 5, 20)))
    )
    found = Written(old, new, before, steps, steps).sections
    assert found[FIGURES][0].startswith(
        "应急广播（A1-K09，区发改局）“完成招标”由未完成更正为5月20日完成。原因：（待填）。"
    )
    assert found[FOLLOWS][0] == "（一）指标。应急广播由红灯改为绿灯（已完成全年目标），不再列为滞后。"


def test_nothing_to_correct() -> None:
    with pytest.raises(NothingToCorrect, match="2024-05的数据和印发的一样"):
        Written(may(), may(), april())


def test_a_first_bulletin_is_corrected_without_a_comparison() -> None:
    old, new = month("2024-05", MAY), month("2024-05", MAY | {"A2-K01": "45.6"})
    found = Written(old, new, None).sections
    assert "与4月相比" not in "".join(found[FOLLOWS])


def test_the_head_and_the_landscape_annex() -> None:
    written = one_light()
    elements, plain = written.document.elements, written.marks.plain
    assert plain(elements.title) == "屈原管理区管委办公室关于更正2024年1—5月“二大行动”推进情况通报有关数据的通报"
    assert (plain(elements.number), plain(elements.date)) == ("（送审稿）", "2024年6月 日")
    assert [plain(title) for title in elements.annex_titles] == ["更正前后对照表"]
    assert [annex.landscape for annex in written.document.annexes] == [True]


def test_the_same_results_give_the_same_bytes() -> None:
    first, second = one_light(), one_light()
    assert write(first.document, first.marks) == write(second.document, second.marks)


def test_a_bureau_cannot_write_markup() -> None:
    new = month("2024-05", MAY | {"A2-K01": "45.6"}, previous=april(), notes={"A2-K01": "## 漏计|1**段**"})
    found = Written(may(), new, april())
    assert "原因：##漏计|1**段**。" in found.sections[FIGURES][0]
    assert list(found.sections) == ["", FIGURES, FOLLOWS, PLACES, ASKED]


@pytest.mark.parametrize("seed", random.Random(3).sample(range(200), 6))
def test_every_place_that_changed_has_a_row_and_no_other(seed: int) -> None:
    """Over random changes of the shipped register: the table and part 三 name the same places."""
    ledger, changed = disturbed(seed)
    old, new = results(), results(ledger, changed)
    written = Written(old, new, sent_in_april(), changed, register())
    write(written.document, written.marks)
    (named,) = written.sections[PLACES]
    changed_places, _, unchanged = named.partition("的有关数字和文字")
    for position in {row[0] for row in written.rows}:
        part = position.split("部分")[0] + "部分" if "部分" in position else position[:3]
        assert part in changed_places and part not in unchanged, position
    assert all(row[2] != row[3] for row in written.rows)
    assert register().head == changed.head
