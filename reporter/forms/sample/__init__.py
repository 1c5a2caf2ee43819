"""Sample returns: forms filled believably around the pace, deterministic, marked 样例."""

from reporter.forms.sample.returns import SampleReturn, sample_returns

__all__ = ["SampleReturn", "sample_returns"]
