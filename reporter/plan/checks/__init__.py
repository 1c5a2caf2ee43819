"""Rules that a register must keep, one small function each; `plan/check.py` holds their order."""
