"""Whole plans of three structures: tasks, bodies, task forces, promises, contradictions."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from reporter.plan.draft.model import Draft, Sure
from reporter.plan.model import Action, Comparator, Kind
from tests.plan.draft import drafted, texts


@pytest.fixture(scope="module")
def county() -> Draft:
    return drafted.of(texts.COUNTY)


@pytest.fixture(scope="module")
def notice() -> Draft:
    return drafted.of(texts.NOTICE)


@pytest.fixture(scope="module")
def province() -> Draft:
    return drafted.of_rows(texts.HEADINGS, *texts.PROVINCE)


def listed(found: Draft) -> list[tuple[str, str, tuple[str, ...], tuple[str, ...], bool]]:
    return [(one.code, one.name, one.leads, one.supports, one.open_list) for one in found.plan.tasks]


class TestCounty:
    """Attachments with 工作目标, 工作任务, 推进机制; text of a scan."""

    def test_the_plan_says_of_itself(self, county: Draft) -> None:
        head = county.plan.head
        assert (head.name, head.number) == ("清溪县实施“两大行动”总体方案", "清政办发〔2026〕9号")
        assert (head.issuer, head.issued, head.year) == ("清溪县人民政府办公室", date(2026, 2, 9), 2026)
        assert head.leader == "县委副书记"
        assert county.remarks["方案"][0].missing == frozenset()

    def test_every_attachment_is_an_action_and_the_rest_is_the_general_plan(self, county: Draft) -> None:
        assert [(one.code, one.name) for one in county.plan.actions] == [
            ("A0", "总体方案"),
            ("A1", "工业倍增行动"),
            ("A2", "乡村振兴行动"),
        ]

    def test_tasks_with_leads_supports_and_open_lists(self, county: Draft) -> None:
        assert listed(county) == [
            ("A1-T01", "新型材料", ("县科工局",), ("县发改局", "县财政局"), False),
            ("A1-T02", "先进制造", ("县科工局", "县市监局"), ("县城投公司",), True),
            ("A1-T03", "要素保障", ("县科工局", "县城投公司", "县市监局"), (), False),
            ("A1-T04", "政务服务", ("县行政审批局",), ("各乡镇（街道）",), False),
            ("A1-T05", "安全生产", ("县应急管理局", "东门街道"), ("其他有关单位",), False),
            ("A1-T06", "纾困解难", ("工业倍增行动各成员单位",), (), False),
            ("A2-T01", "提高残疾人“两项补贴”标准", ("县残联",), (), False),
            ("A2-T02", "康复救助残疾儿童", ("县残联",), (), False),
            ("A2-T03", "推进户厕改造", ("县农业农村局",), (), False),
            ("A2-T04", "关怀扶助", ("县卫健局",), (), False),
            ("A2-T05", "农田水利", ("县农业农村局", "县水利局"), (), False),
            ("A2-T06", "农村饮水", ("县水利局", "县工商联"), (), True),
            ("A2-T07", "产业富民", ("县农业农村局",), ("东溪镇", "西溪乡", "东门街道"), False),
        ]

    def test_places_and_sections(self, county: Draft) -> None:
        first, deep = drafted.task(county, "新型材料"), drafted.task(county, "推进户厕改造")
        assert (first.places, first.section) == (("A1 二、（一）1",), "（一）做强主导产业")
        assert (deep.places, deep.section) == (("A2 二、（一）2（3）",), "（一）办好四大省级重点民生实事")

    def test_every_row_says_where_it_was_read(self, county: Draft) -> None:
        lines = texts.COUNTY.split("\n")
        for one, remark in zip(county.plan.tasks, county.remarks["任务"], strict=True):
            line = lines[int(remark.line.removeprefix("第").removesuffix("行")) - 1]
            assert one.name[-4:] in line.replace("260 座", "")

    def test_task_forces(self, county: Draft) -> None:
        assert county.plan.actions[1] == Action(
            code="A1",
            name="工业倍增行动",
            convener="分管副县长",
            deputies=("县科工局",),
            office="县科工局",
            members=("县发改局", "县科工局", "县财政局", "县市监局", "县应急管理局", "县城投公司", "县工商联"),
            open_list=True,
        )
        second = county.plan.actions[2]
        assert (second.convener, second.deputies) == ("县委副书记", ("县农业农村局", "县水利局"))
        assert (second.office, second.members) == ("县农业农村局", ("县发改局", "县财政局", "县科工局", "县残联"))

    def test_bodies_with_their_other_spellings(self, county: Draft) -> None:
        grouped = {one.name: one.aliases for one in county.plan.bureaus if one.aliases}
        assert grouped == {
            "县科工局": ("县科工信局",),
            "县市监局": ("县市场监督管理局", "县市场监管局"),
            "县城投公司": ("县域投公司",),
            "县应急管理局": ("县应急局",),
            "东门街道": ("东门街道办事处",),
            "县工商联": ("县工工商联",),
            "工业倍增行动各成员单位": ("各成员单位",),
        }

    def test_collective_names_have_the_members_that_the_plan_tells(self, county: Draft) -> None:
        members = {one.name: one.members for one in county.plan.bureaus if one.category == "集合"}
        assert members["各乡镇（街道）"] == ("东门街道", "东溪镇", "西溪乡")
        assert members["工业倍增行动各成员单位"] == county.plan.actions[1].members
        assert members["其他有关单位"] == ()

    def test_a_promise_of_goals_has_no_bureau(self, county: Draft) -> None:
        goal = drafted.row(county, "规模工业增加值增速", "A1 一、工作目标")
        assert (goal.tasks, goal.bureau) == ((), "")
        assert "填报单位" in drafted.remark(county, "指标", goal.code).missing

    def test_one_promise_in_two_places_is_one_row_at_the_task(self, county: Draft) -> None:
        rice = drafted.row(county, "粮食产量")
        assert (rice.action, rice.tasks, rice.bureau) == ("A2", ("A2-T07",), "县农业农村局")
        assert rice.places == ("A2-T07", "总体方案 一、主要目标")

    def test_title_and_text_of_a_task_are_one_promise(self, county: Draft) -> None:
        assert drafted.row(county, "农村户厕改造").places == ("A2-T03",)
        assert sum(one.target == 260 for one in county.plan.indicators) == 1

    def test_another_comparator_is_a_row_of_its_own_that_uses_the_stricter(self, county: Draft) -> None:
        strict = drafted.row(county, "规模工业增加值增速", "A1 一、工作目标")
        loose = drafted.row(county, "规模工业增加值增速", "总体方案 一、主要目标")
        assert (strict.comparator, strict.counted, strict.uses) == (Comparator.AT_LEAST, True, "")
        assert (loose.comparator, loose.counted, loose.uses) == (Comparator.ABOUT, False, strict.code)

    def test_contradictions_stand_in_the_table_of_rulings(self, county: Draft) -> None:
        found = {one.matter: (one.adopted_scope, len(one.codes), one.basis) for one in county.plan.rulings}
        waiting = "待裁定，暂从严"
        assert found == {
            "规模工业增加值": ("8%以上", 2, waiting),
            "科技型中小企业入库": ("45家以上", 2, waiting),
            "实有经营主体": ("8260户以上", 2, waiting),
            "高标准农田": ("2.4万亩以上", 2, waiting),
        }

    def test_size_of_a_project_is_part_of_its_name(self, county: Draft) -> None:
        names = [one.name for one in county.plan.indicators if one.tasks == ("A1-T01",)]
        assert names == [
            "引进5亿元以上项目",
            "1亿元以上项目",
            "标准化厂房",
            "省级企业技术中心",
            "出台材料产业招商图谱",
        ]

    def test_parts_of_a_sum_are_shown_and_not_counted(self, county: Draft) -> None:
        whole = drafted.row(county, "发放资金")
        assert whole.remark == "合计"
        parts = [one for one in county.plan.indicators if one.parent == whole.code]
        assert [(one.name, one.target, one.counted) for one in parts] == [
            ("特别扶助金", Decimal("40.5"), False),
            ("护理补贴", Decimal(20), False),
        ]

    def test_what_a_work_consists_of_is_part_of_it(self, county: Draft) -> None:
        whole = drafted.row(county, "建设高标准农田", "A2-T05")
        parts = [one.name for one in county.plan.indicators if one.parent == whole.code]
        assert parts == ["建设灌溉渠道", "新建机埠"]

    def test_a_deed_with_a_day_is_a_step(self, county: Draft) -> None:
        deed = drafted.row(county, "出台材料产业招商图谱")
        (step,) = county.plan.milestones
        assert (deed.kind, deed.due) == (Kind.MILESTONE, date(2026, 6, 30))
        assert (step.indicator, step.due) == (deed.code, date(2026, 6, 30))

    def test_two_measures_are_two_parts(self, county: Draft) -> None:
        assert [(one.unit, one.target) for one in county.plan.parts] == [("人", Decimal(20)), ("月", Decimal(140))]

    def test_one_of_several_leads_reports_for_now(self, county: Draft) -> None:
        row = drafted.row(county, "农村自来水普及率")
        assert (row.bureau, row.inferred) == ("县水利局", ("填报单位",))
        assert drafted.remark(county, "指标", row.code).doubtful == {"填报单位"}

    def test_a_spelling_that_is_a_guess_is_said_at_its_task(self, county: Draft) -> None:
        remark = drafted.remark(county, "任务", "A2-T06")
        assert (remark.sure, remark.note) == (Sure.MEDIUM, "单位写法待核：县工工商联")
        assert remark.doubtful == {"牵头单位"}

    def test_rules_are_the_shipped_ones_without_the_office(self, county: Draft) -> None:
        assert [(one.name, one.value, one.since) for one in county.plan.rules] == [
            ("小数目标", "10", date(2026, 1, 1)),
            ("督办字头", "", date(2026, 1, 1)),
            ("抄送", "", date(2026, 1, 1)),
        ]
        assert [one.missing for one in county.remarks["规则"]] == [frozenset(), {"值"}, frozenset()]
        assert [one.day for one in county.plan.calendar] == [date(2026, 5, 1)]


class TestNotice:
    """One document, labels, several items under one note."""

    def test_tasks(self, notice: Draft) -> None:
        assert listed(notice) == [
            ("A1-T01", "扩大就业", ("县人社局",), ("县财政局", "县教育局"), False),
            ("A1-T02", "技能培训", ("县人社局", "县教育局", "县住建局"), (), False),
            ("A1-T03", "援企稳岗", ("县人社局", "县财政局"), (), False),
            ("A1-T04", "扩充学位", ("县教育局",), ("县住建局",), False),
            ("A1-T05", "校园安全：专职保安配备率", ("县教育局",), ("县公安局",), True),
            ("A1-T06", "校园安全：护学岗覆盖学校", ("县公安局", "县教育局"), (), False),
            ("A1-T07", "教师培训", (), (), False),
            (
                "A1-T08",
                "优医疗",
                ("县卫健局",),
                ("各县（市、区）医保经办机构", "县医保局", "县财政局"),
                False,
            ),
        ]

    def test_deadlines(self, notice: Draft) -> None:
        assert [one.due for one in notice.plan.tasks][:4] == [date(2026, 12, 31), None, None, date(2026, 8, 31)]

    def test_what_was_not_certain_is_said(self, notice: Draft) -> None:
        notes = [one.note for one in notice.remarks["任务"]]
        assert notes[3] == "责任说明写在最后一条后面，按整项登记"
        assert notes[4] == "一个标题下有几处责任说明，已分成几项"
        assert notes[6] == "没有找到责任单位"
        assert notes[7] == "责任领导：王某"
        assert notice.remarks["任务"][6].missing == {"牵头单位"}

    def test_promises_of_items_belong_to_their_task(self, notice: Draft) -> None:
        by_task = {
            code: [(one.name, one.target) for one in notice.plan.indicators if one.tasks == (code,)]
            for code in ("A1-T04", "A1-T05", "A1-T08")
        }
        assert by_task == {
            "A1-T04": [("新建公办幼儿园", 2), ("新增学位", 900), ("改造运动场", 5)],
            "A1-T05": [("专职保安配备率", 100)],
            "A1-T08": [("建成医共体", 2), ("签约率", 70)],
        }

    def test_nothing_is_promised_where_work_is_organised(self, notice: Draft) -> None:
        assert not any(one.target == 1 for one in notice.plan.indicators)

    def test_what_the_notice_does_not_say_is_left_empty(self, notice: Draft) -> None:
        assert notice.remarks["方案"][0].missing == {"印发机关", "印发日期", "总牵头"}
        assert notice.plan.head.year == 2026


class TestProvince:
    """A table; bodies below one another; names without their level."""

    def test_tasks(self, province: Draft) -> None:
        assert listed(province) == [
            ("A1-T01", "实施城市更新", ("省住房城乡建设厅",), ("省发展改革委", "财政厅", "自然资源厅"), True),
            ("A1-T02", "培育消费新场景", ("省商务厅", "省文化和旅游厅"), ("各市（州）人民政府",), False),
            ("A1-T03", "稳住外贸基本盘", ("省商务厅",), (), False),
            ("A1-T04", "办好博览会", (), (), False),
        ]

    def test_sections_numbers_and_days(self, province: Draft) -> None:
        found = [(one.section, one.places, one.due) for one in province.plan.tasks]
        assert found == [
            ("一、扩大内需", ("A1 1",), date(2026, 9, 30)),
            ("一、扩大内需", ("A1 2",), date(2026, 12, 31)),
            ("二、扩大开放", ("A1 3",), date(2026, 12, 31)),
            ("二、扩大开放", ("A1 4",), None),
        ]

    def test_a_figure_in_two_columns_is_one_promise(self, province: Draft) -> None:
        found = [(one.name, one.target, one.tasks) for one in province.plan.indicators]
        assert found == [
            ("新开工改造城镇老旧小区", 1200, ("A1-T01",)),
            ("社会消费品零售总额增速", 6, ("A1-T02",)),
            ("进出口总额增速", 5, ("A1-T03",)),
            ("新增外贸实绩企业", 300, ("A1-T03",)),
        ]

    def test_a_guessed_year_is_said(self, province: Draft) -> None:
        assert province.findings == ("方案没有写明年度，按正文里最常出现的2026年登记，不对的请用--year写明",)
        assert province.remarks["方案"][0].doubtful == {"年度"}

    def test_the_row_of_the_table_is_the_place(self, province: Draft) -> None:
        assert [one.line for one in province.remarks["任务"]] == ["表1第3行", "表1第4行", "表1第6行", "表1第7行"]


def test_a_table_without_a_column_for_bureaus_holds_no_tasks() -> None:
    found = drafted.of_rows(("序号", "项目", "规模"), ("1", "修路", "10公里"))
    assert found.plan.tasks == ()
    assert found.findings[0] == "没有找到写明责任单位的任务；只登记了读到的指标，请检查是不是方案正文"


def test_a_text_without_tasks_keeps_its_figures_and_says_so() -> None:
    found = drafted.of("2026年工作\n一、目标\n城镇新增就业1500人。\n")
    assert found.plan.tasks == ()
    assert [(one.name, one.action) for one in found.plan.indicators] == [("城镇新增就业", "A0")]
    assert found.findings[0].startswith("没有找到写明责任单位的任务")


def test_the_year_of_the_command_overrules_the_plan() -> None:
    assert drafted.of(texts.COUNTY, 2027).plan.head.year == 2027


def test_the_same_text_gives_the_same_draft() -> None:
    assert drafted.of(texts.COUNTY) == drafted.of(texts.COUNTY)
