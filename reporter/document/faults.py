"""What can go wrong beyond the text of a document. Apart from the code that does the work, so that the command line
knows it without loading that.
"""

from __future__ import annotations


class PdfError(RuntimeError):
    """LibreOffice did not make the PDF files; says why in Chinese."""
