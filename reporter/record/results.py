"""results.json, both ways (DESIGN 8)."""

from __future__ import annotations

import json

from reporter.record.codec import decode, encode
from reporter.record.model import Results


class BrokenRecord(ValueError):
    """A results file that cannot be read back; the text says in Chinese what is wrong."""


def dump_results(results: Results) -> bytes:
    """The bytes of results.json: UTF-8, sorted keys, decimals as strings."""
    text = json.dumps(encode(results), ensure_ascii=False, sort_keys=True, indent=1)
    return (text + "\n").encode("utf-8")


def load_results(data: bytes) -> Results:
    """The results that `dump_results` wrote; BrokenRecord when they are none."""
    try:
        return decode(Results, json.loads(data))
    except (ValueError, TypeError, KeyError, ArithmeticError, RecursionError) as error:
        raise BrokenRecord(f"results.json读不出来：{error}") from error
