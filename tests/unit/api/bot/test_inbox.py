import asyncio
import os
import sqlite3
import stat

import pytest

from api.bot.database import Database
from api.bot.inbox import KEEP_KEYS_SECONDS, LEASE_SECONDS, RATE_LIMITED_SECONDS, STALE_SECONDS, Inbox
from api.bot.memory import Asked, Before, Kept, Memory, Place, Shown
from sources.errors import BotStoreError

PLATFORMS = ("slack",)


class Clock:
    now = 1_000_000.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def path(tmp_path):
    return tmp_path / "map" / "bot.sqlite"


@pytest.fixture
def databases(path):
    made = [Database(path), Database(path)]
    yield made
    for database in made:
        database.close()


@pytest.fixture
def inboxes(databases, clock):
    """Those of two processes that share a file."""
    return [Inbox(database, clock) for database in databases]


def accept(inbox, *keys, line="draad", **payload):
    return asyncio.run(inbox.accept(keys, platform="slack", line=line, payload=payload))


def claim(inbox):
    return asyncio.run(inbox.claim(PLATFORMS))[0]


def test_a_copy_is_known_by_any_of_its_keys_in_any_process(inboxes):
    assert accept(inboxes[0], "event:1", "message:C1:1.0", n=1)
    assert not accept(inboxes[0], "event:1", "message:C1:1.0")
    assert not accept(inboxes[1], "event:2", "message:C1:1.0")
    assert not accept(inboxes[0], "event:2", "message:C1:9.0")
    assert accept(inboxes[1], "event:3", "message:C1:2.0", n=2)


def test_work_is_done_once(inboxes):
    accept(inboxes[0], "a", n=1)
    work = claim(inboxes[1])
    assert (work.payload, work.platform, work.tries, work.sending) == ({"n": 1}, "slack", 1, False)
    assert claim(inboxes[0]) is None
    asyncio.run(inboxes[1].done(work))
    assert claim(inboxes[0]) is None
    assert not accept(inboxes[0], "a", n=1)


def test_work_waits_for_who_can_answer_it(inboxes):
    accept(inboxes[0], "a", n=1)
    assert asyncio.run(inboxes[0].claim(())) == (None, 0)
    assert asyncio.run(inboxes[0].claim(("matrix",))) == (None, 0)
    assert claim(inboxes[0]).payload == {"n": 1}


@pytest.mark.parametrize("taker", [1, 0], ids=["other process", "same process"])
def test_the_work_of_who_went_silent_is_taken_over(inboxes, clock, taker):
    accept(inboxes[0], "a", n=1)
    first = claim(inboxes[0])
    assert asyncio.run(inboxes[0].sending(first))
    clock.now += LEASE_SECONDS - 1
    assert asyncio.run(inboxes[0].renew(first))
    clock.now += LEASE_SECONDS - 1
    assert claim(inboxes[taker]) is None
    clock.now += 1
    second = claim(inboxes[taker])
    assert (second.work_id, second.tries, second.sending) == (first.work_id, 2, True)
    # Who lost it can do nothing more with it.
    assert not asyncio.run(inboxes[0].renew(first))
    assert not asyncio.run(inboxes[0].sending(first))
    asyncio.run(inboxes[0].done(first))
    assert asyncio.run(inboxes[taker].sending(second))


def test_the_work_of_one_thread_waits_its_turn(inboxes, clock):
    for n, line in enumerate(["een", "een", "twee"]):
        accept(inboxes[0], f"k{n}", line=line, n=n)
    first, third = claim(inboxes[0]), claim(inboxes[1])
    assert (first.payload["n"], third.payload["n"]) == (0, 2)
    asyncio.run(inboxes[0].again(first, 5.0, sent=False))
    assert claim(inboxes[1]) is None
    clock.now += 5.0
    again = claim(inboxes[1])
    assert again.payload["n"] == 0
    asyncio.run(inboxes[1].done(again))
    assert claim(inboxes[1]).payload["n"] == 1


@pytest.mark.parametrize(("sent", "known"), [(True, True), (False, False), (None, True)])
def test_whether_an_answer_may_have_arrived_is_remembered(inboxes, clock, sent, known):
    accept(inboxes[0], "a")
    work = claim(inboxes[0])
    asyncio.run(inboxes[0].sending(work))
    asyncio.run(inboxes[0].again(work, 1.0, sent=sent))
    clock.now += 1.0
    assert claim(inboxes[0]).sending is known


def test_old_work_is_dropped_and_counted(inboxes, clock):
    accept(inboxes[0], "oud", line="een")
    accept(inboxes[0], "bezig", line="twee")
    claim(inboxes[0])
    busy = claim(inboxes[0])
    clock.now += STALE_SECONDS
    accept(inboxes[0], "nieuw", line="drie", n=3)
    asyncio.run(inboxes[0].renew(busy))
    clock.now += 1.0
    work, dropped = asyncio.run(inboxes[1].claim(PLATFORMS))
    assert (work.payload, dropped) == ({"n": 3}, 1)
    assert asyncio.run(inboxes[0].renew(busy))


def test_work_that_the_platform_holds_up_is_kept_longer(inboxes, clock):
    accept(inboxes[0], "a")
    asyncio.run(inboxes[0].again(claim(inboxes[0]), 0.0, sent=False, rate_limited=True))
    clock.now += RATE_LIMITED_SECONDS
    work = claim(inboxes[0])
    assert work.tries == 2
    asyncio.run(inboxes[0].again(work, 0.0, sent=False))
    clock.now += 1.0
    assert asyncio.run(inboxes[0].claim(PLATFORMS)) == (None, 1)


def kept(answer_id="a1"):
    shown = Shown(True, (Place("brief", 4, "Er komen 12 windmolens."),))
    return Kept(answer_id, Asked("Hoeveel windmolens? en op zee?", None), ("vervolg",), shown)


def test_what_is_kept_is_forgotten_in_time_but_votes_are_not(databases, inboxes, clock):
    memory = Memory(databases[0], clock)
    asked = Asked("Hoeveel windmolens?", "de brief van 2020")
    asyncio.run(memory.keep(kept(), asked, ["draad", "kanaal"]))
    accept(inboxes[0], "a")
    asyncio.run(memory.vote(kept(), "U1", useful=True))
    clock.now += 3 * 86_400
    asyncio.run(inboxes[0].forget(keep_days=3))
    before = asyncio.run(memory.before(["andere draad", "kanaal"]))
    assert before == Before(asked, kept().asked)
    assert asyncio.run(memory.kept("a1")) == kept()
    clock.now += 1
    asyncio.run(inboxes[0].forget(keep_days=3))
    assert asyncio.run(memory.before(["draad", "kanaal"])) is None
    assert asyncio.run(memory.kept("a1")) is None
    assert not accept(inboxes[0], "a")
    clock.now += KEEP_KEYS_SECONDS
    asyncio.run(inboxes[0].forget(keep_days=3))
    assert accept(inboxes[0], "a")
    assert [vote.useful for vote in memory.votes()] == [True]


def test_one_voter_has_one_vote_and_is_not_known(databases, clock, path):
    memory = Memory(databases[0], clock)
    for voter, useful in (("U1", True), ("U1", False), ("U2", True)):
        asyncio.run(memory.vote(kept(), voter, useful=useful))
    votes = memory.votes()
    assert sorted(vote.useful for vote in votes) == [False, True]
    assert votes[0].shown == kept().shown
    with sqlite3.connect(path) as connection:
        voters = [row[0] for row in connection.execute("SELECT voter FROM votes")]
    connection.close()
    assert all(len(voter) == 16 and not voter.startswith("U") for voter in voters)


def test_the_file_is_for_its_owner_alone(inboxes, path):
    accept(inboxes[0], "a")
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_file_that_cannot_be_used_is_named(tmp_path):
    (tmp_path / "geen").write_text("dit is geen database, ook al is het lang genoeg" * 10)
    for path, reason in (
        (tmp_path, "is niet te openen"),
        (tmp_path / "geen", "is niet te gebruiken (file is not a database)"),
    ):
        database = Database(path)
        with pytest.raises(BotStoreError) as caught:
            database.run_now(lambda _: None)
        database.close()
        assert str(caught.value).startswith(f"Het bestand van de bot, {path}, {reason}")
        assert str(caught.value).endswith("Een andere plaats: BRIEFWIJZER_BOT_STORE.")


def test_a_file_of_another_version_is_left_alone(path):
    path.parent.mkdir()
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    database = Database(path)
    with pytest.raises(BotStoreError, match="heeft indeling 99; dit programma kent 1"):
        database.run_now(lambda _: None)
    database.close()


def test_a_piece_of_work_that_fails_changes_nothing(databases, inboxes):
    def fail(connection):
        connection.execute("DELETE FROM seen")
        raise KeyError("stuk")

    accept(inboxes[0], "a")
    with pytest.raises(KeyError, match="stuk"):
        databases[0].run_now(fail)
    assert not accept(inboxes[1], "a")
