"""Strict Open XML: the same workbook under other namespaces, turned into the usual ones."""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile

_STRICT = b"http://purl.oclc.org/ooxml/"
_NAMESPACE = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/")
_RENAMED = (
    (b"/extendedProperties", b"/extended-properties"),
    (b"/customProperties", b"/custom-properties"),
)


def is_strict(package: ZipFile) -> bool:
    """Whether the package's own relations use the strict namespaces."""
    return "_rels/.rels" in package.namelist() and _STRICT in package.read("_rels/.rels")


def usual(package: ZipFile) -> bytes:
    """The package with every namespace as the usual programs write it."""
    result = BytesIO()
    with ZipFile(result, "w", ZIP_STORED) as after:
        for name in package.namelist():
            content = package.read(name)
            after.writestr(name, _converted(content) if name.endswith((".xml", ".rels")) else content)
    return result.getvalue()


def _converted(part: bytes) -> bytes:
    if _STRICT not in part:
        return part
    part = _NAMESPACE.sub(rb"http://schemas.openxmlformats.org/\1/2006/", part)
    for strict, transitional in _RENAMED:
        part = part.replace(strict, transitional)
    return part
