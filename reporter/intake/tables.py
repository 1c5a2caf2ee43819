"""The sheets of a form found in a returned book: which rows can be read, and what is wrong with their shape."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import itemgetter

from reporter.core.problem import Problem
from reporter.core.values import dataclass
from reporter.forms.model import FormLayout, FormRow, FormSheet, SheetKind
from reporter.forms.replies import is_reply_row
from reporter.forms.tokens import Token
from reporter.intake.grid import Columns, Owner, Page, RowView, area, find_columns
from reporter.intake.locked import changed_rows, code_problem, edition_problem, locked_problems
from reporter.intake.tagged import Tagged
from reporter.sheets.cells import Sheet, address

_ROW: Callable[[tuple[int, int]], int] = itemgetter(0)
_MOST_LISTED = 10
_TWO_ROWS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One sheet of the form as returned. `refused` are the codes of rows that cannot be used."""

    form: FormSheet
    sheet: Sheet
    rows: tuple[RowView, ...]
    refused: frozenset[str] = frozenset()
    merged: frozenset[tuple[str, str]] = frozenset()
    """Code and mark of the cells that a merged range swallowed."""
    problems: tuple[Problem, ...] = ()


def find_tables(
    sheets: Sequence[Tagged], forms: Sequence[FormSheet], layout: FormLayout, owner: Owner
) -> tuple[tuple[Table, ...], tuple[Problem, ...]]:
    """The tables of the form in `sheets`, in the order of `forms`, the sheets it has; and what is missing or double."""
    tables: list[Table] = []
    problems: list[Problem] = []
    for form in forms:
        holding = _without_equal_copies([own for one in sheets if (own := one.only(form.codes))])
        clashes = list(_twice(holding, owner))
        problems += clashes
        if not clashes:
            tables += [_table(one, form, layout, owner) for one in holding]
        problems += _missing_rows(form, holding, owner)
    problems += _no_longer_asked(sheets, frozenset().union(*(form.codes for form in forms)), layout, owner)
    return tuple(tables), tuple(problems)


def _no_longer_asked(
    sheets: Sequence[Tagged], known: frozenset[str], layout: FormLayout, owner: Owner
) -> Iterator[Problem]:
    """E107 for rows of an older edition that the form, with its `known` codes, no longer has.

    A reply to a matter that was closed since the form went out is in nobody's way.
    """
    for one in (one for one in sheets if not one.codes <= known):
        for row, token in one.tokens.items():
            if token.code not in known and not (_is_list_row(token.code) or is_reply_row(token.code)):
                names = {"item": token.code, "name": "", "columns": "这一项", "issued_file": layout.file_name}
                yield owner.problem("E107", one.sheet.name, address(row, 1), **names)


def _is_list_row(code: str) -> bool:
    return "-L" in code


def _without_equal_copies(holding: Sequence[Tagged]) -> Sequence[Tagged]:
    """Copies of a sheet with the same content are one sheet."""
    if len(holding) < 2:
        return holding
    kept: list[Tagged] = []
    for one in holding:
        content = _content(one.sheet)
        if all(_content(other.sheet) != content for other in kept):
            kept.append(one)
    return kept


def _content(sheet: Sheet) -> Mapping[tuple[int, int], str]:
    return {place: cell.text for place, cell in sheet.cells.items()}


def _twice(holding: Sequence[Tagged], owner: Owner) -> Iterator[Problem]:
    """E246 where two different sheets hold the same items."""
    for index, one in enumerate(holding[1:], 1):
        codes = {token.code: row for row, token in one.tokens.items()}
        for other in holding[:index]:
            shared = [(codes[token.code], row) for row, token in other.tokens.items() if token.code in codes]
            if shared:
                row, other_row = shared[0]
                place = address(row, 1)
                yield owner.problem(
                    "E246", one.sheet.name, place, row=row, other_row=other_row, other_sheet=other.sheet.name
                )


def _missing_rows(form: FormSheet, holding: Sequence[Tagged], owner: Owner) -> Iterator[Problem]:
    """E212 with the items whose row is gone."""
    missing = form.codes.difference(*(one.codes for one in holding))
    gone = [row for row in form.rows if row.code in missing and _matters(form, row)] if missing else []
    if gone:
        names = [f"{row.code} {row.issued.get('step') or row.issued.get('name') or ''}".strip() for row in gone]
        sheet = holding[0].sheet.name if holding else form.kind.value
        more = f"等{len(gone)}行" if len(gone) > _MOST_LISTED else ""
        listed = "、".join(names[:_MOST_LISTED]) + more
        item = gone[0].code if len(gone) == 1 else ""
        yield owner.problem("E212", sheet, count=len(gone), rows=listed, item=item)


def _matters(form: FormSheet, row: FormRow) -> bool:
    """An empty row of 清单 or the sheet 填表说明 may go without harm."""
    if form.kind is SheetKind.GUIDE:
        return False
    return form.kind is not SheetKind.LISTS or bool(row.issued.get("name"))


def _table(tagged: Tagged, form: FormSheet, layout: FormLayout, owner: Owner) -> Table:
    sheet, tokens = tagged.sheet, tagged.tokens
    columns = find_columns(tagged, form, owner)
    page = Page(owner=owner, sheet=sheet, form=form, columns=columns.at)
    rows = [RowView(page, form.row_by_code[token.code], number) for number, token in tokens.items()]
    if not columns.is_clear:
        return Table(form=form, sheet=sheet, rows=tuple(rows), refused=tagged.codes, problems=columns.problems)
    changed = changed_rows(page, rows)
    doubled, double_problems = _doubled(rows) if len(tagged.codes) < len(rows) else (frozenset(), [])
    refused, row_problems = _refused_rows(rows, changed, tokens, layout)
    merged, merge_problems = _merged(sheet, rows, columns, owner)
    problems = [
        *columns.problems,
        *double_problems,
        *row_problems,
        *(fault for row in changed if row.form_row.code not in refused for fault in locked_problems(row)),
        *merge_problems,
        *_attached(sheet, rows),
        *_hidden(sheet, rows, owner),
        *_own_rows(tagged, form, columns, owner),
    ]
    return Table(
        form=form,
        sheet=sheet,
        rows=_unique(rows) if doubled else tuple(rows),
        refused=doubled | refused,
        merged=merged,
        problems=tuple(problems),
    )


def _unique(rows: Sequence[RowView]) -> tuple[RowView, ...]:
    """The first row of each code."""
    first = {row.form_row.code: row for row in reversed(rows)}
    return tuple(sorted(first.values(), key=lambda row: row.number))


def _doubled(rows: Sequence[RowView]) -> tuple[frozenset[str], list[Problem]]:
    """E202 for rows with the same token: neither counts."""
    first: dict[str, RowView] = {}
    problems = []
    for row in rows:
        earlier = first.setdefault(row.form_row.code, row)
        if earlier is not row:
            spot = row.spot("current" if "current" in row.columns else "code")
            problems.append(spot.problem("E202", row=earlier.number, other_row=row.number))
    return frozenset(problem.item for problem in problems), problems


def _refused_rows(
    rows: Sequence[RowView], changed: Sequence[RowView], tokens: Mapping[int, Token], layout: FormLayout
) -> tuple[frozenset[str], list[Problem]]:
    """Rows whose code was altered, and rows of an older edition that asks something else now.

    Only `changed` rows can have another code.
    """
    problems = []
    older = any(token.edition != layout.edition for token in tokens.values())
    for row in rows if older else changed:
        found = code_problem(row)
        edition = tokens[row.number].edition
        if found is None and edition != layout.edition:
            found = edition_problem(row, edition, layout.file_name)
        if found:
            problems.append(found)
    return frozenset(problem.item for problem in problems), problems


def _merged(
    sheet: Sheet, rows: Sequence[RowView], columns: Columns, owner: Owner
) -> tuple[frozenset[tuple[str, str]], list[Problem]]:
    """E215 for merged inputs: the value belongs to the first row only."""
    swallowed: set[tuple[str, str]] = set()
    problems = []
    for top, left, bottom, right in sheet.merged:
        inside = [row for row in rows if top <= row.number <= bottom] if bottom > top else []
        if len(inside) < _TWO_ROWS:
            continue
        for mark, column in sorted(columns.at.items(), key=lambda pair: pair[1]):
            hit = [row for row in inside[1:] if mark in row.form_row.inputs]
            if left <= column <= right and hit:
                swallowed |= {(row.form_row.code, mark) for row in hit}
                place = address(top, column)
                problems.append(
                    owner.problem("E215", sheet.name, place, area=area(top, bottom, column), count=len(hit))
                )
    return frozenset(swallowed), problems


def _attached(sheet: Sheet, rows: Sequence[RowView]) -> Iterator[Problem]:
    """E234 for inputs on which something hangs that is not taken."""
    for row in rows if sheet.attached else ():
        for mark, column in sorted(row.columns.items(), key=lambda pair: pair[1]):
            kinds = sheet.attached.get((row.number, column))
            if kinds and mark in row.form_row.inputs:
                yield row.spot(mark).problem("E234", seen=row.text(mark), kinds="、".join(kinds))


def _hidden(sheet: Sheet, rows: Sequence[RowView], owner: Owner) -> Iterator[Problem]:
    count = sum(row.number in sheet.hidden_rows for row in rows) if sheet.hidden_rows else 0
    if count:
        yield owner.problem("E233", sheet.name, count=count)


def _own_rows(tagged: Tagged, form: FormSheet, columns: Columns, owner: Owner) -> Iterator[Problem]:
    """E213 for rows without a token that hold something in an open column."""
    if form.kind is SheetKind.GUIDE:
        return
    sheet, start = tagged.sheet, max(columns.heading_row, tagged.first - 1)
    without = {row for row in set(map(_ROW, sheet.cells)) - tagged.tokens.keys() if row > start}
    if not without:
        return
    open_columns = {column for mark, column in columns.at.items() if mark in form.open_marks}
    own = {row for row, column in sheet.cells if row in without and column in open_columns}
    for row in sorted(own):
        first = min(column for number, column in sheet.cells if number == row and column in open_columns)
        yield owner.problem("E213", sheet.name, address(row, first), row=row)
