import asyncio

from api.bot.memory import Asked, Kept, Memory, Shown
from api.bot.service import BotService
from api.bot.settings import BotSettings
from api.metrics import Metrics
from tests.unit.api.fakes import FakeAssistant, serving

KEPT = Kept("a1", Asked("Hoeveel windmolens?", None), (), Shown(True, ()))


def test_what_was_kept_long_enough_is_forgotten_also_where_no_platform_leaves_work(tmp_path):
    """Mattermost is answered in its request."""
    service = BotService(
        BotSettings(bot_store=tmp_path / "bot.sqlite"), None, serving(FakeAssistant()), Metrics()
    )

    async def main():
        long_ago = Memory(service._database, lambda: 0.0)
        await long_ago.keep(KEPT, KEPT.asked, ["kanaal"])
        assert await service.memory.before(["kanaal"])
        service.start({})
        while await service.memory.before(["kanaal"]):
            await asyncio.sleep(0.01)
        await service.stop()

    asyncio.run(asyncio.wait_for(main(), 60))
