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


def indexed_folder(index_dir: Path) -> Path:
    """The folder that the index is of; the letters that come with the project where it is of no other."""
    return remembered_folder(index_dir) or DEFAULT_LETTERS


def own_folder(index_dir: Path, letters: Path, shipped: Path = DEFAULT_LETTERS) -> Path:
    """The folder of letters that may be changed; the letters that come with the project are copied to one first.

    :param letters: where that is, as long as the index is of the letters that come with the project.
    :raises FolderError: the folder of the index is gone.
    :raises JobError: the copy cannot be made.
    """
    if (folder := remembered_folder(index_dir)) is not None:
        if not folder.is_dir():
            raise FolderError(f"De map {folder} waarvan de index is gemaakt, is er niet meer.")
        return folder
    if not letters.exists():
        try:
            if current_snapshot(index_dir) is None:
                letters.mkdir(parents=True)
            else:
                _copy_shipped(shipped, letters)
        except OSError as exc:
            raise unwritable(letters, exc) from exc
    return letters


def _copy_shipped(shipped: Path, letters: Path) -> None:
    """Copy the letters, each with what is known of it in a file of its own, so that each can be removed by itself."""
    half = letters.with_name(f"{_HALF}{letters.name}")
    shutil.rmtree(half, ignore_errors=True)
    half.mkdir(parents=True)
    table = tomllib.loads((shipped / SIDECAR).read_text(encoding="utf-8"))
    for path in list_files(shipped):
        shutil.copyfile(path, half / path.name)
        flush(half / path.name)
        if path.stem in table:
            write_details(half / f"{path.stem}{ENDING}", table[path.stem])
    flush(half)
    half.rename(letters)
    flush(letters.parent)


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


def beside(path: Path) -> Path:
    """The file with what is known of a letter."""
    return path.with_name(f"{path.stem}{ENDING}")


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
        raise unwritable(target.parent, exc) from exc
