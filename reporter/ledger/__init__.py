"""Whose figure counts: submissions merged into one ledger."""
