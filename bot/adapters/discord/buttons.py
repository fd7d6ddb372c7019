"""Buttons that carry their call in themselves, so that nothing has to be rebuilt after a restart."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from typing import Any, Self

import discord

from bot.adapters.discord import limits
from bot.card import Button, Card
from bot.command import Call

Pressed = Callable[[discord.Interaction[Any], Call], Awaitable[None]]
STYLES = {"✅": discord.ButtonStyle.success, "❌": discord.ButtonStyle.danger}
PREFIX = "c:"


class Press(discord.ui.DynamicItem[discord.ui.Button[discord.ui.View]], template=r"c:(?P<call>.+)"):
    """A button; `pressed` is set once by the client that hears it."""

    pressed: Pressed

    def __init__(self, button: Button) -> None:
        style = STYLES.get(button.key, discord.ButtonStyle.secondary)
        label = limits.short(button.label, limits.LABEL)
        super().__init__(
            discord.ui.Button(
                label=label, style=style, custom_id=PREFIX + button.call.encode(), emoji=button.key or None
            )
        )

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        return cls(Button("…", Call.decode(match["call"]), ""))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        data: Any = interaction.data or {}
        custom_id = str(data.get("custom_id", ""))
        await type(self).pressed(interaction, Call.decode(custom_id.removeprefix(PREFIX)))


def rows(card: Card) -> discord.ui.View | None:
    """The buttons of a card and of its ballot; None where there is nothing to press."""
    votes = card.ballot.buttons() if card.ballot else []
    by_call = {one.call.encode(): one for one in reversed([*card.buttons, *votes])}
    found = list(reversed(by_call.values()))[: limits.BUTTONS]  # Discord takes no two with one id
    if not found:
        return None
    view = discord.ui.View(timeout=None)
    for one in found:
        view.add_item(Press(one))
    return view
