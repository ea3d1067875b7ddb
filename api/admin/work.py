"""Does what a job asks for; begun again after a crash, it goes on where it was."""

import time
from collections.abc import Callable
from pathlib import Path

from api.admin.jobs import FILES, REMOVED, FileState, Job, JobFile, JobKind, JobState, JobStore, now
from api.admin.library import indexed_folder, is_shipped, letters_by_id, move, own_folder, with_beside
from index.build import BuildReport, Progress, remembered_ocr
from sources.errors import BriefwijzerError, IndexBusyError, JobError
from sources.files import fingerprint, list_files
from sources.folder import Reading, read_folder
from sources.types import Letter

CHECKING = "checking"
MOST_ATTEMPTS = 3
"""A job that took its process with it this often is given up."""
BUSY_SECONDS = 1.0
"""How long to wait for another process that makes the index, before looking again."""
RETRY_SECONDS = 10.0
"""How long to wait before files are tried again after a failure that is not theirs."""
TOLD_SECONDS = 0.3
"""How often, at most, a job says how far it is."""

Build = Callable[[Path, Progress], BuildReport]
"""Makes the index of a folder."""


class Worker:
    """Does jobs one after the other; only one process may have one."""

    def __init__(
        self,
        store: JobStore,
        index_dir: Path,
        letters: Path,
        build: Build,
        *,
        ocr: bool | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """Take what the jobs are done with.

        :param letters: the folder for letters as long as the index is of those that come with the project.
        :param ocr: whether scans are read; None as the index does.
        """
        self._store, self._index_dir, self._letters, self._build = store, index_dir, letters, build
        self._ocr, self._sleep = ocr, sleep
        self._told = 0.0

    def run(self, job: Job) -> Job:
        """Do the job, and give it as it ended, or as it waits to be tried again."""
        job.attempts += 1
        job.state, job.message = JobState.RUNNING, None
        self._store.save(job)
        try:
            if job.attempts > MOST_ATTEMPTS:
                self._give_up(job)
            else:
                {JobKind.ADD: self._add, JobKind.REMOVE: self._remove, JobKind.REINDEX: self._reindex}[
                    job.kind
                ](job)
                job.state = JobState.DONE
        except BriefwijzerError as exc:
            job.state, job.message = JobState.FAILED, str(exc)
            if job.kind is JobKind.ADD and job.attempts < MOST_ATTEMPTS:
                # The files that came in are not among the letters yet, and nobody may have them any more.
                job.state = JobState.WAITING
                self._store.save(job)
                self._sleep(RETRY_SECONDS)
                return job
        except SystemExit:
            # The server stops: it goes on with the job when it starts again, and that is no failed attempt.
            job.attempts -= 1
            self._store.save(job)
            raise
        job.stage, job.done, job.total, job.finished = None, 0, 0, now()
        self._store.save(job)
        self._store.clear(job)
        return job

    def _add(self, job: Job) -> None:
        folder = own_folder(self._index_dir, self._letters)
        incoming = self._store.folder_of(job) / FILES
        if any(file.state is FileState.WAITING for file in job.files):
            self._check(job, incoming, folder)
            self._store.save(job)
        good = [file for file in job.files if file.state is FileState.READ]
        for file in good:
            for path in with_beside(
                incoming / file.name
            ):  # the letter last, so that it never lacks the other
                move(path, folder / path.name)
        if all(file.state is FileState.FAILED for file in job.files):
            return
        # A letter that is there already may be in the folder alone, where the index could not be made the last time.
        report = self._index(job, folder)
        reasons = {failure.source: failure.reason for failure in report.failures}
        for file in good:
            file.reason = reasons.get(file.name)
            file.state = FileState.FAILED if file.reason else FileState.ADDED

    def _check(self, job: Job, incoming: Path, folder: Path) -> None:
        """Read the files that came in, so that only letters get among the letters."""
        there = letters_by_id(folder)
        waiting = [file for file in job.files if file.state is FileState.WAITING]
        ocr = remembered_ocr(self._index_dir) if self._ocr is None else self._ocr
        begun = 0

        def on_file(_: Path) -> None:
            nonlocal begun
            self._tell(job, CHECKING, begun, len(waiting))
            begun += 1

        reading = read_folder(incoming, on_file, ocr=ocr)
        read = {letter.source: letter for letter in reading.letters}
        reasons = _reasons(reading)
        for file in waiting:
            letter = read.get(file.name)
            if letter is None:
                file.state, file.reason = FileState.FAILED, reasons.get(file.name, "Het bestand is er niet.")
                continue
            _describe(file, letter)
            other = there.get(letter.letter_id)
            if other is None:
                file.state = FileState.READ
            elif fingerprint(other) == fingerprint(incoming / file.name):
                file.state = FileState.UNCHANGED
            else:
                file.state = FileState.FAILED
                file.reason = (
                    f"Er is al een brief {letter.letter_id} ({other.name}) met een andere inhoud; verwijder die eerst, "
                    "of geef dit bestand een andere naam."
                )

    def _remove(self, job: Job) -> None:
        folder = own_folder(self._index_dir, self._letters)
        going = {folder / file.name for file in job.files}
        if any(map(is_shipped, going)):
            raise JobError(
                "De brieven die bij Briefwijzer horen, worden niet verwijderd; maak een index van een eigen map."
            )
        if going.issuperset(list_files(folder)) and any(path.exists() for path in going):
            raise JobError(
                "Dit is de enige brief, en een index heeft er ten minste één nodig; voeg eerst een andere toe."
            )
        removed = self._store.folder_of(job) / REMOVED
        pairs = [
            (path, removed / path.relative_to(folder))
            for file in job.files
            for path in reversed(with_beside(folder / file.name))
        ]
        try:
            for path, aside in pairs:
                move(path, aside)
            self._index(job, folder)
        except BriefwijzerError:
            for path, aside in pairs:
                move(aside, path)
            raise
        for file in job.files:
            file.state = FileState.REMOVED

    def _reindex(self, job: Job) -> None:
        report = self._index(job, indexed_folder(self._index_dir))
        job.files = [
            JobFile(name=failure.source, state=FileState.FAILED, reason=failure.reason)
            for failure in report.failures
        ]

    def _index(self, job: Job, folder: Path) -> BuildReport:
        """Make the index of the folder; while another process does, wait."""
        while True:
            try:
                report = self._build(folder, lambda *step: self._tell(job, *step))
            except IndexBusyError as exc:
                job.message = str(exc)
                self._store.save(job)
                self._sleep(BUSY_SECONDS)
                continue
            job.message, job.snapshot = None, report.snapshot
            return report

    def _give_up(self, job: Job) -> None:
        """End a job that broke its process time and again; what it was removing is put back."""
        if job.kind is JobKind.REMOVE:
            folder = own_folder(self._index_dir, self._letters)
            removed = self._store.folder_of(job) / REMOVED
            for aside in list(removed.rglob("*")):
                if not aside.is_dir():
                    move(aside, folder / aside.relative_to(removed))
        job.state = JobState.FAILED
        job.message = (
            f"De taak is {MOST_ATTEMPTS} keer afgebroken; de reden staat misschien in het logboek van de server. "
            "Wat al bij de brieven stond, staat er nog."
        )

    def _tell(self, job: Job, stage: str, done: int, total: int) -> None:
        job.done, job.total = done, total
        if stage != job.stage or done == total or time.monotonic() - self._told >= TOLD_SECONDS:
            job.stage, self._told = stage, time.monotonic()
            self._store.save(job)


def _reasons(reading: Reading) -> dict[str, str]:
    return {failure.source: failure.reason for failure in reading.failures}


def _describe(file: JobFile, letter: Letter) -> None:
    file.letter_id, file.title, file.pages = letter.letter_id, letter.title, len(letter.pages)
    file.warnings = list(letter.warnings)
