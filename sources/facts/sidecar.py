"""What lies beside letters to complete and correct them: `letters.toml` in a folder, `NAAM.toml` beside one letter.

`letters.toml` has a heading for each letter of its folder and the folders below, by the file's name without its ending;
`brief.toml` beside `brief.pdf` has the same keys without a heading. The nearest goes first: `brief.toml`, then
`letters.toml` of its own folder, then those of the folders above.
"""

import datetime as dt
import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from sources.errors import LetterMetadataError
from sources.facts.dates import is_iso

SIDECAR = "letters.toml"
"""The file in a folder that says what the texts of its letters do not."""
ENDING = ".toml"

_MAX_BYTES = 1_000_000
"""Size of the largest file that is read; what is known of a thousand letters is smaller."""
_SEVERAL = frozenset({"kenmerk", "kamerstuk", "signatories", "askers"})
"""Keys that may have a list of texts."""
_AT = re.compile(r"\(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)$")
_CAUSES = {
    "Expected '='": "er ontbreekt een =-teken tussen de sleutel en de waarde",
    "Invalid value": "de waarde klopt niet; zet tekst tussen aanhalingstekens",
    "Invalid initial character": "hier hoort een sleutel te staan",
    "Unterminated string": "het aanhalingsteken sluiten is vergeten",
    "Illegal character": "hier staat een teken dat niet mag; misschien is een aanhalingsteken vergeten",
    "Unescaped '\\'": "een \\ schrijft u als \\\\",
    "Unclosed array": "het haakje ] ontbreekt",
    "Expected ']'": "het haakje ] ontbreekt",
    "Expected newline": "na de waarde hoort een nieuwe regel te beginnen",
    "Cannot overwrite": "deze sleutel staat er al",
    "Cannot declare": "deze kop staat er al",
    "Invalid date": "deze datum bestaat niet",
}
"""Why a file is not TOML, by how the parser's message begins."""


@dataclass(frozen=True, slots=True)
class Details:
    """What one file, whose name is `file`, says of one letter; None and empty mean that it says nothing.

    Signatories are "F. Teeven, staatssecretaris van Veiligheid en Justitie", askers "Van Nispen (SP)".
    """

    title: str | None = None
    kind: str | None = None
    kenmerk: tuple[str, ...] = ()
    kamerstuk: tuple[str, ...] = ()
    date: str | None = None
    sender: str | None = None
    addressee: str | None = None
    ministry: str | None = None
    signatories: tuple[str, ...] = ()
    askers: tuple[str, ...] = ()
    file: str = field(default=SIDECAR, kw_only=True)


_KEYS = tuple(each.name for each in fields(Details) if each.name != "file")


@dataclass(frozen=True, slots=True)
class Sidecars:
    """What lies beside letters: `tables` by folder and letter id, `beside` by a letter's path without its ending.

    `failures` are the files beside one letter that are wrong, with the reason: that letter is read without them.
    """

    tables: Mapping[Path, Mapping[str, Details]]
    beside: Mapping[Path, Details]
    failures: Mapping[Path, str]

    def of(self, path: Path) -> tuple[Details, ...]:
        """What is said of the letter at `path`, the nearest first."""
        own = _without_ending(path)
        tables = [self.tables[folder] for folder in path.parents if folder in self.tables]
        found = [self.beside.get(own), *(table.get(own.name) for table in tables)]
        return tuple(details for details in found if details)


def _without_ending(path: Path) -> Path:
    """The path of a letter, or of the file beside it, by its name alone, accents written in one way."""
    return path.parent / unicodedata.normalize("NFC", path.stem)


def sidecar_files(folder: Path) -> list[Path]:
    """Every `letters.toml` and `NAAM.toml` in `folder` and below, in a fixed order; none that is hidden."""
    return sorted(
        path
        for path in folder.rglob("*")
        if path.suffix.lower() == ENDING
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
        and (path.is_file() or path.name == SIDECAR)
    )


def read_sidecars(folder: Path) -> Sidecars:
    """What lies beside the letters of `folder`.

    :raises LetterMetadataError: a `letters.toml` cannot be read, is not TOML, or has a key or a value that cannot be.
    """
    tables: dict[Path, dict[str, Details]] = {}
    beside: dict[Path, Details] = {}
    failures: dict[Path, str] = {}
    for path in sidecar_files(folder):
        name = path.relative_to(folder).as_posix()
        if path.name == SIDECAR:
            entries = _parse(path, name).items()
            tables[path.parent] = {
                unicodedata.normalize("NFC", letter_id): _of_heading(letter_id, entry, name)
                for letter_id, entry in entries
            }
            continue
        try:
            beside[_without_ending(path)] = _details(_parse(path, name), name, "")
        except LetterMetadataError as exc:
            failures[path] = str(exc)
    return Sidecars(tables, beside, failures)


def problems(sidecars: Sidecars, folder: Path, letters: Sequence[Path]) -> Iterator[tuple[str, str]]:
    """What is wrong beside the letters: the file that is wrong, or that speaks of a letter that is not there, and why.

    :param letters: every file that is a letter or should have been one.
    """
    for where, table in sidecars.tables.items():
        name = (where / SIDECAR).relative_to(folder).as_posix()
        known = {_without_ending(path).name for path in letters if where in path.parents}
        for letter_id in table:
            if letter_id not in known:
                yield name, f"{name} noemt “{letter_id}”, maar die brief staat niet in de map."
    known_paths = {_without_ending(path) for path in letters}
    for path, reason in sidecars.failures.items():
        there = _without_ending(path) in known_paths
        name = path.relative_to(folder).as_posix()
        yield name, f"{reason} De brief is zonder dit bestand gelezen." if there else reason
    for stem in sidecars.beside:
        if stem not in known_paths:
            name = f"{stem.relative_to(folder).as_posix()}{ENDING}"
            yield (
                name,
                f"{name} hoort bij geen brief: er staat geen ander bestand met de naam “{stem.name}” naast.",
            )


def _parse(path: Path, name: str) -> dict[str, object]:
    """The file's content.

    :raises LetterMetadataError: it cannot be read, or is not TOML.
    """
    try:
        if not path.is_file():
            raise LetterMetadataError(f"{name} kan niet worden gelezen: het is geen gewoon bestand.")
        if path.stat().st_size > _MAX_BYTES:
            raise LetterMetadataError(f"{name} is te groot; gelezen wordt tot {_MAX_BYTES // 1_000_000} MB.")
        data = path.read_bytes()
        return tomllib.loads(data.decode("utf-8-sig").replace("\r\n", "\n"))
    except OSError as exc:
        raise LetterMetadataError(f"{name} kan niet worden gelezen: {exc.strerror or exc}.") from exc
    except UnicodeDecodeError as exc:
        line = data[: exc.start].count(b"\n") + 1
        raise LetterMetadataError(
            f"{name} is geen geldig TOML-bestand: regel {line} is geen UTF-8; sla het bestand op als UTF-8."
        ) from exc
    except RecursionError as exc:
        raise LetterMetadataError(
            f"{name} is geen geldig TOML-bestand: er staan te veel haakjes in elkaar."
        ) from exc
    except tomllib.TOMLDecodeError as exc:
        raise LetterMetadataError(f"{name} is geen geldig TOML-bestand: {_in_dutch(str(exc))}.") from exc


def _in_dutch(message: str) -> str:
    """A TOML parser's message: where the error is, and its cause if it is a usual one."""
    at = _AT.search(message)
    where = "aan het einde van het bestand"
    if at and at["line"]:
        where = f"regel {at['line']}, teken {at['column']}"
    cause = next((dutch for start, dutch in _CAUSES.items() if message.startswith(start)), None)
    return f"{where}: {cause}" if cause else f"{where} klopt niet"


def _of_heading(letter_id: str, entry: object, name: str) -> Details:
    if not isinstance(entry, Mapping):
        raise LetterMetadataError(f"{name}: {letter_id} moet een kop zijn, zoals [{letter_id}].")
    return _details(entry, name, letter_id)


def _details(entry: Mapping[str, object], name: str, letter_id: str) -> Details:
    """The entry, checked.

    :param letter_id: the letter that it is about, empty where the file is about one.
    :raises LetterMetadataError: it has a key or a value that cannot be.
    """
    by, of = (f" bij {letter_id}", f" van {letter_id}") if letter_id else ("", "")
    values: dict[str, str | tuple[str, ...]] = {}
    for key, value in entry.items():
        if key not in _KEYS:
            raise LetterMetadataError(
                f"{name}: onbekende sleutel “{key}”{by}; toegestaan: {', '.join(_KEYS)}."
            )
        if key == "date" and isinstance(value, dt.date) and not isinstance(value, dt.datetime):
            values[key] = value.isoformat()
            continue
        texts: list[Any] = value if key in _SEVERAL and isinstance(value, list) else [value]
        if not all(isinstance(text, str) and text.strip() for text in texts):
            lists = ", of een lijst daarvan tussen [ en ]" if key in _SEVERAL else ""
            raise LetterMetadataError(
                f"{name}: {key}{of} moet tekst tussen aanhalingstekens zijn{lists}, niet {_shown(value)}."
            )
        if key == "date" and not is_iso(str(value).strip()):
            raise LetterMetadataError(
                f"{name}: date{of} moet 2024, 2024-01 of 2024-01-19 zijn, niet {_shown(value)}."
            )
        clean = tuple(" ".join(text.split()) for text in texts)
        values[key] = clean if key in _SEVERAL else clean[0]
    return Details(**values, file=name)  # type: ignore[arg-type]


def _shown(value: object) -> str:
    """A value as an administrator wrote it."""
    match value:
        case str():
            return f"“{value}”"
        case bool():
            return "true" if value else "false"
        case dt.date() | dt.time():
            return value.isoformat()
        case list():
            return f"[{', '.join(map(_shown, value))}]"
        case dict():
            return "een kop met sleutels"
        case _:
            return str(value)
