"""An answer as text for the terminal: passages with the answer set off, each with its source."""

import itertools
import textwrap
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TextIO

from api.schemas import AskResponse, CitationOut, PassageOut
from rag.cite import named_kamerstuk
from sources.types import SPAN_JOINER

INDENT = "   "
MAX_WIDTH = 100
"""Lines longer than this read badly, however wide the terminal."""

BOLD, RESET = "\x1b[1m", "\x1b[0m"
OPENING, CLOSING = "»", "«"
"""Around the answer where there is no bold."""
CELL_END = "|"
"""Between the cells of a table's row."""
NEAREST = "Wat er het dichtst bij komt (waarschijnlijk geen antwoord op de vraag):"
LEFT_OUT = "[…] "
"""Where the letter has text between two parts of a passage."""


@dataclass(frozen=True, slots=True)
class Character:
    """One character as shown; `text` may be empty, or have a mark beside it."""

    text: str
    bold: bool


def wants_colour(stream: TextIO, environ: Mapping[str, str]) -> bool:
    """Whether bold may be used: on a terminal, unless NO_COLOR is set (https://no-color.org)."""
    return stream.isatty() and not environ.get("NO_COLOR") and environ.get("TERM") != "dumb"


def format_answer(response: AskResponse, *, width: int, colour: bool) -> str:
    """The answer, or that there is none with what came closest; ends with a line break.

    :param width: columns of the terminal.
    :param colour: set the answer off with bold; otherwise with » and «.
    """
    width = min(width, MAX_WIDTH)
    lines: list[str] = []
    if response.answered:
        shown = response.passages
    else:
        lines += [*textwrap.wrap(response.message or "Niet gevonden in de brieven.", width), ""]
        shown = response.nearest
        if shown:
            lines += [NEAREST, ""]
    for passage in shown:
        lines += [*_passage_lines(passage, width=width, colour=colour), ""]
    return "\n".join(lines).rstrip("\n") + "\n"


def _passage_lines(passage: PassageOut, *, width: int, colour: bool) -> Iterator[str]:
    number = f"{passage.rank}."
    for line in _wrap(characters(passage, colour=colour), width - len(INDENT)):
        yield f"{number:<{len(INDENT)}}{_render(line)}"
        number = ""
    for source in _source_lines(passage.citation):
        yield INDENT + source


def _source_lines(citation: CitationOut) -> Iterator[str]:
    """The citation's label, and below it what the label leaves out."""
    yield "— " + printable(citation.label)
    yield "  " + printable(" · ".join(other_facts(citation)))


def other_facts(citation: CitationOut) -> list[str]:
    """What is known of the letter and not in the citation's label: its kind, numbers and sender."""
    facts = [citation.kind.capitalize()]
    if citation.kenmerk and citation.kenmerk not in citation.label:
        facts.append(f"kenmerk {citation.kenmerk}")
    if citation.kamerstuk and citation.kamerstuk not in citation.label:
        facts.append(named_kamerstuk(citation.kamerstuk))
    if citation.sender:
        facts.append(citation.sender)
    return facts


def characters(passage: PassageOut, *, colour: bool) -> list[Character]:
    """The characters of the passage; the answer is bold with colour, and stands between » and « without."""
    shown = [Character(char if char.isspace() else printable(char), bold=False) for char in laid_out(passage)]
    for highlight in passage.highlights:
        for at in range(highlight.start, highlight.end):
            first = OPENING if at == highlight.start and not colour else ""
            last = CLOSING if at == highlight.end - 1 and not colour else ""
            shown[at] = Character(first + shown[at].text + last, bold=colour)
    for gap in reversed(passage.gaps):
        shown[gap:gap] = [Character(char, bold=False) for char in left_out(passage, gap)]
    return shown


def _wrap(characters: Sequence[Character], width: int) -> Iterator[list[Character]]:
    """The characters in lines of at most `width`, unless one word is longer; each row of a table begins one."""
    for row in _rows(characters):
        yield from _wrap_row(row, width)


def _rows(characters: Sequence[Character]) -> Iterator[Sequence[Character]]:
    """The characters by line of the passage where it has cells, which a tab parts; else all of them."""
    if not any(character.text == "\t" for character in characters):
        yield characters
        return
    start = 0
    for i, character in enumerate(characters):
        if character.text == "\n":
            yield characters[start:i]
            start = i + 1
    yield characters[start:]


def _wrap_row(characters: Sequence[Character], width: int) -> Iterator[list[Character]]:
    line: list[Character] = []
    for word in _words(characters):
        if line and _length(line) + 1 + _length(word) > width:
            yield line
            line = []
        if line:
            line.append(Character(" ", bold=line[-1].bold and word[0].bold))
        line += word
    if line:
        yield line


def _words(characters: Sequence[Character]) -> Iterator[list[Character]]:
    word: list[Character] = []
    for character in characters:
        if character.text == "\t":
            if word:
                yield word
            word = []
            yield [Character(CELL_END, bold=False)]
        elif not character.text.isspace():
            word.append(character)
        elif word:
            yield word
            word = []
    if word:
        yield word


def _length(characters: Sequence[Character]) -> int:
    return sum(len(character.text) for character in characters)


def _render(line: Sequence[Character]) -> str:
    """The line with bold switched on and off; off again at its end, since a pager shows lines apart."""
    text = ""
    for bold, run in itertools.groupby(line, key=lambda character: character.bold):
        run_text = "".join(character.text for character in run)
        text += f"{BOLD}{run_text}{RESET}" if bold else run_text
    return text


def laid_out(passage: PassageOut) -> str:
    """The words of a passage, each row of a table on a line of its own; as long as its text, character for character.

    Where rows stand on two pages, or some between them are left out, the text has a space between them.
    """
    if "\t" not in passage.text:
        return passage.text
    text = list(passage.text)
    lengths = [span.end - span.start + len(SPAN_JOINER) for span in passage.citation.spans]
    for after in itertools.accumulate(lengths[:-1]):
        text[after - len(SPAN_JOINER)] = "\n"
    return "".join(text)


def left_out(passage: PassageOut, gap: int) -> str:
    """The sign for what the letter has more at one of the gaps of a passage, with the space that parts it."""
    if gap < len(passage.text):
        return LEFT_OUT
    return ("\n" if "\t" in passage.text else " ") + LEFT_OUT.rstrip()


def with_gaps(passage: PassageOut) -> str:
    """The words of a passage, with a sign where the letter has more."""
    text = laid_out(passage)
    for gap in reversed(passage.gaps):
        text = text[:gap] + left_out(passage, gap) + text[gap:]
    return text


def one_line(text: str) -> str:
    """`text` on one line, without control characters: a title must not be able to begin a line of its own."""
    return printable(" ".join(text.split()))


def printable(text: str) -> str:
    """`text` without control characters: a letter must not be able to steer the terminal. Lines become one."""
    spaced = "".join(" " if char in "\t\n\r" else char for char in text)
    return "".join(char for char in spaced if unicodedata.category(char) != "Cc")
