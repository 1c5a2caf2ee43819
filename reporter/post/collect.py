"""What becomes of a letter and of each file in it. Pure: it decides, the workflow files."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import field
from hashlib import sha256

from reporter.core.period import Period
from reporter.core.problem import Place, Problem, problem
from reporter.core.values import dataclass
from reporter.forms.tokens import FormNumber
from reporter.intake.read import owners_of
from reporter.plan.model import Plan
from reporter.post.contacts import Contacts
from reporter.post.contents import CLOUD, Content, base_name, contents
from reporter.post.inbound import Inbound
from reporter.post.journal import FORMS, IN_FOLDER, Attention, Item, Outcome

_BESIDE_FORMS = frozenset(("E111", "E122", "E123", "E126"))
"""Pictures, papers and tables of one's own that come along with a form are evidence, no mishap."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What is known when letters of a period are opened. `contacts` None: there is no 通讯录 to judge senders by.

    `issued` holds the sha256 of the blank forms as sent out; `is_sealed` says whether a period is closed.
    """

    plan: Plan
    period: Period
    contacts: Contacts | None = None
    all_periods: bool = False
    issued: frozenset[str] = frozenset()
    passwords: Sequence[str] = field(default=(), repr=False)
    is_sealed: Callable[[Period], bool] = lambda _: False

    def knows(self, sender: str) -> bool:
        """Whether the sender stands in the 通讯录; everybody does where there is none."""
        return self.contacts is None or self.contacts.by_address(sender) is not None

    def stands_in_contacts(self, sender: str) -> bool:
        """Whether 通讯录 has the sender; nobody stands in one that is not there."""
        return self.contacts is not None and self.contacts.by_address(sender) is not None

    def bureau(self, code: str) -> str:
        bureau = self.plan.bureau_by_code.get(code)
        return bureau.name if bureau else code

    def action(self, code: str) -> str:
        action = self.plan.action_by_code.get(code)
        return action.name if action else code


@dataclass(frozen=True, slots=True, kw_only=True)
class Sorted:
    """A file of a letter and what is to become of it; `item.path` is still empty."""

    content: Content
    item: Item
    period: Period | None = None
    """Whose folder it goes to; None when it is not filed."""


def sort_letter(letter: Inbound, desk: Desk) -> list[Sorted]:
    """Every file of the letter with its outcome, FILED standing for all that go to a folder."""
    return [_sorted(content, letter, desk) for content in contents(letter.enclosures, desk.passwords)]


def _sorted(content: Content, letter: Inbound, desk: Desk) -> Sorted:
    number = content.number
    if number is None:
        return _no_form(content, letter, desk)
    digest = sha256(content.data).hexdigest()
    outcome, fault = _judged(content, number, digest, letter, desk)
    item = Item(
        name=content.name,
        sha256=digest,
        outcome=outcome,
        period=str(number.period),
        action=number.action,
        bureau=number.bureau,
        code=fault.code if fault else "",
        said=fault.message if fault else "",
        needed=fault.needed if fault else "",
    )
    return Sorted(content=content, item=item, period=number.period if outcome is Outcome.FILED else None)


def _judged(
    content: Content, number: FormNumber, digest: str, letter: Inbound, desk: Desk
) -> tuple[Outcome, Problem | None]:
    """The outcome of a form, and why it is not filed where it is not."""
    place = Place(file=content.name)
    names = {"bureau_name": desk.bureau(number.bureau), "action_name": desk.action(number.action)}
    if letter.automatic:
        return Outcome.NOT_TAKEN, problem("E724", place, file_name=base_name(content.name))
    if digest in desk.issued:
        return Outcome.BLANK, problem("E722", place, **names)
    if number.period != desk.period and not desk.all_periods:
        labels = {"form_period": number.period.month_label, "period": desk.period.month_label}
        return Outcome.OTHER_PERIOD, problem("E723", place, **names, **labels)
    if desk.is_sealed(number.period):
        return Outcome.SEALED, problem("E721", place, period=number.period.month_label, **names)
    return Outcome.FILED, None


def _no_form(content: Content, letter: Inbound, desk: Desk) -> Sorted:
    """A file that is no form; one that wants a password goes to the folder, since only a run can have it."""
    fault = content.fault
    assert fault is not None
    takes = content.is_locked and desk.knows(letter.sender) and not letter.automatic
    filed = takes and not desk.is_sealed(desk.period)
    item = Item(
        name=content.name,
        sha256=sha256(content.data).hexdigest() if content.data else "",
        outcome=Outcome.LOCKED if filed else Outcome.NOT_TAKEN,
        code=fault.code,
        said=fault.message,
        needed=fault.needed,
        embedded=content.embedded,
    )
    return Sorted(content=content, item=item, period=desk.period if filed else None)


def attention(letter: Inbound, items: Sequence[Item], desk: Desk) -> tuple[Attention, ...]:
    """What a person must look at in a letter, each sentence once."""
    found = (*_of_items(items), *_of_letter(letter, items, desk), *_of_sender(letter, items, desk))
    return tuple(dict.fromkeys(found))


def _of_items(items: Sequence[Item]) -> Iterator[Attention]:
    with_form = any(item.outcome in FORMS for item in items)
    for item in items:
        evidence = with_form and item.code in _BESIDE_FORMS
        if item.said and not item.embedded and not evidence:
            yield Attention(code=item.code, said=item.said, needed=item.needed)


def _of_letter(letter: Inbound, items: Sequence[Item], desk: Desk) -> Iterator[Attention]:
    who = letter.sender_name or letter.sender or "不知是谁"
    if letter.fault:
        yield _noted("E726", sender=who, detail=letter.fault)
    if letter.clouds and not letter.automatic and not any(item.outcome in IN_FOLDER for item in items):
        yield _noted(CLOUD, kind=f"网盘链接或者云附件（{'、'.join(letter.clouds)}）")
    is_contact = desk.stands_in_contacts(letter.sender)
    if not letter.enclosures and not letter.clouds and not letter.fault and is_contact and not letter.automatic:
        yield _noted("E725", sender=who)


def _of_sender(letter: Inbound, items: Sequence[Item], desk: Desk) -> Iterator[Attention]:
    """E706 for a form from an address that nobody has, E130 for one from another bureau's."""
    if desk.contacts is None or not letter.sender:
        return
    bureaus = desk.contacts.bureaus_of(letter.sender)
    for code in dict.fromkeys(item.bureau for item in items if item.outcome is Outcome.FILED):
        if not bureaus:
            yield _noted("E706", sender=letter.sender, bureau_name=desk.bureau(code))
        elif code not in bureaus:
            whose = owners_of(desk.plan, bureaus)
            yield _noted("E130", sender=letter.sender, sender_bureau=whose, bureau_name=desk.bureau(code))


def _noted(code: str, **values: str) -> Attention:
    found = problem(code, Place(file=""), **values)
    return Attention(code=code, said=found.message, needed=found.needed)
