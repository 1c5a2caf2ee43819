"""通讯录: who is written to, read by its headings from input_sheets/通讯录.xlsx. People, no rule (DESIGN 2)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from functools import cached_property

from reporter.core.problem import Place, Problem, problem
from reporter.core.values import dataclass
from reporter.plan.model import Plan
from reporter.post.address import NoAddress, read_address, same_mailbox
from reporter.sheets.cells import Cell, Sheet, Unreadable
from reporter.sheets.open import open_book

CONTACTS = "通讯录.xlsx"
LEADERS, BUREAUS = "领导", "单位"
TO, COPIED = "主送", "抄送"
REPORTER, HEAD, DEPUTY = "填报人", "负责人", "分管负责人"
LEADER_KINDS, BUREAU_ROLES = (TO, COPIED), (REPORTER, HEAD, DEPUTY)
DOCUMENTS = ("通报", "领导专报", "民生实事专报", "更正通报")
EXAMPLE = "（例）"
"""What the name of the example row begins with; such rows are not read."""
NEEDED: Mapping[str, tuple[str, ...]] = {LEADERS: ("姓名", "邮箱"), BUREAUS: (BUREAUS, "邮箱")}
_HEADING_ROWS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """A person who gets mail. `bureau` is a code, empty for leaders; `documents` are what a leader gets."""

    name: str
    bureau: str
    roles: tuple[str, ...]
    address: str
    title: str = ""
    documents: tuple[str, ...] = ()
    salutation: str = ""
    """称呼; empty: made of the name."""
    phone: str = ""


@dataclass(frozen=True, kw_only=True)
class Contacts:
    """Everybody with a usable address, in the order of the sheets, and what could not be used."""

    people: tuple[Contact, ...] = ()
    problems: tuple[Problem, ...] = ()

    @cached_property
    def _by_address(self) -> Mapping[str, Contact]:
        return {same_mailbox(one.address): one for one in reversed(self.people)}

    def by_address(self, address: str) -> Contact | None:
        """The person with that address, the first where it stands twice; None when nobody has it."""
        return self._by_address.get(same_mailbox(address.strip()))

    def bureaus_of(self, address: str) -> frozenset[str]:
        """Codes of all bureaus for which that address stands: one person may report for two."""
        return frozenset(one.bureau for one in self.people if same_mailbox(one.address) == same_mailbox(address))

    def of_bureau(self, code: str, role: str) -> tuple[Contact, ...]:
        """The people of a bureau (code) with a role, in the order of the sheet."""
        return tuple(one for one in self.people if one.bureau == code and role in one.roles)

    def leaders(self, document: str) -> tuple[Contact, ...]:
        """The leaders who get a document, those it is sent to before those who get a copy."""
        found = [one for one in self.people if not one.bureau and document in one.documents]
        return tuple(sorted(found, key=lambda one: TO not in one.roles))


def read_contacts(data: bytes, plan: Plan) -> Contacts:
    """The people in a workbook; rows that cannot be used are problems with their cell, never a failure."""
    try:
        book = open_book(data, CONTACTS)
    except Unreadable as fault:
        return Contacts(
            problems=(problem(fault.code, Place(file=CONTACTS), **{"file_name": CONTACTS, **fault.values}),)
        )
    reading = _Reading(plan=plan)
    sheets = {sheet.name.strip(): sheet for sheet in book.sheets}
    people = tuple(one for name in NEEDED for one in reading.people(sheets.get(name), name))
    return Contacts(people=people, problems=tuple(reading.problems))


@dataclass(slots=True)
class _Row:
    """One row by its headings."""

    sheet: Sheet
    row: int
    columns: Mapping[str, int]

    def cell(self, heading: str) -> Cell | None:
        return self.sheet.at(self.row, self.columns[heading]) if heading in self.columns else None

    def text(self, heading: str) -> str:
        """What stands under the heading on one line; empty without the column."""
        cell = self.cell(heading)
        return " ".join(cell.text.split()) if cell else ""


@dataclass(slots=True)
class _Reading:
    """Reads the sheets and collects what is wrong."""

    plan: Plan
    problems: list[Problem] = field(default_factory=list)
    seen: dict[tuple[str, str, tuple[str, ...]], str] = field(default_factory=dict)
    homes: dict[str, tuple[str, str]] = field(default_factory=dict)

    def people(self, sheet: Sheet | None, name: str) -> Iterator[Contact]:
        if sheet is None:
            self._complain("E715", Place(file=CONTACTS), name=name, heading="、".join(NEEDED[name]))
            return
        top, columns = _headings(sheet, NEEDED[name])
        missing = [heading for heading in NEEDED[name] if heading not in columns]
        if missing:
            self._complain("E715", Place(file=CONTACTS, sheet=name), name=name, heading="、".join(missing))
            return
        for number in sheet.rows():
            row = _Row(sheet, number, columns)
            if number > top and not row.text(NEEDED[name][0]).startswith(EXAMPLE) and row.text("邮箱"):
                person = self._leader(row) if name == LEADERS else self._officer(row)
                if person is not None and self._is_new(row, person):
                    yield person

    def _leader(self, row: _Row) -> Contact | None:
        kind = self._choice(row, "类型", LEADER_KINDS, TO)
        documents = self._documents(row)
        address = self._address(row)
        if address is None or kind is None:
            return None
        return Contact(
            name=row.text("姓名") or address, bureau="", roles=(kind,), address=address, title=row.text("职务"),
            documents=documents, salutation=row.text("称呼").rstrip("：:"), phone=row.text("电话"),
        )  # fmt: skip

    def _officer(self, row: _Row) -> Contact | None:
        named = row.text(BUREAUS)
        code = next((one.code for one in self.plan.bureaus if named in (one.name, one.code, *one.aliases)), "")
        if not code:
            self._at(row, BUREAUS, "E713")
        role = self._choice(row, "角色", BUREAU_ROLES, REPORTER)
        address = self._address(row)
        if not code or address is None or role is None:
            return None
        return Contact(
            name=row.text("姓名") or named, bureau=code, roles=(role,), address=address, title=row.text("职务"),
            phone=row.text("电话"),
        )  # fmt: skip

    def _address(self, row: _Row) -> str | None:
        cell = row.cell("邮箱")
        typed = cell.text if cell else ""
        try:
            found = read_address(typed)
        except NoAddress as fault:
            self._at(row, "邮箱", "E711" if fault.several else "E702")
            return None
        if found.mended:
            self._at(row, "邮箱", "E712", address=found.text)
        return found.text

    def _choice(self, row: _Row, heading: str, offered: tuple[str, ...], usual: str) -> str | None:
        """One of the words offered; the usual one for a blank, None (and a problem) for another word."""
        text = row.text(heading) or usual
        if text in offered:
            return text
        self._at(row, heading, "E714", offered="、".join(offered))
        return None

    def _documents(self, row: _Row) -> tuple[str, ...]:
        """What a leader gets: everything for a blank; unknown words are named and left out."""
        words = [word for word in row.text("收什么").replace("，", "、").replace(",", "、").split("、") if word.strip()]
        unknown = [word for word in words if word.strip() not in DOCUMENTS]
        if unknown:
            self._at(row, "收什么", "E714", offered="、".join(DOCUMENTS))
        return tuple(word for word in DOCUMENTS if not words or word in {one.strip() for one in words})

    def _is_new(self, row: _Row, person: Contact) -> bool:
        """False, with a problem, for a row that stands there already; an address of two bureaus is only questioned."""
        cell = row.cell("邮箱")
        here = f"“{row.sheet.name}”表{cell.address if cell else ''}格"
        mailbox = same_mailbox(person.address)
        key = mailbox, person.bureau, person.roles
        if key in self.seen:
            self._at(row, "邮箱", "E716", address=person.address, other=self.seen[key])
            return False
        self.seen[key] = here
        bureau, other = self.homes.setdefault(mailbox, (person.bureau, here))
        if bureau != person.bureau:
            self._at(row, "邮箱", "E717", address=person.address, other=other)
        return True

    def _at(self, row: _Row, heading: str, code: str, **values: str) -> None:
        cell = row.cell(heading)
        place = Place(file=CONTACTS, sheet=row.sheet.name, cell=cell.address if cell else "")
        self._complain(code, place, seen=cell.text.strip() if cell else "", **values)

    def _complain(self, code: str, place: Place, *, seen: str = "", **values: str) -> None:
        self.problems.append(problem(code, place, seen=" ".join(seen.split()), **values))


def _headings(sheet: Sheet, needed: tuple[str, ...]) -> tuple[int, Mapping[str, int]]:
    """The row of headings, the one among the first that has most of those needed, and columns by heading."""
    best: tuple[int, Mapping[str, int]] = (0, {})
    for number in list(sheet.rows())[:_HEADING_ROWS]:
        columns: dict[str, int] = {}
        for (row, column), cell in sorted(sheet.cells.items()):
            if row == number:
                columns.setdefault("".join(cell.text.split()), column)
        if sum(one in columns for one in needed) > sum(one in best[1] for one in needed):
            best = number, columns
    return best
