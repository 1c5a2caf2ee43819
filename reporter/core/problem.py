"""Problems found in what came back or in the register: values, not exceptions.

One sentence per code stands in `catalogue.toml`, for the register in `catalogue_plan.toml`, for mail in
`catalogue_mail.toml`; a problem carries the values that fill it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from enum import Enum
from functools import cache
from importlib.resources import files

from reporter.core.source import Source
from reporter.core.values import dataclass

_CATALOGUES = ("catalogue.toml", "catalogue_plan.toml", "catalogue_mail.toml")


class Severity(Enum):
    """What a problem does to the figure: refused, used but questioned, used and remarked (DOMAIN 7)."""

    REJECTED = "退回"
    QUESTIONED = "存疑"
    REMARK = "提示"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a problem sits. `cell` and `sheet` are empty for a problem of a whole file."""

    file: str
    sheet: str = ""
    cell: str = ""


def place_of(source: Source) -> Place:
    """The place of a figure's cell."""
    return Place(file=source.file, sheet=source.sheet, cell=source.cell)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the catalogue: severity, the sentence with {fields}, what to do."""

    code: str
    severity: Severity
    sentence: str
    remedy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A fault or doubt: `message` is the whole Chinese sentence, `needed` what to do about it."""

    code: str
    severity: Severity
    place: Place
    message: str
    needed: str
    item: str = ""
    bureau: str = ""
    seen: str = ""


@cache
def catalogue() -> Mapping[str, Entry]:
    """Every known code with its sentence, from the shipped files of `_CATALOGUES`."""
    table = {
        code: row
        for name in _CATALOGUES
        for code, row in tomllib.loads(files("reporter.core").joinpath(name).read_text(encoding="utf-8")).items()
    }
    return {
        code: Entry(
            code=code,
            severity=Severity(row["severity"]),
            sentence=row["sentence"],
            remedy=row["remedy"],
        )
        for code, row in table.items()
    }


def problem(code: str, place: Place, *, item: str = "", bureau: str = "", seen: str = "", **values: object) -> Problem:
    """The problem of `code` at `place`; KeyError when the catalogue lacks the code or a {field} has no value.

    `seen` is what was written in the cell, cut to 20 characters in the sentence where it says {seen}.
    `values` fill the other fields of the sentence.
    """
    entry = catalogue()[code]
    fields = {"seen": seen if len(seen) <= 20 else seen[:20] + "…", "cell": place.cell, "sheet": place.sheet}
    fields |= {"item": item, "file": place.file, **{key: str(value) for key, value in values.items()}}
    return Problem(
        code=code,
        severity=entry.severity,
        place=place,
        message=entry.sentence.format_map(fields),
        needed=entry.remedy.format_map(fields),
        item=item,
        bureau=bureau,
        seen=seen,
    )
