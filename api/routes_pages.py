"""The pages that a person reads: the letters, a page of a letter, and how programs can ask."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, FastAPI, Path
from jinja2 import Environment
from starlette.responses import HTMLResponse, RedirectResponse

from api.docs import describe_api
from api.live import LiveAssistant
from api.lookup import find_letter, find_page, require_assistant
from api.pageview import parse_spans, show_blocks
from api.problems import KINDS
from api.respond import format_spans, page_url
from sources.types import Span

PageNumber = Annotated[int, Path(ge=1)]


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A cited stretch on another page than the one shown."""

    page: int
    url: str


def page_routes(app: FastAPI, assistants: LiveAssistant, templates: Environment) -> APIRouter:
    """The routes that show HTML.

    :param app: the application that /docs explains.
    """
    router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

    def render(template: str, **values: object) -> HTMLResponse:
        return HTMLResponse(templates.get_template(template).render(**values))

    @router.get("/letters")
    def show_letters() -> HTMLResponse:
        assistant = require_assistant(assistants)
        return render("letters.html", letters=assistant.letters.values(), info=assistant.info)

    @router.get("/letters/{letter_id}")
    def show_letter(letter_id: str) -> RedirectResponse:
        letter = find_letter(require_assistant(assistants), letter_id)
        return RedirectResponse(page_url(letter.letter_id, 1))

    @router.get("/letters/{letter_id}/pages/{page}")
    def show_page(
        letter_id: str,
        page: PageNumber,
        start: str | None = None,
        end: str | None = None,
        spans: str | None = None,
    ) -> HTMLResponse:
        letter = find_letter(require_assistant(assistants), letter_id)
        shown = find_page(letter, page)
        asked = parse_spans(page, start, end, spans)
        cited = asked or ()
        lost = asked is None or any(span.page == page and span.end > len(shown.text) for span in cited)
        return render(
            "page.html",
            letter=letter,
            page=shown,
            blocks=show_blocks(shown, () if lost else cited),
            elsewhere=_elsewhere(letter.letter_id, page, cited),
            lost=lost,
        )

    @router.get("/docs")
    def show_docs() -> HTMLResponse:
        return render("docs.html", api=describe_api(app.openapi()), kinds=KINDS.values())

    return router


def _elsewhere(letter_id: str, page: int, spans: tuple[Span, ...]) -> list[Elsewhere]:
    """The other pages that the citation runs over, each with an address that marks the whole citation."""
    pages = sorted({span.page for span in spans} - {page})
    return [
        Elsewhere(number, f"{page_url(letter_id, number)}?spans={format_spans(spans)}") for number in pages
    ]
