import asyncio

import pytest

import api.bot.conversation
from api.bot.conversation import FAILED, Conversation, Message
from api.bot.database import Database
from api.bot.memory import Asked, Kept, Memory, Shown
from api.metrics import Metrics
from tests.unit.api.fakes import FakeAssistant, serving


@pytest.fixture
def conversation(tmp_path):
    database = Database(tmp_path / "bot.sqlite")
    conversation = Conversation(serving(FakeAssistant()), Metrics(), Memory(database), None)
    yield conversation
    conversation.close()
    database.close()


def test_what_goes_wrong_is_said(conversation, monkeypatch, caplog):
    """Also where it goes wrong after the answer was found."""

    def broken(*_, **__):
        raise KeyError("geheim")

    monkeypatch.setattr(api.bot.conversation, "answer_reply", broken)
    monkeypatch.setattr(api.bot.conversation, "letters_reply", broken)

    async def main():
        kept = Kept("a1", Asked("Hoeveel mensen?", None), (), Shown(True, ()))
        return [
            await conversation.reply(Message("Hoeveel mensen?", "a1", (), ("draad",), "")),
            await conversation.reply(Message("meer", "a2", ("draad",), ("draad",), "")),
            await conversation.reply(Message("brieven", "a3", (), (), "")),
            await conversation.again(kept, whole=True),
        ]

    assert [reply.sentences for reply in asyncio.run(main())] == [(FAILED,)] * 4
    assert caplog.text.count("Een vraag aan de bot gaf een onverwachte fout.") == 4
