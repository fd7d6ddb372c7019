"""A person does only what Discord's client lets a member do."""

from __future__ import annotations

import enum
from typing import Any

import discord
import pytest
from discord import app_commands, ui

from tests.discord import kit
from tests.discord.actor import Actor
from tests.discord.bare import Asked, Bare
from tests.discord.options import Refused
from tests.discord.rights import Right
from tests.discord.server import StandIn
from tests.discord.things import Channel, Guild, Upload


class Kind(enum.Enum):
    """Choices of an option."""

    code = "c"
    text = "t"


@pytest.fixture
async def pay(bot: Bare) -> None:
    """A group of commands with every type of option."""
    group = app_commands.Group(name="treasury", description="x")

    @group.command(name="pay", description="x")
    async def pay(
        interaction: Asked,
        who: discord.Member,
        amount: app_commands.Range[int, 1, 100],
        kind: Kind = Kind.code,
        part: float = 1.0,
        memo: app_commands.Range[str, 2, 5] = "none",
        loud: bool = False,
        where: discord.TextChannel | None = None,
        role: discord.Role | None = None,
        proof: discord.Attachment | None = None,
    ) -> None:
        things = (who.name, amount, kind.name, part, memo, loud, where and where.name, role and role.name)
        await interaction.response.send_message(f"{things} {proof and proof.size}")

    bot.tree.add_command(group)
    await bot.tree.sync()


@pytest.mark.usefixtures("pay")
async def test_every_type_of_option(
    ana: Actor, ben: Actor, hall: Channel, guild: Guild, server: StandIn
) -> None:
    role = server.role(guild, "Voters")
    few = await ana.slash(hall, "treasury pay", who=ben, amount=5)
    assert few.message.content == "('ben', 5, 'code', 1.0, 'none', False, None, None) None"
    given: dict[str, Any] = {
        "kind": "t",
        "part": 0.5,
        "memo": "rent",
        "loud": True,
        "where": hall,
        "role": role,
    }
    all_ = await ana.slash(hall, "treasury pay", who=ana, amount=100, proof=Upload("a", b"abc"), **given)
    assert all_.message.content == "('ana', 100, 'text', 0.5, 'rent', True, 'hall', 'Voters') 3"


@pytest.mark.usefixtures("pay")
@pytest.mark.parametrize(
    ("path", "given", "why"),
    [
        ("treasury", {}, "needs one of pay"),
        ("treasury steal", {}, "has no steal"),
        ("nonsense", {}, "not registered"),
        ("treasury pay", {}, "option who .* is required"),
        ("treasury pay", {"amount": 101}, "amount is out of range"),
        ("treasury pay", {"amount": "5"}, "does not fit option amount"),
        ("treasury pay", {"amount": True}, "does not fit option amount"),
        ("treasury pay", {"amount": 5, "kind": "x"}, "not a choice of kind"),
        ("treasury pay", {"amount": 5, "memo": "longer"}, "memo is too short or too long"),
        ("treasury pay", {"amount": 5, "who": "ana"}, "does not fit option who"),
        ("treasury pay", {"amount": 5, "whom": 1}, "has no option whom"),
    ],
)
async def test_what_a_command_refuses(
    ana: Actor, hall: Channel, path: str, given: dict[str, Any], why: str
) -> None:
    full = {"who": ana} | given if "amount" in given else given
    with pytest.raises(Refused, match=why):
        await ana.slash(hall, path, **full)
    with pytest.raises(Refused, match="not completed"):
        await ana.complete(hall, "treasury pay", "memo", "x")


async def test_a_channel_of_the_wrong_type(
    bot: Bare, ana: Actor, guild: Guild, hall: Channel, server: StandIn
) -> None:
    @bot.tree.command(name="move", description="x")
    async def move(interaction: Asked, where: discord.TextChannel) -> None:
        await interaction.response.send_message(where.name)

    await bot.tree.sync()
    assert (await ana.slash(hall, "move", where=hall)).message.content == "hall"
    with pytest.raises(Refused, match="not a channel for where"):
        await ana.slash(hall, "move", where=server.forum(guild, "ideas"))


async def test_commands_for_some(bot: Bare, ana: Actor, hall: Channel, guild: Guild, server: StandIn) -> None:
    async def answer(interaction: Asked) -> None:
        await interaction.response.send_message("x")

    for name, needed in (
        ("manage", discord.Permissions(manage_guild=True)),
        ("closed", discord.Permissions(0)),
    ):
        command = app_commands.Command[Any, Any, Any](name=name, description="x", callback=answer)
        command.default_permissions = needed
        bot.tree.add_command(command)
    await bot.tree.sync()
    chief = server.member("chief", guild, server.role(guild, "Chiefs", Right.MANAGE_GUILD))
    for who, name in ((ana, "manage"), (ana, "closed"), (chief, "closed")):
        with pytest.raises(Refused, match="hidden"):
            await who.slash(hall, name)
    assert (await chief.slash(hall, "manage")).message.content == "x"


async def test_no_commands_where_they_are_forbidden(
    bot: Bare, ana: Actor, hall: Channel, guild: Guild, server: StandIn
) -> None:
    said = ana.say(hall, "x")
    server.admin.overwrite(hall, guild.roles[guild.id], deny=Right.USE_APPLICATION_COMMANDS)
    with pytest.raises(Refused):
        await ana.slash(hall, "echo", text="x")
    with pytest.raises(Refused):
        await ana.menu(said, "Quote")


class Things(ui.View):
    """A component of each sort."""

    @ui.button(label="Twin")
    async def one(self, interaction: Asked, _: ui.Button[Any]) -> None: ...

    @ui.button(label="Twin", custom_id="second")
    async def two(self, interaction: Asked, _: ui.Button[Any]) -> None:
        await interaction.response.send_message("second", ephemeral=True)

    @ui.button(label="Off", disabled=True)
    async def off(self, interaction: Asked, _: ui.Button[Any]) -> None: ...

    @ui.select(placeholder="Pick", options=[discord.SelectOption(label="A"), discord.SelectOption(label="B")])
    async def pick(self, interaction: Asked, _: ui.Select[Any]) -> None: ...

    @ui.select(cls=ui.RoleSelect, placeholder="Role")
    async def role(self, interaction: Asked, _: ui.RoleSelect[Any]) -> None: ...


async def test_what_a_message_refuses(bot: Bare, ana: Actor, hall: Channel) -> None:
    await kit.text(bot, hall).send("x", view=Things())
    (message,) = ana.sees(hall)
    assert message.buttons == ["Twin", "Twin", "(Off)"]
    attempts: list[tuple[str, tuple[Any, ...], str]] = [
        ("Twin", (), "2 things are called"),
        ("None", (), "0 things are called"),
        ("Off", (), "disabled"),
        ("second", ("x",), "is a button"),
        ("Pick", (), "0 values do not fit"),
        ("Pick", ("A", "B"), "2 values do not fit"),
        ("Pick", ("C",), "not one of A, B"),
        ("Role", (ana,), "cannot be picked here"),
    ]
    for what, values, why in attempts:
        with pytest.raises(Refused, match=why):
            await ana.click(message, what, *values)
    assert (await ana.click(message, "second")).message.content == "second"


async def test_what_others_do_not_see(bot: Bare, ana: Actor, ben: Actor, hall: Channel) -> None:
    private = (await ana.slash(hall, "echo", text="x", private=True)).message
    for attempt in (ben.menu(private, "Quote"), ben.click(private, "x")):
        with pytest.raises(Refused, match="does not see"):
            await attempt
    with pytest.raises(Refused, match="does not see"):
        ben.react(private, "👍")


async def test_what_a_form_refuses(bot: Bare, ana: Actor, hall: Channel) -> None:
    opened = await ana.slash(hall, "form")
    with pytest.raises(Refused, match="'Title' must be filled in"):
        await ana.submit(opened, Text="x")
    with pytest.raises(Refused, match="'Title' takes 0 to 100"):
        await ana.submit(opened, Title="x" * 101)
    with pytest.raises(Refused, match="the form has no Topic, only Title, Text"):
        await ana.submit(opened, Topic="x")
    with pytest.raises(AssertionError, match="answered without a message"):
        _ = opened.message
    with pytest.raises(AssertionError, match="no form opened"):
        _ = (await ana.slash(hall, "echo", text="x")).form


async def test_a_form_with_a_select(bot: Bare, ana: Actor, hall: Channel) -> None:
    class Choose(ui.Modal, title="Choose"):
        kind: ui.Label[Any] = ui.Label(
            text="Kind",
            component=ui.Select(options=[discord.SelectOption(label="Code", value="c")], required=False),
        )

        async def on_submit(self, interaction: Asked) -> None:
            assert isinstance(self.kind.component, ui.Select)
            await interaction.response.send_message(f"{self.kind.component.values}")

    @bot.tree.command(name="choose", description="x")
    async def choose(interaction: Asked) -> None:
        await interaction.response.send_modal(Choose())

    await bot.tree.sync()
    answer = await ana.submit(await ana.slash(hall, "choose"), Kind=["Code"])
    assert answer.message.content == "['c']"
    assert (await ana.submit(await ana.slash(hall, "choose"))).message.content == "[]"
    with pytest.raises(Refused, match="'X' is not one of Code"):
        await ana.submit(await ana.slash(hall, "choose"), Kind=["X"])


async def test_too_long_a_message(ana: Actor, hall: Channel) -> None:
    with pytest.raises(Refused):
        ana.say(hall, "x" * 2001)
    with pytest.raises(Refused):
        ana.say(hall, "")
