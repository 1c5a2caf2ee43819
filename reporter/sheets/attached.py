"""What hangs on cells besides their content: comments, pictures, hyperlinks. It is told, not taken."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from typing import Any
from zipfile import ZipFile

from reporter.sheets.cells import place_of
from reporter.sheets.comments import comment_texts, is_ours
from reporter.sheets.parts import parsed

COMMENT, PICTURE, DRAWING, LINK = "批注", "图片", "图形", "超链接"
_LINK_REFERENCE = re.compile(rb'<(?:\w+:)?hyperlink\b[^>]*?\sref="([A-Z]+[0-9]+)')
_ANCHORS = ("twoCellAnchor", "oneCellAnchor")
Place = tuple[int, int]


def attached_in(package: ZipFile, part: str, content: bytes) -> Mapping[Place, tuple[str, ...]]:
    """Kinds of attachments by (row, column) of a worksheet part; our own comments are none."""
    found: dict[Place, list[str]] = {}
    for place, kind in (*_links(content), *_related(package, part)):
        if kind not in found.setdefault(place, []):
            found[place].append(kind)
    return {place: tuple(kinds) for place, kinds in found.items()}


def _links(content: bytes) -> Iterator[tuple[Place, str]]:
    for reference in _LINK_REFERENCE.findall(content):
        yield from _at(reference.decode(), LINK)


def _related(package: ZipFile, part: str) -> Iterator[tuple[Place, str]]:
    folder, base = posixpath.split(part.lstrip("/"))
    relations = posixpath.join(folder, "_rels", f"{base}.rels")
    known = set(package.namelist())
    if relations not in known:
        return
    for row in parsed(package.read(relations)):
        target = row.get("Target", "")
        name = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        if row.get("TargetMode") == "External" or name not in known:
            continue
        if row.get("Type", "").endswith("/comments"):
            yield from _comments(parsed(package.read(name)))
        elif row.get("Type", "").endswith("/drawing"):
            yield from _drawings(parsed(package.read(name)))


def _comments(root: Any) -> Iterator[tuple[Place, str]]:
    for reference, text in comment_texts(root).items():
        if text.strip() and not is_ours(text):
            yield from _at(reference or "", COMMENT)


def _at(reference: str, kind: str) -> Iterator[tuple[Place, str]]:
    """What hangs on a cell; on a reference that is none hangs nothing."""
    try:
        yield place_of(reference), kind
    except ValueError:
        return


def _drawings(root: Any) -> Iterator[tuple[Place, str]]:
    for anchor in (one for one in root if one.tag.rpartition("}")[2] in _ANCHORS):
        row, column = anchor.findtext("{*}from/{*}row"), anchor.findtext("{*}from/{*}col")
        if row and column:
            is_picture = anchor.find("{*}pic") is not None
            yield (int(row) + 1, int(column) + 1), PICTURE if is_picture else DRAWING
