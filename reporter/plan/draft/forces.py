"""Task forces (专班): convener, deputies, members, office, from the sentences that found them."""

from __future__ import annotations

import re

from reporter.core.values import dataclass
from reporter.plan.draft.names import looks_like_body
from reporter.plan.draft.notes import listed

_FOUNDS = re.compile(r"专班|领导小组|指挥部|推进组|工作组|工作机制|联席会议")
_CONVENER = re.compile(r"由?(?P<who>[^，。；、由]{2,24}?)(?:同志)?(?:担任|任)?(?<!副)(?:总?召集人|组长)(?=[，。；])")
_DEPUTIES = re.compile(
    r"[，。；](?P<who>[^。；]{2,120}?)(?:的?主要(?:负责同志|负责人|领导)|负责同志|负责人)?(?:分别)?(?:担任|任)副(?:召集人|组长)"
)
_HEAD_OF = re.compile(r"(?:的?主要(?:负责同志|负责人|领导)|负责同志|负责人)$")
_MEMBERS = (
    re.compile(
        r"成员(?:单位)?(?:包括|为|由|有|：)(?P<who>[^。]{4,1500}?)(?:单位|部门)?(?:组成)?(?:[。；]|，?(?:工作)?专班办公室|，办公室|$)"
    ),
    re.compile(r"[，。；](?P<who>[^。；]{4,1500}?)(?:等(?:单位|部门))?为(?:专班)?成员"),
)
_OFFICE = re.compile(r"办公室设在?(?:在)?(?P<who>[^，。；（]{2,24})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Force:
    """A task force as the plan tells it; names as written. `place` is the line it was read from."""

    convener: str = ""
    deputies: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    office: str = ""
    open_list: bool = False
    place: str = ""

    def __bool__(self) -> bool:
        return bool(self.members or self.office or self.deputies)


def force_in(plain: str, place: str) -> Force | None:
    """The task force that a paragraph founds; None when it founds none."""
    if not _FOUNDS.search(plain):
        return None
    members, is_open = _members(plain)
    deputies = _DEPUTIES.search(plain)
    office = _OFFICE.search(plain)
    convener = _CONVENER.search(plain)
    found = Force(
        convener=_office_holder(convener["who"]) if convener else "",
        deputies=_bodies(_after_convener(deputies["who"])) if deputies else (),
        members=members,
        office=office["who"].removesuffix("内") if office else "",
        open_list=is_open,
        place=place,
    )
    return found or None


def _office_holder(text: str) -> str:
    """副主任召集人 lacks a 任: the pattern took the one of 主任."""
    return f"{text}任" if text.endswith("主") else text


def _after_convener(text: str) -> str:
    return text.rsplit("召集人，", 1)[-1].rsplit("组长，", 1)[-1]


def _bodies(text: str) -> tuple[str, ...]:
    return tuple(name for one in listed(text)[0] if looks_like_body(name := _HEAD_OF.sub("", one)))


def _members(plain: str) -> tuple[tuple[str, ...], bool]:
    for pattern in _MEMBERS:
        found = pattern.search(plain)
        if found:
            text = _after_convener(found["who"].removesuffix("，专班"))
            after = plain[found.end("who") : found.end("who") + 2]
            names, is_open = listed(text + (after if after in ("单位", "部门") and text.endswith("等") else ""))
            bodies = tuple(name for name in names if looks_like_body(name))
            if len(bodies) > 1:
                return bodies, is_open
    return (), False
