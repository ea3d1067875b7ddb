"""Asking and searching: POST and GET /v1/ask, POST /v1/ask:batch, POST /v1/search."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response

from api.addresses import server_address, with_addresses
from api.asking import ask, search
from api.live import LiveAssistant
from api.lookup import require_assistant
from api.markdown import EXAMPLE, MEDIA_TYPE, markdown_answer, wants_markdown
from api.metrics import Metrics
from api.openapi import problems
from api.problems import FieldError, invalid_input, once_each, require_json
from api.questions import AskBatch, AskQuery, AskRequest, FilterFields
from api.schemas import AskBatchResponse, AskResponse, SearchResponse
from rag.query import normalise
from sources.errors import QuestionError

AS_MARKDOWN = (
    "Met `Accept: text/markdown` komt het antwoord als Markdown om ergens te plakken: de passages als citaat met het "
    "antwoord vet, en hun bron als link."
)
ANSWER: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "Het antwoord, of dat er geen is",
        "content": {MEDIA_TYPE: {"schema": {"type": "string"}, "example": EXAMPLE}},
    }
}
VARY = {"Vary": "Accept"}


def ask_routes(assistants: LiveAssistant, metrics: Metrics, public_url: str | None) -> APIRouter:
    """The routes that answer questions.

    :param public_url: the address at which readers find the pages; None takes that of the request.
    """
    router = APIRouter(tags=["Vragen"])
    problems_of_body = problems(
        "malformed-json", "body-too-large", "unsupported-media-type", "invalid-input", "no-index"
    )

    def answer(
        request: Request, question: str, top_k: int, filters: FilterFields, response: Response
    ) -> AskResponse | Response:
        found = ask(require_assistant(assistants), question, top_k, filters.to_filters(), metrics)
        if wants_markdown(",".join(request.headers.getlist("accept"))):
            text = markdown_answer(with_addresses(found, server_address(request, public_url)))
            return Response(text, media_type=MEDIA_TYPE, headers=VARY)
        response.headers.update(VARY)
        return found

    @router.post(
        "/v1/ask",
        summary="Stel een vraag",
        description="Geeft de passages die de vraag beantwoorden, woord voor woord, of zegt dat het "
        "antwoord niet in de brieven staat. Dezelfde vraag aan dezelfde index geeft hetzelfde antwoord, op "
        f"`took_ms` na. {AS_MARKDOWN}",
        response_model=AskResponse,
        responses=problems_of_body | ANSWER,
        dependencies=[Depends(require_json)],
    )
    def ask_by_post(body: AskRequest, request: Request, response: Response) -> AskResponse | Response:
        return answer(request, body.question, body.top_k, body.filters, response)

    @router.get(
        "/v1/ask",
        summary="Stel een vraag met een adres",
        description="Hetzelfde als POST /v1/ask. `letter_ids` en `kinds` mogen vaker voorkomen. Een adres "
        "blijft vaak in logboeken staan; gebruik POST voor vragen die niemand hoeft te zien.",
        response_model=AskResponse,
        responses=problems("invalid-input", "no-index") | ANSWER,
        dependencies=[Depends(once_each(AskQuery))],
    )
    def ask_by_get(
        query: Annotated[AskQuery, Query()], request: Request, response: Response
    ) -> AskResponse | Response:
        return answer(request, query.q, query.top_k, query, response)

    @router.post(
        "/v1/ask:batch",
        summary="Stel een reeks vragen",
        description="Beantwoordt elke vraag zoals POST /v1/ask dat doet, alle uit dezelfde index. Is er met één "
        "vraag iets mis, dan wordt er geen beantwoord, en noemt `errors` haar: `questions[2].top_k` is van de "
        "derde vraag.",
        responses=problems_of_body,
        dependencies=[Depends(require_json)],
    )
    def ask_batch(body: AskBatch) -> AskBatchResponse:
        _refuse_wordless(body)
        assistant = require_assistant(assistants)
        answers = [
            ask(assistant, each.question, each.top_k, each.filters.to_filters(), metrics)
            for each in body.questions
        ]
        return AskBatchResponse(answers=answers)

    @router.post(
        "/v1/search",
        summary="Zoek passages",
        description="Geeft de passages die het best bij een vraag of trefwoorden passen, zonder te beslissen of ze "
        "de vraag beantwoorden: dezelfde als POST /v1/ask geeft, in `passages` of in `nearest`. Voor wie dat zelf "
        "beoordeelt, of wil weten wat er over een onderwerp staat.",
        responses=problems_of_body,
        dependencies=[Depends(require_json)],
    )
    def search_by_post(body: AskRequest) -> SearchResponse:
        assistant = require_assistant(assistants)
        return search(assistant, body.question, body.top_k, body.filters.to_filters())

    return router


def _refuse_wordless(body: AskBatch) -> None:
    """Refuse the questions that can be read but not asked, before any is: "?!" for one."""
    wrong: list[FieldError] = []
    for place, each in enumerate(body.questions):
        try:
            normalise(each.question)
        except QuestionError as exc:
            wrong.append(FieldError(field=f"questions[{place}].question", message=str(exc)))
    if wrong:
        raise invalid_input(wrong)
