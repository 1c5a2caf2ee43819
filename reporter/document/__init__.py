"""The craft of official documents: Markdown to blocks, blocks to Word and PDF. Knows no plan."""
