"""Messages: sent, found, edited, deleted; who is pinged, what may be read, what is attached."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

import discord
import pytest

from tests.discord import kit
from tests.discord.actor import Actor
from tests.discord.bare import Bare
from tests.discord.options import Refused
from tests.discord.server import StandIn
from tests.discord.things import Channel, Guild, Upload

SEND = "POST /channels/{channel_id}/messages"
NOBODY = discord.AllowedMentions.none()


async def test_send_edit_and_delete(bot: Bare, ana: Actor, hall: Channel, server: StandIn) -> None:
    sent = await kit.text(bot, hall).send("one", embed=discord.Embed(title="T", description="D"))
    (message,) = ana.sees(hall)
    assert message.text == "one\nT\nD"
    await sent.edit(content="two")
    assert message.text == "two\nT\nD"
    await sent.edit(content=None, embed=discord.Embed(title="only"))
    assert message.text == "only"
    await sent.delete()
    await server.read()
    assert ana.sees(hall) == []
    assert bot.seen[-1] == "MESSAGE_DELETE"
    with pytest.raises(discord.NotFound):
        await sent.edit(content="three")
    assert [(one.status, one.code) for one in server.refused] == [(404, 10008)]


async def test_history_pages(bot: Bare, ana: Actor, hall: Channel) -> None:
    sent = [ana.say(hall, str(n)) for n in range(7)]
    channel = kit.text(bot, hall)
    middle = discord.Object(int(sent[3].id))

    async def ids(**where: Any) -> list[int]:
        return [sent.index(hall.messages[str(one.id)]) async for one in channel.history(**where)]

    assert await ids() == [6, 5, 4, 3, 2, 1, 0]
    assert await ids(limit=2) == [6, 5]
    assert await ids(limit=2, before=middle) == [2, 1]
    assert await ids(limit=2, after=middle) == [4, 5]
    assert await ids(limit=3, around=middle) == [4, 3, 2]
    assert (await channel.fetch_message(int(sent[3].id))).author.name == "ana"


async def test_a_reply(bot: Bare, ana: Actor, ben: Actor, hall: Channel) -> None:
    said = ana.say(hall, "question")
    reply = ben.reply(said, "answer")
    assert [one["id"] for one in reply.data["mentions"]] == [ana.id]
    seen = await kit.text(bot, hall).fetch_message(int(reply.id))
    assert seen.reference is not None
    assert seen.reference.message_id == int(said.id)
    ana.delete(said)
    with pytest.raises(discord.HTTPException, match="Unknown message"):
        await kit.text(bot, hall).send(
            "x", reference=discord.PartialMessage(channel=seen.channel, id=int(said.id))
        )
    soft = discord.MessageReference(
        message_id=int(said.id), channel_id=int(hall.id), fail_if_not_exists=False
    )
    await kit.text(bot, hall).send("x", reference=soft)


async def test_a_nonce_sent_twice_is_shown_once(
    bot: Bare, ana: Actor, hall: Channel, server: StandIn
) -> None:
    channel = kit.text(bot, hall)
    first = await channel.send("x", nonce="row-1")
    again = await channel.send("other words", nonce="row-1")
    assert (again.id, again.content, again.nonce) == (first.id, "x", "row-1")
    assert len(ana.sees(hall)) == 1
    server.pass_time(300)
    assert (await channel.send("x", nonce="row-1")).id != first.id
    with pytest.raises(discord.HTTPException):
        await channel.send("x", nonce="x" * 26)
    assert len(server.take_violations()) == 1


async def test_a_nonce_is_lost_when_a_message_is_fetched(bot: Bare, hall: Channel) -> None:
    sent = await kit.text(bot, hall).send("x", nonce="row-1")
    assert sent.nonce == "row-1"
    assert (await kit.text(bot, hall).fetch_message(sent.id)).nonce is None
    assert [one.nonce async for one in kit.text(bot, hall).history()] == [None]


async def test_who_is_pinged(
    bot: Bare, ana: Actor, ben: Actor, hall: Channel, server: StandIn, guild: Guild
) -> None:
    role = server.role(guild, "Jurors")
    channel, words = kit.text(bot, hall), f"{ana.mention} {ben.mention} <@&{role.id}> @everyone"

    async def pinged(allowed: discord.AllowedMentions) -> tuple[list[str], list[str], bool]:
        sent = await channel.send(words, allowed_mentions=allowed)
        data = hall.messages[str(sent.id)].data
        return [one["username"] for one in data["mentions"]], data["mention_roles"], data["mention_everyone"]

    assert await pinged(discord.AllowedMentions.all()) == (["ana", "ben"], [role.id], False)
    assert await pinged(NOBODY) == ([], [], False)
    only = discord.AllowedMentions(users=[discord.Object(int(ben.id))], roles=False, everyone=False)
    assert await pinged(only) == (["ben"], [], False)


async def test_content_is_hidden_without_the_intent(
    bot: Bare, ana: Actor, hall: Channel, server: StandIn
) -> None:
    heard: list[discord.Message] = []

    async def on_message(message: discord.Message) -> None:
        heard.append(message)

    bot.event(on_message)
    secret = ana.say(hall, "secret", Upload("a.txt", b"x"))
    ana.say(hall, f"<@{server.bot.id}> hello")
    ana.say(ana.dm, "direct")
    await server.read()
    assert [one.content for one in heard] == ["", f"<@{server.bot.id}> hello", "direct"]
    assert heard[0].attachments == []
    assert (await kit.text(bot, hall).fetch_message(int(secret.id))).content == ""


async def test_content_is_shown_with_the_intent() -> None:
    async with kit.standing(granted={"message_content"}) as server:
        guild = server.guild()
        hall, ana = server.channel(guild, "hall"), server.member("ana", guild)
        async with kit.running(Bare("message_content")) as bot:
            said = ana.say(hall, "open", Upload("a.txt", b"x"))
            seen = await kit.text(bot, hall).fetch_message(int(said.id))
            assert (seen.content, len(seen.attachments)) == ("open", 1)
            await server.read()
            cached = bot.cached_messages[-1]
            assert (cached.content, await cached.attachments[0].read()) == ("open", b"x")


async def test_attachments_with_alt_text(bot: Bare, ana: Actor, hall: Channel) -> None:
    file = discord.File(io.BytesIO(b"\x89PNG"), "chart.png", description="Two bars, the left one higher")
    sent = await kit.text(bot, hall).send("look", file=file)
    (message,) = ana.sees(hall)
    (shown,) = message.attachments
    assert (shown["filename"], shown["description"], shown["size"]) == ("chart.png", file.description, 4)
    assert await sent.attachments[0].read() == b"\x89PNG"
    sent = await sent.add_files(discord.File(io.BytesIO(b"2"), "two.txt"))
    assert [one["filename"] for one in message.attachments] == ["chart.png", "two.txt"]
    await sent.remove_attachments(sent.attachments[0])
    assert [one["filename"] for one in message.attachments] == ["two.txt"]
    await sent.edit(content="text only", attachments=[])
    assert message.attachments == []


async def test_an_attachment_that_an_embed_shows_stands_in_the_embed_only(
    bot: Bare, hall: Channel, server: StandIn
) -> None:
    embed = discord.Embed(title="Chart").set_image(url="attachment://chart.png")
    sent = await kit.text(bot, hall).send(embed=embed, file=discord.File(io.BytesIO(b"png"), "chart.png"))
    assert sent.attachments == []
    assert sent.embeds[0].image.url is not None
    assert await bot.http.get_from_cdn(sent.embeds[0].image.url) == b"png"
    edited = await sent.edit(content="newer")
    assert edited.attachments == []
    with pytest.raises(discord.HTTPException, match="not attached"):
        await kit.text(bot, hall).send(embed=embed)
    assert len(server.take_violations()) == 1


async def test_a_file_in_an_answer(bot: Bare, ana: Actor, hall: Channel) -> None:
    async def chart(interaction: discord.Interaction[Any], source: discord.Attachment) -> None:
        content = await source.read()
        file = discord.File(io.BytesIO(content * 2), "out.txt", description="twice")
        await interaction.response.send_message(file=file, ephemeral=True)

    bot.tree.command(name="chart", description="x")(chart)
    await bot.tree.sync()
    answer = await ana.slash(hall, "chart", source=Upload("in.txt", b"ab"))
    assert answer.message.attachments[0]["description"] == "twice"
    assert answer.message.attachments[0]["size"] == 4
    assert answer.private


async def test_too_much(bot: Bare, hall: Channel, server: StandIn) -> None:
    channel = kit.text(bot, hall)
    with pytest.raises(discord.HTTPException, match="2000 or fewer"):
        await channel.send("x" * 2001)
    with pytest.raises(discord.HTTPException, match="empty message"):
        await channel.send()
    with pytest.raises(discord.HTTPException) as caught:
        await channel.send(file=discord.File(io.BytesIO(bytes(10 * 2**20 + 1)), "big"))
    assert (caught.value.status, caught.value.code) == (413, 40005)
    assert server.take_violations() == [f"{SEND}: content: Must be 2000 or fewer in length."]


async def test_what_others_wrote_stays_theirs(bot: Bare, ana: Actor, ben: Actor, hall: Channel) -> None:
    said = ana.say(hall, "mine")
    with pytest.raises(discord.Forbidden):
        await kit.text(bot, hall).get_partial_message(int(said.id)).edit(content="yours")
    with pytest.raises(Refused):
        ben.edit(said, "yours")
    with pytest.raises(Refused):
        ben.delete(said)
    assert ana.edit(said, "still mine").content == "still mine"
    await kit.text(bot, hall).get_partial_message(int(said.id)).delete()
    assert ana.sees(hall) == []


async def test_a_poll(bot: Bare, ana: Actor, ben: Actor, hall: Channel) -> None:
    poll = discord.Poll(question="Fund it?", duration=timedelta(hours=24))
    sent = await kit.text(bot, hall).send(poll=poll.add_answer(text="yes").add_answer(text="no"))
    (message,) = ana.sees(hall)
    ana.vote(message, 1)
    ben.vote(message, 2)
    ben.vote(message, 2, on=False)
    fetched = await kit.text(bot, hall).fetch_message(sent.id)
    assert fetched.poll is not None
    assert [one.vote_count for one in fetched.poll.answers] == [1, 0]
    assert [one.name async for one in fetched.poll.answers[0].voters()] == ["ana"]
    assert (await fetched.end_poll()).poll.is_finalised()  # type: ignore[union-attr]
