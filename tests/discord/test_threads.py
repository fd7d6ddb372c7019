"""Threads: on messages, in forums and on their own; archived, locked, joined and deleted."""

from __future__ import annotations

import io

import discord
import pytest

from tests.discord import kit
from tests.discord.actor import Actor
from tests.discord.bare import Bare
from tests.discord.founding import own_role
from tests.discord.options import Refused
from tests.discord.rights import BOT, Right
from tests.discord.server import StandIn
from tests.discord.things import Channel, Guild


def thread_of(bot: Bare, channel: Channel) -> discord.Thread:
    """A thread as the client has it."""
    (found,) = (one for guild in bot.guilds for one in guild.threads if one.id == int(channel.id))
    return found


async def code_of(error: type[discord.HTTPException], thread: discord.Thread) -> int:
    """The refusal of a message in a thread."""
    with pytest.raises(error) as caught:
        await thread.send("x")
    return caught.value.code


@pytest.fixture
def mod(server: StandIn, guild: Guild) -> Actor:
    return server.member("mod", guild, server.role(guild, "Moderators", Right.MANAGE_THREADS))


@pytest.fixture
def plain(server: StandIn, guild: Guild) -> None:
    """The bot may not manage threads."""
    own_role(guild).data["permissions"] = str(int(BOT & ~Right.MANAGE_THREADS))


async def test_a_thread_on_a_message_has_its_id(
    bot: Bare, ana: Actor, hall: Channel, server: StandIn
) -> None:
    message = await kit.text(bot, hall).send("proposal")
    thread = await message.create_thread(name="Proposal 1")
    assert thread.id == message.id
    await thread.send("first words")
    inside = server.channels[str(thread.id)]
    assert [(one.data["type"], one.content) for one in ana.sees(inside)] == [(21, ""), (0, "first words")]
    fetched = await kit.text(bot, hall).fetch_message(message.id)
    assert fetched.flags.has_thread
    assert fetched.thread is not None
    assert inside.data["message_count"] == 2
    with pytest.raises(discord.HTTPException) as caught:
        await message.create_thread(name="again")
    assert caught.value.code == 160004


async def test_a_thread_that_a_member_opened(bot: Bare, ana: Actor, hall: Channel, server: StandIn) -> None:
    thread = ana.thread(ana.say(hall, "topic"), "Topic")
    await server.read()
    seen = thread_of(bot, thread)
    assert list(thread.joined) == [ana.id]
    await seen.send("without being a member")
    await server.read()
    assert list(thread.joined) == [ana.id, server.bot.id]
    assert "THREAD_MEMBERS_UPDATE" in bot.seen
    await seen.leave()
    assert list(thread.joined) == [ana.id]
    await seen.join()
    await seen.add_user(discord.Object(int(server.owner.id)))
    assert thread.data["member_count"] == 3


async def test_a_post_in_a_forum(bot: Bare, ana: Actor, guild: Guild, server: StandIn) -> None:
    forum = server.forum(guild, "ideas", "open", "done")
    await server.read()
    seen = bot.get_channel(int(forum.id))
    assert isinstance(seen, discord.ForumChannel)
    file = discord.File(io.BytesIO(b"x"), "x.txt", description="alt")
    thread, message = await seen.create_thread(
        name="Idea 1", content="text", file=file, applied_tags=[seen.available_tags[0]]
    )
    assert thread.id == message.id
    inside = server.channels[str(thread.id)]
    (first,) = ana.sees(inside)
    assert (first.content, first.attachments[0]["description"]) == ("text", "alt")
    assert inside.data["applied_tags"] == [str(seen.available_tags[0].id)]
    with pytest.raises(Refused):
        ana.say(forum, "not in a post")
    post = ana.post(forum, "Idea 2", "other")
    await server.read()
    assert thread_of(bot, post.channel).name == "Idea 2"


async def test_threads_without_a_message(
    bot: Bare, hall: Channel, guild: Guild, server: StandIn, ana: Actor
) -> None:
    channel = kit.text(bot, hall)
    public = await channel.create_thread(name="Public", type=discord.ChannelType.public_thread)
    assert [one.id for one in await bot.guilds[0].active_threads()] == [public.id]
    with pytest.raises(discord.Forbidden):
        await channel.create_thread(name="Private", type=discord.ChannelType.private_thread)
    server.admin.allow(own_role(guild), BOT | Right.CREATE_PRIVATE_THREADS)
    private = await channel.create_thread(name="Private", type=discord.ChannelType.private_thread)
    inside = server.channels[str(private.id)]
    await private.send("hush")
    assert ana.sees(inside) == []
    await private.add_user(discord.Object(int(ana.id)))
    assert [one.content for one in ana.sees(inside)] == ["hush"]


async def test_an_archived_thread_opens_with_a_message(
    bot: Bare, ana: Actor, mod: Actor, hall: Channel, server: StandIn
) -> None:
    thread = ana.thread(ana.say(hall, "topic"), "Topic")
    said = ana.say(thread, "inside")
    await server.read()
    seen = thread_of(bot, thread)
    own = await seen.send("mine")
    ana.change(thread, archived=True)
    await server.read()
    assert list(bot.guilds[0].threads) == []
    with pytest.raises(discord.HTTPException) as caught:
        await own.edit(content="x")
    assert caught.value.code == 50083
    with pytest.raises(discord.HTTPException) as caught:
        await seen.get_partial_message(int(said.id)).add_reaction("👍")
    assert caught.value.code == 50083
    with pytest.raises(Refused, match="archived"):
        await ana.slash(thread, "echo", text="x")
    await seen.send("awake")
    await server.read()
    assert not thread.data["thread_metadata"]["archived"]
    assert thread_of(bot, thread).name == "Topic"


@pytest.mark.usefixtures("plain")
async def test_a_locked_thread_needs_a_moderator(
    bot: Bare, ana: Actor, mod: Actor, hall: Channel, server: StandIn
) -> None:
    thread = ana.thread(ana.say(hall, "topic"), "Topic")
    await server.read()
    seen = thread_of(bot, thread)
    own = await seen.send("mine")
    mod.change(thread, locked=True)
    with pytest.raises(discord.Forbidden):
        await own.edit(content="changed")
    assert await code_of(discord.Forbidden, seen) == 160005
    mod.change(thread, archived=True)
    assert await code_of(discord.HTTPException, seen) == 50083
    with pytest.raises(Refused):
        ana.say(thread, "x")
    with pytest.raises(Refused):
        ana.change(thread, archived=False)
    assert mod.say(thread, "x") in ana.sees(thread)


@pytest.mark.usefixtures("plain")
async def test_who_opened_a_thread_may_rename_and_archive_it(bot: Bare, ana: Actor, hall: Channel) -> None:
    message = await kit.text(bot, hall).send("x")
    thread = await message.create_thread(name="Mine")
    await thread.edit(name="Mine still")
    with pytest.raises(discord.Forbidden):
        await thread.edit(locked=True)
    await thread.edit(archived=True)
    with pytest.raises(discord.HTTPException):
        await thread.edit(name="x")
    await thread.edit(archived=False)
    with pytest.raises(Refused):
        ana.change(hall.guild.channels[str(thread.id)], name="Ours")  # type: ignore[union-attr]


async def test_threads_are_there_after_logging_in_again(
    ana: Actor, mod: Actor, hall: Channel, server: StandIn
) -> None:
    for name in ("open", "shut"):
        ana.thread(ana.say(hall, name), name)
    mod.change(next(one for one in server.channels.values() if one.name == "shut"), archived=True)
    async with kit.running(Bare()) as bot:
        assert [one.name for one in bot.guilds[0].threads] == ["open"]
        shut = next(one for one in server.channels.values() if one.name == "shut")
        assert isinstance(fetched := await bot.fetch_channel(int(shut.id)), discord.Thread)
        assert fetched.archived


async def test_deleted_threads_and_channels(bot: Bare, ana: Actor, hall: Channel, server: StandIn) -> None:
    kept, gone = (ana.thread(ana.say(hall, name), name) for name in ("kept", "gone"))
    await server.read()
    seen, channel = thread_of(bot, gone), kit.text(bot, hall)
    server.admin.delete(gone)
    await server.read()
    assert [one.id for one in bot.guilds[0].threads] == [int(kept.id)]
    assert await code_of(discord.NotFound, seen) == 10003
    await thread_of(bot, kept).delete()
    assert kept.id not in server.channels
    server.admin.delete(hall)
    await server.read()
    assert bot.get_channel(int(hall.id)) is None
    with pytest.raises(discord.NotFound):
        await channel.send("x")
    assert {"THREAD_DELETE", "CHANNEL_DELETE"} <= set(bot.seen)
