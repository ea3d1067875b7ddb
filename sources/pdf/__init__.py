"""Reads PDF files through pypdf: by what stands where on the page. Start at `reader.read_pdf`."""

from sources.pdf.reader import read_pdf

__all__ = ["read_pdf"]
