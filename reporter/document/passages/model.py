"""What a reader makes of a document: passages of text, each with the place where a clerk finds it."""

from __future__ import annotations

from reporter.core.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A line or paragraph, or a row of a table (`cells`, one per column). `place` is printed: 第3页第12行.

    `page` is 0 where the document knows no pages, `indent` how many columns a line of text begins to the right.
    """

    text: str
    place: str
    page: int = 0
    indent: int = 0
    cells: tuple[str, ...] = ()


class NoText(ValueError):
    """A file without text that can be read; says why in one Chinese sentence."""


class NoTool(RuntimeError):
    """A program that is needed for this kind of file is not there; says which, and what to do instead."""
