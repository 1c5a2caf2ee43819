"""The Word files of a month: which there are, and how each is made from its template."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from reporter.bulletin.circular.content import bulletin
from reporter.bulletin.facts import Facts
from reporter.bulletin.leaders.fit import leaders_markdown
from reporter.bulletin.letters.fit import notice_markdown
from reporter.bulletin.letters.notice import noticed
from reporter.bulletin.letters.reminder import missing_bureaus, reminder
from reporter.bulletin.livelihood.content import livelihood
from reporter.bulletin.wording import markdown
from reporter.core.marks import Marks
from reporter.document.markdown import parse
from reporter.document.official import write
from reporter.document.text import rare_characters
from reporter.folder import Folder

BULLETIN, LEADERS, LIVELIHOOD, NOTICE, REMINDER = "督查通报", "领导专报", "民生实事专报", "督办单", "催报函"
NOTICES, REMINDERS = "notices", "reminders"
FOLDERS = (NOTICES, REMINDERS)
"""Folders of papers to single bureaus."""


class Papers:
    """The Word files of one month, by their path in output/<period>/."""

    def __init__(self, folder: Folder, facts: Facts) -> None:
        self._folder = folder
        self._facts = facts
        self.rare: dict[str, None] = {}
        """Han in the papers made so far that the faces of official documents lack, in order."""

    def makers(self) -> dict[str, Callable[[], bytes]]:
        """What makes each file, in the order in which they are written."""
        facts = self._facts
        return {
            f"{BULLETIN}.docx": lambda: self._plain(BULLETIN, bulletin(facts)),
            f"{LEADERS}.docx": self._leaders,
            f"{LIVELIHOOD}.docx": lambda: self._plain(LIVELIHOOD, livelihood(facts)),
            **(self._letters() if facts.period.is_month else {}),
        }

    def _letters(self) -> dict[str, Callable[[], bytes]]:
        """Papers to single bureaus, which only a month sends."""
        facts = self._facts
        stem = str(facts.period)
        return {
            **{
                f"{NOTICES}/{stem}-{facts.bureau(code)}.docx": partial(self._notice, code) for code in noticed(facts)
            },
            **{
                f"{REMINDERS}/{stem}-{facts.bureau(code)}.docx": partial(self._reminder, code)
                for code in missing_bureaus(facts)
            },
        }  # fmt: skip

    def _template(self, name: str) -> str:
        return self._folder.template(f"{name}.md.j2")

    def _plain(self, name: str, content: object) -> bytes:
        return self._word(*markdown(content, self._template(name), name=f"{name}.md.j2"))

    def _leaders(self) -> bytes:
        return self._word(*leaders_markdown(self._facts, self._template(LEADERS)))

    def _notice(self, bureau: str) -> bytes:
        return self._word(*notice_markdown(self._facts, bureau, self._template(NOTICE)))

    def _reminder(self, bureau: str) -> bytes:
        return self._plain(REMINDER, reminder(self._facts, bureau))

    def _word(self, text: str, marks: Marks) -> bytes:
        self.rare |= dict.fromkeys(rare_characters(marks.plain(text)))
        return write(parse(text, marks), marks)
