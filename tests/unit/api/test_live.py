import logging
import threading

import pytest

from api.live import LOAD_FAILED, LOADING, NO_INDEX, RETRY_SECONDS, LiveAssistant
from index.snapshot import IndexInfo
from sources.errors import IndexDamagedError
from tests.unit.api.fakes import FakeAssistant


class World:
    """An index folder that a test moves by hand."""

    def __init__(self):
        self.pointer = None
        self.error = None
        self.loads = 0
        self.now = 0.0

    def load(self):
        self.loads += 1
        if self.error is not None:
            raise self.error
        return FakeAssistant(info=IndexInfo(self.pointer, "model", 2, 7, ()))

    def live(self):
        return LiveAssistant(self.load, lambda: self.pointer, lambda: self.now)


@pytest.fixture
def world():
    return World()


def test_before_the_first_look_it_says_loading(world):
    live = world.live()
    assert live.assistant is None
    assert live.problem == LOADING


def test_without_an_index_there_is_no_assistant(world):
    live = world.live()
    live.refresh()
    assert live.assistant is None
    assert live.problem == NO_INDEX
    assert world.loads == 0


def test_loads_once_and_again_when_the_pointer_moves(world):
    live = world.live()
    world.pointer = "een"
    live.refresh()
    live.refresh()
    assert (live.assistant.info.snapshot, live.problem, world.loads) == ("een", None, 1)
    world.pointer = "twee"
    live.refresh()
    assert (live.assistant.info.snapshot, world.loads) == ("twee", 2)


def test_the_old_one_serves_when_the_new_one_fails(world, caplog):
    live = world.live()
    world.pointer = "een"
    live.refresh()
    world.pointer, world.error = "twee", IndexDamagedError("Een deel van de index ontbreekt.")
    with caplog.at_level(logging.ERROR):
        live.refresh()
    assert live.assistant.info.snapshot == "een"
    assert live.problem == "Een deel van de index ontbreekt."
    assert "Een deel van de index ontbreekt." in caplog.text


def test_a_snapshot_is_awaited_until_it_serves_or_is_found_unusable(world):
    live = world.live()
    live.refresh()
    world.pointer = "een"
    assert live.awaits("een")
    live.refresh()
    assert not live.awaits("een")
    world.pointer, world.error = "twee", IndexDamagedError("stuk")
    assert live.awaits("twee")
    live.refresh()
    assert not live.awaits("twee")
    world.pointer, world.error = "drie", None
    assert live.awaits("drie")


def test_a_failure_is_tried_again_later_not_every_second(world):
    live = world.live()
    world.pointer, world.error = "een", RuntimeError("onverwacht")
    live.refresh()
    live.refresh()
    assert (world.loads, live.problem) == (1, LOAD_FAILED)
    world.now, world.error = RETRY_SECONDS, None
    live.refresh()
    assert (world.loads, live.assistant.info.snapshot, live.problem) == (2, "een", None)


def test_a_removed_index_leaves_the_loaded_one(world):
    live = world.live()
    world.pointer = "een"
    live.refresh()
    world.pointer = None
    live.refresh()
    assert live.assistant.info.snapshot == "een"


def test_the_old_one_serves_while_the_new_one_loads(world):
    loading, go_on = threading.Event(), threading.Event()
    plain = world.load

    def slow():
        loading.set()
        assert go_on.wait(5)
        return plain()

    world.pointer = "een"
    live = world.live()
    live.refresh()
    live._load = slow
    world.pointer = "twee"
    live.start()
    try:
        assert loading.wait(5)
        assert live.assistant.info.snapshot == "een"
        go_on.set()
        for _ in range(500):
            if live.assistant.info.snapshot == "twee":
                break
            threading.Event().wait(0.01)
        assert live.assistant.info.snapshot == "twee"
    finally:
        go_on.set()
        live.stop()
