"""Office files, which are zip archives: opened with an eye on bombs, passwords and files that are something else."""

import io
import zipfile
import zlib
from dataclasses import dataclass

from sources.errors import UnreadableLetterError
from sources.xml_tree import Element, parse_xml

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How the container begins that Word used up to 2003, and uses still for files with a password."""
_LOCKED = "EncryptedPackage".encode("utf-16-le")
"""The name in such a container of what a password protects."""
_MAX_TOTAL = 200_000_000
"""Bytes that all parts together may unpack to; the largest letter with pictures is a tenth of that."""
_MAX_PART = 60_000_000
"""Bytes of the largest part that is read; a thousand pages of text are about 20 million."""
_MAX_RATIO = 150
"""How many times larger than packed a part may be; the XML of long tables reaches about 50."""
_SMALL = 1_000_000
"""Bytes of a part that may have any ratio."""
_MAX_PARTS = 20_000
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError)
"""What Python's zipfile raises on a damaged archive."""


@dataclass(frozen=True, slots=True)
class Package:
    """The parts of an office file."""

    archive: zipfile.ZipFile
    source: str

    def read(self, part: str) -> bytes | None:
        """What the part holds, or None where there is no such part.

        :raises UnreadableLetterError: the part is damaged, or far too large.
        """
        try:
            info = self.archive.getinfo(part)
        except KeyError:
            return None
        if info.file_size > _MAX_PART or info.file_size > max(_SMALL, info.compress_size * _MAX_RATIO):
            raise UnreadableLetterError(_too_large(self.source, info.file_size))
        try:
            return self.archive.read(info)
        except _DAMAGED as exc:
            raise UnreadableLetterError(
                f"{self.source} is beschadigd ({part} is niet te lezen); haal het bestand opnieuw op."
            ) from exc

    def tree(self, part: str) -> Element | None:
        """The root of the XML that the part holds, or None where there is no such part.

        :raises UnreadableLetterError: the part is damaged, far too large, or no XML.
        """
        data = self.read(part)
        return None if data is None else parse_xml(data, f"{self.source} ({part})")


def open_package(data: bytes, source: str, kind: str) -> Package:
    """The parts of an office file.

    :param kind: what the file should be, for messages: "Word-bestand (.docx)".
    :raises UnreadableLetterError: the file is something else, damaged, has a password, or unpacks to far too much.
    """
    if data.startswith(_OLE):
        if _LOCKED in data:
            raise UnreadableLetterError(_locked(source))
        raise UnreadableLetterError(
            f"{source} is een oud Word-bestand (.doc); open het in een tekstverwerker en sla het op als .docx of PDF."
        )
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        parts = archive.infolist()
    except _DAMAGED as exc:
        raise UnreadableLetterError(
            f"{source} is beschadigd of geen {kind}; haal het bestand opnieuw op."
        ) from exc
    if any(part.flag_bits & 1 for part in parts):
        raise UnreadableLetterError(_locked(source))
    total = sum(part.file_size for part in parts)
    if total > _MAX_TOTAL or len(parts) > _MAX_PARTS:
        raise UnreadableLetterError(_too_large(source, total))
    return Package(archive, source)


def _locked(source: str) -> str:
    return f"{source} is met een wachtwoord beveiligd; sla het zonder wachtwoord op."


def _too_large(source: str, size: int) -> str:
    return (
        f"{source} pakt uit tot {max(1, size // 1_000_000)} MB, veel meer dan een brief nodig heeft; "
        "verwijder de afbeeldingen of maak er een PDF van."
    )
