"""Any printed number walked back: its formula, the rows it counts, the cell that a bureau filled, the plan's words.

Nothing here reads a bulletin's content: each figure is computed anew from the results, by its origin alone.
"""
