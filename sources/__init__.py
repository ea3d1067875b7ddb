"""Reads letters: files become clean pages with blocks, footnotes and metadata. Start at `folder.read_folder`."""

from sources.folder import DEFAULT_LETTERS, FailedLetter, Reading, read_folder
from sources.types import Block, BlockKind, Letter, Page, Span

__all__ = [
    "DEFAULT_LETTERS",
    "Block",
    "BlockKind",
    "FailedLetter",
    "Letter",
    "Page",
    "Reading",
    "Span",
    "read_folder",
]
