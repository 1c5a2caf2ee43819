"""更正通报: what was wrong in an issued circular, what follows, and where it stands."""
