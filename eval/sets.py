"""The shipped sets of questions, each with the letters that it is asked of."""

import hashlib
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from eval.check import check_gold
from eval.gold import (
    DOCUMENTS,
    DOCUMENTS_GOLD,
    PUBLISHED,
    PUBLISHED_GOLD,
    SHIPPED_GOLD,
    Question,
    read_gold,
    split_of,
)
from index.bars import Bars
from index.build import build_index
from index.encoder import Encoder
from index.settings import IndexSettings
from index.snapshot import Snapshot, open_snapshot
from rag.assistant import Assistant
from rag.settings import RagSettings
from sources.errors import GoldError
from sources.folder import DEFAULT_LETTERS
from sources.types import Letter

SetName = Literal["brieven", "documenten", "alle", "openbaar"]


@dataclass(frozen=True, slots=True)
class GoldSet:
    """Files of questions, and the folders with the letters that they are asked of."""

    gold: tuple[Path, ...]
    folders: tuple[Path, ...]

    @property
    def present(self) -> bool:
        """Whether all of its letters are there."""
        return all(folder.is_dir() for folder in self.folders)


SETS: dict[SetName, GoldSet] = {
    "brieven": GoldSet((SHIPPED_GOLD,), (DEFAULT_LETTERS,)),
    "documenten": GoldSet((DOCUMENTS_GOLD,), (DOCUMENTS, DEFAULT_LETTERS)),
    "alle": GoldSet((SHIPPED_GOLD, DOCUMENTS_GOLD), (DOCUMENTS, DEFAULT_LETTERS)),
    "openbaar": GoldSet((PUBLISHED_GOLD,), (PUBLISHED,)),
}
"""The documents are asked with the letters beside them, as a reader's index would hold letters of many kinds. The
published papers are not shipped: their set can be measured where they are."""

_LISTED = 20
"""How many problems of the gold questions one message lists."""


def read_questions(gold: Sequence[Path]) -> tuple[Question, ...]:
    """The questions of these files, one file after the other.

    :raises GoldError: one of them is not valid.
    """
    return tuple(question for path in gold for question in read_gold(path))


def names_of(gold: Sequence[Path]) -> str:
    """What the files are called together."""
    return " + ".join(path.name for path in gold)


def check_fit(gold: Sequence[Path], questions: Sequence[Question], letters: Iterable[Letter]) -> None:
    """Refuse questions whose quotes do not stand in the letters that will be asked.

    :param gold: the files that they come from, for the message.
    :raises GoldError: the message says which, and what is wrong with each.
    """
    problems = check_gold(questions, {letter.letter_id: letter for letter in letters})
    if not problems:
        return
    more = [f"en nog {len(problems) - _LISTED}."] if len(problems) > _LISTED else []
    listed = "\n".join(f"  {line}" for line in [*problems[:_LISTED], *more])
    raise GoldError(f"Het vragenbestand {paths_of(gold)} past niet bij de brieven in de index:\n{listed}")


def paths_of(gold: Sequence[Path]) -> str:
    """Where the files are, for messages."""
    return " + ".join(map(str, gold))


def fingerprint_of(gold: Sequence[Path]) -> str:
    """The SHA-256 of what the files hold, one after the other; of one file, its own."""
    return hashlib.sha256(b"".join(path.read_bytes() for path in gold)).hexdigest()


@contextmanager
def asked_on_dev(
    name: SetName, encoder: Encoder, settings: IndexSettings, rag_settings: RagSettings
) -> Iterator[tuple[Assistant, tuple[Question, ...]]]:
    """A set's dev questions, and an assistant over an index of its letters that is gone afterwards."""
    chosen = SETS[name]
    questions = tuple(q for q in read_questions(chosen.gold) if split_of(q.question_id) == "dev")
    with tempfile.TemporaryDirectory(prefix="briefwijzer-") as made:
        snapshot = index_letters(chosen.folders, Path(made), settings, encoder, progress=sys.stderr.isatty())
        yield Assistant(snapshot, encoder, rag_settings), questions


def index_letters(
    folders: Sequence[Path],
    index_dir: Path,
    settings: IndexSettings,
    encoder: Encoder,
    *,
    progress: bool = False,
) -> Snapshot:
    """The index of the letters in these folders together, made in `index_dir`; what stands there is reused.

    :param progress: whether to show bars on stderr.
    :raises GoldError: one of the folders is not there.
    """
    for folder in folders:
        if not folder.is_dir():
            raise GoldError(
                f"De map {folder} met de stukken van deze vragen is er niet. Stukken die niet bij Briefwijzer horen, "
                "noemt eval/README.md; zet ze daar, of indexeer ze ergens anders en noem die index met --index."
            )
    settings = replace(settings, ocr=False)  # the shipped letters have no scans
    with tempfile.TemporaryDirectory(prefix="briefwijzer-") as name:
        letters = Path(name) / "letters"
        for folder in folders:
            shutil.copytree(folder, letters, dirs_exist_ok=True)
        with Bars(shown=progress) as bars:
            build_index(
                letters,
                index_dir,
                settings,
                progress=bars.show,
                encoder_loader=lambda _: encoder,
                fingerprint=encoder.fingerprint,
            )
    return open_snapshot(index_dir, settings, encoder.fingerprint)
