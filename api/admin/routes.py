"""Administration over HTTP: POST and DELETE /v1/letters, POST /v1/reindex, and GET /v1/jobs."""

import json
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import anyio.to_thread
from fastapi import APIRouter, Depends, File, Form, Request, UploadFile
from fastapi import Path as PathParameter
from fastapi.sse import EventSourceResponse, ServerSentEvent
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails
from starlette.responses import Response

from api.admin.guard import KEY_NAME, require_admin
from api.admin.jobs import FILES, OVER, FileState, Job, JobFile, JobKind, JobState, JobStore
from api.admin.uploads import METADATA, MOST_FILES, LetterDetails, keep
from api.dutch import translate_errors
from api.live import LiveAssistant
from api.lookup import find_letter, require_assistant
from api.openapi import problems
from api.problems import MOST_ERRORS, FieldError, ProblemError, invalid_input
from api.routes_letters import LetterId
from api.settings import ServerSettings
from index.snapshot import current_snapshot
from sources.errors import IndexStoreError, JobError

SWITCHING = "switching"
EVENT_SECONDS = 0.3
"""How often a job is looked at while someone follows it."""
SHOWN_JOBS = 50

JobId = Annotated[str, PathParameter(description="Naam van de taak.", examples=["20261122T093000123-5f2c9a"])]
WHO = ("no-key", "administration-off", "not-allowed", "too-many-requests")
METADATA_HELP = (
    "Wat van de brieven bekend is naast hun tekst, als JSON-object met de bestandsnamen als sleutels en "
    "`LetterDetails` als waarden."
)


class JobsResponse(BaseModel):
    """The latest jobs."""

    model_config = ConfigDict(json_schema_extra={"description": "De laatste taken."})

    jobs: list[Job] = Field(description="De taken, de nieuwste eerst.")


def admin_routes(assistants: LiveAssistant, settings: ServerSettings) -> APIRouter:
    """The routes that change the letters; `api.admin.guard` lets administrators through alone."""
    router = APIRouter(tags=["Beheer"], dependencies=[Depends(require_admin)])
    store = JobStore(settings.index)

    def accepted(response: Response, job: Job) -> Job:
        response.headers["Location"] = f"/v1/jobs/{job.job_id}"
        return job

    @router.post(
        "/v1/letters",
        status_code=202,
        summary="Voeg brieven toe",
        description=f"Neemt 1 tot {MOST_FILES} bestanden aan en geeft een taak terug; volg die op /v1/jobs. Een "
        "bestand dat niet te lezen is, staat met de reden in de taak, en de andere gaan door. Lezers merken er niets "
        "van tot de nieuwe index in zijn geheel klaar is. Een brief die er al zo in staat, blijft zoals hij is.",
        responses=problems(
            "malformed-upload",
            *WHO,
            "body-timeout",
            "body-too-large",
            "unsupported-media-type",
            "invalid-input",
            "storage",
        ),
        dependencies=[Depends(_require_form)],
    )
    def add_letters(
        request: Request,
        response: Response,
        files: Annotated[
            list[UploadFile],
            File(
                description="De bestanden: PDF, Word, ODT, HTML, XML of tekst.",
                examples=[["brief.pdf"]],
                min_length=1,
                max_length=MOST_FILES,
            ),
        ],
        metadata: Annotated[
            str, Form(description=METADATA_HELP, examples=['{"brief.pdf": {"date": "2025-07-11"}}'])
        ] = "{}",
    ) -> Job:
        names = [file.filename or "" for file in files]
        details = _details(metadata, names)
        with _storing():
            half = store.begin()
            try:
                taken: set[str] = set()
                kept = [
                    keep(half / FILES, name, file.file, details.get(name), taken)
                    for name, file in zip(names, files, strict=True)
                ]
                job = store.accept(half, JobKind.ADD, kept, request.scope[KEY_NAME])
            except BaseException:
                store.drop(half)
                raise
        return accepted(response, job)

    @router.delete(
        "/v1/letters/{letter_id}",
        status_code=202,
        summary="Verwijder een brief",
        description="Geeft een taak terug; volg die op /v1/jobs. Lezers hebben de brief tot de index zonder hem "
        "klaar is.",
        responses=problems(*WHO, "unknown-letter", "invalid-input", "no-index", "storage"),
    )
    def remove_letter(request: Request, response: Response, letter_id: LetterId) -> Job:
        letter = find_letter(require_assistant(assistants), letter_id)
        file = JobFile(
            name=letter.source,
            letter_id=letter_id,
            title=letter.title,
            pages=len(letter.pages),
            state=FileState.WAITING,
        )
        return accepted(response, _enqueue(store, JobKind.REMOVE, [file], request))

    @router.post(
        "/v1/reindex",
        status_code=202,
        summary="Vernieuw de index",
        description="Leest de map met brieven opnieuw en geeft een taak terug; volg die op /v1/jobs. Alleen wat nieuw "
        "of veranderd is, wordt verwerkt.",
        responses=problems(*WHO, "storage"),
    )
    def reindex(request: Request, response: Response) -> Job:
        return accepted(response, _enqueue(store, JobKind.REINDEX, [], request))

    return router


def job_routes(assistants: LiveAssistant, settings: ServerSettings, stopping: threading.Event) -> APIRouter:
    """The routes that tell how far jobs are.

    :param stopping: set when the server stops, so that who follows a job does not keep it.
    """
    router = APIRouter(tags=["Beheer"], dependencies=[Depends(require_admin)])
    store = JobStore(settings.index)

    def seen(job: Job) -> Job:
        """The job as its maker has it: it is not done before this process answers from its index."""
        if (
            job.state is JobState.DONE
            and job.snapshot is not None
            and assistants.awaits(job.snapshot)
            and _pointer(settings.index) == job.snapshot
        ):
            return job.model_copy(update={"state": JobState.RUNNING, "stage": SWITCHING, "finished": None})
        return job

    def find(job_id: JobId) -> Job:
        if (job := store.find(job_id)) is None:
            raise ProblemError(
                "unknown-job", "Er is geen taak met deze naam. De laatste taken staan op /v1/jobs."
            )
        return seen(job)

    @router.get(
        "/v1/jobs",
        summary="De laatste taken",
        description=f"De laatste {SHOWN_JOBS} taken, de nieuwste eerst.",
        responses=problems(*WHO),
    )
    def list_jobs() -> JobsResponse:
        return JobsResponse(jobs=[seen(job) for job in store.latest(SHOWN_JOBS)])

    @router.get(
        "/v1/jobs/{job_id}",
        summary="Eén taak",
        description="Hoe ver de taak is. Bij state done antwoordt deze server uit de nieuwe index.",
        responses=problems(*WHO, "unknown-job", "invalid-input"),
    )
    def show_job(job: Annotated[Job, Depends(find)]) -> Job:
        return job

    @router.get(
        "/v1/jobs/{job_id}/events",
        summary="Volg een taak",
        description="Server-sent events: bij elke verandering een gebeurtenis `job` met de taak als JSON, tot en met "
        "de eerste met state done of failed; dan eindigt de stroom.",
        response_class=EventSourceResponse,
        responses=problems(*WHO, "unknown-job", "invalid-input"),
    )
    async def follow_job(job: Annotated[Job, Depends(find)]) -> AsyncIterator[ServerSentEvent]:
        told = None
        while True:
            if job != told:
                yield ServerSentEvent(event="job", data=job.model_dump(mode="json"))
                told = job
            if job.state in OVER or stopping.is_set():
                return
            await anyio.sleep(EVENT_SECONDS)
            job = await anyio.to_thread.run_sync(find, job.job_id)

    return router


def _enqueue(store: JobStore, kind: JobKind, files: list[JobFile], request: Request) -> Job:
    with _storing():
        return store.accept(store.begin(), kind, files, request.scope[KEY_NAME])


@contextmanager
def _storing() -> Iterator[None]:
    try:
        yield
    except JobError as exc:
        raise ProblemError("storage", str(exc)) from exc


def _pointer(index_dir: Path) -> str | None:
    try:
        return current_snapshot(index_dir)
    except IndexStoreError:
        return None


def _require_form(request: Request) -> None:
    content_type = request.headers.get("content-type", "")
    if content_type.partition(";")[0].strip().lower() != "multipart/form-data":
        shown = f"is {content_type[:80]!r}" if content_type else "ontbreekt"
        raise ProblemError(
            "unsupported-media-type",
            f"De kopregel Content-Type {shown}; verwacht wordt multipart/form-data, zoals van: "
            "curl -F files=@brief.pdf",
        )


def _details(metadata: str, names: list[str]) -> dict[str, LetterDetails]:
    """What is said of each file.

    :raises ProblemError: it is no JSON, has a field or value that cannot be, or names a file that is not there.
    """
    try:
        told: Any = json.loads(metadata)
        details = METADATA.validate_python(told)
    except (ValueError, RecursionError) as exc:
        if isinstance(exc, ValidationError):
            raise invalid_input([_wrong_detail(error) for error in exc.errors()[:MOST_ERRORS]]) from exc
        raise invalid_input([FieldError(field="metadata", message="Geen geldige JSON.")]) from exc
    strange = [name for name in details if name not in names]
    if strange:
        raise invalid_input(
            [
                FieldError(
                    field=f"metadata.{name[:60]}", message="Er is geen bestand met deze naam meegestuurd."
                )
                for name in strange
            ]
        )
    return details


def _wrong_detail(error: ErrorDetails) -> FieldError:
    """What is wrong with what is said of a file, under the file's name."""
    place = ".".join(("metadata", *map(str, error["loc"][:1])))[:80]
    [found] = translate_errors([{**error, "loc": ("body", *error["loc"][1:])}], LetterDetails)
    return FieldError(
        field=place if found.field == "body" else f"{place}.{found.field}", message=found.message
    )
