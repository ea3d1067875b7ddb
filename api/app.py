"""The web application: routes, pages, errors and middleware put together; nothing happens at import."""

import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import Route
from starlette.staticfiles import StaticFiles

from api.admin.guard import Guard
from api.admin.library import indexed_folder
from api.admin.page import admin_page_routes
from api.admin.routes import admin_routes, job_routes
from api.bot.settings import BotSettings
from api.bots import make_bots
from api.handlers import add_handlers, problem_responder
from api.live import LiveAssistant
from api.metrics import Metrics
from api.middleware import REQUEST_ID_HEADER, BodyLimit, Envelope, LastResort, Revalidation
from api.openapi import INTRODUCTION, TAGS, TITLE, complete_openapi
from api.originals import Originals
from api.routes_ask import ask_routes
from api.routes_home import home_routes
from api.routes_letters import letter_routes
from api.routes_pages import page_routes
from api.routes_status import status_routes
from api.settings import ServerSettings
from api.templating import make_templates
from api.version import program_version

if TYPE_CHECKING:
    from api.mcp.http import McpEndpoint

GZIP_BYTES = 1000
"""Less than this fits in one packet anyway."""
STATIC = Path(__file__).parent / "static"


def create_app(
    assistants: LiveAssistant,
    settings: ServerSettings,
    bot: BotSettings | None = None,
    metrics: Metrics | None = None,
    stopping: threading.Event | None = None,
) -> FastAPI:
    """The application over `assistants`; it watches the index from start to shutdown.

    Without an index it starts all the same: /healthz answers, what needs letters is a 503 with the remedy.

    :param bot: which bots answer; none where it is left out.
    :param metrics: where is counted; None for a new one.
    :param stopping: set when the server is told to stop, before it waits for what is under way.
    :raises BotStoreError: a bot is on, and its file cannot be used.
    """
    metrics = metrics or Metrics()
    stopping = stopping or threading.Event()
    mcp = _mcp_endpoint(assistants, settings, metrics)
    bots = make_bots(bot or BotSettings(), settings.public_url, assistants, metrics)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        assistants.start()
        await bots.start()
        try:
            async with mcp.running() if mcp else nullcontext():
                yield
        finally:
            await bots.stop()
            assistants.stop()

    app = FastAPI(
        title=TITLE,
        version=program_version(),
        description=INTRODUCTION,
        openapi_tags=[dict(tag) for tag in TAGS],
        # FastAPI's own pages load scripts from other hosts; /docs is ours.
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        lifespan=lifespan,
    )
    templates = make_templates()
    routers = (
        ask_routes(assistants, metrics, settings.public_url),
        letter_routes(assistants),
        admin_routes(assistants, settings),
        job_routes(assistants, settings, stopping),
        admin_page_routes(templates, settings),
        status_routes(assistants, metrics),
        home_routes(assistants, metrics, templates, settings.public_url),
        page_routes(app, assistants, templates, Originals(lambda: indexed_folder(settings.index))),
        *bots.routers,
    )
    for router in routers:
        app.include_router(router)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    if mcp:
        app.router.routes.append(mcp.route)
    routes = [*app.routes, *(route for router in routers for route in router.routes)]
    respond = problem_responder(templates)
    add_handlers(app, respond, [route for route in routes if isinstance(route, Route)])
    complete_openapi(app)
    # The last one added is the outermost.
    app.add_middleware(Revalidation)
    app.add_middleware(BodyLimit, settings=settings, larger=bots.max_body_bytes)
    app.add_middleware(Guard, settings=settings)
    app.add_middleware(GZipMiddleware, minimum_size=GZIP_BYTES)
    if settings.cors_origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=settings.cors_origins,
            allow_methods=["GET", "POST", "DELETE"],
            allow_headers=["Authorization", "Content-Type", REQUEST_ID_HEADER],
            expose_headers=[REQUEST_ID_HEADER, "Retry-After", "Location"],
        )
    app.add_middleware(LastResort, respond=respond)
    app.add_middleware(Envelope, metrics=metrics)
    return app


def _mcp_endpoint(
    assistants: LiveAssistant, settings: ServerSettings, metrics: Metrics
) -> "McpEndpoint | None":
    """What serves /mcp; None where the setting is off. The SDK takes half a second to import, and so is only then."""
    if not settings.mcp:
        return None
    from api.mcp.http import McpEndpoint

    return McpEndpoint(assistants, settings, metrics)
