"""Names of the bookmarks of one document: one for each figure, the same whoever asks first."""

from __future__ import annotations

import re

from reporter.core.marks import Mark, Marks

_LONGEST = 40  # Word's limit


class Bookmarks:
    """Gives each marked figure its bookmark: letters, digits and underscores, a letter first, never twice.

    The names go by the order of the marks, so that a list of figures and the Word file agree on them.
    """

    def __init__(self, marks: Marks) -> None:
        self._taken: set[str] = set()
        self._waiting = {mark.number: self._free(mark.origin) for mark in marks.entries if mark.origin}

    def name(self, mark: Mark) -> str:
        """The name of a figure's bookmark; a figure that is printed a second time gets a further one."""
        first = self._waiting.pop(mark.number, None)
        return first or self._free(mark.origin or "")

    def _free(self, origin: str) -> str:
        stem = re.sub(r"\W", "_", origin)
        stem = (stem if stem[:1].isalpha() else f"v_{stem}")[:_LONGEST]
        name, count = stem, 1
        while name.lower() in self._taken:  # Word compares them without case
            count += 1
            name = f"{stem[: _LONGEST - len(str(count)) - 1]}_{count}"
        self._taken.add(name.lower())
        return name
