"""Letters of one page, and runs of sending over one outbox with a clock of their own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

from reporter.core.period import BEIJING, Period
from reporter.post.contacts import Contact
from reporter.post.letter import Attachment, Body, Kind, Letter
from reporter.post.outbox import Outbox
from reporter.post.send import Means, Sending, due
from reporter.post.settings import MailSettings
from reporter.post.smtp import connect
from reporter.post.standing import Standing, standings

MAY = Period.parse("2024-05")


def person(address: str, name: str = "") -> Contact:
    return Contact(name=name or address.split("@")[0], bureau="B001", roles=("填报人",), address=address)


def letter(
    address: str, *copied: str, text: str = "正文", kind: Kind = Kind.NOTICE, period: Period = MAY, **more: object
) -> Letter:
    values: dict[str, object] = {
        "period": period, "kind": Kind.NOTICE, "who": address.split("@")[0], "to": person(address),
        "copied": tuple(map(person, copied)), "body": Body(subject="督办", text=text, html=f"<p>{text}</p>"),
        "attachments": (Attachment(name="督办通知单.docx", data=b"x" * 100),),
    }  # fmt: skip
    return Letter(**{**values, **more})  # type: ignore[arg-type]


class Run:
    """Runs of sending over one outbox, with a clock that goes a minute at each look."""

    def __init__(self, place: Path, letters: Sequence[Letter]) -> None:
        self.place, self.letters = place, list(letters)
        self.waits: list[float] = []
        self.told: list[str] = []
        self.moment = datetime(2024, 6, 12, 9, 0, tzinfo=BEIJING)

    def now(self) -> datetime:
        self.moment += timedelta(minutes=1)
        return self.moment

    @property
    def outbox(self) -> Outbox:
        return Outbox(self.place)

    def standings(self, resend: Sequence[str] = ()) -> tuple[Standing, ...]:
        return standings([(one, 1000) for one in self.letters], self.outbox, 10**7, resend)

    def stands(self) -> list[str]:
        return [one.stand.value for one in self.standings()]

    def send(self, settings: MailSettings, resend: Sequence[str] = (), password: str = "") -> int:
        box = self.outbox
        box.settle(self.now())
        queue = due(standings([(one, 1000) for one in self.letters], box, 10**7, resend))
        means = Means(
            connect=lambda: connect(settings, password, self.place), now=self.now, wait=self.waits.append,
            tell=self.told.append,
        )  # fmt: skip
        return Sending(box, settings, means).send(queue)
