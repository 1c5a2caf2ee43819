"""Tells what each paragraph of a document is, by its text, place and look: foreign files have no styles of ours."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reporter.document.inspect import patterns
from reporter.document.inspect.model import Role, Text

_TITLE_SIZE = 36  # half points: nothing smaller is a document's title
_MARK_SIZE = 48
_BODY_SIZE = 32
_SHORT = 45  # characters of a heading that stands alone
_HEAD_REACH = 24  # paragraphs within which the head of a document ends
_SIGNATURE = 30
_KINDS = (
    "决议|决定|命令|令|公报|公告|通告|意见|通知|通报|报告|请示|批复|议案|函|纪要|方案|办法|规定|专报|简报|督办单|通知单"
)
_TITLE_TEXT = re.compile(f"关于.*的?({_KINDS})|.*的({_KINDS})|.*({_KINDS})")
_SUBLINE = re.compile(r"（.*）")
_SIGNED_LINE = re.compile(r"[^\t]{2,30}\t+\d{4}年\s?\d{0,2}月\s?\d{0,2}日")
_TITLE_STYLES = {"title", "标题", "公文标题", "大标题"}
_ENDS_SENTENCE = "。；！？!?;"


def roles_of(flow: Sequence[Text]) -> tuple[Role, ...]:
    """One role per paragraph."""
    return tuple(_Reader(flow).read())


class _Reader:
    """Walks a document from head to foot, once."""

    def __init__(self, flow: Sequence[Text]) -> None:
        self._flow = flow
        self._texts = [text.text.strip(" \t\n　") for text in flow]
        self._roles = [Role.BLANK if not plain else Role.OTHER for plain in self._texts]

    def read(self) -> list[Role]:
        at = self._head()
        first_annex = next((i for i in range(at, len(self._flow)) if self._is_annex_label(i)), len(self._flow))
        self._body(at, first_annex)
        self._tail(at, first_annex)
        self._annexes(first_annex)
        return self._roles

    def _head(self) -> int:
        """Marks what stands above the body; where the body begins."""
        filled = [index for index, role in enumerate(self._roles[:_HEAD_REACH]) if role is not Role.BLANK]
        title = self._title_place(filled)
        for index in filled:
            if title is None or index < title[0]:
                self._roles[index] = self._above_title(index)
        if title is None:
            last = [index for index in filled if self._roles[index] is not Role.OTHER]
            return last[-1] + 1 if last else 0
        self._roles[title[0] : title[-1] + 1] = [Role.TITLE] * len(title)
        return self._below_title(title[-1] + 1)

    def _above_title(self, index: int) -> Role:
        plain, look = self._texts[index], self._flow[index].look
        if patterns.COPY_NUMBER.fullmatch(plain):
            return Role.COPY_NUMBER
        if patterns.SECRECY.fullmatch(plain):
            return Role.SECRECY
        if self._is_number(plain):
            return Role.NUMBER
        if is_red(look.color) or (plain.endswith("文件") and look.size >= _MARK_SIZE):
            return Role.MARK
        return Role.OTHER

    def _is_number(self, plain: str) -> bool:
        likely = patterns.NUMBER_LIKE, patterns.ISSUE_LIKE
        return plain == patterns.DRAFT or any(pattern.fullmatch(plain) for pattern in likely)

    def _title_place(self, filled: list[int]) -> list[int] | None:
        """The paragraphs of the title: styled so, or large and centred, or the first that reads like one."""
        plain = [index for index in filled if not self._is_above(index)]
        tests = (self._is_styled_title, self._is_large, self._reads_like_title)
        for test in tests:
            first = next((index for index in plain if test(index)), None)
            if first is not None:
                return self._title_lines(first)
        return None

    def _is_above(self, index: int) -> bool:
        return self._above_title(index) is not Role.OTHER

    def _is_styled_title(self, index: int) -> bool:
        return self._flow[index].style in _TITLE_STYLES

    def _is_large(self, index: int) -> bool:
        return self._flow[index].look.size >= _TITLE_SIZE and len(self._texts[index]) > 3

    def _reads_like_title(self, index: int) -> bool:
        plain = self._texts[index]
        return len(plain) <= 60 and bool(_TITLE_TEXT.fullmatch(plain)) and plain[-1] not in _ENDS_SENTENCE + "：:"

    def _title_lines(self, first: int) -> list[int]:
        """A title may be several paragraphs of one look."""
        lines = [first]
        like = (self._flow[first].look.size, self._flow[first].shape.align)
        for index in range(first + 1, min(first + 5, len(self._flow))):
            same = (self._flow[index].look.size, self._flow[index].shape.align) == like
            if self._roles[index] is Role.BLANK or not same or like[0] < _TITLE_SIZE:
                break
            lines.append(index)
        return lines

    def _below_title(self, at: int) -> int:
        """The addressee, if there is one, within the next lines; (lines in brackets under a title are no body)."""
        for index in range(at, min(at + 6, len(self._flow))):
            plain = self._texts[index]
            if not plain or self._is_number(plain):
                self._roles[index] = Role.NUMBER if plain else Role.BLANK
                continue
            if _SUBLINE.fullmatch(plain) and self._flow[index].shape.align == "center":
                continue
            return self._addressee(index)
        return at

    def _addressee(self, index: int) -> int:
        plain, text = self._texts[index], self._flow[index]
        indented = indent_of(text) > 0.5 or text.text[:1] in "　 "
        named = re.match("(各|市|区|县|省|乡|街道|本|全|驻)", plain) and plain[-1] not in _ENDS_SENTENCE
        colon = plain[-1] in "：:"
        likely = (colon and (named or not indented)) or (named and not indented)
        if likely and len(plain) < 300 and not patterns.label_of(plain):
            self._roles[index] = Role.ADDRESSEE
            return index + 1
        return index

    def _body(self, first: int, last: int) -> None:
        for index in range(first, last):
            if self._roles[index] is Role.OTHER:
                self._roles[index] = self._in_body(index)

    def _in_body(self, index: int) -> Role:
        plain, text = self._texts[index], self._flow[index]
        if self._is_caption(index):
            return Role.CAPTION
        if is_heading(text):
            return Role.HEADING
        if text.look.size <= 4 or (text.drawing and not plain):
            return Role.OTHER
        return Role.BODY

    def _is_caption(self, index: int) -> bool:
        """By its words, its style, or as a short line straight above a table (a unit line may come between)."""
        plain, text = self._texts[index], self._flow[index]
        if patterns.CAPTION.fullmatch(plain) or text.style in ("caption", "题注"):
            return True
        below = index + 1 < len(self._flow) and bool(patterns.CAPTION.fullmatch(self._texts[index + 1]))
        return (text.before_table or below) and len(plain) <= _SHORT and text.look.size < _BODY_SIZE

    def _tail(self, first: int, last: int) -> None:
        """Marks list of annexes, signature, date and remark, from the foot upwards."""
        filled = [index for index in range(first, last) if self._roles[index] is not Role.BLANK]
        for index in filled:
            if patterns.ANNEX_LIST.match(self._texts[index]):
                self._mark_list(index, last)
        for index in reversed(filled[-14:]):
            if patterns.IMPRINT.fullmatch(self._texts[index]) and not self._texts[index].startswith("报"):
                self._roles[index] = Role.IMPRINT
        date = next((i for i in reversed(filled[-12:]) if self._is_date(i)), None)
        if date is None:
            self._form_tail(filled[-3:])
            return
        self._roles[date] = Role.DATE
        before = [index for index in filled if index < date]
        if before and self._may_sign(before[-1]):
            self._roles[before[-1]] = Role.SIGNATURE
        for index in filled:
            if index > date and _SUBLINE.fullmatch(self._texts[index]):
                self._roles[index] = Role.REMARK

    def _form_tail(self, last: list[int]) -> None:
        """A form ends with signature and date in one line, and a note in small type."""
        line = next((i for i in last if _SIGNED_LINE.fullmatch(self._texts[i])), None)
        for index in last:
            if line is not None and index >= line:
                self._roles[index] = Role.FORM_TAIL

    def _mark_list(self, index: int, last: int) -> None:
        self._roles[index] = Role.ANNEX_LIST
        for later in range(index + 1, last):
            if not patterns.ANNEX_LIST_ITEM.fullmatch(self._texts[later]):
                return
            self._roles[later] = Role.ANNEX_LIST

    def _is_date(self, index: int) -> bool:
        plain = self._texts[index]
        return bool(patterns.DATE_LIKE.fullmatch(plain) and re.search("[年./-]", plain)) and len(plain) < 20

    def _may_sign(self, index: int) -> bool:
        plain = self._texts[index]
        usual = self._roles[index] in (Role.BODY, Role.OTHER) and len(plain) <= _SIGNATURE
        return usual and plain[-1] not in _ENDS_SENTENCE + "：:"

    def _is_annex_label(self, index: int) -> bool:
        """附件1 alone on its line, or that with a colon at the head of a page."""
        plain = self._texts[index]
        if not patterns.ANNEX_LABEL.fullmatch(plain):
            return False
        return plain[-1] not in ":：" or self._flow[index].fresh_page

    def _annexes(self, first: int) -> None:
        index = first
        while index < len(self._flow):
            if self._is_annex_label(index):
                self._roles[index] = Role.ANNEX_LABEL
                index = self._annex_title(index + 1)
                continue
            if self._roles[index] is Role.OTHER:
                self._roles[index] = self._in_annex(index)
            index += 1

    def _annex_title(self, at: int) -> int:
        for index in range(at, min(at + 4, len(self._flow))):
            if self._roles[index] is not Role.BLANK:
                if self._is_annex_label(index):
                    return index
                lines = self._title_lines(index)
                self._roles[index : lines[-1] + 1] = [Role.ANNEX_TITLE] * len(lines)
                return lines[-1] + 1
        return at

    def _in_annex(self, index: int) -> Role:
        plain = self._texts[index]
        return Role.IMPRINT if patterns.IMPRINT.fullmatch(plain) and len(plain) < 200 else self._in_body(index)


def is_heading(text: Text) -> bool:
    """Whether a numbered or styled paragraph is a heading by itself, not a paragraph with a number."""
    plain = text.text.strip(" \t　")
    label = patterns.label_of(plain)
    styled = text.style.startswith(("heading", "标题")) or text.shape.outline is not None
    if styled and plain:
        return True
    alone = len(plain) <= _SHORT and plain[-1:] not in _ENDS_SENTENCE + "：:，" and "。" not in plain
    return label is not None and label.level <= 2 and alone


def is_red(color: str) -> bool:
    """Whether a colour is the red of official documents, more or less."""
    if not re.fullmatch("[0-9A-F]{6}", color):
        return False
    red, green, blue = (int(color[at : at + 2], 16) for at in (0, 2, 4))
    return red >= 0xB0 and green <= 0x50 and blue <= 0x50


def indent_of(text: Text) -> float:
    """The first-line indent in characters."""
    shape = text.shape
    if shape.first_chars:
        return shape.first_chars / 100
    return shape.first / max(text.look.size * 10, 1)
