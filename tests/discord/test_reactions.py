"""Reactions: heard as they come, read again page by page, removed by members, moderators and the bot."""

from __future__ import annotations

import discord
import pytest

from tests.discord import kit
from tests.discord.actor import Actor
from tests.discord.bare import Bare
from tests.discord.options import Refused
from tests.discord.rights import Right
from tests.discord.server import StandIn
from tests.discord.things import Channel, Guild, Message

UP, DOWN, HEART = "👍", "👎", "❤️"


@pytest.fixture
def said(ana: Actor, hall: Channel) -> Message:
    return ana.say(hall, "vote")


@pytest.fixture
def mod(server: StandIn, guild: Guild) -> Actor:
    return server.member("mod", guild, server.role(guild, "Moderators", Right.MANAGE_MESSAGES))


async def test_the_bot_hears_reactions(
    bot: Bare, ana: Actor, ben: Actor, said: Message, server: StandIn
) -> None:
    for who in (ana, ben):
        who.react(said, UP)
        who.react(said, UP)
    ana.unreact(said, UP)
    await server.read()
    assert (bot.added[UP], bot.removed[UP]) == (2, 1)
    assert said.reactions == {UP: [ben.id]}


async def test_the_bot_reads_reactions_page_by_page(
    bot: Bare, hall: Channel, guild: Guild, server: StandIn
) -> None:
    message = await kit.text(bot, hall).send("vote")
    await message.add_reaction(UP)
    people = [server.member(f"m{n}", guild) for n in range(230)]
    for one in people:
        one.react(hall.messages[str(message.id)], UP)
    reaction = (await message.fetch()).reactions[0]
    assert (reaction.count, reaction.me) == (231, True)
    found = [one.id async for one in reaction.users()]  # discord.py turns each page around
    assert sorted(found) == [int(server.bot.id), *(int(one.id) for one in people)]
    after = discord.Object(int(people[99].id))
    assert {one.name async for one in reaction.users(limit=2, after=after)} == {"m100", "m101"}
    assert [one async for one in reaction.users(type=discord.ReactionType.burst)] == []
    pages = server.calls("GET /channels/{channel_id}/messages/{message_id}/reactions/{emoji_name}")
    assert len(pages) == 3 + 1 + 1


async def test_reactions_while_the_bot_is_off_are_only_in_the_state(
    server: StandIn, hall: Channel, ana: Actor, said: Message
) -> None:
    ana.react(said, UP)
    async with kit.running(Bare()) as bot:
        await server.read()
        assert bot.added == {}
        message = await kit.text(bot, hall).fetch_message(int(said.id))
        assert [one.name async for one in message.reactions[0].users()] == ["ana"]


async def test_moderators_remove_reactions(
    bot: Bare, ana: Actor, mod: Actor, said: Message, server: StandIn
) -> None:
    for emoji in (UP, DOWN, HEART):
        ana.react(said, emoji)
    mod.unreact(said, UP, of=ana)
    mod.clear(said, DOWN)
    mod.clear(said)
    await server.read()
    assert bot.removed == {UP: 1}
    assert [one for one in bot.seen if one.startswith("MESSAGE_REACTION_REMOVE")] == [
        "MESSAGE_REACTION_REMOVE",
        "MESSAGE_REACTION_REMOVE_EMOJI",
        "MESSAGE_REACTION_REMOVE_ALL",
    ]
    assert not any(said.reactions.values())


async def test_members_remove_only_their_own(ana: Actor, ben: Actor, said: Message) -> None:
    ana.react(said, UP)
    with pytest.raises(Refused):
        ben.unreact(said, UP)
    with pytest.raises(Refused):
        ben.unreact(said, UP, of=ana)
    with pytest.raises(Refused):
        ben.clear(said)


async def test_the_bot_removes_reactions(
    bot: Bare, ana: Actor, ben: Actor, hall: Channel, said: Message
) -> None:
    message = kit.text(bot, hall).get_partial_message(int(said.id))
    for emoji in (UP, DOWN, HEART):
        await message.add_reaction(emoji)
        ana.react(said, emoji)
    await message.remove_reaction(UP, discord.Object(int(ana.id)))
    await message.remove_reaction(UP, discord.Object(bot.application_id or 0))
    assert not said.reactions[UP]
    await message.clear_reaction(DOWN)
    assert DOWN not in said.reactions
    await message.clear_reactions()
    assert said.reactions == {}
    with pytest.raises(discord.NotFound):
        await message.clear_reaction(DOWN)


async def test_one_emoji_with_and_without_its_variation_sign(
    bot: Bare, ana: Actor, hall: Channel, said: Message
) -> None:
    await kit.text(bot, hall).get_partial_message(int(said.id)).add_reaction(HEART)
    ana.react(said, HEART.removesuffix("\ufe0f"))
    assert list(said.reactions) == [HEART]
    assert len(said.reactions[HEART]) == 2


async def test_no_emoji_and_too_many(bot: Bare, hall: Channel, said: Message) -> None:
    message = kit.text(bot, hall).get_partial_message(int(said.id))
    for wrong in ("yes", "x:123", "1"):
        with pytest.raises(discord.HTTPException) as caught:
            await message.add_reaction(wrong)
        assert caught.value.code == 10014
    for n in range(20):
        await message.add_reaction(chr(0x1F600 + n))
    with pytest.raises(discord.HTTPException) as caught:
        await message.add_reaction(UP)
    assert caught.value.code == 30010
    await message.add_reaction(chr(0x1F600))


async def test_a_new_emoji_needs_a_right(
    ana: Actor, ben: Actor, said: Message, guild: Guild, server: StandIn
) -> None:
    ana.react(said, UP)
    server.admin.overwrite(said.channel, guild.roles[guild.id], deny=Right.ADD_REACTIONS)
    ben.react(said, UP)
    with pytest.raises(Refused):
        ben.react(said, DOWN)
