"""Calls to Slack, and what came of them: done, refused for good, or to be tried later.

The SDK's own retries are off. It would send a message again after a broken connection, when it may well have arrived,
and would wait out a rate limit in memory, where a restart loses it; the inbox does both better.
"""

import logging
from collections.abc import Mapping, Sequence
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from api.bot.worker import GiveUpError, TryLaterError
from api.slack.blocks import MARK

TIMEOUT_SECONDS = 10
"""How long Slack may take over one call."""

PAGES = 5
"""How many times 200 messages of a thread are looked through for an answer that may have arrived."""

_PASSING = frozenset(
    {"internal_error", "fatal_error", "service_unavailable", "request_timeout", "ratelimited", "rate_limited"}
)
"""Slack's errors that pass. Of the first two it says itself that what was asked may have been done."""

logger = logging.getLogger(__name__)
sdk_logger = logging.getLogger("api.slack.sdk")
"""For the SDK, which otherwise logs what it sends and gets."""
sdk_logger.setLevel(logging.ERROR)


class RefusedError(GiveUpError):
    """Slack will not do this, now or later; `code` is its word for why."""

    def __init__(self, code: str) -> None:
        super().__init__(f"Slack weigert: {code}")
        self.code = code


def make_client(token: str | None, api_url: str) -> AsyncWebClient:
    """The SDK's client, without its retries and without a log of what it sends."""
    return AsyncWebClient(
        token=token, base_url=api_url, timeout=TIMEOUT_SECONDS, retry_handlers=[], logger=sdk_logger
    )


class SlackWeb:
    """What the bot asks of Slack."""

    def __init__(self, client: AsyncWebClient) -> None:
        self._client = client

    async def post(self, channel: str, thread: str, message: Mapping[str, Any]) -> None:
        """Post a message in a thread.

        :raises TryLaterError: it did not get through, or nobody knows.
        :raises RefusedError: Slack does not take it.
        """
        await self._call(
            "chat.postMessage", {"channel": channel, "thread_ts": thread, "parse": "none", **message}
        )

    async def has_posted(self, channel: str, thread: str, reply_id: str) -> bool | None:
        """Whether the message with this id stands in the thread; None where the bot may not look.

        :raises TryLaterError: Slack cannot say now.
        """
        cursor = ""
        for _ in range(PAGES):
            params = {
                "channel": channel,
                "ts": thread,
                "limit": 200,
                **({"cursor": cursor} if cursor else {}),
            }
            try:
                found = await self._call("conversations.replies", params, get=True)
            except RefusedError as exc:
                logger.info("De bot kan niet nagaan of een antwoord is aangekomen: %s", exc.code)
                return None
            if any(_bears(message, reply_id) for message in found.get("messages") or ()):
                return True
            cursor = (found.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                break
        return False

    async def set_status(self, channel: str, thread: str, status: str) -> None:
        """Show below a thread what the bot is doing, until it posts; not shown where Slack does not take it."""
        await self._try(
            "assistant.threads.setStatus", {"channel_id": channel, "thread_ts": thread, "status": status}
        )

    async def suggest(
        self, channel: str, thread: str, title: str, prompts: Sequence[tuple[str, str]]
    ) -> None:
        """Show prompts in the assistant pane, each as its label and its text."""
        shown = [{"title": label, "message": text} for label, text in prompts]
        await self._try(
            "assistant.threads.setSuggestedPrompts",
            {"channel_id": channel, "thread_ts": thread, "title": title, "prompts": shown},
        )

    async def respond(self, url: str, message: Mapping[str, Any]) -> None:
        """Answer a command, a shortcut or a button through the address that came with it.

        :raises TryLaterError: it did not get through, or nobody knows.
        :raises RefusedError: Slack does not take it; the address is good for half an hour and five times.
        """
        webhook = AsyncWebhookClient(url, timeout=TIMEOUT_SECONDS, retry_handlers=[], logger=sdk_logger)
        try:
            response = await webhook.send_dict(dict(message))
        except (aiohttp.ClientError, TimeoutError) as exc:
            raise _not_through(exc) from exc
        _check_status(response.status_code, response.headers)
        if response.status_code != 200:
            raise RefusedError(response.body[:80])

    async def _try(self, method: str, arguments: Mapping[str, Any]) -> None:
        """A call that may fail: nobody misses what it shows."""
        try:
            await self._call(method, arguments)
        except (TryLaterError, RefusedError) as exc:
            logger.info("%s lukte niet: %s", method, exc)

    async def _call(
        self, method: str, arguments: Mapping[str, Any], *, get: bool = False
    ) -> Mapping[str, Any]:
        try:
            if get:
                response = await self._client.api_call(method, http_verb="GET", params=dict(arguments))
            else:
                response = await self._client.api_call(method, json=dict(arguments))
        except SlackApiError as exc:
            raise _from_slack(exc) from exc
        except (aiohttp.ClientError, TimeoutError) as exc:
            raise _not_through(exc) from exc
        return response.data if isinstance(response.data, dict) else {}


def error_code(error: SlackApiError) -> str:
    """Slack's word for what went wrong; empty where it gave none."""
    data = getattr(error.response, "data", None)
    return str(data.get("error", "")) if isinstance(data, dict) else ""


def is_refusal(error: SlackApiError) -> bool:
    """Whether Slack will say the same again."""
    return isinstance(_from_slack(error), RefusedError)


def _from_slack(error: SlackApiError) -> Exception:
    """What an error answer of Slack means."""
    response = error.response
    status = int(getattr(response, "status_code", 0) or getattr(response, "status", 0))
    try:
        _check_status(status, response.headers)
    except TryLaterError as late:
        return late
    code = error_code(error)
    if code in _PASSING or not code:
        return TryLaterError(f"Slack zegt {code or f'HTTP {status}'}", sent=True)
    return RefusedError(code)


def _check_status(status: int, headers: Mapping[str, str]) -> None:
    if status == 429:
        asked = next((value for name, value in headers.items() if name.lower() == "retry-after"), "")
        seconds = float(asked) if asked.isdecimal() else None
        raise TryLaterError(
            "Slack wil minder berichten tegelijk", sent=False, seconds=seconds, rate_limited=True
        )
    if status >= 500:
        raise TryLaterError(f"Slack zegt HTTP {status}", sent=True)


def _not_through(error: Exception) -> TryLaterError:
    """A connection that could not be made has sent nothing; of one that broke nobody knows."""
    sent = not isinstance(error, aiohttp.ClientConnectorError)
    return TryLaterError(f"Slack is niet te bereiken ({type(error).__name__})", sent=sent)


def _bears(message: Mapping[str, Any], reply_id: str) -> bool:
    return any(block.get("block_id") == f"{MARK}{reply_id}" for block in message.get("blocks") or ())
