"""A role of the server that the bot hangs on treasurers: it follows, it gives nothing, and what is missing is named."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from storage import members
from storage.store import Change
from tests.discord.rights import BOT, Right
from tests.discord.things import Role
from tests.discord.town import Town, town


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[Town]:
    async with town(tmp_path) as made, made.running():
        await made.found()
        yield made


def own_role(here: Town) -> Role:
    """The role that came with the bot."""
    return next(one for one in here.guild.roles.values() if one.data["managed"])


def wearers(here: Town, badge: Role) -> set[str]:
    """Who has the role in the server."""
    return {name for name, one in here.people.items() if badge.id in here.guild.members[one.id]["roles"]}


async def revoke(here: Town, name: str) -> None:
    """Somebody is no treasurer any more."""

    async def work(change: Change) -> None:
        who = await members.find(change, "discord", here[name].id)
        assert who
        await members.revoke(change, who.id, "treasurer")

    await here.app.store.act(f"discord-{here.guild.id}", work)


async def chosen(here: Town, badge: Role | None) -> str:
    """Choose the badge of treasurers; what is said of it, publicly and privately."""
    given = {"role": badge} if badge else {}
    answer = await (await here["ana"].slash(here.hall, "setup badge", who="treasurer", **given)).shown()
    await here.settle()
    return "\n".join([answer.text, *(one.text for one in here["ana"].whispers(here.hall)[-1:])])


async def test_it_follows_the_role(here: Town) -> None:
    badge = here.server.role(here.guild, "Treasury")
    await here.server.read()
    said = await chosen(here, badge)
    assert "gives no right" in said
    assert "Manage Roles" not in said
    assert wearers(here, badge) == {"ana", "ben", "cy"}
    await revoke(here, "cy")
    await here.settle()
    assert wearers(here, badge) == {"ana", "ben"}
    assert "Nothing shows" in await chosen(here, None)
    assert wearers(here, badge) == set()
    calls = len(here.server.calls("PUT /guilds/{guild_id}/members/{user_id}/roles/{role_id}"))
    await here.settle()
    assert len(here.server.calls("PUT /guilds/{guild_id}/members/{user_id}/roles/{role_id}")) == calls == 3


async def test_wearing_it_makes_nobody_a_treasurer(here: Town) -> None:
    badge = here.server.role(here.guild, "Treasury")
    await chosen(here, badge)
    here.server.admin.dress(here.guild, here["dee"].user, badge)
    await here.server.read()
    refused = await (await here["dee"].slash(here.hall, "treasury approve", numbers="1")).shown()
    assert "Only a treasurer may do that" in refused.text


async def test_what_is_missing_is_named_and_tried_again(here: Town) -> None:
    badge, own = here.server.role(here.guild, "Treasury"), own_role(here)
    here.server.admin.allow(own, BOT & ~Right.MANAGE_ROLES)
    await here.server.read()
    said = await chosen(here, badge)
    assert "I lack **Manage Roles**: Server Settings → Roles → dao-bot → Permissions" in said
    assert wearers(here, badge) == set()
    here.server.take_violations()
    here.server.admin.allow(own, BOT)
    await here.server.read()
    await here.settle()
    assert wearers(here, badge) == set()
    here.clock.move(timedelta(minutes=11))
    await here.settle()
    assert wearers(here, badge) == {"ana", "ben", "cy"}


async def test_a_badge_above_the_bot_is_named(here: Town) -> None:
    badge = here.server.role(here.guild, "Crown")
    here.server.admin.raise_role(badge)
    await here.server.read()
    assert "my role must stand above it" in await chosen(here, badge)
