"""A printed number, a code or a name walked back: the papers are put together anew and asked where they have it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from functools import cached_property

from reporter.bulletin.facts import Facts
from reporter.bulletin.workbooks.trace.account import Account
from reporter.core.marks import Fixed
from reporter.core.period import Period
from reporter.core.values import dataclass
from reporter.folder import FolderError
from reporter.plan.model import Plan
from reporter.record.trace.chain import Chains
from reporter.record.trace.material import Material
from reporter.record.trace.nodes import Node
from reporter.record.trace.origins import Tracer
from reporter.record.trace.proof import Figure
from reporter.record.trace.terms import Undefined
from reporter.record.trace.traced import UnknownOrigin
from reporter.record.trace.words import rounding
from reporter.workflow.assessed import Assessed
from reporter.workflow.month import Months
from reporter.workflow.papers import Papers
from reporter.workflow.witness import Remembered, Reopened

_NUMBER = re.compile(r"[+−-]?\d[\d,]*(?:\.\d+)?", re.ASCII)
_MAIN = {
    "indicator": ("actual", "completion_ratio", "gap"),
    "task": ("progress",),
    "action": ("on_pace_share", "rank"),
    "bureau": ("on_pace_share", "mean_ratio", "rank"),
}
"""What is traced of a code besides the figures that are printed of it."""
_KINDS = {
    Fixed.DATE: "是日期或者报告期",
    Fixed.CODE: "是编号、文号或者出处",
    Fixed.ORDINAL: "是序号",
    Fixed.NAME: "是计划台账里的文字",
    Fixed.SAID: "是单位填报的文字或者核对提示里的文字，不是算出来的数",
    Fixed.PRINTED: "是原通报的文字",
}


class NotPrinted(FolderError):
    """Nothing of that name or text is known in the period; the sentence says what is near."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One figure with its chain, and every place where the papers print it (none for a figure that is not printed).

    `texts` are the ways in which it is printed, each with how it was rounded (empty where it was not).
    """

    origin: str
    printed: tuple[Figure, ...]
    chain: Node
    texts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A place that has the text asked for, in words that are no figure."""

    paper: str
    text: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What is known of `asked`: a heading for a code, the figures, the places that are no figures."""

    period: Period
    asked: str
    heading: str
    links: tuple[Link, ...]
    words: tuple[Words, ...] = ()


def material_of(months: Months, period: Period, month: Assessed) -> Material:
    """What figures of a period are traced in."""
    return Material(
        plan=months.plan(period),
        results=month.results,
        previous=month.previous,
        earlier=month.earlier,
        within=month.months,
    )


def witness_of(months: Months, period: Period, month: Assessed, *, reopen: bool) -> Remembered:
    """Who answers for the files; with `reopen` they are read again as they lie there now."""
    kind = Reopened if reopen else Remembered
    return kind(months, period, (month.results, *month.months, *month.earlier))


def account_of(months: Months, period: Period, month: Assessed, papers: Papers) -> Account:
    """Every figure of the papers, traced and proved."""
    witness = witness_of(months, period, month, reopen=False)
    return Account(papers.figures(), Tracer(material_of(months, period, month)), witness)


def trace(months: Months, period: Period, asked: str) -> Found:
    """What a code, a name, a bookmark or a printed text leads to; NotPrinted when nothing in the period has it."""
    return search_of(months, period).found(asked.strip())


def search_of(months: Months, period: Period) -> Search:
    """The figures of a month's papers, put together anew, with the returned files as they lie there now."""
    month = months.assess(period)
    facts = Facts(
        plan=months.plan(period),
        results=month.results,
        previous=month.previous,
        earlier=month.earlier,
        months=month.months,
        gaps=month.gaps,
    )
    tracer = Tracer(material_of(months, period, month))
    chains = Chains(tracer, witness_of(months, period, month, reopen=True))
    return Search(period, Papers(months.folder, facts), tracer, chains)


class Search:
    """The figures of one period's papers, looked up by what a person can name."""

    def __init__(self, period: Period, papers: Papers, tracer: Tracer, chains: Chains) -> None:
        self._period = period
        self._papers = papers
        self._tracer = tracer
        self._chains = chains
        self._plan: Plan = tracer.material.plan

    @cached_property
    def _figures(self) -> tuple[Figure, ...]:
        return tuple(self._papers.figures())

    @cached_property
    def _by_origin(self) -> Mapping[str, tuple[Figure, ...]]:
        found: dict[str, list[Figure]] = {}
        for figure in self._figures:
            found.setdefault(figure.printed.origin, []).append(figure)
        return {origin: tuple(figures) for origin, figures in found.items()}

    def found(self, asked: str) -> Found:
        """What is known of it; NotPrinted when nothing is."""
        code = self._code(asked)
        if code:
            return self._of_code(asked, code)
        origins = self._named(asked) or self._printed(asked)
        words = () if origins else tuple(self._words(asked))
        if not origins and not words:
            raise NotPrinted(self._sorry(asked))
        return Found(period=self._period, asked=asked, heading="", links=tuple(self._links(origins)), words=words)

    def _links(self, origins: Sequence[str]) -> Iterator[Link]:
        for origin in origins:
            printed = self._by_origin.get(origin, ())
            texts = dict.fromkeys(one.printed.text for one in printed)
            share, value = self._tracer.of(origin).percent, self._tracer.value(origin)
            yield Link(
                origin=origin,
                printed=printed,
                chain=self._chains.of(origin),
                texts=tuple((text, rounding(value, text, share=share)) for text in texts),
            )

    def _code(self, asked: str) -> str:
        """The code that is meant: itself, or the only row that has the name."""
        known = self._names
        upper = unicodedata.normalize("NFKC", asked).upper()
        if upper in known:
            return upper
        meant = [code for code, names in known.items() if asked in names]
        return meant[0] if len(meant) == 1 else ""

    @cached_property
    def _names(self) -> Mapping[str, tuple[str, ...]]:
        """Every code of the register with the names it goes by."""
        plan = self._plan
        return {
            **{one.code: (one.name, *one.aliases) for one in plan.bureaus},
            **{one.code: (one.name,) for one in plan.actions},
            **{one.code: (one.name,) for one in plan.tasks},
            **{one.code: (one.name,) for one in plan.indicators},
            **{one.code: (one.name,) for one in plan.parts},
            **{one.code: (one.name,) for one in plan.milestones},
        }

    def _of_code(self, asked: str, code: str) -> Found:
        printed = [origin for origin in self._by_origin if _is_of(origin, code)]
        main = [f"{code}.{what}" for what in _MAIN.get(self._kind(code), ())]
        origins = [origin for origin in dict.fromkeys((*main, *printed)) if self._computable(origin)]
        heading = f"{code} {self._names[code][0]}{self._state(code)}"
        return Found(period=self._period, asked=asked, heading=heading, links=tuple(self._links(origins)))

    def _kind(self, code: str) -> str:
        plan = self._plan
        tables: Mapping[str, Mapping[str, object]] = {
            "indicator": plan.indicator_by_code,
            "task": plan.task_by_code,
            "action": plan.action_by_code,
            "bureau": plan.bureau_by_code,
        }
        return next((kind for kind, rows in tables.items() if code in rows), "")

    def _computable(self, origin: str) -> bool:
        try:
            self._tracer.value(origin)
        except (UnknownOrigin, Undefined, KeyError):
            return False
        return True

    def _state(self, code: str) -> str:
        for table in ("指标", "任务", "节点"):
            row = self._tracer.tables[table].rows.get(code)
            if row:
                said = row["状态"] if table != "节点" else row["完成"]
                reason = f"（{row['没有数的原因']}）" if table == "指标" and row["没有数的原因"] else ""
                return f"：{said}{reason}"
        return ""

    def _named(self, asked: str) -> list[str]:
        """The origins that a bookmark or an origin's own name means."""
        lower = asked.lower()
        marked = (one.printed.origin for one in self._figures if one.printed.bookmark.lower() == lower)
        found = list(dict.fromkeys(marked))
        return found or ([asked] if "." in asked and self._computable(asked) else [])

    def _printed(self, asked: str) -> list[str]:
        """The origins of the figures printed so; a table may leave the unit to its heading."""
        wanted = unicodedata.normalize("NFKC", asked).replace("-", "−").replace(" ", "")
        number = _NUMBER.search(wanted)
        if number is None:
            return []
        same = [one for one in self._figures if _plain(one) == wanted]
        if wanted == number[0] or wanted == f"{number[0]}%":
            bare = (one for one in self._figures if _plain(one).removesuffix("%") == number[0])
            same += [one for one in bare if self._tracer.of(one.printed.origin).percent]
        return list(dict.fromkeys(one.printed.origin for one in same))

    def _words(self, asked: str) -> Iterator[Words]:
        """Places in which the text stands as words: dates, codes, names, what bureaus typed."""
        for name in self._papers.makers():
            _, marks = self._papers.composed(name)
            texts = {(mark.text, mark.fixed): None for mark in marks.entries if mark.fixed and asked in mark.text}
            for text, fixed in texts:
                if fixed:
                    yield Words(paper=name, text=text, kind=_KINDS[fixed])

    def _sorry(self, asked: str) -> str:
        names = [name for names in self._names.values() for name in names]
        texts = dict.fromkeys(one.printed.text for one in self._figures)
        near = get_close_matches(asked, [*self._names, *names, *texts], n=5, cutoff=0.5)
        advice = f"相近的有：{'、'.join(near)}。" if near else ""
        return (
            f"{self._period}的文书里没有“{asked}”。{advice}可以写编号（A1-K07、A1、B012、A1-T03）、单位名称、"
            f"印出来的数（84.0%、29.6万吨）或者Word里的书签名。"
        )


def _plain(figure: Figure) -> str:
    return unicodedata.normalize("NFKC", figure.printed.text).replace(" ", "")


def _is_of(origin: str, code: str) -> bool:
    """Whether a figure is of a code, or of a part or step of it."""
    subject = origin.removeprefix("previous.").partition(".")[0]
    return subject == code or (re.fullmatch(rf"{re.escape(code)}-S?\d+", subject) is not None and "-K" in code)
