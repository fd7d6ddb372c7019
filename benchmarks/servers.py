"""Memory of the program in a thousand servers, beside a bare bot in as many, each in a process of its own."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.discord import kit
from tests.discord.service import TOKEN

SERVERS, CHANNELS, ROLES = 1000, 20, 10


async def show() -> None:
    """Print the figures; a system that does not tell of memory is passed over."""
    if sys.platform != "linux":
        print("discord, memory: this system does not tell")
        return
    one, many = [await memory(servers) for servers in (1, SERVERS)]
    each = (many["ours"] - one["ours"]) * 1024 / (SERVERS - 1)
    print(
        f"discord, memory with {SERVERS:,} servers of {CHANNELS} channels: {many['ours']:.0f} MB "
        f"({one['ours']:.0f} MB with one; {each:.0f} KB a server), ×{many['ours'] / many['bare']:.2f} of the bare bot's "
        f"{many['bare']:.0f} MB"
    )


async def memory(servers: int) -> dict[str, float]:
    """Megabytes of both, connected and at rest."""
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log"
        ours = ("bot", "run", "--database", f"{folder}/a.db")
        return {
            "bare": await resident(servers, log, "tests.discord.bare"),
            "ours": await resident(servers, log, *ours),
        }


async def resident(servers: int, log: Path, *program: str) -> float:
    """Megabytes of a program that has been told of all of its servers."""
    async with kit.standing(limits=False) as server:
        for number in range(servers):
            guild = server.guild(f"Server {number}")
            for one in range(CHANNELS):
                server.channel(guild, f"channel-{one}")
            for one in range(ROLES):
                server.role(guild, f"Role {one}")
        async with kit.program(server, log, *program, BOT_DISCORD_TOKEN=TOKEN) as found:
            await server.read()
            return found.memory
