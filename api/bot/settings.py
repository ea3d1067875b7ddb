"""The settings of the bots in Slack and Mattermost: each with its default and what it means."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

from annotated_types import Ge, Le

from api.setting_types import WebAddress


@dataclass(frozen=True, slots=True)
class BotSettings:
    """Which bots are on, and what they may keep; without tokens none is on.

    Slack's own three variables have the names that its documentation gives them. What is `secret` is never shown.
    """

    slack_signing_secret: str | None = field(
        default=None,
        repr=False,
        metadata={
            "variable": "SLACK_SIGNING_SECRET",
            "secret": True,
            "help": "Geheim waarmee Slack zijn aanvragen ondertekent; met SLACK_BOT_TOKEN zet dit /slack/events aan.",
        },
    )
    slack_bot_token: str | None = field(
        default=None,
        repr=False,
        metadata={
            "variable": "SLACK_BOT_TOKEN",
            "secret": True,
            "help": "Token waarmee de bot in Slack antwoordt (xoxb-...).",
        },
    )
    slack_app_token: str | None = field(
        default=None,
        repr=False,
        metadata={
            "variable": "SLACK_APP_TOKEN",
            "secret": True,
            "help": "Token voor Socket Mode (xapp-...); alleen nodig voor `briefwijzer slack`.",
        },
    )
    slack_api_url: WebAddress = field(
        default="https://slack.com/api/",
        metadata={"help": "Adres van Slacks Web API; een andere voor GovSlack of een proxy."},
    )
    mattermost_tokens: tuple[str, ...] = field(
        default=(),
        repr=False,
        metadata={
            "secret": True,
            "help": "Tokens van de slash-opdrachten en uitgaande webhooks in Mattermost, met komma's ertussen; "
            "zet /mattermost aan.",
        },
    )
    bot_store: Path = field(
        default=Path("data/bot.sqlite"),
        metadata={
            "help": "Bestand waarin de bot bijhoudt wat hij beantwoord heeft en wat er in een gesprek gevraagd is."
        },
    )
    bot_keep_days: Annotated[int, Ge(1), Le(365)] = field(
        default=30,
        metadata={
            "help": "Hoeveel dagen de bot vragen bewaart, voor vervolgvragen en voor de knoppen bij een antwoord."
        },
    )
    bot_feedback: bool = field(
        default=False,
        metadata={"help": "Of onder antwoorden in Slack de knoppen “nuttig” en “niet nuttig” staan."},
    )

    @property
    def slack_over_http(self) -> bool:
        """Whether the server takes Slack's requests."""
        return bool(self.slack_signing_secret and self.slack_bot_token)
