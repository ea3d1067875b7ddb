"""How the server is doing: GET /healthz, /readyz and /metrics."""

from fastapi import APIRouter
from prometheus_client import CONTENT_TYPE_LATEST
from starlette.responses import Response

from api.live import LiveAssistant
from api.lookup import require_assistant
from api.metrics import Metrics
from api.openapi import problems
from api.respond import index_out
from api.schemas import HealthResponse, ReadyResponse


def status_routes(assistants: LiveAssistant, metrics: Metrics) -> APIRouter:
    """The routes for whoever runs the server."""
    router = APIRouter(tags=["Beheer"])

    @router.get("/healthz", summary="Draait het proces?", description="Antwoordt ook zonder index.")
    async def health() -> HealthResponse:
        return HealthResponse(status="ok")

    @router.get(
        "/readyz",
        summary="Kan de server antwoorden?",
        description="200 zodra er een index geladen is, anders 503 met de reden.",
        responses=problems("no-index"),
    )
    async def ready() -> ReadyResponse:
        assistant = require_assistant(assistants)
        return ReadyResponse(status="ready", index=index_out(assistant.info), warning=assistants.problem)

    @router.get(
        "/metrics",
        summary="Tellingen voor Prometheus",
        description="Aantallen vragen naar uitkomst, hoe lang ze duurden per onderdeel, verzoeken, en hoe oud de index "
        "is; nooit de tekst van een vraag.",
        response_class=Response,
        responses={
            200: {"content": {"text/plain": {}}, "description": "Tellingen in het formaat van Prometheus."}
        },
    )
    async def show_metrics() -> Response:
        assistant = assistants.assistant
        return Response(metrics.render(assistant.info if assistant else None), media_type=CONTENT_TYPE_LATEST)

    return router
