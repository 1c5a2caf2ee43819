"""How far along: measures, states, ranking. Pure; no file, no clock."""
