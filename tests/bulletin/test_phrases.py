"""Sentences by kind and state, as the examples word them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from reporter.bulletin.facts import Item, Unbalanced
from reporter.bulletin.figure import Figure
from reporter.bulletin.fragments import behind, good, paragraph, unreported
from reporter.bulletin.phrases import CORES, OCCURS, core
from reporter.core.period import Period
from reporter.core.status import Reason, Status
from reporter.plan.model import Comparator, Kind
from tests.bulletin.items import item, part, step

DONE, ON_PACE, BEHIND, RED = Status.ACHIEVED, Status.ON_PACE, Status.BEHIND, Status.FAR_BEHIND
DECEMBER = Period(2024, 12)
FALL = "“利剑护蕾·雷霆行动”现行案件发案率同比下降"
SCHEME = (step(1, "招标文件挂网", date(2024, 5, 20), done=False),)
PAIR = (part(1, "人数", "人", "13", "13"), part(2, "月数", "月", "40", "91"))
SIDES = (part(1, "农村居民收入增速", "%", "6.1"), part(2, "城镇居民收入增速", "%", "4.8"))

SENTENCES = [
    (item(Kind.CUMULATIVE, ON_PACE, "城镇新增就业", actual="762", target="1500", unit="人"),
     "城镇新增就业762人，占年任务50.8%，快于时序9.1个百分点"),
    (item(Kind.CUMULATIVE, ON_PACE, "老旧小区", actual="5", target="12", unit="个"),
     "老旧小区5个，占年任务41.7%，与时序进度持平"),
    (item(Kind.CUMULATIVE, BEHIND, "年货物吞吐量", actual="29.6", target="80", unit="万吨", decimals=1),
     "年货物吞吐量29.6万吨，占年任务37.0%，慢于时序4.7个百分点"),
    (item(Kind.CUMULATIVE, BEHIND, "灌溉面积", actual="1.64", target="3.9371", unit="万亩", decimals=2),
     "灌溉面积1.64万亩，占年任务41.7%，略慢于时序，差额不足0.1个百分点"),
    (item(Kind.CUMULATIVE, RED, "保障性租赁住房开工", actual="0", target="192", unit="套"),
     "保障性租赁住房开工0套，占年任务0.0%，慢于时序41.7个百分点"),
    (item(Kind.CUMULATIVE, DONE, "法律援助案件", actual="63", target="60", unit="件"),
     "法律援助案件63件，占年任务105.0%，提前完成全年目标"),
    (item(Kind.CUMULATIVE, DONE, "新增返乡创业主体", actual="2", target="2", unit="个"),
     "新增返乡创业主体2个，占年任务100.0%，完成全年目标"),
    (item(Kind.CUMULATIVE, DONE, "法律援助案件", actual="63", target="60", unit="件", period=DECEMBER),
     "法律援助案件63件，占年任务105.0%，完成全年目标"),
    (item(Kind.CUMULATIVE, BEHIND, "托位", actual="48", target="50", unit="个", period=DECEMBER),
     "托位48个，占年任务96.0%，未完成全年目标"),
    (item(Kind.CUMULATIVE, BEHIND, "户厕", actual="99996", target="100000", unit="座", expected="1"),
     "户厕99996座，占年任务99.996%，略慢于时序，差额不足0.1个百分点"),
    (item(Kind.CUMULATIVE, ON_PACE, "外贸实绩企业", actual="3", target="3", unit="户",
          comparator=Comparator.MORE_THAN), "外贸实绩企业3户，须超过3户方为完成，尚差1户"),
    (item(Kind.CUMULATIVE, ON_PACE, "新项目2024", actual="8", target="16", unit="个"),
     "新项目2024为8个，占年任务50.0%，快于时序8.3个百分点"),
    (item(Kind.GROWTH, ON_PACE, "规模工业增加值增速", actual="7.8", target="7.5", unit="%", decimals=1),
     "规模工业增加值增长7.8%，高于目标0.3个百分点"),
    (item(Kind.GROWTH, ON_PACE, "电商销售增速", actual="8", target="8", unit="%", decimals=1),
     "电商销售增长8.0%，与目标持平"),
    (item(Kind.GROWTH, RED, "技术合同成交额增速", actual="14.6", target="20", unit="%", decimals=1),
     "技术合同成交额增长14.6%，低于目标5.4个百分点"),
    (item(Kind.GROWTH, RED, "社会消费品零售总额增速", actual="-1.2", target="8.5", unit="%", decimals=1),
     "社会消费品零售总额同比下降1.2%，低于目标9.7个百分点"),
    (item(Kind.GROWTH, BEHIND, "水产品产量增速", actual="3.4", target="3.5", unit="%", decimals=1,
          comparator=Comparator.ABOUT, reason=Reason.ABOUT_UNRULED),
     "水产品产量增长3.4%，接近目标（3.5%左右），待确认"),
    (item(Kind.STOCK, ON_PACE, "实有经营主体", actual="10066", target="10312", unit="户", base="9868",
          ratio="0.4459459459", expected="0.4166666667"),
     "实有经营主体10066户，完成年度净增任务的44.6%，距目标还差246户"),
    (item(Kind.STOCK, BEHIND, "实有企业", actual="2388", target="2495", unit="户", base="2330",
          ratio="0.3515151515", expected="0.4166666667", gap="-0.0651515152"),
     "实有企业2388户，完成年度净增任务的35.2%，慢于时序6.5个百分点"),
    (item(Kind.STOCK, RED, "实有企业", actual="2320", target="2495", unit="户", base="2330", ratio="-0.0606060606",
          expected="0.4166666667"), "实有企业2320户，比年初减少10户，距目标还差175户"),
    (item(Kind.STOCK, DONE, "实有企业", actual="2500", target="2495", unit="户", base="2330", ratio="1.03",
          expected="0.4166666667"), "实有企业2500户，已超过全年目标5户"),
    (item(Kind.STANDARD, ON_PACE, "城市低保标准", actual="720", target="700", unit="元/月"),
     "城市低保标准720元/月，高于目标20元/月"),
    (item(Kind.STANDARD, RED, "农村低保标准", actual="8000", target="8400", unit="元/年"),
     "农村低保标准8000元/年，低于目标400元/年，未达标"),
    (item(Kind.SHARE, ON_PACE, "新能源汽车比例", actual="60", target="40", unit="%", decimals=1,
          parts=(part(1, "新能源汽车", "辆", "3"), part(2, "新增更新车辆", "辆", "5"))),
     "新能源汽车比例60.0%（5辆中3辆），高于目标20.0个百分点"),
    (item(Kind.SHARE, BEHIND, "办结率", actual="89.5", target="90", unit="%", decimals=1),
     "办结率89.5%，低于目标0.5个百分点"),
    (item(Kind.REDUCTION, RED, FALL, actual="42.9", target="50", unit="%", decimals=1, gap="-7.1"),
     "“利剑护蕾·雷霆行动”现行案件发案率同比下降42.9%，距目标差7.1个百分点"),
    (item(Kind.REDUCTION, ON_PACE, FALL, actual="55", target="50", unit="%", decimals=1),
     "“利剑护蕾·雷霆行动”现行案件发案率同比下降55.0%，超过目标5.0个百分点"),
    (item(Kind.REDUCTION, RED, FALL, actual="-5", target="50", unit="%", decimals=1),
     "“利剑护蕾·雷霆行动”现行案件发案率同比上升5.0%，未实现下降"),
    (item(Kind.CEILING, ON_PACE, "一般事故", actual="2", target="5", unit="起", comparator=Comparator.AT_MOST),
     "一般事故2起，控制在5起以内，余3起"),
    (item(Kind.CEILING, ON_PACE, "一般事故", actual="5", target="5", unit="起", comparator=Comparator.AT_MOST),
     "一般事故5起，已到上限"),
    (item(Kind.CEILING, RED, "一般事故", actual="6", target="5", unit="起", comparator=Comparator.AT_MOST),
     "一般事故6起，超过上限1起"),
    (item(Kind.MILESTONE, RED, "应急广播体系建设", actual="0.3", steps=SCHEME),
     "应急广播体系建设应于5月20日前完成招标文件挂网，已逾期11天"),
    (item(Kind.MILESTONE, RED, "数据平台", actual="0", steps=(
        step(1, "完成选址", date(2024, 5, 31), done=False), step(2, "开工", date(2024, 5, 31), done=False))),
     "数据平台应于5月31日前完成选址，到期未完成，另有1个节点逾期"),
    (item(Kind.MILESTONE, ON_PACE, "“四合一”改革", actual="0.6"), "“四合一”改革形象进度60%，未逾节点"),
    (item(Kind.MILESTONE, DONE, "优化营商环境措施", actual="1", steps=(
        step(1, "印发", date(2024, 12, 31), done=True, finished=date(2024, 5, 20)),)),
     "优化营商环境措施于5月20日完成，完成全年目标"),
    (item(Kind.ZERO, ON_PACE, "不新增隐性债务", actual="0"), "不新增隐性债务保持"),
    (item(Kind.ZERO, RED, "不发生重特大安全事故", actual="1", unit="起"),
     "不发生重特大安全事故未能保持，已发生1起，本年度不再列为达到"),
    (item(Kind.ZERO, RED, "零就业家庭动态清零", actual="2", unit="户", scope="期末未清数"),
     "零就业家庭动态清零尚有2户到期未清零"),
    (item(Kind.FIRST, DONE, "外商投资企业破零", actual="1", target="1", unit="家"),
     "外商投资企业实现破零，共1家，完成全年目标"),
    (item(Kind.FIRST, RED, "外商投资企业破零", actual="0", target="1", unit="家", period=DECEMBER),
     "外商投资企业未破零"),
    (item(Kind.RANGE, DONE, "省级龙头企业", actual="1", target="1", upper="2", unit="个"),
     "省级龙头企业1个，达到目标下限"),
    (item(Kind.RANGE, DONE, "省级龙头企业", actual="3", target="1", upper="2", unit="个"),
     "省级龙头企业3个，超过目标上限1个"),
    (item(Kind.RANGE, RED, "示范户", actual="2", target="10", upper="15", unit="户"),
     "示范户2户，占目标下限的20.0%，慢于时序21.7个百分点"),
    (item(Kind.RELATION, ON_PACE, "农村高于城镇", actual="1.3", target="0", unit="%", decimals=1, parts=SIDES),
     "农村居民收入增长6.1%，城镇居民收入增长4.8%，前者高1.3个百分点"),
    (item(Kind.RELATION, BEHIND, "担保放大倍数提高", actual="0", target="0", unit="倍"),
     "担保放大倍数提高，两者持平，未实现高于"),
    (item(Kind.PAIRED, ON_PACE, "康复救助残疾儿童", actual="40", target="91", parts=PAIR),
     "康复救助残疾儿童13人，91月中完成40月，占44.0%，快于时序2.3个百分点"),
    (item(Kind.PAIRED, DONE, "康复救助残疾儿童", actual="91", target="91", parts=(
        part(1, "人数", "人", "13", "13"), part(2, "月数", "月", "91", "91"))),
     "康复救助残疾儿童13人、91月，两项均完成全年目标"),
    (item(Kind.INPUT, ON_PACE, "电网巩固提升工程", actual="236.5", target="552", unit="万元", decimals=1),
     "电网巩固提升工程完成投资236.5万元，占年计划42.8%，快于时序1.2个百分点"),
]  # fmt: skip


@pytest.mark.parametrize(("subject", "sentence"), SENTENCES, ids=[sentence for _, sentence in SENTENCES])
def test_core_reads_like_the_examples(subject: Item, sentence: str) -> None:
    assert str(core(subject, detail=True)) == sentence


def test_every_kind_has_a_sentence_for_every_state_it_can_have() -> None:
    assert set(CORES) == set(Kind) == set(OCCURS)
    for kind in Kind:
        for status in OCCURS[kind]:
            subject = item(
                kind, status, "名称", actual="1", target="3", unit="个", base="0", ratio="0.3333333333",
                expected="0.4166666667" if kind is Kind.STOCK else None, comparator=Comparator.AT_LEAST,
            )  # fmt: skip
            assert str(core(subject, detail=True)).startswith("名称"), (kind, status)
            assert "None" not in str(core(subject))


@pytest.mark.parametrize(
    ("kind", "status"),
    [(Kind.MILESTONE, BEHIND), (Kind.ZERO, BEHIND), (Kind.FIRST, BEHIND), (Kind.FIRST, ON_PACE)],
)
def test_a_state_that_a_kind_cannot_have_is_a_fault(kind: Kind, status: Status) -> None:
    with pytest.raises(Unbalanced, match="核对不平"):
        core(item(kind, status, "名称", actual="0"))


def test_figures_keep_their_origin() -> None:
    found = core(
        item(Kind.CUMULATIVE, BEHIND, "吞吐量", actual="29.6", target="80", unit="万吨", decimals=1), detail=True
    )
    origins = [piece.origin for piece in found.parts if isinstance(piece, Figure)]
    assert origins == ["A1-K01.actual", "A1-K01.completion_ratio", "A1-K01.gap"]


def slow(status: Status, **more: object) -> Item:
    """新增托位 15 of 50."""
    return item(Kind.CUMULATIVE, status, "新增托位", actual="15", target="50", unit="个", **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("subject", "sentence"),
    [
        (slow(RED, months=3, before=RED, stage="3家待消防验收"),
         "新增托位15个，占年任务30.0%，慢于时序11.7个百分点，目前3家待消防验收，连续3个月（A1-K01，区发改局）"),
        (slow(BEHIND, months=1, before=ON_PACE), "新增托位15个，占年任务30.0%，本月新增（A1-K01，区发改局）"),
        (slow(BEHIND, months=1, before=Status.NOT_REPORTED),
         "新增托位15个，占年任务30.0%，上月未报（A1-K01，区发改局）"),
        (slow(BEHIND, months=1), "新增托位15个，占年任务30.0%（A1-K01，区发改局）"),
        (slow(RED, months=2, before=BEHIND),
         "新增托位15个，占年任务30.0%，慢于时序11.7个百分点，黄灯转红灯，连续2个月（A1-K01，区发改局）"),
    ],
    ids=["red", "new", "silent before", "first bulletin", "yellow to red"],
)  # fmt: skip
def test_tail_of_an_item_behind(subject: Item, sentence: str) -> None:
    assert str(behind(subject)) == sentence


def test_tail_of_a_good_item() -> None:
    subject = item(Kind.CUMULATIVE, ON_PACE, "企业上云", actual="46", target="100", unit="家", before=BEHIND)
    assert str(good(subject)) == "企业上云46家，占年任务46.0%，黄灯转绿灯（区发改局）"


def test_unreported_twice_is_said_and_once_is_not() -> None:
    assert str(unreported(item(Kind.ZERO, Status.NOT_REPORTED, "甲"))) == "甲（A1-K01，区发改局）"
    again = item(Kind.ZERO, Status.NOT_REPORTED, "甲", before=Status.NOT_REPORTED)
    assert str(unreported(again)) == "甲（A1-K01，区发改局，上期也未报）"


def test_year_task_is_written_out_once_a_paragraph() -> None:
    found = [str(one) for one in paragraph([behind(slow(BEHIND)), behind(slow(BEHIND))])]
    assert [text.split("（")[0] for text in found] == ["新增托位15个，占年任务30.0%", "新增托位15个，占30.0%"]


def test_a_figure_compares_like_its_value() -> None:
    figure = Figure(text="3", value=Decimal(3), origin="a")
    assert figure == 3 and figure > 2 and figure >= 3 and figure < 4 and figure <= 3 and figure and figure != 4
    assert not Figure(text="0", value=Decimal(0), origin="a")
    with pytest.raises(TypeError):
        assert figure < "4"
