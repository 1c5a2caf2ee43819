"""What a trace found, as lines for a person and as plain values for other programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reporter.folder import REGISTER
from reporter.record.trace.evidence import Evidence
from reporter.record.trace.nodes import Member, Node
from reporter.record.trace.promises import Promise
from reporter.record.trace.proof import Figure
from reporter.workflow.trace import Found, Link

_MOST_LINKS, _MOST_PLACES, _MOST_MEMBERS = 5, 3, 12
_STEP = "   "


def lines(found: Found, *, everything: bool) -> Iterator[str]:
    """The chains; where there are many, first a list with how to narrow it, unless `everything` is wanted."""
    if found.heading:
        yield found.heading
    yield from _of_words(found)
    listed = len(found.links) > _MOST_LINKS and not everything and not found.heading
    if listed:
        yield f"“{found.asked}”在{found.period}的文书里是{len(found.links)}个不同的数："
    for number, link in enumerate(found.links, 1):
        if listed:
            yield f"{number}. {link.chain.meaning}　{_where(link.printed[0])}　书签{_mark(link)}"
        else:
            yield from _of_link(number, link, everything=everything)
    if listed:
        first = _mark(found.links[0])
        yield f"看其中一个：reporter trace {found.period} {first}（写书签名或者编号）；全部展开加 --all。"


def _mark(link: Link) -> str:
    return next((one.printed.bookmark for one in link.printed if one.printed.bookmark), link.origin)


def _of_words(found: Found) -> Iterator[str]:
    if found.words:
        yield f"“{found.asked}”没有作为算出来的数印出，出现在这些文字里："
    for one in found.words[:_MOST_MEMBERS]:
        yield f"{_STEP}{one.paper}：“{_short(one.text, 60)}”，{one.kind}"
    if len(found.words) > _MOST_MEMBERS:
        yield f"{_STEP}……共{len(found.words)}处"


def _of_link(number: int, link: Link, *, everything: bool) -> Iterator[str]:
    node = link.chain
    yield f"{number}. {node.meaning}：{node.said}"
    texts = "、".join(f"{text}（{how}）" if how else text for text, how in link.texts)
    if link.printed:
        yield f"{_STEP}印作：{texts}，{len(link.printed)}处"
    shown = link.printed if everything else link.printed[:_MOST_PLACES]
    for one in shown:
        mark = f"，书签{one.printed.bookmark}" if one.printed.bookmark else "，在图的数据里"
        yield f"{_STEP}　{_where(one)}{mark}：{_short(one.printed.sentence, 70)}"
    if len(shown) < len(link.printed):
        yield f"{_STEP}　……还有{len(link.printed) - len(shown)}处，加 --all 全部列出"
    yield from _of_node(node, _STEP, everything=everything, head=False)


def _where(figure: Figure) -> str:
    return f"{figure.paper} {figure.printed.place}"


def _of_node(node: Node, indent: str, *, everything: bool, head: bool = True) -> Iterator[str]:
    if head:
        yield f"{indent}{node.meaning}：{node.said}"
        indent += _STEP
    if node.formula:
        yield f"{indent}算法：{node.formula} ＝ {node.said}"
    for remark in node.remarks:
        yield f"{indent}说明：{remark}"
    yield from _members(node.members, indent, everything=everything)
    if node.evidence:
        yield from _of_evidence(node.evidence, indent)
    if node.promise:
        yield from _of_promise(node.promise, indent)
    for child in node.children:
        yield from _of_node(child, indent, everything=everything)


def _members(members: Sequence[Member], indent: str, *, everything: bool) -> Iterator[str]:
    shown = members if everything else members[:_MOST_MEMBERS]
    said = "；".join(f"{one.key} {one.said}{_cell(one)}" for one in shown)
    more = f"；……共{len(members)}个，加 --all 全部列出" if len(shown) < len(members) else ""
    if members:
        yield f"{indent}其中：{said}{more}"


def _cell(member: Member) -> str:
    source = member.source
    return f"（{source.file} “{source.sheet}”页{source.cell}）" if source else ""


def _of_evidence(one: Evidence, indent: str) -> Iterator[str]:
    source = one.source
    yield f"{indent}填报：{source.file} “{source.sheet}”页{source.cell}"
    if one.fault:
        yield f"{indent}{_STEP}注意：{one.fault}"
    else:
        yield f"{indent}{_STEP}填的是：{one.typed if one.typed else '（空）'}"
    sender = f"，收件登记写的是：{one.sender}" if one.sender else ""
    if one.received:
        yield f"{indent}{_STEP}{one.received:%Y-%m-%d %H:%M}收到（时间出自{one.received_from}）{sender}"
    yield f"{indent}{_STEP}sha256 {source.sha256}"


def _of_promise(one: Promise, indent: str) -> Iterator[str]:
    cells = "，".join(f"{column.heading}{_at(column.cell)}“{column.value}”" for column in one.columns)
    yield f"{indent}台账：{REGISTER}“{one.table}”表{one.row}那一行，{cells}"
    if one.phrase:
        yield f"{indent}{_STEP}原文：“{one.phrase}”（{'、'.join(one.places)}）"
    for remark in one.remarks:
        yield f"{indent}{_STEP}{remark}"


def _at(cell: str) -> str:
    return f"（{cell}格）" if cell else ""


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def as_dict(found: Found) -> dict[str, object]:
    """The same as plain values."""
    return {
        "period": str(found.period),
        "asked": found.asked,
        "heading": found.heading,
        "figures": [_link(link) for link in found.links],
        "words": [{"paper": one.paper, "text": one.text, "kind": one.kind} for one in found.words],
    }


def _link(link: Link) -> dict[str, object]:
    return {
        "origin": link.origin,
        "rounding": dict(link.texts),
        "printed": [
            {
                "paper": one.paper,
                "place": one.printed.place,
                "bookmark": one.printed.bookmark,
                "text": one.printed.text,
                "sentence": one.printed.sentence,
            }
            for one in link.printed
        ],
        "chain": _node(link.chain),
    }


def _node(node: Node) -> dict[str, object]:
    return {
        "meaning": node.meaning,
        "value": node.said,
        "formula": node.formula,
        "members": [{"key": one.key, "said": one.said, "source": _source(one)} for one in node.members],
        "reported": _evidence(node.evidence) if node.evidence else None,
        "promised": _promise(node.promise) if node.promise else None,
        "remarks": list(node.remarks),
        "operands": [_node(child) for child in node.children],
    }


def _source(member: Member) -> dict[str, str] | None:
    source = member.source
    return (
        {"file": source.file, "sheet": source.sheet, "cell": source.cell, "sha256": source.sha256} if source else None
    )


def _evidence(one: Evidence) -> dict[str, object]:
    source = one.source
    return {
        "file": source.file,
        "sheet": source.sheet,
        "cell": source.cell,
        "sha256": source.sha256,
        "typed": one.typed,
        "fault": one.fault,
        "sender": one.sender,
        "received": one.received.isoformat() if one.received else None,
        "received_from": one.received_from,
    }


def _promise(one: Promise) -> dict[str, object]:
    return {
        "table": one.table,
        "row": one.row,
        "columns": [{"heading": one.heading, "value": one.value, "cell": one.cell} for one in one.columns],
        "phrase": one.phrase,
        "places": list(one.places),
        "remarks": list(one.remarks),
    }
