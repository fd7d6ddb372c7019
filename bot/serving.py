"""`python -m bot run`: the program on the platforms that the configuration names, until it is stopped."""

from __future__ import annotations

import asyncio
import signal

from bot.app import App
from bot.config import Config, discord_token, matrix_secrets
from bot.model import deps
from bot.room import matrix_folder, waits
from bot.surface import Surface
from bot.ticking import ticking
from rules.errors import Refusal

NOTHING = (
    "No platform is configured: set BOT_DISCORD_TOKEN or [matrix] in config.toml, "
    "or open the terminal with `python -m bot` alone."
)


async def serve(config: Config) -> None:
    """Listen and deliver until SIGTERM or Ctrl-C; FatalError where a platform will not have us."""
    if not (discord_token() or config.matrix.user):
        raise Refusal(NOTHING)
    app = await App.open(config.database.url, None, deps(config), waits(config.delivery))
    try:
        for surface in surfaces(app, config):
            app.surfaces[surface.platform] = surface
        async with ticking(app, config.schedule.tick):
            app.wake()
            await until_stopped(app)
    finally:
        await app.close()


def surfaces(app: App, config: Config) -> list[Surface]:
    """The platforms that are switched on."""
    found: list[Surface] = []
    if token := discord_token():
        from bot.adapters.discord.supervise import Discord

        where = config.discord
        found.append(
            Discord(
                app.table,
                app,
                token,
                contents=where.message_content,
                shards=where.shards,
                shard_count=where.shard_count,
            )
        )
    if config.matrix.user:
        found.append(matrix(app, config))
    return found


def matrix(app: App, config: Config) -> Surface:
    """The bot on Matrix; FatalError where what it needs is not installed."""
    from bot.adapters.matrix import login
    from bot.adapters.matrix.client import Doors
    from bot.adapters.matrix.supervise import Matrix

    where = config.matrix
    password, token = matrix_secrets()
    login.able(encryption=where.encryption)
    account = login.Account(
        where.homeserver, where.user, matrix_folder(config), password, token, where.encryption
    )
    doors = Doors(where.prefix, where.rooms, where.inviters, where.servers, where.moderator)
    return Matrix(app.table, app, account, doors)


async def until_stopped(app: App) -> None:
    """Run every platform; the first that ends for good, or a signal, ends all."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for one in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(one, stop.set)
    running = [asyncio.create_task(surface.run()) for surface in app.surfaces.values()]
    stopping = asyncio.create_task(stop.wait())
    done, _ = await asyncio.wait({*running, stopping}, return_when=asyncio.FIRST_COMPLETED)
    for task in (*running, stopping):
        task.cancel()
    await asyncio.gather(*running, stopping, return_exceptions=True)
    for task in done - {stopping}:
        task.result()
