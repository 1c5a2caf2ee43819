"""Words of the plan: of another level or place, and words that nobody can measure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from reporter.plan.health.finding import Finding, data, found, quoted
from reporter.plan.level import level_of
from reporter.plan.model import Indicator, Plan, Task

_SHOWN = 3
_AROUND = 10
_HAN = "\u4e00-\u9fff"
_PLACE = re.compile(rf"(?:(?<![{_HAN}])|(?<=[与和及至到]))[{_HAN}]{{2}}[县市](?![场级委政区民值])")


def of_another_level(plan: Plan, text: str = "") -> Iterator[Finding]:
    """H401: words of another level in 原文, in names and, where it is given, in the plan's whole text, and names of
    other cities and counties in that text; one finding a word.
    """
    for word in [*_foreign(plan), *_other_places(plan, text)]:
        rows = [row for row in plan.indicators if word in f"{row.name}\n{row.phrase}"]
        tasks = [task for task in plan.tasks if word in f"{task.section}\n{task.name}"]
        spots = [_spot(text, spot.start(), word) for spot in re.finditer(re.escape(word), text)]
        said = [f"{row.code}{quoted(row.phrase or row.name)}" for row in rows]
        said += [f"{task.code}{quoted(task.name)}" for task in tasks]
        said += [f"方案第{line}行{quoted(excerpt)}" for line, excerpt in spots[:_SHOWN]]
        if said:
            named: list[Indicator | Task] = [*rows, *tasks]
            more = f"等，方案里共{len(spots)}处" if len(spots) > _SHOWN else ""
            places = [place for one in named for place in one.places] + [f"方案第{line}行" for line, _ in spots]
            codes = tuple(one.code for one in named)
            yield found("H401", word, "；".join(said) + more, codes=codes, places=tuple(places))


def vague_words(plan: Plan) -> Iterator[Finding]:
    """H501: words without a measure in 原文 and names, counted by action."""
    for action in plan.actions:
        rows = [row for row in plan.indicators if row.action == action.code]
        tasks = [task for task in plan.tasks if task.action == action.code]
        text = "\n".join([*(f"{row.name}\n{row.phrase}" for row in rows), *(task.name for task in tasks)])
        counts = _counted(text)
        if counts:
            listed = "、".join(f"“{word}”{number}处" for word, number in counts.items())
            said = f"任务、指标的名称和原文里{sum(counts.values())}处：{listed}"
            brief = f"{action.name}{sum(counts.values())}处"
            yield found("H501", action.name, said, brief=brief, codes=(action.code,))


def _counted(text: str) -> Mapping[str, int]:
    """How often each vague word occurs, the most frequent first."""
    counts = Counter({word: text.count(word) for word in data()["words"]["vague"]})
    return {word: number for word, number in counts.most_common() if number}


def _foreign(plan: Plan) -> list[str]:
    own = level_of(plan)
    return [word for level, words in data()["levels"].items() if level != own for word in words]


def _other_places(plan: Plan, text: str) -> list[str]:
    """Names of cities and counties in the text that the issuer's and the bureaus' names do not hold."""
    known = "、".join([plan.head.issuer, plan.head.name, *(bureau.name for bureau in plan.bureaus)])
    stop = data()["not_places"]
    names = dict.fromkeys(match.group() for match in _PLACE.finditer(text))
    strange = [name for name in names if name not in known]
    return [name for name in strange if name[1:] not in stop["words"] and name[:-1] not in stop["verbs"]]


def _spot(text: str, start: int, word: str) -> tuple[int, str]:
    """The number of the line and the words of it around a place of the text."""
    first = text.rfind("\n", 0, start) + 1
    line = text[first:].partition("\n")[0]
    at = start - first
    around = line[max(at - _AROUND, 0) : at + len(word) + _AROUND]
    return text.count("\n", 0, start) + 1, "".join(around.split())
