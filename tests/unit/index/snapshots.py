"""Small snapshots for tests, and ways to damage them. As a program: crashes while writing, at every step there is."""

import errno
import hashlib
import json
import os
import shutil
import sys
from pathlib import Path

import numpy as np

from index.chunks import chunk_letter
from index.dense import DenseIndex
from index.lexical import LexicalIndex
from index.settings import IndexSettings
from index.snapshot import Texts, embedding_settings, open_snapshot
from index.tokens import TokenIndex
from index.write import write_snapshot
from sources.errors import IndexStoreError
from sources.sentences import letter_sentences
from sources.types import Letter
from tests.helpers import StubEncoder, letter_of

FINGERPRINT = "stub"
SETTINGS = IndexSettings()

TOUCHING = frozenset({"open", "os.mkdir", "os.rename", "os.remove", "os.rmdir"})
"""Python's audit events of all that changes files (and of some that only reads)."""


def letter(word: str) -> Letter:
    return letter_of([f"Het kabinet schrijft over {word}. Dat is van belang."], letter_id=word)


def write(index_dir: Path, *words: str, **changes: object) -> str:
    """Write a snapshot with one letter about each word; `changes` are to its manifest."""
    letters = [letter(word) for word in words]
    chunks = [chunk for one in letters for chunk in chunk_letter(one, SETTINGS)]
    sentences = [one.text_at(s.spans) for one in letters for s in letter_sentences(one)]
    texts = [chunk.indexed_text for chunk in chunks]
    encoder = StubEncoder()
    vectors, tokens = encoder.encode_with_tokens(texts)
    manifest = {
        "build_key": " ".join(words),
        "settings": embedding_settings(SETTINGS),
        "model": "stub",
        "fingerprint": FINGERPRINT,
        "dimension": encoder.dimension,
        "token_dimension": encoder.token_dimension,
        "letters": len(letters),
        "chunks": len(chunks),
        "sentences": len(sentences),
        "failures": [],
    }
    return write_snapshot(
        index_dir,
        {**manifest, **changes},
        letters,
        chunks,
        DenseIndex.build(vectors),
        DenseIndex.build(encoder.encode_passages(sentences)),
        LexicalIndex.build([text.lower().split() for text in texts]),
        TokenIndex.build(tokens, encoder.token_dimension),
        Texts(tuple(map(_hash, texts)), tuple(map(_hash, sentences))),
    )


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def words_in(index_dir: Path) -> list[str]:
    """The words that the current snapshot's letters are about, all of it read and searched."""
    snapshot = open_snapshot(index_dir, SETTINGS, FINGERPRINT)
    assert snapshot.lexical.scores(["kabinet"]).min() > 0
    assert np.all(snapshot.chunk_vectors.vectors(range(snapshot.chunk_vectors.count)).any(axis=1))
    return [found.letter_id for found in snapshot.letters]


def change_manifest(index_dir: Path, **changes: object) -> None:
    """Change the current snapshot's manifest and make name and pointer agree with it."""
    folder = index_dir / "snapshots" / (index_dir / "current").read_text().strip()
    manifest = json.loads((folder / "manifest.json").read_text())
    content = json.dumps({**manifest, **changes}).encode()
    (folder / "manifest.json").write_bytes(content)
    name = hashlib.sha256(content).hexdigest()[:16]
    folder.rename(folder.with_name(name))
    (index_dir / "current").write_text(f"{name}\n")


def leftovers(index_dir: Path) -> list[str]:
    """What lies about besides the pointer, the lock and snapshots."""
    paths = [*index_dir.iterdir(), *(index_dir / "snapshots").iterdir()]
    return sorted(
        path.name
        for path in paths
        if path.name not in ("current", "snapshots", ".lock") and not path.name.isalnum()
    )


class Interruption:
    """Counts the audit events under a folder; at the event of this number the process dies, or its disk is full."""

    def __init__(self, folder: Path, at: int, how: str) -> None:
        self.folder, self.at, self.how = str(folder), at, how
        self.count = 0

    def __call__(self, event: str, args: tuple[object, ...]) -> None:
        if event not in TOUCHING or self.folder not in str(args[0]):
            return
        self.count += 1
        if self.count == self.at:
            if self.how == "fill":
                raise OSError(errno.ENOSPC, "No space left on device")
            if event == "open" and "w" in str(args[1]):  # die with the file opened, and nothing in it yet
                os.truncate(os.open(str(args[0]), os.O_WRONLY | os.O_CREAT), 0)
            os._exit(9)


DONE, REFUSED, DONE_ALL_THE_SAME, WRONG_MESSAGE, WRONG_ERROR = 0, 3, 4, 5, 6
"""How an interrupted writer ends, apart from being killed (9)."""


def _write_interrupted(index_dir: Path, interruption: Interruption) -> int:
    sys.addaudithook(interruption)
    try:
        write(index_dir, "chips", "energie")
    except IndexStoreError as exc:
        return REFUSED if "de schijf is vol; maak ruimte" in str(exc) else WRONG_MESSAGE
    except BaseException:  # noqa: BLE001
        return WRONG_ERROR
    return DONE_ALL_THE_SAME if interruption.count >= interruption.at else DONE


def interrupt_everywhere(work: Path, how: str) -> None:
    """Write over a small index again and again, interrupted one step later each time; print what was left of it."""
    made = work / "made"
    write(made, "water")
    write(made, "chips")
    step, status = 0, -1
    results = []
    while status != 0:
        step += 1
        index_dir = work / str(step)
        shutil.copytree(made, index_dir)
        child = os.fork()
        if child == 0:
            os._exit(_write_interrupted(index_dir, Interruption(index_dir, step, how)))
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        after = words_in(index_dir)
        write(index_dir, "energie")
        kept = sorted(path.name for path in (index_dir / "snapshots").iterdir())
        results.append([status, after, words_in(index_dir), len(kept), leftovers(index_dir)])
        shutil.rmtree(index_dir)
    sys.stdout.write(json.dumps(results))


if __name__ == "__main__":
    interrupt_everywhere(Path(sys.argv[1]), sys.argv[2])
