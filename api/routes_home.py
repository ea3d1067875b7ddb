"""The page at "/": a question, its answer, and what there is to ask; whole without a script, quicker with one."""

from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Depends, Request
from jinja2 import Environment
from starlette.datastructures import QueryParams
from starlette.responses import HTMLResponse

from api.addresses import server_address
from api.answerview import announcement, view_answer
from api.asking import ask
from api.examples import Examples
from api.live import LOADING, NO_INDEX, LiveAssistant
from api.metrics import Metrics
from api.page_questions import PageQuestion, address, check_question, read_question

if TYPE_CHECKING:
    from rag.assistant import Assistant

MOST_CHOICES = 200
"""Letters that can be chosen from a list; of more the overview is searched."""


def home_routes(
    assistants: LiveAssistant, metrics: Metrics, templates: Environment, public_url: str | None
) -> APIRouter:
    """The routes of the page at "/". A script asks by POST, so that a question stands in no log on its way.

    :param public_url: the address at which readers find the pages; None takes that of the request.
    """
    router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
    examples = Examples()

    def show(request: Request, asked: PageQuestion) -> HTMLResponse:
        assistant = assistants.assistant
        page = {
            "asked": asked,
            "address": address(asked),
            "choices": _choices(assistant),
            "examples": () if asked.question or assistant is None else examples.of(assistant),
            "view": None,
            "errors": [],
            "announcement": "",
            "missing": assistants.problem or LOADING if assistant is None else None,
            "nothing_indexed": assistants.problem == NO_INDEX,
            "outdated": assistants.problem if assistant is not None else None,
        }
        status = 200
        if assistant is None:
            status = 503 if asked.question else 200
        elif asked.question:
            checked = check_question(asked)
            if isinstance(checked, list):
                page["errors"], status = checked, 422
            else:
                filters = checked.filters.to_filters()
                response = ask(assistant, checked.question, checked.top_k, filters, metrics)
                letters = len(assistant.select(filters))
                view = view_answer(response, asked, server_address(request, public_url), letters)
                page |= {"view": view, "announcement": announcement(view)}
        return HTMLResponse(templates.get_template("ask.html").render(page), status_code=status)

    @router.get("/")
    def show_page(request: Request) -> HTMLResponse:
        return show(request, read_question(request.query_params))

    @router.post("/")
    def answer_form(request: Request, form: Annotated[QueryParams, Depends(_form)]) -> HTMLResponse:
        return show(request, read_question(form))

    return router


async def _form(request: Request) -> QueryParams:
    """What a form sends, in the way of an address."""
    return QueryParams((await request.body()).decode("utf-8", "replace"))


def _choices(assistant: "Assistant | None") -> dict[str, list[tuple[str, str]]]:
    """What the filters offer: letters with their titles, and kinds."""
    letters = list(assistant.letters.values()) if assistant else []
    return {
        "letters": sorted(((each.letter_id, each.title) for each in letters), key=lambda each: each[1])
        if len(letters) <= MOST_CHOICES
        else [],
        "kinds": [(kind, kind) for kind in sorted({each.kind for each in letters})],
        "senders": [(name, name) for name in sorted({s.name for each in letters for s in each.signatories})],
    }
