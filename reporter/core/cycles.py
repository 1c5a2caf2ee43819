"""The search for reference cycles, put off while a great many values are made that live on."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_search_for_cycles() -> Iterator[None]:
    """For work that makes many small values which do not refer to each other in circles: the search finds nothing.

    What does lie in a circle is found by the first search after it, so that the work should be one file at a time.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
