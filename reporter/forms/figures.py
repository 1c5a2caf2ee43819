"""The rows of 指标: what is issued, what is open, how each figure is explained and judged (DESIGN 6)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from reporter.core.numbers import half_up, shortest
from reporter.core.past import Past
from reporter.core.period import Period
from reporter.core.values import dataclass
from reporter.forms.columns import end_of
from reporter.forms.judge import NONE, Measure, Ratio, Verdict
from reporter.forms.model import FormRow, Issued
from reporter.forms.tokens import FormNumber, make
from reporter.plan.kinds import SPECS, asks_base, asks_prior_year, figure_codes
from reporter.plan.model import Comparator, Indicator, Kind, Part, Plan
from reporter.plan.pace import figure_due, form_share

NOT_DUE = "本月可不填"
_LONGEST_SCOPE = 60
_PREFIXES = {
    Comparator.AT_LEAST: "≥",
    Comparator.MORE_THAN: "＞",
    Comparator.AT_MOST: "≤",
    Comparator.LESS_THAN: "＜",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure to be asked: its indicator, its part where it has some, what the past knows."""

    plan: Plan
    period: Period
    indicator: Indicator
    part: Part | None
    code: str
    past: Past | None

    @property
    def target(self) -> Decimal | None:
        return self.part.target if self.part else self.indicator.target

    @property
    def comparator(self) -> Comparator:
        ceiling = self.indicator.kind is Kind.CEILING
        return self.indicator.comparator or (Comparator.AT_MOST if ceiling else Comparator.AT_LEAST)

    @property
    def base(self) -> Decimal | None:
        """The year-start figure: the register's, else the first accepted answer."""
        if self.indicator.kind is not Kind.STOCK:
            return None
        answered = self.past.bases.get(self.indicator.code) if self.past else None
        return answered if self.indicator.base is None else self.indicator.base

    @property
    def previous(self) -> Decimal | None:
        return self.past.figures.get(self.code) if self.past else None


def figures_of(plan: Plan, period: Period, indicator: Indicator, past: Past | None) -> Iterator[Figure]:
    """The figures of an indicator that are asked, in order."""
    parts = {part.code: part for part in plan.parts_of.get(indicator.code, ())}
    for code in figure_codes(plan, indicator):
        yield Figure(plan=plan, period=period, indicator=indicator, part=parts.get(code), code=code, past=past)


def figure_row(figure: Figure, number: FormNumber) -> FormRow:
    """The row of 指标 that asks for one figure."""
    inputs = {"current", "note"}
    if asks_prior_year(figure.plan, figure.indicator):
        inputs.add("prior_year")
    if asks_base(figure.indicator) and figure.base is None:
        inputs.add("base")
    share = form_share(figure.plan, figure.indicator, figure.period, figure.base)
    return FormRow(
        code=figure.code,
        token=make(number.period, number.action, number.bureau, figure.code, number.edition),
        issued=_issued(figure, share),
        inputs=frozenset(inputs),
        formats=_formats(figure),
        hints={"current": _hint(figure)},
        measure=_measure(figure, share),
    )


def plan_text(figure: Figure) -> str:
    """What the register says of this figure, for the edition: whatever changes it changes what is asked."""
    indicator = figure.indicator
    said = (figure.code, _name(figure), _unit(figure), figure.target, indicator.target_upper, indicator.comparator)
    return repr((*said, indicator.kind, indicator.base, indicator.scope))


def _name(figure: Figure) -> str:
    name = figure.indicator.name
    if figure.part is None or figure.part.name.startswith(name):
        return figure.part.name if figure.part else name
    return f"{name}：{figure.part.name}"


def _unit(figure: Figure) -> str:
    return (figure.part.unit if figure.part else "") or figure.indicator.unit


def _issued(figure: Figure, share: Fraction | None) -> dict[str, Issued]:
    exact = None if share is None else Decimal(share.numerator) / Decimal(share.denominator)
    return {
        "code": figure.code,
        "kind": SPECS[figure.indicator.kind].label,
        "name": _name(figure),
        "unit": _unit(figure),
        "target": _target(figure),
        "base": figure.base,
        "share": NONE if exact is None else half_up(exact, 10),
        "previous": NONE if figure.previous is None else figure.previous,
    }


def _target(figure: Figure) -> Issued:
    """The target as a number, or in words where no number stands for one row alone."""
    indicator = figure.indicator
    if indicator.kind is Kind.RELATION:
        return _relation(figure)
    if figure.target is not None:
        return figure.target
    if indicator.kind is Kind.SHARE and indicator.target is not None:
        sign = _PREFIXES.get(figure.comparator, "")
        return f"比率{sign}{shortest(indicator.target)}{indicator.unit}"
    return NONE


def _relation(figure: Figure) -> str:
    """What the first figure must exceed; the second has no target of its own (DESIGN 8)."""
    if figure.part is None:
        return "高于上年同期"
    first, second = figure.plan.parts_of[figure.indicator.code][:2]
    return f"高于{second.name}" if figure.part.code == first.code else f"低于{first.name}"


def _formats(figure: Figure) -> dict[str, str]:
    formats = {"share": "0.0%", "ratio": "0.0%"}
    if figure.target is not None:
        formats["target"] = target_format(figure)
    return formats


def target_format(figure: Figure) -> str:
    """The number format that shows the comparator beside the target: "≥"0, 0"左右", 0"—2" for a range."""
    target, upper = figure.target, figure.indicator.target_upper
    exponent = target.normalize().as_tuple().exponent if target is not None else 0
    places = max(-exponent, 0) if isinstance(exponent, int) else 0
    digits = "0." + "0" * places if places else "0"
    if upper is not None:
        return f'{digits}"—{shortest(upper)}"'
    if figure.indicator.kind is Kind.ZERO:
        return digits
    if figure.comparator is Comparator.ABOUT:
        return f'{digits}"左右"'
    return f'"{_PREFIXES[figure.comparator]}"{digits}'


def _measure(figure: Figure, share: Fraction | None) -> Measure:
    ratio, verdict = _ways(figure, share)
    blank = NONE if figure_due(figure.indicator, figure.period) else NOT_DUE
    return Measure(ratio=ratio, verdict=verdict, comparator=figure.comparator, blank=blank)


def _ways(figure: Figure, share: Fraction | None) -> tuple[Ratio, Verdict]:
    """How ratio and verdict of the row come about (the rules of DESIGN 8, as far as one row can show them)."""
    kind, target = figure.indicator.kind, figure.target
    if kind is Kind.RELATION:
        return Ratio.NONE, Verdict.PRIOR_YEAR if figure.part is None else Verdict.NONE
    if kind is Kind.ZERO:
        return Ratio.NONE, Verdict.ZERO
    if target is None:
        return Ratio.NONE, Verdict.NONE
    verdict = Verdict.TARGET if share is None else Verdict.PACE
    if kind is Kind.STOCK:
        open_or_below = figure.base is None or figure.base < target
        return (Ratio.OF_INCREMENT if open_or_below else Ratio.NONE), verdict
    if target > 0 and kind in (Kind.CUMULATIVE, Kind.INPUT, Kind.RANGE, Kind.PAIRED):
        return Ratio.OF_TARGET, verdict
    return (Ratio.OF_FALL if kind is Kind.REDUCTION and target > 0 else Ratio.NONE), verdict


def _hint(figure: Figure) -> str:
    """What to type into 本期累计: 口径 of the figure, rule of its kind, the words for none, an example."""
    indicator, end = figure.indicator, end_of(figure.period)
    due = figure_due(indicator, figure.period)
    scope = indicator.scope[:_LONGEST_SCOPE].rstrip("。，；")
    rule = SPECS[indicator.kind].hint.replace("期末", end)
    example = shortest(figure.previous).replace("−", "-") if figure.previous is not None else None
    example = example or ("7.8" if _unit(figure) == "%" else "12")
    return (
        ("" if due else "本月不出数，可以不填，填了也算。")
        + (f"口径：{scope}。" if scope else "")
        + f"{rule}没有变化填和上期一样的数；没到时间填“未到节点”；数没出来填“未公布”；没有这类工作填“不适用”。"
        + ("留空算没报。" if due else "")
        + f"只填一个数字，例如{example}。"
    )
