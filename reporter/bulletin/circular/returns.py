"""Part 三: which forms came back, when, and what in them is doubtful."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal

from reporter.bulletin.facts import Facts, balance
from reporter.bulletin.figure import Figure, Phrase, coded, count, joined, phrase, share, spoken, titled
from reporter.bulletin.words import cut, plain, sentence, short_date, statement
from reporter.core.problem import Problem, Severity
from reporter.core.values import dataclass
from reporter.forms.replies import is_reply_row
from reporter.ledger.model import ExpectedReturn, ReturnState
from reporter.plan.calendar import closing_day
from reporter.record.model import Results

Names = Mapping[str, list[ExpectedReturn]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """One 存疑: what was seen, whose it is, and the bureau's explanation (empty when there is none)."""

    code: str
    name: str
    bureau: str
    said: str
    explanation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Returns:
    """Everything part 三 says. The lists are empty phrases when nobody is to be named."""

    expected: Figure
    bureaus: Figure
    deadline: str
    moved_from: str
    """The day before it was moved to a working day; empty when it was not."""
    closed: str
    on_time: Figure
    on_time_share: Figure | None
    late: Figure
    rejected: Figure
    missing: Figure
    received: Figure
    late_list: Phrase
    missing_list: Phrase
    returned: Figure
    """Forms that were returned for correction at least once."""
    returned_list: Phrase
    doubts: tuple[Doubt, ...]
    doubted: Figure
    explained: Figure
    unexplained: Figure
    unexplained_list: Phrase
    """Empty when there are more than the list may hold."""


def returns(facts: Facts) -> Returns:
    """Part 三. Unbalanced where the states do not add up to the forms expected."""
    found = facts.results.returns
    by = {state: [one for one in found if one.state is state] for state in ReturnState}
    received = sum(len(by[state]) for state in (ReturnState.ON_TIME, ReturnState.LATE, ReturnState.REJECTED))
    balance("下发", len(found), "已回收＋未回收", received + len(by[ReturnState.MISSING]))
    due = facts.results.deadline
    ordinary = _ordinary(facts, due)
    returned = [one for one in found if one.returned_times or one.state is ReturnState.REJECTED]
    doubts = tuple(_doubt(facts, one) for one in facts.results.problems if _is_doubt(one))
    open_doubts = [doubt for doubt in doubts if not doubt.explanation]
    return Returns(
        expected=count(len(found), "returns.expected"),
        bureaus=count(len({one.bureau for one in found}), "returns.bureaus"),
        deadline=short_date(due) if due else "",
        moved_from=short_date(ordinary) if ordinary and due and ordinary != due else "",
        closed=short_date(closing_day(facts.plan, facts.period)),
        on_time=count(len(by[ReturnState.ON_TIME]), "returns.on_time"),
        on_time_share=_share(len(by[ReturnState.ON_TIME]), len(found)),
        late=count(len(by[ReturnState.LATE]), "returns.late"),
        rejected=count(len(by[ReturnState.REJECTED]), "returns.rejected"),
        missing=count(len(by[ReturnState.MISSING]), "returns.missing"),
        received=count(received, "returns.received"),
        late_list=_late(facts, by[ReturnState.LATE]),
        missing_list=_missing(facts, by[ReturnState.MISSING]),
        returned=count(len(returned), "returns.returned"),
        returned_list=_returned(facts, returned),
        doubts=doubts,
        doubted=count(len(doubts), "doubts"),
        explained=count(len(doubts) - len(open_doubts), "doubts.explained"),
        unexplained=count(len(open_doubts), "doubts.unexplained"),
        unexplained_list=_listed(open_doubts, facts.number("名单上限")),
    )


def by_bureau(facts: Facts, found: Iterable[ExpectedReturn]) -> Names:
    """Returns by bureau code, bureaus in the fixed order."""
    groups: dict[str, list[ExpectedReturn]] = {}
    for one in found:
        groups.setdefault(one.bureau, []).append(one)
    return {code: groups[code] for code in facts.in_order(set(groups))}


def _ordinary(facts: Facts, due: date | None) -> date | None:
    return due.replace(day=facts.number("报送截止")) if due else None


def _share(number: int, whole: int) -> Figure | None:
    return share(Decimal(number) / whole, "returns.timeliness") if whole else None


def _missing(facts: Facts, found: list[ExpectedReturn]) -> Phrase:
    """区医保局（民生可感行动，上期也未报送）、…"""
    before = _missing_before(facts.comparable)

    def one(code: str, forms: list[ExpectedReturn]) -> Phrase:
        actions = joined(facts.action_name(form.action) for form in forms)
        again = "，上期也未报送" if all((form.action, form.bureau) in before for form in forms) else ""
        return phrase(facts.bureau(code), "（", actions, again, "）")

    return joined(one(code, forms) for code, forms in by_bureau(facts, found).items())


def _missing_before(previous: Results | None) -> set[tuple[str, str]]:
    found = previous.returns if previous else ()
    return {(one.action, one.bureau) for one in found if one.state is ReturnState.MISSING}


def _late(facts: Facts, found: list[ExpectedReturn]) -> Phrase:
    """By days late: 区公安局、区农科园各1份，迟报1日；区住建局2份，迟报2日."""
    groups = _grouped(facts, found, lambda one: one.days_late)
    return joined((_late_by(facts, codes, number, days) for days, number, codes in groups), "；")


def _late_by(facts: Facts, codes: list[str], number: int, days: int) -> Phrase:
    origin = f"{codes[0]}.returns.late.{days}"
    return phrase(_shared(facts, codes, count(number, origin)), "，迟报", count(days, f"{origin}.days"), "日")


def _returned(facts: Facts, found: list[ExpectedReturn]) -> Phrase:
    """Refused ones by name first, then the corrected ones by how often: 区水利局、区妇联各退回1次，均已更正."""
    refused = [one for one in found if one.state is ReturnState.REJECTED]
    mended = [one for one in found if one.state is not ReturnState.REJECTED]
    parts = [
        phrase(facts.bureau(code), "退回", _times(one), "次，未按要求重报，数据不予采用")
        for code, forms in by_bureau(facts, refused).items()
        for one in forms
    ]
    for times, _, codes in _grouped(facts, mended, lambda one: one.returned_times, forms=False):
        several = len(codes) > 1
        names = joined(facts.bureau(code) for code in codes)
        first = next(one for one in mended if one.bureau == codes[0] and one.returned_times == times)
        said = phrase("各" if several else "", "退回", _times(first), "次，", "均" if several else "", "已更正")
        parts.append(phrase(names, said))
    return joined(parts, "；")


def _times(one: ExpectedReturn) -> Figure:
    """How often a form was returned; one that is refused was returned at least once."""
    return count(max(one.returned_times, 1), f"{one.bureau}.returns.{one.action}.returned_times")


def _grouped(
    facts: Facts, found: Iterable[ExpectedReturn], key: Callable[[ExpectedReturn], int], *, forms: bool = True
) -> list[tuple[int, int, list[str]]]:
    """(key, number of forms, bureau codes) in ascending order; bureaus alike in both stand together."""
    groups: dict[tuple[int, int], list[str]] = {}
    rows = list(found)
    for value in sorted({key(one) for one in rows}):
        for code, same in by_bureau(facts, (one for one in rows if key(one) == value)).items():
            groups.setdefault((value, len(same) if forms else 1), []).append(code)
    return [(value, number, codes) for (value, number), codes in groups.items()]


def _shared(facts: Facts, codes: list[str], number: Figure) -> Phrase:
    """区公安局、区农科园各1份."""
    names = joined(facts.bureau(code) for code in codes)
    return phrase(names, "各" if len(codes) > 1 else "", number, "份")


def _is_doubt(problem: Problem) -> bool:
    """Whether a figure or an answer is doubtful; what is odd about a reply to a 督办单 is settled with its matter."""
    return problem.severity is Severity.QUESTIONED and not is_reply_row(problem.item)


def _doubt(facts: Facts, problem: Problem) -> Doubt:
    limit = facts.number("印出字数")
    name, note = _explained(facts, problem)
    bureau = facts.bureau(problem.bureau) if problem.bureau else ""
    said = spoken(statement(plain(problem.message)).removeprefix(problem.item).removeprefix(name))
    return Doubt(
        code=coded(problem.item),
        name=titled(name),
        bureau=bureau,
        said=cut(said, 2 * limit),
        explanation=sentence(plain(note), limit),
    )


def _explained(facts: Facts, problem: Problem) -> tuple[str, str]:
    """Name of the row that a doubt is about, and what its bureau wrote in 说明."""
    code = problem.item
    for item in facts.items:
        steps = {step.code: step for step in item.result.steps}
        if code in steps:
            return f"{item.result.name}（{steps[code].name}）", steps[code].note
        if code == item.code or code in {part.code for part in item.result.parts}:
            return item.result.name, item.result.note
    for task in facts.results.tasks:
        if task.code == code:
            return task.name, next((one.trouble for one in task.answers if one.bureau == problem.bureau), "")
    return next(((row.name, "") for row in facts.results.lists if row.code == code), ("", ""))


def _listed(doubts: list[Doubt], limit: int) -> Phrase:
    if len(doubts) > limit:
        return Phrase()
    return joined(
        (
            phrase(doubt.name, doubt.said, "（", joined(filter(None, (doubt.code, doubt.bureau)), "，"), "）")
            for doubt in doubts
        ),
        "；",
    )
