"""How a platform says what stands in a card's text: moments, commands, and people's accounts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from bot.card import Card
from rules.moments import MARKED

CODE = re.compile(r"`([a-z][^`\n]*)`")
ACCOUNT = re.compile(r"<([a-z]+):([^>\s]+)>")
Path = tuple[str, ...]


class Voice:
    """The plain one: a moment as it is in the community's zone, a command as it is typed."""

    def __init__(self, paths: Iterable[Path] = ()) -> None:
        self.paths = frozenset(paths)

    def card(self, card: Card) -> Card:
        """The card with all of its texts as they are said here."""
        table = card.table and replace(
            card.table, rows=tuple(tuple(map(self.bare, row)) for row in card.table.rows)
        )
        return replace(
            card,
            title=self.bare(card.title),
            body=self.text(card.body),
            fields=tuple((name, self.text(value)) for name, value in card.fields),
            table=table,
            thread=self.bare(card.thread),
        )

    def text(self, text: str) -> str:
        """A text in which links work."""
        return self._said(text, self.moment, self.command, self.account)

    def bare(self, text: str) -> str:
        """A text in which they do not: a title, a cell of a table."""
        return self._said(text, lambda said, _: said, self.typed, self.shown)

    def _said(
        self,
        text: str,
        moment: Callable[[str, int], str],
        command: Callable[[Path, str], str],
        account: Callable[[str, str], str],
    ) -> str:
        text = ACCOUNT.sub(lambda found: account(found[1], found[2]), text)
        text = MARKED.sub(lambda found: moment(found[1], int(found[2])), text)
        return CODE.sub(lambda found: self._code(found[1], command) or found[0], text) if self.paths else text

    def _code(self, code: str, command: Callable[[Path, str], str]) -> str:
        """A piece of code that begins with a command; '' for any other."""
        words = code.split(" ")
        for size in range(min(len(words), 3), 0, -1):
            if tuple(words[:size]) in self.paths:
                return command(tuple(words[:size]), " ".join(words[size:]))
        return ""

    def moment(self, said: str, seconds: int) -> str:
        """A moment; `seconds` since 1970 UTC."""
        return said

    def command(self, path: Path, rest: str) -> str:
        """A command with what follows it."""
        return self.typed(path, rest)

    def typed(self, path: Path, rest: str) -> str:
        """A command as people type it."""
        return f"`{' '.join([*path, rest]).rstrip()}`"

    def account(self, platform: str, account: str) -> str:
        """Somebody's account."""
        return self.shown(platform, account)

    def shown(self, platform: str, account: str) -> str:
        """An account in words."""
        return f"{account} ({platform})"


class Prefixed(Voice):
    """Where commands are typed behind a prefix, such as `!dao help`."""

    def __init__(self, paths: Iterable[Path], prefix: str) -> None:
        super().__init__(paths)
        self.prefix = prefix

    def typed(self, path: Path, rest: str) -> str:
        return f"`{' '.join([self.prefix, *path, rest]).rstrip()}`"
