"""Jobs: what an administrator asked for, kept on disk so that a crash loses none of it.

    INDEX/jobs/
      JOB_ID/job.json     the job as it stands, replaced in one step
      JOB_ID/files/       files that came in and are not yet among the letters
      JOB_ID/removed/     files that are being removed: they go when the index no longer has them

A job's folder appears whole, by a rename, and only then is the job told to have been accepted.
"""

import datetime as dt
import os
import secrets
import shutil
from collections.abc import Sequence
from contextlib import suppress
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError, WithJsonSchema

from sources.errors import JobError

JOBS = "jobs"
FILES = "files"
REMOVED = "removed"
_RECORD = "job.json"
_HALF = ".half-"
_KEPT = 100
"""How many finished jobs can still be looked up."""


class JobKind(StrEnum):
    """What a job does."""

    ADD = "add"
    REMOVE = "remove"
    REINDEX = "reindex"


class JobState(StrEnum):
    """How far a job is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class FileState(StrEnum):
    """What became of a file."""

    WAITING = "waiting"
    READ = "read"
    ADDED = "added"
    UNCHANGED = "unchanged"
    REMOVED = "removed"
    FAILED = "failed"


def _words(words: type[StrEnum]) -> WithJsonSchema:
    """How OpenAPI shows a fixed word: with all that there are, in its own field."""
    return WithJsonSchema({"type": "string", "enum": [str(word) for word in words]})


OVER = frozenset({JobState.DONE, JobState.FAILED})


class JobFile(BaseModel):
    """A file of a job."""

    model_config = ConfigDict(json_schema_extra={"description": "Een bestand, en wat ervan werd."})

    name: str = Field(description="Naam van het bestand.", examples=["brief.pdf"])
    state: Annotated[FileState, _words(FileState)] = Field(
        default=FileState.WAITING,
        description="waiting; read: gelezen, nog niet in de index; added: in de index; unchanged: stond er al zo in; "
        "removed: uit de index; failed: niet toegevoegd, `reason` zegt waarom.",
        examples=["added"],
    )
    letter_id: str | None = Field(
        default=None, description="De brief die het is; null als het er geen werd.", examples=["brief"]
    )
    title: str | None = Field(
        default=None, description="Titel zoals die gelezen is.", examples=["Voortgang van het beleid"]
    )
    pages: int | None = Field(default=None, description="Aantal pagina's dat gelezen is.", examples=[4])
    reason: str | None = Field(
        default=None, description="Waarom het niet is toegevoegd; null als dat wel zo is.", examples=[None]
    )
    warnings: list[str] = Field(default=[], description="Wat bij het lezen twijfel gaf.", examples=[[]])


class Job(BaseModel):
    """A change to the letters, and how far it is."""

    model_config = ConfigDict(
        json_schema_extra={"description": "Een taak: een wijziging van de brieven, en hoe ver die is."}
    )

    job_id: str = Field(description="Naam van de taak.", examples=["20261122T093000-5f2c9a"])
    kind: Annotated[JobKind, _words(JobKind)] = Field(description="add, remove of reindex.", examples=["add"])
    state: Annotated[JobState, _words(JobState)] = Field(
        default=JobState.WAITING,
        description="waiting, running, done (de lezers zien het resultaat) of failed (`message` zegt waarom).",
        examples=["running"],
    )
    stage: str | None = Field(
        default=None,
        description="Waar een lopende taak mee bezig is: checking (nieuwe bestanden lezen), reading (alle brieven "
        "lezen), embedding (nieuwe teksten verwerken), switching (de server neemt de index in gebruik); anders null.",
        examples=["embedding"],
    )
    done: int = Field(default=0, description="Hoeveel er in dit onderdeel gedaan is.", examples=[40])
    total: int = Field(default=0, description="Hoeveel er in dit onderdeel te doen is.", examples=[220])
    message: str | None = Field(
        default=None, description="Waarom de taak mislukte of wacht, als zin; anders null.", examples=[None]
    )
    files: list[JobFile] = Field(
        default=[],
        description="De bestanden waar het om gaat; bij reindex die welke niet te lezen waren.",
    )
    by: str = Field(description="Naam van de sleutel waarmee de taak gegeven is.", examples=["redactie"])
    made: str = Field(description="Wanneer de taak gegeven is.", examples=["2026-11-22T09:30:00+00:00"])
    finished: str | None = Field(
        default=None, description="Wanneer de taak klaar was; null zolang die loopt.", examples=[None]
    )
    snapshot: str | None = Field(
        default=None,
        description="De versie van de index die eruit kwam; null zolang die er niet is.",
        examples=["1f3a9c0d2b4e6f80"],
    )
    attempts: int = Field(
        default=0, description="Hoe vaak eraan begonnen is; meer dan één na een storing.", examples=[1]
    )


def now() -> str:
    """This moment, in ISO form."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")


class JobStore:
    """The jobs of an index, in a folder that several processes may look in; one at a time works on them.

    Whatever looks for jobs raises JobError where the folder cannot be read.
    """

    def __init__(self, index_dir: Path) -> None:
        self.folder = index_dir / JOBS
        self._over: set[str] = set()

    def begin(self) -> Path:
        """An empty folder for the files of a job to be; `accept` makes it one, and until then it is nothing.

        :raises JobError: it cannot be made.
        """
        half = self.folder / f"{_HALF}{secrets.token_hex(8)}"
        try:
            (half / FILES).mkdir(parents=True)
        except OSError as exc:
            raise unwritable(self.folder, exc) from exc
        return half

    def drop(self, half: Path) -> None:
        """Remove the folder of a job that will not be."""
        shutil.rmtree(half, ignore_errors=True)

    def accept(self, half: Path, kind: JobKind, files: Sequence[JobFile], by: str) -> Job:
        """The job of which `half` has the files; from here on it survives a crash.

        :raises JobError: it cannot be written.
        """
        moment = dt.datetime.now(dt.UTC).strftime("%Y%m%dT%H%M%S%f")[:-3]
        job = Job(job_id=f"{moment}-{secrets.token_hex(3)}", kind=kind, files=list(files), by=by, made=now())
        try:
            _write(half / _RECORD, job)
            for path in (*half.rglob("*"), half):
                flush(path)
            half.rename(self.folder / job.job_id)
            flush(self.folder)
        except OSError as exc:
            raise unwritable(self.folder, exc) from exc
        return job

    def save(self, job: Job) -> None:
        """Write the job as it now stands.

        :raises JobError: it cannot be written.
        """
        try:
            _write(self.folder_of(job) / _RECORD, job)
        except OSError as exc:
            raise unwritable(self.folder, exc) from exc

    def find(self, job_id: str) -> Job | None:
        """The job of this name, or None."""
        if not job_id.isascii() or not job_id.replace("-", "").isalnum():
            return None
        try:
            return Job.model_validate_json((self.folder / job_id / _RECORD).read_bytes())
        except (OSError, ValidationError):
            return None

    def latest(self, most: int | None = None) -> list[Job]:
        """The jobs, the newest first.

        :param most: how many at most; None is all.
        """
        jobs = (self.find(name) for name in reversed(self._names()))
        return list(islice((job for job in jobs if job is not None), most))

    def next(self) -> Job | None:
        """The oldest job that is not over; None where all are."""
        for name in self._names():
            # What is over stays so, and need not be read each time that someone looks for work.
            if name in self._over or (job := self.find(name)) is None:
                continue
            if job.state not in OVER:
                return job
            self._over.add(name)
        return None

    def folder_of(self, job: Job) -> Path:
        """Where the job and its files are."""
        return self.folder / job.job_id

    def tidy(self) -> None:
        """Remove what jobs left that are over, the oldest of those jobs, and what never became one.

        Only while nobody can be bringing files: at the start of a server.
        """
        for half in self.folder.glob(f"{_HALF}*"):
            self.drop(half)
        for job in self.forget():
            self.clear(job)

    def forget(self) -> list[Job]:
        """Remove the oldest jobs that are over, and give those that are over and stay, the newest first."""
        over = [job for job in self.latest() if job.state in OVER]
        for job in over[_KEPT:]:
            shutil.rmtree(self.folder_of(job), ignore_errors=True)
        return over[:_KEPT]

    def clear(self, job: Job) -> None:
        """Remove the files of a job that is over."""
        for name in (FILES, REMOVED):
            shutil.rmtree(self.folder_of(job) / name, ignore_errors=True)

    def _names(self) -> list[str]:
        try:
            return sorted(path.name for path in self.folder.iterdir()) if self.folder.is_dir() else []
        except OSError as exc:
            raise JobError(f"De map {self.folder} kan niet worden gelezen: {exc.strerror}.") from exc


def flush(path: Path) -> None:
    """Have the disk keep what was written, or, of a folder, which names it holds."""
    with suppress(PermissionError):  # Windows opens no folders
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def unwritable(folder: Path, exc: OSError) -> JobError:
    """The error of a disk that does not take what is to be written."""
    return JobError(f"In {folder} kan niet worden geschreven: {exc.strerror or exc}.")


def _write(path: Path, job: Job) -> None:
    temporary = path.with_name(f".{path.name}")
    temporary.write_text(job.model_dump_json(indent=1) + "\n", encoding="utf-8")
    flush(temporary)
    temporary.replace(path)
    flush(path.parent)
