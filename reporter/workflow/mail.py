"""Letters of a period: composed from its files and returns, laid down as drafts, listed with what the outbox knows."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from reporter.bulletin.facts import Facts
from reporter.bulletin.wording import TemplateFault
from reporter.core.period import Period
from reporter.core.problem import Place, Problem, problem
from reporter.core.values import dataclass
from reporter.document.blocks import DocumentError
from reporter.folder import FileBusy, Folder, FolderError, write_atomic
from reporter.post.compose import COMPOSED, Occasion, letters
from reporter.post.contacts import CONTACTS
from reporter.post.drafts import INDEX, Draft, drafts, index_page, is_our_draft, shown_size
from reporter.post.letter import Kind, Letter
from reporter.post.outbox import Outbox, State
from reporter.post.settings import MailSettings, mail_settings
from reporter.post.standing import Stand, Standing, standings
from reporter.workflow.contacts import load_contacts
from reporter.workflow.mail_source import MailSource, mail_source
from reporter.workflow.month import Months

RUN_KINDS = frozenset({Kind.BULLETIN, Kind.CORRECTION, Kind.RETURNED, Kind.NOTICE})
"""Kinds that bring what `run` wrote: they must say what the returns say today."""
ISSUED_KINDS = frozenset({Kind.BULLETIN, Kind.CORRECTION, Kind.NOTICE})
"""Kinds that a sealed period still has: its figures are closed, nobody is asked for forms any more."""

LONGER_KINDS = frozenset({Kind.BULLETIN, Kind.CORRECTION})
"""Kinds of a quarter, half-year or year: the letters to bureaus go with its months."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """The letters of a period with their drafts, how each stands, and what the clerk must know."""

    period: Period
    settings: MailSettings
    made: tuple[Draft, ...]
    found: tuple[Standing, ...] = ()
    complaints: tuple[Problem, ...] = ()
    """On 通讯录."""
    remarks: tuple[str, ...] = ()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the list of people, then with letters."""
        return (*self.complaints, *_problems(self.found, self.settings))

    @property
    def sample(self) -> bool:
        return any(one.letter.sample for one in self.made)


def kinds_named(text: str | None) -> frozenset[Kind] | None:
    """The kinds named on the command line (通报,督办); None when none is. FolderError for an unknown one."""
    if text is None:
        return None
    names = [name.strip() for name in text.replace("，", ",").replace("、", ",").split(",") if name.strip()]
    known = {kind.value: kind for kind in COMPOSED}
    unknown = [name for name in names if name not in known]
    if unknown or not names:
        raise FolderError(f"没有“{'、'.join(unknown)}”这类邮件，可写：{'、'.join(known)}。")
    return frozenset(known[name] for name in names)


def compose_mail(
    months: Months, period: Period, today: date, kinds: frozenset[Kind] | None, outbox: Outbox, resend: Collection[str]
) -> Mail:
    """The letters of a month for which there is reason on that day, of the kinds asked for (None: every kind).

    FolderError when there is nothing to write, or when what is asked for is out of date.
    """
    folder = months.folder
    settings = mail_settings(folder.settings.tables.get("mail", {}))
    contacts = load_contacts(folder, months.plan(period))
    source = mail_source(months, period)
    wanted, remarks = _usable(period, kinds, source)
    occasion = Occasion(
        facts=source.facts,
        plan=months.plan(period),
        today=today,
        contacts=contacts,
        template=folder.template,
        files=source.files,
        forms=months.forms(period) if period.is_month else (),
        first_sent=_first_sent(source.facts, outbox),
        corrections=source.corrections,
    )
    made = drafts(_composed(occasion, wanted), settings.as_sender)
    if not made:
        raise FolderError(_nothing(period, kinds, remarks))
    mail = Mail(period=period, settings=settings, made=made, complaints=contacts.problems, remarks=remarks)
    return judged(mail, outbox, resend)


def judged(mail: Mail, outbox: Outbox, resend: Collection[str] = ()) -> Mail:
    """The same letters as they stand by the outbox now."""
    pairs = [(one.letter, len(one.data)) for one in mail.made]
    return replace(mail, found=standings(pairs, outbox, mail.settings.most_bytes, resend))


def write_drafts(folder: Folder, mail: Mail) -> list[Path]:
    """Write output/<period>/mail: a file a letter and the list; drafts of an earlier run go. The paths written."""
    place = folder.output(mail.period) / "mail"
    paths = []
    for one in mail.made:
        write_atomic(place / one.name, one.data)
        paths.append(place / one.name)
    _remove_others(place, paths)
    return [*paths, write_index(folder, mail)]


def write_index(folder: Folder, mail: Mail) -> Path:
    """Write the list of the drafts."""
    path = folder.output(mail.period) / "mail" / INDEX
    said = [*(one.message for one in mail.problems), *mail.remarks]
    write_atomic(path, index_page(mail.made, mail.found, said))
    return path


def _usable(
    period: Period, kinds: frozenset[Kind] | None, source: MailSource
) -> tuple[frozenset[Kind], tuple[str, ...]]:
    """The kinds that may be written, and why some may not: papers that are out of date never go out."""
    asked = frozenset(COMPOSED) if kinds is None else kinds
    if not period.is_month:
        asked &= LONGER_KINDS
    kept = asked & ISSUED_KINDS if source.sealed else asked
    if source.current:
        return kept, ()
    said = (
        f"收到的表或者计划台账在上次“reporter run {period}”之后有变动，通报、督办、退回的邮件没有写。"
        f"请先运行“reporter run {period}”，再写邮件。"
    )
    if kinds is not None and kinds & RUN_KINDS:
        raise FolderError(said)
    return kept - RUN_KINDS, (said,)


def _composed(occasion: Occasion, kinds: Collection[Kind]) -> list[Letter]:
    try:
        return list(letters(occasion, kinds))
    except (TemplateFault, DocumentError) as fault:
        raise FolderError(
            f"邮件模板用不了：{str(fault).removesuffix('其他文书照常生成。')}请改好templates里的模板。"
        ) from fault


def _nothing(period: Period, kinds: frozenset[Kind] | None, remarks: Iterable[str]) -> str:
    named = "、".join(kind.value for kind in COMPOSED if kinds and kind in kinds)
    what = f"{period.called}没有可以写的{f'“{named}”' if named else ''}邮件。"
    advice = (
        f"发填报表前先运行“reporter forms {period}”；写通报、督办、退回先运行“reporter run {period}”。"
        if period.is_month
        else f"先运行“reporter run {period}”，通讯录里要写明谁收通报；给各单位的邮件按月写。"
    )
    return what + advice + "".join(remarks)


def _first_sent(facts: Facts, outbox: Outbox) -> Mapping[str, date]:
    """When each bureau (code) got its first reminder after the deadline."""
    codes = {one.name: one.code for one in facts.plan.bureaus}
    sent = [one for one in outbox.records if one.state is State.SENT and one.kind == Kind.OVERDUE.value and one.when]
    return {codes[one.who]: one.when.date() for one in sent if one.when and one.who in codes}


def _problems(found: Sequence[Standing], settings: MailSettings) -> Iterator[Problem]:
    """E701 with all bureaus that have no address; E703 to E705 for each letter that did not get through."""
    nameless = dict.fromkeys(one.letter.who for one in found if one.stand is Stand.NO_ADDRESS)
    if nameless:
        yield problem("E701", Place(file=CONTACTS), who="、".join(nameless))
    big = {(one.letter.kind, one.letter.who): one.size for one in found if one.stand is Stand.TOO_BIG}
    for (_, who), size in big.items():
        limit = shown_size(settings.most_bytes)
        yield problem("E703", Place(file=CONTACTS), who=who, size=shown_size(size), limit=limit)
    for one in found:
        if one.person and one.stand is Stand.REFUSED:
            yield problem("E704", Place(file=CONTACTS), who=one.letter.who, address=one.person.address, reason=one.said)
        if one.stand is Stand.UNKNOWN:
            yield problem("E705", Place(file=CONTACTS), who=one.letter.who, id=one.id)


def _remove_others(place: Path, kept: Collection[Path]) -> None:
    """Remove drafts of an earlier run; files that were not written here stay."""
    for path in sorted(place.glob("*.eml")):
        if path not in kept and is_our_draft(path.read_bytes()[:4096]):
            try:
                path.unlink()
            except OSError as error:
                raise FileBusy(f"“{path}”是上次的草稿，删不掉（{error.strerror}）。请关掉它，再运行一次。") from error
