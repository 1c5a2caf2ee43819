"""What each kind of target asks, and how it is explained (DOMAIN 1). Measured in `progress/measure.py`."""

from __future__ import annotations

from collections.abc import Mapping

from reporter.core.values import dataclass
from reporter.plan.model import Indicator, Kind, Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class KindSpec:
    """One kind: its 类型 label, how a clerk fills it, how it is computed, when it is on pace, how it is printed."""

    kind: Kind
    label: str
    hint: str
    computed: str
    met_when: str
    printed: str


_ROWS = (
    (Kind.CUMULATIVE, "累计数", "填1月1日到期末的累计数，一件没有填0。", "完成数÷年度目标，不封顶", "不低于时序进度",
     "占年任务37.0%，慢于时序4.7个百分点"),
    (Kind.GROWTH, "增速", "填1月1日到期末的累计增速，增长7.8%填7.8，下降1.2%填-1.2。", "累计增速与年度目标相比",
     "不低于目标", "高于目标0.3个百分点"),
    (Kind.STOCK, "存量", "填期末一共有多少，不是新增多少。",
     "（期末数－年初数）÷（目标－年初数）；没有年初数的只判断是否达到",
     "达到目标，或净增不低于时序进度", "完成年度净增任务的44.6%，距目标还差246户"),
    (Kind.STANDARD, "标准", "填现在执行的标准。", "与规定标准相比", "不低于标准", "高于目标20元/月"),
    (Kind.SHARE, "比率", "填1月1日到期末的比率；分两行的，分子、分母各填一行。", "分子÷分母", "不低于目标",
     "高于目标4.2个百分点"),
    (Kind.REDUCTION, "下降", "填同比下降了多少：下降42.9%填42.9；反而上升5%填-5。", "同比降幅与年度目标相比",
     "降幅不低于目标", "同比下降42.9%，距目标差7.1个百分点"),
    (Kind.CEILING, "上限", "填1月1日到期末的累计数。", "与上限相比", "不超过上限", "未突破，余3"),
    (Kind.MILESTONE, "节点", "在“节点”页填每一步是否完成和完成日期。", "已完成节点的权重之和", "没有逾期节点",
     "形象进度30%，逾期11天"),
    (Kind.ZERO, "零发生", "填发生（或期末未清）了多少，没有填0。", "不计算", "没有发生，或期末已清零", "保持"),
    (Kind.FIRST, "破零", "填1月1日到期末的累计数，一件没有填0。", "不计算", "大于0", "未破零；年底前列为未到节点"),
    (Kind.RANGE, "区间", "填1月1日到期末的累计数，一件没有填0。", "完成数÷下限", "达到下限或不低于时序进度",
     "达到下限"),
    (Kind.RELATION, "比较", "两个数各填一行；和上年比的，“本期累计”“上年同期”都要填。", "两个数相减", "大于0；相等不算",
     "高1.3个百分点"),
    (Kind.PAIRED, "双计量", "两个数各填一行，都填1月1日到期末的累计数。", "两个占比取较低者", "不低于时序进度",
     "91月中完成40月，占44.0%"),
    (Kind.INPUT, "投入", "填1月1日到期末完成的投资。", "完成投资÷计划投资", "不低于时序进度", "占年计划42.8%"),
)  # fmt: skip

SPECS: Mapping[Kind, KindSpec] = {
    kind: KindSpec(kind=kind, label=label, hint=hint, computed=computed, met_when=met, printed=printed)
    for kind, label, hint, computed, met, printed in _ROWS
}
BY_LABEL: Mapping[str, Kind] = {spec.label: kind for kind, spec in SPECS.items()}


def figure_codes(plan: Plan, indicator: Indicator) -> tuple[str, ...]:
    """Row codes of the figures a bureau is asked for: the parts that are asked, or the indicator itself.

    Empty for a milestone (its steps are asked on their own sheet) and for a row with 取数.
    """
    if indicator.kind is Kind.MILESTONE or not indicator.is_asked:
        return ()
    parts = plan.parts_of.get(indicator.code, ())
    if parts:
        return tuple(part.code for part in parts if not part.uses)
    return (indicator.code,)


def asks_prior_year(plan: Plan, indicator: Indicator) -> bool:
    """Whether 上年同期 is open: a relation with last year, which has one row and two figures (DESIGN 8)."""
    return indicator.kind is Kind.RELATION and indicator.code not in plan.parts_of


def asks_base(indicator: Indicator) -> bool:
    """Whether the form asks for 年初数: a stock whose year-start level the register does not know (DESIGN 6)."""
    return indicator.kind is Kind.STOCK and indicator.base is None
