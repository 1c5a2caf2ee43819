"""The sheets of a form found in a returned book: which rows can be read, and what is wrong with their shape."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from reporter.core.problem import Problem
from reporter.core.values import dataclass
from reporter.forms.guide import contact_sheet
from reporter.forms.model import FormLayout, FormRow, FormSheet, SheetKind
from reporter.forms.replies import is_reply_row
from reporter.forms.tokens import Token
from reporter.intake.grid import Columns, Owner, RowView, area, find_columns
from reporter.intake.locked import code_problem, edition_problem, locked_problems
from reporter.sheets.cells import Sheet, address

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


Holding = Sequence[tuple[Sheet, Mapping[int, Token]]]
"""Sheets with the tokens found in each, by row number."""


def find_tables(sheets: Holding, layout: FormLayout, owner: Owner) -> tuple[tuple[Table, ...], tuple[Problem, ...]]:
    """The tables of the form in `sheets`, 填表说明 first, and what is missing or double."""
    tables: list[Table] = []
    problems: list[Problem] = []
    for form in (contact_sheet(layout), *layout.sheets):
        codes = {row.code for row in form.rows}
        own = [(sheet, {n: t for n, t in tokens.items() if t.code in codes}) for sheet, tokens in sheets]
        holding = _without_equal_copies([(sheet, tokens) for sheet, tokens in own if tokens])
        clashes = list(_twice(holding, owner))
        problems += clashes
        if not clashes:
            tables += [_table(sheet, form, tokens, layout, owner) for sheet, tokens in holding]
        problems += _missing_rows(form, holding, owner)
    problems += _no_longer_asked(sheets, layout, owner)
    return tuple(tables), tuple(problems)


def _no_longer_asked(sheets: Holding, layout: FormLayout, owner: Owner) -> Iterator[Problem]:
    """E107 for rows of an older edition that the form no longer has.

    A reply to a matter that was closed since the form went out is in nobody's way.
    """
    known = {row.code for form in (contact_sheet(layout), *layout.sheets) for row in form.rows}
    for sheet, tokens in sheets:
        for row, token in tokens.items():
            if token.code not in known and not (_is_list_row(token.code) or is_reply_row(token.code)):
                names = {"item": token.code, "name": "", "columns": "这一项", "issued_file": layout.file_name}
                yield owner.problem("E107", sheet.name, address(row, 1), **names)


def _is_list_row(code: str) -> bool:
    return "-L" in code


def _without_equal_copies(holding: Holding) -> Holding:
    """Copies of a sheet with the same content are one sheet."""
    if len(holding) < 2:
        return holding
    kept: list[tuple[Sheet, Mapping[int, Token]]] = []
    for sheet, tokens in holding:
        content = {place: cell.text for place, cell in sheet.cells.items()}
        if all({place: cell.text for place, cell in other.cells.items()} != content for other, _ in kept):
            kept.append((sheet, tokens))
    return kept


def _twice(holding: Holding, owner: Owner) -> Iterator[Problem]:
    """E246 where two different sheets hold the same items."""
    for index, (sheet, tokens) in enumerate(holding):
        codes = {token.code: row for row, token in tokens.items()}
        for other, other_tokens in holding[:index]:
            shared = [(codes[token.code], row) for row, token in other_tokens.items() if token.code in codes]
            if shared:
                row, other_row = shared[0]
                yield owner.problem(
                    "E246", sheet.name, address(row, 1), row=row, other_row=other_row, other_sheet=other.name
                )


def _missing_rows(form: FormSheet, holding: Holding, owner: Owner) -> Iterator[Problem]:
    """E212 with the items whose row is gone."""
    found = {token.code for _, tokens in holding for token in tokens.values()}
    gone = [row for row in form.rows if row.code not in found and _matters(form, row)]
    if gone:
        names = [f"{row.code} {row.issued.get('step') or row.issued.get('name') or ''}".strip() for row in gone]
        sheet = holding[0][0].name if holding else form.kind.value
        more = f"等{len(gone)}行" if len(gone) > _MOST_LISTED else ""
        listed = "、".join(names[:_MOST_LISTED]) + more
        item = gone[0].code if len(gone) == 1 else ""
        yield owner.problem("E212", sheet, count=len(gone), rows=listed, item=item)


def _matters(form: FormSheet, row: FormRow) -> bool:
    """An empty row of 清单 or the sheet 填表说明 may go without harm."""
    if form.kind is SheetKind.GUIDE:
        return False
    return form.kind is not SheetKind.LISTS or bool(row.issued.get("name"))


def _table(sheet: Sheet, form: FormSheet, tokens: Mapping[int, Token], layout: FormLayout, owner: Owner) -> Table:
    columns = find_columns(sheet, form, min(tokens), owner)
    rows = _views(sheet, form, tokens, columns, owner)
    if not columns.is_clear:
        codes = frozenset(row.form_row.code for row in rows)
        return Table(form=form, sheet=sheet, rows=tuple(rows), refused=codes, problems=columns.problems)
    doubled, double_problems = _doubled(rows)
    refused, row_problems = _refused_rows(rows, tokens, layout)
    merged, merge_problems = _merged(sheet, rows, columns, owner)
    problems = [
        *columns.problems,
        *double_problems,
        *row_problems,
        *(fault for row in rows if row.form_row.code not in refused for fault in locked_problems(row)),
        *merge_problems,
        *_attached(rows),
        *_hidden(sheet, rows, owner),
        *_own_rows(sheet, form, tokens, columns, owner),
    ]
    unique = {row.form_row.code: row for row in reversed(rows)}
    return Table(
        form=form,
        sheet=sheet,
        rows=tuple(sorted(unique.values(), key=lambda row: row.number)),
        refused=doubled | refused,
        merged=merged,
        problems=tuple(problems),
    )


def _views(sheet: Sheet, form: FormSheet, tokens: Mapping[int, Token], columns: Columns, owner: Owner) -> list[RowView]:
    known = {row.code: row for row in form.rows}
    return [
        RowView(owner=owner, sheet=sheet, form=form, form_row=known[token.code], number=number, columns=columns.at)
        for number, token in sorted(tokens.items())
    ]


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
    rows: Sequence[RowView], tokens: Mapping[int, Token], layout: FormLayout
) -> tuple[frozenset[str], list[Problem]]:
    """Rows whose code was altered, and rows of an older edition that asks something else now."""
    problems = []
    for row in rows:
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


def _attached(rows: Sequence[RowView]) -> Iterator[Problem]:
    """E234 for inputs on which something hangs that is not taken."""
    for row in rows if rows and rows[0].sheet.attached else ():
        for mark, column in sorted(row.columns.items(), key=lambda pair: pair[1]):
            kinds = row.sheet.attached.get((row.number, column))
            if kinds and mark in row.form_row.inputs:
                yield row.spot(mark).problem("E234", seen=row.text(mark), kinds="、".join(kinds))


def _hidden(sheet: Sheet, rows: Sequence[RowView], owner: Owner) -> Iterator[Problem]:
    count = sum(row.number in sheet.hidden_rows for row in rows)
    if count:
        yield owner.problem("E233", sheet.name, count=count)


def _own_rows(
    sheet: Sheet, form: FormSheet, tokens: Mapping[int, Token], columns: Columns, owner: Owner
) -> Iterator[Problem]:
    """E213 for rows without a token that hold something in an open column."""
    if form.kind is SheetKind.GUIDE:
        return
    used = {mark for row in form.rows for mark in row.inputs}
    open_columns = {column for mark, column in columns.at.items() if mark in used}
    start = max(columns.heading_row, min(tokens) - 1)
    own = sorted({row for row, column in sheet.cells if row > start and row not in tokens and column in open_columns})
    for row in own:
        first = min(column for number, column in sheet.cells if number == row and column in open_columns)
        yield owner.problem("E213", sheet.name, address(row, first), row=row)
