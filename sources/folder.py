"""Reads a folder of letters: every file is read, or listed with the reason why not."""

import hashlib
import os
import unicodedata
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from sources.document import Document
from sources.errors import FolderError, UnreadableLetterError
from sources.facts.metadata import make_letter
from sources.facts.sidecar import Details, problems, read_sidecars
from sources.files import list_files, printable, read_bytes
from sources.formats import NAMES, PICTURES, SAME, advice, true_ending
from sources.isolate import Refusal, call_each
from sources.readers import READERS
from sources.types import Letter
from sources.worker import Call

if TYPE_CHECKING:
    from sources.ocr import Tesseract

DEFAULT_LETTERS = Path(__file__).parent / "letters"
"""The five letters that come with the project."""

_WORKERS = min(2, os.cpu_count() or 1)
"""Files that are read at a time: two are twice as fast, more would take the memory of as many limits."""
_MB = 1_000_000
_SECONDS, _SECONDS_PER_MB, _MOST_SECONDS = 60, 120, 3600
"""Time that a file may take. A PDF of ten thousand pages of text is 7 MB and takes 100 seconds; machines and files
differ, so it gets ten times that. A small file cannot keep the rest waiting for long."""
_OCR_SECONDS, _OCR_SECONDS_PER_MB, _OCR_MOST_SECONDS = 600, 600, 6 * 3600
"""The same with OCR: an MB is 1 to 50 scanned pages, of 3 to 10 seconds each."""
_MEMORY, _MEMORY_PER_MB, _MOST_MEMORY = 1_500 * _MB, 200 * _MB, 4_000 * _MB
"""Bytes of memory that a file may take; that PDF of ten thousand pages takes 1700 MB."""
_MOST_CHARACTERS = 50 * _MB
"""Characters of the longest letter: ten thousand pages of small type."""


@dataclass(frozen=True, slots=True)
class FailedLetter:
    """A file that could not be read, with the reason in Dutch."""

    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What a folder held: the letters in order of id, and the files that could not be read."""

    letters: tuple[Letter, ...]
    failures: tuple[FailedLetter, ...]


def read_folder(
    folder: Path, on_file: Callable[[Path], None] = lambda _: None, *, ocr: bool = False
) -> Reading:
    """The letters in `folder` and below, each read in a process that may fail alone.

    :param on_file: called with each file in turn, for progress.
    :param ocr: whether to recognise the text of scans.
    :raises FolderError: the folder is missing, is not one, or holds no file that may be a letter.
    :raises LetterMetadataError: its `letters.toml` is wrong.
    :raises OcrError: Tesseract is not there, or cannot read Dutch.
    """
    files = list_files(folder)
    if not files:
        allowed = ", ".join(sorted(READERS))
        raise FolderError(
            f"De map {folder} bevat geen brieven; zet er bestanden in met de uitgang {allowed}."
        )
    sidecars = read_sidecars(folder)
    tesseract = _tesseract() if ocr else None
    letters: dict[str, Letter] = {}
    failures: list[FailedLetter] = []
    calls = [_call(path, folder, sidecars.of(path), tesseract) for path in files]
    with closing(call_each(calls, _WORKERS)) as outcomes:
        for path in files:
            on_file(path)
            name = _name(path, folder)
            match next(outcomes):
                case Refusal(reason):
                    failures.append(FailedLetter(printable(name), printable(reason)))
                case Letter() as letter:
                    other = letters.setdefault(letter.letter_id, letter)
                    if other is not letter:
                        failures.append(FailedLetter(name, _same_name(letter, other)))
    for name, reason in problems(sidecars, folder, files):
        failures.append(FailedLetter(printable(name), printable(reason)))
    return Reading(tuple(letters[key] for key in sorted(letters)), tuple(failures))


def _tesseract() -> "Tesseract":
    from sources.ocr import find_tesseract  # loads what only OCR needs

    return find_tesseract()


def _name(path: Path, folder: Path) -> str:
    """The file's name as it is shown, from `folder` on."""
    return str(path.relative_to(folder))


def _letter_id(path: Path) -> str:
    """The letter's name: the file's without its ending, accents written in one way whatever the disk does."""
    return unicodedata.normalize("NFC", path.stem)


def _same_name(letter: Letter, other: Letter) -> str:
    return f"{letter.source} heeft dezelfde naam als {other.source}; geef een van beide een andere naam."


def _call(path: Path, folder: Path, details: Sequence[Details], tesseract: "Tesseract | None") -> Call:
    """The reading of a file, with limits that grow with its size."""
    try:
        megabytes = path.stat().st_size / _MB
    except (OSError, RuntimeError):
        megabytes = 0
    seconds, per_mb, most = _SECONDS, _SECONDS_PER_MB, _MOST_SECONDS
    if tesseract:
        seconds, per_mb, most = _OCR_SECONDS, _OCR_SECONDS_PER_MB, _OCR_MOST_SECONDS
    return Call(
        name=printable(_name(path, folder)),
        function=read_letter,
        arguments=(path, _name(path, folder), folder, details, tesseract),
        seconds=min(seconds + per_mb * megabytes, most),
        memory=int(min(_MEMORY + _MEMORY_PER_MB * megabytes, _MOST_MEMORY)),
    )


def read_letter(
    path: Path, name: str, folder: Path, details: Sequence[Details], tesseract: "Tesseract | None" = None
) -> Letter:
    """One letter, read in this process.

    :param name: the file's name as it is shown, from `folder` on.
    :param tesseract: what recognises the text of scans; None leaves them unread.
    :raises UnreadableLetterError: with the reason in Dutch.
    """
    if printable(name) != name:
        raise UnreadableLetterError(
            f"{printable(name)}: de bestandsnaam bevat onleesbare tekens; geef het bestand een andere naam."
        )
    data = read_bytes(path, name, folder)
    document = _document(data, path.suffix.lower(), name, tesseract)
    if not any(document.pages):
        raise UnreadableLetterError(f"{name} bevat geen tekst.")
    letter = make_letter(_letter_id(path), name, hashlib.sha256(data).hexdigest(), document, details)
    if (length := sum(len(page.text) for page in letter.pages)) > _MOST_CHARACTERS:
        raise UnreadableLetterError(
            f"{name} bevat {length // _MB} miljoen tekens; gelezen wordt tot {_MOST_CHARACTERS // _MB} miljoen."
        )
    return letter


def _document(data: bytes, ending: str, name: str, tesseract: "Tesseract | None") -> Document:
    """What a file holds, read as what it is whatever its name says."""
    ending = SAME.get(ending, ending)
    found = true_ending(data, ending)
    if found in PICTURES and tesseract:
        from sources.ocr import read_picture

        return read_picture(data, name, tesseract)
    if ending not in READERS:
        raise UnreadableLetterError(_unknown(name, ending, found))
    if found is not None and found not in READERS:
        raise UnreadableLetterError(f"{name} is {NAMES[found]} en wordt niet gelezen{advice(found)}.")
    document = _read(data, found or ending, name, tesseract)
    if found is None or READERS[found] is READERS[ending]:
        return document
    warning = f"Het bestand heet {ending}, maar is {NAMES[found]} en is zo gelezen."
    return replace(document, warnings=(warning, *document.warnings))


def _unknown(name: str, ending: str, found: str | None) -> str:
    """Why a file with an ending that is not read is not."""
    if found is not None and found in READERS:
        return f"{name} is {NAMES[found]}; geef het de uitgang {found}, dan wordt het gelezen."
    if found is not None:
        return f"{name} is {NAMES[found]} en wordt niet gelezen{advice(found)}."
    allowed = ", ".join(sorted(READERS))
    return f"{name}: bestanden met uitgang “{ending or 'geen'}” worden niet gelezen; wel {allowed}."


def _read(data: bytes, ending: str, name: str, tesseract: "Tesseract | None") -> Document:
    reader = READERS[ending]
    if ending != ".pdf" or tesseract is None:
        return reader(data, name)
    from sources.ocr import read_scans

    try:
        document = reader(data, name)
    except UnreadableLetterError as exc:
        try:
            return read_scans(data, name, None, tesseract)
        except UnreadableLetterError:
            raise exc from None
    return document if all(document.pages) else read_scans(data, name, document, tesseract)
