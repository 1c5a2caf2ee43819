"""Which letters a period asks for, to whom each goes, and what hangs on it. Pure: files and day are arguments."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256

from reporter.bulletin.facts import Facts
from reporter.bulletin.figure import count
from reporter.bulletin.letters.notice import notice, noticed
from reporter.bulletin.wording import markdown
from reporter.core.problem import Severity
from reporter.document.markdown import parse
from reporter.forms.model import FormLayout
from reporter.ledger.model import ExpectedReturn, FoundFile, Outcome, ReturnState
from reporter.plan.calendar import closing_day, correction_day, deadline, working_days_between
from reporter.plan.model import Plan
from reporter.post.body import body_of
from reporter.post.contacts import REPORTER, Contact, Contacts
from reporter.post.letter import Attachment, Body, Kind, Letter
from reporter.post.wording import (
    ReturnedForm,
    forms_mail,
    leader_mail,
    reminder_mail,
    returned_mail,
)
from reporter.record.issue import Issue

UNISSUED = "未签发"
_BULLETIN, _LEADERS, _LIVELIHOOD, _CORRECTION = "通报", "领导专报", "民生实事专报", "更正通报"
_PAPERS = {_BULLETIN: "督查通报", _LEADERS: "督查专报", _LIVELIHOOD: "民生实事专报"}
"""Papers to leaders by their name in 通讯录, and what stands in the masthead of each."""
_FILES = {_BULLETIN: "督查通报.docx", _LEADERS: "领导专报.docx", _LIVELIHOOD: "民生实事专报.docx"}
_NOT_COPIED = "不抄送"


@dataclass(frozen=True, kw_only=True)
class Occasion:
    """Everything that letters of a period are made from.

    `files` are those of output/<period> by their path there; `first_sent` are the days of first reminders by bureau;
    `corrections` are files of 更正通报 with their issue (None: a draft). `template` gives the text of a mail template
    by its name. `plan` is the register of today, whose rules say who gets copies.
    """

    facts: Facts
    plan: Plan
    today: date
    contacts: Contacts
    template: Callable[[str], str]
    files: Mapping[str, bytes]
    forms: Sequence[FormLayout] = ()
    first_sent: Mapping[str, date] = field(default_factory=dict)
    corrections: Sequence[tuple[str, Issue | None]] = ()

    def rule(self, name: str) -> str:
        """A rule on letters, as the register has it today."""
        return self.plan.rule(name, self.facts.day)

    def paper(self, path: str, name: str) -> Attachment:
        """A file of the period by the name that its reader sees; KeyError when it is not there."""
        return Attachment(name=name, data=self.files[path])

    def write(self, template: str, content: object) -> Body:
        """Subject and text by a template; TemplateFault or DocumentError when it cannot be used."""
        name = f"邮件-{template}.md.j2"
        text, marks = markdown(content, self.template(name), name=name)
        return body_of(parse(text, marks), marks)


def letters(occasion: Occasion, kinds: Collection[Kind]) -> Iterator[Letter]:
    """The letters of those kinds that there is reason to write, in the order of `Kind`, then of people."""
    for kind, make in _MAKERS.items():
        if kind in kinds:
            yield from make(occasion)


def reminder_kind(plan: Plan, period_forms: Sequence[FormLayout], today: date) -> Kind | None:
    """Which reminder the day asks for; None while the deadline is far (rule 提前提醒), or without forms."""
    if not period_forms:
        return None
    period = period_forms[0].period
    if today <= deadline(plan, period):
        early = int(plan.rule("提前提醒", period.last_day))
        return Kind.BEFORE if working_days_between(plan, today, deadline(plan, period)) <= early else None
    return Kind.OVERDUE if today <= closing_day(plan, period) else Kind.AGAIN


def _bulletins(occasion: Occasion) -> Iterator[Letter]:
    issue = occasion.facts.issue
    there = [paper for paper in _PAPERS if _FILES[paper] in occasion.files]
    people = {one.address: one for paper in there for one in occasion.contacts.leaders(paper)}
    for contact in people.values():
        papers = [paper for paper in there if paper in contact.documents]
        yield Letter(
            period=occasion.facts.period,
            kind=Kind.BULLETIN,
            who=contact.name,
            to=contact,
            body=occasion.write("通报", leader_mail(occasion.facts, contact, [_PAPERS[one] for one in papers])),
            attachments=tuple(occasion.paper(_FILES[one], f"{_titled(occasion, one)}.docx") for one in papers),
            about="印发" if issue else "送审",
            hold="" if issue else UNISSUED,
            sample=occasion.facts.results.sample,
        )


def _titled(occasion: Occasion, paper: str) -> str:
    """督查通报（2024年1—5月）, 督查专报第3期."""
    number = occasion.facts.issue.issue_no if occasion.facts.issue and paper != _BULLETIN else ""
    draft = "" if occasion.facts.issue else "，送审稿"
    return f"{_PAPERS[paper]}{number}" if number else f"{_PAPERS[paper]}（{occasion.facts.period.label}{draft}）"


def _corrections(occasion: Occasion) -> Iterator[Letter]:
    for path, issue in occasion.corrections:
        name = f"{path.removesuffix('.docx')}（{occasion.facts.period.label}{'' if issue else '，送审稿'}）.docx"
        for contact in occasion.contacts.leaders(_CORRECTION):
            yield Letter(
                period=occasion.facts.period,
                kind=Kind.CORRECTION,
                who=contact.name,
                to=contact,
                body=occasion.write("更正", leader_mail(occasion.facts, contact, [_CORRECTION])),
                attachments=(occasion.paper(path, name),),
                about=f"第{issue.edition}版" if issue else f"送审 {path}",
                hold="" if issue else UNISSUED,
                sample=occasion.facts.results.sample,
            )


def _blank_forms(occasion: Occasion) -> Iterator[Letter]:
    if not occasion.forms or occasion.today > deadline(occasion.facts.plan, occasion.forms[0].period):
        return
    for code, forms in _by_bureau(occasion.forms).items():
        there = [form for form in forms if _form_path(form) in occasion.files]
        if there:
            body = occasion.write("填报通知", forms_mail(occasion.facts, there))
            yield from _to_bureau(occasion, code, Kind.FORMS, body, _blank(occasion, there))


def _reminders(occasion: Occasion, kind: Kind) -> Iterator[Letter]:
    facts = occasion.facts
    if reminder_kind(occasion.plan, occasion.forms, occasion.today) is not kind:
        return
    role = occasion.rule("催报抄送") if kind is not Kind.BEFORE else _NOT_COPIED
    missing = _by_owner([one for one in facts.results.returns if one.state is ReturnState.MISSING])
    for code, found in missing.items():
        actions = [one.action for one in found]
        content = reminder_mail(facts, code, actions, kind.value, occasion.today, occasion.first_sent.get(code))
        forms = [form for form in occasion.forms if form.bureau == code and form.action in actions]
        blank = _blank(occasion, [form for form in forms if _form_path(form) in occasion.files])
        yield from _to_bureau(occasion, code, kind, occasion.write("催报", content), blank, role=role)


def _returned(occasion: Occasion) -> Iterator[Letter]:
    facts = occasion.facts
    there = [one for one in facts.results.returns if _returned_path(occasion, one) in occasion.files]
    for code, found in _by_owner(there).items():
        papers = []
        for one in found:
            name = (
                f"{facts.action(one.action).name}填报表（{facts.period.month_label}，{facts.bureau(code)}，批注）.xlsx"
            )
            papers.append(occasion.paper(_returned_path(occasion, one), name))
        content = returned_mail(facts, code, [_returned_form(facts, one) for one in found])
        about = sha256("".join(file for one in found for file in _judged(facts, one)).encode()).hexdigest()[:8]
        yield from _to_bureau(
            occasion, code, Kind.RETURNED, occasion.write("退回", content), tuple(papers), about=about
        )


def _judged(facts: Facts, one: ExpectedReturn) -> list[str]:
    """Hashes of the files that the marked-up copy speaks of: the return that stands, and later ones refused."""
    return [one.sha256, *(file.sha256 for file in _refused_later(facts, one))]


def _refused_later(facts: Facts, one: ExpectedReturn) -> list[FoundFile]:
    return [
        file
        for file in facts.results.files
        if (file.action, file.bureau, file.outcome) == (one.action, one.bureau, Outcome.REJECTED)
        and file.file != one.file
        and one.received is not None
        and file.received > one.received
    ]


def _returned_form(facts: Facts, one: ExpectedReturn) -> ReturnedForm:
    files = {one.file, *(file.file for file in _refused_later(facts, one))}
    problems = [found.severity for found in facts.results.problems if found.place.file in files]
    code = f"{one.bureau}.{one.action}"
    assert one.received is not None
    return ReturnedForm(
        action=facts.action(one.action).name,
        to_mend=count(problems.count(Severity.REJECTED), f"{code}.rejected"),
        to_explain=count(problems.count(Severity.QUESTIONED), f"{code}.questioned"),
        refused=one.state is ReturnState.REJECTED,
        answer_by=correction_day(facts.plan, facts.period.month, one.received.date()),
    )


def _notices(occasion: Occasion) -> Iterator[Letter]:
    facts, day = occasion.facts, occasion.facts.issue.day if occasion.facts.issue else None
    copied = dict(part.split("单", 1) for part in occasion.rule("督办抄送").split("、"))
    for code in noticed(facts):
        path, number = f"notices/{facts.period}-{facts.bureau(code)}.docx", facts.notice_number(code)
        if path in occasion.files:
            content = notice(facts, code, most=1, number=number, issued=day if number else None)
            named = f"{number}，{facts.bureau(code)}" if number else f"{facts.bureau(code)}，送审稿"
            yield from _to_bureau(
                occasion,
                code,
                Kind.NOTICE,
                occasion.write("督办", content),
                (occasion.paper(path, f"督办通知单（{named}）.docx"),),
                role=copied[content.colour],
                about=number,
                hold="" if number else UNISSUED,
            )


def _to_bureau(
    occasion: Occasion, code: str, kind: Kind, body: Body, attachments: tuple[Attachment, ...], *,
    role: str = _NOT_COPIED, about: str = "", hold: str = "",
) -> Iterator[Letter]:  # fmt: skip
    """A letter for each officer of a bureau (code), the first with copies; one to nobody where it has no officer."""
    officers: tuple[Contact | None, ...] = occasion.contacts.of_bureau(code, REPORTER) or (None,)
    for at, officer in enumerate(officers):
        yield Letter(
            period=occasion.facts.period,
            kind=kind,
            who=occasion.facts.bureau(code),
            to=officer,
            body=body,
            copied=occasion.contacts.of_bureau(code, role) if at == 0 else (),
            attachments=attachments,
            about=about,
            hold=hold,
            sample=occasion.facts.results.sample,
        )


def _blank(occasion: Occasion, forms: Sequence[FormLayout]) -> tuple[Attachment, ...]:
    return tuple(
        occasion.paper(
            _form_path(form), f"{form.action_name}填报表（{form.period.month_label}，{form.bureau_name}）.xlsx"
        )
        for form in forms
    )


def _form_path(form: FormLayout) -> str:
    return f"forms/{form.action} {form.action_name}/{form.file_name}"


def _returned_path(occasion: Occasion, one: ExpectedReturn) -> str:
    return f"returned/{occasion.facts.period.month}-{one.action}-{occasion.facts.bureau(one.bureau)}.xlsx"


def _by_bureau(forms: Sequence[FormLayout]) -> Mapping[str, list[FormLayout]]:
    found: dict[str, list[FormLayout]] = {}
    for form in forms:
        found.setdefault(form.bureau, []).append(form)
    return found


def _by_owner(returns: Sequence[ExpectedReturn]) -> Mapping[str, list[ExpectedReturn]]:
    found: dict[str, list[ExpectedReturn]] = {}
    for one in returns:
        found.setdefault(one.bureau, []).append(one)
    return found


_MAKERS: Mapping[Kind, Callable[[Occasion], Iterator[Letter]]] = {
    Kind.BULLETIN: _bulletins,
    Kind.CORRECTION: _corrections,
    Kind.FORMS: _blank_forms,
    Kind.BEFORE: lambda occasion: _reminders(occasion, Kind.BEFORE),
    Kind.OVERDUE: lambda occasion: _reminders(occasion, Kind.OVERDUE),
    Kind.AGAIN: lambda occasion: _reminders(occasion, Kind.AGAIN),
    Kind.RETURNED: _returned,
    Kind.NOTICE: _notices,
}
COMPOSED = tuple(_MAKERS)
"""The kinds that are written for a period."""
