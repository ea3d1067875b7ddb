"""The folder of letters as administration changes it: every step is one rename, so that a crash loses nothing."""

import json
import shutil
import tomllib
import unicodedata
from collections.abc import Mapping
from pathlib import Path

from api.admin.jobs import flush, unwritable
from index.build import remembered_folder
from index.snapshot import current_snapshot
from sources.errors import FolderError
from sources.facts.sidecar import ENDING, SIDECAR
from sources.files import list_files
from sources.folder import DEFAULT_LETTERS

_HALF = ".half-"
_HALF_COPY = f"{_HALF}meegeleverd"


def indexed_folder(index_dir: Path) -> Path:
    """The folder that the index is of; the letters that come with the project where it is of no other."""
    return remembered_folder(index_dir) or DEFAULT_LETTERS


def own_folder(index_dir: Path, letters: Path, shipped: Path = DEFAULT_LETTERS) -> Path:
    """The folder of letters that may be changed; the letters that come with the project are copied to one first.

    :param letters: where that is, as long as the index is of the letters that come with the project.
    :raises FolderError: the folder of the index is gone, or is where the letters come with the project.
    :raises JobError: the copy cannot be made.
    """
    if (folder := remembered_folder(index_dir)) is not None:
        if not folder.is_dir():
            raise FolderError(f"De map {folder} waarvan de index is gemaakt, is er niet meer.")
        return folder
    if is_shipped(letters, shipped):
        raise FolderError(
            f"{letters} hoort bij Briefwijzer en wordt niet gewijzigd; kies met BRIEFWIJZER_LETTERS een andere map."
        )
    try:
        letters.mkdir(parents=True, exist_ok=True)
        half = letters / _HALF_COPY
        # An empty folder may be there already, made for a service or a container.
        if current_snapshot(index_dir) is not None and (half.exists() or not any(letters.iterdir())):
            _copy_shipped(shipped, letters, half)
    except OSError as exc:
        raise unwritable(letters, exc) from exc
    return letters


def is_shipped(path: Path, shipped: Path = DEFAULT_LETTERS) -> bool:
    """Whether this is of the letters that come with the project, or their folder; these are never changed."""
    return path.resolve().is_relative_to(shipped.resolve())


def _copy_shipped(shipped: Path, letters: Path, half: Path) -> None:
    """Copy the letters, each with what is known of it in a file of its own, so that each can be removed by itself.

    :param half: a hidden folder among them, which is there until the copy is whole.
    """
    half.mkdir(exist_ok=True)
    table = tomllib.loads((shipped / SIDECAR).read_text(encoding="utf-8"))
    for path in list_files(shipped):
        shutil.copyfile(path, half / path.name)
        flush(half / path.name)
        if path.stem in table:
            write_details(half / f"{path.stem}{ENDING}", table[path.stem])
    for path in sorted(half.iterdir()):
        path.replace(letters / path.name)
    flush(letters)
    half.rmdir()
    flush(letters)


def write_details(path: Path, details: Mapping[str, object]) -> None:
    """Write what is known of a letter beside it, as TOML; a text of JSON is one of TOML."""
    lines = [
        f"{key} = {json.dumps(value, ensure_ascii=False, default=str)}\n" for key, value in details.items()
    ]
    path.write_text("".join(lines), encoding="utf-8")
    flush(path)


def letters_by_id(folder: Path) -> dict[str, Path]:
    """The files of the letters by the letters' names; of two with one name the first, as when they are read."""
    found: dict[str, Path] = {}
    for path in list_files(folder):
        found.setdefault(letter_id_of(path.name), path)
    return found


def letter_id_of(name: str) -> str:
    """The name of the letter in a file."""
    return unicodedata.normalize("NFC", Path(name).stem)


def beside(path: Path) -> Path | None:
    """The file with what is known of a letter; None where one of that name is the table of the whole folder."""
    own = path.with_name(f"{path.stem}{ENDING}")
    return None if own.name.lower() == SIDECAR else own


def with_beside(path: Path) -> tuple[Path, ...]:
    """The file with what is known of a letter, if there can be one, and then the letter's own."""
    own = beside(path)
    return (path,) if own is None else (own, path)


def move(source: Path, target: Path) -> None:
    """Move a file; it is whole at one of both places at any moment, and where it was moved already that stays so.

    :raises JobError: it cannot be moved.
    """
    if not source.exists() and not source.is_symlink():
        return
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            source.rename(target)
        except OSError:
            # Another disk: first a whole copy beside its place, under a name that is no letter's.
            half = target.with_name(f"{_HALF}{target.name}")
            shutil.copyfile(source, half, follow_symlinks=False)
            flush(half)
            half.rename(target)
            flush(target.parent)
            source.unlink()
        flush(target.parent)
        flush(source.parent)
    except OSError as exc:
        raise unwritable(Path(exc.filename or target).parent, exc) from exc
