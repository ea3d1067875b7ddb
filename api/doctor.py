"""Looks an installation over: each part is fine, worth a look, or wrong, with what to do."""

import os
import platform
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from api.admin.jobs import JobState, JobStore
from api.admin.keys import Role, read_keys
from api.admin.library import indexed_folder
from api.settings import Settings
from index.build import remembered_ocr
from index.encoder import load_encoder
from index.model_folder import model_fingerprint, model_folder
from index.snapshot import Snapshot, open_snapshot
from sources.errors import BriefwijzerError
from sources.files import list_files

OLDEST = (3, 11)
"""The first Python that Briefwijzer runs on."""
LEAST_FREE_BYTES = 500_000_000
"""An index of a thousand letters is 300 MB, and two stand beside each other while one is made."""


class Level(StrEnum):
    """How a finding is meant."""

    OK = "goed"
    WARNING = "let op"
    ERROR = "fout"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found of one part."""

    part: str
    level: Level
    text: str


def examine(settings: Settings) -> Iterator[Finding]:
    """What there is to say of each part, in the order in which they need one another."""
    for part, look in (
        ("Python", _python),
        ("taalmodel", _model),
        ("index", _index),
        ("brieven", _letters),
        ("schijf", _disk),
        ("OCR", _ocr),
        ("sleutels", _keys),
        ("toegang", _access),
        ("taken", _jobs),
    ):
        yield from _looked(part, look, settings)


def _looked(
    part: str, look: Callable[[Settings], Iterator[tuple[Level, str]]], settings: Settings
) -> Iterator[Finding]:
    try:
        for level, text in look(settings):
            yield Finding(part, level, text)
    except BriefwijzerError as exc:
        yield Finding(part, Level.ERROR, str(exc))


def _python(_: Settings) -> Iterator[tuple[Level, str]]:
    found = platform.python_version()
    if sys.version_info < OLDEST:
        yield Level.ERROR, f"Python {found}; nodig is {'.'.join(map(str, OLDEST))} of later."
    else:
        yield (
            Level.OK,
            f"Python {found} op {platform.system()} {platform.machine()}, {os.cpu_count()} kernen.",
        )


def _model(settings: Settings) -> Iterator[tuple[Level, str]]:
    began = time.perf_counter()
    encoder = load_encoder(settings.index)
    encoder.encode_queries(["Werkt het taalmodel?"])
    yield Level.OK, f"{encoder.name} geladen en gebruikt in {time.perf_counter() - began:.1f} s."


def _index(settings: Settings) -> Iterator[tuple[Level, str]]:
    info = _opened(settings).info
    yield (
        Level.OK,
        (
            f"{settings.server.index}: {_count(info.letters, 'brief', 'brieven')}, {info.chunks} stukken tekst, "
            f"gemaakt op {time.strftime('%Y-%m-%d %H:%M', time.localtime(info.made))}; elk bestand klopt."
        ),
    )
    for failure in info.failures:
        yield Level.WARNING, f"Niet gelezen: {failure.source}: {failure.reason}"


def _letters(settings: Settings) -> Iterator[tuple[Level, str]]:
    folder = indexed_folder(settings.server.index)
    files = list_files(folder)
    yield Level.OK, f"{folder}: {_count(len(files), 'bestand', 'bestanden')}."
    try:
        snapshot = _opened(settings)
    except BriefwijzerError:
        return  # what is wrong with the index is said of the index
    read = {letter.source for letter in snapshot.letters}
    read |= {failure.source for failure in snapshot.info.failures}
    new = [path.name for path in files if str(path.relative_to(folder)) not in read]
    if new:
        yield (
            Level.WARNING,
            (
                f"{_count(len(new), 'bestand is', 'bestanden zijn')} nog niet gelezen, zoals {new[0]}; "
                "vernieuw de index met: briefwijzer index"
            ),
        )


def _disk(settings: Settings) -> Iterator[tuple[Level, str]]:
    for path in {_existing(settings.server.index), _existing(settings.server.keys.parent)}:
        if not os.access(path, os.W_OK):
            yield (
                Level.ERROR,
                f"In {path} kan deze gebruiker niet schrijven; geef die rechten, of kies een andere map.",
            )
            continue
        free = shutil.disk_usage(path).free
        level = Level.OK if free >= LEAST_FREE_BYTES else Level.WARNING
        yield level, f"{path}: {free / 1e9:.1f} GB vrij."


def _ocr(settings: Settings) -> Iterator[tuple[Level, str]]:
    wanted = remembered_ocr(settings.server.index) if settings.index.ocr is None else settings.index.ocr
    if not wanted:
        yield Level.OK, "Staat uit; scans worden niet gelezen."
        return
    from sources.ocr import find_tesseract

    find_tesseract()
    yield Level.OK, "Staat aan, en Tesseract met Nederlands is er."


def _keys(settings: Settings) -> Iterator[tuple[Level, str]]:
    path = settings.server.keys
    keys = read_keys(path)
    admins = sum(key.role is Role.ADMIN for key in keys)
    if not admins:
        yield Level.OK, "Beheer over HTTP staat uit; aan gaat het met: briefwijzer keys add NAAM"
    else:
        yield Level.OK, f"{path}: {_count(len(keys), 'sleutel', 'sleutels')}, waarvan {admins} voor beheer."
    if keys and os.name == "posix" and path.stat().st_mode & 0o077:
        yield Level.WARNING, f"Anderen kunnen {path} lezen; verhelp dat met: chmod 600 {path}"


def _access(settings: Settings) -> Iterator[tuple[Level, str]]:
    from api.serve import is_own

    server = settings.server
    where = f"{server.host}:{server.port}"
    if is_own(server.host):
        yield Level.OK, f"De server luistert op {where}, alleen voor deze machine."
    elif server.read_key:
        yield Level.OK, f"De server luistert op {where} en vraagt een sleutel."
        if not read_keys(server.keys):
            yield (
                Level.ERROR,
                "Er is nog geen sleutel, zodat niemand erin kan; maak er een met: briefwijzer keys add NAAM",
            )
    else:
        yield (
            Level.WARNING,
            (
                f"De server luistert op {where} en vraagt geen sleutel: iedereen die de machine bereikt, kan de "
                "brieven lezen. BRIEFWIJZER_READ_KEY=true vraagt er een."
            ),
        )


def _jobs(settings: Settings) -> Iterator[tuple[Level, str]]:
    jobs = JobStore(settings.server.index).latest()
    failed = [job for job in jobs if job.state is JobState.FAILED]
    waiting = [job for job in jobs if job.state in (JobState.WAITING, JobState.RUNNING)]
    yield Level.OK, f"{_count(len(jobs), 'taak', 'taken')}, waarvan {len(waiting)} nog niet klaar."
    if failed:
        yield Level.WARNING, f"De laatste mislukte taak is {failed[0].job_id}: {failed[0].message}"


def _opened(settings: Settings) -> Snapshot:
    fingerprint = model_fingerprint(model_folder(settings.index), settings.index)
    return open_snapshot(settings.server.index, settings.index, fingerprint)


def _existing(path: Path) -> Path:
    """The path, or the nearest folder above it that is there."""
    return next(each for each in (path, *path.absolute().parents) if each.exists())


def _count(number: int, one: str, more: str) -> str:
    return f"{number} {one if number == 1 else more}"
