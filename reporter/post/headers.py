"""Header lines of letters as Chinese mail programs really write them: raw GBK, encoded words anywhere, RFC 2231.

The standard parser of modern policy turns raw GBK bytes into replacement marks and leaves encoded words in quotes
as they are, so names are decoded here from the raw lines.
"""

from __future__ import annotations

import re
from base64 import b64decode
from binascii import Error as Base64Error
from collections.abc import Mapping
from quopri import decodestring
from urllib.parse import unquote_to_bytes

LONGEST = 20_000
"""Characters of a header that are looked at; a longer one is a bomb."""
_WORD = re.compile(r"=\?([^?*\s]{1,40})(?:\*[^?\s]{0,20})?\?([bBqQ])\?([^?]*)\?=")
_BETWEEN_WORDS = re.compile(r"(\?=)[ \t\r\n]+(?==\?)")
_FOLD = re.compile(r"\r?\n[ \t]+")
_EXTENDED = re.compile(r"([^*]+)\*(?:(\d{1,3})(\*?))?")
_GBK = frozenset(("gb2312", "gbk", "gb18030", "gb_2312-80", "cp936", "x-gbk", "hz-gb-2312"))
_CONTROLS = re.compile(r"[\x00-\x1f\x7f]")


def header_text(raw: str) -> str:
    """One line of readable text from a raw header, in which bytes that are no ASCII stand as surrogates."""
    line = _FOLD.sub(" ", guessed(raw[:LONGEST].encode("utf-8", "surrogateescape")))
    return _CONTROLS.sub("", _words(line)).strip()


def guessed(data: bytes) -> str:
    """Text of unknown charset: UTF-8 where it is that, else GBK."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("gb18030", errors="replace")


def decoded(data: bytes, charset: str) -> str:
    """`data` in the charset that its sender names, as far as that is one; GB2312 is read as the set that holds it."""
    name = charset.strip().strip("\"'").lower()
    try:
        return data.decode("gb18030" if name in _GBK else name or "ascii")
    except (UnicodeError, LookupError):
        return guessed(data)


def parameters(raw: str) -> Mapping[str, str]:
    """The parameters of a header such as Content-Disposition by lower-case name, readable.

    Where a plain and an extended one have the same name, the extended one counts.
    """
    line = _FOLD.sub(" ", guessed(raw[:LONGEST].encode("utf-8", "surrogateescape")))
    plain: dict[str, str] = {}
    pieces: dict[str, dict[int, tuple[str, bool]]] = {}
    for part in _parts(line)[1:]:
        name, sign, value = part.partition("=")
        if not sign:
            continue
        found = _EXTENDED.fullmatch(name.strip().lower())
        if found:
            base, number, coded = found.groups()
            pieces.setdefault(base, {}).setdefault(int(number or 0), (_unquoted(value), number is None or bool(coded)))
        else:
            plain.setdefault(name.strip().lower(), _CONTROLS.sub("", _words(_unquoted(value))))
    return plain | {name: _CONTROLS.sub("", _joined(found)) for name, found in pieces.items()}


def _parts(line: str) -> list[str]:
    """The line at its semicolons, those inside quotes apart."""
    parts, start, quoted, escaped = list[str](), 0, False, False
    for at, character in enumerate(line):
        if escaped:
            escaped = False
        elif character == "\\" and quoted:
            escaped = True
        elif character == '"':
            quoted = not quoted
        elif character == ";" and not quoted:
            parts.append(line[start:at])
            start = at + 1
    return [*parts, line[start:]]


def _unquoted(value: str) -> str:
    """A value without its quotes. Only quotes and backslashes are escaped: old programs write C:\\表.xlsx as it is."""
    text = value.strip()
    if len(text) >= 2 and text[0] == text[-1] == '"':
        return re.sub(r'\\(["\\])', r"\1", text[1:-1])
    return text.strip('"')


def _joined(pieces: Mapping[int, tuple[str, bool]]) -> str:
    """The pieces of an RFC 2231 value; the first names the charset of all."""
    charset, out = "", bytearray()
    for number in sorted(pieces):
        text, coded = pieces[number]
        if number == 0 and coded and text.count("'") >= 2:
            charset, _, text = text.split("'", 2)
        out += unquote_to_bytes(text) if coded else text.encode("utf-8")
    return _words(decoded(bytes(out), charset or "utf-8"))


def _words(text: str) -> str:
    """`text` with its encoded words read; the bytes of neighbours are joined first: some programs cut characters."""
    text, out, end = _BETWEEN_WORDS.sub(r"\1", text), list[str](), 0
    pending, charset = bytearray(), ""
    for found in _WORD.finditer(text):
        between = text[end : found.start()]
        if pending and (between or found[1].lower() != charset):
            out.append(decoded(bytes(pending), charset))
            pending.clear()
        out.append(between)
        charset, end = found[1].lower(), found.end()
        pending += _word_bytes(found[2], found[3])
    if pending:
        out.append(decoded(bytes(pending), charset))
    return "".join((*out, text[end:]))


def _word_bytes(kind: str, text: str) -> bytes:
    if kind in "qQ":
        return decodestring(text.encode("utf-8"), header=True)
    clean = re.sub(r"[^A-Za-z0-9+/]", "", text)
    try:
        return b64decode(clean + "=" * (-len(clean) % 4))
    except Base64Error:
        return b64decode(clean[: len(clean) // 4 * 4])
