"""What stands in a card's text as Discord says it: moments in the reader's own zone, commands to click, people by name."""

from __future__ import annotations

from collections.abc import Iterable

from discord import app_commands

from bot.adapters.discord.people import PLATFORM
from bot.adapters.discord.slash import names
from bot.adapters.voice import Path, Voice


class Native(Voice):
    """Knows the commands by their numbers as soon as they are registered; until then they are text."""

    def __init__(self, paths: Iterable[Path]) -> None:
        super().__init__(paths)
        self.names = names(self.paths)
        self.numbers: dict[str, int] = {}

    def registered(self, commands: Iterable[app_commands.AppCommand]) -> None:
        """Take the numbers that Discord has given to the commands."""
        self.numbers = {one.name: one.id for one in commands}

    def moment(self, said: str, seconds: int) -> str:
        return f"<t:{seconds}:f> (<t:{seconds}:R>)"

    def command(self, path: Path, rest: str) -> str:
        number = self.numbers.get(path[0])
        if number is None:
            return self.typed(path, rest)
        return f"</{' '.join(self.names[path])}:{number}>" + (f" `{rest}`" if rest else "")

    def typed(self, path: Path, rest: str) -> str:
        return f"`/{' '.join([*self.names[path], rest]).rstrip()}`"

    def account(self, platform: str, account: str) -> str:
        return f"<@{account}> ({platform})" if platform == PLATFORM else self.shown(platform, account)
