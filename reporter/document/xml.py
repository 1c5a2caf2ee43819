"""Text as XML: escaped, and as the value of an attribute. `xml.sax.saxutils` has them too, with all of `urllib`."""

from __future__ import annotations


def escape(text: str) -> str:
    """`text` as the content of an element."""
    return text.replace("&", "&amp;").replace(">", "&gt;").replace("<", "&lt;")


def quoteattr(text: str) -> str:
    """`text` as the value of an attribute, in the quotes that it does not hold.

    >>> quoteattr('A "B"')
    '\'A "B"\''
    """
    value = escape(text).replace("\n", "&#10;").replace("\r", "&#13;").replace("\t", "&#9;")
    if '"' not in value:
        return f'"{value}"'
    return f"'{value}'" if "'" not in value else f'"{value.replace(chr(34), "&quot;")}"'
