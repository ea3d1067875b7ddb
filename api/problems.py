"""The one shape of every error answer: RFC 9457 problem+json, with a table of all kinds that there are."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import get_origin
from urllib.parse import quote

from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Scope

MEDIA_TYPE = "application/problem+json"
MOST_ERRORS = 100
"""More fields that are wrong are not named: a request of 64 kB can have thousands, and an answer of MBs."""


@dataclass(frozen=True, slots=True)
class ProblemKind:
    """One kind of error; `slug` ends the problem's `type`, the other texts are the same each time."""

    slug: str
    status: int
    title: str
    explanation: str


KINDS: Mapping[str, ProblemKind] = MappingProxyType(
    {
        kind.slug: kind
        for kind in (
            ProblemKind(
                "malformed-json",
                400,
                "Geen geldige JSON",
                "De inhoud van de aanvraag is niet als JSON te lezen.",
            ),
            ProblemKind(
                "malformed-upload",
                400,
                "Geen geldige upload",
                "De inhoud van de aanvraag is niet als multipart/form-data te lezen.",
            ),
            ProblemKind(
                "no-key",
                401,
                "Geen geldige sleutel",
                "Hiervoor is een API-sleutel nodig, en die ontbreekt of klopt niet.",
            ),
            ProblemKind(
                "not-recognised",
                401,
                "Niet herkend",
                "De aanvraag bewijst niet dat hij komt van wie hem zegt te sturen.",
            ),
            ProblemKind(
                "foreign-origin",
                403,
                "Vreemde webpagina",
                "Een webpagina van een andere server doet de aanvraag; /mcp staat dat niet toe.",
            ),
            ProblemKind(
                "administration-off", 403, "Beheer staat uit", "Er is geen API-sleutel voor beheer gemaakt."
            ),
            ProblemKind("not-allowed", 403, "Niet toegestaan", "De API-sleutel is niet voor beheer."),
            ProblemKind("not-found", 404, "Niet gevonden", "Op dit adres staat niets."),
            ProblemKind(
                "unknown-letter", 404, "Onbekende brief", "De index heeft geen brief met deze letter_id."
            ),
            ProblemKind(
                "unknown-page", 404, "Onbekende pagina", "De brief heeft geen pagina met dit nummer."
            ),
            ProblemKind("unknown-job", 404, "Onbekende taak", "Er is geen taak met deze job_id."),
            ProblemKind(
                "method-not-allowed", 405, "Methode niet toegestaan", "Dit adres kent deze methode niet."
            ),
            ProblemKind(
                "body-timeout",
                408,
                "Aanvraag te traag",
                "De inhoud van de aanvraag kwam niet op tijd binnen.",
            ),
            ProblemKind(
                "body-too-large", 413, "Aanvraag te groot", "De aanvraag is groter dan de server aanneemt."
            ),
            ProblemKind(
                "unsupported-media-type",
                415,
                "Verkeerd soort inhoud",
                "De inhoud van de aanvraag is niet aangekondigd als wat hier hoort: JSON, of bij brieven "
                "multipart/form-data.",
            ),
            ProblemKind(
                "unknown-host",
                421,
                "Onbekende naam van de server",
                "De aanvraag noemt de server bij een naam die hij niet kent; /mcp beantwoordt die niet.",
            ),
            ProblemKind(
                "invalid-input",
                422,
                "Ongeldige invoer",
                "De aanvraag is te lezen, maar een veld ontbreekt, is onbekend of heeft een waarde die niet "
                f"mag; `errors` noemt elk veld, en van meer dan {MOST_ERRORS} de eerste.",
            ),
            ProblemKind(
                "too-many-requests", 429, "Te veel aanvragen", "Er komen te veel aanvragen per minuut."
            ),
            ProblemKind("internal-error", 500, "Interne fout", "De server heeft een fout gemaakt."),
            ProblemKind(
                "storage",
                507,
                "Opslaan mislukt",
                "De server kan niet op zijn schijf schrijven; er is niets gewijzigd.",
            ),
            ProblemKind(
                "no-index", 503, "Geen index", "Er is geen index geladen; zonder index geen antwoord."
            ),
        )
    }
)


class FieldError(BaseModel):
    """What is wrong with one field of the request."""

    model_config = ConfigDict(
        json_schema_extra={"description": "Wat er mis is met één veld van de aanvraag."}
    )

    field: str = Field(description="Het veld, zoals in de aanvraag.", examples=["filters.date_from"])
    message: str = Field(description="Wat er mis is en wat er mag.", examples=["Dit is geen datum."])


class Problem(BaseModel):
    """An error answer."""

    model_config = ConfigDict(
        json_schema_extra={"description": "Een foutmelding, zoals RFC 9457 die vastlegt."}
    )

    type: str = Field(description="Soort fout, als adres van de uitleg.", examples=["/docs#invalid-input"])
    title: str = Field(description="Naam van de soort fout.", examples=["Ongeldige invoer"])
    status: int = Field(description="De HTTP-status.", examples=[422])
    detail: str = Field(
        description="Wat er deze keer mis is en wat er te doen is.",
        examples=["top_k: Moet ten hoogste 20 zijn."],
    )
    instance: str = Field(description="Het pad van de aanvraag.", examples=["/v1/ask"])
    errors: list[FieldError] = Field(
        default_factory=list,
        description="Per veld wat er mis is; leeg als de fout niet aan een veld ligt.",
        examples=[[{"field": "top_k", "message": "Moet ten hoogste 20 zijn."}]],
    )


class ProblemError(Exception):
    """Raised in a route to answer with a problem."""

    def __init__(
        self,
        slug: str,
        detail: str,
        errors: Sequence[FieldError] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        """Say which problem.

        :param slug: a key of KINDS.
        :param detail: a Dutch sentence for the caller.
        :param errors: the fields that are wrong.
        :param headers: response headers that belong to the problem.
        """
        super().__init__(detail)
        self.slug = slug
        self.detail = detail
        self.errors = tuple(errors)
        self.headers = dict(headers or {})


def invalid_input(errors: Sequence[FieldError]) -> ProblemError:
    """A 422 that names every field that is wrong, up to MOST_ERRORS."""
    errors = errors[:MOST_ERRORS]
    detail = " ".join(f"{error.field}: {error.message}" for error in errors)
    return ProblemError("invalid-input", detail, errors)


def once_each(model: type[BaseModel]) -> Callable[[Request], None]:
    """A check that no query parameter of `model` is there twice, but for those that take a list."""
    names = [name for name, field in model.model_fields.items() if get_origin(field.annotation) is not list]

    def check(request: Request) -> None:
        repeated = [
            FieldError(field=name, message="Staat meer dan eens in het adres; één keer mag.")
            for name in names
            if len(request.query_params.getlist(name)) > 1
        ]
        if repeated:
            raise invalid_input(repeated)

    return check


def require_json(request: Request) -> None:
    """Refuse a request whose body is not announced as JSON.

    :raises ProblemError: it is not; the answer is 415.
    """
    content_type = request.headers.get("content-type", "")
    if content_type.partition(";")[0].strip().lower() != "application/json":
        shown = f"is {content_type[:80]!r}" if content_type else "ontbreekt"
        raise ProblemError(
            "unsupported-media-type", f"De kopregel Content-Type {shown}; verwacht wordt application/json."
        )


def build_problem(error: ProblemError, instance: str) -> Problem:
    """The problem as a record; `instance` is the request's path."""
    kind = KINDS[error.slug]
    return Problem(
        type=f"/docs#{kind.slug}",
        title=kind.title,
        status=kind.status,
        detail=error.detail,
        instance=instance,
        errors=list(error.errors),
    )


def request_path(scope: Scope) -> str:
    """The request's path, percent-encoded, without its query (which may hold a question)."""
    return quote(scope["path"], safe="/:")


def problem_response(error: ProblemError, instance: str) -> Response:
    """The problem as a response; text that cannot be UTF-8 (a lone surrogate in a field name) becomes "?"."""
    content = json.dumps(build_problem(error, instance).model_dump(), ensure_ascii=False)
    return Response(
        content.encode("utf-8", "replace"),
        status_code=KINDS[error.slug].status,
        headers=error.headers,
        media_type=MEDIA_TYPE,
    )
