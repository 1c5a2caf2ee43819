"""Notes of responsibility: who leads, who supports, whether the list is open, until when (DOMAIN 10)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import field, replace

from reporter.core.values import dataclass
from reporter.plan.draft.names import looks_like_body, names_in

_BODY = "(?:负责|责任)?(?:单位|部门|主体)"
_LABELS = {
    "lead": f"(?:总?牵头|主办|主责|主管|承办|第一)(?:{_BODY})?",
    "support": f"(?:配合|协办|协同|协助|协作|参与|参加|会同)(?:{_BODY})?",
    "person": "(?:责任|牵头|分管|包抓|包联|联系|挂帅|市级|区级|县级|省级)(?:负责)?(?:领导|人|市长|县长|区长)|负责人",
    "joint": f"(?:责任|负责|落实|实施|建设|完成|承担|具体|主要){_BODY}",
    "due": "(?:完成|办结|推进|工作|整改)?(?:时限|时间)(?:要求|节点)?|时间节点|时限要求|完成期限",
}
_LABELLED = re.compile(f"(?:{'|'.join(f'(?P<{role}>{words})' for role, words in _LABELS.items())})：")
_ROLE = re.compile(
    r"(?:(?:按照?|根据|依据)(?:各自)?(?:职责|职能|部门职责)(?:分工|范围)?|分别|共同|各自|具体|分工|联合|协同|组织|统筹)*"
    r"(?P<verb>(?:牵头|总牵头)(?:负责|组织实施|组织|抓总|落实|实施)?|主办|承办|负责(?:落实|实施)?|配合(?:落实|实施)?|协助"
    r"|参与|协办|落实|会同|(?:按照?|依)(?:各自)?(?:职责|职能)(?:分工)?(?=[。；，）]|$))"
)
_BY_ROLE = re.compile(r"(?:(?:按照?|根据|依据)(?:各自)?(?:职责|职能)(?:分工|范围)?)?(?:负责|牵头|配合|落实)?$")
_BY_DUTY = re.compile(r"(?:按照?|根据|依据)(?:各自)?(?:职责|职能|部门职责)(?:分工|范围)?$")
_MARKED_LEAD = re.compile(r"（(?:牵头(?:单位|部门)?|主办|总牵头)）")
_OPEN = re.compile(r"等(?:[省市区县]?(?:直|级)?(?:各|其他)?(?:相关|有关)?(?:职能)?(?:部门|单位|机构))?$")
_ENTRUSTED = re.compile(r"(?:^|(?<=。))由(?P<who>[^。；]{3,300}?)(?:负责落实|抓好落实|落实|负责|牵头落实|组织实施)。?$")
_TIMED = re.compile(r"[，；](?P<due>[^，；、]{0,16}?(?:推进|完成|底前|月前|坚持|长期|全年|落实到位))$")
_LONGEST = 900
_LEAST_SHARE = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """One note as read. Names are as written; `doubts` say what was not certain in the reading."""

    leads: tuple[str, ...] = ()
    supports: tuple[str, ...] = ()
    open_list: bool = False
    due: str = ""
    person: str = ""
    doubts: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.leads or self.supports)

    @property
    def named(self) -> tuple[str, ...]:
        """Everybody the note names, leads first."""
        return self.leads + self.supports

    def merged(self, other: Duty) -> Duty:
        """Both notes as one: a plan may print leads, supports and deadline on lines of their own."""
        return Duty(
            leads=tuple(dict.fromkeys(self.leads + other.leads)),
            supports=tuple(dict.fromkeys(self.supports + other.supports)),
            open_list=self.open_list or other.open_list,
            due=self.due or other.due,
            person=self.person or other.person,
            doubts=self.doubts + other.doubts,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A note and where it stands in its paragraph: letters `start` to `end`, brackets included."""

    duty: Duty
    start: int
    end: int


@dataclass(slots=True)
class _Sorted:
    """Names by what the note says of them, in its order."""

    found: list[tuple[str, str]] = field(default_factory=list)
    open_list: bool = False

    def add(self, role: str, text: str) -> None:
        names, is_open = listed(text)
        self.open_list = self.open_list or is_open
        self.found += [(role, name) for name in names]

    def take(self, duty: Duty) -> None:
        """What another reading of the same list says."""
        self.found += [("lead", name) for name in duty.leads] + [("support", name) for name in duty.supports]
        self.open_list = self.open_list or duty.open_list

    def duty(self) -> Duty:
        """X牵头，Y负责: X leads, Y supports; without anybody 牵头 all that are responsible lead."""
        leading = "lead" if any(role == "lead" for role, _ in self.found) else "joint"
        leads = tuple(dict.fromkeys(name for role, name in self.found if role == leading))
        others = dict.fromkeys(name for role, name in self.found if role != leading)
        return Duty(leads=leads, supports=tuple(name for name in others if name not in leads), open_list=self.open_list)


def notes_in(plain: str) -> Iterator[Note]:
    """The notes of a paragraph, in its order: in brackets, or behind a label such as 责任单位："""
    taken = 0
    for start, end in _brackets(plain):
        content = plain[start + 1 : end - 1] if plain[end - 1] == "）" else plain[start + 1 : end]
        at_end = end == len(plain) or plain[end] in "。；，"
        if start >= taken and at_end and _is_note(content):
            taken = end
            yield Note(duty=duty_of(content), start=start, end=min(end + (plain[end : end + 1] == "。"), len(plain)))
    labelled = _LABELLED.search(plain, taken)
    entrusted = _ENTRUSTED.search(plain, taken)
    if entrusted and all(map(looks_like_body, listed(entrusted["who"])[0])):
        yield Note(duty=duty_of(entrusted.group()), start=entrusted.start(), end=len(plain))
    elif labelled and not _inside_bracket(plain, labelled.start()):
        start = labelled.start()
        yield Note(duty=duty_of(plain[start:]), start=start, end=len(plain))


def duty_of(content: str) -> Duty:
    """What the text of a note says.

    >>> duty_of("区发改局牵头，区财政局、区水利局等按职责分工负责")
    Duty(leads=('区发改局',), supports=('区财政局', '区水利局'), open_list=True, due='', person='', doubts=())
    """
    if _LABELLED.search(content):
        return _labelled(content)
    return _spoken(content.strip("。；，"))


def listed(text: str) -> tuple[tuple[str, ...], bool]:
    """The names in a list, and whether a 等 leaves it open."""
    names = names_in(text.strip("，、。；：和及与"))
    shorter = tuple(_OPEN.sub("", name) for name in names)
    return tuple(dict.fromkeys(filter(None, shorter))), shorter != names


def _labelled(content: str) -> Duty:
    sorted_names, due, person = _Sorted(), "", ""
    marks = list(_LABELLED.finditer(content))
    for at, mark in enumerate(marks):
        role = mark.lastgroup or ""
        end = marks[at + 1].start() if at + 1 < len(marks) else len(content)
        value = _balanced(content[mark.end() : end].strip("，、。；：").split("。")[0])
        if role == "due":
            due = due or value
        elif role == "person":
            person = person or value
        else:
            _sort_labelled(sorted_names, role, value)
    return replace(sorted_names.duty(), due=due, person=person)


def _sort_labelled(names: _Sorted, role: str, value: str) -> None:
    """The names behind a label; what the list itself says (甲牵头，乙配合; 甲（牵头）、乙) goes before the label."""
    if _MARKED_LEAD.search(value):
        for name in re.split("[、，；]", value):
            names.add("lead" if _MARKED_LEAD.search(name) else "support", _MARKED_LEAD.sub("", name))
    elif role == "joint" and "牵头" in value:
        names.take(_spoken(value))
    else:
        names.add(role, _BY_ROLE.sub("", value))


def _balanced(text: str) -> str:
    """`text` without a closing bracket that belongs to the note around it."""
    while text.count("）") > text.count("（") and text.endswith("）"):
        text = text[:-1]
    return text


def _spoken(content: str) -> Duty:
    timed = _TIMED.search(content)
    if timed:
        return replace(_spoken(content[: timed.start()]), due=timed["due"])
    names, last, seen_lead = _Sorted(), 0, False
    for role in _ROLE.finditer(content):
        segment = content[last : role.start()].removeprefix("由")
        last = role.end()
        verb = role["verb"]
        if not segment.strip("，、。；"):
            continue
        if "牵头" in verb or verb in ("主办", "承办"):
            names.add("lead", segment)
            seen_lead = True
        elif verb == "会同":
            names.add("lead", segment)
        elif verb.startswith(("配合", "协助", "参与", "协办")):
            names.add("support", segment)
        else:
            names.add("joint", segment)
    rest = content[last:].strip("，、。；")
    rest_is_list = bool(rest) and any(looks_like_body(name) for name in listed(rest)[0])
    if rest_is_list:
        names.add("joint", _BY_DUTY.sub("", rest))
    duty = names.duty()
    if rest_is_list and (seen_lead or last):
        return replace(duty, doubts=("括号末尾的单位后面没有写“负责”或“配合”",))
    return duty


def _is_note(content: str) -> bool:
    """Whether the text in brackets names who is responsible, rather than explaining something."""
    if not content or len(content) > _LONGEST:
        return False
    if _LABELLED.match(content):
        return True
    role = _ROLE.search(content)
    duty = _spoken(content.strip("。；，"))
    names = duty.named
    if not names:
        return False
    known = sum(looks_like_body(name) for name in names)
    return known >= len(names) * (_LEAST_SHARE if role else 1)


def _brackets(plain: str) -> Iterator[tuple[int, int]]:
    """Start and end of the outermost brackets; an unclosed last one ends with the paragraph."""
    depth, start = 0, 0
    for at, letter in enumerate(plain):
        if letter == "（":
            start = at if depth == 0 else start
            depth += 1
        elif letter == "）" and depth:
            depth -= 1
            if depth == 0:
                yield start, at + 1
    if depth:
        yield start, len(plain)


def _inside_bracket(plain: str, at: int) -> bool:
    return plain.count("（", 0, at) > plain.count("）", 0, at)
