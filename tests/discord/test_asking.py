"""Commands, forms, buttons, selects and menus: asked by a member, answered by discord.py."""

from __future__ import annotations

import asyncio
from typing import Any

import aiohttp
import discord
import pytest
from discord import app_commands, ui

from tests.discord import kit
from tests.discord.actor import Actor
from tests.discord.bare import Asked, Bare
from tests.discord.interactions import NoAnswer
from tests.discord.options import Refused
from tests.discord.rights import Right
from tests.discord.server import StandIn
from tests.discord.things import Channel, Guild


async def test_an_answer_for_everybody(bot: Bare, ana: Actor, ben: Actor, hall: Channel) -> None:
    answer = await ana.slash(hall, "echo", text="hello")
    assert answer.message.content == "hello"
    assert ana.sees(hall) == ben.sees(hall) == [answer.message]
    assert answer.message.data["interaction_metadata"]["user"]["id"] == ana.id


async def test_an_answer_for_one(bot: Bare, ana: Actor, ben: Actor, hall: Channel) -> None:
    answer = await ana.slash(hall, "echo", text="hush", private=True)
    assert answer.private
    assert ana.sees(hall) == ana.whispers(hall) == [answer.message]
    assert ben.sees(hall) == []


async def test_choices_while_typing(bot: Bare, ana: Actor, hall: Channel) -> None:
    assert await ana.complete(hall, "pick", "fruit", "ap") == ["apple", "apricot"]
    assert await ana.complete(hall, "pick", "fruit", "x", amount=3) == []
    assert (await ana.slash(hall, "pick", fruit="pear", amount=3)).message.content == "3 pear"


async def test_a_form(bot: Bare, ana: Actor, hall: Channel) -> None:
    opened = await ana.slash(hall, "form")
    assert opened.form["title"] == "Tell"
    answer = await ana.submit(opened, Title="A", Text="B" * 1000)
    assert answer.message.content == "A: " + "B" * 1000
    assert (
        answer.message.data["interaction_metadata"]["triggering_interaction_metadata"]["id"] == opened.raw.id
    )


async def test_a_button_by_label_and_by_id(bot: Bare, ana: Actor, ben: Actor, hall: Channel) -> None:
    card = (await ana.slash(hall, "card", number=7)).message
    assert card.text == "Payout 7"
    assert card.buttons == ["Approve 7"]
    for name in ("Approve 7", "approve:7"):
        answer = await ben.click(card, name)
        assert answer.message.content == "7 approved"
        assert answer.message in ben.whispers(hall)


async def test_a_menu_reads_a_message_without_the_intent(
    bot: Bare, ana: Actor, ben: Actor, hall: Channel
) -> None:
    said = ben.say(hall, "I wrote the guide")
    assert (await ana.menu(said, "Quote")).message.content == "> I wrote the guide"


async def test_thinking_first(bot: Bare, ana: Actor, hall: Channel) -> None:
    answer = await ana.slash(hall, "slow")
    message = await answer.shown()
    await answer.until(lambda: message.content == "edited")
    assert answer.private
    assert answer.followups == [message]


async def test_words_for_one_after_words_for_all(bot: Bare, ana: Actor, ben: Actor, hall: Channel) -> None:
    async def both(interaction: Asked) -> None:
        await interaction.response.send_message("for all")
        quiet = await interaction.followup.send("for you", ephemeral=True, wait=True)
        await quiet.edit(content="only for you")
        await interaction.followup.send("for all again")
        await interaction.delete_original_response()

    await add(bot, both)
    answer = await ana.slash(hall, "both")
    await answer.until(lambda: answer.message not in ana.sees(hall))
    assert [one.content for one in ana.sees(hall)] == ["only for you", "for all again"]
    assert [one.content for one in ben.sees(hall)] == ["for all again"]


async def test_no_answer(bot: Bare, ana: Actor, hall: Channel, server: StandIn) -> None:
    server.deadline = 0.05
    with pytest.raises(NoAnswer, match="no answer to mute"):
        await ana.slash(hall, "mute")
    assert server.unanswered == ["mute"]


async def test_no_answer_while_the_bot_is_away(server: StandIn, hall: Channel, ana: Actor) -> None:
    async with kit.running(Bare()):
        pass
    server.deadline = 0.01
    with pytest.raises(NoAnswer):
        await ana.slash(hall, "echo", text="x")


async def test_an_answer_too_late(bot: Bare, ana: Actor, hall: Channel, server: StandIn) -> None:
    caught = asyncio.get_running_loop().create_future()

    async def late(interaction: Asked) -> None:
        server.pass_time(3.1)
        try:
            await interaction.response.send_message("late")
        except discord.NotFound as error:
            caught.set_result(error.code)

    await add(bot, late)
    asked = asyncio.create_task(ana.slash(hall, "late"))
    assert await caught == 10062
    asked.cancel()


async def test_a_second_answer_and_a_dead_token(
    bot: Bare, ana: Actor, hall: Channel, server: StandIn
) -> None:
    answer = await ana.slash(hall, "echo", text="x")
    made, api = answer.raw.data, f"http://127.0.0.1:{server.port}/api/v10"
    callback = f"{api}/interactions/{made['id']}/{made['token']}/callback"
    follow = f"{api}/webhooks/{server.bot.id}/{made['token']}"
    assert await post(callback, {"type": 4, "data": {"content": "x"}}) == (400, 40060)
    assert await post(follow, {"content": "x"}) == (200, 0)
    server.pass_time(901)
    assert await post(follow, {"content": "x"}) == (401, 50027)
    assert await post(f"{api}/webhooks/{server.bot.id}/nonsense", {"content": "x"}) == (404, 10015)


async def post(url: str, body: Any) -> tuple[int, int]:
    async with aiohttp.ClientSession() as session, session.post(url, json=body) as answer:
        return answer.status, (await answer.json()).get("code", 0)


async def add(bot: Bare, callback: Any) -> None:
    """Register one more command."""
    bot.tree.command(name=callback.__name__, description="x")(callback)
    await bot.tree.sync()


async def test_a_select_and_an_edited_message(bot: Bare, ana: Actor, ben: Actor, hall: Channel) -> None:
    class Pick(ui.View):
        @ui.select(
            placeholder="Kind",
            max_values=2,
            options=[discord.SelectOption(label=x) for x in ("code", "text")],
        )
        async def kind(self, interaction: Asked, select: ui.Select[Any]) -> None:
            await interaction.response.edit_message(content=" ".join(select.values))

        @ui.select(cls=ui.UserSelect, placeholder="Who")
        async def who(self, interaction: Asked, select: ui.UserSelect[Any]) -> None:
            await interaction.response.edit_message(content=select.values[0].name, view=None)

    async def ask(interaction: Asked) -> None:
        await interaction.response.send_message("?", view=Pick())

    await add(bot, ask)
    message = (await ana.slash(hall, "ask")).message
    assert (await ben.click(message, "Kind", "text", "code")).message is message
    assert message.content == "text code"
    await ben.click(message, "Who", ana)
    assert (message.content, message.components) == ("ana", [])


async def test_a_form_from_a_button_updates_its_message(bot: Bare, ana: Actor, hall: Channel) -> None:
    class Name(ui.Modal, title="Name"):
        label: ui.Label[Any] = ui.Label(text="Who", component=ui.TextInput(custom_id="who", default="me"))

        async def on_submit(self, interaction: Asked) -> None:
            assert isinstance(self.label.component, ui.TextInput)
            await interaction.response.edit_message(content=self.label.component.value)

    class Open(ui.View):
        @ui.button(label="Open")
        async def open(self, interaction: Asked, _: ui.Button[Any]) -> None:
            await interaction.response.send_modal(Name())

    async def ask(interaction: Asked) -> None:
        await interaction.response.send_message("?", view=Open())

    await add(bot, ask)
    message = (await ana.slash(hall, "ask")).message
    opened = await ana.click(message, "Open")
    assert (await ana.submit(opened)).message is message
    assert message.content == "me"
    await ana.submit(await ana.click(message, "Open"), Who="you")
    assert message.content == "you"


async def test_a_button_press_without_a_new_message(bot: Bare, ana: Actor, hall: Channel) -> None:
    class Quiet(ui.View):
        @ui.button(label="Seen")
        async def seen(self, interaction: Asked, _: ui.Button[Any]) -> None:
            await interaction.response.defer()
            await interaction.edit_original_response(content="seen", view=None)

    async def ask(interaction: Asked) -> None:
        await interaction.response.send_message("?", view=Quiet(), ephemeral=True)

    await add(bot, ask)
    message = (await ana.slash(hall, "ask")).message
    answer = await ana.click(message, "Seen")
    await answer.until(lambda: message.content == "seen")
    assert ana.sees(hall) == [message]


async def test_an_answer_on_what_is_gone(bot: Bare, ana: Actor, hall: Channel, server: StandIn) -> None:
    codes: list[int] = []

    class Late(ui.View):
        @ui.button(label="Press")
        async def press(self, interaction: Asked, _: ui.Button[Any]) -> None:
            server.admin.delete(hall.messages[str(interaction.message.id)])  # type: ignore[union-attr]
            with pytest.raises(discord.NotFound) as caught:
                await interaction.response.edit_message(content="x")
            codes.append(caught.value.code)
            server.admin.delete(hall)
            with pytest.raises(discord.NotFound) as caught:
                await interaction.response.send_message("x")
            codes.append(caught.value.code)
            await interaction.response.defer()

    async def ask(interaction: Asked) -> None:
        await interaction.response.send_message("?", view=Late())

    await add(bot, ask)
    message = (await ana.slash(hall, "ask")).message
    await ana.click(message, "Press")
    assert codes == [10008, 10003]


async def test_components_of_the_second_kind(bot: Bare, ana: Actor, hall: Channel) -> None:
    class Layout(ui.LayoutView):
        box: ui.Container[Any] = ui.Container(ui.TextDisplay("# Digest"), ui.Separator())
        row: ui.ActionRow[Any] = ui.ActionRow()

        @row.button(label="More")
        async def more(self, interaction: Asked, _: ui.Button[Any]) -> None:
            await interaction.response.send_message("more", ephemeral=True)

    async def digest(interaction: Asked) -> None:
        await interaction.response.send_message(view=Layout())

    await add(bot, digest)
    message = (await ana.slash(hall, "digest")).message
    assert (message.text, message.buttons) == ("# Digest", ["More"])
    assert (await ana.click(message, "More")).message.content == "more"


async def test_an_answer_in_a_thread_needs_no_right_to_write(
    bot: Bare, ana: Actor, hall: Channel, guild: Guild, server: StandIn
) -> None:
    thread = ana.thread(ana.say(hall, "topic"), "Topic")
    server.admin.overwrite(hall, guild.roles[guild.id], deny=Right.SEND_MESSAGES_IN_THREADS)
    answer = await ana.slash(thread, "echo", text="here")
    assert ana.sees(thread)[-1] is answer.message
    assert answer.message not in ana.sees(hall)


async def test_commands_of_one_server(
    bot: Bare, ana: Actor, hall: Channel, guild: Guild, server: StandIn
) -> None:
    where = discord.Object(int(guild.id))

    async def local(interaction: Asked) -> None:
        await interaction.response.send_message("local")

    bot.tree.command(name="local", description="x", guild=where)(local)
    synced = await bot.tree.sync(guild=where)
    assert (
        [one.name for one in synced]
        == [one.name for one in await bot.tree.fetch_commands(guild=where)]
        == ["local"]
    )
    assert (await ana.slash(hall, "local")).message.content == "local"
    assert {name for _, name in server.commands[""]} >= {"echo", "Quote"}
    assert len(await bot.tree.fetch_commands()) == 8


async def test_localized_commands_for_chosen_places(
    bot: Bare, ana: Actor, hall: Channel, server: StandIn
) -> None:
    class German(app_commands.Translator):
        async def translate(
            self, text: app_commands.locale_str, locale: discord.Locale, _: Any
        ) -> str | None:
            return (
                {"vote": "wahl", "Cast": "Abgeben"}.get(text.message)
                if locale is discord.Locale.german
                else None
            )

    @bot.tree.command(name=app_commands.locale_str("vote"), description=app_commands.locale_str("Cast"))
    @app_commands.allowed_contexts(guilds=False, dms=True)
    @app_commands.allowed_installs(guilds=True, users=True)
    async def vote(interaction: Asked) -> None:
        await interaction.response.send_message("voted")

    await bot.tree.set_translator(German())
    await bot.tree.sync()
    made = server.commands[""][1, "vote"]
    assert made["name_localizations"] == {"de": "wahl"}
    assert made["description_localizations"] == {"de": "Abgeben"}
    assert (made["contexts"], made["integration_types"]) == ([1], [0, 1])
    assert (await ana.slash(ana.dm, "vote")).message.content == "voted"
    with pytest.raises(Refused, match="cannot be used here"):
        await ana.slash(hall, "vote")


async def test_a_command_that_stays_keeps_its_id(bot: Bare, server: StandIn) -> None:
    before = {key: one["id"] for key, one in server.commands[""].items()}
    await bot.tree.sync()
    assert {key: one["id"] for key, one in server.commands[""].items()} == before
    assert len(server.calls("PUT /applications/{application_id}/commands")) == 2
