"""A register drafted from a plan's text: what is read, where from, and how sure the reading is. Pure.

text (lines to paragraphs) → outline (paragraphs to numbered nodes) → tasks (notes of responsibility) and promises
(figures in sentences) → bureaus (spellings to bodies) → same (one promise in several places) → assemble (a register).
"""
