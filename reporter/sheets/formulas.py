"""Formula texts of a worksheet part, read beside the values, so that a workbook is loaded only once."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from reporter.sheets.cells import place_of


def formulas_in(part: bytes) -> Mapping[tuple[int, int], str]:
    """Formulas by (row, column), with their leading =; a follower of a shared formula is a bare =."""
    if b"<f" not in part:
        return {}
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    root = etree.fromstring(part, parser)
    found = {}
    for formula in root.iter("{*}f"):
        cell = formula.getparent()
        reference = cell.get("r") if cell is not None else None
        if reference:
            found[place_of(reference)] = f"={formula.text or ''}"
    return found
