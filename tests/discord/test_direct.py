"""Direct messages: to members who take them, refused by those who do not, commands in them."""

from __future__ import annotations

import discord
import pytest

from tests.discord.actor import Actor
from tests.discord.bare import Bare
from tests.discord.options import Refused
from tests.discord.server import StandIn
from tests.discord.things import Channel, Guild


async def test_a_direct_message(bot: Bare, ana: Actor, ben: Actor) -> None:
    user = await bot.fetch_user(int(ana.id))
    sent = await user.send("for you", nonce="row-7")
    assert [one.content for one in ana.inbox] == ["for you"]
    assert ben.inbox == []
    assert (await user.send("for you", nonce="row-7")).id == sent.id
    await sent.edit(content="still for you")
    assert ana.inbox[0].content == "still for you"


async def test_somebody_who_takes_none(bot: Bare, ana: Actor) -> None:
    user = await bot.fetch_user(int(ana.id))
    ana.user.takes_messages = False
    with pytest.raises(discord.Forbidden) as caught:
        await user.send("for you")
    assert caught.value.code == 50007
    assert ana.inbox == []


async def test_somebody_who_left(bot: Bare, ana: Actor, guild: Guild, server: StandIn) -> None:
    user = await bot.fetch_user(int(ana.id))
    server.admin.part(guild, ana.user)
    with pytest.raises(discord.Forbidden) as caught:
        await user.send("for you")
    assert caught.value.code == 50278
    with pytest.raises(discord.NotFound):
        await bot.fetch_user(1)


async def test_asking_directly(bot: Bare, ana: Actor, server: StandIn) -> None:
    answer = await ana.slash(ana.dm, "echo", text="hello")
    assert answer.message.content == "hello"
    assert ana.sees(ana.dm) == [answer.message]
    card = (await ana.slash(ana.dm, "card", number=1)).message
    assert (await ana.click(card, "Approve 1")).private
    opened = await ana.slash(ana.dm, "form")
    assert (await ana.submit(opened, Title="A", Text="B")).message.content == "A: B"


async def test_a_command_for_servers_only(bot: Bare, ana: Actor, hall: Channel) -> None:
    @bot.tree.command(name="here", description="x")
    @discord.app_commands.guild_only()
    async def here(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("here")

    await bot.tree.sync()
    assert (await ana.slash(hall, "here")).message.content == "here"
    with pytest.raises(Refused, match="cannot be used here"):
        await ana.slash(ana.dm, "here")


async def test_reactions_and_words_of_a_direct_conversation(bot: Bare, ana: Actor, server: StandIn) -> None:
    heard: list[discord.Message] = []

    async def on_message(message: discord.Message) -> None:
        heard.append(message)

    bot.event(on_message)
    said = ana.say(ana.dm, "help")
    ana.react(said, "👍")
    await server.read()
    assert (heard[0].content, heard[0].guild, heard[0].author.name) == ("help", None, "ana")
    assert bot.added["👍"] == 1
    await heard[0].channel.send("yes?")
    assert [one.content for one in ana.sees(ana.dm)] == ["help", "yes?"]
