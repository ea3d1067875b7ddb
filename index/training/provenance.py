"""What a training run is made with, so that its parts are never put together with those of another."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import Any

from index.training.settings import TrainingSettings
from sources.errors import TrainingDataError

_RUN = "run.json"
_LIBRARIES = ("sentence-transformers", "tokenizers", "torch", "transformers")


def provenance(
    data: Path, letters: Path | None, base: Path, settings: TrainingSettings, limit: int | None
) -> dict[str, Any]:
    """Everything that decides what a run makes."""
    here = Path(__file__).parent
    return {
        "settings": asdict(settings),
        "limit": limit,
        "data": _hash(data.glob("*.gz")),
        "letters": _hash(letters.iterdir()) if letters and letters.is_dir() else None,
        "base": _hash([base]),
        "code": _hash([*here.glob("*.py"), *here.glob("*.jsonl")]),
        "libraries": {name: version(name) for name in _LIBRARIES},
    }


def refuse_other(out: Path, made_with: dict[str, Any]) -> None:
    """Write down in `out` what the run is made with.

    :raises TrainingDataError: a run that was made with something else lies there.
    """
    path = out / _RUN
    now = json.loads(json.dumps(made_with))
    if path.is_file():
        before = json.loads(path.read_text(encoding="utf-8"))
        other = sorted(key for key in {*before, *now} if before.get(key) != now.get(key))
        if other:
            raise TrainingDataError(
                f"In {out} ligt een training die met iets anders gemaakt is ({', '.join(other)}). "
                "Geef met --out een andere map op, of haal deze weg om opnieuw te beginnen."
            )
        return
    out.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(now, indent=2) + "\n", encoding="utf-8")


def _hash(paths: Iterable[Path]) -> str:
    """A hash of files, their names included."""
    digest = hashlib.sha256()
    for path in sorted(path for path in paths if path.is_file()):
        digest.update(f"\0{path.name}\0".encode())
        with path.open("rb") as stream:
            digest.update(hashlib.file_digest(stream, "sha256").digest())
    return digest.hexdigest()[:16]
