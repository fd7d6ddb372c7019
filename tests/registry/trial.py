"""One act in one world: it is allowed, or one sentence comes back and nothing has changed."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from bot.app import App
from bot.card import Card
from bot.command import Event
from tests.registry import worlds

COUNTED = ("link enter", "join")  # a wrong code counts as a try, or strangers could go on guessing
SENTENCE = re.compile(r"[^\n]{8,400}[.?]`?")


class Trial:
    """A world that is put back after each act that changed it."""

    def __init__(self, file: Path, scratch: Path) -> None:
        self.file, self.scratch = file, scratch
        self.app: App | None = None
        self.acts = 0

    async def act(self, who: Event, line: str) -> Card:
        """Type a line; a preview counts as an answer, and confirming it is an act of its own."""
        app = await self._ready()
        self.acts += 1
        event = replace(
            who, id=f"act-{self.acts}", people={f"<terminal:{name}>": name for name in worlds.PEOPLE.split()}
        )
        card = await app.table.say(event, line)
        await self._judged(app, line, card)
        if card.tone == "preview":
            app = await self._ready()
            card = await app.table.run(
                replace(event, id=f"act-{self.acts}-again"),
                (await app.table.say(event, line)).buttons[0].call,
            )
            assert card.tone not in ("error", "preview"), (line, card)
            await self.put_back()
        return card

    async def _judged(self, app: App, line: str, card: Card) -> None:
        changed = await self.eye.changed()
        assert card.tone != "error", (line, card)
        if card.tone == "refusal":
            assert not changed or line.startswith(COUNTED), f"{line}: refused, and yet something changed"
            assert SENTENCE.fullmatch(card.body), (line, card.body)
            assert card.private
        elif changed:
            await self.put_back()

    async def _ready(self) -> App:
        if self.app is None:
            self.world = worlds.watched(self.file, self.scratch)
            self.app, self.eye = await self.world.__aenter__()
        return self.app

    async def put_back(self) -> None:
        """Begin again from the world as it was."""
        if self.app is not None:
            await self.world.__aexit__(None, None, None)
            self.app = None
