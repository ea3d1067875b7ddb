import asyncio

import pytest

import api.bot.worker
from api.bot.database import Database
from api.bot.inbox import Inbox
from api.bot.worker import TryLaterError, Worker


@pytest.fixture
def inbox(tmp_path):
    database = Database(tmp_path / "bot.sqlite")
    yield Inbox(database)
    database.close()


async def accept(inbox, *keys):
    for key in keys:
        assert await inbox.accept([key], platform="slack", line=key, payload={"key": key})


def test_work_that_is_claimed_while_it_stops_is_finished(inbox, monkeypatch):
    done = []
    claim = inbox.claim

    async def deliver(work):
        await asyncio.sleep(0.05)
        done.append(work.payload["key"])

    async def main():
        claiming, go = asyncio.Event(), asyncio.Event()

        async def slow_claim(platforms):
            claiming.set()
            await go.wait()
            return await claim(platforms)

        monkeypatch.setattr(inbox, "claim", slow_claim)
        await accept(inbox, "a")
        worker = Worker(inbox, {"slack": deliver})
        worker.start()
        await claiming.wait()
        stopping = asyncio.create_task(worker.stop())
        await asyncio.sleep(0)
        go.set()
        await stopping
        assert done == ["a"]
        assert await claim(["slack"]) == (None, 0)

    asyncio.run(main())


def test_work_that_takes_too_long_to_stop_for_is_left_for_the_next_start(inbox, monkeypatch):
    monkeypatch.setattr(api.bot.worker, "STOP_SECONDS", 0.05)

    async def main():
        begun = asyncio.Event()

        async def deliver(_):
            begun.set()
            await asyncio.Event().wait()

        await accept(inbox, "a")
        worker = Worker(inbox, {"slack": deliver})
        worker.start()
        await begun.wait()
        await worker.stop()
        work, _ = await inbox.claim(["slack"])
        assert (work.payload, work.tries) == ({"key": "a"}, 2)

    asyncio.run(main())


@pytest.mark.parametrize(("sent_before", "known"), [(True, True), (False, False)])
def test_a_look_that_fails_does_not_forget_what_may_have_been_sent(inbox, sent_before, known):
    """Else the next try would send without looking."""

    async def main():
        tried = asyncio.Event()
        seen = []

        async def deliver(work):
            seen.append(work.sending)
            if len(seen) == 1 and sent_before:
                await inbox.sending(work)
                raise TryLaterError("de verbinding brak", sent=True, seconds=0.0)
            if len(seen) < 3:
                raise TryLaterError("te veel", sent=False, seconds=0.0, rate_limited=True)
            tried.set()

        await accept(inbox, "a")
        worker = Worker(inbox, {"slack": deliver})
        worker.start()
        await tried.wait()
        await worker.stop()
        assert seen == [False, known, known]

    asyncio.run(main())
