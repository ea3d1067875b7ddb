"""The index on disk: an immutable folder for each state, and a pointer file that names the current one.

    INDEX/
      current                       the name of the current snapshot
      snapshots/NAME/
        manifest.json               format, code, build key, settings, model, counts, checksum of each file
        letters.json  chunks.json   the letters with their pages, and the chunks
        texts.json                  a hash of each text that was embedded: what vectors are found again by
        chunks.faiss  sentences.faiss
      tokens/                       the vectors of the chunks' tokens
        lexical/                    BM25

This file reads it; `index.write` writes it. NAME is a hash of the manifest, and so of all content.
"""

import hashlib
import json
import threading
from dataclasses import asdict, dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from index.dense import DenseIndex
from index.encoder import Vectors
from index.lexical import LexicalIndex
from index.settings import IndexSettings
from index.tokens import PassageTokens, TokenIndex
from index.types import Chunk
from index.version import code_fingerprint
from sources.errors import IndexDamagedError, IndexMismatchError, IndexMissingError, IndexStoreError
from sources.folder import FailedLetter
from sources.types import Letter

FORMAT = 2
"""Version of the layout on disk."""

POINTER = "current"
SNAPSHOTS = "snapshots"
MANIFEST = "manifest.json"
LETTERS = "letters.json"
CHUNKS = "chunks.json"
TEXTS = "texts.json"
CHUNK_VECTORS = "chunks.faiss"
SENTENCE_VECTORS = "sentences.faiss"
LEXICAL = "lexical"
TOKENS = "tokens"

_ONE_AT_A_TIME = threading.Lock()
"""numpy reads the head of a file with CPython's own parser, which now and then fails in several threads at once
("AST constructor recursion depth mismatch", python/cpython#106905)."""
_OPENING_TRIES = 3
"""A snapshot that is removed while it is being opened has a successor; that one is opened then."""
_REBUILD = "maak de index opnieuw met: briefwijzer index"

LETTERS_TYPE = TypeAdapter(tuple[Letter, ...])
CHUNKS_TYPE = TypeAdapter(tuple[Chunk, ...])


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a snapshot was made of and holds; `files` has the SHA-256 of each other file."""

    format: int
    code: str
    build_key: str
    settings: dict[str, object]
    model: str
    fingerprint: str
    dimension: int
    token_dimension: int
    letters: int
    chunks: int
    sentences: int
    failures: tuple[FailedLetter, ...]
    files: dict[str, str]


@dataclass(frozen=True, slots=True)
class Texts:
    """Hashes of the embedded texts, in the order of the rows of the vectors."""

    chunks: tuple[str, ...]
    sentences: tuple[str, ...]


_MANIFEST_TYPE = TypeAdapter(Manifest)
TEXTS_TYPE = TypeAdapter(Texts)


@dataclass(frozen=True, slots=True)
class IndexInfo:
    """What an answer says of the index that it came from."""

    snapshot: str
    model: str
    letters: int
    chunks: int
    failures: tuple[FailedLetter, ...]
    made: float = 0.0
    """When it was made, in seconds since 1970."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """An index in memory, but for `tokens`. Row i of `chunk_vectors`, `lexical` and `tokens` is `chunks[i]`.

    Rows of `sentence_vectors` are the sentences of all letters in the order of `letters`.
    """

    name: str
    manifest: Manifest
    letters: tuple[Letter, ...]
    chunks: tuple[Chunk, ...]
    chunk_vectors: DenseIndex
    sentence_vectors: DenseIndex
    lexical: LexicalIndex
    tokens: TokenIndex
    made: float = 0.0

    @property
    def info(self) -> IndexInfo:
        """What an answer says of this index."""
        m = self.manifest
        return IndexInfo(self.name, m.model, m.letters, m.chunks, m.failures, self.made)


def current_snapshot(index_dir: Path) -> str | None:
    """The name in the pointer file, or None where there is no index.

    :raises IndexDamagedError: the pointer file cannot be read, or holds no name.
    """
    try:
        name = (index_dir / POINTER).read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as exc:
        raise IndexDamagedError(f"Het bestand {index_dir / POINTER} is onleesbaar; {_REBUILD}") from exc
    if not (name.isascii() and name.isalnum()):
        raise IndexDamagedError(f"Het bestand {index_dir / POINTER} noemt geen index; {_REBUILD}")
    return name


def embedding_settings(settings: IndexSettings) -> dict[str, object]:
    """The settings that an index must share with who uses it; of the model its fingerprint tells."""
    return {name: value for name, value in asdict(settings).items() if name not in ("model", "ocr")}


def open_snapshot(index_dir: Path, settings: IndexSettings, fingerprint: str) -> Snapshot:
    """The current snapshot, whole and checked, in memory.

    :param fingerprint: that of the encoder that will be used with it.
    :raises IndexMissingError: there is no index yet.
    :raises IndexMismatchError: it was made with another model, other settings, or by another version.
    :raises IndexDamagedError: a file is missing or altered, or the parts do not agree.
    """
    with _ONE_AT_A_TIME:
        return _open_snapshot(index_dir, settings, fingerprint)


def _open_snapshot(index_dir: Path, settings: IndexSettings, fingerprint: str) -> Snapshot:
    tries = 0
    while True:
        name = current_snapshot(index_dir)
        if name is None:
            raise IndexMissingError(f"In {index_dir} staat nog geen index; maak hem met: briefwijzer index")
        tries += 1
        try:
            manifest = read_manifest(index_dir, name)
            _check_match(index_dir, manifest, settings, fingerprint)
            return load_snapshot(index_dir, name, manifest)
        except IndexStoreError:
            if tries == _OPENING_TRIES or current_snapshot(index_dir) == name:
                raise


def _check_match(index_dir: Path, manifest: Manifest, settings: IndexSettings, fingerprint: str) -> None:
    """Refuse an index that was made otherwise than it would be used."""
    if manifest.code != code_fingerprint():
        raise IndexMismatchError(
            f"De index in {index_dir} is gemaakt met een andere versie van Briefwijzer; {_REBUILD}"
        )
    wanted = embedding_settings(settings)
    if changed := [name for name in wanted if manifest.settings.get(name) != wanted[name]]:
        names = ", ".join(changed)
        raise IndexMismatchError(
            f"De index in {index_dir} is gemaakt met andere instellingen ({names}); {_REBUILD}"
        )
    if manifest.fingerprint != fingerprint:
        raise IndexMismatchError(
            f"De index in {index_dir} is gemaakt met een ander taalmodel ({manifest.model}); {_REBUILD}"
        )


def read_manifest(index_dir: Path, name: str) -> Manifest:
    """The manifest of a snapshot.

    :raises IndexDamagedError: it is missing or is no manifest.
    :raises IndexMismatchError: it has another format.
    """
    path = index_dir / SNAPSHOTS / name / MANIFEST
    damaged = f"De index in {index_dir} is beschadigd ({MANIFEST} ontbreekt of klopt niet); {_REBUILD}"
    try:
        content = path.read_bytes()
        data = json.loads(content)
        if isinstance(data, dict) and data.get("format") != FORMAT:
            raise IndexMismatchError(
                f"De index in {index_dir} heeft vorm {data.get('format')}, nodig is {FORMAT}; {_REBUILD}"
            )
        manifest = _MANIFEST_TYPE.validate_python(data)
    except (OSError, ValueError) as exc:
        raise IndexDamagedError(damaged) from exc
    if snapshot_name(content) != name:
        raise IndexDamagedError(damaged)
    return manifest


def snapshot_name(manifest: bytes) -> str:
    """The name of the snapshot with this manifest: a hash of it, and so of every file."""
    return hashlib.sha256(manifest).hexdigest()[:16]


def load_snapshot(index_dir: Path, name: str, manifest: Manifest) -> Snapshot:
    """A snapshot by name, its files checked against the manifest.

    :raises IndexDamagedError: a file is missing or altered, or the parts do not agree.
    """
    folder = index_dir / SNAPSHOTS / name
    for file in manifest.files:
        if file.startswith((f"{LEXICAL}/", f"{TOKENS}/")):
            _checked(folder, manifest, file)
    try:
        snapshot = Snapshot(
            name=name,
            manifest=manifest,
            letters=LETTERS_TYPE.validate_json(_checked(folder, manifest, LETTERS)),
            chunks=CHUNKS_TYPE.validate_json(_checked(folder, manifest, CHUNKS)),
            chunk_vectors=DenseIndex.from_bytes(_checked(folder, manifest, CHUNK_VECTORS)),
            sentence_vectors=DenseIndex.from_bytes(_checked(folder, manifest, SENTENCE_VECTORS)),
            lexical=LexicalIndex.load(folder / LEXICAL),
            tokens=TokenIndex.load(folder / TOKENS),
            made=(folder / MANIFEST).stat().st_mtime,
        )
    except ValidationError as exc:
        raise IndexDamagedError(f"De index in {index_dir} is beschadigd; {_REBUILD}") from exc
    _check_counts(index_dir, snapshot)
    return snapshot


def _check_counts(index_dir: Path, snapshot: Snapshot) -> None:
    """Refuse a snapshot whose parts do not agree."""
    manifest, vectors, sentences = snapshot.manifest, snapshot.chunk_vectors, snapshot.sentence_vectors
    counts = {
        "brieven": (len(snapshot.letters), manifest.letters),
        "stukken": (len(snapshot.chunks), manifest.chunks),
        "vectoren": (vectors.count, manifest.chunks),
        "stukken in de woordenindex": (snapshot.lexical.count, manifest.chunks),
        "zinsvectoren": (sentences.count, manifest.sentences),
        "stukken met woorddelen": (snapshot.tokens.count, manifest.chunks),
        "getallen per woorddeel": (snapshot.tokens.dimension, manifest.token_dimension),
        "getallen per vector": (vectors.dimension, manifest.dimension),
        "getallen per zinsvector": (sentences.dimension, manifest.dimension),
    }
    for what, (found, wanted) in counts.items():
        if found != wanted:
            raise IndexDamagedError(
                f"De index in {index_dir} heeft {found} {what}, maar dat moeten er {wanted} zijn; {_REBUILD}"
            )


def stored_vectors(index_dir: Path, name: str, manifest: Manifest) -> dict[str, Vectors]:
    """The vectors of a snapshot by the hash of the text that each was made of.

    :raises IndexDamagedError: a file is missing or altered, or the parts do not agree.
    """
    folder = index_dir / SNAPSHOTS / name
    texts = read_texts(index_dir, name, manifest)
    vectors: dict[str, Vectors] = {}
    for hashes, file in ((texts.chunks, CHUNK_VECTORS), (texts.sentences, SENTENCE_VECTORS)):
        index = DenseIndex.from_bytes(_checked(folder, manifest, file))
        if index.count != len(hashes):
            raise IndexDamagedError(
                f"De index in {index_dir} heeft {index.count} vectoren voor {len(hashes)} teksten; {_REBUILD}"
            )
        vectors.update(zip(hashes, index.vectors(range(index.count)), strict=True))
    return vectors


def stored_tokens(index_dir: Path, name: str, manifest: Manifest) -> dict[str, PassageTokens]:
    """The tokens of a snapshot's chunks by the hash of the text that they are of.

    :raises IndexDamagedError: a file is missing or altered, or the parts do not agree.
    """
    folder = index_dir / SNAPSHOTS / name
    for file in manifest.files:
        if file.startswith(f"{TOKENS}/"):
            _checked(folder, manifest, file)
    hashes, tokens = read_texts(index_dir, name, manifest).chunks, TokenIndex.load(folder / TOKENS)
    if tokens.count != len(hashes):
        raise IndexDamagedError(
            f"De index in {index_dir} heeft woorddelen van {tokens.count} van {len(hashes)} teksten; {_REBUILD}"
        )
    return {text: tokens.tokens(number) for number, text in enumerate(hashes)}


def read_texts(index_dir: Path, name: str, manifest: Manifest) -> Texts:
    """The hashes of the texts that a snapshot's vectors were made of.

    :raises IndexDamagedError: the file is missing or altered.
    """
    try:
        return TEXTS_TYPE.validate_json(_checked(index_dir / SNAPSHOTS / name, manifest, TEXTS))
    except ValidationError as exc:
        raise IndexDamagedError(
            f"De index in {index_dir} is beschadigd ({TEXTS} klopt niet); {_REBUILD}"
        ) from exc


def _checked(folder: Path, manifest: Manifest, file: str) -> bytes:
    """The bytes of a file, which are those that were written."""
    try:
        data = (folder / file).read_bytes()
    except OSError as exc:
        raise IndexDamagedError(f"In de index {folder} ontbreekt {file}; {_REBUILD}") from exc
    if hashlib.sha256(data).hexdigest() != manifest.files.get(file):
        raise IndexDamagedError(f"In de index {folder} is {file} veranderd; {_REBUILD}")
    return data
