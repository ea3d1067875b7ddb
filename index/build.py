"""Makes the index of a folder of letters."""

import hashlib
import json
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass, replace
from itertools import count
from pathlib import Path

import numpy as np
from filelock import FileLock, Timeout

from index.analysis import Analyser, words_of
from index.chunks import chunk_letter
from index.dense import DenseIndex
from index.encoder import Encoder, Vectors, load_encoder
from index.lexical import LexicalIndex
from index.model_folder import model_fingerprint, model_folder
from index.settings import IndexSettings
from index.snapshot import (
    FORMAT,
    Texts,
    current_snapshot,
    embedding_settings,
    load_snapshot,
    read_manifest,
    read_texts,
    stored_tokens,
    stored_vectors,
)
from index.tokens import PassageTokens, TokenIndex
from index.version import code_fingerprint
from index.write import unwritable, write_snapshot
from sources.errors import FolderError, IndexBusyError, IndexStoreError
from sources.facts.sidecar import sidecar_files
from sources.files import fingerprint as fingerprint_of
from sources.files import list_files
from sources.folder import DEFAULT_LETTERS, FailedLetter, Reading, read_folder
from sources.sentences import letter_sentences, named_text
from sources.types import Letter

READING = "reading"
EMBEDDING = "embedding"
"""The stages of making an index that take time."""

Progress = Callable[[str, int, int], object]
"""Is told the stage, how much of it is done, and of how much: files that are read, texts that are embedded."""


def unwatched(_: str, __: int, ___: int) -> None:
    """Nobody asked how far it is."""


_FOLDER = "letters-folder"
"""The file in the index's folder that says which letters it is of."""
_OCR = "letters-ocr"
"""The file in the index's folder that is there where scans are read with OCR."""


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What was done; `warnings` are (letter id, Dutch sentence).

    `embedded` and `reused` count texts (of chunks and sentences, each once): those that the model read now,
    and those whose vectors were in the index before.
    """

    snapshot: str
    unchanged: bool
    letters: int
    pages: int
    chunks: int
    embedded: int
    reused: int
    failures: tuple[FailedLetter, ...]
    warnings: tuple[tuple[str, str], ...]
    seconds: float


def build_index(
    folder: Path,
    index_dir: Path,
    settings: IndexSettings,
    *,
    progress: Progress = unwatched,
    encoder_loader: Callable[[IndexSettings], Encoder] = load_encoder,
    fingerprint: str | None = None,
) -> BuildReport:
    """Make the index of the letters in `folder`, or find that it is up to date; the old one serves till then.

    Scans are read with OCR where the settings say so, or say nothing and it was so the last time.

    :param progress: told how far it is.
    :param fingerprint: that of the encoder, where it is not the model that the settings name.
    :raises FolderError: the folder is missing, or not one letter in it can be read.
    :raises LetterMetadataError: `letters.toml` is wrong.
    :raises OcrError: scans are to be read, and Tesseract is not there.
    :raises IndexBusyError: another process is making the index.
    :raises IndexStoreError: it cannot be written.
    :raises ModelError: the model cannot be loaded.
    """
    started = time.perf_counter()
    fingerprint = fingerprint or model_fingerprint(model_folder(settings), settings)
    ocr = remembered_ocr(index_dir) if settings.ocr is None else settings.ocr
    settings = replace(settings, ocr=ocr)
    key = _build_key(folder, settings, fingerprint)
    with _lock(index_dir):
        report = _up_to_date(index_dir, key, started)
        if report is not None:
            _remember(folder, index_dir, ocr=ocr)
            return report
        return _build(folder, index_dir, settings, key, encoder_loader, started, progress=progress)


def remembered_folder(index_dir: Path) -> Path | None:
    """The folder that the index was last made of, where that was not the one that comes with the project."""
    try:
        return Path(
            (index_dir / _FOLDER).read_text(encoding="utf-8", errors="surrogateescape").removesuffix("\n")
        )
    except OSError:
        return None


def remembered_ocr(index_dir: Path) -> bool:
    """Whether scans were read with OCR when the index was last made."""
    return (index_dir / _OCR).exists()


def _remember(folder: Path, index_dir: Path, *, ocr: bool) -> None:
    """Note the folder, so that renewing the index later takes the same letters and not the shipped ones.

    And whether scans were read, so that it does not drop them.
    """
    path = index_dir / _FOLDER
    try:
        if ocr:
            (index_dir / _OCR).touch()
        else:
            (index_dir / _OCR).unlink(missing_ok=True)
        if folder.resolve() == DEFAULT_LETTERS.resolve():
            path.unlink(missing_ok=True)
        else:
            path.write_text(f"{folder.resolve()}\n", encoding="utf-8", errors="surrogateescape")
    except OSError as exc:
        raise IndexStoreError(unwritable(index_dir, exc)) from exc


def _lock(index_dir: Path) -> AbstractContextManager[object]:
    """The lock on the index, held; it is given up with the process that holds it, however that ends."""
    try:
        index_dir.mkdir(parents=True, exist_ok=True)
        return FileLock(index_dir / ".lock", timeout=0).acquire()
    except Timeout as exc:
        raise IndexBusyError(
            f"Een ander proces maakt al een index in {index_dir}; wacht tot dat klaar is."
        ) from exc
    except OSError as exc:
        raise IndexStoreError(unwritable(index_dir, exc)) from exc


def _build_key(folder: Path, settings: IndexSettings, fingerprint: str) -> str:
    """A hash of all that an index depends on, so that nothing is read where nothing changed."""
    made_with = [FORMAT, code_fingerprint(), fingerprint, embedding_settings(settings), settings.ocr]
    digest = hashlib.sha256(json.dumps(made_with, sort_keys=True).encode())
    for path in [*list_files(folder), *sidecar_files(folder)]:
        digest.update(f"\0{path.relative_to(folder).as_posix()}\0".encode(errors="surrogateescape"))
        digest.update(fingerprint_of(path))
    return digest.hexdigest()


def _up_to_date(index_dir: Path, key: str, started: float) -> BuildReport | None:
    """A report that nothing needs doing, or None: the index is missing, stale or damaged."""
    try:
        name = current_snapshot(index_dir)
        if name is None or (manifest := read_manifest(index_dir, name)).build_key != key:
            return None
        texts = read_texts(index_dir, name, manifest)
        letters = load_snapshot(index_dir, name, manifest).letters
    except IndexStoreError:
        return None
    return BuildReport(
        snapshot=name,
        unchanged=True,
        letters=manifest.letters,
        pages=_count_pages(letters),
        chunks=manifest.chunks,
        embedded=0,
        reused=len({*texts.chunks, *texts.sentences}),
        failures=manifest.failures,
        warnings=_warnings(letters),
        seconds=time.perf_counter() - started,
    )


def _build(
    folder: Path,
    index_dir: Path,
    settings: IndexSettings,
    key: str,
    encoder_loader: Callable[[IndexSettings], Encoder],
    started: float,
    *,
    progress: Progress,
) -> BuildReport:
    ocr = bool(settings.ocr)
    reading = _read(folder, ocr=ocr, progress=progress)
    letters = reading.letters
    chunks = [chunk for letter in letters for chunk in chunk_letter(letter, settings)]
    sentences = [named_text(letter, s) for letter in letters for s in letter_sentences(letter)]
    indexed = [chunk.indexed_text for chunk in chunks]
    texts = Texts(tuple(map(_text_hash, indexed)), tuple(map(_text_hash, sentences)))
    chunk_texts = dict(zip(texts.chunks, indexed, strict=True))
    sentence_texts = dict(zip(texts.sentences, sentences, strict=True))
    encoder = encoder_loader(settings)
    made = _embed(encoder, index_dir, chunk_texts, sentence_texts, progress=progress)
    analyser = Analyser({word for chunk in chunks for word in words_of(chunk.text)})
    manifest = {
        "build_key": key,
        "settings": embedding_settings(settings),
        "model": encoder.name,
        "fingerprint": encoder.fingerprint,
        "dimension": encoder.dimension,
        "token_dimension": encoder.token_dimension,
        "letters": len(letters),
        "chunks": len(chunks),
        "sentences": len(sentences),
        "failures": [asdict(failure) for failure in reading.failures],
    }
    _remember(
        folder, index_dir, ocr=ocr
    )  # before the switch: a crash between the two must not bring other letters
    name = write_snapshot(
        index_dir,
        manifest,
        letters,
        chunks,
        DenseIndex.build(_stack(texts.chunks, made.vectors, encoder.dimension)),
        DenseIndex.build(_stack(texts.sentences, made.vectors, encoder.dimension)),
        LexicalIndex.build([analyser.terms(text) for text in indexed]),
        _token_index(texts.chunks, made.tokens, encoder.token_dimension),
        texts,
    )
    return BuildReport(
        snapshot=name,
        unchanged=False,
        letters=len(letters),
        pages=_count_pages(letters),
        chunks=len(chunks),
        embedded=made.new,
        reused=len({*chunk_texts, *sentence_texts}) - made.new,
        failures=reading.failures,
        warnings=_warnings(letters),
        seconds=time.perf_counter() - started,
    )


@dataclass(frozen=True, slots=True)
class _Embedded:
    """Vectors, and those of tokens, by the hash of their text; `new` counts the texts that had no vector yet."""

    vectors: dict[str, Vectors]
    tokens: dict[str, PassageTokens]
    new: int


def _embed(
    encoder: Encoder,
    index_dir: Path,
    chunks: Mapping[str, str],
    sentences: Mapping[str, str],
    *,
    progress: Progress,
) -> _Embedded:
    """The vectors of all texts, and of the tokens of chunks, taken from the index as it is where they are there.

    :param chunks: Texts by their hash, as `sentences`.
    """
    vectors, tokens = _known(index_dir, encoder.fingerprint)
    new = len({*chunks, *sentences} - vectors.keys())
    first = [name for name in chunks if encoder.token_dimension and name not in tokens]
    known = {*vectors, *first}
    rest = {name: text for name, text in {**chunks, **sentences}.items() if name not in known}
    done, total = 0, len(first) + len(rest)

    def on_batch(texts: int) -> None:
        nonlocal done
        done += texts
        progress(EMBEDDING, done, total)

    made, made_tokens = encoder.encode_with_tokens([chunks[name] for name in first], on_batch=on_batch)
    vectors.update(zip(first, made, strict=True))
    tokens.update(zip(first, made_tokens, strict=True))
    made = encoder.encode_passages(list(rest.values()), on_batch=on_batch)
    vectors.update(zip(rest, made, strict=True))
    return _Embedded(vectors, tokens, new)


def _read(folder: Path, *, ocr: bool, progress: Progress) -> Reading:
    files = list_files(folder)
    begun = count()

    def on_file(_: Path) -> None:
        progress(READING, next(begun), len(files))

    reading = read_folder(folder, on_file, ocr=ocr)
    progress(READING, len(files), len(files))
    if not reading.letters:
        reasons = "\n".join(f"  - {failure.reason}" for failure in reading.failures)
        raise FolderError(f"Geen van de bestanden in {folder} kon worden gelezen:\n{reasons}")
    return reading


def _known(index_dir: Path, fingerprint: str) -> tuple[dict[str, Vectors], dict[str, PassageTokens]]:
    """Vectors of the index as it is, and those of tokens, by the hash of their text, where the same model made it."""
    try:
        name = current_snapshot(index_dir)
        if name is None or (manifest := read_manifest(index_dir, name)).fingerprint != fingerprint:
            return {}, {}
        return stored_vectors(index_dir, name, manifest), stored_tokens(index_dir, name, manifest)
    except IndexStoreError:
        return {}, {}


def _text_hash(text: str) -> str:
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()[:32]


def _stack(hashes: Sequence[str], vectors: Mapping[str, Vectors], dimension: int) -> Vectors:
    """The vectors of the texts, shape (texts, dimension)."""
    return (
        np.stack([vectors[name] for name in hashes]) if hashes else np.zeros((0, dimension), dtype=np.float32)
    )


def _token_index(hashes: Sequence[str], tokens: Mapping[str, PassageTokens], dimension: int) -> TokenIndex:
    """The index of the tokens of the texts, none of any where the model makes no vectors of them."""
    none = np.zeros((0, dimension), dtype=np.int8)
    return TokenIndex.build([tokens[name] if dimension else none for name in hashes], dimension)


def _count_pages(letters: Sequence[Letter]) -> int:
    return sum(len(letter.pages) for letter in letters)


def _warnings(letters: Sequence[Letter]) -> tuple[tuple[str, str], ...]:
    return tuple((letter.letter_id, warning) for letter in letters for warning in letter.warnings)
