"""A sealed vote on Discord: nobody sees who has voted, or how, before the close."""

from __future__ import annotations

from pathlib import Path

from bot.deps import Deps
from tests import sealed
from tests.discord.driver import driving


async def test_nothing_others_see_on_discord_depends_on_a_sealed_vote(tmp_path: Path) -> None:
    found = []
    for number, ballots in enumerate(sealed.STORIES):
        (folder := tmp_path / str(number)).mkdir()
        async with driving(folder, Deps(charts=False)) as driver:
            found.append(await sealed.watched(driver, ballots))
    sealed.alike(found)
