"""What a folder of letters holds: as a table for the terminal, and whole as JSON."""

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from api.terminal import BOLD, RESET, printable
from sources.folder import FailedLetter, Reading
from sources.types import Letter

INDENT = "    "
HEADS = ("Bestand", "Blz.", "Soort", "Datum", "Nummers", "Titel")
"""The columns; the file is the first, the title the last and widest."""
WIDE = 120
"""Columns of the narrowest terminal in which each letter fits beside the heads; below, its title stands under it."""
WIDEST = 180
GAP = "  "
SHARES = (0.27, 0.04, 0.13, 0.09, 0.19)
"""What part of a wide terminal each column but the last may take at most; numbers and names run over lines."""
UNKNOWN = "–"


def format_reading(reading: Reading, *, width: int | None, colour: bool) -> str:
    """The letters with their warnings, then the files that could not be read; ends with a line break.

    :param width: columns of the terminal; None for a pipe, where each letter is on one line however long.
    :param colour: set file names and heads off with bold.
    """
    if width is not None and width < WIDE:
        lines = list(_stacked(reading.letters, width, colour=colour))
    else:
        lines = list(_table(reading.letters, width and min(width, WIDEST), colour=colour))
    lines += ["", *_wrapped(_counted(reading), width, "", "")]
    if reading.failures:
        lines += ["", "Niet gelezen:"]
        for failure in reading.failures:
            lines += _wrapped(named_failure(failure), width, "  ", "    ")
    return "\n".join(lines).lstrip("\n") + "\n"


def reading_json(reading: Reading) -> dict[str, Any]:
    """All that is known of the letters but for their text, in a fixed order: by id, facts as they were found."""
    return {
        "letters": [_letter_json(letter) for letter in reading.letters],
        "failures": [asdict(failure) for failure in reading.failures],
    }


def _letter_json(letter: Letter) -> dict[str, Any]:
    return {
        "letter_id": letter.letter_id,
        "source": letter.source,
        "sha256": letter.sha256,
        "pages": len(letter.pages),
        "paged": letter.paged,
        "ocr": letter.ocr,
        "kind": letter.kind,
        "title": letter.title,
        "kenmerken": list(letter.kenmerken),
        "kamerstukken": list(letter.kamerstukken),
        "date": letter.date,
        "sender": letter.sender,
        "signatories": [asdict(each) for each in letter.signatories],
        "addressee": letter.addressee,
        "askers": [asdict(each) for each in letter.askers],
        "ministry": letter.ministry,
        "cited": list(letter.cited),
        "warnings": list(letter.warnings),
        "facts": [asdict(each) for each in letter.facts],
    }


def _cells(letter: Letter) -> tuple[str, ...]:
    return tuple(
        printable(text)
        for text in (
            letter.source,
            str(len(letter.pages)) if letter.paged else UNKNOWN,
            letter.kind,
            letter.date or UNKNOWN,
            "; ".join(letter.numbers) or UNKNOWN,
            letter.title,
        )
    )


def _table(letters: Sequence[Letter], width: int | None, *, colour: bool) -> Iterator[str]:
    """A row for each letter, cells of several lines where the terminal asks for that, warnings below."""
    rows = [_cells(letter) for letter in letters]
    if not rows:
        return
    widths = [max(len(row[i]) for row in (HEADS, *rows)) for i in range(len(HEADS))]
    if width is not None:
        most = [max(len(head), int(width * share)) for head, share in zip(HEADS, SHARES, strict=False)]
        widths = [min(pair) for pair in zip(widths, most, strict=False)]
        widths.append(width - sum(widths) - len(GAP) * len(widths))
    yield _bold(_row(HEADS, widths), colour=colour)
    for letter, row in zip(letters, rows, strict=True):
        cells = [
            [cell] if width is None else textwrap.wrap(cell, column) or [""]
            for cell, column in zip(row, widths, strict=True)
        ]
        for i in range(max(map(len, cells))):
            yield _row([cell[i] if i < len(cell) else "" for cell in cells], widths)
        yield from _warnings(letter, width)


def _row(cells: Sequence[str], widths: Sequence[int]) -> str:
    """The cells beside each other, the count of pages to the right."""
    shown = [
        cell.rjust(width) if head == "Blz." else cell.ljust(width)
        for head, cell, width in zip(HEADS, cells, widths, strict=True)
    ]
    return GAP.join(shown).rstrip()


def _stacked(letters: Sequence[Letter], width: int, *, colour: bool) -> Iterator[str]:
    """For each letter its file, a line with the short facts, its numbers and its title, warnings below."""
    for letter in letters:
        source, _, kind, date, numbers, title = _cells(letter)
        for line in textwrap.wrap(source, width):
            yield _bold(line, colour=colour)
        short = [kind, date, _pages(len(letter.pages)) if letter.paged else "zonder pagina’s"]
        if numbers != UNKNOWN:
            short.append(numbers)
        yield from _wrapped(" · ".join(text for text in short if text != UNKNOWN), width, INDENT, INDENT)
        yield from _wrapped(title, width, INDENT, INDENT)
        yield from _warnings(letter, width)


def _warnings(letter: Letter, width: int | None) -> Iterator[str]:
    for warning in letter.warnings:
        yield from _wrapped(f"Let op: {printable(warning)}", width, INDENT, INDENT * 2)


def _wrapped(text: str, width: int | None, first: str, further: str) -> list[str]:
    if width is None:
        return [first + text]
    return textwrap.wrap(text, width, initial_indent=first, subsequent_indent=further)


def _counted(reading: Reading) -> str:
    count, pages = len(reading.letters), sum(len(letter.pages) for letter in reading.letters)
    failed = len(reading.failures)
    letters = f"{count} brief" if count == 1 else f"{count} brieven"
    files = "1 bestand" if failed == 1 else f"{failed} bestanden"
    return f"{letters}, {_pages(pages)}" + (f"; {files} niet gelezen." if failed else ".")


def _pages(count: int) -> str:
    return "1 pagina" if count == 1 else f"{count} pagina’s"


def named_failure(failure: FailedLetter) -> str:
    """The reason, which names the file."""
    named = failure.reason.startswith(failure.source)
    return printable(failure.reason if named else f"{failure.source}: {failure.reason}")


def _bold(text: str, *, colour: bool) -> str:
    return f"{BOLD}{text}{RESET}" if colour else text
