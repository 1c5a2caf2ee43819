"""One returned file to a submission: identity first, then shape, then cells (DESIGN 6)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from reporter.core.past import Past
from reporter.core.period import Period
from reporter.core.problem import Problem
from reporter.core.quantity import normalised
from reporter.core.remember import for_same
from reporter.core.texts import unspaced
from reporter.forms.columns import UNCHANGED
from reporter.forms.guide import BUREAU, CONTACT_CODES, FILLED, FILLER, NIL_RETURN, PHONE, REVIEWER
from reporter.forms.model import FormLayout, SheetKind
from reporter.intake.answers import read_answers
from reporter.intake.checks import checked
from reporter.intake.grid import Owner, RowView
from reporter.intake.identity import Carriers, carriers_of, extra_sheets
from reporter.intake.submission import Contact, NotAForm, ReturnedFile, Submission
from reporter.intake.tables import Table, find_tables
from reporter.intake.tagged import Expected, Layouts, expected
from reporter.intake.texts import clean_text
from reporter.plan.model import Plan
from reporter.sheets.cells import Book, Unreadable
from reporter.sheets.open import open_book

_NIL_WORDS = frozenset({UNCHANGED, "无变化", "是", "√", "零报告"})
_VALUE = "value"


def read_return(
    data: bytes, file: ReturnedFile, plan: Plan, period: Period, layouts: Layouts, past: Past | None
) -> Submission | NotAForm:
    """What a returned file answers, with everything that is wrong with it; NotAForm when it is no form of ours."""
    try:
        book = open_book(data, file.file)
    except Unreadable as fault:
        return refused(file, fault)
    return read_book(book, file, plan, period, layouts, past)


def read_book(
    book: Book, file: ReturnedFile, plan: Plan, period: Period, layouts: Layouts, past: Past | None
) -> Submission | NotAForm:
    """What an opened workbook answers; as `read_return`."""
    forms = expected(layouts)
    carriers = carriers_of(book, forms.tokens)
    if not carriers.sheets:
        return refused(file, Unreadable("E126"))
    number = carriers.identities[0]
    owner = Owner(file=file, bureau=number.bureau)
    layout = layouts.get((number.action, number.bureau))
    submission = Submission(
        file=file,
        period=number.period,
        action=number.action,
        bureau=number.bureau,
        edition=number.edition,
        sample=carriers.is_sample,
    )
    found = _identity_problem(carriers, layout, period, owner)
    if found or layout is None:
        return replace(submission, rejected=True, problems=(found,) if found else ())
    return _read_tables(submission, book, carriers, plan, layout, forms, past, owner)


def refused(file: ReturnedFile, fault: Unreadable) -> NotAForm:
    """A file that cannot be read, with the problem that says why."""
    nobody = Owner(file=file, bureau="")
    return NotAForm(file=file, problems=(nobody.problem(fault.code, file_name=_base(file), **fault.values),))


def _base(file: ReturnedFile) -> str:
    return file.file.replace("!", "/").rpartition("/")[2]


def _identity_problem(carriers: Carriers, layout: FormLayout | None, period: Period, owner: Owner) -> Problem | None:
    """Why the whole form cannot be used: carriers disagree, another period, a form nobody issued."""
    number, *others = carriers.identities
    contrary = others[0] if others else carriers.contradiction
    if contrary:
        return owner.problem("E106", head=contrary, token=number)
    if number.period != period:
        issued = layout.file_name if layout else f"{period}-{number.action}-….xlsx"
        return owner.problem(
            "E101", form_period=number.period.month_label, period=period.month_label, issued_file=issued
        )
    return None if layout else owner.problem("E127", token=number, period=period.month_label)


def _read_tables(
    submission: Submission,
    book: Book,
    carriers: Carriers,
    plan: Plan,
    layout: FormLayout,
    forms: Expected,
    past: Past | None,
    owner: Owner,
) -> Submission:
    tables, shape_problems = find_tables(
        carriers.sheets, forms.sheets[submission.action, submission.bureau], layout, owner
    )
    guides = [table for table in tables if table.form.kind is SheetKind.GUIDE]
    foreign = _foreign_bureau(guides, plan, layout)
    if foreign:
        return replace(submission, rejected=True, problems=(foreign,))
    fields = {row.form_row.code: row for table in guides for row in table.rows}
    nil_return, nil_problem = _nil_return(fields.get(CONTACT_CODES[NIL_RETURN]))
    answers = read_answers(tables, plan, layout.period, past, nil_return=nil_return)
    problems = (
        *_file_problems(book, carriers, layout, owner),
        *_sender_problems(plan, layout, owner),
        *shape_problems,
        *((nil_problem,) if nil_problem else ()),
        *(fault for table in tables for fault in table.problems),
        *answers.problems,
    )
    read = replace(
        submission,
        nil_return=nil_return,
        contact=_contact(fields),
        figures=answers.figures,
        steps=answers.steps,
        tasks=answers.tasks,
        lists=answers.lists,
        replies=answers.replies,
        problems=problems,
    )
    return checked(read, plan, layout, past)


def _foreign_bureau(guides: Sequence[Table], plan: Plan, layout: FormLayout) -> Problem | None:
    """E124 when the field 填报单位 names another bureau of the register than the tokens do."""
    names = _bureau_names(plan)
    for row in (row for table in guides for row in table.rows if row.form_row.code == CONTACT_CODES[BUREAU]):
        written = unspaced(row.text(_VALUE))
        if names.get(written, layout.bureau) != layout.bureau:
            return row.spot(_VALUE).problem("E124", seen=written, bureau_name=layout.bureau_name)
    return None


@for_same
def _bureau_names(plan: Plan) -> Mapping[str, str]:
    """Codes by every name of every bureau."""
    return {name: bureau.code for bureau in plan.bureaus for name in (bureau.name, *bureau.aliases)}


def _file_problems(book: Book, carriers: Carriers, layout: FormLayout, owner: Owner) -> Iterator[Problem]:
    """Remarks on the file as a whole: renamed, copied, another format, extra sheets, an older edition."""
    file_name = _base(owner.file)
    if file_name != layout.file_name:
        names = {"bureau_name": layout.bureau_name, "action_name": layout.action_name}
        yield owner.problem("E102", file_name=file_name, **names)
    for remark in book.remarks:
        yield owner.problem(remark.code, file_name=file_name, **remark.values)
    if carriers.is_copied:
        yield owner.problem("E108")
    extra = extra_sheets(book, carriers)
    if extra:
        yield owner.problem("E109", count=len(extra), sheets="、".join(extra))
    if carriers.editions != {layout.edition}:
        yield owner.problem("E128", issued_file=layout.file_name)


def _sender_problems(plan: Plan, layout: FormLayout, owner: Owner) -> Iterator[Problem]:
    """E103 for a form from an address that 通讯录 lacks, E130 for one from another's: it counts, and is questioned."""
    file = owner.file
    if file.sent_for is None or layout.bureau in file.sent_for:
        return
    said = {"bureau_name": layout.bureau_name, "sender": file.sender}
    if not file.sent_for:
        yield owner.problem("E103", **said)
    else:
        yield owner.problem("E130", sender_bureau=owners_of(plan, file.sent_for), **said)


def owners_of(plan: Plan, codes: Iterable[str]) -> str:
    """The bureaus of an address by name; a leader has none."""
    known = plan.bureau_by_code
    return "、".join(known[code].name if code in known else "区领导" for code in sorted(codes))


def _nil_return(row: RowView | None) -> tuple[bool, Problem | None]:
    """Whether 零报告 is chosen; an entry that is neither it nor a word for no is questioned."""
    written = normalised(row.text(_VALUE)) if row else ""
    if row is None or written in ("", "否", "无", "有变化"):
        return False, None
    if written in _NIL_WORDS:
        return True, None
    return False, row.spot(_VALUE).problem("E210", seen=written, choices=UNCHANGED)


def _contact(fields: Mapping[str, RowView]) -> Contact:
    def typed(label: str) -> str:
        row = fields.get(CONTACT_CODES[label])
        return clean_text(row.text(_VALUE)) if row else ""

    return Contact(filler=typed(FILLER), phone=typed(PHONE), reviewer=typed(REVIEWER), filled=typed(FILLED))
