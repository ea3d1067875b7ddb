"""Runs on disk: what `briefwijzer eval --json` wrote, read again as far as a comparison needs it."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from annotated_types import Ge, Le
from pydantic import TypeAdapter, ValidationError

from eval.provenance import Provenance
from eval.run import Results
from sources.errors import RunFileError

FORMAT = 1
"""Version of the JSON that `eval.report_json` writes; keys that are added do not change it."""


@dataclass(frozen=True, slots=True)
class RunQuestion:
    """What came of one question: its measures by name, None where one does not apply; a baseline has no text."""

    id: str
    answerable: bool
    measures: Mapping[str, Annotated[float, Ge(0), Le(1)] | None]
    question: str | None = None


@dataclass(frozen=True, slots=True)
class RunIndex:
    """The index that was asked."""

    model: str
    letters: int


@dataclass(frozen=True, slots=True)
class Run:
    """A run: which questions were asked of which index, by which code, and what came of each."""

    format: int
    commit: str | None
    gold: str
    gold_sha256: str
    split: str
    index: RunIndex
    questions: tuple[RunQuestion, ...]


_RUN = TypeAdapter(Run)


def as_run(results: Results, made_with: Provenance) -> Run:
    """Results as they would be read from their JSON."""
    return Run(
        format=FORMAT,
        commit=made_with.commit,
        gold=made_with.gold,
        gold_sha256=made_with.gold_sha256,
        split=made_with.split,
        index=RunIndex(made_with.index.model, made_with.index.letters),
        questions=tuple(
            RunQuestion(
                row.question.question_id, row.question.answerable, dict(row.measures), row.question.text
            )
            for row in results.rows
        ),
    )


def read_run(path: Path) -> Run:
    """The run in a file that `briefwijzer eval --json` wrote, or a baseline; whatever else it says is passed over.

    :raises RunFileError: the file cannot be read, or is no such run.
    """
    remedy = "maak hem met: briefwijzer eval --json > BESTAND"
    try:
        content = json.loads(path.read_bytes())
    except FileNotFoundError as exc:
        raise RunFileError(f"De basislijn {path} bestaat niet; {remedy}") from exc
    except OSError as exc:
        raise RunFileError(
            f"De basislijn {path} kan niet worden gelezen ({exc.strerror or exc}); {remedy}"
        ) from exc
    except (ValueError, RecursionError) as exc:
        raise RunFileError(f"De basislijn {path} is geen JSON; {remedy}") from exc
    try:
        run = _RUN.validate_python(content)
    except ValidationError as exc:
        where = ".".join(map(str, exc.errors()[0]["loc"])) or "alles"
        raise RunFileError(
            f"De basislijn {path} is geen uitvoer van briefwijzer eval --json: {where} ontbreekt of klopt niet; "
            f"{remedy}"
        ) from exc
    if run.format != FORMAT:
        raise RunFileError(
            f"De basislijn {path} heeft vorm {run.format}; deze versie van Briefwijzer leest vorm {FORMAT}. "
            "Maak hem opnieuw."
        )
    name, times = next(iter(Counter(question.id for question in run.questions).most_common(1)), ("", 0))
    if times != 1:
        problem = f"noemt vraag {name} {times} keer" if times else "bevat geen vragen"
        raise RunFileError(f"De basislijn {path} {problem}; {remedy}")
    return run
