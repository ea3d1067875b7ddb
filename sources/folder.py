"""Reads a folder of letters: every file is read, or listed with the reason why not."""

import errno
import hashlib
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from sources.errors import FolderError, UnreadableLetterError
from sources.metadata import SIDECAR, Details, make_letter, read_sidecar
from sources.readers import READERS
from sources.types import Letter

DEFAULT_LETTERS = Path(__file__).parent / "letters"
"""The five letters that come with the project."""

_PASSED_OVER = frozenset({".toml", ".md"})
"""Files that may lie beside letters and are none."""


_MAX_BYTES = 100_000_000
"""Size of the largest file that is read; a letter of a thousand scanned pages is smaller."""

_REASONS = {
    errno.ENOENT: "het verwijst naar een bestand dat er niet is",
    errno.EACCES: "er is geen toegang toe",
    errno.EPERM: "er is geen toegang toe",
    errno.EISDIR: "het is een map; zet de brieven zelf in de map",
    errno.ELOOP: "het verwijst in een kring naar zichzelf",
    errno.EIO: "de schijf geeft een leesfout",
}
"""Why a file cannot be opened, by the system's error number."""


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


def list_files(folder: Path) -> list[Path]:
    """Every file in `folder` and below that may be a letter, in a fixed order.

    :raises FolderError: the folder is missing or is not one.
    """
    if not folder.exists():
        raise FolderError(f"De map {folder} bestaat niet.")
    if not folder.is_dir():
        raise FolderError(f"{folder} is geen map; geef de map waarin de brieven staan.")
    shown = (
        path
        for path in folder.rglob("*")
        if not _is_hidden(path.relative_to(folder)) and _may_be_letter(path)
    )
    return sorted(path for path in shown if path.suffix.lower() not in _PASSED_OVER)


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def _may_be_letter(path: Path) -> bool:
    """Whether a letter may be expected at `path`: a file, or a link (to a file, a folder or nothing)."""
    return path.is_file() or (path.is_symlink() and (path.is_dir() or not path.exists()))


def read_folder(folder: Path, on_file: Callable[[Path], None] = lambda _: None) -> Reading:
    """The letters in `folder` and below.

    :param on_file: called with each file before it is read, for progress.
    :raises FolderError: the folder is missing, is not one, or holds no file that may be a letter.
    :raises LetterMetadataError: its `letters.toml` is wrong.
    """
    files = list_files(folder)
    if not files:
        allowed = ", ".join(sorted(READERS))
        raise FolderError(
            f"De map {folder} bevat geen brieven; zet er bestanden in met de uitgang {allowed}."
        )
    details = read_sidecar(folder)
    letters: dict[str, Letter] = {}
    failures: list[FailedLetter] = []
    for path in files:
        on_file(path)
        name = str(path.relative_to(folder))
        try:
            letter = read_letter(path, name, folder, details)
        except UnreadableLetterError as exc:
            failures.append(FailedLetter(printable(name), printable(str(exc))))
            continue
        other = letters.setdefault(letter.letter_id, letter)
        if other is not letter:
            reason = f"{name} heeft dezelfde naam als {other.source}; geef een van beide een andere naam."
            failures.append(FailedLetter(name, reason))
    failures += _unmatched(details, letters, failures)
    return Reading(tuple(letters[key] for key in sorted(letters)), tuple(failures))


def read_letter(path: Path, name: str, folder: Path, details: Mapping[str, Details]) -> Letter:
    """One letter.

    :param name: the file's name as it is shown, from `folder` on.
    :raises UnreadableLetterError: with the reason in Dutch.
    """
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        ending, allowed = path.suffix or "geen", ", ".join(sorted(READERS))
        raise UnreadableLetterError(
            f"{name}: bestanden met uitgang “{ending}” worden niet gelezen; wel {allowed}."
        )
    if printable(name) != name:
        raise UnreadableLetterError(
            f"{printable(name)}: de bestandsnaam bevat onleesbare tekens; geef het bestand een andere naam."
        )
    data = _bytes(path, name, folder)
    document = reader(data, name)
    if not any(document.pages):
        raise UnreadableLetterError(f"{name} bevat geen tekst.")
    letter_id = path.stem
    sha256 = hashlib.sha256(data).hexdigest()
    return make_letter(letter_id, name, sha256, document, details.get(letter_id, Details()))


def _bytes(path: Path, name: str, folder: Path) -> bytes:
    """What the file holds.

    :raises UnreadableLetterError: it cannot be opened, stands outside the folder, is empty or is far too large.
    """
    try:
        if not path.resolve(strict=True).is_relative_to(folder.resolve()):
            raise UnreadableLetterError(f"{name} verwijst naar een bestand buiten de map.")
        size = path.stat().st_size
        if size > _MAX_BYTES:
            raise UnreadableLetterError(
                f"{name} is te groot ({size // 1_000_000} MB); gelezen wordt tot {_MAX_BYTES // 1_000_000} MB."
            )
        data = path.read_bytes()
    except (OSError, RuntimeError) as exc:
        reason = _REASONS.get(getattr(exc, "errno", None) or errno.ELOOP) or str(exc)
        raise UnreadableLetterError(f"{name} kan niet worden geopend: {reason}.") from exc
    if not data:
        raise UnreadableLetterError(f"{name} is leeg (0 bytes).")
    return data


def printable(text: str) -> str:
    """The text with control characters and lone surrogates as `?`, safe to show anywhere."""
    return "".join("?" if unicodedata.category(c) in ("Cc", "Cs", "Cn") else c for c in text)


def _unmatched(
    details: Mapping[str, Details], letters: Mapping[str, Letter], failures: list[FailedLetter]
) -> Iterator[FailedLetter]:
    """Entries of `letters.toml` that no file answers to: a letter that someone expects and that is not there."""
    failed = {Path(failure.source).stem for failure in failures}
    for letter_id in details:
        if letter_id not in letters and letter_id not in failed:
            shown = printable(letter_id)
            yield FailedLetter(SIDECAR, f"{SIDECAR} noemt “{shown}”, maar die brief staat niet in de map.")
