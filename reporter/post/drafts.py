"""Drafts as files: their names, and the page that lists who gets what and how far it has come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from urllib.parse import quote

from jinja2 import Environment, StrictUndefined, Template

from reporter.core.values import dataclass
from reporter.post.letter import Letter
from reporter.post.mime import Sender, draft, safe_name
from reporter.post.outbox import State
from reporter.post.standing import Stand, Standing

INDEX = "index.html"
_OURS = b"X-Reporter: "
_LOOKS = {
    Stand.READY: "wait",
    Stand.LATER: "wait",
    Stand.SENT: "ok",
    Stand.HELD: "off",
    Stand.CHANGED: "look",
    Stand.REFUSED: "look",
    Stand.UNKNOWN: "look",
    Stand.NO_ADDRESS: "look",
    Stand.TOO_BIG: "look",
}
_MEGABYTE, _KILOBYTE = 1024 * 1024, 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One .eml file of a letter."""

    letter: Letter
    name: str
    data: bytes


def drafts(letters: Sequence[Letter], sender: Sender) -> tuple[Draft, ...]:
    """The letters as files, numbered so that the folder lists them in order: 01-通报-张三.eml."""
    digits = max(len(str(len(letters))), 2)
    return tuple(
        Draft(letter=one, name=f"{number:0{digits}d}-{_stem(one)}.eml", data=draft(one, sender))
        for number, one in enumerate(letters, 1)
    )


def is_our_draft(data: bytes) -> bool:
    """Whether an .eml file was written here: others in the folder are not touched."""
    return any(line.startswith(_OURS) for line in data[:4096].split(b"\r\n\r\n")[0].split(b"\r\n"))


def index_page(made: Sequence[Draft], found: Sequence[Standing], remarks: Sequence[str]) -> bytes:
    """The list of the drafts as a page that opens in any browser, without a network; every name is escaped."""
    by_letter: dict[int, list[Standing]] = {}
    for one in found:
        by_letter.setdefault(id(one.letter), []).append(one)
    rows = [_row(number, one, by_letter.get(id(one.letter), [])) for number, one in enumerate(made, 1)]
    period = made[0].letter.period.called if made else ""
    text = _page().render(
        title=f"{period}邮件清单", sample=any(one.letter.sample for one in made), totals=totals(found),
        remarks=remarks, rows=rows,
    )  # fmt: skip
    return text.encode()


def totals(found: Sequence[Standing]) -> str:
    """How many letters stand how: 共14封：待发12，缺地址2."""
    counts = Counter(one.stand for one in found)
    parts = [f"{stand.value}{counts[stand]}" for stand in Stand if counts[stand]]
    return f"共{len(found)}封" + (f"：{'，'.join(parts)}" if parts else "")


def shown_size(size: int) -> str:
    """1.5MB, 38KB."""
    return f"{size / _MEGABYTE:.1f}MB" if size >= _MEGABYTE else f"{max(size // _KILOBYTE, 1)}KB"


def _stem(letter: Letter) -> str:
    named = letter.who if letter.to is None or letter.to.name in (letter.who, letter.to.address) else ""
    whole = named or f"{letter.who}-{letter.to.name if letter.to else ''}"
    return safe_name(f"{letter.kind.value}-{whole}")


@cache
def _page() -> Template:
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(files("reporter.post").joinpath("index.html.j2").read_text(encoding="utf-8"))


def _row(number: int, one: Draft, found: Sequence[Standing]) -> dict[str, object]:
    letter = one.letter
    return {
        "number": number,
        "kind": letter.kind.value,
        "who": letter.who,
        "people": [_person(letter, standing) for standing in found],
        "link": quote(one.name),
        "subject": letter.body.subject,
        "attachments": [f"{item.name}（{shown_size(len(item.data))}）" for item in letter.attachments],
        "size": shown_size(len(one.data)),
        "states": [{"word": each.stand.value, "look": _LOOKS[each.stand], "said": _said(each)} for each in found],
        "ids": [each.id for each in found if each.id],
    }


def _person(letter: Letter, standing: Standing) -> str:
    if standing.person is None:
        return "（缺地址）"
    copied = "" if letter.to and standing.person.address == letter.to.address else "抄送："
    return f"{copied}{standing.person.name} <{standing.person.address}>"


def _said(standing: Standing) -> str:
    """What the outbox knows, with its minute; nothing for what has not left."""
    record = standing.record
    if record is None or record.when is None or (record.state is State.PREPARED and not record.attempts):
        return ""
    moment = record.when
    return f"{moment.month}月{moment.day}日{moment:%H:%M} {record.last}"
