"""Parts of a package replaced: what comes out is what a package made afresh would be, byte for byte."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from reporter.sheets.repack import FIXED_TIME, with_parts

PARTS = {"[Content_Types].xml": b"<Types/>" * 40, "xl/工作簿.xml": b"<workbook/>", "xl/empty.xml": b""}


def packed(parts: dict[str, bytes]) -> bytes:
    result = BytesIO()
    with ZipFile(result, "w", ZIP_DEFLATED) as package:
        for name, content in parts.items():
            part = ZipInfo(name, FIXED_TIME)
            part.compress_type = ZIP_DEFLATED
            package.writestr(part, content)
    return result.getvalue()


def test_a_replaced_part_stands_where_the_old_one_stood() -> None:
    changed = {"xl/工作簿.xml": b"<workbook><bookViews/></workbook>"}
    made = with_parts(packed(PARTS), changed)
    assert made == packed({**PARTS, **changed})
    with ZipFile(BytesIO(made)) as package:
        assert package.testzip() is None
        assert {name: package.read(name) for name in package.namelist()} == {**PARTS, **changed}


def test_nothing_to_change_gives_the_same_bytes() -> None:
    data = packed(PARTS)
    assert with_parts(data, {}) == data


def test_a_part_that_is_not_there_is_not_added() -> None:
    data = packed(PARTS)
    assert with_parts(data, {"xl/other.xml": b"x"}) == data
