"""What xlsxwriter cannot say about a package, said afterwards: a locked workbook structure, portable links to files."""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_FIXED_TIME = (1980, 1, 1, 0, 0, 0)
_TARGET = re.compile(r'Target="([^"]*)"(?= TargetMode="External")')
_BEFORE_PROTECTION = "<bookViews>"


def deeper_links(data: bytes) -> bytes:
    """The workbook for a place one folder deeper: its links lead one folder further up."""
    result = BytesIO()
    with ZipFile(BytesIO(data)) as before, ZipFile(result, "w", ZIP_DEFLATED) as after:
        for name in before.namelist():
            text = before.read(name)
            if name.startswith("xl/worksheets/_rels/"):
                text = text.replace(b'Target="../../', b'Target="../../../')
            part = ZipInfo(name, _FIXED_TIME)
            part.compress_type = ZIP_DEFLATED
            after.writestr(part, text)
    return result.getvalue()


def finish_package(data: bytes, *, locked_structure: bool) -> bytes:
    """The package with links to files written with `/` and, where asked, a workbook whose sheets stay in place."""
    result = BytesIO()
    with ZipFile(BytesIO(data)) as before, ZipFile(result, "w", ZIP_DEFLATED) as after:
        for name in before.namelist():
            text = before.read(name)
            if name.startswith("xl/worksheets/_rels/"):
                text = _portable_targets(text)
            if name == "xl/workbook.xml" and locked_structure:
                text = _locked(text)
            part = ZipInfo(name, _FIXED_TIME)
            part.compress_type = ZIP_DEFLATED
            after.writestr(part, text)
    return result.getvalue()


def _portable_targets(part: bytes) -> bytes:
    """A target is a URI: xlsxwriter's back-slashes work in Excel only."""
    return _TARGET.sub(lambda found: found.group(0).replace("\\", "/"), part.decode()).encode()


def _locked(workbook: bytes) -> bytes:
    text = workbook.decode()
    if _BEFORE_PROTECTION not in text:
        raise ValueError("workbook.xml has no bookViews: the place of workbookProtection is unknown")
    protection = '<workbookProtection lockStructure="1"/>' + _BEFORE_PROTECTION
    return text.replace(_BEFORE_PROTECTION, protection, 1).encode()
