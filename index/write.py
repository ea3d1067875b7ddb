"""Writes snapshots: a reader never sees half of one, and a crash at any moment leaves the old one serving.

A snapshot is written under a temporary name, flushed to the disk, renamed, and only then pointed at. Whoever
calls this holds the lock on the index, so that there is one writer.
"""

import errno
import hashlib
import json
import os
import shutil
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from index.dense import DenseIndex
from index.lexical import LexicalIndex
from index.snapshot import (
    CHUNK_VECTORS,
    CHUNKS,
    CHUNKS_TYPE,
    FORMAT,
    LETTERS,
    LETTERS_TYPE,
    LEXICAL,
    MANIFEST,
    POINTER,
    SENTENCE_VECTORS,
    SNAPSHOTS,
    TEXTS,
    TEXTS_TYPE,
    TOKENS,
    Texts,
    current_snapshot,
    snapshot_name,
)
from index.tokens import TokenIndex
from index.types import Chunk
from index.version import code_fingerprint
from sources.errors import IndexDamagedError, IndexStoreError
from sources.types import Letter

_TEMPORARY = ".new"
_ASIDE = ".damaged"
"""Where a damaged snapshot goes that has the name of the one to be written."""

_NO_SPACE = frozenset({errno.ENOSPC, errno.EDQUOT})
_NO_RIGHT = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
_NO_FOLDER = frozenset({errno.EEXIST, errno.ENOTDIR})


def write_snapshot(
    index_dir: Path,
    manifest: Mapping[str, object],
    letters: Sequence[Letter],
    chunks: Sequence[Chunk],
    chunk_vectors: DenseIndex,
    sentence_vectors: DenseIndex,
    lexical: LexicalIndex,
    tokens: TokenIndex,
    texts: Texts,
) -> str:
    """Write a snapshot, point at it, and remove all others but the one before: readers may be opening it.

    :param manifest: the fields of `Manifest` but for `format`, `code` and `files`.
    :return: its name.
    :raises IndexStoreError: it cannot be written; the old one serves on.
    """
    temporary = index_dir / SNAPSHOTS / _TEMPORARY
    try:
        shutil.rmtree(temporary, ignore_errors=True)
        temporary.mkdir(parents=True)
        (temporary / LETTERS).write_bytes(LETTERS_TYPE.dump_json(tuple(letters)))
        (temporary / CHUNKS).write_bytes(CHUNKS_TYPE.dump_json(tuple(chunks)))
        (temporary / TEXTS).write_bytes(TEXTS_TYPE.dump_json(texts))
        (temporary / CHUNK_VECTORS).write_bytes(chunk_vectors.to_bytes())
        (temporary / SENTENCE_VECTORS).write_bytes(sentence_vectors.to_bytes())
        lexical.save(temporary / LEXICAL)
        tokens.save(temporary / TOKENS)
        name = _finish(temporary, manifest)
        before = _pointed(index_dir)
        _put(temporary, temporary.with_name(name))
        _point(index_dir, name)
    except OSError as exc:
        raise IndexStoreError(unwritable(index_dir, exc)) from exc
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
    with suppress(OSError):
        _tidy(index_dir, {name, before})
    return name


def unwritable(index_dir: Path, error: OSError) -> str:
    """Why the index cannot be written, and what to do."""
    elsewhere = "geef een andere map op met --index of BRIEFWIJZER_INDEX"
    if error.errno in _NO_SPACE:
        reason = "de schijf is vol; maak ruimte en probeer het opnieuw"
    elif error.errno in _NO_RIGHT:
        reason = f"geen schrijfrecht; {elsewhere}"
    elif error.errno in _NO_FOLDER:
        reason = f"op die plaats staat een bestand; {elsewhere}"
    else:
        reason = str(error.strerror or error)
    return f"De index in {index_dir} kan niet worden geschreven: {reason}."


def _finish(temporary: Path, manifest: Mapping[str, object]) -> str:
    """Write the manifest, flush all to the disk, and give the snapshot's name: a hash of its content."""
    paths = sorted(path for path in temporary.rglob("*") if path.is_file())
    files = {path.relative_to(temporary).as_posix(): _checksum(path) for path in paths}
    content = json.dumps(
        {"format": FORMAT, "code": code_fingerprint(), **manifest, "files": files},
        ensure_ascii=False,
        indent=1,
        sort_keys=True,
    ).encode()
    (temporary / MANIFEST).write_bytes(content)
    for path in (*temporary.rglob("*"), temporary):
        _flush(path)
    return snapshot_name(content)


def _put(temporary: Path, final: Path) -> None:
    """Give the new snapshot its name; where the same one stands already and is whole, that one stays."""
    if final.exists():
        if _same(temporary, final):
            return
        aside = final.with_name(_ASIDE)
        shutil.rmtree(aside, ignore_errors=True)
        final.rename(aside)
    temporary.rename(final)
    _flush(final.parent)


def _same(one: Path, other: Path) -> bool:
    """Whether two folders hold the same files."""
    try:
        return all(
            path.read_bytes() == (other / path.relative_to(one)).read_bytes()
            for path in one.rglob("*")
            if path.is_file()
        )
    except OSError:
        return False


def _pointed(index_dir: Path) -> str | None:
    try:
        return current_snapshot(index_dir)
    except IndexDamagedError:
        return None


def _point(index_dir: Path, name: str) -> None:
    pointer = index_dir / f".{POINTER}"
    pointer.write_text(f"{name}\n", encoding="utf-8")
    _flush(pointer)
    pointer.replace(index_dir / POINTER)
    _flush(index_dir)


def _tidy(index_dir: Path, kept: set[str | None]) -> None:
    """Remove all other snapshots, and what a crash left behind."""
    for path in (index_dir / SNAPSHOTS).iterdir():
        if path.name not in kept:
            shutil.rmtree(path, ignore_errors=True)


def _checksum(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
