"""The Word package: opened from the own template, given its parts, saved as the same bytes every time."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import datetime
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from io import BytesIO

import docx
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.parts.hdrftr import FooterPart, HeaderPart

from reporter.core.values import dataclass

_NAMESPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    }.items()
)
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
_FIRST = {"[Content_Types].xml": 0, "_rels/.rels": 1}


class _ChartPart(Part):
    """A part whose XML names its own relationships, so that it is known only after they are."""

    content = b""

    @property
    def blob(self) -> bytes:
        return self.content


@dataclass(frozen=True, slots=True, kw_only=True)
class Properties:
    """What the file says about itself."""

    title: str
    author: str
    subject: str
    category: str
    keywords: str
    created: datetime


class Package:
    """A Word file in the making."""

    def __init__(self) -> None:
        self._document = docx.Document(BytesIO(_template()))
        self._parts = self._charts = 0

    def add_footer(self, content: str) -> str:
        """The relationship id of a new footer with the paragraphs `content`."""
        return self._add("ftr", "footer", CT.WML_FOOTER, RT.FOOTER, FooterPart, content)

    def add_header(self, content: str) -> str:
        """The relationship id of a new header with the paragraphs `content`."""
        return self._add("hdr", "header", CT.WML_HEADER, RT.HEADER, HeaderPart, content)

    def add_chart(self, part: Callable[[str], bytes], workbook: bytes) -> tuple[int, str]:
        """The number and the relationship id of a new chart.

        `workbook` is its data, `part` its XML by the relationship id of that workbook.
        """
        self._charts += 1
        number, main = self._charts, self._document.part
        data = Part(PackURI(f"/word/embeddings/chart{number}.xlsx"), CT.SML_SHEET, workbook, main.package)
        chart = _ChartPart(PackURI(f"/word/charts/chart{number}.xml"), CT.DML_CHART, b"", main.package)
        chart.content = part(chart.relate_to(data, RT.PACKAGE))
        return number, str(main.relate_to(chart, RT.CHART))

    def finish(self, body: str, properties: Properties) -> bytes:
        """The file, with `body` as what stands inside w:body."""
        root = self._document.part.element
        new = parse_xml(f"<w:body {_NAMESPACES}>{body}</w:body>")
        root.replace(root.body, new)
        self._describe(properties)
        out = BytesIO()
        self._document.save(out)
        return _normal(out.getvalue())

    def _add(
        self,
        tag: str,
        name: str,
        content_type: str,
        relation: str,
        kind: type[FooterPart | HeaderPart],
        content: str,
    ) -> str:
        self._parts += 1
        element = parse_xml(f"<w:{tag} {_NAMESPACES}>{content}</w:{tag}>")
        main = self._document.part
        part = kind(PackURI(f"/word/{name}{self._parts}.xml"), content_type, element, main.package)
        return str(main.relate_to(part, relation))

    def _describe(self, properties: Properties) -> None:
        core = self._document.core_properties
        core.title, core.author, core.subject = properties.title, properties.author, properties.subject
        core.category, core.keywords, core.comments = properties.category, properties.keywords, ""
        core.created = core.modified = properties.created
        core.last_modified_by, core.language, core.revision = properties.author, "zh-CN", 1


@cache
def _template() -> bytes:
    """The empty package of the folder `template`, zipped."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        _pack(archive, files("reporter.document") / "template", "")
    return out.getvalue()


def _pack(archive: zipfile.ZipFile, folder: Traversable, prefix: str) -> None:
    for item in folder.iterdir():
        if item.is_dir():
            _pack(archive, item, f"{prefix}{item.name}/")
        else:
            archive.writestr(f"{prefix}{item.name}", item.read_bytes())


def _normal(data: bytes) -> bytes:
    """The same parts in one order, with one date: same content, same bytes."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for name in sorted(source.namelist(), key=lambda name: (_FIRST.get(name, 2), name)):
            entry = zipfile.ZipInfo(name, _ZIP_DATE)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
            target.writestr(entry, source.read(name))
    return out.getvalue()
