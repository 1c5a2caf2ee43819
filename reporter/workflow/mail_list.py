"""The letters of a period as lines for a console, and as JSON values."""

from __future__ import annotations

from collections.abc import Sequence

from reporter.post.drafts import shown_size, totals
from reporter.post.standing import Standing
from reporter.workflow.mail import Mail
from reporter.workflow.status import aligned

_HEADINGS = ("类别", "单位、姓名", "收件人", "附件", "大小", "状态", "编号")


def lines(found: Sequence[Standing]) -> list[str]:
    """Headings, a row for each letter and address, the totals."""
    return [*aligned([_HEADINGS, *map(_row, found)]), "", totals(found)]


def _row(one: Standing) -> list[str]:
    letter = one.letter
    person = f"{one.person.name} {one.person.address}" if one.person else "－"
    named = person.replace(f"{letter.who} ", "", 1) if person.startswith(f"{letter.who} ") else person
    stand = one.stand.value + (f"（{one.said}）" if one.said and one.stand.is_trouble else "")
    count = f"{len(letter.attachments)}个"
    return [letter.kind.value, letter.who, named, count, shown_size(one.size), stand, one.id or "－"]


def as_dict(mail: Mail) -> dict[str, object]:
    """The letters for other programs."""
    return {
        "period": str(mail.period),
        "sample": mail.sample,
        "letters": [
            {
                "kind": one.letter.kind.value,
                "who": one.letter.who,
                "address": one.person.address if one.person else None,
                "subject": one.letter.body.subject,
                "attachments": [item.name for item in one.letter.attachments],
                "bytes": one.size,
                "state": one.stand.value,
                "said": one.said,
                "id": one.id or None,
            }
            for one in mail.found
        ],
        "problems": [one.message for one in mail.problems],
        "remarks": list(mail.remarks),
    }
