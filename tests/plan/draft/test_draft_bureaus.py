"""Spellings to bodies: what is one, what is not, and what is only proposed."""

from __future__ import annotations

import pytest

from reporter.plan.draft.bureaus import Bodies, category_of, resolve
from reporter.plan.draft.model import Sure
from reporter.plan.draft.names import is_collective, looks_like_body, names_in


def bodies(*lists: str) -> Bodies:
    """Lists of names, each written 甲、乙."""
    return resolve(text.split("、") for text in lists)


@pytest.mark.parametrize(
    ("one", "other", "sure"),
    [
        ("县发改局", "县发改委", Sure.HIGH),
        ("县发展和改革局", "县发改局", Sure.HIGH),
        ("县科工局", "县科工信局", Sure.HIGH),
        ("县市监局", "县市场监督管理局", Sure.HIGH),
        ("县自然资源局", "县资规局", Sure.HIGH),
        ("县交通局", "县交通运输局", Sure.HIGH),
        ("县文旅广电局", "县文旅广局", Sure.HIGH),
        ("县行政审批局", "县行政审批服务局", Sure.HIGH),
        ("县检察院", "县人民检察院", Sure.HIGH),
        ("县国资委", "县国资服务中心", Sure.MEDIUM),
        ("县公安局", "县公安分局", Sure.MEDIUM),
        ("县机关事务中心", "县机关事务管理局", Sure.MEDIUM),
        ("县农科园", "农科园", Sure.MEDIUM),
        ("国网甲县供电公司", "县电力公司", Sure.MEDIUM),
        ("东门街道", "东门街道办事处", Sure.MEDIUM),
        ("县科工局", "县科技局", Sure.LOW),
        ("县人社局", "县人力资源", Sure.LOW),
        ("县城投公司", "县域投公司", Sure.LOW),
        ("县工商联", "县工工商联", Sure.LOW),
    ],
)
def test_spellings_of_one_body_are_one_row_that_says_how_sure_that_is(one: str, other: str, sure: Sure) -> None:
    found = bodies(one, one, other)
    (body,) = found.found
    assert (body.name, body.aliases, body.sure) == (one, (other,), sure)
    assert found.name(other) == one
    assert bool(body.note) is (sure is not Sure.HIGH)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("县财政局", "县民政局"),
        ("县审计局", "县统计局"),
        ("市财政局", "县财政局"),
        ("县公安局", "县公安局交警支队"),
        ("东溪镇", "西溪镇"),
        ("县城投公司", "县交投公司"),
        ("中国农业银行甲县支行", "中国工商银行甲县支行"),
        ("县委组织部", "县委宣传部"),
        ("其他有关单位", "各相关职能部门"),
        ("省教育厅", "教育部"),
        ("县税务局", "税务总局"),
    ],
)
def test_bodies_that_only_look_alike_stay_two(one: str, other: str) -> None:
    assert len(bodies(one, one, other).found) == 2


@pytest.mark.parametrize(
    ("one", "other"), [("县科技局", "县科工局"), ("县城投公司", "县域投公司"), ("县国资委", "县国资中心")]
)
def test_names_that_stand_in_one_list_are_two_bodies(one: str, other: str) -> None:
    assert len(bodies(f"{one}、{other}").found) == 2


def test_bodies_of_the_own_level_may_leave_it_out() -> None:
    found = bodies("省发展改革委、省财政厅、交通运输厅", "省交通运输厅、财政厅", "市财政局")
    assert [body.name for body in found.found] == ["省发展改革委", "省财政厅", "省交通运输厅", "市财政局"]


def test_the_most_frequent_spelling_gives_the_name() -> None:
    (body,) = bodies("县交通局", "县交通运输局", "县交通运输局").found
    assert (body.name, body.aliases) == ("县交通运输局", ("县交通局",))


def test_a_name_that_does_not_look_like_a_body_is_marked() -> None:
    (body,) = bodies("县某某某事").found
    assert (body.sure, body.note) == (Sure.LOW, "不像单位名称，请核对")


@pytest.mark.parametrize(
    ("name", "category"),
    [
        ("县财政局", "区直部门"),
        ("县人民法院", "法检机关"),
        ("团县委", "群团组织"),
        ("县总工会", "群团组织"),
        ("东溪镇", "乡镇街道"),
        ("东门街道办事处", "乡镇街道"),
        ("县税务局", "驻区单位"),
        ("中国农业银行甲县支行", "驻区单位"),
        ("县城投公司", "国有企业"),
        ("县安委办", "议事机构"),
        ("县国家农高区创建领导小组办公室", "议事机构"),
        ("县委编办", "区直部门"),
        ("各乡镇（街道）", "集合"),
        ("各成员单位", "集合"),
    ],
)
def test_the_category_is_seen_by_the_name(name: str, category: str) -> None:
    assert category_of(name) == category


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("县发改局、县财政局", ("县发改局", "县财政局")),
        ("东溪镇、西溪乡及东门街道办事处", ("东溪镇", "西溪乡", "东门街道办事处")),
        ("各县（市）、区人民政府", ("各县（市、区）人民政府",)),
        ("县教育局县财政局", ("县教育局", "县财政局")),
        ("县公安局交警支队", ("县公安局交警支队",)),
        ("县市场监管局", ("县市场监管局",)),
        ("各乡镇（街道）、县属国有企业", ("各乡镇（街道）", "县属国有企业")),
    ],
)
def test_names_in_a_list(text: str, names: tuple[str, ...]) -> None:
    assert names_in(text) == names


@pytest.mark.parametrize("text", ["含标志标牌", "一期", "父母数", "沿江大道"])
def test_other_words_are_no_bodies(text: str) -> None:
    assert not looks_like_body(text)
    assert not is_collective(text)
