"""The letters and their pages as data: GET /v1/letters..."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request

from api.dutch import MAX_NAME_CHARS, unknown_name
from api.live import LiveAssistant
from api.lookup import find_letter, find_page, require_assistant
from api.openapi import problems
from api.problems import FieldError, invalid_input, once_each
from api.questions import LettersQuery
from api.respond import letter_out, letters_out, page_out
from api.schemas import EXAMPLE_LETTER, LetterOut, LettersResponse, PageResponse

LetterId = Annotated[
    str, Path(description="Vaste naam van de brief, uit /v1/letters.", examples=[EXAMPLE_LETTER])
]
PageNumber = Annotated[int, Path(ge=1, description="Paginanummer, vanaf 1.", examples=[4])]


def letter_routes(assistants: LiveAssistant) -> APIRouter:
    """The routes that show letters as data."""
    router = APIRouter(tags=["Brieven"])

    @router.get(
        "/v1/letters",
        summary="De brieven",
        description="De brieven in de index met hun gegevens, en de bestanden die niet te lezen waren. Zonder "
        "parameters zijn het alle brieven; met de filters van /v1/ask die waar ze voor gelden (`letter_ids` en "
        "`kinds` mogen vaker voorkomen), en met `limit` en `offset` een deel. Delen met dezelfde `index.snapshot` "
        "horen bij elkaar.",
        responses=problems("invalid-input", "no-index"),
        dependencies=[Depends(once_each(LettersQuery))],
    )
    def list_letters(query: Annotated[LettersQuery, Query()]) -> LettersResponse:
        assistant = require_assistant(assistants)
        return letters_out(assistant, query.to_filters(), query.limit, query.offset)

    @router.get(
        "/v1/letters/{letter_id}",
        summary="Eén brief",
        description="De gegevens van één brief.",
        responses=problems("unknown-letter", "invalid-input", "no-index"),
        dependencies=[Depends(_refuse_query)],
    )
    def show_letter(letter_id: LetterId) -> LetterOut:
        return letter_out(find_letter(require_assistant(assistants), letter_id))

    @router.get(
        "/v1/letters/{letter_id}/pages/{page}",
        summary="Eén pagina",
        description="De leestekst van één pagina, waarin alle spans tellen, met haar alinea's.",
        responses=problems("unknown-letter", "unknown-page", "invalid-input", "no-index"),
        dependencies=[Depends(_refuse_query)],
    )
    def show_page(letter_id: LetterId, page: PageNumber) -> PageResponse:
        letter = find_letter(require_assistant(assistants), letter_id)
        return page_out(letter, find_page(letter, page))

    return router


def _refuse_query(request: Request) -> None:
    unknown = [
        FieldError(field=name[:MAX_NAME_CHARS], message=unknown_name(name, ()))
        for name in request.query_params
    ]
    if unknown:
        raise invalid_input(unknown)
