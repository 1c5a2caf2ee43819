"""溯源.xlsx: every printed figure with its chain, every indicator with its cell, and the proof that all agree."""
