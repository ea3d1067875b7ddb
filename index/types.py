"""What the index holds: chunks."""

from dataclasses import dataclass

from sources.types import Span


@dataclass(frozen=True, slots=True)
class Chunk:
    """A stretch of one letter that is found as a whole.

    `sentences` is the half-open range of the letter's sentences that it holds (see `sources.sentences`); one
    longer than a chunk is held in part. `text` is the page text at `spans`. `context` is indexed with it and
    never shown: the letter's title, the section, the words that lead into a list, the sentence that a
    footnote hangs on, the column head and row label of a table's cell.
    """

    chunk_id: str
    letter_id: str
    sentences: tuple[int, int]
    spans: tuple[Span, ...]
    text: str
    context: str

    @property
    def indexed_text(self) -> str:
        """What is embedded: the context, then the text."""
        return f"{self.context}\n{self.text}" if self.context else self.text
