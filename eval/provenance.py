"""What a result was made with: the command, the commit, the versions, the questions and the index."""

import platform
import re
import shlex
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from eval.sets import fingerprint_of, names_of
from index.snapshot import IndexInfo
from rag.settings import RagSettings

PACKAGES = (
    "briefwijzer",
    "bm25s",
    "faiss-cpu",
    "numpy",
    "PyStemmer",
    "rapidfuzz",
    "sentence-transformers",
    "torch",
    "transformers",
)
"""The packages whose version can change an answer."""

_GIT_SECONDS = 5


@dataclass(frozen=True, slots=True)
class Provenance:
    """What a result was made with; `gold` is the name of the file of questions, or of several.

    `command` has the names of files and folders without where they stand: a report may be passed on.
    """

    command: str
    commit: str | None
    versions: dict[str, str | None]
    gold: str
    gold_sha256: str
    split: str
    settings: RagSettings
    index: IndexInfo


def provenance(gold: Sequence[Path], split: str, settings: RagSettings, index: IndexInfo) -> Provenance:
    """What the running process makes a result with.

    :param gold: the files of questions, which can be read.
    """
    return Provenance(
        command=_command(sys.argv[1:]),
        commit=commit(Path(__file__).parent),
        versions={"python": platform.python_version(), **{name: _version(name) for name in PACKAGES}},
        gold=names_of(gold),
        gold_sha256=fingerprint_of(gold),
        split=split,
        settings=settings,
        index=index,
    )


def _command(arguments: Sequence[str]) -> str:
    """`briefwijzer eval` with the options that it was given, if it was: a program may measure too.

    `_command(["eval", "--gold", "/home/jan/onze vragen.jsonl"])` is `briefwijzer eval --gold 'onze vragen.jsonl'`.
    """
    options = arguments[arguments.index("eval") + 1 :] if "eval" in arguments else ()
    return shlex.join(["briefwijzer", "eval", *map(_without_folders, options)])


def _without_folders(argument: str) -> str:
    """An argument with the last name alone of a path in it: `--html=/tmp/a/r.html` becomes `--html=r.html`."""
    option, is_, value = argument.partition("=") if argument.startswith("-") else ("", "", argument)
    names = [name for name in re.split(r"[/\\]", value) if name]
    return f"{option}{is_}{names[-1] if names else value}"


def commit(folder: Path) -> str | None:
    """The commit that `folder` is checked out at, "-dirty" added where tracked files differ from it.

    :return: None where git is not there, or does not track this code (an installed package may lie inside the
        checkout of something else).
    """
    if _git(folder, ["ls-files", "--error-unmatch", "__init__.py"]) is None:
        return None
    head = _git(folder, ["rev-parse", "HEAD"])
    changes = _git(folder, ["status", "--porcelain", "--untracked-files=no"])
    return f"{head}-dirty" if head and changes else head


def _git(folder: Path, arguments: Sequence[str]) -> str | None:
    try:
        done = subprocess.run(  # noqa: S603  (the arguments are ours)
            ["git", "-C", str(folder), *arguments],  # noqa: S607  (git is where the user's PATH has it)
            capture_output=True,
            check=True,
            encoding="utf-8",
            timeout=_GIT_SECONDS,
        )
    except (OSError, subprocess.SubprocessError, UnicodeDecodeError):
        return None
    return done.stdout.strip()


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None
