"""Any document as plain passages with their place: text, Word, and what other programs turn into these."""
