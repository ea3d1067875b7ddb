"""Which code made an index: one that cuts letters otherwise would count its sentences and terms wrongly."""

import hashlib
from functools import cache
from pathlib import Path

import sources

_CODE = (Path(sources.__file__).parent, Path(__file__).parent)
_TRAINING = "training"
"""Code that makes models, and no index."""


@cache
def code_fingerprint() -> str:
    """A hash of the code and the word list that decide what an index holds: `sources` and `index` without training."""
    digest = hashlib.sha256()
    for folder in _CODE:
        for path in sorted([*folder.rglob("*.py"), *folder.glob("data/*.tsv")]):
            if path.parent.name == _TRAINING:
                continue
            digest.update(f"\0{path.relative_to(folder.parent).as_posix()}\0".encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]
