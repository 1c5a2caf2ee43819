"""What xlsxwriter cannot say about a package, said afterwards: a locked workbook structure, portable links to files."""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZipFile

from reporter.sheets.repack import with_parts

_LINKS = "xl/worksheets/_rels/"
_TARGET = re.compile(r'Target="([^"]*)"(?= TargetMode="External")')
_BEFORE_PROTECTION = "<bookViews>"


def deeper_links(data: bytes) -> bytes:
    """The workbook for a place one folder deeper: its links lead one folder further up."""
    with ZipFile(BytesIO(data)) as package:
        links = {name: package.read(name) for name in package.namelist() if name.startswith(_LINKS)}
    return with_parts(
        data, {name: text.replace(b'Target="../../', b'Target="../../../') for name, text in links.items()}
    )


def finish_package(data: bytes, *, locked_structure: bool) -> bytes:
    """The package with links to files written with `/` and, where asked, a workbook whose sheets stay in place."""
    changed: dict[str, bytes] = {}
    with ZipFile(BytesIO(data)) as package:
        for name in package.namelist():
            if name.startswith(_LINKS):
                changed[name] = _portable_targets(package.read(name))
            elif name == "xl/workbook.xml" and locked_structure:
                changed[name] = _locked(package.read(name))
    return with_parts(data, changed) if changed else data


def _portable_targets(part: bytes) -> bytes:
    """A target is a URI: xlsxwriter's back-slashes work in Excel only."""
    return _TARGET.sub(lambda found: found.group(0).replace("\\", "/"), part.decode()).encode()


def _locked(workbook: bytes) -> bytes:
    text = workbook.decode()
    if _BEFORE_PROTECTION not in text:
        raise ValueError("workbook.xml has no bookViews: the place of workbookProtection is unknown")
    protection = '<workbookProtection lockStructure="1"/>' + _BEFORE_PROTECTION
    return text.replace(_BEFORE_PROTECTION, protection, 1).encode()
