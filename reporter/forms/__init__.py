"""How it is asked: the layout of a form, its workbook, sample answers."""
