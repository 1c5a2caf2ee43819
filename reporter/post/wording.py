"""What the letters say: the content that the mail templates (templates/邮件-*.md.j2) are filled with."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from reporter.bulletin.counts import Counts, counts_of
from reporter.bulletin.facts import Facts
from reporter.bulletin.figure import Figure, count
from reporter.bulletin.head import Head, brief_number, circular_number, head, issue_day
from reporter.bulletin.leaders.decisions import decisions
from reporter.bulletin.words import short_date
from reporter.core.values import dataclass
from reporter.forms.model import FormLayout, SheetKind
from reporter.plan.calendar import closing_day, deadline
from reporter.post.contacts import COPIED, Contact

_WEEKDAYS = "一二三四五六日"
_FILLED = (SheetKind.INDICATORS, SheetKind.STEPS, SheetKind.TASKS, SheetKind.LISTS, SheetKind.REPLIES)


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaderMail:
    """通报 and 专报, or 更正通报, to one leader."""

    head: Head
    name: str
    salutation: str
    as_copy: bool
    papers: tuple[str, ...]
    """Which of 通报, 领导专报, 民生实事专报 the letter holds."""
    issue_no: str
    decision_number: Figure
    """How many matters 领导专报 puts forward for a decision."""
    counts: Counts | None
    """Set where rule 正文含数 lets figures stand in a letter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormsMail:
    """Blank forms to a bureau."""

    head: Head
    bureau: str
    forms: tuple[str, ...]
    """Names of the actions."""
    pages: tuple[str, ...]
    """Sheets to fill, in their order."""
    figures_until: str
    """The day up to which figures run."""
    deadline: str
    weekday: str
    moved_from: str
    """The day of rule 报送截止 where a holiday moves it; empty otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderMail:
    """A reminder before the deadline, after it, or once more."""

    head: Head
    variant: str
    bureau: str
    forms: tuple[str, ...]
    number: Figure
    again: bool
    """Whether last month's forms are missing too."""
    today: str
    deadline: str
    taken_until: str
    later: str
    first_sent: str
    """The day of the first letter where the outbox knows it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnedForm:
    """One form that goes back: its action, and how much is to be corrected and explained."""

    action: str
    to_mend: Figure
    to_explain: Figure
    refused: bool
    """The whole form was not taken."""
    answer_by: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnedMail:
    """Marked-up forms back to a bureau."""

    head: Head
    bureau: str
    forms: tuple[str, ...]
    to_mend: Figure
    to_explain: Figure
    whole_refused: bool
    reply_on: str


def leader_mail(facts: Facts, contact: Contact, papers: Sequence[str]) -> LeaderMail:
    """The letter that brings a leader `papers`."""
    return LeaderMail(
        head=head(facts, number=circular_number(facts), issued=issue_day(facts)),
        name=contact.name,
        salutation=contact.salutation,
        as_copy=COPIED in contact.roles,
        papers=tuple(papers),
        issue_no=brief_number(facts),
        decision_number=count(len(decisions(facts)), "all.decisions"),
        counts=counts_of(facts.counted, "all") if facts.rule("正文含数") == "是" else None,
    )


def forms_mail(facts: Facts, forms: Sequence[FormLayout]) -> FormsMail:
    """The letter that brings a bureau its blank forms."""
    day = forms[0].deadline
    wanted = date(day.year, day.month, facts.number("报送截止"))
    kinds = {sheet.kind for form in forms for sheet in form.sheets}
    return FormsMail(
        head=head(facts),
        bureau=forms[0].bureau_name,
        forms=tuple(form.action_name for form in forms),
        pages=tuple(kind.value for kind in _FILLED if kind in kinds),
        figures_until=short_date(facts.day),
        deadline=short_date(day),
        weekday=_WEEKDAYS[day.weekday()],
        moved_from=short_date(wanted) if wanted != day else "",
    )


def reminder_mail(
    facts: Facts, bureau: str, actions: Sequence[str], variant: str, today: date, first_sent: date | None
) -> ReminderMail:
    """The letter that asks a bureau (code) for the forms of `actions` (codes)."""
    period = facts.period.month
    before = facts.comparable.returns if facts.comparable else ()
    silent = {one.action for one in before if one.bureau == bureau and one.state.value == "missing"}
    return ReminderMail(
        head=head(facts),
        variant=variant,
        bureau=facts.bureau(bureau),
        forms=tuple(facts.action(code).name for code in actions),
        number=count(len(actions), f"{bureau}.missing_forms"),
        again=bool(silent & set(actions)),
        today=short_date(today),
        deadline=short_date(deadline(facts.plan, period)),
        taken_until=short_date(closing_day(facts.plan, period)),
        later=short_date(deadline(facts.plan, period.following)),
        first_sent=short_date(first_sent) if first_sent else "",
    )


def returned_mail(facts: Facts, bureau: str, forms: Sequence[ReturnedForm]) -> ReturnedMail:
    """The letter that brings a bureau (code) its marked-up forms."""
    return ReturnedMail(
        head=head(facts),
        bureau=facts.bureau(bureau),
        forms=tuple(form.action for form in forms),
        to_mend=count(sum(int(form.to_mend.value) for form in forms), f"{bureau}.to_mend"),
        to_explain=count(sum(int(form.to_explain.value) for form in forms), f"{bureau}.to_explain"),
        whole_refused=any(form.refused for form in forms),
        reply_on=short_date(min(form.answer_by for form in forms)),
    )
