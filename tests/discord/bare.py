"""The smallest discord.py bot that shows everything; also the baseline of benchmarks.

In a process of its own: `python -m tests.discord.led tests.discord.bare`, with the token in BARE_TOKEN, and the
names of privileged intents as arguments.
"""

from __future__ import annotations

import asyncio
import os
import re
import sys
from collections import Counter
from typing import Any, Self

import discord
from discord import app_commands, ui

QUICK = 0.02  # seconds without a further guild after which the client is ready; discord.py waits 2
Asked = discord.Interaction[Any]


class Form(ui.Modal, title="Tell"):
    """A form with two inputs."""

    head: ui.TextInput[Self] = ui.TextInput(label="Title", max_length=100)
    body: ui.TextInput[Self] = ui.TextInput(label="Text", style=discord.TextStyle.paragraph, required=False)

    async def on_submit(self, interaction: Asked) -> None:
        await interaction.response.send_message(f"{self.head.value}: {self.body.value}")


class Approve(ui.DynamicItem[ui.Button[Any]], template=r"approve:(?P<number>\d+)"):
    """A button that outlives the process."""

    def __init__(self, number: int) -> None:
        super().__init__(ui.Button(label=f"Approve {number}", custom_id=f"approve:{number}"))
        self.number = number

    @classmethod
    async def from_custom_id(cls, _: Asked, __: ui.Item[Any], match: re.Match[str]) -> Approve:
        return cls(int(match["number"]))

    async def callback(self, interaction: Asked) -> None:
        await interaction.response.send_message(f"{self.number} approved", ephemeral=True)


class Features:
    """What both clients below do."""

    tree: app_commands.CommandTree[Any]

    def begin(self, client: discord.Client) -> None:
        """Declare the commands."""
        self.tree = app_commands.CommandTree(client)
        self.added: Counter[str] = Counter()
        self.removed: Counter[str] = Counter()
        self.seen: list[str] = []
        commands: tuple[Any, ...] = (echo, form, card, slow, mute, pick, quote, count)
        for one in commands:
            self.tree.add_command(one)

    async def setup_hook(self) -> None:
        self.add_dynamic_items(Approve)  # type: ignore[attr-defined]
        await self.tree.sync()

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Without the pause of 5 s that real gateways ask for."""

    async def on_raw_reaction_add(self, event: discord.RawReactionActionEvent) -> None:
        self.added[str(event.emoji)] += 1

    async def on_raw_reaction_remove(self, event: discord.RawReactionActionEvent) -> None:
        self.removed[str(event.emoji)] += 1

    async def on_socket_event_type(self, name: str) -> None:
        self.seen.append(name)


class Bare(Features, discord.Client):
    """One shard."""

    def __init__(self, *privileged: str, **options: Any) -> None:
        discord.Client.__init__(self, intents=intents(*privileged), guild_ready_timeout=QUICK, **options)
        self.begin(self)


class Sharded(Features, discord.AutoShardedClient):
    """As many shards as the gateway asks for."""

    def __init__(self, *privileged: str, **options: Any) -> None:
        discord.AutoShardedClient.__init__(
            self, intents=intents(*privileged), guild_ready_timeout=QUICK, **options
        )
        self.begin(self)


def intents(*privileged: str) -> discord.Intents:
    """The intents that need no permission, and those named."""
    made = discord.Intents.default()
    for name in privileged:
        setattr(made, name, True)
    return made


@app_commands.command()
async def echo(interaction: Asked, text: str, private: bool = False) -> None:
    """Say something again"""
    await interaction.response.send_message(text, ephemeral=private)


@app_commands.command()
async def count(interaction: Asked, emoji: str) -> None:
    """How often an emoji came and went"""
    client = interaction.client
    await interaction.response.send_message(
        f"+{client.added[emoji]} -{client.removed[emoji]}", ephemeral=True
    )


@app_commands.command(name="form")
async def form(interaction: Asked) -> None:
    """Open a form"""
    await interaction.response.send_modal(Form())


@app_commands.command()
async def card(interaction: Asked, number: int) -> None:
    """Show a card with a button"""
    view = ui.View(timeout=None).add_item(Approve(number))
    await interaction.response.send_message(embed=discord.Embed(title=f"Payout {number}"), view=view)


@app_commands.command()
async def slow(interaction: Asked) -> None:
    """Think first"""
    await interaction.response.defer(ephemeral=True)
    await interaction.followup.send("done")
    await interaction.edit_original_response(content="edited")


@app_commands.command()
async def mute(interaction: Asked) -> None:
    """Never answer"""


@app_commands.command()
async def pick(interaction: Asked, fruit: str, amount: app_commands.Range[int, 1, 9] = 1) -> None:
    """Pick a fruit"""
    await interaction.response.send_message(f"{amount} {fruit}")


@pick.autocomplete("fruit")
async def fruits(_: Asked, typed: str) -> list[app_commands.Choice[str]]:
    """Fruits that begin so"""
    found = [one for one in ("apple", "apricot", "pear") if one.startswith(typed)]
    return [app_commands.Choice(name=one, value=one) for one in found]


@app_commands.context_menu(name="Quote")
async def quote(interaction: Asked, message: discord.Message) -> None:
    await interaction.response.send_message(f"> {message.content}", ephemeral=True)


if __name__ == "__main__":
    discord.utils.setup_logging()
    asyncio.run(Bare(*sys.argv[1:]).start(os.environ["BARE_TOKEN"]))
