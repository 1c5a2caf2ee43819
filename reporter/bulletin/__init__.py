"""What the documents say: shared pieces here, one folder for each document. No Word and no Excel in it."""
