"""The receipt for a sender: what came in, what is used, what is to be put right, in the words of the catalogue."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from reporter.bulletin.facts import Facts
from reporter.bulletin.figure import Figure, count
from reporter.bulletin.head import Head, head
from reporter.bulletin.words import short_date
from reporter.core.period import Period
from reporter.core.problem import Place, Severity, problem
from reporter.core.values import dataclass
from reporter.ledger.model import FoundFile
from reporter.ledger.model import Outcome as Standing
from reporter.plan.calendar import correction_day
from reporter.post.address import is_address
from reporter.post.contacts import Contact
from reporter.post.journal import FORMS, IN_FOLDER, Collected, Item, Outcome
from reporter.post.letter import Body, Kind, Letter

_MOST = 40
"""Sentences of one kind; whoever has more finds them in the marked-up copy."""
_OFFICE_ONLY = frozenset(("E130", "E723", "E724", "E725", "E726", "E727", "E706"))
"""What only the office is told; E103 and E130 reach the bureau with the problems of its form."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedForm:
    """A form that came: its title, whose it is, what became of it."""

    title: str
    bureau: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A numbered sentence."""

    index: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptMail:
    """What the template of a receipt is filled with."""

    head: Head
    bureau: str
    received_on: str
    forms: tuple[ReceivedForm, ...]
    to_mend: Figure
    to_explain: Figure
    not_taken: tuple[Said, ...]
    rejected_ones: tuple[Said, ...]
    questioned_ones: tuple[Said, ...]
    remarks_made: tuple[Said, ...]
    left_out: int
    reply_on: str


def is_answered(one: Collected, *, known: bool) -> bool:
    """Whether a letter gets a receipt: there is a form in it or, from a `known` sender, something that cannot be one.

    Nobody confirms to strangers that their letters arrive.
    """
    if one.automatic or not is_address(one.sender):
        return False
    return any(item.outcome in FORMS for item in one.items) or (known and bool(_not_taken(one)))


def receipt(facts: Facts, letters: Sequence[Collected]) -> ReceiptMail:
    """The receipt for some letters of one sender, in the order of their arrival. `facts` are as of now."""
    forms = _filed(letters)
    found = {one.file: one for one in facts.results.files}
    problems = [one for one in facts.results.problems if _outer(one.place.file) in forms]
    by = {severity: [one for one in problems if one.severity is severity] for severity in Severity}
    unused = [said for one in letters for said in (*_not_taken(one), *_too_old(facts, one))]
    sentences = [
        list(dict.fromkeys(unused)),
        *(list(dict.fromkeys(one.message for one in by[severity])) for severity in Severity),
    ]
    not_taken, rejected_ones, questioned_ones, remarks_made = _numbered(sentences)
    days = [one.received.date() for one in letters if one.received]
    last = max(days, default=facts.period.last_day)
    return ReceiptMail(
        head=head(facts),
        bureau=_addressee(facts, letters),
        received_on="、".join(dict.fromkeys(short_date(day) for day in days)) or "前几天",
        forms=tuple(_form(facts, item, found) for item in forms.values()),
        to_mend=count(len(by[Severity.REJECTED]), "receipt.rejected"),
        to_explain=count(len(by[Severity.QUESTIONED]), "receipt.questioned"),
        not_taken=not_taken,
        rejected_ones=rejected_ones,
        questioned_ones=questioned_ones,
        remarks_made=remarks_made,
        left_out=sum(max(len(one) - _MOST, 0) for one in sentences),
        reply_on=short_date(correction_day(facts.plan, facts.period.month, last)),
    )


def receipt_letter(facts: Facts, letters: Sequence[Collected], body: Body) -> Letter:
    """The letter to the sender of `letters`; it answers the last of them."""
    last = letters[-1]
    to = Contact(name=last.sender_name or last.sender, bureau="", roles=(), address=last.sender)
    return Letter(
        period=facts.period,
        kind=Kind.RECEIPT,
        who=_addressee(facts, letters),
        to=to,
        body=body,
        about=last.digest[:8],
        answers=last.message_id,
        sample=facts.results.sample,
    )


def _filed(letters: Sequence[Collected]) -> dict[str, Item]:
    """The forms in the folder, by their file."""
    return {
        item.path: item
        for one in letters
        for item in one.items
        if item.path and item.bureau and item.outcome in IN_FOLDER
    }


def _form(facts: Facts, item: Item, found: dict[str, FoundFile]) -> ReceivedForm:
    period = Period.parse(item.period)
    action = facts.action(item.action).name if item.action in facts.plan.action_by_code else item.action
    return ReceivedForm(
        title=f"{action}填报表（{period.month_label}）",
        bureau=_bureau(facts, item.bureau),
        text=_became(facts, item, found.get(item.path)),
    )


def _became(facts: Facts, item: Item, file: FoundFile | None) -> str:
    """What became of a form, up to the stop of its sentence."""
    if file is None:
        return f"是{Period.parse(item.period).month_label}的表，已收下"
    if file.outcome is Standing.COUNTED:
        severities = {one.severity for one in facts.results.problems if _outer(one.place.file) == item.path}
        if Severity.REJECTED in severities:
            return "已计入，有需要改的"
        return "已计入，有要说明的" if Severity.QUESTIONED in severities else "已计入，没有问题"
    if file.outcome is Standing.REJECTED:
        return "整份没有计入"
    return file.reason.rstrip("。") or "已收到"


def _not_taken(one: Collected) -> list[str]:
    """Why something in a letter is not used."""
    return [note.said for note in one.attention if note.code not in _OFFICE_ONLY]


def _too_old(facts: Facts, one: Collected) -> Iterator[str]:
    """Why forms of an earlier month are not used; those of a later month wait for it."""
    period = facts.period.month
    for item in one.items:
        if item.outcome is Outcome.OTHER_PERIOD and Period.parse(item.period) < period:
            yield problem(
                "E101",
                Place(file=item.name),
                form_period=Period.parse(item.period).month_label,
                period=period.month_label,
                issued_file=f"{period}-{item.action}-{_bureau(facts, item.bureau)}.xlsx",
            ).message


def _numbered(groups: Sequence[Sequence[str]]) -> list[tuple[Said, ...]]:
    """The sentences of every group, numbered from the first to the last group."""
    found, number = list[tuple[Said, ...]](), 0
    for group in groups:
        kept = group[:_MOST]
        found.append(tuple(Said(index=number + at, text=text) for at, text in enumerate(kept, 1)))
        number += len(kept)
    return found


def _addressee(facts: Facts, letters: Sequence[Collected]) -> str:
    """The bureaus whose forms they sent, else the sender's own name."""
    codes = dict.fromkeys(item.bureau for one in letters for item in one.items if item.bureau)
    return "、".join(_bureau(facts, code) for code in codes) or letters[-1].sender_name or letters[-1].sender


def _bureau(facts: Facts, code: str) -> str:
    return facts.bureau(code) if code in facts.plan.bureau_by_code else code


def _outer(file: str) -> str:
    """The file that lies in the folder: the zip of a form inside one."""
    return file.split("!")[0]


def by_sender(letters: Iterable[Collected]) -> dict[str, list[Collected]]:
    """The letters by the address they came from, each sender's in the order of arrival."""
    found: dict[str, list[Collected]] = {}
    for one in sorted(letters, key=lambda one: (str(one.received or ""), one.digest)):
        found.setdefault(one.sender, []).append(one)
    return found
