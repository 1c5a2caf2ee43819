"""Signature and dates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from reporter.document.inspect import patterns
from reporter.document.inspect.checks.head import has_mark
from reporter.document.inspect.finding import Finding, finding
from reporter.document.inspect.model import Role, View
from reporter.document.inspect.point import Check, point

_ZEROS = re.compile(r"\d{4}年0\d月|月0\d日")
_OTHER_FORMS = re.compile(r"(?<![\d\-/.])(19|20)\d{2}([-/.])\d{1,2}\2\d{1,2}(?![\d\-/.])")
_SHORT_YEAR = re.compile(r"(?<![\d〇一二三四五六七八九])['’]?\d{2}年(?=\d{1,2}月)")
_WHOLE = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
_EMPTY_PAGE = re.compile(r"[（(]?\s*此页无正文\s*[）)]?")


def signed(view: View) -> Iterator[Finding]:
    if not view.has(Role.ADDRESSEE) or view.has(Role.FORM_TAIL):
        return
    if not view.has(Role.DATE):
        yield finding("G451", "没有成文日期")
    elif not view.has(Role.SIGNATURE) and has_mark(view):
        yield finding("G452", "成文日期上面没有发文机关署名")


def date_form(view: View) -> Iterator[Finding]:
    for text in view.of(Role.DATE):
        plain = text.text.strip(" 　\t")
        if patterns.DATE_OPEN.fullmatch(plain):
            yield point("G455", text, "日期还没有填全")
        elif not patterns.DATE_RIGHT.fullmatch(plain):
            yield point("G453", text, f"写作“{plain}”")


def valid(view: View) -> Iterator[Finding]:
    for text in view.every_text:
        for found in _WHOLE.finditer(text.text):
            if not _exists(*map(int, found.groups())):
                yield point("G454", text, f"没有“{found.group()}”这一天")


def in_text(view: View) -> Iterator[Finding]:
    """Dates in sentences; tables may write them as they like."""
    dated = {text.number for text in view.of(Role.DATE)}
    for text in view.flow:
        found = _ZEROS.search(text.text) or _OTHER_FORMS.search(text.text) or _SHORT_YEAR.search(text.text)
        if found and text.number not in dated:
            yield point("G456", text, f"日期写作“{found.group()}”")


def empty_page(view: View) -> Iterator[Finding]:
    for text in view.flow:
        if _EMPTY_PAGE.fullmatch(text.text.strip()):
            yield point("G457", text, "标了“此页无正文”")


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


CHECKS: tuple[Check, ...] = (signed, date_form, valid, in_text, empty_page)
