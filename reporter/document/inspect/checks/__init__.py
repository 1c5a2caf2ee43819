"""The rules on the file itself, in the order in which their findings are told."""

from __future__ import annotations

from reporter.document.inspect.checks import (
    annexes,
    body,
    dates,
    file,
    footers,
    head,
    imprint,
    levels,
    numbers,
    page,
    punctuation,
    tables,
    title,
)
from reporter.document.inspect.point import Check

ALL: tuple[Check, ...] = (
    *file.CHECKS,
    *page.CHECKS,
    *footers.CHECKS,
    *head.CHECKS,
    *title.CHECKS,
    *body.CHECKS,
    *levels.CHECKS,
    *annexes.CHECKS,
    *dates.CHECKS,
    *imprint.CHECKS,
    *tables.CHECKS,
    *punctuation.CHECKS,
    *numbers.CHECKS,
)
