"""The flat list of a Markdown parser's tokens as blocks inside blocks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from markdown_it.token import Token


@dataclass(slots=True)
class Node:
    """A block: its kind, the token that opens it, and the blocks inside it."""

    type: str
    token: Token
    children: list[Node] = field(default_factory=list)

    @property
    def line(self) -> int:
        """The line of the text on which it begins, from 1."""
        return (self.token.map[0] if self.token.map else 0) + 1

    @property
    def content(self) -> str:
        """The text of a block that has no others inside."""
        return self.token.content


def tree(tokens: Iterable[Token]) -> list[Node]:
    """The outermost blocks, in order."""
    levels: list[list[Node]] = [[]]
    for token in tokens:
        if token.nesting < 0:
            levels.pop()
            continue
        node = Node(token.type.removesuffix("_open"), token)
        levels[-1].append(node)
        if token.nesting > 0:
            levels.append(node.children)
    return levels[0]
