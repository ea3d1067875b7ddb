"""From an exception to an answer: problem+json for programs, a readable page for someone in a browser."""

import json
import logging
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from jinja2 import Environment
from pydantic import BaseModel
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, Response
from starlette.routing import Match, Route

from api.admin.uploads import MOST_FILES
from api.dutch import MESSAGES, translate_errors
from api.middleware import Responder
from api.problems import (
    FieldError,
    ProblemError,
    build_problem,
    invalid_input,
    problem_response,
    request_path,
)
from api.questions import AskBatch, AskQuery, AskRequest, LettersQuery
from sources.errors import QuestionError, UnknownLetterError, UnknownPageError

INPUTS: Mapping[tuple[str, str], type[BaseModel]] = MappingProxyType(
    {
        ("POST", "/v1/ask"): AskRequest,
        ("GET", "/v1/ask"): AskQuery,
        ("POST", "/v1/ask:batch"): AskBatch,
        ("POST", "/v1/search"): AskRequest,
        ("GET", "/v1/letters"): LettersQuery,
    }
)
"""What a route takes as its body or query, to name the fields that there are to who sends another."""
logger = logging.getLogger(__name__)

NOT_FOUND = "Op dit adres staat niets. Welke adressen er zijn, staat op /docs."


def problem_responder(templates: Environment) -> Responder:
    """What answers with a problem: a page for a person in a browser, problem+json for a program."""

    def respond(request: Request, error: ProblemError) -> Response:
        if not _wants_page(request):
            return problem_response(error, request_path(request.scope))
        problem = build_problem(error, request_path(request.scope))
        page = templates.get_template("problem.html").render(problem=problem)
        return HTMLResponse(page, status_code=problem.status, headers=error.headers)

    return respond


def add_handlers(app: FastAPI, respond: Responder, routes: Sequence[Route]) -> None:
    """Let `app` answer every expected exception with a problem.

    :param routes: all routes, to say which methods an address does have.
    """

    async def on_problem(request: Request, exc: Exception) -> Response:
        return respond(request, exc if isinstance(exc, ProblemError) else _from_own_error(exc))

    async def on_validation(request: Request, exc: Exception) -> Response:
        errors = exc.errors() if isinstance(exc, RequestValidationError) else []
        for error in errors:
            if error["type"] == "json_invalid":
                return respond(request, malformed_json(_input_of(request), int(error["loc"][-1]) + 1))
        return respond(request, invalid_input(translate_errors(errors, _input_of(request))))

    async def on_http(request: Request, exc: Exception) -> Response:
        status = exc.status_code if isinstance(exc, HTTPException) else 500
        if status == 404:
            return respond(request, ProblemError("not-found", NOT_FOUND))
        if status == 405:
            return respond(request, _wrong_method(request, routes))
        if status == 400:
            return respond(request, _unreadable(request, exc))
        raise exc

    app.add_exception_handler(ProblemError, on_problem)
    app.add_exception_handler(QuestionError, on_problem)
    app.add_exception_handler(UnknownLetterError, on_problem)
    app.add_exception_handler(UnknownPageError, on_problem)
    app.add_exception_handler(RequestValidationError, on_validation)
    app.add_exception_handler(HTTPException, on_http)


def malformed_json(model: type[BaseModel] | None, position: int | None = None) -> ProblemError:
    """A 400 for a body that is no JSON.

    :param model: what the body should have been, to give an example of.
    :param position: where reading stopped, 1-based, if that is known.
    """
    where = "" if position is None else f"; het lezen stopte bij teken {position}"
    fields = {} if model is None else model.model_fields
    example = {
        name: field.examples[0] for name, field in fields.items() if field.is_required() and field.examples
    }
    expected = f" Verwacht wordt bijvoorbeeld {json.dumps(example, ensure_ascii=False)}." if example else ""
    return ProblemError("malformed-json", f"De inhoud van de aanvraag is geen geldige JSON{where}.{expected}")


def _unreadable(request: Request, exc: Exception) -> ProblemError:
    """What went wrong while a body was read, which FastAPI gives as the cause of its own error."""
    match exc.__cause__:
        case ProblemError() as problem:
            return problem
        case OSError() as failure:
            return _no_room(failure)
        case _ if not _is_form(request):
            return malformed_json(_input_of(request))
        case _ if str(getattr(exc, "detail", "")).startswith("Too many files"):
            # Starlette stops at a thousand, before FastAPI can count them.
            message = MESSAGES["too_long"].format(max_length=MOST_FILES)
            return invalid_input([FieldError(field="files", message=message)])
        case _:
            return _malformed_upload()


def _is_form(request: Request) -> bool:
    return request.headers.get("content-type", "").startswith("multipart/")


def _no_room(exc: OSError) -> ProblemError:
    """A 507 for files that the disk did not take while they came in."""
    logger.error("Bestanden die binnenkwamen, konden niet worden bewaard: %s", exc)
    return ProblemError("storage", f"De bestanden kunnen niet worden bewaard: {exc.strerror}.")


def _malformed_upload() -> ProblemError:
    return ProblemError(
        "malformed-upload",
        "De inhoud van de aanvraag is geen geldige multipart/form-data; stuur de brieven zoals "
        "curl -F files=@brief.pdf dat doet.",
    )


def _from_own_error(exc: Exception) -> ProblemError:
    match exc:
        case QuestionError():
            return invalid_input([FieldError(field="question", message=str(exc))])
        case UnknownLetterError():
            return ProblemError("unknown-letter", str(exc))
        case UnknownPageError():
            return ProblemError("unknown-page", str(exc))
        case _:
            raise exc


def _input_of(request: Request) -> type[BaseModel] | None:
    route = request.scope.get("route")
    return INPUTS.get((request.method, getattr(route, "path", "")))


def _wrong_method(request: Request, routes: Sequence[Route]) -> ProblemError:
    allowed: set[str] = set()
    for route in routes:
        match, _ = route.matches(dict(request.scope))
        if match is not Match.NONE:
            allowed |= route.methods or set()
    # An address without routes of its own is a file under /static.
    names = ", ".join(sorted(allowed | {"HEAD"} if "GET" in allowed else allowed or {"GET", "HEAD"}))
    path = request_path(request.scope)
    return ProblemError(
        "method-not-allowed",
        f"{path} kent de methode {request.method[:20]} niet; toegestaan zijn: {names}.",
        headers={"Allow": names},
    )


def _wants_page(request: Request) -> bool:
    """Whether a person in a browser asked, and not for the program interface."""
    return "text/html" in request.headers.get("accept", "") and not request_path(request.scope).startswith(
        "/v1/"
    )
