"""Spreadsheet-centred supervision reporting: forms out, returns in, bulletin written."""

__version__ = "0.1.0"
