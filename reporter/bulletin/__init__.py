"""What the documents say: typed content, its sentences, its workbooks. No Word and no Excel in it."""
