"""What the bot and members may do, and what happens when it changes."""

from __future__ import annotations

import discord
import pytest

from tests.discord import kit
from tests.discord.actor import Actor
from tests.discord.bare import Bare
from tests.discord.founding import own_role
from tests.discord.options import Refused
from tests.discord.rights import ALL, BOT, EVERYONE, Right, overwrite, rights
from tests.discord.server import StandIn
from tests.discord.things import Channel, Guild


def test_the_order_in_which_rights_count() -> None:
    server = StandIn()
    guild = server.guild()
    everybody = guild.roles[guild.id]
    loud, hushed = server.role(guild, "loud"), server.role(guild, "hushed")
    hall = server.channel(
        guild,
        "hall",
        overwrite(everybody, deny=Right.SEND_MESSAGES),
        overwrite(loud, allow=Right.SEND_MESSAGES),
        overwrite(hushed, deny=Right.SEND_MESSAGES),
    )

    def may(*roles: str) -> bool:
        who = server.member("x", guild, *(one for one in (loud, hushed) if one.name in roles))
        return bool(rights(guild, who.id, hall) & Right.SEND_MESSAGES)

    assert [may(), may("loud"), may("hushed"), may("loud", "hushed")] == [False, True, False, True]
    assert rights(guild, guild.data["owner_id"], hall) == ALL
    chief = server.member("chief", guild, server.role(guild, "chiefs", Right.ADMINISTRATOR))
    assert rights(guild, chief.id, hall) == ALL
    assert rights(guild, "1", hall) == 0
    lou = server.member("lou", guild, loud)
    server.admin.remove_role(loud)
    assert not rights(guild, lou.id, hall) & Right.SEND_MESSAGES


async def test_a_right_that_a_channel_takes_away(
    bot: Bare, hall: Channel, guild: Guild, server: StandIn
) -> None:
    channel = kit.text(bot, hall)
    await channel.send("x")
    server.admin.overwrite(hall, own_role(guild), deny=Right.SEND_MESSAGES)
    await server.read()
    assert not channel.permissions_for(channel.guild.me).send_messages
    with pytest.raises(discord.Forbidden) as caught:
        await channel.send("x")
    assert caught.value.code == 50013
    server.admin.overwrite(hall, own_role(guild))
    await channel.send("x")


async def test_a_right_that_a_role_takes_away(
    bot: Bare, hall: Channel, guild: Guild, server: StandIn
) -> None:
    channel = kit.text(bot, hall)
    for role in (own_role(guild), guild.roles[guild.id]):
        server.admin.allow(role, (BOT if role.data["managed"] else EVERYONE) & ~Right.EMBED_LINKS)
    await server.read()
    assert not channel.permissions_for(channel.guild.me).embed_links
    await channel.send("x")
    with pytest.raises(discord.Forbidden):
        await channel.send(embed=discord.Embed(title="x"))


async def test_a_channel_that_the_bot_does_not_see(
    bot: Bare, ana: Actor, hall: Channel, guild: Guild, server: StandIn
) -> None:
    before = ana.say(hall, "before")
    await server.read()
    for role in (own_role(guild), guild.roles[guild.id]):
        server.admin.overwrite(hall, role, deny=Right.VIEW_CHANNEL)
    with pytest.raises(Refused):
        ana.say(hall, "after")
    owner = Actor(server, server.users[guild.data["owner_id"]])
    owner.react(before, "👍")
    owner.say(hall, "after")
    await server.read()
    assert bot.seen.count("MESSAGE_CREATE") == 1
    assert bot.added == {}
    with pytest.raises(discord.Forbidden) as caught:
        await kit.text(bot, hall).fetch_message(int(before.id))
    assert caught.value.code == 50001


async def test_history_without_the_right_is_empty(
    bot: Bare, ana: Actor, hall: Channel, guild: Guild, server: StandIn
) -> None:
    said = ana.say(hall, "x")
    for role in (own_role(guild), guild.roles[guild.id]):
        server.admin.overwrite(hall, role, deny=Right.READ_MESSAGE_HISTORY)
    assert [one async for one in kit.text(bot, hall).history()] == []
    with pytest.raises(discord.Forbidden):
        await kit.text(bot, hall).fetch_message(int(said.id))


async def test_a_badge(bot: Bare, ana: Actor, guild: Guild, server: StandIn) -> None:
    badge = server.role(guild, "Contributor")
    await server.read()
    member = await bot.guilds[0].fetch_member(int(ana.id))
    await member.add_roles(discord.Object(int(badge.id)), reason="merged")
    assert guild.members[ana.id]["roles"] == [badge.id]
    assert [one.name for one in (await bot.guilds[0].fetch_member(int(ana.id))).roles] == [
        "@everyone",
        "Contributor",
    ]
    await member.remove_roles(discord.Object(int(badge.id)))
    assert guild.members[ana.id]["roles"] == []


async def test_a_role_above_the_bot_or_unknown(bot: Bare, ana: Actor, guild: Guild, server: StandIn) -> None:
    high = server.role(guild, "Chief")
    high.data["position"] = 9
    member = await bot.guilds[0].fetch_member(int(ana.id))
    with pytest.raises(discord.Forbidden):
        await member.add_roles(discord.Object(int(high.id)))
    with pytest.raises(discord.NotFound) as caught:
        await member.add_roles(discord.Object(1))
    assert caught.value.code == 10011
    with pytest.raises(discord.NotFound) as caught:
        await bot.guilds[0].fetch_member(int(server.owner.id))
    assert caught.value.code == 10007
    server.admin.allow(own_role(guild), BOT & ~Right.MANAGE_ROLES)
    with pytest.raises(discord.Forbidden):
        await member.add_roles(discord.Object(int(server.role(guild, "low").id)))


async def test_members_come_and_go_only_with_the_intent() -> None:
    async with kit.standing(granted={"members"}) as server:
        guild = server.guild()
        ana = server.member("ana", guild)
        role = server.role(guild, "Voters")
        async with kit.running(Bare("members")) as bot:
            (seen,) = bot.guilds
            assert {one.name for one in seen.members} == {"owner", "dao-bot", "ana"}
            server.admin.dress(guild, ana.user, role)
            server.member("cat", guild)
            server.admin.part(guild, server.users[guild.data["owner_id"]])
            await server.read()
            assert {one.name for one in seen.members} == {"dao-bot", "ana", "cat"}
            assert seen.get_member(int(ana.id)).get_role(int(role.id))  # type: ignore[union-attr]
        async with kit.running(Bare()) as bot:
            server.member("dan", guild)
            await server.read()
            assert [one.name for one in bot.guilds[0].members] == ["dao-bot"]
            assert "GUILD_MEMBER_ADD" not in bot.seen


async def test_renamed_channels_and_deleted_roles(
    bot: Bare, hall: Channel, guild: Guild, server: StandIn
) -> None:
    role = server.role(guild, "Voters")
    server.admin.rename(hall, "agora")
    await server.read()
    assert kit.text(bot, hall).name == "agora"
    assert bot.guilds[0].get_role(int(role.id)) is not None
    server.admin.remove_role(role)
    await server.read()
    assert bot.guilds[0].get_role(int(role.id)) is None
    with pytest.raises(discord.Forbidden):
        await kit.text(bot, hall).edit(name="hall")
