"""Sentences to promises: value, unit, kind, comparator; and numbers that promise nothing."""

from __future__ import annotations

from decimal import Decimal

import pytest

from reporter.plan.draft.model import Sure
from reporter.plan.model import Comparator, Kind
from tests.plan.draft.drafted import promises

AT_LEAST, MORE, ABOUT, AT_MOST = (
    Comparator.AT_LEAST,
    Comparator.MORE_THAN,
    Comparator.ABOUT,
    Comparator.AT_MOST,
)


@pytest.mark.parametrize(
    ("text", "name", "kind", "comparator", "value", "unit"),
    [
        ("城镇新增就业 1500 人。", "城镇新增就业", Kind.CUMULATIVE, AT_LEAST, "1500", "人"),
        ("力争生猪出栏达 35.2 万头。", "生猪出栏", Kind.CUMULATIVE, AT_LEAST, "35.2", "万头"),
        ("粮食播种面积稳定在 18.8 万亩。", "粮食播种面积", Kind.CUMULATIVE, AT_LEAST, "18.8", "万亩"),
        ("打造 6 个食品特色产业聚集区。", "食品特色产业聚集区", Kind.CUMULATIVE, AT_LEAST, "6", "个"),
        ("新增100家以上企业上云。", "企业上云新增", Kind.CUMULATIVE, AT_LEAST, "100", "家"),
        ("规模工业增加值增长 7.5%。", "规模工业增加值增速", Kind.GROWTH, AT_LEAST, "7.5", "%"),
        ("高新技术产业增加值同比增长 8%左右。", "高新技术产业增加值增速", Kind.GROWTH, ABOUT, "8", "%"),
        ("力争知识价值信用贷款突破 300 万元。", "知识价值信用贷款", Kind.CUMULATIVE, MORE, "300", "万元"),
        ("和美庭院 1 千多户。", "和美庭院", Kind.CUMULATIVE, MORE, "1000", "户"),
        ("引进培养1万名左右紧缺人才。", "紧缺人才", Kind.CUMULATIVE, ABOUT, "10000", "名"),
        ("城市低保标准不低于 700 元/月。", "城市低保标准", Kind.STANDARD, AT_LEAST, "700", "元/月"),
        ("政务服务统一受理办结率提升至90%以上。", "政务服务统一受理办结率", Kind.SHARE, AT_LEAST, "90", "%"),
        ("乡镇（街道）覆盖率达到 100%。", "乡镇覆盖率", Kind.SHARE, AT_LEAST, "100", "%"),
        ("60% 以上的村庄达到美丽乡村标准。", "村庄达到美丽乡村标准占比", Kind.SHARE, AT_LEAST, "60", "%"),
        ("驻村帮扶资金 50% 以上定向投入。", "驻村帮扶资金定向投入", Kind.SHARE, AT_LEAST, "50", "%"),
        ("现行案件发案率同比下降 50%。", "现行案件发案率下降", Kind.REDUCTION, AT_LEAST, "50", "%"),
        ("化学需氧量减少4%。", "化学需氧量下降", Kind.REDUCTION, AT_LEAST, "4", "%"),
        ("城镇登记失业率控制在4.5%以内。", "城镇登记失业率", Kind.CEILING, AT_MOST, "4.5", "%"),
        ("审批时限压缩至3个工作日以内。", "审批时限", Kind.CEILING, AT_MOST, "3", "个工作日"),
        ("一般事故不超过5起。", "一般事故", Kind.CEILING, AT_MOST, "5", "起"),
        ("到2026年末，实有经营主体达到 10300 户以上。", "实有经营主体", Kind.STOCK, AT_LEAST, "10300", "户"),
        ("2026 年计划投入 552 万元。", "投入", Kind.INPUT, AT_LEAST, "552", "万元"),
        ("需发放资金约 251.82 万元。", "发放资金", Kind.CUMULATIVE, ABOUT, "251.82", "万元"),
        ("规模以上工业企业新增 3 户。", "规模以上工业企业新增", Kind.CUMULATIVE, AT_LEAST, "3", "户"),
        ("引进10亿元以上项目2个。", "引进10亿元以上项目", Kind.CUMULATIVE, AT_LEAST, "2", "个"),
        ("架设35千伏线路14公里。", "架设35千伏线路", Kind.CUMULATIVE, AT_LEAST, "14", "公里"),
        ("示范乡镇 1 个（市级）。", "市级示范乡镇", Kind.CUMULATIVE, AT_LEAST, "1", "个"),
        ("申报工程研究中心、设计中心等相关创新平台2个。", "创新平台", Kind.CUMULATIVE, AT_LEAST, "2", "个"),
        ("办好三件县级民生实事。", "县级民生实事", Kind.CUMULATIVE, AT_LEAST, "3", "件"),
        ("8 个村农村人居环境提档升级。", "农村人居环境提档升级村", Kind.CUMULATIVE, AT_LEAST, "8", "个"),
        ("将38公里一线河堤开发成欢聚地。", "一线河堤", Kind.CUMULATIVE, AT_LEAST, "38", "公里"),
        ("车辆中新能源汽车比例不低于 40%。", "车辆中新能源汽车比例", Kind.SHARE, AT_LEAST, "40", "%"),
        ("人口自然增长率控制在6‰以下。", "人口自然增长率", Kind.CEILING, AT_MOST, "6", "‰"),
    ],
)
def test_a_figure_is_read_with_its_kind(
    text: str, name: str, kind: Kind, comparator: Comparator, value: str, unit: str
) -> None:
    (one,) = promises(text)
    assert (one.name, one.kind, one.comparator, one.target, one.unit) == (name, kind, comparator, Decimal(value), unit)


def test_the_words_of_the_plan_are_kept() -> None:
    (one,) = promises("积极推进，力争 生猪出栏达 35.2 万头，稳定供应。")
    assert one.phrase == "力争生猪出栏达35.2万头"
    assert one.line == "第1行"


@pytest.mark.parametrize(
    "text",
    [
        "2026年3月14日印发。",
        "落实岳政办发〔2023〕6号文件。",
        "围绕“1+3+X”体系，落实“人才新政 45 条”。",
        "推广“20 条路径”。",
        "参加第13届博览会。",
        "年满 60 岁的老人优先。",
        "落实“7×24小时”巡控。",
        "S307 沿线整治。",
        "贯彻《关于推进3个重点项目的意见》。",
        "对新认定的企业给予5万元奖励。",
        "每户补助3万元。",
        "聚焦五大产业和六个方面。",
        "推动更多企业“破零倍增”。",
        "深入开展全覆盖排查。",
    ],
)
def test_a_number_that_promises_nothing_is_left_alone(text: str) -> None:
    assert promises(text) == []


def test_a_range_has_both_ends() -> None:
    (one,) = promises("创建 1-2 个省级产业化龙头企业。")
    assert (one.kind, one.target, one.upper) == (Kind.RANGE, Decimal(1), Decimal(2))


def test_one_number_for_several_things_is_as_many_rows() -> None:
    found = promises("困难残疾人生活补贴和重度残疾人护理补贴标准均不低于 90 元/月·人。")
    assert [one.name for one in found] == ["困难残疾人生活补贴标准", "重度残疾人护理补贴标准"]
    assert {(one.target, one.kind, one.sure) for one in found} == {(Decimal(90), Kind.STANDARD, Sure.MEDIUM)}


def test_a_growth_of_several_things_belongs_to_each() -> None:
    names = [one.name for one in promises("水产品 and 蔬菜产量增长 3.5%左右。")]
    assert names == ["水产品产量增速", "蔬菜产量增速"]


def test_a_sum_over_several_things_stays_one_row() -> None:
    (one,) = promises("完成参保资助、住院救助、门诊救助 4050 人次。")
    assert (one.name, one.target) == ("参保资助、住院救助、门诊救助", Decimal(4050))


def test_what_stands_already_is_a_base_and_no_target() -> None:
    text = "规模以上农产品加工企业达到 29 户（截止2025年底，包括饲料行业）2026年新增 4 户；"
    added, standing = promises(f"{text}规模以上建筑业企业已达到 13 户。")
    assert (added.name, added.target, added.kind) == ("规模以上农产品加工企业新增", Decimal(4), Kind.CUMULATIVE)
    assert added.notes == ("方案同时写了现状数：规模以上农产品加工企业29户",)
    assert (standing.target, standing.base, standing.counted) == (None, Decimal(13), False)
    assert standing.missing == {"目标值"}


def test_a_base_of_a_level_goes_into_its_own_column() -> None:
    (one,) = promises("截至2025年底，实有企业500户，2026年实有企业达到600户。")
    assert (one.kind, one.base, one.target) == (Kind.STOCK, Decimal(500), Decimal(600))


def test_a_part_of_the_figure_before_says_so() -> None:
    names = [one.name for one in promises("实有经营主体达到 10300 户以上，其中企业达到 2490 户以上。")]
    assert names == ["实有经营主体", "实有经营主体其中企业"]


def test_two_measures_of_one_thing_are_paired() -> None:
    (one,) = promises("康复救助残疾儿童 13 人 (91 月)。")
    assert (one.kind, one.target, one.parts) == (Kind.PAIRED, None, ((Decimal(13), "人"), (Decimal(91), "月")))


def test_things_of_one_list_share_their_noun() -> None:
    names = [one.name for one in promises("完成 9 件省级、6 件市级重点民生实事。")]
    assert names == ["省级重点民生实事", "市级重点民生实事"]


@pytest.mark.parametrize(
    ("text", "name", "kind", "unit"),
    [
        ("牢牢守住不发生重特大安全事故的工作底线。", "不发生重特大安全事故", Kind.ZERO, "起"),
        ("坚决防止新增隐性债务。", "不新增隐性债务", Kind.ZERO, "万元"),
        ("确保不出现高风险中小银行机构。", "不出现高风险中小银行机构", Kind.ZERO, "家"),
        ("确保零就业家庭动态清零。", "零就业家庭动态清零", Kind.ZERO, "户"),
        ("对问题厕所整改开展“回头看”，做到动态清零。", "问题厕所动态清零", Kind.ZERO, "座"),
        ("确保“三个不发生”。", "“三个不发生”", Kind.ZERO, "起"),
        ("外商投资企业新增要求破零。", "外商投资企业破零", Kind.FIRST, ""),
        ("城乡居民收入增速高于经济增速。", "城乡居民收入增速高于经济增速", Kind.RELATION, "百分点"),
        ("制造业占地区生产总值比重稳步提高。", "制造业占地区生产总值比重提高", Kind.RELATION, "%"),
        ("实现监管事项全覆盖。", "监管事项覆盖率", Kind.SHARE, "%"),
    ],
)
def test_a_promise_in_words_is_read(text: str, name: str, kind: Kind, unit: str) -> None:
    (one,) = promises(text)
    assert (one.name, one.kind, one.unit) == (name, kind, unit)
    assert ("计量单位" in one.missing) is (unit == "")


def test_complete_coverage_is_a_hundred_that_nobody_wrote() -> None:
    (one,) = promises("实现监管事项全覆盖。")
    assert (one.target, one.inferred, one.sure) == (Decimal(100), ("目标值", "计量单位"), Sure.LOW)


def test_several_things_that_do_not_happen_are_as_many_rows() -> None:
    found = promises("不发生系统性风险、不发生重特大安全事故、不发生影响重大的案（事）件的底线。")
    assert [one.name for one in found] == ["不发生系统性风险", "不发生重特大安全事故", "不发生影响重大的案（事）件"]


def test_an_elliptic_name_is_doubted() -> None:
    area, yield_ = promises("粮食播种面积稳定在 18.8 万亩、产量 7.7 万吨。")
    assert (area.sure, yield_.sure) == (Sure.HIGH, Sure.MEDIUM)
    assert yield_.doubtful == {"名称"}


def test_a_number_between_two_nouns_is_doubted() -> None:
    (one,) = promises("聚焦国家规划102项重大工程。")
    assert (one.target, one.doubtful) == (Decimal(102), {"名称"})


def test_a_deadline_of_the_clause_belongs_to_the_figure() -> None:
    (one,) = promises("2026年9月底前，新建标准厂房2万平方米。")
    assert one.due == "2026年9月底前"
