"""POST /mattermost: where Mattermost sends slash commands and outgoing webhooks; refused without a known token.

The answer is the response, so nothing is asked of Mattermost and no address or account of it is needed.
"""

import asyncio
import hmac
import json
import logging
import uuid
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse

from api.bot.conversation import FAILED, NO_LETTERS, Message
from api.bot.reply import Reply
from api.bot.service import BotService
from api.bot.worker import NotReadyError
from api.mattermost.markdown import markdown
from api.problems import ProblemError
from sources.errors import BotStoreError

PATH = "/mattermost"
NAME = "mattermost"

MAX_BODY_BYTES = 262_144
"""A message has at most 16,383 characters; sent as a form, one may take twelve bytes."""

ANSWER_SECONDS = 20.0
"""Mattermost itself gives up after 30 seconds."""

HOW = (
    "Typ /brief met uw vraag voor een antwoord dat alleen u ziet, of begin een bericht met het trefwoord dat uw "
    "beheerder heeft ingesteld voor een antwoord in de draad."
)
TOO_SLOW = "Het zoeken duurt nu te lang. Stel de vraag over een minuut opnieuw."

logger = logging.getLogger(__name__)


def mattermost_routes(service: BotService) -> APIRouter:
    """The route that answers Mattermost."""
    router = APIRouter(include_in_schema=False)
    tokens = service.settings.mattermost_tokens

    @router.post(PATH)
    async def ask(request: Request) -> JSONResponse:
        fields = _fields(await request.body(), request.headers.get("content-type", ""))
        if not _is_known(str(fields.get("token", "")), tokens):
            logger.warning(
                "Een aanvraag op %s is geweigerd: het token is er niet een uit BRIEFWIJZER_MATTERMOST_TOKENS.",
                PATH,
            )
            raise ProblemError("not-recognised", "De aanvraag heeft geen token dat deze server kent.")
        return JSONResponse(await _answer(service, fields))

    return router


async def _answer(service: BotService, fields: Mapping[str, Any]) -> dict[str, Any]:
    """What the response says; empty where it is a copy of a request that is being answered."""
    is_command = "command" in fields
    # What has no id cannot be told from a copy, and is answered.
    key = f"{NAME}:{fields.get('trigger_id' if is_command else 'post_id') or uuid.uuid4().hex}"
    text = str(fields.get("text", ""))
    if not is_command:
        text = text.removeprefix(str(fields.get("trigger_word", ""))).lstrip(" :,")
    try:
        if not await service.inbox.is_new(key):
            return {}
        reply = await asyncio.wait_for(
            service.conversation.reply(_message(fields, text, key)), ANSWER_SECONDS
        )
    except TimeoutError:
        reply = Reply(sentences=(TOO_SLOW,))
    except NotReadyError:
        reply = Reply(sentences=(NO_LETTERS,))
    except BotStoreError:
        logger.exception("De bot kan niet bij zijn bestand.")
        reply = Reply(sentences=(FAILED,))
    kind = "ephemeral" if is_command else "comment"
    return {"response_type": kind, "text": markdown(reply), "skip_slack_parsing": True}


def _message(fields: Mapping[str, Any], text: str, key: str) -> Message:
    """The question; Mattermost does not say in which thread, so a conversation is that of one user in one channel."""
    place = (f"{NAME}:{fields.get('team_id')}:{fields.get('channel_id')}:{fields.get('user_id')}",)
    return Message(" ".join(text.split()), key, place, place, HOW)


def _fields(body: bytes, content_type: str) -> Mapping[str, Any]:
    """The fields of a form or of a JSON object; none where it is neither."""
    try:
        text = body.decode()
        if content_type.partition(";")[0].strip().lower() == "application/json":
            found = json.loads(text)
            return found if isinstance(found, dict) else {}
        return dict(parse_qsl(text, max_num_fields=100))
    except (ValueError, RecursionError):
        return {}


def _is_known(token: str, tokens: tuple[str, ...]) -> bool:
    """Whether this is one of the tokens, found in the same time whichever it is."""
    known = False
    for each in tokens:
        known |= hmac.compare_digest(token.encode(), each.encode())
    return known
