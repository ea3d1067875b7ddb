"""Whatever is asked, the server answers as its OpenAPI document says, and never with a fault of its own."""

import pytest
import schemathesis
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from api.admin.keys import Role, add_key
from api.app import create_app
from api.settings import ServerSettings
from tests.unit.api.fakes import FakeAssistant, serving

EXAMPLES = 10
"""Requests for each route and way of making them."""
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
ROUTES = [
    "GET /healthz",
    "GET /metrics",
    "GET /readyz",
    "GET /v1/ask",
    "GET /v1/jobs",
    "GET /v1/jobs/{job_id}",
    "GET /v1/jobs/{job_id}/events",
    "GET /v1/letters",
    "GET /v1/letters/{letter_id}",
    "GET /v1/letters/{letter_id}/pages/{page}",
    "DELETE /v1/letters/{letter_id}",
    "POST /v1/ask",
    "POST /v1/ask:batch",
    "POST /v1/letters",
    "POST /v1/reindex",
    "POST /v1/search",
]
NEVER_WRONG = [
    "GET /healthz",
    "GET /metrics",
    "GET /readyz",
    "GET /v1/jobs",
    "GET /v1/letters/{letter_id}",
    "POST /v1/reindex",
]
"""Those that take nothing, or any text."""
TRIED = [
    *((route, GenerationMode.POSITIVE) for route in ROUTES),
    *((route, GenerationMode.NEGATIVE) for route in ROUTES if route not in NEVER_WRONG),
]


@pytest.fixture
def app(tmp_path):
    settings = ServerSettings(index=tmp_path / "index", keys=tmp_path / "keys.json", rate_per_key=0)
    return create_app(serving(FakeAssistant()), settings)


@pytest.fixture
def headers(tmp_path):
    return {"Authorization": f"Bearer {add_key(tmp_path / 'keys.json', 'redactie', Role.ADMIN)}"}


def test_every_route_is_tried(app):
    tried = {
        f"{method.upper()} {path}" for path, methods in app.openapi()["paths"].items() for method in methods
    }
    assert set(ROUTES) == tried


@pytest.mark.parametrize(("route", "mode"), TRIED, ids=lambda each: str(getattr(each, "value", each)))
def test_every_answer_is_documented(app, headers, route, mode):
    method, path = route.split(" ")
    operation = schemathesis.openapi.from_asgi("/openapi.json", app)[path][method]

    @hypothesis_settings(
        max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck)
    )
    @given(operation.as_strategy(generation_mode=mode))
    def check(case):
        case.call_and_validate(headers=headers, checks=CHECKS)

    check()


def test_everything_in_the_document_is_described(app):
    document = app.openapi()
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            where = f"{method} {path}"
            assert operation["summary"], where
            assert operation["description"], where
            assert {"401", "429", "500"} <= set(operation["responses"]), where
            for each in operation.get("parameters", []):
                assert each["description"], (where, each["name"])
    for name, schema in document["components"]["schemas"].items():
        assert schema.get("description"), name
        for field, told in schema.get("properties", {}).items():
            assert told.get("description") or "$ref" in told, (name, field)
