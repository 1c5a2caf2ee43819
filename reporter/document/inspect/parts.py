"""A Word package opened without trust: its parts, parsed, and the parts that its document names."""

from __future__ import annotations

import posixpath
from functools import cached_property
from zipfile import BadZipFile, ZipFile

from lxml import etree

from reporter.document.inspect.names import R, W
from reporter.sheets.cells import Unreadable
from reporter.sheets.recognise import open_safely

Element = etree._Element

_LARGEST_PART = 48 * 1024 * 1024
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_SENTENCES = {
    "E118": "这是{kind}，不是Word文件；请先解开",
    "E112": "文件有打开密码，请去掉密码再检查",
    "E114": "文件是坏的，打不开；请用Word或WPS重新保存一次再检查",
    "E115": "文件太大或压缩得不正常（{size}），不检查；公文里的大图请先压缩",
    "E116": "文件内部结构不安全（{detail}），不检查",
    "E122": "文件是空的",
}
_OLD_WORD = "这是Word 97-2003或WPS的老格式（.doc、.wps），请用Word或WPS另存为.docx再检查"
_NOT_WORD = "这是{kind}，不是Word文件（.docx）"


class NotAWordFile(ValueError):
    """A file that cannot be inspected; says why in one Chinese sentence."""


class Parts:
    """The parts of one Word file."""

    def __init__(self, package: ZipFile) -> None:
        self._package = package
        self._read: dict[str, Element | None] = {}
        self.names = tuple(package.namelist())
        self.main = self._main()

    def xml(self, name: str) -> Element | None:
        """A part, parsed; None if there is none. NotAWordFile where it is broken."""
        if name not in self._read:
            self._read[name] = _parsed(self._package, name) if name in self.names else None
        return self._read[name]

    @cached_property
    def document(self) -> Element:
        """The main part; NotAWordFile where it holds no body."""
        root = self.xml(self.main)
        if root is None or root.find(f"{W}body") is None:
            strict = root is not None and "purl.oclc.org" in str(root.tag)
            raise NotAWordFile(
                "这是“严格Open XML”格式，请另存为普通的.docx再检查" if strict else "这不是Word文件（里面没有正文）"
            )
        return root

    def related(self, kind: str) -> Element | None:
        """The first part that the document names under a relation ending in `kind` (styles, settings …)."""
        return next((self.xml(target) for relation, target in self._relations.values() if relation == kind), None)

    def by_id(self, reference: Element) -> Element | None:
        """The part behind an element's `r:id`."""
        _, target = self._relations.get(reference.get(f"{R}id", ""), ("", ""))
        return self.xml(target)

    @cached_property
    def _relations(self) -> dict[str, tuple[str, str]]:
        return _relations(self, self.main)

    def _main(self) -> str:
        wanted = (target for kind, target in _relations(self, "").values() if kind == "officeDocument")
        return next(wanted, "word/document.xml")


def open_parts(data: bytes) -> Parts:
    """The parts of a Word file; NotAWordFile says in one sentence why it is none."""
    try:
        parts = Parts(open_safely(data))
    except Unreadable as error:
        raise NotAWordFile(_sentence(error)) from error
    if any(name.startswith(("xl/", "ppt/")) for name in parts.names):
        raise NotAWordFile(_NOT_WORD.format(kind="表格或演示文稿"))
    if "content.xml" in parts.names:
        raise NotAWordFile(_NOT_WORD.format(kind="OpenDocument文件（.odt）"))
    _ = parts.document
    return parts


def _sentence(error: Unreadable) -> str:
    if error.values.get("kind") == "Word文档":
        return _OLD_WORD
    return _SENTENCES.get(error.code, _NOT_WORD).format(**{"kind": "别的文件", **error.values})


def _relations(parts: Parts, name: str) -> dict[str, tuple[str, str]]:
    """What a part names inside the package: kind (the last word of its type) and target by id."""
    folder, base = posixpath.split(name)
    root = parts.xml(posixpath.join(folder, "_rels", f"{base}.rels"))
    if root is None:
        return {}
    inner = [item for item in root.iter(_RELATION) if item.get("TargetMode") != "External"]
    return {item.get("Id", ""): (item.get("Type", "").rsplit("/", 1)[-1], _target(folder, item)) for item in inner}


def _target(folder: str, relation: Element) -> str:
    target = relation.get("Target", "")
    return target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))


def _parsed(package: ZipFile, name: str) -> Element:
    try:
        if package.getinfo(name).file_size > _LARGEST_PART:
            raise NotAWordFile("文件内容太多，不检查；请分成几个文件")
        parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
        return etree.fromstring(package.read(name), parser)
    except (etree.XMLSyntaxError, BadZipFile, EOFError, OSError) as error:
        raise NotAWordFile(_SENTENCES["E114"]) from error
