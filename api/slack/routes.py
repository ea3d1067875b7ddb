"""POST /slack/events: where Slack sends events, commands, shortcuts and buttons; refused unless Slack signed it."""

import logging
from collections.abc import Mapping
from urllib.parse import parse_qs

from fastapi import APIRouter, Request
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.signature import SignatureVerifier
from starlette.responses import Response

from api.problems import ProblemError

PATH = "/slack/events"

MAX_BODY_BYTES = 1_048_576
"""A button sends along the whole message that it stands under."""

logger = logging.getLogger(__name__)


def slack_routes(app: AsyncApp, signing_secret: str) -> APIRouter:
    """The route that gives Slack's requests to Bolt.

    The signature is checked here before anything of the body is read, and in Bolt again: what a stranger sends then
    comes no further, and into no log.
    """
    router = APIRouter(include_in_schema=False)
    handler = AsyncSlackRequestHandler(app)
    verifier = SignatureVerifier(signing_secret)

    @router.post(PATH)
    async def events(request: Request) -> Response:
        body = await request.body()
        if not _is_signed(verifier, body, request.headers):
            if _is_ssl_check(body):
                return Response()
            logger.warning(
                "Een aanvraag op %s is geweigerd: niet door Slack ondertekend, of langer dan vijf minuten geleden. "
                "Klopt SLACK_SIGNING_SECRET, en de klok?",
                PATH,
            )
            raise ProblemError(
                "not-recognised", "De aanvraag is niet door Slack ondertekend, of te lang geleden."
            )
        return await handler.handle(request)

    return router


def _is_signed(verifier: SignatureVerifier, body: bytes, headers: Mapping[str, str]) -> bool:
    timestamp, signature = headers.get("x-slack-request-timestamp"), headers.get("x-slack-signature")
    try:
        return verifier.is_valid(body, timestamp, signature)
    except (ValueError, TypeError):
        # A timestamp that is no number, a body that is no text, a signature that is not ASCII.
        return False


def _is_ssl_check(body: bytes) -> bool:
    """Whether Slack only looks at the certificate; it does not sign that."""
    return len(body) < 500 and parse_qs(body.decode("latin-1")).get("ssl_check") == ["1"]
