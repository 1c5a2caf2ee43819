"""The parts of an .xlsx package as they are, so that a workbook can be changed in one place and kept in all others.

A library that reads a workbook and writes it anew drops what it does not know: pictures, charts, stored results of
formulas. Here only the touched parts change.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from lxml import etree

from reporter.sheets.repack import packed

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "[Content_Types].xml"
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def tag(name: str, space: str = MAIN) -> str:
    """A name of the spreadsheet language, or of `space`, as lxml writes it."""
    return f"{{{space}}}{name}"


def for_xml(text: str) -> str:
    """`text` without the characters that XML forbids."""
    return _NOT_IN_XML.sub("", text)


def parsed(content: bytes, *, recover: bool = False) -> Any:
    """The root of an XML part; entities are never resolved. `recover` forgives what Excel's old VML allows."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, recover=recover)
    return etree.fromstring(content, parser)


def serialised(root: Any) -> bytes:
    """The bytes of an XML part."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


@dataclass(slots=True)
class Parts:
    """The parts of one package by name, in the order of the file; `save` gives the same bytes for the same parts."""

    content: dict[str, bytes]

    @classmethod
    def of(cls, data: bytes) -> Parts:
        """The parts of a package that `guard.check_parts` has let pass."""
        with ZipFile(BytesIO(data)) as package:
            return cls({name: package.read(name) for name in package.namelist() if not name.endswith("/")})

    def save(self) -> bytes:
        """The package, with fixed times."""
        return packed(self.content)

    @property
    def workbook(self) -> str:
        """The name of the workbook part."""
        return next(target for kind, _, target in self.relations("") if kind == "officeDocument")

    def sheets(self) -> list[tuple[str, str]]:
        """Title and part of every worksheet, in order."""
        targets = {key: target for _, key, target in self.relations(self.workbook)}
        found = parsed(self.content[self.workbook]).iter(tag("sheet"))
        return [(sheet.get("name"), targets[sheet.get(tag("id", OFFICE))]) for sheet in found]

    def relations(self, owner: str) -> list[tuple[str, str, str]]:
        """Kind (comments, hyperlink …), id and target part of what a part refers to inside the package."""
        name = _relations_of(owner)
        if name not in self.content:
            return []
        folder = posixpath.dirname(owner)
        return [
            (row.get("Type").rsplit("/", 1)[-1], row.get("Id"), _resolved(folder, row.get("Target")))
            for row in parsed(self.content[name])
            if row.get("TargetMode") != "External"
        ]

    def relate(self, owner: str, kind: str, target: str) -> str:
        """Let `owner` refer to the part `target`; the id of the new relation."""
        name = _relations_of(owner)
        root = parsed(self.content.get(name, f'<Relationships xmlns="{_RELATIONS}"/>'.encode()))
        taken = {row.get("Id") for row in root}
        key = next(f"rId{number}" for number in range(1, len(taken) + 2) if f"rId{number}" not in taken)
        row = etree.SubElement(root, tag("Relationship", _RELATIONS))
        row.attrib.update({"Id": key, "Type": f"{OFFICE}/{kind}", "Target": f"/{target}"})
        self.content[name] = serialised(root)
        return key

    def drop(self, owner: str, target: str) -> None:
        """Remove the part `target` with its own relations, and what `owner` and the list of types say of it."""
        self.content.pop(target, None)
        self.content.pop(_relations_of(target), None)
        name, folder = _relations_of(owner), posixpath.dirname(owner)
        root = parsed(self.content[name])
        for row in [row for row in root if row.get("TargetMode") != "External"]:
            if _resolved(folder, row.get("Target")) == target:
                root.remove(row)
        self.content[name] = serialised(root)
        types = parsed(self.content[_TYPES])
        for row in [row for row in types if row.get("PartName") == f"/{target}"]:
            types.remove(row)
        self.content[_TYPES] = serialised(types)

    def declare(self, content_type: str, *, part: str = "", extension: str = "") -> None:
        """Say of a part, or of an extension, what it is; an earlier word on it is replaced."""
        types = parsed(self.content[_TYPES])
        space = etree.QName(types).namespace
        key, value = ("PartName", f"/{part}") if part else ("Extension", extension)
        for row in [row for row in types if row.get(key) == value]:
            types.remove(row)
        row = etree.Element(tag("Override" if part else "Default", space))
        row.attrib.update({key: value, "ContentType": content_type})
        types.insert(len(types) if part else 0, row)
        self.content[_TYPES] = serialised(types)

    def free_name(self, pattern: str) -> str:
        """The first name of `pattern` (with {number}) that no part has."""
        number = 1
        while pattern.format(number=number) in self.content:
            number += 1
        return pattern.format(number=number)


def _relations_of(owner: str) -> str:
    folder, base = posixpath.split(owner)
    return posixpath.join(folder, "_rels", f"{base}.rels")


def _resolved(folder: str, target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
