"""What a measured rule looks at: the file and its printed pages."""

from __future__ import annotations

from reporter.core.values import dataclass
from reporter.document.inspect.geometry.pages import Page
from reporter.document.inspect.model import View


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheets:
    """A document and how it came out."""

    view: View
    pages: tuple[Page, ...]
