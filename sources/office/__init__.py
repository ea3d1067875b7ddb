"""Reads office files: Word (`.docx`) and OpenDocument (`.odt`)."""
