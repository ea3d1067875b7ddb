"""The files of a folder: which may be letters, and what they hold, read once and whole."""

import errno
import hashlib
import os
import stat
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from sources.errors import FolderError, UnreadableLetterError

_PASSED_OVER = frozenset({".toml", ".md"})
"""Endings of files that may lie beside letters and are none."""
_NOT_ANYONES = frozenset({"thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r", "__macosx"})
"""Files and folders that a system makes by itself, in lower case."""
_LOCK = "~$"
"""How the file begins that Word keeps beside a document that is open."""

_MOST_BYTES = 100_000_000
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
_DIRECTIONS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Characters that turn text around: a name with one can look like another."""
_UNREADABLE = frozenset({"Cc", "Cs", "Cn", "Zl", "Zp"})


def list_files(folder: Path) -> list[Path]:
    """Every file in `folder` and below that may be a letter, in a fixed order.

    Whatever is there under a letter's name is: a link, and a pipe or a device too, which then cannot be read.

    :raises FolderError: the folder is missing or is not one.
    """
    if not folder.exists():
        raise FolderError(f"De map {folder} bestaat niet.")
    if not folder.is_dir():
        raise FolderError(f"{folder} is geen map; geef de map waarin de brieven staan.")
    try:
        os.scandir(folder).close()
    except OSError as exc:
        raise FolderError(f"De map {folder} kan niet worden gelezen: {_why(exc)}.") from exc
    return sorted(_walk(folder))


def _walk(folder: Path) -> Iterator[Path]:
    """What may be letters, and folders below that cannot be looked into."""
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        try:
            with os.scandir(here) as entries:
                found = [entry for entry in entries if not _is_systems(entry.name)]
        except OSError:
            yield here
            continue
        for entry in found:
            path = Path(entry.path)
            if entry.is_dir(follow_symlinks=False):
                waiting.append(path)
            elif path.suffix.lower() not in _PASSED_OVER:
                yield path


def _is_systems(name: str) -> bool:
    """Whether no person made the file or folder of this name to be read."""
    return name.startswith((".", _LOCK)) or name.lower() in _NOT_ANYONES


def read_bytes(path: Path, name: str, folder: Path) -> bytes:
    """What the file holds, read once; what anyone changes while it is read is refused.

    :param name: the file's name as it is shown.
    :raises UnreadableLetterError: it cannot be opened, stands outside the folder, is no file, is empty, is far too
        large, or changed.
    """
    try:
        real = path.resolve(strict=True)
        if not real.is_relative_to(folder.resolve()):
            raise UnreadableLetterError(f"{name} verwijst naar een bestand buiten de map.")
        if real.is_dir():
            os.scandir(real).close()
        _check(real.stat(), name)
        # Without waiting, should a pipe have come in its place since.
        with os.fdopen(os.open(real, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0)), "rb") as stream:
            before = os.fstat(stream.fileno())
            _check(before, name)
            data = stream.read(before.st_size + 1)
            after = os.fstat(stream.fileno())
    except (OSError, RuntimeError) as exc:
        reason = _why(exc)
        if isinstance(exc, FileNotFoundError) and not path.is_symlink():
            reason = "het is verdwenen"
        raise UnreadableLetterError(f"{name} kan niet worden geopend: {reason}.") from exc
    if len(data) != before.st_size or _state(before) != _state(after):
        raise UnreadableLetterError(
            f"{name} veranderde terwijl het werd gelezen; probeer het opnieuw als het bestand klaar is."
        )
    return data


def _why(exc: OSError | RuntimeError) -> str:
    """The reason of the system; a RuntimeError is a link that leads to itself, in Python before 3.13."""
    number = exc.errno if isinstance(exc, OSError) else errno.ELOOP
    return _REASONS.get(number or 0, f"het systeem geeft fout {number}")


def _check(status: os.stat_result, name: str) -> None:
    """Refuse what is no file, or one without content or with far too much."""
    if stat.S_ISDIR(status.st_mode):
        raise IsADirectoryError(errno.EISDIR, name)
    if not stat.S_ISREG(status.st_mode):
        raise UnreadableLetterError(f"{name} is geen gewoon bestand (een pijp of een apparaat).")
    size = status.st_size
    if size > _MOST_BYTES:
        raise UnreadableLetterError(
            f"{name} is te groot ({size // 1_000_000} MB); gelezen wordt tot {_MOST_BYTES // 1_000_000} MB."
        )
    if not size:
        raise UnreadableLetterError(f"{name} is leeg (0 bytes).")


def _state(status: os.stat_result) -> tuple[int, int, int]:
    return status.st_size, status.st_mtime_ns, status.st_ino


def fingerprint(path: Path) -> bytes:
    """What changes when the file does: a hash of what it holds; of what is not read, what is known without reading."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode) or status.st_size > _MOST_BYTES:
            return repr((stat.S_IFMT(status.st_mode), status.st_size)).encode()
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").digest()
    except (OSError, RuntimeError) as exc:
        return str(getattr(exc, "errno", None)).encode()


def printable(text: str) -> str:
    """The text with control characters, lone surrogates and characters that turn text around as `?`."""
    return "".join("?" if _is_unreadable(char) else char for char in text)


def _is_unreadable(char: str) -> bool:
    return unicodedata.category(char) in _UNREADABLE or char in _DIRECTIONS
