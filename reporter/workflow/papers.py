"""The Word files of a month: which there are, and how each is made from its template."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from reporter.bulletin.circular.content import bulletin
from reporter.bulletin.facts import Facts
from reporter.bulletin.head import brief_number, circular_number, issue_day
from reporter.bulletin.leaders.fit import leaders_markdown
from reporter.bulletin.letters.fit import notice_markdown
from reporter.bulletin.letters.notice import noticed
from reporter.bulletin.letters.reminder import missing_bureaus, reminder
from reporter.bulletin.livelihood.content import livelihood
from reporter.bulletin.wording import TemplateFault, markdown
from reporter.core.marks import Marks
from reporter.document.blocks import Document, DocumentError
from reporter.document.figures import figures_of
from reporter.document.markdown import parse
from reporter.document.official import write
from reporter.document.text import rare_characters
from reporter.folder import Folder
from reporter.record.trace.proof import Figure

BULLETIN, LEADERS, LIVELIHOOD, NOTICE, REMINDER = "督查通报", "领导专报", "民生实事专报", "督办单", "催报函"
NOTICES, REMINDERS = "notices", "reminders"
FOLDERS = (NOTICES, REMINDERS)
"""Folders of papers to single bureaus."""


class Papers:
    """The Word files of one period, by their path in output/<period>/."""

    def __init__(self, folder: Folder, facts: Facts) -> None:
        self._folder = folder
        self._facts = facts
        self.rare: dict[str, None] = {}
        """Han in the papers made so far that the faces of official documents lack, in order."""
        self._composed: dict[str, tuple[Document, Marks]] = {}

    def makers(self) -> dict[str, Callable[[], bytes]]:
        """What makes each file, in the order in which they are written."""
        return {name: partial(self._word, name) for name in self._texts()}

    def composed(self, name: str) -> tuple[Document, Marks]:
        """The paper of a file name as blocks, put together once; TemplateFault or DocumentError where it cannot be."""
        if name not in self._composed:
            text, marks = self._texts()[name]()
            self._composed[name] = parse(text, marks), marks
            self.rare |= dict.fromkeys(rare_characters(marks.plain(text)))
        return self._composed[name]

    def figures(self) -> Iterator[Figure]:
        """Every figure of every paper; a paper whose template is at fault has none."""
        for name in self._texts():
            try:
                document, marks = self.composed(name)
            except (TemplateFault, DocumentError):
                continue
            yield from (Figure(paper=name, printed=printed) for printed in figures_of(document, marks))

    def _texts(self) -> dict[str, Callable[[], tuple[str, Marks]]]:
        """What words each file, by its path in output/<period>/."""
        facts, day = self._facts, issue_day(self._facts)
        number, brief = circular_number(facts), brief_number(facts)
        return {
            f"{BULLETIN}.docx": lambda: self._plain(BULLETIN, bulletin(facts, number=number, issued=day)),
            f"{LEADERS}.docx": lambda: leaders_markdown(facts, self._template(LEADERS), number=brief, issued=day),
            f"{LIVELIHOOD}.docx": lambda: self._plain(LIVELIHOOD, livelihood(facts, number=brief, issued=day)),
            **(self._letters() if facts.period.is_month else {}),
        }

    def _letters(self) -> dict[str, Callable[[], tuple[str, Marks]]]:
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

    def _plain(self, name: str, content: object) -> tuple[str, Marks]:
        return markdown(content, self._template(name), name=f"{name}.md.j2")

    def _notice(self, bureau: str) -> tuple[str, Marks]:
        number = self._facts.notice_number(bureau)
        issued = issue_day(self._facts) if number else None
        return notice_markdown(self._facts, bureau, self._template(NOTICE), number=number, issued=issued)

    def _reminder(self, bureau: str) -> tuple[str, Marks]:
        return self._plain(REMINDER, reminder(self._facts, bureau))

    def _word(self, name: str) -> bytes:
        return write(*self.composed(name))
