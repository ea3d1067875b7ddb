"""The pages that a person reads: the letters, a page of a letter, and how programs can ask."""

from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, FastAPI, Path, Request
from jinja2 import Environment
from starlette.responses import HTMLResponse, RedirectResponse, Response

from api.docs import describe_api
from api.hits import NO_HITS, find_hits, marking_url
from api.live import LiveAssistant
from api.lookup import find_letter, find_page, require_assistant
from api.originals import Originals
from api.overview_page import make_overview
from api.page_questions import PageQuestion, address, read_question
from api.pageview import Marks, parse_spans, resolve_spans, show_blocks
from api.problems import KINDS, ProblemError
from api.respond import format_spans, page_url
from sources.errors import UnreadableLetterError
from sources.types import Letter, Span

_MOST_DIGITS = 6

PageNumber = Annotated[int, Path(ge=1)]


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A cited stretch on another page than the one shown."""

    page: int
    url: str


def page_routes(
    app: FastAPI, assistants: LiveAssistant, templates: Environment, originals: Originals
) -> APIRouter:
    """The routes that show HTML.

    :param app: the application that /docs explains.
    :param originals: draws the pages of PDF files.
    """
    router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

    def render(template: str, **values: object) -> HTMLResponse:
        return HTMLResponse(templates.get_template(template).render(**values))

    @router.get("/letters")
    def show_letters(zoek: str = "", soort: str = "", deel: str = "1") -> HTMLResponse:
        assistant = require_assistant(assistants)
        letters = assistant.letters.values()
        number = int(deel) if deel.isascii() and deel.isdecimal() and len(deel) < _MOST_DIGITS else 1
        return render(
            "letters.html",
            overview=make_overview(letters, zoek.strip(), soort, number),
            kinds=[(kind, kind) for kind in sorted({each.kind for each in letters})],
            info=assistant.info,
            outdated=assistants.problem,
        )

    @router.get("/letters/{letter_id}")
    def show_letter(letter_id: str) -> RedirectResponse:
        letter = find_letter(require_assistant(assistants), letter_id)
        return RedirectResponse(page_url(letter.letter_id, 1))

    @router.get("/letters/{letter_id}/pages/{page}")
    def show_page(
        request: Request,
        letter_id: str,
        page: PageNumber,
        start: str | None = None,
        end: str | None = None,
        spans: str | None = None,
        tekst: str | None = None,
    ) -> HTMLResponse:
        assistant = require_assistant(assistants)
        letter = find_letter(assistant, letter_id)
        shown = find_page(letter, page)
        cited = resolve_spans(letter, parse_spans(page, start, end, spans), tekst)
        asked = read_question(request.query_params)
        hits = find_hits(assistant, letter, asked, cited or ()) if asked.question else NO_HITS
        marks = Marks(cited or (), hits.answer, hits.other).on(page)
        return render(
            "page.html",
            letter=letter,
            page=shown,
            blocks=show_blocks(shown, marks),
            marks=marks,
            elsewhere=_elsewhere(letter, page, cited or (), asked),
            lost=cited is None,
            asked=asked,
            back=address(asked),
            hits=hits,
            picture=_picture_url(letter, page, marks) if originals.has(letter) else None,
            turn=lambda number: (
                page_url(letter.letter_id, number) + (f"?{asked.query}" if asked.query else "")
            ),
        )

    @router.get("/letters/{letter_id}/pages/{page}/beeld")
    def show_picture(
        letter_id: str,
        page: PageNumber,
        start: str | None = None,
        end: str | None = None,
        spans: str | None = None,
    ) -> Response:
        letter = find_letter(require_assistant(assistants), letter_id)
        shown = find_page(letter, page)
        cited = resolve_spans(letter, parse_spans(page, start, end, spans), None)
        try:
            picture = originals.picture(letter, shown, cited or ())
        except UnreadableLetterError as exc:
            raise ProblemError("not-found", str(exc)) from exc
        return Response(picture, media_type="image/png", headers={"Cache-Control": "private, max-age=86400"})

    @router.get("/docs")
    def show_docs() -> HTMLResponse:
        return render("docs.html", api=describe_api(app.openapi()), kinds=KINDS.values())

    return router


def _picture_url(letter: Letter, page: int, marks: Marks) -> str:
    """The address of the page's picture with the answer marked; another file gives another address."""
    spans = marks.answer or marks.cited
    query = {"spans": format_spans(spans)} if spans else {}
    return f"{page_url(letter.letter_id, page)}/beeld?{urlencode(query | {'bestand': letter.sha256[:12]})}"


def _elsewhere(letter: Letter, page: int, spans: tuple[Span, ...], asked: PageQuestion) -> list[Elsewhere]:
    """The other pages that the citation runs over, each with an address that marks the whole citation."""
    return [
        Elsewhere(
            number,
            marking_url(
                f"{page_url(letter.letter_id, number)}?spans={format_spans(spans)}",
                letter.text_at(spans), spans, asked,
            ),
        )
        for number in sorted({span.page for span in spans} - {page})
    ]  # fmt: skip
