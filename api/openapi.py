"""What OpenAPI says beside the schemas: the introduction and the errors of each route."""

from typing import Any

from fastapi import FastAPI

from api.admin.guard import ADMIN
from api.admin.jobs import FileState, JobKind, JobState
from api.admin.uploads import LetterDetails
from api.middleware import REVALIDATED
from api.problems import KINDS, MEDIA_TYPE, FieldError, Problem, ProblemError, build_problem

EVERYWHERE = ("no-key", "too-many-requests", "internal-error")
"""What any route may answer."""
WITH_BODY = ("body-timeout", "body-too-large")
UNCHANGED = "Niet veranderd: wat `If-None-Match` noemt, is er nog; zonder inhoud."
SCHEME = "sleutel"
TITLE = "Briefwijzer"
INTRODUCTION = (
    "Stelt vragen aan brieven van de overheid en geeft de passages die antwoorden, woord voor woord, "
    "elk met brief, pagina en kenmerk. Er wordt geen tekst gegenereerd. Staat het antwoord niet in de "
    "brieven, dan zegt Briefwijzer dat."
)
TAGS = (
    {"name": "Vragen", "description": "Een vraag stellen, of zoeken."},
    {"name": "Brieven", "description": "De brieven en hun pagina's."},
    {"name": "Beheer", "description": "Voor wie de server draait."},
)


def problems(*slugs: str) -> dict[int | str, dict[str, Any]]:
    """The `responses` of a route that can answer with these kinds of problem."""
    found: dict[int | str, dict[str, Any]] = {}
    for slug in slugs:
        kind = KINDS[slug]
        example = build_problem(ProblemError(slug, kind.explanation), "/v1/ask").model_dump()
        entry = found.setdefault(
            kind.status,
            {
                "description": kind.title,
                "content": {
                    MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}, "examples": {}},
                },
            },
        )
        if kind.title not in entry["description"]:
            entry["description"] += f"; {kind.title[0].lower()}{kind.title[1:]}"
        entry["content"][MEDIA_TYPE]["examples"][slug] = {"summary": kind.title, "value": example}
    return found


def complete_openapi(app: FastAPI) -> None:
    """Add the problem's schema, which no route returns by its annotation, to the OpenAPI text of `app`."""
    schemas = app.openapi().setdefault("components", {}).setdefault("schemas", {})
    for model in (FieldError, Problem, LetterDetails):
        schemas[model.__name__] = model.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas["Problem"].pop("$defs", None)
    for words in (FileState, JobKind, JobState):
        schemas.pop(words.__name__, None)  # their words stand in the fields themselves
    for name, schema in schemas.items():
        if name.startswith("Body_"):  # FastAPI's own, of a form
            schema["description"] = "De bestanden, en wat ervan bekend is naast hun tekst."
    app.openapi()["components"]["securitySchemes"] = {
        SCHEME: {
            "type": "http",
            "scheme": "bearer",
            "description": "Een API-sleutel (bw_...), gemaakt met: briefwijzer keys add NAAM",
        }
    }
    for path, methods in app.openapi()["paths"].items():
        for method, operation in methods.items():
            slugs = [*EVERYWHERE, *(WITH_BODY if "requestBody" in operation else ())]
            for status, told in problems(*slugs).items():
                operation["responses"].setdefault(str(status), told)
            if method == "get" and REVALIDATED.match(path):
                operation["responses"]["304"] = {"description": UNCHANGED}
            administers = ADMIN.fullmatch(f"{method.upper()} {path}") is not None
            operation["security"] = [{SCHEME: []}] if administers else [{}, {SCHEME: []}]
