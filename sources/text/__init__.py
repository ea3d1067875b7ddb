"""Reads letters that were handed over as plain-text extracts of a PDF."""
