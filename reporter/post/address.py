"""One mail address as people type it: what is plainly meant is taken, everything else refused."""

from __future__ import annotations

import re
import unicodedata

from reporter.core.values import dataclass

_LOCAL = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_ADDRESS = re.compile(rf"{_LOCAL}@{_LABEL}(?:\.{_LABEL})+")
_LONGEST, _LONGEST_LOCAL = 254, 64
_NAMED = re.compile(r"[^<>]*<([^<>]*)>")
_SEPARATORS = re.compile("[,;、|]")
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")


class NoAddress(ValueError):
    """What was typed is no single address; `several` when it is a list of them."""

    def __init__(self, *, several: bool = False) -> None:
        super().__init__("no address")
        self.several = several


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """An address in ASCII; `mended` when full-width characters, spaces or a name around it were taken away."""

    text: str
    mended: bool = False


def read_address(typed: str) -> Address:
    """The one address in `typed`; NoAddress for none, for a list, and for anything with a line break in it.

    >>> read_address("ｚｈａｎｇ＠１６３．com ").text
    'zhang@163.com'
    """
    if re.search(r"[\r\n\x00-\x08\x0b-\x1f\x7f]", typed.strip(" \t\u3000")):
        raise NoAddress(several=len(typed.split()) > 1)
    plain = _INVISIBLE.sub("", unicodedata.normalize("NFKC", typed))
    parts = [part for part in (piece.strip() for piece in _SEPARATORS.split(plain)) if part]
    if len(parts) != 1:
        raise NoAddress(several=len(parts) > 1)
    named = _NAMED.fullmatch(parts[0])
    found = "".join((named.group(1) if named else parts[0]).split()).removeprefix("mailto:")
    if not is_address(found):
        raise NoAddress(several=len(re.findall(r"[^@]@[^@]", found)) > 1)
    return Address(text=found, mended=found != typed)


def is_address(text: str) -> bool:
    """Whether `text` can stand in an envelope as it is: ASCII, one address, no line break."""
    found = _ADDRESS.fullmatch(text)
    return bool(found) and len(text) <= _LONGEST and len(text.split("@")[0]) <= _LONGEST_LOCAL


def same_mailbox(address: str) -> str:
    """The form in which two spellings of one mailbox are equal (providers take no account of case)."""
    return address.casefold()
